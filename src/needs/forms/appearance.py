"""How all forms look: one font, few shades, readable in black and white."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

# The font that rules for official letters prescribe; every Windows has it.
FONT = {"font_name": "Times New Roman", "font_size": 11}

# Letters that take the place of one digit, on the careful side.
_PLAIN, _BOLD = 1.05, 0.9
_LINE_POINTS = 14.5

_BOX = {"border": 1, "border_color": "#7F7F7F"}
_HEADER = {**_BOX, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E1E5EA"}
_FIXED = {**_BOX, "bg_color": "#F2F3F5", "num_format": "@", "quote_prefix": True}
_INPUT = {**_BOX, "bg_color": "#FFF9DB", "locked": False}
_INPUT_TEXT = {**_INPUT, "text_wrap": True, "align": "left"}

_STYLES: dict[str, dict[str, Any]] = {
    # Words.
    "title": {"bold": True, "font_size": 15},
    "section": {"bold": True, "font_size": 12, "bottom": 1, "bottom_color": "#7F7F7F"},
    "place": {"bold": True, "font_size": 12},
    "hint": {"italic": True, "font_size": 10},
    "words": {"text_wrap": True, "align": "left", "valign": "top", "indent": 1},
    "topic": {"text_wrap": True, "valign": "top", "bold": True},
    "signature": {"bold": True, "align": "center", "text_wrap": True, "valign": "top"},
    "signature_hint": {"italic": True, "align": "center", "valign": "top"},
    # What the form gives.
    "header": _HEADER,
    "numbering": {**_BOX, "italic": True, "font_size": 9, "align": "center", "shrink": True},
    "fixed": {**_FIXED, "align": "left", "indent": 1, "text_wrap": True},
    "fixed_centre": {**_FIXED, "align": "center"},
    "order": {**_FIXED, "align": "center", "num_format": "0", "quote_prefix": False},
    "total": {**_HEADER, "align": "right", "num_format": "#,##0"},
    "total_label": {**_HEADER, "align": "left", "indent": 1},
    # What is to be filled in.
    "code": {**_INPUT, "num_format": "@", "align": "center"},
    "commune": _INPUT_TEXT,
    "text": _INPUT_TEXT,
    "choice": _INPUT_TEXT,
    "count": {**_INPUT, "num_format": "#,##0"},
    "money": {**_INPUT, "num_format": "#,##0"},
    "number": _INPUT,
    "percent": _INPUT,
    # As text: a spreadsheet makes a date of «10-12».
    "months": {**_INPUT, "num_format": "@", "text_wrap": True, "align": "left"},
    "year": {**_INPUT, "num_format": "0", "align": "center"},
    "date": {**_INPUT, "num_format": "dd/mm/yyyy", "align": "center"},
    "date_left": {**_INPUT, "num_format": "dd/mm/yyyy", "align": "left"},
    # How they look, in the first sheet: locked.
    "sample_input": {**_INPUT, "locked": True},
    # A figure to look at again: bold and slanted, so that it shows without colour.
    "doubtful": {**_BOX, "bg_color": "#F4B183", "bold": True, "italic": True},
}


class Appearance:
    """The formats of one workbook, made when they are first used."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, style: str) -> Format:
        """Return a format by the name of its style."""
        if style not in self._made:
            properties = {**FONT, "valign": "vcenter", **_STYLES[style]}
            self._made[style] = self._book.add_format(properties)
        return self._made[style]

    def doubtful(self) -> Format:
        """Return what a conditional format lays over a cell: no font, which Excel refuses."""
        return self._book.add_format(_STYLES["doubtful"])


def height_needed(text: str, width: float, *, bold: bool = False) -> float:
    """Return the height in points of a cell with a wrapped text.

    Set for every row with words: LibreOffice keeps the height of rows that say none, and no
    program makes rows high enough for merged cells.

    Parameters
    ----------
    text
        What stands in the cell.
    width
        Of the cell, in digits, as Excel measures columns.
    bold
        Whether the letters are.
    """
    return lines_needed(text, width * (_BOLD if bold else _PLAIN)) * _LINE_POINTS + 4


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of that width (in letters).

    Words are kept whole, as Excel wraps them; a word wider than the column is broken.
    """
    lines, used = 1, 0.0
    for word in text.split():
        long = len(word)
        if used and used + 1 + long > width:
            lines, used = lines + 1, 0.0
        elif used:
            used += 1
        while used + long > width:
            lines, long = lines + 1, long - max(int(width - used), 1)
            used = 0.0
        used += long
    return lines
