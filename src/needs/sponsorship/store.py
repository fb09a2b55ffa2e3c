"""The register's file: who was registered, who sponsors whom; added to, never changed.

`claims` holds one row for each child, purpose and month that somebody sponsors: its primary key is
the rule «one child, purpose and period: one sponsor», whatever a program asks for. A row leaves it
only after an entry that ends the sponsorship before that month.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from needs.commitments.store import LedgerError, transaction
from needs.wording import say

#: Marks the file as a register of sponsorships ("need" + 1), and its layout.
APPLICATION, SCHEMA = 0x6E656565, 1

PLEDGE_COLUMNS = (
    *("pledge_id", "child_id", "purpose", "sponsor_id", "sponsor", "gift_id"),
    *("amount_vnd", "first_month", "follows"),
)
EVENT_COLUMNS = (
    *("seq", "key", "child_id", "pledge_id", "kind", "at", "by", "evidence"),
    *("last_month", "content", "asked", "recorded", "hash"),
)
CHILD_KINDS = ("registered", "changed", "consent", "withdrawn", "left", "returned")
PLEDGE_KINDS = (
    *("proposed", "declined", "agreed", "running", "renewed", "ended", "handed_over", "paid"),
)
_KINDS = ", ".join(f"'{kind}'" for kind in (*CHILD_KINDS, *PLEDGE_KINDS))
_MONTH = "GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'"
_TABLES = {
    "children": "CREATE TABLE children (child_id TEXT PRIMARY KEY NOT NULL)",
    "pledges": f"""CREATE TABLE pledges (
        pledge_id TEXT PRIMARY KEY NOT NULL,
        child_id TEXT NOT NULL REFERENCES children (child_id),
        purpose TEXT NOT NULL,
        sponsor_id TEXT NOT NULL CHECK (sponsor_id <> ''),
        sponsor TEXT NOT NULL,
        gift_id TEXT NOT NULL,
        amount_vnd INTEGER NOT NULL CHECK (amount_vnd > 0),
        first_month TEXT NOT NULL CHECK (first_month {_MONTH}),
        follows TEXT NOT NULL)""",
    "events": f"""CREATE TABLE events (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        child_id TEXT NOT NULL REFERENCES children (child_id),
        pledge_id TEXT REFERENCES pledges (pledge_id),
        kind TEXT NOT NULL CHECK (kind IN ({_KINDS})),
        "at" TEXT NOT NULL,
        "by" TEXT NOT NULL CHECK ("by" <> ''),
        evidence TEXT NOT NULL,
        last_month TEXT NOT NULL,
        content TEXT NOT NULL,
        asked TEXT NOT NULL,
        recorded TEXT NOT NULL,
        "hash" TEXT NOT NULL)""",
    "claims": f"""CREATE TABLE claims (
        child_id TEXT NOT NULL,
        purpose TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {_MONTH}),
        pledge_id TEXT NOT NULL REFERENCES pledges (pledge_id),
        PRIMARY KEY (child_id, purpose, month))""",
}
_INDEXES = {
    "events_of_child": "CREATE INDEX events_of_child ON events (child_id, seq)",
    "claims_of_pledge": "CREATE INDEX claims_of_pledge ON claims (pledge_id)",
}
# REPLACE would delete without asking the triggers for deletion; those for insertion come first.
_REPLACED = {
    "children": "child_id = NEW.child_id",
    "pledges": "pledge_id = NEW.pledge_id",
    "events": 'seq = NEW.seq OR "key" = NEW."key"',
}
_TRIGGERS = {
    **{
        f"{table}_no_{verb.lower()}": f"CREATE TRIGGER {table}_no_{verb.lower()} "
        f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table in _REPLACED
        for verb in ("UPDATE", "DELETE")
    },
    **{
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table, same in _REPLACED.items()
    },
    "claims_no_update": "CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims "
    "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "claims_one_sponsor": "CREATE TRIGGER claims_one_sponsor BEFORE INSERT ON claims "
    "WHEN EXISTS (SELECT 1 FROM claims WHERE child_id = NEW.child_id "
    "AND purpose = NEW.purpose AND month = NEW.month) "
    "BEGIN SELECT RAISE(ABORT, 'one sponsor'); END",
    "claims_of_own_child": "CREATE TRIGGER claims_of_own_child BEFORE INSERT ON claims "
    "WHEN NOT EXISTS (SELECT 1 FROM pledges WHERE pledge_id = NEW.pledge_id "
    "AND child_id = NEW.child_id AND purpose = NEW.purpose) "
    "BEGIN SELECT RAISE(ABORT, 'own child'); END",
    "claims_only_freed": "CREATE TRIGGER claims_only_freed BEFORE DELETE ON claims "
    "WHEN NOT EXISTS (SELECT 1 FROM events WHERE pledge_id = OLD.pledge_id "
    "AND kind IN ('declined', 'ended', 'handed_over') AND last_month < OLD.month) "
    "BEGIN SELECT RAISE(ABORT, 'still sponsored'); END",
}
#: Everything that the file is made of, by name: `verify` looks whether it is still so.
OBJECTS = {**_TABLES, **_INDEXES, **_TRIGGERS}


def prepare(connection: sqlite3.Connection, path: Path, *, create: bool, lang: str) -> None:
    """Lay out a new file; of an old one, make sure that it is a register that we understand.

    Raises
    ------
    LedgerError
        If it is something else, or was written by a newer `needs`.
    """
    version, application, empty = _stamp(connection)
    if create and empty:
        with transaction(connection, write=True):
            # Another one may have been quicker.
            version, application, empty = _stamp(connection)
            if empty:
                for statement in OBJECTS.values():
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {SCHEMA}")
                return
    if application != APPLICATION or version > SCHEMA:
        raise LedgerError(
            say(
                "{file}: không phải sổ đỡ đầu mà bản needs này hiểu được; hãy chọn tệp khác hoặc "
                "cập nhật needs, không có gì bị thay đổi",
                lang=lang,
                file=path.name,
            )
        )


def _stamp(connection: sqlite3.Connection) -> tuple[int, int, bool]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return version, application, not (version or application or objects)
