"""A connection to the file of a book: safe against power cuts, alone while writing, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from needs.books.layout import Layout
from needs.errors import NeedsError
from needs.wording import say


class LedgerError(NeedsError):
    """The file of a book cannot be used; says why, and what to do."""


class LedgerBusy(LedgerError):
    """Somebody else kept the book for longer than we wait."""


@contextmanager
def connected(
    path: Path, layout: Layout, *, wait_s: float, lang: str
) -> Iterator[sqlite3.Connection]:
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
        raise _in_words(error, path, layout, lang) from error
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


def prepare(
    connection: sqlite3.Connection, path: Path, layout: Layout, *, create: bool, lang: str
) -> None:
    """Lay out a new file; of an old one, make sure that it is a book that we understand.

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
                for statement in layout.objects.values():
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {layout.application}")
                connection.execute(f"PRAGMA user_version = {layout.version}")
                return
    if application != layout.application:
        raise LedgerError(layout.said(path.name, "", lang).foreign)
    if version > layout.version:
        raise LedgerError(
            say(
                "{file}: sổ có bố cục {found}, bản needs này chỉ hiểu đến {known}; "
                "hãy cập nhật needs rồi mở lại, không có gì bị thay đổi",
                lang=lang,
                file=path.name,
                found=version,
                known=layout.version,
            )
        )


def _stamp(connection: sqlite3.Connection) -> tuple[int, int, bool]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    objects = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return version, application, not (version or application or objects)


def _in_words(error: sqlite3.DatabaseError, path: Path, layout: Layout, lang: str) -> LedgerError:
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
        return LedgerError(layout.said(path.name, error, lang).damaged)
    return LedgerError(
        say("{file}: sổ từ chối thao tác ({why})", lang=lang, file=path.name, why=error)
    )
