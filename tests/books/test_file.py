"""What every book owes its keepers, tried on a small one; and each of the four says which it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from needs.books import (
    BookFile,
    Chain,
    FileState,
    Head,
    Layout,
    LedgerError,
    Said,
    append_only,
    file_state,
    insert,
    judge_chain,
    judge_file,
    never_replaced,
    newest,
    rows_of_table,
    sealed,
)
from needs.commitments.store import LAYOUT as COMMITMENTS
from needs.errors import FaultCollector
from needs.fund.store import LAYOUT as FUND
from needs.network.store import LAYOUT as NETWORK
from needs.sponsorship.store import LAYOUT as SPONSORSHIP

LAYOUT = Layout(
    application=7,
    version=1,
    objects={
        "lines": 'CREATE TABLE lines (seq INTEGER PRIMARY KEY, what TEXT, "hash" TEXT)',
        **append_only(["lines"]),
        **never_replaced({"lines": "seq = NEW.seq"}),
    },
    entries="lines",
    said=lambda file, why, lang: Said(f"{file} missing", f"{file} foreign", f"{file} {why}"),
)
FOUR = {
    "sổ cam kết": COMMITMENTS,
    "sổ của Quỹ": FUND,
    "sổ đỡ đầu": SPONSORSHIP,
    "sổ cảm ơn, khen thưởng": NETWORK,
}


def add(book: BookFile, *entries: str | None) -> None:
    with book.to_write() as connection:
        for what in entries:
            last = newest(connection, "lines")
            if what is None:
                raise TypeError
            row = {"seq": last.entries + 1, "what": what}
            insert(
                connection,
                "lines",
                ("seq", "what", "hash"),
                [row | {"hash": sealed(last.seal, row, None, ())}],
            )


def faults_of(book: BookFile, known: Head | None = None) -> list[str]:
    with book.to_read() as connection:
        rows, state = rows_of_table(connection, "lines", "seq"), file_state(connection)
    faults = FaultCollector("sổ")
    judge_file(state, LAYOUT, faults, lang="vi")
    chain = Chain(rows, lambda before, row: sealed(before, row, None, ()), str)
    judge_chain(chain, faults, known=known, lang="vi")
    return [fault.where for fault in faults.faults]


@pytest.fixture
def book(tmp_path: Path) -> BookFile:
    return BookFile(tmp_path / "so.sqlite", LAYOUT)


def test_what_is_begun_and_fails_was_never_written(book: BookFile):
    add(book, "one", "two")
    before = book.head()
    with pytest.raises(TypeError):
        add(book, "three", None)
    assert book.head() == before
    assert before.entries == 2


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE lines SET what = 'x' WHERE seq = 2", ["2"]),
        # The third bears the wrong number, follows on a seal that is gone, and there is no third.
        ("DELETE FROM lines WHERE seq = 2", ["3", "3", "3"]),
        ("DELETE FROM lines WHERE seq = 3", ["3"]),
        ("CREATE TABLE more (a)", ["bố cục tệp: more"]),
    ],
)
def test_what_was_done_from_outside_is_told(book: BookFile, statement: str, told: list[str]):
    add(book, "one", "two", "three")
    known = book.head()
    assert faults_of(book, known) == []
    locks = append_only(["lines"])
    with closing(sqlite3.connect(book.path)) as connection:
        for sql in (*(f"DROP TRIGGER {name}" for name in locks), statement, *locks.values()):
            connection.execute(sql)
        connection.commit()
    assert faults_of(book, known) == told


def test_a_page_that_sqlite_finds_damaged_is_told():
    faults = FaultCollector("sổ")
    judge_file(FileState(LAYOUT.objects, ("row 1 missing",)), LAYOUT, faults, lang="vi")
    assert [fault.found for fault in faults.faults] == ["row 1 missing"]


@pytest.mark.parametrize("name", FOUR)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_book_says_which_it_is(tmp_path: Path, name: str, lang: str):
    """A file of another kind, of a newer layout, damaged, missing: told with the book's name."""
    path = tmp_path / "so.sqlite"
    told = {}
    with pytest.raises(LedgerError) as caught:
        BookFile(path, FOUR[name], lang=lang, create=False)
    told["missing"] = str(caught.value)
    BookFile(path, LAYOUT)
    with pytest.raises(LedgerError) as caught:
        BookFile(path, FOUR[name], lang=lang)
    told["foreign"] = str(caught.value)
    path.write_bytes(b"not a database " * 100)
    with pytest.raises(LedgerError) as caught:
        BookFile(path, FOUR[name], lang=lang)
    told["damaged"] = str(caught.value)
    assert len(set(told.values())) == 3
    assert all(one.startswith("so.sqlite: ") for one in told.values())
    if lang == "vi":
        assert [why for why, one in told.items() if name not in one] == []


@pytest.mark.parametrize("name", FOUR)
def test_a_book_of_a_newer_needs_is_left_alone(tmp_path: Path, name: str):
    path = tmp_path / "so.sqlite"
    BookFile(path, FOUR[name])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="cập nhật needs"):
        BookFile(path, FOUR[name])
    assert path.read_bytes() == before
