"""The child process: one notebook by papermill, then its page.

Run as `python -m needs.runs.execute JOB.json [PARENT_PID]`. The job's folder receives
`result.json`; when the parent process dies, the child ends itself and all it started.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from pathlib import Path

import psutil

from needs import errors
from needs.runs.job import NotebookJob, Outcome, RunError, check_parameters, write_in_one_step
from needs.runs.processes import is_alive, kill_family

JOB_FILE = "job.json"
RESULT_FILE = "result.json"
_PARENT_CHECK_S = 0.5

# Held by whoever has the last word: the report, or the end of everything with the parent.
_last_word = threading.Lock()

# Errors about the input: they come again, however often the notebook is run.
_FINAL = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.NeedsError)
}


def execute(job: NotebookJob, *, folder: Path) -> Outcome:
    """Run one notebook and write its page; whatever goes wrong is told in the outcome.

    Parameters
    ----------
    job
        What to run.
    folder
        Private folder of this attempt: kernel, sockets.
    """
    started = time.perf_counter()
    error = None
    try:
        check_parameters(job)
        _leave_out_costly_import()
        from needs.runs.notebook import run_notebook  # noqa: PLC0415 (costly, after the check)

        run_notebook(job, folder=folder)
    except Exception as exception:  # noqa: BLE001 (border of the process: all becomes a report)
        error = _told(exception)
    return Outcome(
        status="failed" if error else "ok",
        seconds=round(time.perf_counter() - started, 2),
        error=error,
    )


def _leave_out_costly_import() -> None:
    """Keep jsonschema from loading a grammar of web addresses: 1.6 s, and notebooks have none.

    `None` in `sys.modules` makes the import fail; jsonschema then does without it.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _told(exception: Exception) -> RunError:
    """Turn an exception into a report; papermill carries the notebook's own inside its own."""
    name = getattr(exception, "ename", None) or type(exception).__name__
    message = getattr(exception, "evalue", None)
    return RunError(
        name=name,
        message=str(exception) if message is None else message,
        cell=getattr(exception, "exec_count", None),
        final=name in _FINAL,
    )


def end_with_parent(parent_pid: int, *, folder: Path) -> None:
    """Watch the parent from a thread; if it dies, end this process and all it started."""
    try:
        parent = psutil.Process(parent_pid)
    except psutil.NoSuchProcess:
        _end_all(folder)
        return

    def watch() -> None:
        while is_alive(parent):
            time.sleep(_PARENT_CHECK_S)
        _end_all(folder)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def _end_all(folder: Path) -> None:
    """Kill what this process started, remove its folder, and end without further ado."""
    with _last_word:
        kill_family(psutil.Process(), token=str(folder), spare=os.getpid())
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def main(arguments: list[str]) -> int:
    """Run the job of the command line; return the exit code."""
    job_file = Path(arguments[0]).resolve()
    folder = job_file.parent
    if len(arguments) > 1:
        end_with_parent(int(arguments[1]), folder=folder)
    job = NotebookJob.model_validate_json(job_file.read_text(encoding="utf-8"))
    outcome = execute(job, folder=folder)
    with _last_word:
        write_in_one_step(folder / RESULT_FILE, outcome.model_dump_json())
    return 0 if outcome.status == "ok" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
