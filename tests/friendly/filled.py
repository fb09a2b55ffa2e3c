"""Scoring forms filled in as a commune's office would."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from needs.friendly import Criteria, friendly_form
from needs.friendly.form import CRITERIA_SHEET, SCORE_SHEET
from needs.programmes import Programme

#: Points that add up to 985: no criterion at 0, none above what the standard gives.
WHOLE = (90, 50, 100, 50, 75, 120, 50, 75, 75, 75, 75, 100, 50)


def filled(
    path: Path,
    programme: Programme,
    criteria: Criteria,
    communes: pd.DataFrame,
    points: dict[str, tuple[Any, ...]],
    *,
    classes: dict[str, str] | None = None,
    most: dict[int, Any] | None = None,
) -> Path:
    """Fill the blank form: points by code of commune (None: empty cell), classes, most points."""
    book = openpyxl.load_workbook(BytesIO(friendly_form(programme, criteria, communes)))
    sheet = book[SCORE_SHEET]
    for row in sheet.iter_rows():
        code = row[1].value
        for cell, value in zip(row[4:], points.get(code, ()), strict=False):
            cell.value = value
        if classes and code in classes:
            row[3].value = classes[code]
    for row in book[CRITERIA_SHEET].iter_rows(min_row=5):
        if most and row[0].value in most:
            row[2].value = most[row[0].value]
    book.save(path)
    return path


def scores(criteria: Criteria, **by_commune: tuple[int | None, ...]) -> pd.DataFrame:
    """Scores as a table: «c10945» is the commune 10945; None: not scored."""
    rows = [
        (code.removeprefix("c"), criterion, points)
        for code, given in by_commune.items()
        for criterion, points in zip(criteria.ids, given, strict=False)
        if points is not None
    ]
    frame = pd.DataFrame(rows, columns=["commune_code", "criterion", "points"])
    return frame.astype({"commune_code": "str", "criterion": "str", "points": "Int64"})
