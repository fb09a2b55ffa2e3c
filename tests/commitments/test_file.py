"""The file itself: it cannot be changed unnoticed, and says in words when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from needs.books import sealed
from needs.commitments import Head, Ledger, LedgerBusy, LedgerError, commitments, verify

from .ledger_cases import child, lot, put

OF_NOBODY = 65534


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """Three lots, one of them with two entries and a list of children."""
    first = put(ledger, "offered", lot("quy-a"), children=(child(1), child(2))).lot_id
    put(ledger, "offered", lot("quy-b"))
    put(ledger, "accepted", first)
    put(ledger, "proposed", lot("quy-c"))
    return ledger


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder with a ledger, in which this process may not write; root becomes nobody for it."""
    if os.name == "nt":
        pytest.skip("rights of folders are another matter on Windows")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put(Ledger(folder / "so.sqlite"), "offered", lot())
        root = os.geteuid() == 0
        folder.chmod(0o555)
        if root:
            os.seteuid(OF_NOBODY)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def tamper(ledger: Ledger, *statements: str, keep_triggers: bool = True) -> None:
    """Work on the file from outside, as somebody with a database program could."""
    with closing(sqlite3.connect(ledger.path)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers if keep_triggers else ():
            connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lots SET donor = 'X'",
        "UPDATE events SET state = 'declined'",
        "UPDATE children SET child = 'x'",
        "DELETE FROM lots",
        "DELETE FROM events",
        "DELETE FROM children",
        "INSERT OR REPLACE INTO lots SELECT * FROM lots",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "INSERT OR REPLACE INTO children SELECT * FROM children",
    ],
)
def test_what_is_written_stays(full: Ledger, statement: str):
    before = full.contents()
    refused = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(sqlite3.connect(full.path)) as connection, refused:
        connection.execute(statement)
    assert full.contents() == before


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE events SET evidence = 'CV 99' WHERE seq = 3", "mục 3"),
        ('UPDATE events SET "count" = 1 WHERE seq = 1', "mục 1"),
        ("UPDATE lots SET donor = 'X' WHERE lot_id = 'L000002'", "mục 2"),
        ("UPDATE children SET child = 'K3-000009' WHERE child = 'K3-000001'", "mục 1"),
        ("DELETE FROM children WHERE child = 'K3-000002'", "mục 1"),
        ("DELETE FROM events WHERE seq = 2", "mục 3"),
        ("DELETE FROM events WHERE seq = 4", "L000003"),
        ("INSERT INTO children VALUES (2, 'K3-000077')", "mục 2"),
    ],
)
def test_work_from_outside_is_found(full: Ledger, statement: str, told: str):
    assert verify(full) == []
    tamper(full, statement)
    assert told in {fault.where for fault in verify(full)}
    assert all(str(fault) for fault in verify(full, lang="en"))


def test_a_missing_lock_is_found(full: Ledger):
    tamper(full, keep_triggers=False)
    assert any("events_no_delete" in fault.where for fault in verify(full))


def test_a_tail_that_was_cut_off_needs_a_seal_kept_elsewhere(full: Ledger):
    """The last entry and its lot gone, the chain is whole; only the printed seal knows better."""
    printed = full.head()
    assert printed.entries == 4
    tamper(full, "DELETE FROM events WHERE seq = 4", "DELETE FROM lots WHERE lot_id = 'L000003'")
    assert verify(full) == []
    assert [fault.where for fault in verify(full, known=printed)] == ["mục 4"]
    put(full, "proposed", lot("quy-d"))
    assert [fault.where for fault in verify(full, known=printed)] == ["mục 4"]


def test_a_ledger_that_went_on_still_proves_the_old_seal(full: Ledger):
    printed = full.head()
    put(full, "proposed", lot("quy-d"))
    assert verify(full, known=printed) == []
    assert verify(full, known=Head(4, "0" * 64)) != []


def forged(ledger: Ledger, **changes: object) -> None:
    """Add an entry past all rules, with a right seal: one that only the replay can find."""
    contents = ledger.contents()
    last = contents.events[-1]
    event = last | {"seq": last["seq"] + 1, "key": "gia"} | changes
    event["hash"] = sealed(last["hash"], event, None, ())
    marks = ", ".join("?" for _ in event)
    names = ", ".join(f'"{name}"' for name in event)
    with closing(sqlite3.connect(ledger.path)) as connection:
        connection.execute(f"INSERT INTO events ({names}) VALUES ({marks})", [*event.values()])
        connection.commit()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": "confirmed", "room": 90}, "trạng thái không được phép"),
        ({"state": "offered"}, "mà không đối chiếu mức thiếu"),
        ({"state": "offered", "room": 89}, "vượt mức thiếu"),
        ({"state": "offered", "room": 90, "means": 1}, "vượt số mà khoản có"),
        ({"state": "offered", "room": 90, "list_seq": 1}, "một trẻ có hai nhà tài trợ"),
        ({"state": "cancelled", "count": 1, "list_seq": 1}, "danh sách trẻ dài hơn"),
    ],
)
def test_the_replay_finds_what_the_rules_would_have_refused(full: Ledger, changes, told):
    """30 + 30 children are held of 100; the forged entry makes the third lot hold 30 more."""
    forged(full, lot_id="L000003", **changes)
    found = {fault.found for fault in verify(full)}
    assert len(found) == 1
    assert told in found.pop()


def test_what_is_left_whole_by_a_forger_is_found_whole(full: Ledger):
    forged(full, lot_id="L000003", state="offered", room=90)
    assert verify(full) == []


def test_a_table_of_a_broken_ledger_is_refused_in_words(full: Ledger):
    tamper(full, "DELETE FROM events WHERE lot_id = 'L000003'")
    with pytest.raises(LedgerError, match="sửa từ bên ngoài"):
        commitments(full)


def test_somebody_who_keeps_the_file_is_told_of(full: Ledger):
    patient = Ledger(full.path, wait_s=0.1)
    with closing(sqlite3.connect(full.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LedgerBusy, match="người khác đang ghi sổ"):
            put(patient, "proposed", lot("quy-d"))
        with pytest.raises(LedgerBusy):
            commitments(patient)
        other.execute("ROLLBACK")
    put(patient, "proposed", lot("quy-d"))
    assert len(commitments(patient)) == 4


def test_a_folder_without_the_right_to_write(closed_folder: Path):
    ledger = Ledger(closed_folder / "so.sqlite")
    with pytest.raises(LedgerError, match="xin quyền ghi cả thư mục"):
        put(ledger, "proposed", lot("quy-b"))
    # Reading is no less possible.
    assert commitments(ledger)["donor_id"].tolist() == ["quy-a"]
    assert verify(ledger) == []
    with pytest.raises(LedgerError, match="xin quyền ghi cả thư mục"):
        Ledger(closed_folder / "moi.sqlite")
    with pytest.raises(LedgerError, match="không tạo được thư mục"):
        Ledger(closed_folder / "nam-2026" / "moi.sqlite")


def test_a_newer_ledger_is_left_alone(full: Ledger):
    with closing(sqlite3.connect(full.path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    before = full.path.read_bytes()
    for use in (lambda: Ledger(full.path), full.head, lambda: put(full, "proposed", lot())):
        with pytest.raises(LedgerError, match="cập nhật needs"):
            use()
    assert full.path.read_bytes() == before


def test_other_files_are_no_ledgers(tmp_path: Path):
    text = tmp_path / "so.txt"
    text.write_text("Đây là một văn bản dài hơn phần đầu của một cơ sở dữ liệu. " * 10, "utf-8")
    with pytest.raises(LedgerError, match="khôi phục từ bản sao"):
        Ledger(text)
    database = tmp_path / "khac.sqlite"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE thu (a)")
        connection.commit()
    with pytest.raises(LedgerError, match="không phải sổ cam kết"):
        Ledger(database)
    with pytest.raises(LedgerError, match="chưa có sổ cam kết"):
        Ledger(tmp_path / "chua-co.sqlite", create=False)
    assert not (tmp_path / "chua-co.sqlite").exists()


def test_nothing_is_held_open_between_two_entries(full: Ledger):
    """The journal is gone, and the file may be moved, copied, sent."""
    assert sorted(path.name for path in full.path.parent.iterdir()) == [full.path.name]
    moved = full.path.rename(full.path.with_name("ban-sao.sqlite"))
    assert len(commitments(Ledger(moved, create=False))) == 3
    with pytest.raises(LedgerError, match="chưa có sổ"):
        put(full, "proposed", lot())


def test_a_write_ahead_log_is_put_back_to_a_journal(full: Ledger):
    """Over a network share a write-ahead log loses entries."""
    with closing(sqlite3.connect(full.path)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    put(full, "proposed", lot("quy-d"))
    with closing(sqlite3.connect(full.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert len(commitments(full)) == 4
