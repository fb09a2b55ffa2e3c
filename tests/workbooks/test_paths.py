"""What stands at a path may be anything; its name may be anything, too."""

from __future__ import annotations

import os
import socket
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.workbooks import Book, Refusal, open_books, read_book
from needs.workbooks.files import shown

from .conftest import read_one, xlsx_parts, zipped

GOOD = zipped(xlsx_parts("<sheetData><row><c><v>1</v></c></row></sheetData>"))
ON_WINDOWS = sys.platform == "win32"


def refused(path: Path) -> tuple[str, dict[str, str]]:
    result = read_one(path)
    assert isinstance(result, Refusal), result
    return result.code, dict(result.values)


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    assert refused(tmp_path / "không-có.xlsx") == ("missing", {})
    assert refused(tmp_path / "a.xlsx" / "b.xlsx") == ("missing", {})
    assert refused(tmp_path) == ("not_a_file", {"what": "folder"})
    assert refused(Path("a\0b.xlsx"))[0] == "unreadable"
    (tmp_path / "trống.xlsx").touch()
    assert refused(tmp_path / "trống.xlsx") == ("empty", {})


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has neither pipes nor sockets among its files")
def test_pipes_devices_and_sockets(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert refused(tmp_path / "pipe.xlsx") == ("not_a_file", {"what": "pipe"})
    assert refused(Path("/dev/zero")) == ("not_a_file", {"what": "device"})
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # the address of a socket must be short
        try:
            listening.bind("s.xlsx")
        finally:
            os.chdir(here)
        assert refused(tmp_path / "s.xlsx") == ("not_a_file", {"what": "socket"})


def test_links_are_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "real.xlsx"
    real.write_bytes(GOOD)
    try:
        (tmp_path / "link.xlsx").symlink_to(real)
    except OSError:
        pytest.skip("this user may not make symbolic links")
    (tmp_path / "broken.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (tmp_path / "circle.xlsx").symlink_to(tmp_path / "circle.xlsx")
    assert refused(tmp_path / "link.xlsx") == ("not_a_file", {"what": "link"})
    assert refused(tmp_path / "broken.xlsx") == ("not_a_file", {"what": "broken_link"})
    assert refused(tmp_path / "circle.xlsx") == ("not_a_file", {"what": "broken_link"})


@pytest.mark.skipif(
    ON_WINDOWS or os.geteuid() == 0, reason="Windows and the superuser may read everything"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    path.chmod(0)
    assert refused(path)[0] == "unreadable"


@pytest.mark.skipif(ON_WINDOWS, reason="Windows allows no such names")
@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("a\nb.xlsx", "a\\u000ab.xlsx"),
        ("\x1b[2Jxóa.xlsx", "\\u001b[2Jxóa.xlsx"),
        ("gpj.\u202exslx", "gpj.\\u202exslx"),
        ("..\\..\\a.xlsx", "..\\..\\a.xlsx"),
        ("a\udcff.xlsx", "a\\udcff.xlsx"),
    ],
)
def test_names_that_would_trick_the_eye_or_the_terminal(
    tmp_path: Path, name: str, seen: str
) -> None:
    path = tmp_path / name
    path.write_bytes(GOOD)
    result = read_one(path)
    assert isinstance(result, Book)
    assert result.name == seen


def test_folders_are_no_part_of_the_name(tmp_path: Path) -> None:
    (tmp_path / "xã").mkdir()
    path = tmp_path / "xã" / ".." / "a.xlsx"
    path.write_bytes(GOOD)
    assert read_one(path).name == "a.xlsx"
    assert refused(tmp_path / "xã" / "..")[0] == "not_a_file"


def test_a_relative_path_starts_where_the_caller_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    monkeypatch.chdir(tmp_path)
    assert isinstance(read_one(Path("a.xlsx")), Book)


@given(st.text(st.characters(), max_size=30))
def test_any_text_is_shown_on_one_line_and_can_be_written(text: str) -> None:
    line = shown(text)
    assert len(line.splitlines()) <= 1
    assert line.encode("utf-8").decode("utf-8") == line
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in line)
    assert shown(line) == line


def test_what_is_hashed_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(GOOD)
    by_process, here = read_one(path), read_book(path)
    assert by_process == here
    assert by_process.sha256 == __import__("hashlib").sha256(GOOD).hexdigest()


def test_no_paths_give_no_results() -> None:
    assert list(open_books([])) == []
