"""How wide each column of a table is on paper, and how large its type: no word is cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

from needs.documents.blocks import Row, Table, plain

# Widths in parts of the type's size, as in Times New Roman, rounded up.
_CAPITAL, _LETTER, _BOLD = 0.72, 0.5, 1.12
_POINT_MM = 25.4 / 72
_PADDING_MM = 2.4  # left and right of a cell, together

_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)  # points
_COMPACT_SIZES = (9.0, 8.0, 7.0)
# Beyond these a column may well break: a word, a line of words, a figure with its unit.
_LONG_WORD, _LONG_LINE, _LONG_FIGURE = 14.0, 30.0, 9.0
# A header of more lines than that looks like a column of words.
_HEADER_LINES = 3
_BREAKS = re.compile(r"[\s/–-]+")
_BETWEEN_FIGURES = re.compile(r" +")


@dataclass(frozen=True)
class TableLayout:
    """A table's columns.

    Parameters
    ----------
    widths
        Share of the text width for each column; they add up to 1.
    points
        Size of the type.
    """

    widths: tuple[float, ...]
    points: float


def table_layout(table: Table, *, text_width_mm: float) -> TableLayout:
    """Return the layout with the largest type in which every column takes its longest word.

    Parameters
    ----------
    table
        The table.
    text_width_mm
        Width of the page between its margins.

    Returns
    -------
    TableLayout
        Where even the smallest type is too large, columns share the width by their longest words.
    """
    longest, wished = _wanted(table)
    sizes = _COMPACT_SIZES if table.compact else _SIZES
    room = text_width_mm - _PADDING_MM * len(longest)
    for points in sizes:
        size_mm = points * _POINT_MM
        least = [width * size_mm for width in longest]
        if sum(least) <= room:
            break
    return TableLayout(_shared(least, [w * size_mm for w in wished], room), points)


def _wanted(table: Table) -> tuple[list[float], list[float]]:
    """Return for each column the width of its longest word and of the line that it wishes."""
    rows: list[Row] = [table.header, *table.rows, *table.total]
    count = max(len(row) for row in rows)
    longest, wished = [1.0] * count, [1.0] * count
    for row in rows:
        for column, cell in enumerate(row):
            for line in plain(cell.words).split("\n"):
                figure = cell.figure and row is not table.header
                parts = (_BETWEEN_FIGURES if figure else _BREAKS).split(line)
                bold = 1.0 if row in table.rows else _BOLD
                word = max(_width(part) for part in parts) * bold
                longest[column] = max(longest[column], min(_LONG_WORD, word))
                whole = _width(line) * bold
                if row is table.header:
                    # Words do not fill their lines: a part more than an even split.
                    wish = min(_LONG_LINE, max(word, 1.2 * whole / _HEADER_LINES))
                else:
                    wish = min(max(word, _LONG_FIGURE) if figure else _LONG_LINE, whole)
                wished[column] = max(wished[column], wish)
    return longest, wished


def _width(words: str) -> float:
    return sum(_CAPITAL if sign.isupper() else _LETTER for sign in words)


def _shared(least: list[float], wished: list[float], room: float) -> tuple[float, ...]:
    """Give each column what it needs, then what it wishes; what is left goes to all alike."""
    more = [max(0.0, want - need) for need, want in zip(least, wished, strict=True)]
    rest = max(0.0, room - sum(least))
    scale = min(1.0, rest / sum(more)) if sum(more) else 0.0
    widths = [need + part * scale for need, part in zip(least, more, strict=True)]
    stretch = max(1.0, room / sum(widths))
    widths = [width * stretch for width in widths]
    padded = [width + _PADDING_MM for width in widths]
    return tuple(width / sum(padded) for width in padded)
