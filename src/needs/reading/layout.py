"""A sheet as its reader sees it: merged cells show their value in each of their cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from needs.reading.numbers import read_number
from needs.reading.outcomes import Missing, Taken, Unclear, Wrong
from needs.reading.phrases import is_blank, key, text_of
from needs.workbooks import Cell, Sheet, Value

#: First row, first column, last row, last column: both ends included.
Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class Layout:
    """A sheet with its merged ranges laid out."""

    sheet: Sheet

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.sheet.rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.sheet.rows[0]) if self.sheet.rows else 0

    @cached_property
    def merges(self) -> dict[Cell, Range]:
        """The range of each merged cell, cut to the used part of the sheet.

        Spreadsheets allow no overlap; where a file has some all the same, the first range
        counts, and together they cover no more than the sheet.
        """
        covered: dict[Cell, Range] = {}
        left = self.height * self.width
        for top, first, lowest, rightmost in self.sheet.merged:
            bottom, last = min(lowest, self.height - 1), min(rightmost, self.width - 1)
            left -= max(0, bottom - top + 1) * max(0, last - first + 1)
            if left < 0:
                break
            for row in range(top, bottom + 1):
                for column in range(first, last + 1):
                    covered.setdefault((row, column), (top, first, bottom, last))
        return covered

    def raw(self, row: int, column: int) -> Value:
        """Return what stands in the cell itself."""
        return self.sheet.rows[row][column]

    def shown(self, row: int, column: int) -> Value:
        """Return what a reader sees there: the value of the merged range."""
        top, first, _, _ = self.merges.get((row, column), (row, column, row, column))
        return self.sheet.rows[top][first]

    def shown_text(self, row: int, column: int) -> str:
        """Return what a reader sees there, as text."""
        return text_of(self.shown(row, column))

    @cached_property
    def _filled(self) -> list[list[int]]:
        return [
            [column for column, value in enumerate(row) if not is_blank(value)]
            for row in self.sheet.rows
        ]

    def filled(self, row: int) -> list[int]:
        """Return the columns in whose own cells something stands."""
        return self._filled[row]

    def covers(self, row: int) -> list[int]:
        """Return the columns in which a reader sees something: merged from above included."""
        return [n for n in range(self.width) if not is_blank(self.shown(row, n))]

    def line(self, row: int) -> str:
        """Return the text of a row, cell after cell."""
        return " ".join(text_of(self.raw(row, column)) for column in self.filled(row))

    def keys(self, row: int) -> dict[int, str]:
        """Return the key of each text cell of a row."""
        values = self.sheet.rows[row]
        return {
            column: key(value)
            for column in self.filled(row)
            if isinstance(value := values[column], str)
        }


def is_number(value: Value) -> bool:
    """Tell whether a cell holds nothing but a number, certain or not: 12, «1.234»."""
    if isinstance(value, str):
        return isinstance(read_number(value, kind="number"), (Taken, Unclear))
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_figure(value: Value) -> bool:
    """Tell whether a cell holds a figure, or what was meant as one: «12», 12.5, «~25», #REF!.

    Plain words are none, nor are signs for «no figure».
    """
    if value is None:
        return False
    if not isinstance(value, str):
        return True
    read = read_number(value, kind="number")
    if isinstance(read, Missing):
        return False
    text = text_of(value).lstrip(" (+-–—−~≈<>≤≥±")
    return not isinstance(read, Wrong) or read.code != "not_a_number" or text[:1].isdigit()


def count_numbers(layout: Layout, row: int) -> int:
    """Count the numbers in a row; what looks like a year is a part of titles."""
    values = [layout.raw(row, column) for column in layout.filled(row)]
    texts = [text_of(value) for value in values if is_number(value)]
    return sum(not (len(text) == 4 and text.startswith(("19", "20"))) for text in texts)
