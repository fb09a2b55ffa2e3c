"""How a sheet of Excel is laid out: widths of columns, heights of rows, formats, paper."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import Any

from needs.documents.sheet import Sheet, SheetColumn
from needs.wording.numbers import is_missing

FORMATS = {"count": "#,##0", "money": "#,##0", "number": "#,##0.####", "rate": "0.0%", "text": "@"}
LINE_PT = 15
_WIDTHS = {"count": 12, "money": 17, "number": 12, "rate": 10}
_WIDEST, _NARROWEST = 42, 9
_HIGHEST_PT = 409  # as Excel allows
# Letters across a sheet of A4 on its side, in type of 8 points; beyond, A3.
_ACROSS_A4 = 190


def is_wide(sheet: Sheet) -> bool:
    """Tell whether a sheet is too wide for A4 on its side."""
    return (
        sum(
            column_width(column, sheet.rows.iloc[:, place])
            for place, column in enumerate(sheet.columns)
        )
        > _ACROSS_A4
    )


def make_room(page: Any, row: int, values: Iterable[Any], widths: Iterable[float]) -> None:
    """Make a row as high as its text needs: not every program does it by itself."""
    texts = ("" if is_missing(value) else str(value) for value in values)
    lines = [
        sum(len(wrap(part, int(width))) or 1 for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    if max(lines, default=1) > 1:
        page.set_row(row, min(LINE_PT * max(lines), _HIGHEST_PT))


def number_format(kind: str, value: Any) -> str:
    """Return how a figure is written; a whole number has no decimal point at its end."""
    figure = kind == "number" and not isinstance(value, str) and not is_missing(value)
    whole = figure and float(value).is_integer()
    return FORMATS["count" if whole else kind]


def header_lines(sheet: Sheet) -> int:
    """Return how many lines the longest title needs: not every program makes rows fit."""
    lines = [
        -(-len(column.title) * 1.25 // column_width(column, sheet.rows.iloc[:, place]))
        for place, column in enumerate(sheet.columns)
    ]
    return int(max(1, *lines)) + 1


def column_width(column: SheetColumn, values: Any) -> float:
    """Return how wide a column is, in digits; text beyond the widest goes on in further lines."""
    if column.kind != "text":
        return _WIDTHS[column.kind]
    longest = max((len(str(value)) for value in values if not is_missing(value)), default=0)
    return max(_NARROWEST, min(_WIDEST, longest + 2, max(longest + 2, len(column.title))))
