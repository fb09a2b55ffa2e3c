"""Where a cell stands: (row, column) from 0, and the address that a planner reads."""

from __future__ import annotations

import re

#: Row and column, from 0.
Cell = tuple[int, int]

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    rest = column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def address(cell: Cell) -> str:
    """Return a cell's address: (6, 2) → C7."""
    row, column = cell
    return f"{column_letters(column)}{row + 1}"


def cell_at(text: str) -> Cell:
    """Return the cell of an address: C7 → (6, 2).

    Raises
    ------
    ValueError
        If the text is not an address.
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(f"not a cell address: {text!r}")
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1
