"""Kept years read back: checked against the checksums of the day on which they were kept."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from needs.assessment import Assessment
from needs.errors import FaultCollector, NeedsError, NotFound
from needs.programmes import Programme
from needs.tables import TABLES, table
from needs.tables.files import file_sha256
from needs.wording import say

FOLDER = "years"
MANIFEST = "kept.json"
PROFILE = "programme.json"
TABLES_FOLDER = "tables"
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class KeptYear:
    """A year as it was kept.

    Attributes
    ----------
    year, kept_on
        Which year, and when it was kept.
    tables
        Every table by name, as it was.
    """

    year: str
    kept_on: dt.date
    tables: dict[str, pd.DataFrame]


def years_folder(programme: str, root: Path) -> Path:
    """Return the folder of a programme's kept years."""
    return root / FOLDER / programme


def kept_years(programme: str, root: Path) -> list[str]:
    """Return the years that are kept, rising."""
    folders = years_folder(programme, root).glob(f"*/{MANIFEST}")
    return sorted(path.parent.name for path in folders if _YEAR.fullmatch(path.parent.name))


def year_before(programme: Programme, root: Path, *, year: str | None = None) -> str | None:
    """Return the last kept year before the one assessed (or another); None: none is kept."""
    earlier = [one for one in kept_years(programme.id, root) if one < (year or programme.period)]
    return earlier[-1] if earlier else None


def kept_year(programme: str, year: str, root: Path, *, lang: str = "vi") -> KeptYear:
    """Read a kept year back.

    Raises
    ------
    NotFound
        If the year is not kept; lists those that are.
    InputFaults
        With every file that is missing or not as it was kept.
    """
    folder = years_folder(programme, root) / year
    if not (folder / MANIFEST).is_file():
        raise NotFound(say("năm đã giữ", lang=lang), year, kept_years(programme, root))
    manifest = manifest_of(folder, lang)
    faults = FaultCollector(f"{FOLDER}/{programme}/{year}")
    again = say("lấy lại tệp từ bản sao lưu, hoặc giữ lại năm này bằng --replace", lang=lang)
    for name, entry in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            faults.add(name, say("không có tệp", lang=lang), say("tệp đã giữ", lang=lang), again)
        elif file_sha256(path) != entry["sha256"]:
            faults.add(
                name,
                say("tệp đã bị sửa sau khi giữ", lang=lang),
                say("nội dung như ngày giữ", lang=lang),
                again,
            )
    faults.raise_if_any()
    frames = {
        Path(name).stem: pd.read_parquet(folder / name)
        for name in manifest["files"]
        if name.startswith(f"{TABLES_FOLDER}/") and name.endswith(".parquet")
    }
    return KeptYear(year, dt.date.fromisoformat(manifest["kept_on"]), frames)


def kept_assessment(programme: str, year: str, root: Path, *, lang: str = "vi") -> Assessment:
    """Return a kept year as it was assessed, with its own profile: what a late report is made of.

    Raises
    ------
    NotFound, InputFaults
        As `kept_year`; also where the tables were kept by a `needs` that knew others.
    """
    kept = kept_year(programme, year, root, lang=lang)
    path = years_folder(programme, root) / year / PROFILE
    try:
        profile = Programme.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise NeedsError(
            say(
                "{file}: hồ sơ được giữ bằng một bản needs khác, không đọc lại được",
                lang=lang,
                file=f"{FOLDER}/{programme}/{year}/{PROFILE}",
            )
        ) from error
    frames = {
        name: table(name).check(frame) for name, frame in kept.tables.items() if name in TABLES
    }
    return Assessment(programme=profile, tables=frames)


def manifest_of(folder: Path, lang: str) -> dict[str, Any]:
    """Return the list of a kept year's files; a broken one is told in words."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        dt.date.fromisoformat(manifest["kept_on"])
        if not all("sha256" in entry for entry in manifest["files"].values()):
            raise KeyError("sha256")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NeedsError(
            say(
                "{file}: không đọc được bản kê của năm đã giữ; lấy lại từ bản sao lưu",
                lang=lang,
                file=f"{folder.name}/{MANIFEST}",
            )
        ) from error
    return dict(manifest)
