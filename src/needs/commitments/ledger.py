"""The ledger of commitments: who has promised what, where; never twice, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from needs.books import WAIT_S, BookFile, FileState, file_state, rows_of_table
from needs.commitments.lots import Cell, Entry, judge_entry
from needs.commitments.store import LAYOUT
from needs.commitments.writer import Writer, Written
from needs.errors import FaultCollector, InputFaults

NOTHING: Mapping[Any, int] = {}


class CommitmentRefused(InputFaults):
    """Entries that the ledger does not take; none of those written together was written."""


@dataclass(frozen=True)
class Contents:
    """All that stands in a ledger at one moment, as rows; `file` is what it is made of.

    `children` are pseudonyms: they leave the ledger for checking only.
    """

    lots: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    children: tuple[tuple[int, str], ...]
    file: FileState


class Ledger(BookFile):
    """A ledger of commitments in one file, which several people may write at once.

    Nothing is ever changed or deleted: an entry is added, and the newest entry of a lot says how it
    stands. Between two pieces of work no file is held open.

    Parameters
    ----------
    path
        The file; made if it is not there (with its folder).
    lang
        Language of messages.
    wait_s
        How many seconds to wait for other writers.
    create
        False: a file that is not there is an error.

    Raises
    ------
    LedgerError
        If the file cannot be opened or made, is no ledger, or was written by a newer `needs`.
    """

    def __init__(
        self, path: Path, *, lang: str = "vi", wait_s: float = WAIT_S, create: bool = True
    ) -> None:
        super().__init__(path, LAYOUT, lang=lang, wait_s=wait_s, create=create)

    def write(
        self,
        entries: Sequence[Entry],
        *,
        room: Mapping[Cell, int | None] = NOTHING,
        means: Mapping[str, int] = NOTHING,
    ) -> tuple[Written, ...]:
        """Write entries in their order: all of them, or none.

        An entry whose key is on the ledger already is not written again, so that a writer who does
        not know whether an entry arrived (power cut, lost connection) may simply repeat it.

        Parameters
        ----------
        entries
            What to write down.
        room
            Gap (low end; children or places) of each commune, category and period, before any
            commitment. Needed wherever a lot begins to hold children; missing: refused.
        means
            What each gift holds, in what it is counted in; a gift that is not there is not checked.

        Raises
        ------
        CommitmentRefused
            With every entry that may not be written, and who holds what it would take.
        LedgerError
            If the file cannot be written; nothing was written then.
        """
        faults = FaultCollector(self.path.name)
        for entry in entries:
            judge_entry(entry, faults, datetime.now(UTC), lang=self.lang)
        self._refuse_if_any(faults)
        with self.to_write() as connection:
            # By the clock after the wait, so that entries are dated in the order they stand in.
            now = datetime.now(UTC)
            writer = Writer(connection, room, means, faults, now, self.lang)
            written = [writer.write(entry) for entry in entries]
            self._refuse_if_any(faults)
        return tuple(one for one in written if one is not None)

    def contents(self) -> Contents:
        """Return everything in the ledger, as it stood at one moment."""
        with self.to_read() as connection:
            children = rows_of_table(connection, "children", "seq, child")
            return Contents(
                rows_of_table(connection, "lots", "lot_id"),
                rows_of_table(connection, "events", "seq"),
                tuple((row["seq"], row["child"]) for row in children),
                file_state(connection),
            )

    def _refuse_if_any(self, faults: FaultCollector) -> None:
        if faults.faults:
            raise CommitmentRefused(faults.subject, faults.faults)
