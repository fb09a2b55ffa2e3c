"""The parent's side: start one notebook's process, wait, kill, try again, clean up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from pydantic import ValidationError

from needs.errors import NeedsError
from needs.runs.execute import JOB_FILE, RESULT_FILE
from needs.runs.job import NotebookJob, Outcome, RunError, write_in_one_step
from needs.runs.processes import TOKEN, kill_family, start

_LOG_FILE = "log.txt"
_LOG_TAIL_BYTES = 20_000
_POLL_S = 0.1

# One thread for each library: the workers already fill the processors.
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


class RunStopped(NeedsError):
    """The run was interrupted while the job was under way; the job is killed."""


@dataclass(frozen=True)
class JobResult:
    """What a job came to after all its attempts.

    Attributes
    ----------
    outcome
        That of the last attempt.
    attempts
        How many there were.
    seconds
        Over all attempts.
    """

    outcome: Outcome
    attempts: int
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether the product was made."""
        return self.outcome.status == "ok"


def run_job(job: NotebookJob, *, stop: threading.Event | None = None) -> JobResult:
    """Run one notebook in a supervised process, with retries.

    Outputs of an earlier run are removed first, so that a failed job leaves no page that could
    be taken for a new one. What a failed attempt printed stands beside the executed notebook,
    in a file with the ending `.log`.

    Parameters
    ----------
    job
        What to run; its time limit holds for each attempt.
    stop
        When set, the job is killed.

    Raises
    ------
    RunStopped
        If `stop` was set before the job ended.
    """
    started = time.monotonic()
    stop = stop or threading.Event()
    attempts = 0
    while True:
        attempts += 1
        outcome = _cleared(job) or _attempt(job, stop=stop)
        if outcome.error is None or outcome.error.final or attempts > job.retries:
            return JobResult(outcome, attempts, round(time.monotonic() - started, 2))


def log_path(job: NotebookJob) -> Path:
    """Return where the output of a failed attempt is kept."""
    return job.output_notebook.with_suffix(".log")


def _cleared(job: NotebookJob) -> Outcome | None:
    """Remove what an earlier run left; say so if it cannot be (open in a browser or Word)."""
    for path in (*job.outputs, log_path(job)):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = (
                f"{path.name}: không xóa được bản cũ ({error.strerror}); nếu tệp đang mở, hãy đóng "
                "lại rồi chạy lại / the old file cannot be removed: close it and run again"
            )
            return Outcome(
                status="failed",
                seconds=0.0,
                error=RunError(name=type(error).__name__, message=message, final=True),
            )
    return None


def _attempt(job: NotebookJob, *, stop: threading.Event) -> Outcome:
    """Run the job once, in a fresh private folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="needs-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        write_in_one_step(folder / JOB_FILE, job.model_dump_json())
        started = time.monotonic()
        with (folder / _LOG_FILE).open("wb") as log:
            child = start(_command(folder), environment=child_environment(folder), log=log)
            process = psutil.Process(child.pid)
            try:
                in_time = _wait(child, seconds=job.timeout_s, stop=stop)
            finally:
                kill_family(process, token=str(folder))
                child.wait()
        outcome = _read_outcome(
            folder, job=job, in_time=in_time, code=child.returncode, started=started
        )
        if outcome.error is not None:
            write_in_one_step(log_path(job), f"{outcome.error}\n\n{_log_tail(folder)}")
        return outcome


def _command(folder: Path) -> list[str]:
    """Return the child's command line; `-P` keeps modules of the current folder out."""
    module = "needs.runs.execute"
    return [sys.executable, "-P", "-m", module, str(folder / JOB_FILE), str(os.getpid())]


def child_environment(folder: Path) -> dict[str, str]:
    """Return the environment of the child and its kernel: this one, made repeatable."""
    return {
        **os.environ,
        **dict.fromkeys(_ONE_THREAD, "1"),
        TOKEN: str(folder),
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }


def _wait(child: subprocess.Popen[bytes], *, seconds: float, stop: threading.Event) -> bool:
    """Wait for the child; return whether it ended in time.

    Raises
    ------
    RunStopped
        If `stop` was set meanwhile.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if stop.is_set():
            raise RunStopped("đã dừng / stopped")
        try:
            child.wait(timeout=_POLL_S)
        except subprocess.TimeoutExpired:
            continue
        return True
    return False


def _read_outcome(
    folder: Path, *, job: NotebookJob, in_time: bool, code: int, started: float
) -> Outcome:
    """Return what the child reported, or what is known of its end without a report."""
    try:
        return Outcome.model_validate_json((folder / RESULT_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValidationError):
        pass
    if in_time:
        error = RunError(
            name="ProcessDied",
            message=f"tiến trình dừng bất thường / the process died (exit code {code})",
        )
    else:
        error = RunError(
            name="TimedOut",
            message=f"quá thời hạn / not done within {job.timeout_s:g} s",
        )
    return Outcome(status="failed", seconds=round(time.monotonic() - started, 2), error=error)


def _log_tail(folder: Path) -> str:
    """Return the last part of what the child and its kernel printed."""
    printed = (folder / _LOG_FILE).read_bytes()
    return printed[-_LOG_TAIL_BYTES:].decode("utf-8", errors="replace")
