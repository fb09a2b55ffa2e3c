"""Writing the exchange folder: every table as CSV with HXL tags, described, and the map layer."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.disclosure import check_nothing_personal, looks_personal
from needs.interchange.hxl import hxl_tag
from needs.interchange.package import package, write_package
from needs.interchange.places import commune_layer, write_layer
from needs.interchange.who_what_where import COLUMNS, who_what_where
from needs.tables import TABLES
from needs.tables.files import in_one_step, without_formulas
from needs.tables.schema import Table
from needs.tables.store import lists_in_words

FOLDER = "exchange"
WHO_WHAT_WHERE = "4w.csv"
#: Columns of donors and partners, who agreed to be named in the house.
AGREED = frozenset({"donor", "partner", "who"})
#: Files of returns, cell by cell, with what stood there: for this office alone.
NOT_EXCHANGED = frozenset({"return_rows", "return_faults", "returns"})
#: What an office typed in its own words: it may name who signed, or worse, and stays in its book.
TYPED_FREELY = frozenset({"evidence"})


def write_exchange(
    assessment: Assessment, folder: Path, *, boundaries: Path | None, on: dt.date
) -> tuple[Path, ...]:
    """Write `exchange/` below a programme's reports; return the paths.

    Parameters
    ----------
    assessment
        The programme's results.
    folder
        `reports/<programme>`.
    boundaries
        File of commune boundaries for the map layer.
    on
        The day that the package gives as its own.

    Raises
    ------
    InputFaults
        If a table would tell of a single person: nothing is then written.
    """
    target = folder / FOLDER
    edition = assessment.programme.edition
    tables: dict[str, tuple[Table, pd.DataFrame]] = {}
    for name, frame in sorted(assessment.tables.items()):
        if name not in TABLES or name in NOT_EXCHANGED:
            continue
        table = TABLES[name]
        checked = table.check(frame)
        told = replace(table, columns=tuple(c for c in table.columns if c not in TYPED_FREELY))
        words = checked.assign(**lists_in_words(name, checked))
        tables[f"{name}.csv"] = told, words[list(told.columns)]
    lots = who_what_where(assessment)
    check_nothing_personal(
        fault
        for name, told in [
            *((name, told) for name, (_, told) in tables.items()),
            (WHO_WHAT_WHERE, lots),
        ]
        for fault in looks_personal(told, where=f"{FOLDER}/{name}", allowed=AGREED)
    )
    paths = [
        write_csv_with_tags(told, table, target / name, edition=edition)
        for name, (table, told) in tables.items()
    ]
    level = "#adm3" if edition == "pre-2025" else "#adm2"
    tags = [tag if tag.startswith("#") else f"{level}{tag}" for tag in COLUMNS.values()]
    paths.append(_write_csv(lots, tags, target / WHO_WHAT_WHERE))
    schemas = {name: table for name, (table, _) in tables.items()}
    described = package(assessment, schemas, made=on.isoformat(), audience="internal")
    layer = commune_layer(assessment, boundaries=boundaries)
    return (*paths, write_package(described, target), *write_layer(layer, target, on=on))


def write_csv_with_tags(frame: pd.DataFrame, table: Table, path: Path, *, edition: str) -> Path:
    """Write a table with the HXL tag of each column below the header; return its path."""
    tags = [hxl_tag(table.column(column), edition=edition) for column in table.columns]
    return _write_csv(frame, tags, path)


def _write_csv(frame: pd.DataFrame, tags: Sequence[str], path: Path) -> Path:
    """Write a table with its tags below the header (HXL), and nothing that Excel would reckon."""
    safe = without_formulas(frame)
    head = pd.DataFrame([list(safe.columns), list(tags)])
    out = io.StringIO()
    head.to_csv(out, index=False, header=False, lineterminator="\n")
    safe.to_csv(out, index=False, header=False, lineterminator="\n")
    with in_one_step(path) as temporary:
        temporary.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    return path
