"""Files from outside, each read in a supervised process: no file can stop, slow or fill the rest.

A few reader processes live as long as the call and read many files each. One that takes too long,
takes too much memory or dies is ended and replaced; its file becomes a refusal.

The processes are plain `python -m needs.workbooks.reader` over pipes, not `multiprocessing`:
spawning there imports the caller's main script again (a notebook, a test run, the `needs` command
of Windows), and a killed worker breaks its pool. Memory is watched from outside with psutil,
because limits that the system enforces do not exist on Windows. Whatever happens to this process,
its readers end with it: they end when their pipe closes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from needs.workbooks.grid import Book, Refusal
from needs.workbooks.limits import Limits
from needs.workbooks.supervision import Readers

_DEFAULT_LIMITS = Limits()
# Each reader may hold as much memory as the limits say: more of them would not fit everywhere.
_MOST_READERS = 4
# Files asked for ahead of the one that is awaited, for each reader: enough to keep it busy.
_AHEAD = 2
# Waiting without end cannot be interrupted on Windows.
_LISTEN_EVERY_S = 0.25


def open_books(
    paths: Iterable[Path], *, workers: int | None = None, limits: Limits = _DEFAULT_LIMITS
) -> Iterator[Book | Refusal]:
    """Read files in supervised processes; one result for each, in the order given.

    Nothing starts before the first result is asked for. Results are made a few ahead and not
    kept; closing the iterator, or Ctrl-C, ends all processes.

    Parameters
    ----------
    paths
        The files.
    workers
        How many processes read; by default one for each processor, four at most.
    limits
        What one file may ask for, in size, seconds and memory.

    Yields
    ------
    Book or Refusal
        What each path gave.
    """
    waiting = deque(paths)
    readers = min(workers or min(os.cpu_count() or 1, _MOST_READERS), len(waiting))
    if not readers:
        return
    asked: deque[Future[Book | Refusal]] = deque()
    with Readers(readers) as pool, ThreadPoolExecutor(readers) as threads:
        try:
            while waiting or asked:
                while waiting and len(asked) < readers * _AHEAD:
                    asked.append(threads.submit(pool.read, waiting.popleft(), limits))
                awaited = asked.popleft()
                while not awaited.done():
                    wait([awaited], timeout=_LISTEN_EVERY_S)
                yield awaited.result()
        finally:
            # Before the threads are waited for: they wait for the processes.
            pool.end()
            threads.shutdown(wait=False, cancel_futures=True)
