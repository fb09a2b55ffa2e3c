"""Binary workbooks of Excel (xlsb): the parts of an xlsx as records ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from needs.workbooks.biff import error_value, packed_number
from needs.workbooks.files import shown
from needs.workbooks.filling import CellBudget, SheetFilling
from needs.workbooks.grid import Note, Sheet, Value
from needs.workbooks.limits import Limits
from needs.workbooks.number_formats import Meaning, meaning_of, value_of
from needs.workbooks.ooxml import sheet_part
from needs.workbooks.packages import Package
from needs.workbooks.refusing import Refused, damaged
from needs.workbooks.relationships import package_notes, relationships, the_one

_ROW_HEADER, _CELLS, _RICH_TEXT_CELL = 0, range(2, 12), 62
_FORMULAS = range(8, 12)
_RK, _REALS = 2, (5, 9)
# Cells in a short form that programs other than Excel once wrote; not to be passed over.
_SHORT_CELLS = range(12, 19)
_BEGIN_DATA, _END_DATA = 145, 146
_HIDDEN_ROW = 0x10

Records = Iterator[tuple[int, bytes]]


@dataclass(slots=True)
class _Book:
    """What the workbook's parts say before its sheets."""

    from_1904: bool = False
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)  # name, id, hidden
    strings: list[str] = field(default_factory=list)
    meanings: list[Meaning] = field(default_factory=list)


def read_xlsb(package: Package, part: str, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Return the sheets of a workbook, in its order, and what to tell about it.

    Parameters
    ----------
    package
        The inspected package.
    part
        Its main part.
    limits
        How many cells it may hold.

    Raises
    ------
    Refused
        `damaged`, `xml_entities` or `too_many_cells`.
    """
    try:
        return _read(package, part, limits)
    except (struct.error, LookupError, ValueError):
        raise damaged(shown(part)) from None


def _read(package: Package, part: str, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    related = relationships(package, part)
    book = _read_book(package, part)
    book.strings = _read_strings(package, the_one(related, "sharedStrings"), limits)
    book.meanings = _read_meanings(package, the_one(related, "styles"))
    notes = list(package_notes(package, related))
    by_id = {found.id: found for found in related}
    budget = CellBudget(limits.max_cells)
    sheets: list[Sheet] = []
    parts: set[str] = set()
    for name, identity, hidden in book.sheets:
        target = sheet_part(name, by_id.get(identity), parts, notes)
        if target is None:
            continue
        filling = SheetFilling(name, budget, hidden=hidden)
        _read_sheet(_records(package, target), filling, book)
        sheets.append(filling.finish())
    return sheets, notes


def _records(package: Package, part: str | None) -> Records:
    """Yield number and bytes of each record of a part; both sizes grow as needed (2.1.4)."""
    content = package.read(part) if part is not None else b""
    position = 0
    while position < len(content):
        kind, position = _growing(content, position, most=2)
        size, position = _growing(content, position, most=4)
        data = content[position : position + size]
        if len(data) < size:
            raise damaged(shown(part or ""))
        position += size
        yield kind, data


def _growing(content: bytes, position: int, *, most: int) -> tuple[int, int]:
    """Return a number written seven bits a byte, and the position behind it."""
    number = 0
    for place in range(most):
        byte = content[position]
        position += 1
        number |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return number, position


def _text(data: bytes, position: int) -> tuple[str, int]:
    """Return a text that begins with its length, and the position behind it."""
    length = struct.unpack_from("<I", data, position)[0]
    end = position + 4 + 2 * length
    if end > len(data):
        raise damaged()
    return data[position + 4 : end].decode("utf-16-le", errors="replace"), end


def _read_book(package: Package, part: str) -> _Book:
    book = _Book()
    for kind, data in _records(package, part):
        match kind:
            case 153:  # BrtWbProp
                book.from_1904 = bool(data[0] & 0x1)
            case 156:  # BrtBundleSh
                identity, end = _text(data, 8)
                name, _ = _text(data, end)
                book.sheets.append((name, identity, struct.unpack_from("<I", data)[0] != 0))
    return book


def _read_strings(package: Package, part: str | None, limits: Limits) -> list[str]:
    strings: list[str] = []
    for kind, data in _records(package, part):
        if kind == 19:  # BrtSSTItem
            strings.append(_text(data, 1)[0])
            if len(strings) > limits.max_cells:
                raise Refused(
                    "too_many_cells",
                    sheet="",
                    last_cell="",
                    cells=len(strings),
                    limit=limits.max_cells,
                )
    return strings


def _read_meanings(package: Package, part: str | None) -> list[Meaning]:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    of_cells = False
    for kind, data in _records(package, part):
        match kind:
            case 44:  # BrtFmt
                codes[struct.unpack_from("<H", data)[0]] = _text(data, 2)[0]
            case 617 | 618:  # BrtBeginCellXFs, BrtEndCellXFs
                of_cells = kind == 617
            case 47 if of_cells:  # BrtXF
                numbers.append(struct.unpack_from("<H", data, 2)[0])
    return [meaning_of(number, codes) for number in numbers]


def _read_sheet(found: Records, filling: SheetFilling, book: _Book) -> None:
    row, in_data = -1, False
    for kind, data in found:
        if kind in (_BEGIN_DATA, _END_DATA):
            in_data = kind == _BEGIN_DATA
        elif kind == 176:  # BrtMergeCell
            first, last, left, right = struct.unpack_from("<4I", data)
            filling.merged.append((first, left, last, right))
        elif kind == 426:  # BrtArrFmla: its other cells hold results and no formula of their own
            first, last, left, right = struct.unpack_from("<4I", data)
            filling.formula_areas.append((first, left, last, right))
        elif in_data and kind == _ROW_HEADER:
            row = struct.unpack_from("<I", data)[0]
            if data[11] & _HIDDEN_ROW:
                filling.hide_rows(row, row)
        elif in_data and kind in _SHORT_CELLS:
            raise damaged(shown(filling.name))
        elif in_data and (kind in _CELLS or kind == _RICH_TEXT_CELL):
            column, style = struct.unpack_from("<II", data)
            if kind in _FORMULAS:
                filling.put_formula(row, column)
            meaning = _meaning(style & 0xFFFFFF, book.meanings)
            value = _value(kind, data, meaning, book)
            percent = meaning == "percent" and kind in (_RK, *_REALS)
            filling.put(row, column, value, percent=percent)


def _meaning(style: int, meanings: list[Meaning]) -> Meaning:
    return meanings[style] if style < len(meanings) else "figure"


def _value(kind: int, data: bytes, meaning: Meaning, book: _Book) -> Value:
    if kind in (_RK, *_REALS):
        bits = struct.unpack_from("<I" if kind == _RK else "<d", data, 8)[0]
        number = packed_number(bits) if kind == _RK else bits
        return value_of(number, meaning, from_1904=book.from_1904)
    match kind:
        case 3 | 11:  # BrtCellError, BrtFmlaError
            return error_value(data[8])
        case 4 | 10:  # BrtCellBool, BrtFmlaBool
            return data[8] != 0
        case 7:  # BrtCellIsst
            return book.strings[int(struct.unpack_from("<I", data, 8)[0])]
        case _:  # BrtCellSt, BrtFmlaString; BrtCellRString has a byte of flags before its text
            return _text(data, 9 if kind == _RICH_TEXT_CELL else 8)[0]
