"""Records of xls files ([MS-XLS] 2.1.4): numbers, texts and errors as they are written there."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from needs.workbooks.grid import CellError
from needs.workbooks.refusing import damaged

_CONTINUE = 0x003C
_HEADER = struct.Struct("<HH")
_DOUBLE = struct.Struct("<d")

#: Error values by number, the same in xls and xlsb.
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08


@dataclass(frozen=True, slots=True)
class Record:
    """One record: what it is, its bytes, and the pieces that continue it."""

    kind: int
    data: bytes
    continued: tuple[bytes, ...] = ()


def records(stream: bytes, position: int) -> Iterator[Record]:
    """Yield the records from a position to the end of the stream.

    Raises
    ------
    Refused
        `damaged`, if a record reaches beyond the end.
    """
    kind, data = -1, b""
    continued: list[bytes] = []
    while position + _HEADER.size <= len(stream):
        following, size = _HEADER.unpack_from(stream, position)
        position += _HEADER.size
        piece = stream[position : position + size]
        if len(piece) < size:
            raise damaged()
        position += size
        if following == _CONTINUE:
            continued.append(piece)
            continue
        if kind >= 0:
            yield Record(kind, data, tuple(continued))
        kind, data, continued = following, piece, []
    if kind >= 0:
        yield Record(kind, data, tuple(continued))


def error_value(number: int) -> CellError:
    """Return an error value by its number."""
    return CellError(ERRORS.get(number, "#ERROR!"))


def packed_number(bits: int) -> float:
    """Return an RK number: 30 bits of a double or of a whole number, perhaps in hundredths."""
    if bits & 0x2:
        number = float((bits >> 2) - (1 << 30 if bits >> 31 else 0))
    else:
        number = float(_DOUBLE.unpack(struct.pack("<II", 0, bits & 0xFFFFFFFC))[0])
    return number / 100 if bits & 0x1 else number


class TextReader:
    """Reads texts from a record and the records that continue it.

    A text that is cut by the end of a record goes on in the next one with a byte of its own that
    says whether its letters are wide there (2.5.293 XLUnicodeRichExtendedString).
    """

    def __init__(self, record: Record, *, position: int = 0) -> None:
        self._pieces = (record.data, *record.continued)
        self._piece = 0
        self._position = position

    def natural(self, size: int) -> int:
        """Return the whole number in the next bytes."""
        return int.from_bytes(self.take(size), "little")

    def take(self, size: int) -> bytes:
        """Return the next bytes, across the ends of records."""
        taken = b""
        while len(taken) < size:
            taken += self._rest(size - len(taken))
        return taken

    def text(self, length: int) -> str:
        """Return a text of `length` letters, flags first; formatting runs are passed over."""
        flags = self.natural(1)
        runs = 4 * self.natural(2) if flags & _RICH else 0
        reading = self.natural(4) if flags & _PHONETIC else 0
        words = []
        while length:
            width = 2 if flags & _WIDE else 1
            letters = self._rest(length * width)
            words.append(letters.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
            length -= len(letters) // width
            if length:
                self._next_piece()
                flags = self.natural(1)
        self.take(runs + reading)
        return "".join(words)

    def _rest(self, size: int) -> bytes:
        """Return up to `size` bytes of the piece at hand; of the next, if it is used up."""
        if self._position >= len(self._pieces[self._piece]):
            self._next_piece()
        rest = self._pieces[self._piece][self._position : self._position + size]
        self._position += len(rest)
        return rest

    def _next_piece(self) -> None:
        self._piece += 1
        self._position = 0
        if self._piece >= len(self._pieces):
            raise damaged()


def code_page(number: int) -> str:
    """Return Python's name of a code page in which files before Excel 97 write."""
    name = {1200: "utf-16-le", 32768: "mac-roman", 32769: "cp1252"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise damaged() from None
