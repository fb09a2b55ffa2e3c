"""The books of a Fund: entries added, never changed; several writers; nothing half."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from needs.books import FileState, RuledBook, file_state, rows_of_table
from needs.errors import Fault, FaultCollector, InputFaults
from needs.fund.closing import closing_entry
from needs.fund.entry import Entry, Written
from needs.fund.judging import judge_entry
from needs.fund.store import LAYOUT
from needs.fund.writer import Writer
from needs.programmes.fund import FundRules
from needs.wording import day_of


class BookRefused(InputFaults):
    """Entries that the books do not take; none of those written together was written."""


@dataclass(frozen=True)
class Contents:
    """All that stands in the books at one moment, as rows; `file`: what it is made of."""

    entries: tuple[dict[str, Any], ...] = ()
    lines: tuple[dict[str, Any], ...] = ()
    units: tuple[dict[str, Any], ...] = ()
    earmarks: tuple[dict[str, Any], ...] = ()
    file: FileState = field(default_factory=FileState)


@dataclass(frozen=True)
class Outcome:
    """What became of one entry of many: written (or there already), or why it was refused."""

    entry: Entry
    written: Written | None
    faults: tuple[Fault, ...] = ()


def book_path(programme: str, root: Path) -> Path:
    """Return where the books of a programme lie: `books/<programme>.sqlite` of the data root."""
    return root / "books" / f"{programme}.sqlite"


class Book(RuledBook[FundRules]):
    """The books of a Fund in one file, which several people may write at once.

    Its rules are the profile's `[fund]`: chart of accounts, levels, activities.
    """

    made_of = LAYOUT

    def write(self, entries: Sequence[Entry]) -> tuple[Written, ...]:
        """Write entries in their order: all of them, or none.

        An entry whose key is in the books already is not written again, so that a writer who does
        not know whether it arrived (power cut) may simply repeat it.

        Raises
        ------
        BookRefused
            With every entry that may not be written, and why.
        LedgerError
            If the file cannot be written; nothing was written then.
        """
        faults = FaultCollector(self.path.name)
        with self.to_write() as connection:
            outcomes = self._write(connection, entries)
            for one in outcomes:
                faults.faults += one.faults
            if faults.faults:
                raise BookRefused(faults.subject, faults.faults)
        return tuple(one.written for one in outcomes if one.written is not None)

    def write_each(self, entries: Sequence[Entry]) -> tuple[Outcome, ...]:
        """Write what can be written, in one transaction; tell of each entry what became of it."""
        with self.to_write() as connection:
            return tuple(self._write(connection, entries))

    def reverse(
        self,
        seq: int,
        *,
        day: dt.date,
        by: str,
        document: str,
        note: str = "",
        basis: str = "official",
    ) -> Written:
        """Take an entry back by one with the signs turned; both stay in the books."""
        entry = Entry(
            key=f"reversal:{seq}",
            kind="reversal",
            day=day,
            by=by,
            document=document,
            note=note,
            reverses=seq,
            basis=basis,
        )
        return self.write([entry])[0]

    def close(self, year: int, *, by: str, today: dt.date) -> Written:
        """Close a year: income and spending go to the balance carried over; no more entries.

        Raises
        ------
        BookRefused
            If the year has not ended, is closed, or an earlier one with entries is open.
        """
        with self.to_write() as connection:
            faults = FaultCollector(self.path.name)
            entry = closing_entry(
                connection, self.rules, year, faults, by=by, today=today, lang=self.lang
            )
            if faults.faults or entry is None:
                raise BookRefused(faults.subject, faults.faults)
            (outcome,) = self._write(connection, [entry])
            if outcome.written is None:
                raise BookRefused(faults.subject, outcome.faults)
            return outcome.written

    def contents(self) -> Contents:
        """Return everything in the books, as it stood at one moment."""
        with self.to_read() as connection:
            return Contents(
                rows_of_table(connection, "entries", "seq"),
                rows_of_table(connection, "lines", "seq, line"),
                rows_of_table(connection, "units", 'seq, unit_id, "year"'),
                rows_of_table(connection, "earmarks", "earmark"),
                file_state(connection),
            )

    def _write(self, connection: Connection, entries: Iterable[Entry]) -> list[Outcome]:
        # By the clock after the wait, so that entries are dated in the order they stand in.
        now = dt.datetime.now(dt.UTC)
        writer = Writer(connection, self.rules, now=now, lang=self.lang)
        outcomes = []
        for entry in entries:
            faults = FaultCollector(self.path.name)
            judge_entry(entry, self.rules, faults, today=day_of(now), lang=self.lang)
            written = None if faults.faults else writer.write(entry, faults)
            outcomes.append(Outcome(entry, written, tuple(faults.faults)))
        return outcomes
