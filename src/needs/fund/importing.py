"""Spreadsheets into the books: every row accounted for; the same file twice adds nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from needs.disclosure import name_typed
from needs.errors import Fault, FaultCollector
from needs.fund.book import Book
from needs.fund.entry import Earmark, Entry, Unit
from needs.fund.list_entries import Read, Reader, vouchers_of
from needs.fund.list_reading import ListRow, list_sheets
from needs.fund.lists import LIST_KINDS
from needs.programmes.fund import FundRules
from needs.returns.words import words_of
from needs.wording import say
from needs.workbooks import Book as Workbook
from needs.workbooks import Refusal


@dataclass(frozen=True)
class Imported:
    """What became of the rows of files.

    `rows` = `accepted` + `quarantined` + `ignored`. Quarantined: something has to be mended, the
    row is not in the books. Ignored: in the books already, or on a sheet that is no list.
    """

    rows: int
    accepted: int
    quarantined: int
    ignored: int
    entries: int
    faults: tuple[Fault, ...]

    def text(self, *, lang: str) -> str:
        """Say it in one line."""
        return say(
            "{rows} dòng: {accepted} vào sổ ({entries} bút toán), {quarantined} chờ sửa, "
            "{ignored} bỏ qua (đã có trong sổ, hoặc không phải bảng của Quỹ).",
            lang=lang,
            rows=self.rows,
            accepted=self.accepted,
            entries=self.entries,
            quarantined=self.quarantined,
            ignored=self.ignored,
        )


def import_lists(
    files: Iterable[Workbook | Refusal],
    book: Book,
    *,
    by: str,
    on: dt.date,
    basis: str = "official",
    lang: str = "vi",
) -> Imported:
    """Write what lists of a Fund say into its books, in one step.

    Parameters
    ----------
    files
        Files as `needs.workbooks` opened them.
    book
        The books.
    by
        Who imports.
    on
        Day of lists that have none (units).
    basis
        "official", or "illustrative" for made-up lists.

    Returns
    -------
    Imported
        With a fault (file, sheet, cell) for each row that waits. A voucher waits as a whole.
    """
    faults = FaultCollector(book.path.name)
    rows: list[ListRow] = []
    unread = 0
    for file in files:
        if isinstance(file, Refusal):
            words = words_of(file, lang)
            faults.add(file.name, words.found, words.expected, words.action)
            continue
        for sheet in list_sheets(file, faults, lang=lang):
            rows += sheet.rows
            unread += sheet.unread
    # In the same order whichever file came first.
    rows.sort(key=lambda row: (LIST_KINDS.index(row.kind), row.file, row.sheet, row.row))
    reader = Reader(book.rules, faults, lang=lang)
    read = [(row, None if row.faulty else reader.read(row)) for row in rows]
    standing = _standing(book)
    entries = [
        *_earmarks(read, by=by, basis=basis),
        *_units(read, standing, faults, by=by, on=on, basis=basis, lang=lang),
        *_vouchers(read, book.rules, faults, by=by, basis=basis, lang=lang),
    ]
    outcomes = book.write_each([entry for entry, _ in entries])
    accepted = repeated = 0
    for outcome, (_, members) in zip(outcomes, entries, strict=True):
        faults.faults += outcome.faults
        if outcome.written is not None:
            accepted += 0 if outcome.written.repeated else len(members)
            repeated += len(members) if outcome.written.repeated else 0
    known = sum(isinstance(one, Unit) and one in standing for _, one in read)
    return Imported(
        rows=len(rows) + unread,
        accepted=accepted,
        quarantined=len(rows) - accepted - repeated - known,
        ignored=unread + repeated + known,
        entries=sum(one.written is not None and not one.written.repeated for one in outcomes),
        faults=tuple(faults.faults),
    )


_Rows = Sequence[tuple[ListRow, Read | Unit | Earmark | None]]
_Entries = list[tuple[Entry, tuple[ListRow, ...]]]


def _earmarks(read: _Rows, *, by: str, basis: str) -> _Entries:
    found: _Entries = []
    for row, one in read:
        day = row.cells.get("day")
        if isinstance(one, Earmark) and isinstance(day, dt.date):
            entry = Entry(
                key=f"earmark:{one.earmark}",
                kind="earmark",
                day=day,
                by=by,
                document="",
                earmarks=(one,),
                basis=basis,
                source=f"{row.file} › {row.sheet}",
                where=row.where("earmark"),
            )
            found.append((entry, (row,)))
    return found


def _units(
    read: _Rows,
    standing: Sequence[Unit],
    faults: FaultCollector,
    *,
    by: str,
    on: dt.date,
    basis: str,
    lang: str,
) -> _Entries:
    """Return one entry with the units that are new or differ from what stands in the books."""
    told: dict[tuple[str, int, str, str], list[tuple[Unit, ListRow]]] = defaultdict(list)
    for row, one in read:
        if isinstance(one, Unit) and one not in standing:
            told[one.unit_id, one.year, one.level, one.place].append((one, row))
    rows: list[ListRow] = []
    units: list[Unit] = []
    for _, same in sorted(told.items()):
        unit, first = same[0]
        if any(other != unit for other, _ in same):
            faults.add(
                first.where("unit_id"),
                say(
                    "đơn vị «{name}» có {n} dòng khác nhau",
                    lang=lang,
                    name=name_typed(unit.name, lang=lang),
                    n=len(same),
                ),
                say("mỗi đơn vị một dòng cho một năm", lang=lang),
                say("giữ một dòng", lang=lang),
            )
            continue
        units.append(unit)
        rows += [row for _, row in same]
    if not units:
        return []
    before = sha256(repr(sorted(map(repr, standing))).encode()).hexdigest()[:16]
    entry = Entry(
        key=f"units:{before}:{sha256(repr(units).encode()).hexdigest()[:32]}",
        kind="units",
        day=on,
        by=by,
        document="",
        units=tuple(units),
        basis=basis,
        source="; ".join(sorted({row.file for row in rows})),
    )
    return [(entry, tuple(rows))]


def _standing(book: Book) -> list[Unit]:
    """Return the units as the books have them: the newest row of each."""
    newest: dict[tuple[str, int, str, str], Unit] = {}
    for row in book.contents().units:
        unit = Unit(**{name: row[name] for name in Unit.__dataclass_fields__})
        newest[unit.unit_id, unit.year, unit.level, unit.place] = unit
    return list(newest.values())


def _vouchers(
    read: _Rows, rules: FundRules, faults: FaultCollector, *, by: str, basis: str, lang: str
) -> _Entries:
    waiting = {_voucher_of(row) for row, one in read if one is None}
    ready = [one for row, one in read if isinstance(one, Read) and _voucher_of(row) not in waiting]
    found = vouchers_of(ready, rules, faults, by=by, basis=basis, lang=lang)
    place = {id(row): number for number, (row, _) in enumerate(read)}
    return sorted(
        found,
        key=lambda one: (
            LIST_KINDS.index(one[1][0].kind),
            one[0].day,
            min(place[id(row)] for row in one[1]),
        ),
    )


def _voucher_of(row: ListRow) -> tuple[str, str, str, str]:
    return (row.kind, row.text("level"), row.text("place"), row.text("document"))
