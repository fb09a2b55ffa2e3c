"""What is marked in a copy of a sender's workbook: which cells, with which comment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from needs.forms.appearance import height_needed
from needs.reading.records import ReturnFault, Severity
from needs.returns.words import FaultWords, words_of
from needs.wording import say
from needs.workbooks import Book, Cell, Sheet

#: Colours, and lines that tell errors from warnings in black and white.
ERROR_FILL, WARNING_FILL = "#F8B4B4", "#FFEB9C"

# What a spreadsheet takes as rows and columns, and what XML has no sign for.
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

_COMMENT = 1_500
_COMMENT_WIDTH = 52
_CELL = 2_000


@dataclass(frozen=True)
class Mark:
    """One cell to be coloured and commented."""

    cell: Cell
    severity: Severity
    comment: str


@dataclass(frozen=True)
class Line:
    """One fault in the list at the front.

    Attributes
    ----------
    sheet
        Number of its sheet in the book; none for a fault of the whole file.
    cell
        Where its mark stands.
    shown
        Sheet and place as they are shown.
    """

    sheet: int | None
    cell: Cell
    shown: tuple[str, str]
    severity: Severity
    words: FaultWords


@dataclass(frozen=True)
class Marks:
    """All marks of one book: number of the sheet → marks, and the list at the front."""

    cells: dict[int, tuple[Mark, ...]]
    lines: tuple[Line, ...]


def marks_of(book: Book, faults: Iterable[ReturnFault], *, lang: str) -> Marks:
    """Return what to mark: errors before warnings, from the first sheet and cell to the last.

    A fault of a row marks the row's first cell, of a column its first filled cell, of a sheet
    A1; one of a merged cell the cell that shows its value.
    """
    numbers = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    first = {number: _first_cells(book.sheets[number]) for number in numbers.values()}
    lines = []
    for fault in sorted(set(faults), key=lambda one: (one.severity, one)):
        number = numbers.get(fault.place.sheet)
        cell = (0, 0)
        if number is not None:
            cell = _marked_cell(book.sheets[number], fault)
            cell = first[number].get(cell, cell)
        shown = (fault.place.sheet, fault.place.cell)
        lines.append(Line(number, cell, shown, fault.severity, words_of(fault, lang)))
    grouped: dict[tuple[int, Cell], list[Line]] = defaultdict(list)
    for line in lines:
        if line.sheet is not None:
            grouped[line.sheet, line.cell].append(line)
    cells: dict[int, list[Mark]] = defaultdict(list)
    for (number, cell), own in sorted(grouped.items()):
        cells[number].append(Mark(cell, own[0].severity, _comment(own, lang)))
    return Marks({number: tuple(marks) for number, marks in cells.items()}, tuple(lines))


def _marked_cell(sheet: Sheet, fault: ReturnFault) -> Cell:
    row, column = fault.place.row, fault.place.column
    if row < 0 <= column:
        filled = (n for n, values in enumerate(sheet.rows) if _filled(values, column))
        row = next(filled, 0)
    return min(max(row, 0), LAST_ROW), min(max(column, 0), LAST_COLUMN)


def merges_of(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges as far as cells are used; of two that overlap, the first.

    A broken file may have such, and a range may reach to the end of the sheet.
    """
    height, width = len(sheet.rows), max(map(len, sheet.rows), default=0)
    taken: set[Cell] = set()
    kept = []
    for top, left, bottom, right in sheet.merged:
        clipped = (top, left, min(bottom, height - 1), min(right, width - 1))
        cells = _cells_of(clipped)
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            kept.append(clipped)
    return kept


def _first_cells(sheet: Sheet) -> dict[Cell, Cell]:
    """Return merged cell → the cell that shows its value."""
    return {cell: span[:2] for span in merges_of(sheet) for cell in _cells_of(span)}


def _cells_of(span: tuple[int, int, int, int]) -> set[Cell]:
    top, left, bottom, right = span
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}


def _filled(values: Sequence[object], column: int) -> bool:
    return column < len(values) and values[column] is not None


def _comment(lines: Sequence[Line], lang: str) -> str:
    parts = []
    for line in lines:
        level = severity_words(line.severity, lang).upper()
        told = line.words
        parts.append(
            f"{level} {line.shown[1]}\n{told.found}\n"
            + say("cần: {expected}", lang=lang, expected=told.expected)
            + "\n"
            + say("cách sửa: {action}", lang=lang, action=told.action)
        )
    text = fit_to_show("\n\n".join(parts))
    return text if len(text) <= _COMMENT else f"{text[:_COMMENT]}…"


def severity_words(severity: Severity, lang: str) -> str:
    """Name a severity."""
    return {"error": say("lỗi", lang=lang), "warning": say("cần xem", lang=lang)}[severity]


def fit_to_show(text: str) -> str:
    """Return text that a workbook takes: signs that XML has none for are left out."""
    clean = _NO_XML.sub("", text)
    return clean if len(clean) <= _CELL else f"{clean[:_CELL]}…"


def comment_height(text: str) -> int:
    """Return the height of a comment's box, in points, at its usual width."""
    lines = sum(height_needed(line, _COMMENT_WIDTH) for line in text.split("\n"))
    return min(30 + int(lines), 600)
