"""Writing the exchange folder: every table as CSV with HXL tags, described, and the map layer."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from needs.assessment import Assessment
from needs.interchange.hxl import hxl_tag
from needs.interchange.package import package
from needs.interchange.places import commune_layer, write_layer
from needs.interchange.who_what_where import COLUMNS, who_what_where
from needs.tables import TABLES
from needs.tables.files import in_one_step, looks_like_formula

FOLDER = "exchange"
PACKAGE = "datapackage.json"
WHO_WHAT_WHERE = "4w.csv"
#: Files of returns, cell by cell, with what stood there: for this office alone.
NOT_EXCHANGED = frozenset({"return_rows", "return_faults", "returns"})


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
    """
    target = folder / FOLDER
    edition = assessment.programme.edition
    paths, resources = [], {}
    for name, frame in sorted(assessment.tables.items()):
        if name not in TABLES or name in NOT_EXCHANGED:
            continue
        table = TABLES[name]
        checked = table.check(frame)
        lists = [column for column in table.columns if table.column(column).kind == "list"]
        checked = checked.assign(**{column: checked[column].map("; ".join) for column in lists})
        tags = [hxl_tag(table.column(column), edition=edition) for column in table.columns]
        paths.append(_write_csv(checked, tags, target / f"{name}.csv"))
        resources[name] = f"{name}.csv"
    level = "#adm3" if edition == "pre-2025" else "#adm2"
    tags = [tag if tag.startswith("#") else f"{level}{tag}" for tag in COLUMNS.values()]
    paths.append(_write_csv(who_what_where(assessment), tags, target / WHO_WHAT_WHERE))
    described = package(assessment, resources, made=on.isoformat())
    with in_one_step(target / PACKAGE) as temporary:
        text = json.dumps(described, ensure_ascii=False, indent=1)
        temporary.write_text(text, encoding="utf-8", newline="\n")
    layer = commune_layer(assessment, boundaries=boundaries)
    return (*paths, target / PACKAGE, *write_layer(layer, target, on=on))


def _write_csv(frame: pd.DataFrame, tags: Sequence[str], path: Path) -> Path:
    """Write a table with its tags below the header (HXL), and nothing that Excel would reckon."""
    safe = frame.copy()
    for name in safe.select_dtypes(include=["str", "object"]).columns:
        risky = safe[name].map(lambda value: isinstance(value, str) and looks_like_formula(value))
        risky = risky.astype(bool)
        safe.loc[risky, name] = "'" + safe.loc[risky, name]
    head = pd.DataFrame([list(safe.columns), list(tags)])
    out = io.StringIO()
    head.to_csv(out, index=False, header=False, lineterminator="\n")
    safe.to_csv(out, index=False, header=False, lineterminator="\n")
    with in_one_step(path) as temporary:
        temporary.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    return path
