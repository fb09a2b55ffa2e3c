"""From sheets to rows: which list a sheet is, and what stands in each cell of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from needs.disclosure import choice_typed
from needs.errors import FaultCollector
from needs.fund.lists import COLUMNS, LIST_KINDS, LIST_NAMES, ListColumn, ListKind
from needs.reading.dates import read_date, read_year
from needs.reading.numbers import read_number
from needs.reading.outcomes import Missing, Outcome, Taken, Unclear
from needs.reading.phrases import is_blank, key, seen, text_of
from needs.returns.source_text import source_text
from needs.wording import say, typed
from needs.workbooks import Book, CellError, Sheet, Value, address

Cell = str | int | float | dt.date | bool | None

_HEADER_WITHIN = 15
# What is expected of a unit is then not known either.
_MAY_BE_UNKNOWN = ("staff", "daily_pay_vnd")
_YES = frozenset(key(word) for word in ("có", "x", "yes", "1", "đồng ý"))
_NO = frozenset(key(word) for word in ("", "không", "no", "0"))


@dataclass(frozen=True)
class ListRow:
    """One row of a list.

    Attributes
    ----------
    file, sheet, row
        Where it stands (row from 1).
    kind
        Which list.
    cells
        By column id; None where nothing is told.
    faulty
        Whether something in it could not be read: it has to wait.
    """

    file: str
    sheet: str
    row: int
    kind: ListKind
    cells: Mapping[str, Cell]
    columns: Mapping[str, int] = field(repr=False)
    faulty: bool = False

    def where(self, column: str = "") -> str:
        """Return where a column of this row stands: file, sheet, cell (first cell: the row)."""
        place = self.columns.get(column, min(self.columns.values(), default=0))
        return source_text(self.file, self.sheet, address((self.row - 1, place)))

    def text(self, column: str) -> str:
        """Return a cell as text; empty where nothing stands there."""
        value = self.cells.get(column)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class ListSheet:
    """A sheet of a file: which list it is (None: none that we know), and its rows."""

    file: str
    sheet: str
    kind: ListKind | None
    rows: tuple[ListRow, ...]
    unread: int = 0


def list_sheets(book: Book, faults: FaultCollector, *, lang: str) -> list[ListSheet]:
    """Read every sheet of a file; what could not be read is noted with its cell.

    Returns
    -------
    list of ListSheet
        `unread`: rows with something in them on a sheet that is no list of the Fund.
    """
    found = []
    for sheet in book.sheets:
        head = _header(sheet)
        if head is None:
            unread = sum(any(not is_blank(cell) for cell in row) for row in sheet.rows)
            if unread:
                faults.add(
                    source_text(book.name, sheet.name, "A1"),
                    say("không nhận ra bảng này", lang=lang),
                    ", ".join(one.text(lang) for one in LIST_NAMES.values()),
                    say("dùng tiêu đề cột như trong docs/FUND.md", lang=lang),
                )
            found.append(ListSheet(book.name, sheet.name, None, (), unread))
            continue
        at, kind, columns = head
        rows = tuple(_rows(book.name, sheet, at, kind, columns, faults, lang))
        found.append(ListSheet(book.name, sheet.name, kind, rows))
    return found


def _header(sheet: Sheet) -> tuple[int, ListKind, dict[str, int]] | None:
    """Return the row of titles, which list they are of, and where each column stands."""
    best: tuple[int, int, ListKind, dict[str, int]] | None = None
    for at, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        titles = {
            key(cell): place
            for place, cell in reversed(list(enumerate(row)))
            if isinstance(cell, str) and not is_blank(cell)
        }
        for kind in LIST_KINDS:
            columns = {
                column.id: place
                for column in COLUMNS[kind]
                for title, place in titles.items()
                if title in column.keys
            }
            needed = {column.id for column in COLUMNS[kind] if column.needed}
            if needed <= columns.keys() and (best is None or len(columns) > best[0]):
                best = (len(columns), at, kind, columns)
    return None if best is None else best[1:]


def _rows(
    file: str,
    sheet: Sheet,
    at: int,
    kind: ListKind,
    columns: dict[str, int],
    faults: FaultCollector,
    lang: str,
) -> Iterator[ListRow]:
    known = {column.id: column for column in COLUMNS[kind] if column.id in columns}
    for number in range(at + 1, len(sheet.rows)):
        line = sheet.rows[number]
        if all(is_blank(line[place]) for place in columns.values()):
            continue
        cells: dict[str, Cell] = {}
        before = len(faults.faults)
        for name, column in known.items():
            place = (number, columns[name])
            where = source_text(file, sheet.name, address(place))
            value = line[columns[name]]
            if place in sheet.uncached or isinstance(value, CellError):
                faults.add(
                    where,
                    typed(text_of(value), lang=lang)
                    or say("công thức không có kết quả", lang=lang),
                    say("giá trị", lang=lang),
                    say("mở tệp trong Excel, lưu lại, hoặc gõ giá trị", lang=lang),
                )
                continue
            cells[name] = _cell(value, column, where, faults, lang)
            empty = is_blank(value) and column.needed and name not in _MAY_BE_UNKNOWN
            if cells[name] is None and empty:
                faults.add(
                    where,
                    say("ô trống", lang=lang),
                    column.titles[0],
                    say("điền ô này", lang=lang),
                )
        faulty = len(faults.faults) > before
        yield ListRow(file, sheet.name, number + 1, kind, cells, columns, faulty)


def _cell(value: Value, column: ListColumn, where: str, faults: FaultCollector, lang: str) -> Cell:
    if column.kind in ("text", "code"):
        text = seen(text_of(value))
        return text or None
    if column.kind == "flag":
        word = key(text_of(value))
        if word in _YES or word in _NO:
            return word in _YES
        told = choice_typed(text_of(value), ("có", "không"), lang=lang)
        faults.add(where, told, say("«có» hoặc «không»", lang=lang))
        return None
    read = _outcome(value, column)
    if isinstance(read, Taken):
        return read.value
    if not isinstance(read, Missing):
        expected = {
            "day": say("ngày/tháng/năm", lang=lang),
            "year": say("năm, bốn chữ số", lang=lang),
            "number": say("một số", lang=lang),
        }.get(column.kind, say("số nguyên, không âm", lang=lang))
        action = (
            say("viết rõ: có thể hiểu {n} cách", lang=lang, n=len(read.candidates))
            if isinstance(read, Unclear)
            else ""
        )
        dates = column.kind == "day"
        faults.add(where, typed(text_of(value), dates=dates, lang=lang), expected, action)
    return None


def _outcome(value: Value, column: ListColumn) -> Outcome:
    match column.kind:
        case "day":
            return read_date(value)
        case "year":
            return read_year(value)
        case "money" | "count" | "number":
            return read_number(value, kind=column.kind)
        case _:
            raise ValueError(column.kind)
