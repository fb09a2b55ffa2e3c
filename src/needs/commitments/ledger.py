"""The ledger of commitments: who has promised what, where; never twice, never lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from needs.commitments.lots import Cell, Entry, judge_entry
from needs.commitments.store import LedgerError, connected, prepare, transaction
from needs.commitments.writer import Writer, Written, newest
from needs.errors import FaultCollector, InputFaults
from needs.wording import check_language, say

#: How long a writer waits for the others: a burst of writers over a slow share takes its time.
WAIT_S = 30.0
NOTHING: Mapping[Any, int] = {}


class CommitmentRefused(InputFaults):
    """Entries that the ledger does not take; none of those written together was written."""


@dataclass(frozen=True)
class Head:
    """How many entries a ledger had, and the seal of the last: printed, it proves them later."""

    entries: int
    seal: str


@dataclass(frozen=True)
class Contents:
    """All that stands in a ledger at one moment, as rows; `structure` is what the file is made of.

    `children` are pseudonyms: they leave the ledger for checking only.
    """

    lots: tuple[dict[str, Any], ...]
    events: tuple[dict[str, Any], ...]
    children: tuple[tuple[int, str], ...]
    structure: dict[str, str]
    damage: tuple[str, ...]


class Ledger:
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
        self.path = path
        self.lang = check_language(lang)
        self._wait_s = wait_s
        if create:
            self._make_folder()
        with self._open(create=create) as connection:
            prepare(connection, path, create=create, lang=lang)

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
        with self._open() as connection, transaction(connection, write=True):
            prepare(connection, self.path, create=False, lang=self.lang)
            # By the clock after the wait, so that entries are dated in the order they stand in.
            now = datetime.now(UTC)
            writer = Writer(connection, room, means, faults, now, self.lang)
            written = [writer.write(entry) for entry in entries]
            self._refuse_if_any(faults)
        return tuple(one for one in written if one is not None)

    def head(self) -> Head:
        """Return how many entries there are, and the seal of the last one."""
        with self._open() as connection:
            prepare(connection, self.path, create=False, lang=self.lang)
            return Head(*newest(connection))

    def contents(self) -> Contents:
        """Return everything in the ledger, as it stood at one moment."""
        with self._open() as connection, transaction(connection, write=False):
            prepare(connection, self.path, create=False, lang=self.lang)

            def rows(table: str, order: str) -> tuple[dict[str, Any], ...]:
                found = connection.execute(f"SELECT * FROM {table} ORDER BY {order}")
                return tuple(dict(row) for row in found)

            structure = rows("sqlite_master", "name")
            damage = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
            return Contents(
                rows("lots", "lot_id"),
                rows("events", "seq"),
                tuple((row["seq"], row["child"]) for row in rows("children", "seq, child")),
                {row["name"]: row["sql"] for row in structure if row["sql"]},
                tuple(damage if damage != ["ok"] else []) + tuple(str(tuple(row)) for row in loose),
            )

    def _open(self, *, create: bool = False) -> AbstractContextManager[Connection]:
        if not create and not self.path.exists():
            raise LedgerError(
                say(
                    "{file}: chưa có sổ cam kết; sổ được lập khi ghi lần đầu (`needs commit`)",
                    lang=self.lang,
                    file=self.path.name,
                )
            )
        return connected(self.path, wait_s=self._wait_s, lang=self.lang)

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                say(
                    "{file}: không tạo được thư mục «{folder}» ({why})",
                    lang=self.lang,
                    file=self.path.name,
                    folder=self.path.parent.name,
                    why=error.strerror,
                )
            ) from error

    def _refuse_if_any(self, faults: FaultCollector) -> None:
        if faults.faults:
            raise CommitmentRefused(faults.subject, faults.faults)
