"""Many notebooks: those out of date, several at a time, none in the way of another."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import psutil

from needs.errors import FaultCollector
from needs.runs.job import NotebookJob, RunError
from needs.runs.manifest import Manifest
from needs.runs.progress import progress_bar
from needs.runs.supervise import JobResult, run_job
from needs.wording import say

# A kernel with geopandas and folium and its supervisor take about half of this.
_WORKER_BYTES = 800 * 1024**2

# Short waits, because Windows delivers Ctrl-C only between them.
_POLL_S = 0.2


@dataclass(frozen=True)
class RunEvent:
    """Something that happened to one job.

    Attributes
    ----------
    job
        Which job.
    status
        What happened.
    done, total
        Jobs that are through (made, failed or skipped) and all jobs.
    result
        How the job ended, if it ran.
    """

    job: NotebookJob
    status: Literal["ok", "failed", "skipped"]
    done: int
    total: int
    result: JobResult | None = None


@dataclass(frozen=True)
class RunSummary:
    """What a run made; ids in the order of the jobs.

    Attributes
    ----------
    ok, skipped
        Products made now, and those that were up to date.
    failed
        Products that could not be made, with the reason.
    seconds
        Duration of the whole run.
    """

    ok: tuple[str, ...]
    skipped: tuple[str, ...]
    failed: dict[str, RunError]
    seconds: float

    @property
    def exit_code(self) -> int:
        """0 if every product is there, else 1."""
        return 1 if self.failed else 0

    def text(self, *, lang: str = "vi") -> str:
        """Return the summary as lines for the planner, failed products with their reason."""
        lines = [
            say(
                "{ok} sản phẩm đã lập, {skipped} đã có sẵn, {failed} bị lỗi; {seconds} giây",
                lang=lang,
                ok=len(self.ok),
                skipped=len(self.skipped),
                failed=len(self.failed),
                seconds=round(self.seconds),
            )
        ]
        lines += [f"  {job_id}: {error}" for job_id, error in self.failed.items()]
        return "\n".join(lines)


def run_jobs(
    jobs: Sequence[NotebookJob],
    *,
    manifest: Manifest,
    workers: int | None = None,
    fingerprint_of: Callable[[NotebookJob], str] | None = None,
    force: bool = False,
    on_event: Callable[[RunEvent], None] | None = None,
    progress: bool = True,
    lang: str = "vi",
) -> RunSummary:
    """Run every job whose product is not up to date, and keep the manifest.

    Parameters
    ----------
    jobs
        What to run; ids and output files must differ.
    manifest
        Says what is up to date; written after each job, so that an interrupted run resumes.
    workers
        Jobs at the same time; by default see `default_workers`.
    fingerprint_of
        What a job's product is made of, in one number; by default `manifest.fingerprint`.
    force
        Run all jobs, up to date or not.
    on_event
        Called in the calling thread when a job is through.
    progress
        Show a progress bar, if the error stream is a terminal.
    lang
        Language of the progress bar.

    Returns
    -------
    RunSummary
        A failed job is in it; it does not stop the others.

    Raises
    ------
    InputFaults
        If two jobs have the same id or write the same file.
    KeyboardInterrupt
        After all processes of the run are killed; what was finished is in the manifest.
    """
    started = time.monotonic()
    _check_distinct(jobs)
    prints = {job.id: (fingerprint_of or manifest.fingerprint)(job) for job in jobs}
    todo: list[NotebookJob] = []
    skipped: list[NotebookJob] = []
    for job in jobs:
        current = not force and manifest.is_up_to_date(job, fingerprint=prints[job.id])
        (skipped if current else todo).append(job)
    workers = workers or default_workers(jobs=len(todo))
    results: dict[str, JobResult] = {}
    with (
        progress_bar(total=len(jobs), show=progress, lang=lang) as advance,
        closing(_results(todo, workers=workers, manifest=manifest, prints=prints)) as finished,
    ):
        through = chain(((job, None) for job in skipped), finished)
        for done, (job, result) in enumerate(through, start=1):
            status = result.outcome.status if result else "skipped"
            if result:
                results[job.id] = result
            advance(job.id, status)
            if on_event:
                on_event(RunEvent(job, status, done, len(jobs), result))
    return RunSummary(
        ok=tuple(job.id for job in todo if results[job.id].ok),
        skipped=tuple(job.id for job in skipped),
        failed={
            job.id: error for job in todo if (error := results[job.id].outcome.error) is not None
        },
        seconds=round(time.monotonic() - started, 2),
    )


def _results(
    jobs: Sequence[NotebookJob], *, workers: int, manifest: Manifest, prints: Mapping[str, str]
) -> Generator[tuple[NotebookJob, JobResult], None, None]:
    """Run the jobs in threads, record each in the manifest, and yield them as they end.

    If the caller is interrupted or gives up, every process of the run is killed.
    """
    stop = threading.Event()
    recording = threading.Lock()

    def run(job: NotebookJob) -> JobResult:
        result = run_job(job, stop=stop)
        with recording:
            manifest.record(job, result, fingerprint=prints[job.id])
        return result

    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="needs-run") as pool:
        waiting = {pool.submit(run, job): job for job in jobs}
        try:
            while waiting:
                ended, _ = wait(waiting, timeout=_POLL_S, return_when=FIRST_COMPLETED)
                for future in ended:
                    yield waiting.pop(future), future.result()
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _check_distinct(jobs: Sequence[NotebookJob]) -> None:
    """Refuse jobs that would overwrite each other's product."""
    faults = FaultCollector("các sản phẩm / products")
    for job_id, times in Counter(job.id for job in jobs).items():
        if times > 1:
            faults.add("id", f"{job_id} × {times}", "mỗi id một lần / each id once")
    for path, times in Counter(path for job in jobs for path in job.outputs).items():
        if times > 1:
            faults.add(str(path), f"{times} sản phẩm / products", "một / one")
    faults.raise_if_any()


def default_workers(*, jobs: int) -> int:
    """Return how many jobs to run at a time: one per processor, if the memory suffices."""
    if hasattr(os, "sched_getaffinity"):
        processors = len(os.sched_getaffinity(0))
    else:
        processors = os.cpu_count() or 1
    by_memory = psutil.virtual_memory().available // _WORKER_BYTES
    return max(1, min(jobs, processors, by_memory))
