"""Workbooks of Excel 95 to 2003 (xls): sheets, texts, formats ([MS-XLS]).

Read record by record and not by a library: formulas, percentages, hidden rows and error values
stand in the records alone, and a size that the file only claims reserves no memory here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from needs.workbooks.biff import Record, TextReader, code_page, records
from needs.workbooks.compound import CompoundFile
from needs.workbooks.files import shown
from needs.workbooks.filling import CellBudget, SheetFilling
from needs.workbooks.grid import Note, Sheet
from needs.workbooks.limits import Limits
from needs.workbooks.number_formats import meaning_of
from needs.workbooks.refusing import Refused, damaged
from needs.workbooks.xls_sheet import BOF, EOF, Conventions, read_sheet

_STREAMS = ("Workbook", "Book")
_MACRO_STORAGE = "_VBA_PROJECT_CUR"
_BIFF8, _BIFF5 = 0x0600, 0x0500
_WORKSHEET, _MACRO_SHEET, _CHART_SHEET = 0, 1, 2
_SHEET_KINDS = {_MACRO_SHEET: "macro", _CHART_SHEET: "chart"}
# Links to other files have a list of their sheets; these two marks say: this file, a function.
_NO_LINK = (b"\x01\x04", b"\x01\x3a")


@dataclass(frozen=True, slots=True)
class _Named:
    position: int
    hidden: bool
    kind: int
    name: str


@dataclass(slots=True)
class _Globals:
    """What the workbook says before its sheets."""

    unicode: bool = True
    encoding: str = "cp1252"
    from_1904: bool = False
    # Whether a program that calculates wrote the file; others leave formulas' results empty.
    calculated: bool = False
    sheets: list[_Named] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    links: int = 0


def is_xls(file: CompoundFile) -> bool:
    """Tell whether a compound file holds a workbook."""
    return any(name in file for name in _STREAMS)


def read_xls(file: CompoundFile, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Return the sheets of a workbook, in its order, and what to tell about it.

    Raises
    ------
    Refused
        `damaged`, `password` or `too_many_cells`.
    """
    stream = file.read(next(name for name in _STREAMS if name in file))
    try:
        return _read(stream, limits, macros=_MACRO_STORAGE in file)
    except (struct.error, LookupError, ValueError):
        raise damaged() from None


def _read(stream: bytes, limits: Limits, *, macros: bool) -> tuple[list[Sheet], list[Note]]:
    book = _read_globals(stream, limits)
    notes = []
    if macros or any(named.kind == _MACRO_SHEET for named in book.sheets):
        notes.append(Note("macros"))
    if book.links:
        notes.append(Note("external_links", (("count", str(book.links)),)))
    ways = Conventions(
        shared=book.strings,
        unicode=book.unicode,
        encoding=book.encoding,
        meanings=[meaning_of(number, book.codes) for number in book.formats],
        from_1904=book.from_1904,
        calculated=book.calculated,
    )
    budget = CellBudget(limits.max_cells)
    sheets = []
    for named in book.sheets:
        if named.kind != _WORKSHEET:
            what = _SHEET_KINDS.get(named.kind, "macro")
            notes.append(Note("sheet_skipped", (("sheet", shown(named.name)), ("what", what))))
            continue
        filling = SheetFilling(named.name, budget, hidden=named.hidden)
        read_sheet(records(stream, named.position), filling=filling, ways=ways)
        sheets.append(filling.finish())
    return sheets, notes


def _read_globals(stream: bytes, limits: Limits) -> _Globals:
    book = _Globals()
    found = iter(records(stream, 0))
    first = next(found, None)
    if first is None or first.kind != BOF:
        raise damaged()
    version = int.from_bytes(first.data[:2], "little")
    if version not in (_BIFF8, _BIFF5):
        raise Refused("unknown_kind", looks_like="old_excel")
    book.unicode = version == _BIFF8
    for record in found:
        if record.kind == EOF:
            return book
        _note(book, record, limits)
    raise damaged()


def _note(book: _Globals, record: Record, limits: Limits) -> None:
    data = record.data
    match record.kind:
        case 0x002F:  # FilePass
            raise Refused("password")
        case 0x0042 if not book.unicode:  # CodePage
            book.encoding = code_page(_natural(data, 0))
        case 0x0022:  # Date1904
            book.from_1904 = _natural(data, 0) == 1
        case 0x01C1:  # RecalcId
            book.calculated = True
        case 0x01AE:  # SupBook
            book.links += data[2:4] not in _NO_LINK
        case 0x0085:  # BoundSheet8
            book.sheets.append(_named(record, book))
        case 0x00FC:  # SST
            book.strings = _shared_strings(record, limits)
        case 0x041E | 0x00E0:
            _note_format(book, record)


def _note_format(book: _Globals, record: Record) -> None:
    if record.kind == 0x00E0:  # XF
        book.formats.append(_natural(record.data, 2))
    else:  # Format
        book.codes[_natural(record.data, 0)] = _format_code(record, book)


def _natural(data: bytes, position: int) -> int:
    return int(struct.unpack_from("<H", data, position)[0])


def _named(record: Record, book: _Globals) -> _Named:
    position, visible, kind, length = struct.unpack_from("<IBBB", record.data)
    if book.unicode:
        name = TextReader(record, position=7).text(length)
    else:
        name = record.data[7 : 7 + length].decode(book.encoding, errors="replace")
    return _Named(position, bool(visible & 0x3), kind, name)


def _format_code(record: Record, book: _Globals) -> str:
    if book.unicode:
        return TextReader(record, position=4).text(_natural(record.data, 2))
    return record.data[3 : 3 + record.data[2]].decode(book.encoding, errors="replace")


def _shared_strings(record: Record, limits: Limits) -> list[str]:
    count = struct.unpack_from("<I", record.data, 4)[0]
    if count > limits.max_cells:
        raise Refused("too_many_cells", sheet="", last_cell="", cells=count, limit=limits.max_cells)
    reader = TextReader(record, position=8)
    return [reader.text(reader.natural(2)) for _ in range(count)]
