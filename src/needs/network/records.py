"""Who was thanked and commended, when, on what evidence: a file that is only added to."""

from __future__ import annotations

import datetime as dt
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from needs.books import (
    BookFile,
    Chain,
    FileState,
    file_state,
    insert,
    judge_chain,
    judge_file,
    newest,
    rows_of_table,
    sealed,
)
from needs.books.chain import Row
from needs.errors import Fault, FaultCollector
from needs.network.store import EVENT_COLUMNS, LAYOUT, TEXTS
from needs.programmes import Programme
from needs.wording import say

THANKED, COMMENDED, WITHDRAWN = "thanked", "commended", "withdrawn"
KINDS = (THANKED, COMMENDED, WITHDRAWN)

RECORD_COLUMNS = ("seq", *TEXTS[1:], "withdraws", "lots", "standing")
_NEEDED = ("donor_id", "donor", "by", "evidence")


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing to be written down.

    Parameters
    ----------
    kind
        "thanked" (for `lots`), "commended" (with `award`, for `year`), "withdrawn" (`withdraws`:
        the number of an entry that was wrong).
    donor_id, donor
        Whom.
    day
        When it happened.
    by, evidence
        Who writes, and on what it rests (letter, decision).
    key
        Made by the writer: an entry written twice with one key stands once.
    """

    kind: str
    donor_id: str
    donor: str
    day: dt.date
    by: str
    evidence: str
    lots: tuple[str, ...] = ()
    award: str = ""
    year: str = ""
    note: str = ""
    withdraws: int | None = None
    key: str = field(default_factory=lambda: str(uuid.uuid4()))


def records_path(programme: Programme, root: Path) -> Path:
    """Return where thanks and commendations of a programme are kept."""
    return root / "network" / f"{programme.id}.sqlite"


class Records:
    """Thanks and commendations in one file, which several people may write at once.

    Nothing is changed or deleted: a wrong entry is withdrawn by a further one, and each entry
    seals all before it.

    Parameters
    ----------
    path
        The file; made by the first entry.
    lang
        Language of messages.
    """

    def __init__(self, path: Path, *, lang: str = "vi") -> None:
        self.path, self.lang = path, lang

    def write(self, records: Sequence[Record], *, today: dt.date) -> int:
        """Write entries: all of them, or none; return how many were new.

        Raises
        ------
        InputFaults
            With every entry that may not be written.
        LedgerError
            If the file cannot be written; nothing was written then.
        """
        faults = FaultCollector(self.path.name)
        for record in records:
            self._judge(record, today, faults)
        faults.raise_if_any()
        with self._book(create=True).to_write() as connection:
            new = sum(self._add(connection, record, faults) for record in records)
            faults.raise_if_any()
        return new

    def table(self) -> pd.DataFrame:
        """Return every entry: `RECORD_COLUMNS`; `standing` is false of what was withdrawn."""
        events, lots, _ = self._contents()
        withdrawn = {event["withdraws"] for event in events if event["withdraws"] is not None}
        rows = [
            event
            | {
                "lots": lots.get(event["seq"], ()),
                "standing": event["seq"] not in withdrawn and event["kind"] != WITHDRAWN,
            }
            for event in events
        ]
        frame = pd.DataFrame(
            [[row[name] for name in RECORD_COLUMNS] for row in rows],
            columns=list(RECORD_COLUMNS),
            dtype="object",
        )
        texts = dict.fromkeys(TEXTS[1:], "str")
        return frame.astype(texts | {"seq": "Int64", "withdraws": "Int64", "standing": "bool"})

    def thanked(self) -> frozenset[tuple[str, str]]:
        """Return for what who has been thanked: donor and lot."""
        rows = self.table()
        stand = rows[rows["standing"] & (rows["kind"] == THANKED)]
        pairs = zip(stand["donor_id"], stand["lots"], strict=True)
        return frozenset((str(donor), str(lot)) for donor, lots in pairs for lot in lots)

    def verify(self) -> tuple[Fault, ...]:
        """Return what shows that the file was changed from outside; nothing where it is whole."""
        events, lots, file = self._contents()
        faults = FaultCollector(self.path.name)
        if self.path.is_file():
            judge_file(file, LAYOUT, faults, lang=self.lang)

        def seal_of(before: str, event: Row) -> str:
            return sealed(before, event, None, lots.get(event["seq"], ()))

        def place(number: int) -> str:
            return say("{file}, mục {n}", lang=self.lang, file=self.path.name, n=number)

        judge_chain(Chain(events, seal_of, place), faults, known=None, lang=self.lang)
        return tuple(faults.faults)

    def _judge(self, record: Record, today: dt.date, faults: FaultCollector) -> None:
        lang, where = self.lang, record.donor or record.donor_id or "?"
        needed = ("by", "evidence") if record.kind == WITHDRAWN else _NEEDED
        for name in needed:
            if not getattr(record, name).strip():
                faults.add(where, f"{name} = «»", say("không để trống", lang=lang))
        if record.kind not in KINDS:
            faults.add(where, record.kind, "; ".join(KINDS))
        if record.day > today:
            faults.add(where, record.day.isoformat(), say("ngày đã qua", lang=lang))
        if record.kind == THANKED and not record.lots:
            faults.add(
                where,
                say("không rõ cảm ơn về lô nào", lang=lang),
                say("số của các lô đã xác nhận", lang=lang),
            )
        if record.kind == COMMENDED and not (record.award and record.year):
            faults.add(
                where,
                say("thiếu hình thức hoặc năm khen thưởng", lang=lang),
                say("hình thức của hồ sơ, năm bốn chữ số", lang=lang),
            )
        if (record.kind == WITHDRAWN) != (record.withdraws is not None):
            faults.add(where, "withdraws", say("số của mục ghi sai", lang=lang))

    def _add(self, connection: sqlite3.Connection, record: Record, faults: FaultCollector) -> bool:
        known = connection.execute('SELECT 1 FROM events WHERE "key" = ?', (record.key,)).fetchone()
        if known is not None:
            return False
        last = newest(connection, LAYOUT.entries)
        if record.withdraws is not None and not 1 <= record.withdraws <= last.entries:
            faults.add(
                record.donor or "?",
                record.withdraws,
                say("số của một mục đã ghi, từ 1 đến {last}", lang=self.lang, last=last.entries),
            )
            return False
        event: dict[str, Any] = {
            "seq": last.entries + 1,
            **{name: getattr(record, name) for name in TEXTS if name != "day"},
            "day": record.day.isoformat(),
            "withdraws": record.withdraws,
            "recorded": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        }
        lots = sorted(set(record.lots))
        event["hash"] = sealed(last.seal, event, None, lots)
        insert(connection, "events", EVENT_COLUMNS, [event])
        named = [{"seq": event["seq"], "lot_id": lot} for lot in lots]
        insert(connection, "lots", ("seq", "lot_id"), named)
        return True

    def _contents(self) -> tuple[tuple[dict[str, Any], ...], dict[int, tuple[str, ...]], FileState]:
        if not self.path.is_file():
            return (), {}, FileState()
        with self._book(create=False).to_read() as connection:
            lots: dict[int, tuple[str, ...]] = {}
            for row in rows_of_table(connection, "lots", "seq, lot_id"):
                lots[row["seq"]] = (*lots.get(row["seq"], ()), row["lot_id"])
            return rows_of_table(connection, "events", "seq"), lots, file_state(connection)

    def _book(self, *, create: bool) -> BookFile:
        return BookFile(self.path, LAYOUT, lang=self.lang, create=create)
