"""The ledger's file: one SQLite database that can be added to and never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from needs.commitments.states import STATES
from needs.errors import NeedsError
from needs.wording import say

#: Marks the file as a ledger of commitments ("need" in ASCII), and its layout.
APPLICATION, SCHEMA = 0x6E656564, 1

_TEXTS = "donor_id donor gift_id commune_code commune category period counted unit basis"
LOT_COLUMNS = (
    "lot_id",
    *_TEXTS.split(),
    *("partner_gift", "partner_id", "partner"),
    *("count", "packages", "quantity", "value_vnd", "taken", "partner_taken"),
)
EVENT_COLUMNS = (
    *("seq", "key", "lot_id", "state", "at", "by", "evidence", "note"),
    *("count", "quantity", "value_vnd", "taken", "partner_taken", "list_seq"),
    *("room", "means", "partner_means", "asked", "recorded", "hash"),
)

_STATES = ", ".join(f"'{state}'" for state in STATES)
# An event carries the figures that hold from it on (`list_seq`: the event with the list of
# children that holds), so that the newest event of a lot says everything about it.
_TABLES = {
    "lots": f"""CREATE TABLE lots (
        lot_id TEXT PRIMARY KEY NOT NULL,
        {", ".join(f'"{name}" TEXT NOT NULL' for name in LOT_COLUMNS[1:14])},
        "count" INTEGER NOT NULL CHECK ("count" > 0),
        packages INTEGER NOT NULL CHECK (packages > 0),
        quantity INTEGER NOT NULL CHECK (quantity > 0),
        value_vnd INTEGER CHECK (value_vnd >= 0),
        taken INTEGER NOT NULL CHECK (taken >= 0),
        partner_taken INTEGER NOT NULL CHECK (partner_taken >= 0),
        CHECK (counted IN ('children', 'places')))""",
    "events": f"""CREATE TABLE events (
        seq INTEGER PRIMARY KEY NOT NULL,
        "key" TEXT NOT NULL UNIQUE,
        lot_id TEXT NOT NULL REFERENCES lots (lot_id),
        state TEXT NOT NULL CHECK (state IN ({_STATES})),
        "at" TEXT NOT NULL,
        "by" TEXT NOT NULL CHECK ("by" <> ''),
        evidence TEXT NOT NULL,
        note TEXT NOT NULL,
        "count" INTEGER NOT NULL CHECK ("count" >= 0),
        quantity INTEGER NOT NULL CHECK (quantity >= 0),
        value_vnd INTEGER CHECK (value_vnd >= 0),
        taken INTEGER NOT NULL CHECK (taken >= 0),
        partner_taken INTEGER NOT NULL CHECK (partner_taken >= 0),
        list_seq INTEGER REFERENCES events (seq),
        room INTEGER,
        means INTEGER,
        partner_means INTEGER,
        asked TEXT NOT NULL,
        recorded TEXT NOT NULL,
        "hash" TEXT NOT NULL)""",
    "children": """CREATE TABLE children (
        seq INTEGER NOT NULL REFERENCES events (seq),
        child TEXT NOT NULL COLLATE NOCASE CHECK (child NOT LIKE '% %'),
        PRIMARY KEY (seq, child))""",
}
_INDEXES = {
    "lots_of_cell": "CREATE INDEX lots_of_cell ON lots (commune_code, category, period)",
    "lots_of_gift": "CREATE INDEX lots_of_gift ON lots (gift_id)",
    "lots_of_partner": "CREATE INDEX lots_of_partner ON lots (partner_gift)",
    "events_of_lot": "CREATE INDEX events_of_lot ON events (lot_id, seq)",
    "events_of_list": "CREATE INDEX events_of_list ON events (list_seq)",
    "lists_of_child": "CREATE INDEX lists_of_child ON children (child)",
}
# REPLACE would delete without asking the triggers for deletion; those for insertion come first.
_REPLACED = {
    "lots": "lot_id = NEW.lot_id",
    "events": 'seq = NEW.seq OR "key" = NEW."key"',
    "children": "seq = NEW.seq AND child = NEW.child",
}
_TRIGGERS = {
    **{
        f"{table}_no_{verb.lower()}": f"CREATE TRIGGER {table}_no_{verb.lower()} "
        f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table in _TABLES
        for verb in ("UPDATE", "DELETE")
    },
    **{
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table, same in _REPLACED.items()
    },
}
#: Everything that the file is made of, by name: `verify` looks whether it is still so.
OBJECTS = {**_TABLES, **_INDEXES, **_TRIGGERS}


class LedgerError(NeedsError):
    """The ledger's file cannot be used; says why, and what to do."""


class LedgerBusy(LedgerError):
    """Somebody else kept the ledger for longer than we wait."""


@contextmanager
def connected(path: Path, *, wait_s: float, lang: str) -> Iterator[sqlite3.Connection]:
    """Open the file for one piece of work, and close it: nothing is held in between.

    Raises
    ------
    LedgerError
        In words, for whatever SQLite reports.
    """
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
        connection.row_factory = sqlite3.Row
        # A write-ahead log needs memory shared by all who write: over a network share there is
        # none, and entries would be lost. The rollback journal works there.
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "delete":
            connection.execute("PRAGMA journal_mode = DELETE")
        # EXTRA is FULL and the folder too: what was acknowledged outlives a power cut.
        for pragma in ("synchronous = EXTRA", "fullfsync = ON", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    except sqlite3.DatabaseError as error:
        raise _in_words(error, path, lang) from error
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, *, write: bool) -> Iterator[None]:
    """All of it or nothing; a writer is alone from its first look on."""
    connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def prepare(connection: sqlite3.Connection, path: Path, *, create: bool, lang: str) -> None:
    """Lay out a new file; of an old one, make sure that it is a ledger that we understand.

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
    if application != APPLICATION:
        raise LedgerError(
            say(
                "{file}: không phải sổ cam kết của needs; hãy chọn tệp khác",
                lang=lang,
                file=path.name,
            )
        )
    if version > SCHEMA:
        raise LedgerError(
            say(
                "{file}: sổ có bố cục {found}, bản needs này chỉ hiểu đến {known}; "
                "hãy cập nhật needs rồi mở lại, không có gì bị thay đổi",
                lang=lang,
                file=path.name,
                found=version,
                known=SCHEMA,
            )
        )


def _stamp(connection: sqlite3.Connection) -> tuple[int, int, bool]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return version, application, not (version or application or objects)


def _in_words(error: sqlite3.DatabaseError, path: Path, lang: str) -> LedgerError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(
            say(
                "{file}: người khác đang ghi sổ quá lâu; chưa ghi gì, hãy đợi rồi làm lại, "
                "hoặc đóng chương trình đang mở tệp này",
                lang=lang,
                file=path.name,
            )
        )
    if primary in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    ):
        return LedgerError(
            say(
                "{file}: không mở hoặc không ghi được tệp hay thư mục «{folder}» ({why}); "
                "hãy xin quyền ghi cả thư mục, hoặc đặt sổ ở nơi khác",
                lang=lang,
                file=path.name,
                folder=path.parent.name,
                why=error,
            )
        )
    if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return LedgerError(
            say(
                "{file}: ổ đĩa đầy hoặc mất kết nối ({why}); lần ghi này không có hiệu lực, "
                "hãy làm lại khi ổ đĩa dùng được",
                lang=lang,
                file=path.name,
                why=error,
            )
        )
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LedgerError(
            say(
                "{file}: tệp hỏng hoặc không phải sổ cam kết ({why}); hãy giữ nguyên tệp này "
                "và khôi phục từ bản sao gần nhất",
                lang=lang,
                file=path.name,
                why=error,
            )
        )
    return LedgerError(
        say("{file}: sổ từ chối thao tác ({why})", lang=lang, file=path.name, why=error)
    )
