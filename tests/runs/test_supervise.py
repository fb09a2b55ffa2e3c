"""One notebook in its own process: what comes out, and what cannot go wrong quietly."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from needs.errors import InputFaults
from needs.runs.job import NotebookJob, notebook_parameters
from needs.runs.processes import is_alive
from needs.runs.supervise import RunStopped, log_path, run_job

PARAMETERS = 'district = ""  # name of the former district\ncode: str = ""\nday = ""\n'
SHOW = """
from IPython.display import HTML
HTML(f"<p class='got'>{district!r} {code!r} {day!r} {type(code).__name__}</p>")
"""
# Writes the ids of the kernel and of a grandchild that left its parents, then hangs.
HANG = """
import json, os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
daemon = subprocess.run(
    [sys.executable, "-c",
     "import subprocess, sys; print(subprocess.Popen("
     "[sys.executable, '-c', 'import time; time.sleep(300)'],"
     "stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid)"],
    capture_output=True, text=True,
)
target = pathlib.Path(pids)
target.with_suffix(".part").write_text(json.dumps([os.getpid(), child.pid, int(daemon.stdout)]))
target.with_suffix(".part").replace(target)
time.sleep(300)
"""

# Long, so that only what never happens fails on a machine that is busy.
WAIT_S = 300.0


def wait_until(condition):
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def living(pids):
    found = []
    for pid in pids:
        # One may end between being listed and being looked at.
        with contextlib.suppress(psutil.NoSuchProcess):
            if is_alive(psutil.Process(pid)):
                found.append(pid)
    return found


def test_parameters_arrive_as_they_are_given(make_notebook, make_job):
    notebook = make_notebook("# Báo cáo", SHOW, parameters=PARAMETERS)
    before = notebook.read_bytes()
    values = {"district": 'Bảo Lạc "1" {x}=\\', "code": "001", "day": "2026-11-21"}

    result = run_job(job := make_job(notebook, parameters=values))

    assert result.ok, result.outcome.error
    assert result.attempts == 1
    page = job.output_html.read_text(encoding="utf-8")
    assert f"{values['district']!r} '001' '2026-11-21' str" in page
    executed = json.loads(job.output_notebook.read_text(encoding="utf-8"))
    assert executed["metadata"]["papermill"]["parameters"] == values
    assert notebook.read_bytes() == before


def test_executed_notebook_and_page_tell_no_folder_of_this_machine(
    make_notebook, make_job, tmp_path
):
    job = make_job(make_notebook("1 + 1", parameters="x = 1"))

    assert run_job(job).ok

    for path in job.outputs:
        assert str(tmp_path) not in path.read_text(encoding="utf-8")
    assert not log_path(job).exists()


@pytest.mark.parametrize("name", ["có dấu {district}", "two words"])
def test_folders_with_letters_spaces_and_braces(make_notebook, make_job, tmp_path, name):
    folder = tmp_path / name
    job = make_job(
        make_notebook("1", parameters="district = ''", name=name),
        output_notebook=folder / "a.ipynb",
        output_html=folder / "a.html",
        parameters={"district": "Hà Quảng"},
    )

    assert run_job(job).ok
    assert sorted(path.name for path in folder.iterdir()) == ["a.html", "a.ipynb"]


def test_unknown_parameters_fail_before_anything_runs(make_notebook, make_job, tmp_path):
    mark = tmp_path / "ran"
    notebook = make_notebook(
        f"import pathlib; pathlib.Path({str(mark)!r}).touch()", parameters=PARAMETERS
    )

    result = run_job(
        make_job(notebook, parameters={"distict": "x", "Code": "1", "day": ""}, retries=3)
    )

    assert not result.ok
    assert result.attempts == 1, "a wrong name is not worth another attempt"
    message = result.outcome.error.message
    assert "distict" in message
    assert "Code" in message
    assert "district; code; day" in message
    assert not mark.exists()


def test_parameters_without_a_parameters_cell_are_refused(make_notebook, make_job):
    result = run_job(make_job(make_notebook("1"), parameters={"district": "x"}))

    assert "parameters" in result.outcome.error.message


def test_the_parameters_cell_is_read_as_python(make_notebook):
    source = "a = 1\nb: str = 'x = 2'  # c = 3\nlong = [\n    1,\n]\nx, y = 1, 2\nd = e = None\n"

    assert notebook_parameters(make_notebook(parameters=source)) == ["a", "b", "long", "d", "e"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json", '{"cells": 3}'])
def test_a_file_that_is_no_notebook_is_named(tmp_path, text):
    path = tmp_path / "broken.ipynb"
    path.write_text(text)

    with pytest.raises(InputFaults, match=r"broken\.ipynb"):
        notebook_parameters(path)


def test_a_missing_notebook_fails_with_its_name(make_job, tmp_path):
    result = run_job(make_job(tmp_path / "none.ipynb", retries=2))

    assert not result.ok
    assert result.attempts == 1
    assert "none.ipynb" in result.outcome.error.message


def test_a_raising_notebook_tells_what_and_where(make_notebook, make_job):
    job = make_job(make_notebook("print('trước')", "raise LookupError('không có xã 01234')"))

    result = run_job(job)

    error = result.outcome.error
    assert (error.name, error.message) == ("LookupError", "không có xã 01234")
    assert "raise LookupError" in cell_text(job.output_notebook, error.cell)
    assert not job.output_html.exists()
    assert "không có xã 01234" in log_path(job).read_text(encoding="utf-8")


def cell_text(notebook: Path, number: int) -> str:
    """Return the source of the cell that carries a number, `In [2]`."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return next("".join(c["source"]) for c in cells if c.get("execution_count") == number)


def test_an_earlier_page_does_not_outlive_a_failure(make_notebook, make_job):
    job = make_job(make_notebook("raise ValueError('x')"))
    job.output_html.parent.mkdir(parents=True)
    job.output_html.write_text("trang cũ")

    run_job(job)

    assert not job.output_html.exists()


def test_a_fault_of_the_input_is_not_tried_again(make_notebook, make_job):
    source = "from needs.errors import NotFound\nraise NotFound('huyện', 'Bao Lac', ['Bảo Lạc'])"

    result = run_job(make_job(make_notebook(source), retries=3))

    assert result.attempts == 1
    assert "Bảo Lạc" in result.outcome.error.message


FLAKY = """
import os, pathlib
tries = pathlib.Path(folder) / "tries"
tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
if len(tries.read_text()) == 1:
    {failure}
"""


@pytest.mark.parametrize(
    "failure", ["raise OSError('mạng bận')", "os._exit(1)", "os.kill(os.getpid(), 9)"]
)
def test_a_notebook_that_fails_once_succeeds_at_the_second_attempt(
    make_notebook, make_job, tmp_path, failure
):
    notebook = make_notebook(FLAKY.format(failure=failure), parameters="folder = ''")

    result = run_job(make_job(notebook, parameters={"folder": str(tmp_path)}, retries=1))

    assert result.ok, result.outcome.error
    assert result.attempts == 2


@pytest.mark.parametrize("death", ["os._exit(1)", "os.kill(os.getpid(), 9)"])
def test_a_kernel_that_dies_fails_and_is_tried_again(make_notebook, make_job, death):
    result = run_job(make_job(make_notebook(f"import os\n{death}"), retries=1))

    assert not result.ok
    assert result.attempts == 2


def test_a_hanging_notebook_is_killed_with_all_it_started(make_notebook, make_job, tmp_path):
    pids = tmp_path / "pids.json"
    job = make_job(
        make_notebook(HANG, parameters="pids = ''"), parameters={"pids": str(pids)}, timeout_s=20
    )

    result = run_job(job)

    assert result.outcome.error.name == "TimedOut"
    assert "20 s" in result.outcome.error.message
    started = json.loads(pids.read_text())
    assert len(started) == 3
    assert wait_until(lambda: not living(started))


def test_a_finished_notebook_leaves_no_process_behind(make_notebook, make_job, tmp_path):
    pids = tmp_path / "pids.json"
    source = HANG.replace("time.sleep(300)\n", "0\n")  # only the last line: it ends by itself
    job = make_job(make_notebook(source, parameters="pids = ''"), parameters={"pids": str(pids)})

    assert run_job(job).ok
    assert wait_until(lambda: not living(json.loads(pids.read_text())))


def test_a_stopped_job_is_killed(make_notebook, make_job, tmp_path):
    pids = tmp_path / "pids.json"
    job = make_job(
        make_notebook(HANG, parameters="pids = ''"), parameters={"pids": str(pids)}, timeout_s=120
    )
    stop = threading.Event()
    threading.Thread(target=lambda: (wait_until(pids.exists), stop.set())).start()

    with pytest.raises(RunStopped):
        run_job(job, stop=stop)

    assert wait_until(lambda: not living(json.loads(pids.read_text())))


def test_processes_end_soon_when_their_parent_is_killed(make_notebook, make_job, tmp_path):
    pids = tmp_path / "pids.json"
    job = make_job(
        make_notebook(HANG, parameters="pids = ''"), parameters={"pids": str(pids)}, timeout_s=120
    )
    job_file = tmp_path / "job.json"
    job_file.write_text(job.model_dump_json(), encoding="utf-8")
    script = (
        "import pathlib, sys\n"
        "from needs.runs.job import NotebookJob\n"
        "from needs.runs.supervise import run_job\n"
        "run_job(NotebookJob.model_validate_json(pathlib.Path(sys.argv[1]).read_bytes()))"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(job_file)],
        # Private folders inside the test's own, to see that the orphans clean up after them.
        env={**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "TMP": str(tmp_path)},
    )
    assert wait_until(pids.exists)
    supervised = psutil.Process(parent.pid).children(recursive=True)

    parent.kill()
    parent.wait()

    everyone = {process.pid for process in supervised} | set(json.loads(pids.read_text()))
    assert len(everyone) >= 4
    assert wait_until(lambda: not living(everyone)), living(everyone)
    assert not list(tmp_path.glob("needs-*"))


def test_the_kernel_is_this_interpreter_whatever_kernels_are_installed(
    make_notebook, make_job, tmp_path, monkeypatch
):
    spec = tmp_path / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        json.dumps({"argv": ["/nowhere"], "display_name": "other", "language": "python"})
    )
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("raise SystemExit('a user's own start-up file')")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = make_notebook(
        "import sys, os\nassert sys.executable == expected, sys.executable",
        "assert os.environ['OMP_NUM_THREADS'] == '1'",
        "assert os.environ['PYTHONHASHSEED'] == '0'",
        parameters="expected = ''",
    )

    result = run_job(make_job(notebook, parameters={"expected": sys.executable}))

    assert result.ok, result.outcome.error


def test_modules_of_the_current_folder_do_not_replace_the_library(
    make_notebook, make_job, tmp_path, monkeypatch
):
    (tmp_path / "papermill.py").write_text("raise SystemExit('not the library')")
    monkeypatch.chdir(tmp_path)

    assert run_job(make_job(make_notebook("1"))).ok


def test_a_very_long_temporary_folder_still_works(make_notebook, make_job, tmp_path, monkeypatch):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))

    assert run_job(make_job(make_notebook("1"))).ok
    assert not list(long.iterdir())


def test_values_that_are_no_text_number_or_list_are_refused(make_notebook, make_job):
    import datetime as dt

    for value in (dt.date(2026, 1, 1), float("nan"), object()):
        with pytest.raises(ValueError, match="parameters"):
            make_job(make_notebook("1"), parameters={"x": value})


def test_a_job_survives_the_way_through_a_file(make_notebook, make_job):
    job = make_job(
        make_notebook("1"), parameters={"code": "001", "n": 1, "share": 0.5, "names": ["Ê Đê"]}
    )

    assert NotebookJob.model_validate_json(job.model_dump_json()) == job
