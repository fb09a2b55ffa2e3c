"""One voucher said on the command line: read with the same words as the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from needs.errors import FaultCollector
from needs.fund.book import Book, BookRefused
from needs.fund.entry import Written
from needs.fund.list_entries import Read, Reader, vouchers_of
from needs.fund.list_reading import Cell, ListRow
from needs.fund.lists import COLUMNS, ListKind
from needs.wording import say


@dataclass(frozen=True)
class _Said(ListRow):
    """A voucher as it was said: its columns are options."""

    def where(self, column: str = "") -> str:
        """Return the option that tells a column."""
        return f"--{column.replace('_', '-')}" if column else self.sheet


def record_voucher(
    book: Book, kind: ListKind, said: Mapping[str, Cell], *, by: str, lang: str = "vi"
) -> Written:
    """Write one voucher into the books.

    Parameters
    ----------
    book
        The books.
    kind
        Which list it would stand in: "receipts", "income", "spending", "purchase", "move",
        "handover", "opening".
    said
        Its cells by column id (`needs.fund.lists.COLUMNS`); None: not told.
    by
        Who writes it down.

    Raises
    ------
    BookRefused
        With every option that is missing or does not fit, and why the books do not take it.
    """
    faults = FaultCollector(book.path.name)
    cells = {name: value for name, value in said.items() if value is not None}
    row = _Said("", kind, 1, kind, cells, {})
    for column in COLUMNS[kind]:
        if column.needed and column.id not in cells:
            faults.add(row.where(column.id), say("chưa nêu", lang=lang), column.titles[0])
    missing = {fault.where for fault in faults.faults}
    unfit = FaultCollector(book.path.name)
    read = Reader(book.rules, unfit, lang=lang).read(row)
    faults.faults += [fault for fault in unfit.faults if fault.where not in missing]
    _refuse_if_any(faults)
    assert isinstance(read, Read)
    ((entry, _),) = vouchers_of([read], book.rules, faults, by=by, basis="official", lang=lang)
    return book.write([entry])[0]


def _refuse_if_any(faults: FaultCollector) -> None:
    if faults.faults:
        raise BookRefused(faults.subject, faults.faults)
