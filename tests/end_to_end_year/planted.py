"""Names, telephones, ids and addresses planted wherever a planner or a sender may type freely."""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from .unpacking import unpacked

_SURNAMES = {
    "survey": "Quỳnh Lưu Ly",
    "survey_note": "Trăng Khuyết",
    "form_note": "Sương Giáng",
    "form_remarks": "Gió Chướng",
    "form_by": "Mây Ngàn",
    "scores_note": "Hạc Trắng",
    "scores_remarks": "Sao Băng",
    "donor_contact": "Thông Reo",
    "donor_notes": "Cúc Biếc",
    "donor_alone": "Ẩn Sĩ",
    "sponsor": "Bồ Câu",
    "fund_note": "Suối Ngầm",
    "fund_donor": "Đá Cuội",
    "ledger_note": "Lau Xám",
    "ledger_evidence": "Rêu Phong",
    "award_evidence": "Nắng Quái",
}
CHANNELS = tuple(_SURNAMES)
_NUMBERED = re.compile(r"\\u([0-9a-fA-F]{4})")


def planted(channel: str) -> dict[str, str]:
    """What is planted in a channel: each value is told apart from those of every other."""
    number = CHANNELS.index(channel) + 10
    return {
        "name": f"Lò Thị {_SURNAMES[channel]}",
        "phone": f"0917 28{number} 746",
        "id": f"0342160{number}4588",
        "address": f"ngõ {_SURNAMES[channel]} số 7{number}8",
    }


def sentence(channel: str) -> str:
    """Everything of a channel in one cell, as somebody would write it."""
    told = planted(channel)
    return f"cháu {told['name']}, đt {told['phone']}, CCCD {told['id']}, {told['address']}"


def found_in(folder: Path, channels: Iterable[str], *, but: Iterable[Path] = ()) -> list[str]:
    """Which planted values stand in the files of a folder, «file: channel.value».

    What is searched, and how: see `seen_in`.
    """
    wanted = {
        f"{channel}.{kind}": value
        for channel in channels
        for kind, value in planted(channel).items()
    }
    return seen_in(folder, wanted, but=but)


def seen_in(folder: Path, wanted: Mapping[str, str], *, but: Iterable[Path] = ()) -> list[str]:
    """Which of the wanted values stand in the files of a folder, «file: name of the value».

    Searched: names of files, raw bytes and all that is packed in them (`unpacked`); as typed, as
    pages and JSON write letters by their numbers, without accents, blanks, dots or capitals, in
    UTF-16, in base64.
    """
    left_out = set(but)
    return sorted(
        f"{path.relative_to(folder).as_posix()}: {name}"
        for path in folder.rglob("*")
        if path.is_file() and path not in left_out
        for name in _seen(path, folder, wanted)
    )


def _seen(path: Path, folder: Path, wanted: Mapping[str, str]) -> set[str]:
    raw, plain = _read(path, path.stat().st_mtime_ns)
    plain = (*plain, _plain(path.relative_to(folder).as_posix()))
    return {
        name
        for name, value in wanted.items()
        if any(_plain(value) in text for text in plain)
        or any(_encoded(value) in content for content in raw)
    }


@cache
def _read(path: Path, changed: int) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """What a file holds, as bytes and as plain letters; read once as long as it stays the same."""
    raw = _contents(path)
    plain = [_plain(content.decode("utf-8", "ignore")) for content in raw]
    return raw, (*plain, _plain(raw[0].decode("utf-16-le", "ignore")))


def _plain(text: str) -> str:
    """Letters and digits only: no accents, no capitals, nothing between them."""
    # Letters may be written as numbers: «&#7883;», within a map of a page twice; in JSON «\\u1ecb».
    words = html.unescape(html.unescape(text))
    words = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), words)
    words = words.replace("đ", "d").replace("Đ", "D")
    parted = unicodedata.normalize("NFD", words)
    return re.sub(r"[\W_]+|[\u0300-\u036f]", "", parted).lower()


def _encoded(value: str) -> bytes:
    """The middle of what base64 makes of a value that stands at the beginning."""
    return base64.b64encode(value.encode())[:-4]


def _contents(path: Path) -> tuple[bytes, ...]:
    content = path.read_bytes()
    parts = [content, *unpacked(content)]
    if path.suffix == ".parquet":
        frame = pd.read_parquet(path)
        parts += [frame.astype("str").to_csv().encode(), str(frame.attrs).encode()]
    return tuple(parts)
