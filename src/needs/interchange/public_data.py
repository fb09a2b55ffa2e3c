"""The figures of the public edition for other people's tools: the same ones, nothing more.

A long table: a row for each figure that the pages have a place for. One that is not shown is empty
and says so (`not_shown`), unlike one that is not known: that has no row.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from needs.disclosure import check_nothing_personal, looks_personal
from needs.editions.figures import AT_MOST, CHILDREN, COST, LACKING, MILLION, TARGET
from needs.editions.told import Told
from needs.interchange.package import package, write_package
from needs.interchange.write import write_csv_with_tags
from needs.tables.column import Column
from needs.tables.schema import Table

FOLDER = "public/data"

_MEASURES = {
    CHILDREN: ("trẻ em", "children", "trẻ"),
    TARGET: ("trẻ cần đạt theo chỉ tiêu", "children that the target means", "trẻ"),
    LACKING: ("trẻ còn thiếu, ít nhất", "children who lack it, at the least", "trẻ"),
    AT_MOST: ("trẻ còn thiếu, nhiều nhất", "children who lack it, at the most", "trẻ"),
    COST: ("chi phí của phần còn thiếu, ít nhất", "cost of that, at the least", "triệu đồng"),
}
_LEVELS = ("commune", "district", "province")

C = Column
PLACES = Table(
    "public_places",
    "các xã, phường của bản công bố",
    "communes of the public edition",
    ("commune_code", "commune", "district_code", "district", "zone", "population"),
    ("commune_code",),
)
FIGURES = Table(
    "public_figures",
    "số liệu của bản công bố: mỗi dòng một con số; số không nêu để trống; chưa có số liệu thì "
    "không có dòng",
    "figures of the public edition, one a row; empty where not shown; what is not known has no row",
    (
        *("level", "commune_code", "district_code", "category", "category_vi", "measure"),
        *("measure_vi", "value", "unit", "not_shown"),
    ),
    ("level", "commune_code", "district_code", "category", "measure"),
    (
        C("level", "text", "cấp: xã, huyện (cũ), tỉnh", "level", "", False, _LEVELS),
        C("commune_code", "text", "mã xã; trống: cấp trên", "commune; empty above", "", True),
        C("district_code", "text", "mã huyện (cũ); trống: cả tỉnh", "district", "", True),
        C("category", "text", "loại hỗ trợ; trống: mọi loại", "category; empty: all", "", True),
        C("category_vi", "text", "loại hỗ trợ, bằng lời", "the same in Vietnamese", "", True),
        C("measure", "text", "đếm hoặc tính gì", "what", "", False, tuple(_MEASURES)),
        C("measure_vi", "text", "đếm hoặc tính gì, bằng lời", "the same in Vietnamese"),
        C("value", "count", "số; trống: không nêu", "figure; empty: not shown", "", True),
        C("unit", "text", "đơn vị", "unit"),
        C("not_shown", "flag", "không nêu, để không lộ nhóm nhỏ", "kept back for small groups"),
    ),
)


def public_figures(told: Told) -> pd.DataFrame:
    """Return the figures of the public edition, those not shown left empty.

    Returns
    -------
    DataFrame
        Columns of `FIGURES`: a row for each cell that the pages have a place for.
    """
    communes = told.assessment.communes
    district = dict(zip(communes.commune_code, communes.district_code, strict=True))
    frame = told.decision.cells.frame
    names = {one.id: one.name.vi for one in told.assessment.programme.categories}
    rows = []
    for cell, value in frame.loc[frame.printed, ["cell", "value"]].itertuples(index=False):
        measure, _, entries = cell.partition("|")
        sides = dict(entry.split("=", 1) for entry in entries.split(";") if "=" in entry)
        commune = sides.get("commune_code", "")
        level = _LEVELS[0 if commune else 1 if "district_code" in sides else 2]
        words, _, unit = _MEASURES[measure]
        shown = told.shows(measure, **sides)
        rows.append(
            {
                "level": level,
                "commune_code": commune,
                "district_code": sides.get("district_code") or district.get(commune, ""),
                "category": sides.get("category", ""),
                "category_vi": names.get(sides.get("category", ""), ""),
                "measure": measure,
                "measure_vi": words,
                "value": _as_printed(measure, value) if shown else None,
                "unit": unit,
                "not_shown": not shown,
            }
        )
    return FIGURES.check(pd.DataFrame(rows, columns=list(FIGURES.columns)))


def _as_printed(measure: str, value: float) -> int:
    """Return a figure as exactly as the pages tell it: money in whole million đồng."""
    return int((2 * value + MILLION) // (2 * MILLION)) if measure == COST else int(value)


def write_public_data(told: Told, folder: Path, *, on: dt.date) -> tuple[Path, ...]:
    """Write `public/data/`: places and figures as CSV with HXL tags, described; return the paths.

    Parameters
    ----------
    told
        What the public edition says, as its pages say it.
    folder
        `reports/<programme>`.
    on
        The day that the package gives as its own.

    Raises
    ------
    InputFaults
        If a table would tell of a single person: nothing is then written.
    """
    assessment = told.assessment
    communes: Any = assessment.communes
    if "population" not in communes:
        communes = communes.assign(population=pd.NA)
    tables = {
        "places.csv": (PLACES, PLACES.check(communes[list(PLACES.columns)])),
        "figures.csv": (FIGURES, public_figures(told)),
    }
    check_nothing_personal(
        fault
        for name, (_, frame) in tables.items()
        for fault in looks_personal(frame, where=f"{FOLDER}/{name}")
    )
    target, edition = folder / FOLDER, assessment.programme.edition
    paths = [
        write_csv_with_tags(frame, schema, target / name, edition=edition)
        for name, (schema, frame) in tables.items()
    ]
    described = package(
        assessment,
        {name: schema for name, (schema, _) in tables.items()},
        made=on.isoformat(),
        audience="public",
    )
    return (*paths, write_package(described, target))
