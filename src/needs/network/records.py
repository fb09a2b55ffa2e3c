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

from needs.commitments.chain import START, sealed
from needs.commitments.store import LedgerError, connected, transaction
from needs.errors import Fault, FaultCollector, NeedsError
from needs.programmes import Programme
from needs.wording import say

#: Marks the file ("netw" in ASCII), and its layout.
APPLICATION, SCHEMA = 0x6E657477, 1
THANKED, COMMENDED, WITHDRAWN = "thanked", "commended", "withdrawn"
KINDS = (THANKED, COMMENDED, WITHDRAWN)
WAIT_S = 30.0

_TEXTS = ("key", "kind", "donor_id", "donor", "day", "by", "evidence", "award", "year", "note")
_COLUMNS = ("seq", *_TEXTS, "withdraws", "recorded", "hash")
RECORD_COLUMNS = ("seq", *_TEXTS[1:], "withdraws", "lots", "standing")
_NEEDED = ("donor_id", "donor", "by", "evidence")
_TABLES = {
    "events": """CREATE TABLE events (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('thanked', 'commended', 'withdrawn')),
        donor_id TEXT NOT NULL, donor TEXT NOT NULL,
        day TEXT NOT NULL, "by" TEXT NOT NULL, evidence TEXT NOT NULL,
        award TEXT NOT NULL, year TEXT NOT NULL, note TEXT NOT NULL,
        withdraws INTEGER REFERENCES events (seq),
        recorded TEXT NOT NULL, "hash" TEXT NOT NULL)""",
    "lots": """CREATE TABLE lots (
        seq INTEGER NOT NULL REFERENCES events (seq), lot_id TEXT NOT NULL,
        PRIMARY KEY (seq, lot_id))""",
}
# REPLACE would delete without asking the triggers for deletion; those for insertion come first.
_SAME = {
    "events": 'seq = NEW.seq OR "key" = NEW."key"',
    "lots": "seq = NEW.seq AND lot_id = NEW.lot_id",
}
_ABORT = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
_OBJECTS = {
    **_TABLES,
    **{
        f"{table}_no_{verb.lower()}": f"CREATE TRIGGER {table}_no_{verb.lower()} "
        f"BEFORE {verb} ON {table} {_ABORT}"
        for table in _TABLES
        for verb in ("UPDATE", "DELETE")
    },
    **{
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {_ABORT}"
        for table, same in _SAME.items()
    },
}


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
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NeedsError(f"{self.path.parent.name}: {error.strerror}") from error
        with (
            connected(self.path, wait_s=WAIT_S, lang=self.lang) as connection,
            transaction(connection, write=True),
        ):
            self._prepare(connection, create=True)
            new = sum(self._add(connection, record, faults) for record in records)
            faults.raise_if_any()
        return new

    def table(self) -> pd.DataFrame:
        """Return every entry: `RECORD_COLUMNS`; `standing` is false of what was withdrawn."""
        events, lots = self._contents()
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
        texts = dict.fromkeys(_TEXTS[1:], "str")
        return frame.astype(texts | {"seq": "Int64", "withdraws": "Int64", "standing": "bool"})

    def thanked(self) -> frozenset[tuple[str, str]]:
        """Return for what who has been thanked: donor and lot."""
        rows = self.table()
        stand = rows[rows["standing"] & (rows["kind"] == THANKED)]
        pairs = zip(stand["donor_id"], stand["lots"], strict=True)
        return frozenset((str(donor), str(lot)) for donor, lots in pairs for lot in lots)

    def verify(self) -> tuple[Fault, ...]:
        """Return what shows that the file was changed from outside; nothing where it is whole."""
        events, lots = self._contents()
        seal, wrong = START, []
        for number, event in enumerate(events, start=1):
            seal = sealed(seal, event, None, lots.get(event["seq"], ()))
            if event["seq"] != number or event["hash"] != seal:
                wrong.append(number)
                seal = event["hash"]
        if self.path.is_file():
            with connected(self.path, wait_s=WAIT_S, lang=self.lang) as connection:
                found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql <> ''")
                if {row["name"]: row["sql"] for row in found} != _OBJECTS:
                    wrong.append(0)
        return tuple(
            Fault(
                say("{file}, mục {n}", lang=self.lang, file=self.path.name, n=number),
                say("đã bị sửa từ bên ngoài", lang=self.lang),
                say("mục đúng như khi ghi", lang=self.lang),
                say("so với bản sao gần nhất", lang=self.lang),
            )
            for number in wrong
        )

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
        last = connection.execute("SELECT max(seq) AS seq FROM events").fetchone()["seq"] or 0
        if record.withdraws is not None and not 1 <= record.withdraws <= last:
            faults.add(
                record.donor or "?",
                record.withdraws,
                say("số của một mục đã ghi, từ 1 đến {last}", lang=self.lang, last=last),
            )
            return False
        sql = "SELECT hash FROM events WHERE seq = ?"
        before = START if last == 0 else connection.execute(sql, (last,)).fetchone()["hash"]
        event: dict[str, Any] = {
            "seq": last + 1,
            **{name: getattr(record, name) for name in _TEXTS if name != "day"},
            "day": record.day.isoformat(),
            "withdraws": record.withdraws,
            "recorded": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        }
        lots = sorted(set(record.lots))
        event["hash"] = sealed(before, event, None, lots)
        names = ", ".join(f'"{name}"' for name in _COLUMNS)
        marks = ", ".join(f":{name}" for name in _COLUMNS)
        connection.execute(f"INSERT INTO events ({names}) VALUES ({marks})", event)
        for lot in lots:
            connection.execute("INSERT INTO lots (seq, lot_id) VALUES (?, ?)", (last + 1, lot))
        return True

    def _contents(self) -> tuple[list[dict[str, Any]], dict[int, tuple[str, ...]]]:
        if not self.path.is_file():
            return [], {}
        with (
            connected(self.path, wait_s=WAIT_S, lang=self.lang) as connection,
            transaction(connection, write=False),
        ):
            self._prepare(connection, create=False)
            events = [dict(row) for row in connection.execute("SELECT * FROM events ORDER BY seq")]
            lots: dict[int, tuple[str, ...]] = {}
            for row in connection.execute("SELECT seq, lot_id FROM lots ORDER BY seq, lot_id"):
                lots[row["seq"]] = (*lots.get(row["seq"], ()), row["lot_id"])
        return events, lots

    def _prepare(self, connection: sqlite3.Connection, *, create: bool) -> None:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if create and empty and not application:
            for statement in _OBJECTS.values():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        elif application != APPLICATION or version > SCHEMA:
            raise LedgerError(
                say(
                    "{file}: không phải sổ cảm ơn, khen thưởng của bản needs này; chọn tệp khác "
                    "hoặc cập nhật needs",
                    lang=self.lang,
                    file=self.path.name,
                )
            )
