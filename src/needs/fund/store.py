"""The books' file: one SQLite database that can be added to and never changed."""

from __future__ import annotations

from typing import get_args

from needs.books import Layout, Said, append_only, never_replaced
from needs.fund.entry import REGISTERS, EntryKind
from needs.programmes.fund import MONEY_KINDS, AccountKind
from needs.wording import say

ENTRY_COLUMNS = (
    *("seq", "key", "kind", "day", "year", "by", "document", "donor", "named", "note"),
    *("reverses", "basis", "source", "asked", "recorded", "hash"),
)
LINE_COLUMNS = (
    *("seq", "line", "account", "account_kind", "amount", "level", "place", "unit_id"),
    *("earmark", "activity", "occasion", "commune_code", "item", "measure", "quantity"),
)
UNIT_COLUMNS = (
    *("seq", "unit_id", "name", "year", "level", "place", "staff", "daily_pay_vnd", "days"),
)
EARMARK_COLUMNS = ("seq", "earmark", "name", "activities", "communes", "donor", "named")


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_TABLES = {
    "entries": f"""CREATE TABLE entries (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ({_listed(get_args(EntryKind))})),
        "day" TEXT NOT NULL CHECK ("day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        "year" INTEGER NOT NULL,
        "by" TEXT NOT NULL CHECK ("by" <> ''),
        document TEXT NOT NULL,
        donor TEXT NOT NULL,
        named INTEGER NOT NULL CHECK (named IN (0, 1)),
        note TEXT NOT NULL,
        reverses INTEGER UNIQUE REFERENCES entries (seq),
        basis TEXT NOT NULL,
        source TEXT NOT NULL,
        asked TEXT NOT NULL,
        recorded TEXT NOT NULL,
        "hash" TEXT NOT NULL,
        CHECK ((kind = 'reversal') = (reverses IS NOT NULL)))""",
    # Lines come before their entry: when that is added, it is looked whether they balance.
    "lines": f"""CREATE TABLE lines (
        seq INTEGER NOT NULL REFERENCES entries (seq) DEFERRABLE INITIALLY DEFERRED,
        line INTEGER NOT NULL,
        account TEXT NOT NULL CHECK (account <> ''),
        account_kind TEXT NOT NULL CHECK (account_kind IN ({_listed(get_args(AccountKind))})),
        amount INTEGER NOT NULL CHECK (typeof(amount) = 'integer'),
        level TEXT NOT NULL CHECK (level <> ''),
        place TEXT NOT NULL,
        unit_id TEXT NOT NULL,
        earmark TEXT NOT NULL,
        activity TEXT NOT NULL,
        occasion TEXT NOT NULL,
        commune_code TEXT NOT NULL,
        item TEXT NOT NULL,
        measure TEXT NOT NULL,
        quantity INTEGER NOT NULL CHECK (typeof(quantity) = 'integer'),
        CHECK (account_kind <> 'receivable'),
        CHECK ((account_kind <> 'goods' OR item <> '')
            AND (account_kind NOT IN ({_listed(MONEY_KINDS)}) OR item = '')),
        PRIMARY KEY (seq, line))""",
    "units": """CREATE TABLE units (
        seq INTEGER NOT NULL REFERENCES entries (seq) DEFERRABLE INITIALLY DEFERRED,
        unit_id TEXT NOT NULL CHECK (unit_id <> ''),
        name TEXT NOT NULL,
        "year" INTEGER NOT NULL,
        level TEXT NOT NULL,
        place TEXT NOT NULL,
        staff INTEGER CHECK (staff >= 0),
        daily_pay_vnd INTEGER CHECK (daily_pay_vnd >= 0),
        days REAL CHECK (days >= 0),
        PRIMARY KEY (seq, unit_id, "year"))""",
    "earmarks": """CREATE TABLE earmarks (
        seq INTEGER NOT NULL REFERENCES entries (seq) DEFERRABLE INITIALLY DEFERRED,
        earmark TEXT PRIMARY KEY NOT NULL CHECK (earmark <> ''),
        name TEXT NOT NULL,
        activities TEXT NOT NULL CHECK (activities LIKE ';_%;'),
        communes TEXT NOT NULL,
        donor TEXT NOT NULL,
        named INTEGER NOT NULL CHECK (named IN (0, 1)))""",
}
_INDEXES = {
    "lines_of_account": "CREATE INDEX lines_of_account "
    "ON lines (account, level, place, earmark, item)",
    "entries_of_year": 'CREATE INDEX entries_of_year ON entries ("year", kind)',
    "entries_of_document": "CREATE INDEX entries_of_document ON entries (document)",
}
_KEYS = {
    "entries": 'seq = NEW.seq OR "key" = NEW."key"',
    "lines": "seq = NEW.seq AND line = NEW.line",
    "units": 'seq = NEW.seq AND unit_id = NEW.unit_id AND "year" = NEW."year"',
    "earmarks": "earmark = NEW.earmark",
}
_OF_ENTRY = "FROM lines WHERE seq = NEW.seq"
#: What may never go below nought, by account and fund: money, goods by item (value and number).
_SHORT = f"""SELECT 1 FROM (SELECT DISTINCT account, level, place, earmark, item {_OF_ENTRY}
        AND account_kind IN ({_listed((*MONEY_KINDS, "goods"))})) AS touched
    JOIN lines USING (account, level, place, earmark, item)
    GROUP BY account, level, place, earmark, item
    HAVING sum(amount) < 0 OR sum(quantity) < 0
        OR (max(account_kind) = 'goods' AND sum(quantity) = 0 AND sum(amount) <> 0)"""
_REFUSED = {
    "chained": "NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)",
    "balanced": f"""EXISTS (SELECT 1 {_OF_ENTRY}
        GROUP BY level, place, earmark HAVING sum(amount) <> 0)""",
    "whole": f"""NEW.kind NOT IN ({_listed((*REGISTERS, "close"))})
        AND (SELECT count(*) {_OF_ENTRY}) < 2""",
    "year_open": """EXISTS (SELECT 1 FROM entries
        WHERE kind = 'close' AND "year" >= NEW."year")""",
    "units_of_open_year": """EXISTS (SELECT 1 FROM units, entries
        WHERE units.seq = NEW.seq AND entries.kind = 'close'
        AND entries."year" >= units."year")""",
    "never_short": f"EXISTS ({_SHORT})",
    "for_its_purpose": f"""EXISTS (SELECT 1 {_OF_ENTRY}
        AND account_kind = 'spending' AND earmark <> '' AND NEW.kind <> 'close'
        AND NOT EXISTS (SELECT 1 FROM earmarks WHERE earmarks.earmark = lines.earmark
            AND instr(earmarks.activities, ';' || lines.activity || ';') > 0
            AND (earmarks.communes = ''
                OR instr(earmarks.communes, ';' || lines.commune_code || ';') > 0)))""",
    "stays_in_its_fund": f"""EXISTS (SELECT 1 {_OF_ENTRY} AND account_kind = 'transfer'
        AND NEW.kind <> 'close' GROUP BY earmark HAVING sum(amount) <> 0)""",
}
_TRIGGERS = {
    **append_only(_TABLES),
    **never_replaced(_KEYS),
    **{
        f"{table}_only_with_entry": f"CREATE TRIGGER {table}_only_with_entry BEFORE INSERT "
        f"ON {table} WHEN EXISTS (SELECT 1 FROM entries WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table in ("lines", "units", "earmarks")
    },
    **{
        f"entries_{name}": f"CREATE TRIGGER entries_{name} BEFORE INSERT ON entries "
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        for name, when in _REFUSED.items()
    },
}


def _said(file: str, why: object, lang: str) -> Said:
    return Said(
        missing=say(
            "{file}: chưa có sổ của Quỹ; sổ được lập khi ghi hoặc nhập lần đầu "
            "(`needs fund … record`, `needs fund … import`)",
            lang=lang,
            file=file,
        ),
        foreign=say(
            "{file}: không phải sổ của Quỹ do needs lập; hãy chọn tệp khác", lang=lang, file=file
        ),
        damaged=say(
            "{file}: tệp hỏng hoặc không phải sổ của Quỹ ({why}); hãy giữ nguyên tệp này "
            "và khôi phục từ bản sao gần nhất",
            lang=lang,
            file=file,
            why=why,
        ),
    )


#: The books' file ("fund" in ASCII).
LAYOUT = Layout(
    application=0x66756E64,
    version=1,
    objects={**_TABLES, **_INDEXES, **_TRIGGERS},
    entries="entries",
    said=_said,
)
