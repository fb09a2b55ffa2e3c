"""Forms as openpyxl shows them: headers, columns, rows of entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from needs.forms.fields import Field
from needs.programmes import Programme


def with_scope(programme: Programme, area_wide: Sequence[str]) -> Programme:
    """Return the programme with the targets of some categories over the whole area."""
    categories = [
        category.model_copy(
            update={"target": category.target.model_copy(update={"denominator": "area"})}
        )
        if category.id in area_wide
        else category
        for category in programme.categories
    ]
    return programme.model_copy(update={"categories": categories})


def table_of(sheet: Worksheet) -> tuple[int, dict[str, int], list[int]]:
    """Return the row of the lowest header, «above › name» → column, and rows of entries.

    Rows and columns from 1, as openpyxl counts. Entries are what stands under the row of column
    numbers and has a number in the first column.
    """
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "STT")
    low = next(row for row in range(top, top + 3) if sheet.cell(row + 1, 1).value == "A")
    spread: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        for row, column in ((r, c) for rows in area.rows for r, c in rows):
            spread[row, column] = sheet.cell(area.min_row, area.min_col).value
    headers = {}
    for column in range(1, sheet.max_column + 1):
        parts = [
            spread.get((row, column), sheet.cell(row, column).value) for row in range(top, low + 1)
        ]
        headers[" › ".join(dict.fromkeys(part for part in parts if part))] = column
    rows = [
        row
        for row in range(low + 2, sheet.max_row + 1)
        if isinstance(sheet.cell(row, 1).value, int)
    ]
    return low, headers, rows


def label(field: Field) -> str:
    """Return what stands over a column: «above › name»."""
    return f"{field.above.vi} › {field.name.vi}" if field.above else field.name.vi
