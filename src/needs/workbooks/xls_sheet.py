"""One sheet of an xls workbook: its cell records, in whatever order they stand."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from needs.workbooks.addresses import Cell
from needs.workbooks.biff import Record, TextReader, error_value, packed_number
from needs.workbooks.files import shown
from needs.workbooks.filling import SheetFilling
from needs.workbooks.grid import Value
from needs.workbooks.number_formats import Meaning, value_of
from needs.workbooks.refusing import damaged

BOF, EOF = 0x0809, 0x000A
_HIDDEN_ROW = 0x20
_CELL = struct.Struct("<HHH")
_RK = struct.Struct("<HI")
_DOUBLE = struct.Struct("<d")


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a workbook writes what stands in its cells.

    Attributes
    ----------
    shared
        Texts that cells refer to by number.
    unicode
        Whether texts in place are Unicode (since Excel 97).
    encoding
        The code page of those that are not.
    meanings
        What each cell format means, by number.
    from_1904
        Whether days count from 1904.
    calculated
        Whether the writer calculates; if not, an empty result of a formula is none.
    """

    shared: list[str]
    unicode: bool
    encoding: str
    meanings: list[Meaning]
    from_1904: bool
    calculated: bool

    def text_in_place(self, record: Record, position: int) -> str:
        """Return the text that begins with its length at a position of a record."""
        length = int.from_bytes(record.data[position : position + 2], "little")
        if self.unicode:
            return TextReader(record, position=position + 2).text(length)
        letters = record.data[position + 2 : position + 2 + length]
        return letters.decode(self.encoding, errors="replace")


def read_sheet(found: Iterator[Record], *, filling: SheetFilling, ways: Conventions) -> None:
    """Read one sheet into `filling`.

    Parameters
    ----------
    found
        The records from the sheet's beginning on.
    ways
        How the workbook writes what stands in its cells.

    Raises
    ------
    Refused
        `damaged` or `too_many_cells`.
    """
    _SheetReader(filling, ways).read(found)


class _SheetReader:
    def __init__(self, filling: SheetFilling, ways: Conventions) -> None:
        self._filling = filling
        self._ways = ways
        # The formula whose text follows in a record of its own.
        self._awaiting: Cell | None = None

    def read(self, found: Iterator[Record]) -> None:
        """Read up to the sheet's end; charts inside it are passed over."""
        depth = 0
        for record in found:
            if record.kind == BOF:
                depth += 1
            elif record.kind == EOF:
                depth -= 1
                if depth == 0:
                    self._give_up_waiting()
                    return
            elif depth == 0:
                raise damaged(shown(self._filling.name))
            elif depth == 1:
                self._take(record)
        raise damaged(shown(self._filling.name))

    def _take(self, record: Record) -> None:
        match record.kind:
            case 0x00FD | 0x0204 | 0x00D6:
                self._take_text(record)
            case 0x0203 | 0x027E | 0x00BD:
                self._take_numbers(record)
            case 0x0205:  # BoolErr
                row, column, _ = _CELL.unpack_from(record.data)
                value = _truth_or_error(record.data[6], error=record.data[7] == 1)
                self._filling.put(row, column, value)
            case 0x0006:  # Formula
                self._take_formula(record.data)
            case 0x0207 if self._awaiting is not None:  # String
                self._filling.put(*self._awaiting, self._ways.text_in_place(record, 0))
                self._awaiting = None
            case 0x0208 if record.data[12] & _HIDDEN_ROW:  # Row
                row = struct.unpack_from("<H", record.data)[0]
                self._filling.hide_rows(row, row)
            case 0x00E5:  # MergeCells
                for first, last, left, right in struct.iter_unpack("<4H", record.data[2:]):
                    self._filling.merged.append((first, left, last, right))

    def _take_text(self, record: Record) -> None:
        row, column, _ = _CELL.unpack_from(record.data)
        if record.kind == 0x00FD:  # LabelSst; the others, Label and RString, hold the text
            words = self._ways.shared[struct.unpack_from("<I", record.data, 6)[0]]
        else:
            words = self._ways.text_in_place(record, 6)
        self._filling.put(row, column, words)

    def _take_numbers(self, record: Record) -> None:
        data = record.data
        row, column, style = _CELL.unpack_from(data)
        match record.kind:
            case 0x0203:  # Number
                self._put_number(row, column, style, _DOUBLE.unpack_from(data, 6)[0])
            case 0x027E:  # RK
                _, bits = _RK.unpack_from(data, 4)
                self._put_number(row, column, style, packed_number(bits))
            case _:  # MulRk
                for place, (own_style, bits) in enumerate(_RK.iter_unpack(data[4:-2])):
                    self._put_number(row, column + place, own_style, packed_number(bits))

    def _put_number(self, row: int, column: int, style: int, number: float) -> None:
        meanings = self._ways.meanings
        meaning = meanings[style] if style < len(meanings) else "figure"
        value = value_of(number, meaning, from_1904=self._ways.from_1904)
        self._filling.put(row, column, value, percent=meaning == "percent")

    def _take_formula(self, data: bytes) -> None:
        row, column, style = _CELL.unpack_from(data)
        result = data[6:14]
        self._give_up_waiting()
        self._filling.put_formula(row, column)
        if result[6:] != b"\xff\xff":
            self._put_number(row, column, style, _DOUBLE.unpack(result)[0])
            return
        match result[0]:
            case 0:
                self._awaiting = (row, column)
            case 1 | 2:
                value = _truth_or_error(result[2], error=result[0] == 2)
                self._filling.put(row, column, value)
            case 3 if self._ways.calculated:
                self._filling.put(row, column, "")
            case 3:
                self._filling.put_formula(row, column, cached=False)
            case _:
                raise damaged(shown(self._filling.name))

    def _give_up_waiting(self) -> None:
        """A formula's text that never came is no result."""
        if self._awaiting is not None:
            self._filling.put_formula(*self._awaiting, cached=False)
            self._awaiting = None


def _truth_or_error(number: int, *, error: bool) -> Value:
    return error_value(number) if error else number != 0
