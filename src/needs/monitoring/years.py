"""Years that are kept: the tables as they were reported, so that next year can be compared."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needs.commitments import Ledger, ledger_tables
from needs.errors import NeedsError
from needs.monitoring.kept import MANIFEST, PROFILE, TABLES_FOLDER, manifest_of, years_folder
from needs.programmes import Programme
from needs.tables.files import file_sha256, write_csv
from needs.wording import date_text, say

_LEDGER = "ledger"


@dataclass(frozen=True)
class Kept:
    """What keeping a year did: where it stands, whether it stood there already, what was replaced.

    `replaced` is the folder in which the earlier version is kept aside.
    """

    folder: Path
    already: bool
    differences: tuple[str, ...]
    replaced: Path | None = None


def keep_year(
    programme: Programme,
    year: str,
    tables: Path,
    *,
    root: Path,
    ledger: Ledger | None,
    on: dt.date,
    replace: bool = False,
    lang: str = "vi",
) -> Kept:
    """Keep a year's tables, its profile and its ledger under `years/<programme>/<year>/`.

    With a checksum of every file. The same tables once more change nothing.

    Parameters
    ----------
    programme
        Its reference date has to lie in the year.
    year
        Four digits.
    tables
        `reports/<programme>/tables`.
    ledger
        Its tables are kept too, without anything about single children; None: there is none.
    on
        Today.
    replace
        Put other tables in the place of those kept; these are kept aside.

    Raises
    ------
    NeedsError
        If the tables are of another year, or others are kept already (says what differs).
    """
    if year != programme.period:
        raise NeedsError(
            say(
                "--year {year}: các bảng đang có là của năm {period} (ngày tính {day}); chỉ giữ "
                "được năm đang tính. Đổi reference_date trong hồ sơ rồi chạy `needs run`",
                lang=lang,
                year=year,
                period=programme.period,
                day=date_text(programme.reference_date, lang=lang),
            )
        )
    sources = sorted([*tables.glob("*.parquet"), *tables.glob("*.csv")])
    if not sources:
        raise NeedsError(
            say("chưa có bảng nào để giữ; chạy `needs run {programme}` trước", lang=lang,
                programme=programme.id)
        )  # fmt: skip
    folder = years_folder(programme.id, root) / year
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = folder.with_name(f".{year}.{os.getpid()}")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        manifest = _write(temporary, programme, sources, ledger, on)
        if not folder.exists():
            temporary.rename(folder)
            return Kept(folder, already=False, differences=())
        differences = _differences(manifest_of(folder, lang), manifest, lang)
        if not differences:
            return Kept(folder, already=True, differences=())
        if not replace:
            raise NeedsError(_refusal(folder, year, differences, lang))
        aside = _free_name(folder)
        folder.rename(aside)
        temporary.rename(folder)
        return Kept(folder, already=False, differences=differences, replaced=aside)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write(
    folder: Path,
    programme: Programme,
    sources: list[Path],
    ledger: Ledger | None,
    on: dt.date,
) -> dict[str, Any]:
    """Write everything into a new folder; return its manifest."""
    (folder / TABLES_FOLDER).mkdir(parents=True)
    for source in sources:
        shutil.copyfile(source, folder / TABLES_FOLDER / source.name)
    told = programme.model_dump_json(indent=2, by_alias=True)
    (folder / PROFILE).write_text(told, encoding="utf-8", newline="\n")
    if ledger is not None:
        # In Vietnamese whatever the reader's language: the same ledger gives the same files.
        for name, frame in ledger_tables(ledger).items():
            write_csv(frame, folder / _LEDGER / f"{name}.csv")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest = {
        "programme": programme.id,
        "year": programme.period,
        "kept_on": on.isoformat(),
        "files": {
            path.relative_to(folder).as_posix(): {
                "sha256": file_sha256(path),
                "bytes": path.stat().st_size,
            }
            for path in files
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")
    return manifest


def _differences(kept: dict[str, Any], new: dict[str, Any], lang: str) -> tuple[str, ...]:
    """Say file by file what differs; a CSV says the same as its Parquet."""
    before, now = kept["files"], new["files"]
    told = []
    for name in sorted(set(before) | set(now)):
        if name.endswith(".csv") and name.startswith(f"{TABLES_FOLDER}/"):
            continue
        if name not in now:
            told.append(say("{file}: bản mới không có", lang=lang, file=name))
        elif name not in before:
            told.append(say("{file}: bản đã giữ không có", lang=lang, file=name))
        elif before[name]["sha256"] != now[name]["sha256"]:
            told.append(say("{file}: nội dung khác", lang=lang, file=name))
    return tuple(told)


def _refusal(folder: Path, year: str, differences: tuple[str, ...], lang: str) -> str:
    kept = dt.date.fromisoformat(manifest_of(folder, lang)["kept_on"])
    first = say(
        "năm {year} đã được giữ ngày {day} với nội dung khác; không ghi đè. Nếu muốn thay, "
        "ghi --replace (bản cũ được để riêng)",
        lang=lang,
        year=year,
        day=date_text(kept, lang=lang),
    )
    return "\n".join([first, *(f"  {line}" for line in differences)])


def _free_name(folder: Path) -> Path:
    number = 1
    while (aside := folder.with_name(f"{folder.name}-replaced-{number}")).exists():
        number += 1
    return aside
