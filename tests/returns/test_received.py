"""The register of returns received: every file kept byte for byte, entered once."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults, NeedsError
from needs.returns.received import (
    Arrival,
    read_register,
    receive,
    returns_files,
    returns_folder,
)

TODAY = dt.date(2026, 11, 12)
WINDOWS_RESERVED = '<>:"/\\|?*'


@pytest.fixture
def shelf(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def sent(tmp_path):
    """A file as it came: its bytes, and the name that the sender gave it."""

    def send(content: bytes, name: str = "bao-lac.xlsx", **stated) -> Arrival:
        path = tmp_path / f"upload-{hashlib.sha256(content).hexdigest()[:8]}"
        path.write_bytes(content)
        return Arrival(path, name, hashlib.sha256(content).hexdigest(), **stated)

    return send


def inside(programme, shelf) -> Path:
    return returns_folder(programme, shelf)


def test_nothing_received_is_an_empty_register(programme, shelf):
    assert read_register(programme, shelf) == []
    assert returns_files(programme, shelf) == []


def test_the_bytes_are_kept_and_what_is_stated_is_entered(programme, shelf, sent):
    arrival = sent(
        b"PK\x03\x04\x00\r\n\xff",
        form="district",
        district_code="043",
        period="2026",
        returned_on=dt.date(2026, 11, 3),
    )
    (new,), known = receive([arrival], programme, shelf, received_on=TODAY)
    assert known == []
    assert (inside(programme, shelf) / new.stored).read_bytes() == b"PK\x03\x04\x00\r\n\xff"
    assert read_register(programme, shelf) == [new]
    assert (new.number, new.name, new.district_code) == (1, "bao-lac.xlsx", "043")
    assert (new.stated_date, new.arrived) == (dt.date(2026, 11, 3), TODAY)


def test_what_nobody_stated_stays_open(programme, shelf, sent):
    receive([sent(b"1")], programme, shelf, received_on=TODAY)
    (entry,) = read_register(programme, shelf)
    assert (entry.form, entry.district_code, entry.period) == ("", "", "")
    assert entry.stated_date is None


def test_the_same_bytes_are_told_and_not_entered_twice(programme, shelf, sent):
    (first,), _ = receive([sent(b"1")], programme, shelf, received_on=TODAY)
    later = TODAY + dt.timedelta(days=9)
    new, known = receive([sent(b"1", "lan-2.xlsx")], programme, shelf, received_on=later)
    assert (new, known) == ([], [first])
    assert read_register(programme, shelf) == [first]
    (one,), (again,) = receive(
        [sent(b"2", "a.xlsx"), sent(b"2", "b.xlsx")], programme, shelf, received_on=later
    )
    assert again == one


def test_one_after_another_keeps_all_and_numbers_them(programme, shelf, sent):
    """The second call finds what the first one entered; nothing of it changes."""
    (first,), _ = receive([sent(b"1", "a.xlsx")], programme, shelf, received_on=TODAY)
    content = (inside(programme, shelf) / first.stored).read_bytes()
    new, _ = receive(
        [sent(b"2", "a.xlsx"), sent(b"3", "a.xlsx")], programme, shelf, received_on=TODAY
    )
    register = read_register(programme, shelf)
    assert register == [first, *new]
    assert [entry.number for entry in register] == [1, 2, 3]
    assert len({entry.stored for entry in register}) == 3
    assert (inside(programme, shelf) / first.stored).read_bytes() == content
    assert len(returns_files(programme, shelf)) == 4  # the register, three files


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\windows\\system32\\a.xlsx",
        "/absolute.xlsx",
        "C:\\a.xlsx",
        "dòng\nmới\r\n.xlsx",
        "tab\tvà\x00null.xlsx",
        "\u202exslx.oab.xlsx",
        "con.xlsx",
        "CON",
        "nul.csv",
        "LPT1.xlsx",
        "a:b.xlsx",
        "hỏi?.xlsx",
        "báo cáo. . .xlsx. ",
        "..",
        ".",
        "...",
        "",
        "   ",
        ".xlsx",
        "Biểu mẫu " + "rất dài " * 60 + ".xlsx",
        "ệ" * 255,
        "\U00020000" * 120 + ".xlsx",
        "a." + "e" * 300,
        "Bảo Lạc.xlsx",
        "=cmd|' /C calc'!A0.xlsx",
        "'.xlsx",
        'a"b,c;d.xlsx',
        "lone\udcff.xlsx",
        "NA",
    ],
)
def test_any_name_is_stored_inside_the_folder(programme, shelf, sent, name):
    (new,), _ = receive([sent(b"content", name)], programme, shelf, received_on=TODAY)
    folder = inside(programme, shelf)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    stored = folder / new.stored
    assert stored in files
    assert stored.parent == folder / "files"
    assert stored.read_bytes() == b"content"
    assert not set(stored.name) & set(WINDOWS_RESERVED)
    assert stored.name.isprintable()
    assert stored.name == stored.name.rstrip(" .")
    assert len(stored.name.encode()) <= 200
    (entry,) = read_register(programme, shelf)
    assert entry == new
    assert entry.name.isprintable()


def test_a_name_stays_readable(programme, shelf, sent):
    (new,), _ = receive(
        [sent(b"1", "Báo cáo xã Bảo Lạc (sửa).xlsx")], programme, shelf, received_on=TODAY
    )
    assert new.name == "Báo cáo xã Bảo Lạc (sửa).xlsx"
    assert new.stored.endswith("-Báo cáo xã Bảo Lạc _sửa_.xlsx")


def test_a_name_in_decomposed_letters_stays_readable(programme, shelf, sent):
    """As a Mac gives it: letters and marks apart."""
    (new,), _ = receive(
        [sent(b"1", "Ba\u0309o La\u0323c.xlsx")], programme, shelf, received_on=TODAY
    )
    assert new.stored.endswith("-Bảo Lạc.xlsx")


@given(name=st.text(max_size=300))
def test_every_name_comes_back_from_the_register(programme, tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("names")
    path = folder / "upload"
    path.write_bytes(b"1")
    arrival = Arrival(path, name, hashlib.sha256(b"1").hexdigest())
    (new,), _ = receive([arrival], programme, folder / "data", received_on=TODAY)
    assert read_register(programme, folder / "data") == [new]


def test_the_register_opens_in_excel(programme, shelf, sent):
    """With the mark that makes Excel read UTF-8; a name that looks like a formula is none."""
    receive(
        [sent(b"1", "=HYPERLINK(1).xlsx"), sent(b"2", "Đồ ấm.xlsx")],
        programme,
        shelf,
        received_on=TODAY,
    )
    content = (inside(programme, shelf) / "received.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 3
    frame = pd.read_csv(
        inside(programme, shelf) / "received.csv", dtype="str", encoding="utf-8-sig"
    )
    assert frame.name.tolist() == ["'=HYPERLINK(1).xlsx", "Đồ ấm.xlsx"]


def test_a_changed_file_is_a_fault_that_says_what_to_do(programme, shelf, sent):
    (new,), _ = receive([sent(b"1")], programme, shelf, received_on=TODAY)
    (inside(programme, shelf) / new.stored).write_bytes(b"1 ")
    with pytest.raises(InputFaults) as told:
        read_register(programme, shelf)
    (fault,) = told.value.faults
    assert fault.where == new.stored
    assert "đã bị sửa" in fault.found
    assert "needs receive" in fault.action


def test_missing_files_are_all_told_and_nothing_more_is_received(programme, shelf, sent):
    new, _ = receive([sent(b"1"), sent(b"2")], programme, shelf, received_on=TODAY)
    for entry in new:
        (inside(programme, shelf) / entry.stored).unlink()
    register = (inside(programme, shelf) / "received.csv").read_bytes()
    with pytest.raises(InputFaults) as told:
        receive([sent(b"3")], programme, shelf, received_on=TODAY)
    assert [fault.found for fault in told.value.faults] == ["không có tệp"] * 2
    assert all(fault.action for fault in told.value.faults)
    assert (inside(programme, shelf) / "received.csv").read_bytes() == register


def change(programme, shelf, column, value):
    path = inside(programme, shelf) / "received.csv"
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    frame.loc[0, column] = value
    frame.to_csv(path, index=False, encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", ""),
        ("number", "1,5"),
        ("number", "2"),
        ("form", "distrct"),
        ("district_code", "43"),  # Excel took the zero
        ("period", "26"),
        ("received_on", "12/11/2026"),  # Excel wrote the date its own way
        ("received_on", ""),
        ("returned_on", "31/12/2026"),
        ("sha256", ""),
        ("stored", ""),
        ("stored", "../../outside.xlsx"),
        ("stored", "files/gone.xlsx"),
    ],
)
def test_a_register_that_was_spoilt_is_told_by_line(programme, shelf, sent, column, value):
    receive([sent(b"1"), sent(b"2")], programme, shelf, received_on=TODAY)
    (shelf / "outside.xlsx").write_bytes(b"1")
    change(programme, shelf, column, value)
    with pytest.raises(InputFaults) as told:
        read_register(programme, shelf)
    (fault,) = told.value.faults
    # Of a whole date only the form is told.
    shown = re.sub(r"\d", "•", value) if "/20" in value else value
    assert shown in (fault.found, fault.where) or not value


def test_a_date_without_its_zeros_is_read(programme, shelf, sent):
    receive([sent(b"1")], programme, shelf, received_on=TODAY)
    change(programme, shelf, "returned_on", "2026-9-1")
    assert read_register(programme, shelf)[0].stated_date == dt.date(2026, 9, 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
def test_a_link_out_of_the_folder_is_a_fault(programme, shelf, sent):
    (new,), _ = receive([sent(b"1")], programme, shelf, received_on=TODAY)
    stored = inside(programme, shelf) / new.stored
    (shelf / "outside.xlsx").write_bytes(b"1")
    stored.unlink()
    stored.symlink_to(shelf / "outside.xlsx")
    with pytest.raises(InputFaults, match="ở ngoài thư mục"):
        read_register(programme, shelf)


def test_a_file_that_changes_while_it_is_received_is_not_kept(programme, shelf, sent):
    arrival = sent(b"1")
    arrival.path.write_bytes(b"1 and more")
    with pytest.raises(NeedsError, match="tệp đổi trong lúc nhận"):
        receive([arrival], programme, shelf, received_on=TODAY)
    assert read_register(programme, shelf) == []


def test_a_file_that_went_away_is_told_without_a_traceback(programme, shelf, sent):
    arrival = sent(b"1")
    arrival.path.unlink()
    with pytest.raises(NeedsError, match=r"bao-lac\.xlsx: không đọc được"):
        receive([arrival], programme, shelf, received_on=TODAY)
