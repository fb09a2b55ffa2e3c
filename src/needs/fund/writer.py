"""One writer's transaction: each entry judged against the books as they stand, then added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from needs.books import digest, insert, newest, sealed
from needs.errors import FaultCollector
from needs.fund.entry import REGISTERS, Entry, Line, Written
from needs.fund.judging import judge_balance
from needs.fund.standing import judge_enough, judge_purpose, valued
from needs.fund.store import EARMARK_COLUMNS, ENTRY_COLUMNS, LAYOUT, LINE_COLUMNS, UNIT_COLUMNS
from needs.programmes.fund import FundRules
from needs.wording import say, typed

Row = Mapping[str, Any]


class Writer:
    """One transaction of a writer, who is alone in the books meanwhile."""

    def __init__(
        self, connection: sqlite3.Connection, rules: FundRules, *, now: datetime, lang: str
    ) -> None:
        self.connection, self.rules, self.now, self.lang = connection, rules, now, lang

    def write(self, entry: Entry, faults: FaultCollector) -> Written | None:
        """Write one entry, unless it is there already or has to be refused."""
        asked, key = asked_for(entry), entry.key
        for earlier in self._of_key(entry.key):
            if earlier["asked"] == asked:
                return Written(earlier["seq"], earlier["key"], repeated=True)
            if not earlier["reversed"] and entry.reverses is None:
                self._tell_used(entry, earlier["seq"], faults)
                return None
            # Taken back: the same voucher may be written once more, rightly.
            key = f"{entry.key}#{earlier['seq']}"
        entry = replace(entry, key=key)
        refused = len(faults.faults)
        self._judge_year(entry, faults)
        if entry.reverses is not None:
            entry = self._taken_back(entry, faults)
        if entry.kind == "earmark":
            self._judge_new_earmarks(entry, faults)
        if len(faults.faults) > refused:
            return None
        lines = valued(self.connection, entry, self.rules)
        judge_balance(entry, lines, self.rules, faults, lang=self.lang)
        judge_purpose(self.connection, entry, lines, self.rules, faults, lang=self.lang)
        judge_enough(self.connection, entry, lines, self.rules, faults, lang=self.lang)
        if len(faults.faults) > refused:
            return None
        return self._add(entry, lines, asked)

    def _of_key(self, key: str) -> list[sqlite3.Row]:
        """Return the entries of a voucher: those taken back, then the one that holds."""
        # «$» follows «#»: all keys that begin with the voucher's and a «#».
        return self.connection.execute(
            'SELECT seq, "key", asked, seq IN (SELECT reverses FROM entries) AS reversed '
            'FROM entries WHERE "key" = ? OR ("key" > ? AND "key" < ?) ORDER BY seq',
            (key, f"{key}#", f"{key}$"),
        ).fetchall()

    def _tell_used(self, entry: Entry, seq: int, faults: FaultCollector) -> None:
        faults.add(
            entry.subject,
            say("chứng từ này đã ghi ở bút toán {n}, với nội dung khác", lang=self.lang, n=seq),
            say("mỗi chứng từ một lần", lang=self.lang),
            say("nếu bút toán cũ sai: đảo (`needs fund … reverse`) rồi ghi lại", lang=self.lang),
        )

    def _judge_year(self, entry: Entry, faults: FaultCollector) -> None:
        closed = last_closed(self.connection)
        year = self.rules.year_of(entry.day)
        if closed is not None and year <= closed:
            faults.add(
                entry.subject,
                say("năm {year} đã khóa sổ", lang=self.lang, year=year),
                say("ngày từ năm {year} trở đi", lang=self.lang, year=closed + 1),
                say("ghi bút toán đảo hoặc bổ sung vào năm đang mở", lang=self.lang),
            )
        late = sorted(
            {unit.year for unit in entry.units if closed is not None and unit.year <= closed}
        )
        if late:
            faults.add(
                entry.subject,
                say("danh sách đơn vị của năm {year} đã khóa sổ", lang=self.lang, year=late[0]),
                say("danh sách của năm đang mở", lang=self.lang),
            )
        if entry.kind == "opening" and closed is not None:
            faults.add(
                entry.subject,
                say("số dư đầu sau khi đã khóa sổ một năm", lang=self.lang),
                say("số dư đầu chỉ ghi khi bắt đầu dùng sổ", lang=self.lang),
            )

    def _judge_new_earmarks(self, entry: Entry, faults: FaultCollector) -> None:
        known = {row[0] for row in self.connection.execute("SELECT earmark FROM earmarks")}
        for one in entry.earmarks:
            if one.earmark in known:
                faults.add(
                    entry.subject,
                    say(
                        "quỹ riêng «{found}» đã có",
                        lang=self.lang,
                        found=typed(one.earmark, ids=True, lang=self.lang),
                    ),
                    say("mã khác: mục đích của quỹ riêng không đổi được", lang=self.lang),
                )

    def _taken_back(self, entry: Entry, faults: FaultCollector) -> Entry:
        """Return the reversing entry with the lines of the other one, their signs turned."""
        old = self.connection.execute(
            "SELECT * FROM entries WHERE seq = ?", (entry.reverses,)
        ).fetchone()
        kept = say("số của một bút toán thu, chi trong sổ, chưa bị đảo", lang=self.lang)
        again = self.connection.execute(
            "SELECT seq FROM entries WHERE reverses = ?", (entry.reverses,)
        ).fetchone()
        if old is None or old["kind"] in (*REGISTERS, "close", "reversal") or again is not None:
            faults.add(
                entry.subject, say("đảo bút toán {n}", lang=self.lang, n=entry.reverses), kept
            )
            return entry
        if old["kind"] == "opening" and self.rules.year_of(entry.day) != old["year"]:
            faults.add(
                entry.subject,
                say("đảo số dư đầu của năm {year}", lang=self.lang, year=old["year"]),
                say("chỉ đảo số dư đầu trong năm của nó", lang=self.lang),
            )
        if entry.day.isoformat() < old["day"]:
            faults.add(
                entry.subject,
                say("đảo trước ngày của bút toán {n}", lang=self.lang, n=entry.reverses),
                say("từ ngày {day} trở đi", lang=self.lang, day=old["day"]),
            )
        rows = self.connection.execute(
            "SELECT * FROM lines WHERE seq = ? ORDER BY line", (entry.reverses,)
        )
        lines = tuple(
            Line(
                **{name: row[name] for name in Line.__dataclass_fields__}
                | {"amount": -row["amount"], "quantity": -row["quantity"]}
            )
            for row in rows
        )
        return replace(entry, lines=lines, donor=old["donor"], named=bool(old["named"]))

    def _add(self, entry: Entry, lines: Sequence[Line], asked: str) -> Written:
        last = newest(self.connection, LAYOUT.entries)
        seq = last.entries + 1
        kinds = {one.id: one.kind for one in self.rules.accounts}
        written: dict[str, list[dict[str, Any]]] = {
            "lines": [
                {"seq": seq, "line": n, "account_kind": kinds[line.account], **asdict(line)}
                for n, line in enumerate(lines, start=1)
            ],
            "units": [{"seq": seq, **asdict(unit)} for unit in entry.units],
            "earmarks": [
                {"seq": seq, **asdict(one)}
                | {
                    "activities": _marked(one.activities),
                    "communes": _marked(one.communes),
                    "named": int(one.named),
                }
                for one in entry.earmarks
            ],
        }
        row: dict[str, Any] = {
            **{name: getattr(entry, name) for name in _AS_GIVEN},
            "seq": seq,
            "day": entry.day.isoformat(),
            "year": self.rules.year_of(entry.day),
            "named": int(entry.named),
            "asked": asked,
            "recorded": self.now.isoformat(timespec="seconds"),
        }
        row["hash"] = seal_of(last.seal, row, written)
        # The entry last: only then can it be looked whether its lines balance.
        for table, columns in _CONTENTS.items():
            insert(self.connection, table, columns, written[table])
        insert(self.connection, "entries", ENTRY_COLUMNS, [row])
        return Written(seq, entry.key, repeated=False)


_AS_GIVEN = ("key", "kind", "by", "document", "donor", "note", "reverses", "basis", "source")
_CONTENTS = {"lines": LINE_COLUMNS, "units": UNIT_COLUMNS, "earmarks": EARMARK_COLUMNS}


def seal_of(before: str, entry: Row, contents: Mapping[str, Sequence[Row]]) -> str:
    """Return the seal of an entry: the seal before it, and all that it wrote.

    `contents`: its rows of `lines`, `units` and `earmarks`, in the order of their keys.
    """
    rows = {
        name: sorted(
            ([row[column] for column in columns] for row in contents.get(name, ())), key=str
        )
        for name, columns in _CONTENTS.items()
    }
    return sealed(before, {**entry, **rows}, None, ())


def asked_for(entry: Entry) -> str:
    """Return a checksum of what a writer asked for, to know a repetition from another entry.

    Who writes it down, and from which file, does not make it another entry.
    """
    asked = asdict(entry) | {"day": entry.day.isoformat()}
    for name in ("by", "source", "where", "note"):
        del asked[name]
    return digest(asked)


def last_closed(connection: sqlite3.Connection) -> int | None:
    """Return the last year that was closed; None before the first."""
    row = connection.execute("SELECT max(\"year\") FROM entries WHERE kind = 'close'").fetchone()
    return None if row[0] is None else int(row[0])


def _marked(words: Iterable[str]) -> str:
    found = ";".join(sorted(words))
    return f";{found};" if found else ""
