"""One writer's transaction: each entry judged against the ledger as it stands, then added."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from needs.books import Head, digest, insert, newest, sealed
from needs.commitments.lots import Cell, Entry, amounts
from needs.commitments.rules import (
    Standing,
    figures_after,
    judge_children,
    judge_means,
    judge_room,
    judge_step,
    stands,
)
from needs.commitments.store import EVENT_COLUMNS, LAYOUT, LOT_COLUMNS
from needs.errors import FaultCollector
from needs.wording import VIETNAM, say


@dataclass(frozen=True)
class Written:
    """An entry on the ledger: its number, its lot, and whether it had been there before."""

    seq: int
    lot_id: str
    state: str
    repeated: bool


class Writer:
    """One transaction of a writer, who is alone in the ledger meanwhile."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        room: Mapping[Cell, int | None],
        means: Mapping[str, int],
        faults: FaultCollector,
        now: datetime,
        lang: str,
    ) -> None:
        self.connection, self.room, self.means = connection, room, means
        self.faults, self.now, self.lang = faults, now, lang

    def write(self, entry: Entry) -> Written | None:
        """Write one entry, unless it is there already or has to be refused."""
        earlier = self.connection.execute(
            'SELECT seq, lot_id, state, asked FROM events WHERE "key" = ?', (entry.key,)
        ).fetchone()
        if earlier is not None:
            return self._repeated(entry, earlier)
        before = self._before(entry)
        if before is None:
            self.faults.add(
                entry.subject,
                say("không có lô này trong sổ", lang=self.lang),
                say("số của một lô trong sổ", lang=self.lang),
            )
            return None
        refused = len(self.faults.faults)
        judge_step(before, entry, self.faults, lang=self.lang)
        if len(self.faults.faults) > refused:
            return None
        last = newest(self.connection, LAYOUT.entries)
        seq = last.entries + 1
        after = replace(
            before,
            state=entry.state,
            figures=figures_after(before, entry),
            list_seq=before.list_seq if entry.children is None else seq,
        )
        checked = self._judge(before, after, entry)
        if len(self.faults.faults) > refused:
            return None
        self._add(entry, before, after, checked, last)
        return Written(seq, after.lot_id, after.state, repeated=False)

    def _repeated(self, entry: Entry, earlier: sqlite3.Row) -> Written | None:
        if earlier["asked"] == asked_for(entry):
            return Written(earlier["seq"], earlier["lot_id"], earlier["state"], repeated=True)
        self.faults.add(
            entry.subject,
            say(
                "khóa này đã dùng cho mục {n}, với nội dung khác", lang=self.lang, n=earlier["seq"]
            ),
            say("một khóa riêng cho mỗi mục", lang=self.lang),
        )
        return None

    def _before(self, entry: Entry) -> Standing | None:
        if entry.lot is None:
            return stands(self.connection, entry.lot_id)
        lots = self.connection.execute("SELECT count(*) FROM lots").fetchone()[0]
        return Standing(f"L{lots + 1:06d}", entry.lot, "", amounts(entry.lot), None)

    def _judge(
        self, before: Standing, after: Standing, entry: Entry
    ) -> tuple[int | None, int | None, int | None]:
        room = judge_room(self.connection, before, after, self.room, self.faults, lang=self.lang)
        means = judge_means(self.connection, before, after, self.means, self.faults, lang=self.lang)
        children = entry.children
        if children is None:
            found = self.connection.execute(
                "SELECT child FROM children WHERE seq = ? ORDER BY child", (before.list_seq,)
            )
            children = tuple(row["child"] for row in found)
        judge_children(self.connection, after, children, self.faults, lang=self.lang)
        return room, *means

    def _add(
        self,
        entry: Entry,
        before: Standing,
        after: Standing,
        checked: tuple[int | None, int | None, int | None],
        last: Head,
    ) -> None:
        seq = last.entries + 1
        lot = None
        if not before.state:
            lot = {"lot_id": after.lot_id, **asdict(after.lot)}
            insert(self.connection, "lots", LOT_COLUMNS, [lot])
        event = {
            "seq": seq,
            "key": entry.key,
            "lot_id": after.lot_id,
            "state": after.state,
            # As the clock stood where it happened: the day is the one that people remember.
            "at": (entry.at or self.now.astimezone(VIETNAM)).isoformat(timespec="seconds"),
            "by": entry.by,
            "evidence": entry.evidence,
            "note": entry.note,
            **after.figures,
            "list_seq": after.list_seq,
            **dict(zip(("room", "means", "partner_means"), checked, strict=True)),
            "asked": asked_for(entry),
            "recorded": self.now.isoformat(timespec="seconds"),
        }
        event["hash"] = sealed(last.seal, event, lot, entry.children or ())
        insert(self.connection, "events", EVENT_COLUMNS, [event])
        named = [{"seq": seq, "child": child} for child in entry.children or ()]
        insert(self.connection, "children", ("seq", "child"), named)


def asked_for(entry: Entry) -> str:
    """Return a checksum of what a writer asked for, to know a repetition from another entry."""
    return digest(asdict(entry) | {"at": entry.at.isoformat() if entry.at is not None else None})
