"""One file cannot take the others down: time, memory, sudden death, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest

from needs.workbooks import Book, Limits, Refusal, open_books, supervision
from tests.processes import Processes

from .conftest import values_of, xlsx_parts, zipped
from .hostile import MIB, dense_text

GOOD = zipped(xlsx_parts("<sheetData><row><c><v>1</v></c></row></sheetData>"))
WAIT_S = 300


def until(condition) -> None:
    """Wait for what another process does; a test that waits for ever would tell nothing."""
    end = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook of 400,000 cells: seconds of work and tens of megabytes."""
    path = tmp_path_factory.mktemp("slow") / "slow.xlsx"
    path.write_bytes(dense_text())
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(GOOD)
    return path


def test_results_come_in_the_order_given_whoever_is_first(
    slow: Path, good: Path, processes: Processes
) -> None:
    paths = [slow, good, good, slow, good.parent / "missing.xlsx", good]
    results = list(open_books(iter(paths), workers=3))
    assert [result.name for result in results] == [path.name for path in paths]
    assert [isinstance(result, Book) for result in results] == [True] * 4 + [False, True]
    assert len(results[0].sheets[0].rows) == 4000
    assert not processes()


def test_a_file_that_takes_too_long_is_left_and_the_others_are_read(good: Path) -> None:
    # Far longer than the limit on a quick machine; the good ones far shorter on a slow one.
    slow = good.with_name("slow.xlsx")
    slow.write_bytes(dense_text(12_000))
    results = list(open_books([good, slow, good, good], workers=1, limits=Limits(seconds=2)))
    assert results[1] == Refusal("slow.xlsx", "too_slow", (("seconds", "2"),))
    for result in (results[0], results[2], results[3]):
        assert values_of(result) == {"S1": [[1]]}


def test_a_file_that_takes_too_much_memory_is_left(slow: Path, good: Path) -> None:
    limits = Limits(memory_bytes=40 * MIB)
    results = list(open_books([good, slow, good], workers=1, limits=limits))
    assert results[1] == Refusal("slow.xlsx", "too_much_memory", (("limit", str(40 * MIB)),))
    assert [isinstance(result, Book) for result in results] == [True, False, True]


def test_a_reader_that_dies_is_replaced(slow: Path, good: Path, processes: Processes) -> None:
    results = open_books([good, slow, good, good], workers=1)
    assert isinstance(next(results), Book)
    (reader,) = processes()
    reader.kill()
    died, *rest = results
    assert isinstance(died, Refusal)
    assert (died.name, died.code) == ("slow.xlsx", "reader_failed")
    assert [isinstance(result, Book) for result in rest] == [True, True]
    assert not processes()


def test_a_reader_behind_a_launcher_is_watched_and_ended_as_well(
    slow: Path, good: Path, monkeypatch: pytest.MonkeyPatch, processes: Processes
) -> None:
    # In a virtual environment of Windows, python.exe only starts the real one.
    launch = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)"
    command = (sys.executable, "-c", launch, *supervision._COMMAND)
    monkeypatch.setattr(supervision, "_COMMAND", command)
    limits = Limits(memory_bytes=40 * MIB)
    results = list(open_books([good, slow, good], workers=1, limits=limits))
    assert [getattr(result, "code", "") for result in results] == ["", "too_much_memory", ""]
    until(lambda: not processes())


@pytest.mark.parametrize("command", [("no-such-program",), (sys.executable, "-c", "")])
def test_readers_that_cannot_start_are_told_and_not_waited_for(
    good: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(supervision, "_COMMAND", command)
    results = list(open_books([good, good]))
    assert [getattr(result, "code", "") for result in results] == ["reader_failed"] * 2


def test_a_reader_is_kept_for_many_files(good: Path, processes: Processes) -> None:
    readers = set()
    for result in open_books([good] * 30, workers=2):
        assert isinstance(result, Book)
        readers |= {child.pid for child in processes()}
    assert 1 <= len(readers) <= 2


def test_closing_early_leaves_no_process_behind(
    slow: Path, good: Path, processes: Processes
) -> None:
    results = open_books([good, slow, slow, slow, slow], workers=2)
    next(results)
    assert processes()
    results.close()
    assert not processes()


def test_an_error_of_the_caller_leaves_no_process_behind(
    slow: Path, good: Path, processes: Processes
) -> None:
    def use() -> None:
        for result in open_books([good, slow, slow]):
            raise RuntimeError(result.name)

    with pytest.raises(RuntimeError, match=r"good\.xlsx"):
        use()
    until(lambda: not processes())


def test_nothing_starts_before_it_is_asked_for(good: Path, processes: Processes) -> None:
    open_books([good])
    assert not processes()


SCRIPT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from needs.workbooks import open_books
    print("main", flush=True)  # a script that is imported again would say so
    for result in open_books([Path(name) for name in sys.argv[1:]], workers=2):
        print(getattr(result, "code", "book"), flush=True)
    """
)


def started(script: Path, *arguments: Path) -> subprocess.Popen[str]:
    script.write_text(SCRIPT, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, str(script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Its own group, so that Ctrl-C reaches its readers as well, as in a terminal.
        start_new_session=True,
        cwd=script.parent,
    )


def test_a_script_without_a_guard_is_not_run_again(tmp_path: Path, good: Path) -> None:
    # Nor is anything loaded from the folder it stands in, where the senders' files may be.
    (tmp_path / "zipfile.py").write_text("raise SystemExit('loaded')", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    process = started(tmp_path / "elsewhere" / "script.py", good, good)
    out, err = process.communicate(timeout=WAIT_S)
    assert (out.split(), err) == (["main", "book", "book"], "")
    for folder in (tmp_path, good.parent):
        here = [sys.executable, "-P", str(tmp_path / "elsewhere" / "script.py"), str(good)]
        done = subprocess.run(here, capture_output=True, text=True, check=False, cwd=folder)
        assert done.stdout.split() == ["main", "book"], done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups to send Ctrl-C to")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_ctrl_c_and_a_killed_parent_leave_no_process_behind(
    tmp_path: Path, slow: Path, good: Path, sent: signal.Signals
) -> None:
    process = started(tmp_path / "script.py", good, *[slow] * 20)
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _ in range(2)] == ["main", "book"]
    parent = psutil.Process(process.pid)
    until(parent.children)
    readers = parent.children(recursive=True)
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)
    else:
        process.kill()
    _, err = process.communicate(timeout=WAIT_S)
    until(lambda: not any(reader.is_running() for reader in readers))
    assert ("KeyboardInterrupt" in err) == (sent is signal.SIGINT)


def test_the_room_loads_neither_pandas_nor_babel() -> None:
    script = (
        "import sys, needs.workbooks, needs.workbooks.reader;"
        "print(*{'pandas', 'numpy', 'babel', 'openpyxl', 'needs.wording', 'needs.errors'}"
        " & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
