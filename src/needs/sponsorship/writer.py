"""One writer's transaction: each act judged against the register as it stands, then added."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from needs.books import START, insert, newest, sealed
from needs.errors import FaultCollector
from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.acts import Act
from needs.sponsorship.judging import Judge, open_pledges
from needs.sponsorship.months import later, month_of, month_text, months_between
from needs.sponsorship.standing import PROPOSED, Pledge, Standing, add, standing_of
from needs.sponsorship.store import EVENT_COLUMNS, LAYOUT, PLEDGE_COLUMNS
from needs.wording import say

_CASE_DIGITS = 10**6


@dataclass(frozen=True)
class Written:
    """An act on the register: its child, its pledge («» if none), whether it was there before."""

    child_id: str
    pledge_id: str
    repeated: bool = False


class Writer:
    """One transaction of a writer, who is alone in the register meanwhile."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        rules: Sponsorship,
        faults: FaultCollector,
        now: dt.datetime,
        lang: str,
    ) -> None:
        self.connection, self.rules, self.faults = connection, rules, faults
        self.now, self.lang = now, lang
        self._read: dict[str, Standing] = {}
        self._cases: set[str | None] | None = None

    def write(self, act: Act) -> Written | None:
        """Write one act, unless it is there already or has to be refused."""
        earlier = self._earlier(act)
        if earlier is not None:
            return earlier if earlier.repeated else None
        child_id = act.child_id or self._child_of(act.pledge_id)
        standing = self._standing(child_id)
        if act.kind == "registered" and child_id in standing.children:
            self.faults.add(
                child_id,
                say("mã này đã có trong sổ", lang=self.lang),
                say("mã mới", lang=self.lang),
            )
            return None
        if not Judge(self.rules, standing, self.faults, self.lang).act(act):
            return None
        if act.kind == "proposed":
            return self._propose(act, standing)
        if act.pledge_id:
            return self._step(act, standing.pledges[act.pledge_id], standing)
        if act.kind == "left":
            self._end_all(act, standing)
        if act.kind == "registered":
            self.connection.execute("INSERT INTO children VALUES (?)", (child_id,))
        publishes = (act.content.get("scope"), act.content.get("giver"))
        if act.kind == "consent" and publishes == ("publication", "guardian"):
            act = replace(act, content={**act.content, "case": self._new_case()})
        self._add(act, child_id, standing, None, "")
        return Written(child_id, "")

    def _earlier(self, act: Act) -> Written | None:
        """Return the act as it was written before; not `repeated` if its key was another act's."""
        earlier = self.connection.execute(
            'SELECT child_id, pledge_id, asked FROM events WHERE "key" = ?', (act.key,)
        ).fetchone()
        if earlier is None:
            return None
        same = earlier["asked"] == _asked(act)
        if not same:
            self.faults.add(
                act.subject,
                say("khóa này đã dùng cho việc khác", lang=self.lang),
                say("một khóa riêng cho mỗi mục", lang=self.lang),
            )
        return Written(earlier["child_id"], earlier["pledge_id"] or "", repeated=same)

    def _propose(self, act: Act, standing: Standing) -> Written | None:
        content = act.content
        last = later(content["first_month"], content["months"] - 1)
        return self._new_pledge(act, "proposed", content, last, standing)

    def _new_pledge(
        self, act: Act, kind: str, told: Mapping[str, Any], last: str, standing: Standing
    ) -> Written | None:
        count = self.connection.execute("SELECT count(*) FROM pledges").fetchone()[0]
        row = {
            "pledge_id": f"D{count + 1:06d}",
            "child_id": told.get("child_id", act.child_id),
            **{name: told[name] for name in ("purpose", "sponsor_id", "sponsor", "gift_id")},
            "amount_vnd": told["amount_vnd"],
            "first_month": told["first_month"],
            "follows": told.get("follows", ""),
        }
        if self._taken(row, row["first_month"], last):
            return None
        insert(self.connection, "pledges", PLEDGE_COLUMNS, [row])
        self._add(replace(act, kind=kind), row["child_id"], standing, row, last)
        self._claim(row, row["first_month"], last)
        return Written(row["child_id"], row["pledge_id"])

    def _step(self, act: Act, pledge: Pledge, standing: Standing) -> Written | None:
        row = {name: getattr(pledge, name) for name in PLEDGE_COLUMNS}
        last, content = pledge.last_month, act.content
        if act.kind == "renewed":
            first, last = later(last, 1), later(last, content["months"])
            if self._taken(row, first, last):
                return None
            self._add(act, pledge.child_id, standing, row, last)
            self._claim(row, first, last)
            return Written(pledge.child_id, pledge.pledge_id)
        if act.kind == "declined":
            last = later(pledge.first_month, -1)
        if act.kind in ("ended", "handed_over"):
            last = content["last_month"]
        self._add(act, pledge.child_id, standing, row, last)
        self._free(pledge.pledge_id, last)
        if act.kind != "handed_over":
            return Written(pledge.child_id, pledge.pledge_id)
        told = {
            **content,
            "child_id": pledge.child_id,
            "purpose": pledge.purpose,
            "first_month": later(last, 1),
            "follows": pledge.pledge_id,
        }
        second = replace(act, key=f"{act.key}/new")
        return self._new_pledge(second, "agreed", told, pledge.last_month, standing)

    def _end_all(self, act: Act, standing: Standing) -> None:
        """End every pledge of a child that leaves: the month under way is still paid."""
        for number, pledge in enumerate(open_pledges(standing, act.child_id), start=1):
            ending = replace(
                act,
                kind="declined" if pledge.state == PROPOSED else "ended",
                pledge_id=pledge.pledge_id,
                content={"reason": act.content["reason"], "last_month": _last(pledge, act.at)},
                key=f"{act.key}/{number}",
            )
            self._step(ending, pledge, standing)

    def _taken(self, row: Mapping[str, Any], first: str, last: str) -> bool:
        """Refuse months of a child and purpose that somebody sponsors; tell what, when, who."""
        held = self.connection.execute(
            "SELECT month, pledge_id, sponsor_id, sponsor FROM claims "
            "JOIN pledges USING (pledge_id) WHERE claims.child_id = ? AND claims.purpose = ? "
            "AND month BETWEEN ? AND ? ORDER BY month",
            (row["child_id"], row["purpose"], first, last),
        ).fetchall()
        if not held:
            return False
        named = sorted({one["sponsor"] for one in held if one["sponsor"]})
        free_from = self.connection.execute(
            "SELECT max(month) FROM claims WHERE child_id = ? AND purpose = ?",
            (row["child_id"], row["purpose"]),
        ).fetchone()[0]
        purpose = self.rules.purpose(row["purpose"]).name.text(self.lang)
        who = (
            ", ".join(named)
            if named
            else say("một người đỡ đầu (không nêu tên: chưa có đồng ý nêu tên)", lang=self.lang)
        )
        self.faults.add(
            row["child_id"],
            say(
                "«{purpose}», từ {first} đến {last}: đã có {who}",
                lang=self.lang,
                purpose=purpose,
                first=month_text(held[0]["month"]),
                last=month_text(held[-1]["month"]),
                who=who,
            ),
            say("mỗi trẻ, mỗi mục đích, mỗi kỳ chỉ một người đỡ đầu", lang=self.lang),
            say(
                "chọn trẻ hay mục đích khác, hoặc từ {month}; nếu cần đổi người thì {decides} "
                "quyết định",
                lang=self.lang,
                month=month_text(later(free_from, 1)),
                decides=self.rules.decides.text(self.lang),
            ),
        )
        return True

    def _claim(self, row: Mapping[str, Any], first: str, last: str) -> None:
        self.connection.executemany(
            "INSERT INTO claims (child_id, purpose, month, pledge_id) VALUES (?, ?, ?, ?)",
            [
                (row["child_id"], row["purpose"], month, row["pledge_id"])
                for month in months_between(first, last)
            ],
        )

    def _free(self, pledge_id: str, last: str) -> None:
        self.connection.execute(
            "DELETE FROM claims WHERE pledge_id = ? AND month > ?", (pledge_id, last)
        )

    def _add(
        self,
        act: Act,
        child_id: str,
        standing: Standing,
        pledge: Mapping[str, Any] | None,
        last_month: str,
    ) -> None:
        last = newest(self.connection, LAYOUT.entries)
        pledge_id = pledge["pledge_id"] if pledge is not None else None
        event = {
            "seq": last.entries + 1,
            "key": act.key,
            "child_id": child_id,
            "pledge_id": pledge_id,
            "kind": act.kind,
            "at": act.at.isoformat(),
            "by": act.by,
            "evidence": act.evidence,
            "last_month": last_month,
            "content": json.dumps(dict(act.content), ensure_ascii=False, sort_keys=True),
            "asked": _asked(act),
            "recorded": self.now.isoformat(timespec="seconds"),
        }
        event["hash"] = sealed(last.seal, event, pledge, ())
        insert(self.connection, "events", EVENT_COLUMNS, [event])
        add(standing, event, pledge)

    def _new_case(self) -> str:
        """Draw a number for the public page that no case has borne yet."""
        if self._cases is None:
            given = self.connection.execute("SELECT content FROM events WHERE kind = 'consent'")
            self._cases = {json.loads(row["content"]).get("case") for row in given}
        while True:
            case = f"{secrets.randbelow(_CASE_DIGITS):06d}"
            if case not in self._cases:
                self._cases.add(case)
                return case

    def _child_of(self, pledge_id: str) -> str:
        row = self.connection.execute(
            "SELECT child_id FROM pledges WHERE pledge_id = ?", (pledge_id,)
        ).fetchone()
        return str(row["child_id"]) if row is not None else ""

    def _standing(self, child_id: str) -> Standing:
        if child_id not in self._read:
            pledges = self.connection.execute(
                "SELECT * FROM pledges WHERE child_id = ?", (child_id,)
            )
            events = self.connection.execute(
                "SELECT * FROM events WHERE child_id = ? ORDER BY seq", (child_id,)
            )
            self._read[child_id] = standing_of(
                [dict(row) for row in events], {row["pledge_id"]: dict(row) for row in pledges}
            )
        return self._read[child_id]


def _last(pledge: Pledge, at: dt.date) -> str:
    earliest = later(pledge.first_month, -1)
    return max(earliest, min(month_of(at), pledge.last_month))


def _asked(act: Act) -> str:
    """Return a checksum of what was asked for, to know a repetition from another act."""
    # A case number is drawn by the writer: it is no part of what was asked.
    content = {name: value for name, value in act.content.items() if name != "case"}
    told = {
        **{name: getattr(act, name) for name in ("kind", "by", "evidence")},
        "at": act.at.isoformat(),
        "content": json.dumps(content, sort_keys=True),
        "subject": act.pledge_id or act.child_id,
    }
    return sealed(START, told, None, ())
