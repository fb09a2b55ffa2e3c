"""One sheet of an xlsx workbook, read as a stream: cells, formulas, hidden rows, merged ranges.

The reader knows where it is: rows count in `sheetData` alone, cells in a row, values in a cell.
Elements that stand where Excel never puts them (alternatives for other programs, wrappers) are
refused and not passed over, for they could hide cells from us that Excel shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from needs.workbooks.addresses import Cell, cell_at
from needs.workbooks.files import shown
from needs.workbooks.filling import Area, SheetFilling
from needs.workbooks.grid import CellError, Value
from needs.workbooks.number_formats import Meaning, number_written, value_of
from needs.workbooks.ooxml import LONGEST_WRITTEN, NAMESPACES, is_true, unescaped
from needs.workbooks.refusing import damaged
from needs.workbooks.xml_parts import Attributes, LocalNames, parse

# Depth of elements in a sheet: worksheet 1, sheetData 2, row 3, cell 4, its value 5.
_SECTION, _CELL = 2, 4


@lru_cache(maxsize=1 << 15)
def _column(letters: str) -> int:
    return cell_at(f"{letters}1")[1]


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a workbook writes what stands in its cells.

    Attributes
    ----------
    strings
        Texts that cells refer to by number.
    meanings
        What each cell format means, by number.
    from_1904
        Whether days count from 1904.
    to_be_calculated
        Whether the workbook asks to be calculated when it is opened: its writer could not, and
        where a formula's kept result is 0, that is a placeholder and no result.
    """

    strings: list[str]
    meanings: list[Meaning]
    from_1904: bool
    to_be_calculated: bool


def read_sheet(
    chunks: Iterable[bytes], *, part: str, filling: SheetFilling, ways: Conventions
) -> None:
    """Read one sheet into `filling`.

    Parameters
    ----------
    chunks, part
        The sheet's part: its bytes and its name.
    ways
        How the workbook writes what stands in its cells.

    Raises
    ------
    Refused
        `damaged`, `xml_entities` or `too_many_cells`.
    """
    reader = _SheetReader(filling, ways)
    parse(chunks, part=part, start=reader.start, end=reader.end, text=reader.text)


class _SheetReader:
    """Where the stream stands, and the cell that is being read."""

    def __init__(self, filling: SheetFilling, ways: Conventions) -> None:
        self._filling = filling
        self._ways = ways
        self._local = LocalNames(*NAMESPACES)
        self._depth = 0
        self._section = ""
        self._passed_over = 0
        self._row = self._column = -1
        self._kind = "n"
        self._style = 0
        self._formula = False
        self._pieces: list[str] | None = None
        self._length = 0
        self._taking = False

    def start(self, element: str, attributes: Attributes) -> None:
        """Go one element deeper."""
        self._depth += 1
        if self._passed_over:
            return
        name = self._local[element]
        if self._depth == _SECTION:
            self._section = name
        elif self._section == "sheetData":
            self._start_in_data(name, attributes)
        elif self._section == "mergeCells" and name == "mergeCell":
            self._filling.merged.append(_area(attributes["ref"]))

    def text(self, words: str) -> None:
        """Take the text of a value."""
        if self._taking and self._pieces is not None:
            self._pieces.append(words)
            self._length += len(words)
            if self._length > LONGEST_WRITTEN:
                raise damaged(shown(self._filling.name))

    def end(self, _element: str) -> None:
        """Come back; at the end of a cell, put it in its place."""
        if self._passed_over == self._depth:
            self._passed_over = 0
        elif self._section == "sheetData" and not self._passed_over:
            self._taking = False
            if self._depth == _CELL:
                self._put_cell()
        self._depth -= 1

    def _start_in_data(self, name: str, attributes: Attributes) -> None:
        match self._depth, name:
            case (4, "c"):
                self._start_cell(attributes)
            case (5, "v") if self._pieces is None:
                self._take()
            case (5, "f"):
                self._start_formula(attributes)
            case (3, "row"):
                self._start_row(attributes)
            case (6 | 7, "t"):
                self._take()
            case (5, "is") | (6, "r") | (7, "rPr"):
                self._taking = False
            case (4 | 5, "extLst") | (6, "rPh" | "phoneticPr") | (8, _):
                self._passed_over = self._depth
            case _:
                raise damaged(shown(self._filling.name))

    def _take(self) -> None:
        self._taking = True
        if self._pieces is None:
            self._pieces = []

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        self._column = -1
        if is_true(attributes.get("hidden")):
            self._filling.hide_rows(self._row, self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        written = attributes.get("r")
        if written is None:
            self._column += 1
        else:
            letters = written.rstrip("0123456789")
            self._column = _column(letters)
            # A cell whose row is not the one it stands in would be two cells to two readers.
            if int(written[len(letters) :]) - 1 != self._row:
                raise damaged(shown(self._filling.name))
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._formula = False
        self._pieces = None
        self._length = 0

    def _start_formula(self, attributes: Attributes) -> None:
        self._formula = True
        # The other cells of such a range hold results and no formula of their own.
        if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
            self._filling.formula_areas.append(_area(attributes["ref"]))

    def _put_cell(self) -> None:
        if self._pieces is None and not self._formula:
            return
        written = "".join(self._pieces or ())
        meaning = self._meaning()
        value = self._value(written, meaning)
        if self._formula:
            if self._ways.to_be_calculated and self._kind == "n" and value == 0:
                value = None
            self._filling.put_formula(self._row, self._column, cached=value is not None)
        percent = meaning == "percent" and self._kind == "n"
        self._filling.put(self._row, self._column, value, percent=percent)

    def _meaning(self) -> Meaning:
        meanings = self._ways.meanings
        return meanings[self._style] if 0 <= self._style < len(meanings) else "figure"

    def _value(self, written: str, meaning: Meaning) -> Value:
        """Return what a cell holds; None, if nothing is kept."""
        kind = self._kind
        if kind in ("str", "inlineStr"):
            return unescaped(written) if self._pieces is not None else None
        written = written.strip()
        if not written:
            return None
        if kind == "n":
            number = number_written(written)
            return value_of(number, meaning, from_1904=self._ways.from_1904)
        if kind == "s":
            return self._ways.strings[_natural(written)]
        return _OTHER_VALUES[kind](written)


def _natural(written: str) -> int:
    """Return a number of the list of texts; negative ones would count from its end."""
    number = int(written)
    if number < 0:
        raise IndexError(number)
    return number


def _moment(written: str) -> Value:
    moment = dt.datetime.fromisoformat(written.removesuffix("Z"))
    return moment if "T" in written else moment.date()


_OTHER_VALUES: dict[str, Callable[[str], Value]] = {"b": is_true, "e": CellError, "d": _moment}


def _area(written: str) -> Area:
    first, _, last = written.replace("$", "").partition(":")
    corners: tuple[Cell, Cell] = cell_at(first), cell_at(last or first)
    return (*corners[0], *corners[1])
