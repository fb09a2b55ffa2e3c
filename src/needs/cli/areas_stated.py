"""What a planner has to state of a list: all that is missing told at once, with an example line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from needs.errors import NeedsError
from needs.wording import date_text, say

if TYPE_CHECKING:
    from needs.areas import Header


@dataclass(frozen=True)
class Stated:
    """What was typed of a list; `place` is the programme, the province, with its option."""

    decision: str | None
    issued: dt.date | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    place: str | None


def all_stated(
    stated: Stated, header: Header, file: Path, *, lang: str
) -> tuple[str, dt.date, dt.date, dt.date]:
    """Return number, day, first and last day as typed.

    Raises
    ------
    NeedsError
        With everything that was not typed, what the file's own header says of it, and a line to
        type. What the header says is shown, never taken: a person types it.
    """
    if (
        stated.decision is not None
        and stated.issued is not None
        and stated.valid_from is not None
        and stated.valid_to is not None
        and stated.place is not None
    ):
        return stated.decision, stated.issued, stated.valid_from, stated.valid_to
    raise NeedsError("\n".join(_refused(stated, header, file, lang)))


def _refused(stated: Stated, header: Header, file: Path, lang: str) -> list[str]:
    lines = [say("{file}: chưa nạp; còn phải nêu:", lang=lang, file=file.name)]
    lines += [f"  {option}: {words}" for option, words in _missing(stated, lang)]
    lines += told_by_file(header, lang=lang)
    lines.append(say("Ví dụ, kiểm tra từng mục rồi chạy:", lang=lang))
    return [*lines, f"  {_line(stated, header, file)}"]


def _missing(stated: Stated, lang: str) -> list[tuple[str, str]]:
    needed = (
        ("--decision", stated.decision, say("số quyết định", lang=lang)),
        ("--issued", stated.issued, say("ngày ban hành", lang=lang)),
        ("--valid-from", stated.valid_from, say("có hiệu lực từ ngày", lang=lang)),
        ("--valid-to", stated.valid_to, say("đến hết ngày", lang=lang)),
        ("--programme", stated.place, say("chương trình, hoặc --province: tỉnh", lang=lang)),
    )
    return [(option, words) for option, value, words in needed if value is None]


def told_by_file(header: Header, *, lang: str) -> list[str]:
    """Return what the lines over the list say of its decision, quoted; empty: nothing."""
    if not header.written:
        return []
    return [
        say("Trong tệp có ghi:", lang=lang),
        *(f"  «{line}»" for line in header.written),
    ]


def _line(stated: Stated, header: Header, file: Path) -> str:
    """Return a whole command: what was typed, else what the file says, else a made-up example."""
    decision = stated.decision or header.decision or "…/QĐ-UBND"
    place = stated.place or "--programme MÃ"
    days = (
        ("--issued", stated.issued or header.issued or dt.date(2026, 1, 21)),
        ("--valid-from", stated.valid_from or header.valid_from or dt.date(2026, 1, 1)),
        ("--valid-to", stated.valid_to or header.valid_to or dt.date(2030, 12, 31)),
    )
    typed = " ".join(f"{option} {date_text(day)}" for option, day in days)
    return f'needs areas import "{file}" {place} --decision "{decision}" {typed}'


def differing(stated: Stated, header: Header, *, lang: str) -> list[str]:
    """Say where the file's own header tells another number or day than was typed."""
    pairs = (
        ("--decision", _number(stated.decision), header.decision),
        ("--issued", _text(stated.issued, lang), _text(header.issued, lang)),
        ("--valid-from", _text(stated.valid_from, lang), _text(header.valid_from, lang)),
        ("--valid-to", _text(stated.valid_to, lang), _text(header.valid_to, lang)),
    )
    return [
        say(
            "lưu ý: {option} đã nêu «{typed}», trong tệp ghi «{written}»",
            lang=lang,
            option=option,
            typed=typed,
            written=written,
        )
        for option, typed, written in pairs
        if typed is not None and written is not None and typed != written
    ]


def _number(decision: str | None) -> str | None:
    return None if decision is None else "".join(decision.split())


def _text(day: dt.date | None, lang: str) -> str | None:
    return None if day is None else date_text(day, lang=lang)
