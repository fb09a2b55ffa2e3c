"""A sheet while it is being read: cells come one by one, and only as many as are allowed.

Formats name cells wherever they like: one at A1 and one at XFD1048576 span 17 thousand million.
Room is made only up to the last cell that holds something, and never beyond the limit; formatted
empty rows and columns behind it cost nothing and are not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from needs.workbooks.addresses import Cell, address
from needs.workbooks.files import shown
from needs.workbooks.grid import Sheet, Value
from needs.workbooks.refusing import Refused, damaged

#: First row, first column, last row, last column, from 0, both included.
Area = tuple[int, int, int, int]

_LAST_ROW, _LAST_COLUMN = 2**20 - 1, 2**14 - 1
#: Excel holds no longer text in a cell.
LONGEST_TEXT = 32_767


@dataclass
class CellBudget:
    """How many cells, from A1 to the last used one, the sheets of one book may still take."""

    limit: int
    left: int = -1

    def __post_init__(self) -> None:
        self.left = self.limit


@dataclass
class SheetFilling:
    """One sheet that is being read.

    Attributes
    ----------
    name, budget
        The sheet's name; what its book may still take.
    hidden
        Whether the sheet is hidden.
    merged, formula_areas
        Areas as the file names them; `finish` cuts them to what is used.
    """

    name: str
    budget: CellBudget
    hidden: bool = False
    merged: list[Area] = field(default_factory=list)
    formula_areas: list[Area] = field(default_factory=list)
    _rows: list[list[Value]] = field(default_factory=list)
    _width: int = 0
    _hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    _formulas: set[Cell] = field(default_factory=set)
    _uncached: set[Cell] = field(default_factory=set)
    _percents: set[Cell] = field(default_factory=set)

    def put(self, row: int, column: int, value: Value, *, percent: bool = False) -> None:
        """Note what a cell holds; nothing, and text without a letter, makes no room."""
        if value is None or value == "":
            return
        cells = self._room(row, column)
        too_long = isinstance(value, str) and len(value) > LONGEST_TEXT
        if too_long or cells[column] is not None:
            raise damaged(f"{shown(self.name)}!{address((row, column))}")
        cells[column] = value
        if percent:
            self._percents.add((row, column))

    def put_formula(self, row: int, column: int, *, cached: bool = True) -> None:
        """Note that a cell's value is a formula's; not cached: nobody knows its value."""
        self._room(row, column)
        self._formulas.add((row, column))
        if not cached:
            self._uncached.add((row, column))

    def hide_rows(self, first: int, last: int) -> None:
        """Note rows that the sender cannot see."""
        if self._hidden_rows and self._hidden_rows[-1][1] == first - 1:
            first, _ = self._hidden_rows.pop()
        self._hidden_rows.append((first, last))

    def finish(self) -> Sheet:
        """Return the sheet, and take its cells out of the book's budget.

        Raises
        ------
        Refused
            `damaged`, if its merged ranges cover the sheet more than once.
        """
        self.budget.left -= len(self._rows) * self._width
        for row in self._rows:
            row.extend([None] * (self._width - len(row)))
        merged = [area for area in self._cut(self.merged) if area[:2] != area[2:]]
        spread = {
            (row, column)
            for first, left, last, right in self._cut(self.formula_areas)
            for row in range(first, last + 1)
            for column in range(left, right + 1)
        }
        return Sheet(
            name=self.name,
            rows=tuple(tuple(row) for row in self._rows),
            merged=tuple(sorted(set(merged))),
            hidden=self.hidden,
            formulas=frozenset(self._formulas | spread),
            uncached=frozenset(self._uncached),
            percents=frozenset(self._percents),
            hidden_rows=frozenset(
                row
                for first, last in self._hidden_rows
                for row in range(first, min(last + 1, len(self._rows)))
            ),
        )

    def _room(self, row: int, column: int) -> list[Value]:
        """Return the row's cells, long enough to hold the column."""
        if row >= len(self._rows) or column >= self._width:
            self._grow(row, column)
        cells = self._rows[row]
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        return cells

    def _grow(self, row: int, column: int) -> None:
        if not (0 <= row <= _LAST_ROW and 0 <= column <= _LAST_COLUMN):
            raise damaged(shown(self.name))
        height, width = max(row + 1, len(self._rows)), max(column + 1, self._width)
        if height * width > self.budget.left:
            raise Refused(
                "too_many_cells",
                sheet=shown(self.name),
                last_cell=address((height - 1, width - 1)),
                cells=height * width,
                limit=self.budget.limit,
            )
        self._width = width
        while len(self._rows) < height:
            self._rows.append([])

    def _cut(self, areas: list[Area]) -> Iterator[Area]:
        """Yield the areas as far as they lie within the used cells."""
        height, width = len(self._rows), self._width
        covered = 0
        for first, left, last, right in areas:
            last_used, right_used = min(last, height - 1), min(right, width - 1)
            if not (0 <= first <= last_used and 0 <= left <= right_used):
                continue
            covered += (last_used - first + 1) * (right_used - left + 1)
            # Areas that do not overlap cannot cover more; whoever reads them walks over each.
            if covered > height * width:
                raise damaged(shown(self.name))
            yield first, left, last_used, right_used
