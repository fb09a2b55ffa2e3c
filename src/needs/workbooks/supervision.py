"""Reader processes and the thread that watches how long they take and what they hold."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import psutil

from needs.workbooks.files import shown_name
from needs.workbooks.grid import Book, Refusal
from needs.workbooks.limits import Limits
from needs.workbooks.messages import receive, send

_COMMAND = (
    sys.executable,
    # Not the folder it is started in: that may be the one with the senders' files.
    "-P",
    "-m",
    "needs.workbooks.reader",
)
_WATCH_EVERY_S = 0.02
_START_S = 60.0
_END_S = 10.0
# Above this share of its memory a reader is replaced: what a file leaves is not the next's fault.
_USED_UP = 0.4

#: Code and values of a refusal.
_Fault = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(slots=True)
class _Bounds:
    """What the message that is being answered may take."""

    until: float
    seconds: float
    memory_bytes: int


class _Reader:
    """One reader process; ends are told by `fault`: a refusal's code and values."""

    def __init__(self, limits: Limits) -> None:
        self.fault: _Fault | None = None
        self._lock = threading.Lock()
        self._bounds: _Bounds | None = None
        self._process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # On Windows, no black window for each.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests: IO[bytes] = self._process.stdin
        self._results: IO[bytes] = self._process.stdout
        # The process that reads; it tells its number, for it need not be the one started here.
        self._seen: psutil.Process | None = None
        self._start_bounds = _Bounds(time.monotonic() + _START_S, _START_S, limits.memory_bytes)

    def read(self, path: Path, limits: Limits) -> Book | Refusal:
        """Have one file read; whatever becomes of the process is in the result."""
        if self._seen is None:
            self._meet()
        if self.fault is None:
            until = time.monotonic() + limits.seconds
            bounds = _Bounds(until, limits.seconds, limits.memory_bytes)
            # Made absolute and not resolved: a link must stay one.
            result = self._answer((os.path.abspath(path), limits), bounds)  # noqa: PTH100
            if isinstance(result, Book | Refusal):
                if self._holds() > _USED_UP * limits.memory_bytes:
                    self.end(_failed("replaced"))
                return result
        code, values = self.fault or _failed("no answer")
        return Refusal(shown_name(path), code, values)

    def watch(self) -> None:
        """End the process if it takes more than it may."""
        with self._lock:
            bounds = self._bounds
            if bounds is None or self.fault is not None:
                return
            if time.monotonic() > bounds.until:
                self._kill(("too_slow", (("seconds", f"{bounds.seconds:g}"),)))
            elif self._holds() > bounds.memory_bytes:
                self._kill(("too_much_memory", (("limit", str(bounds.memory_bytes)),)))

    def end(self, fault: _Fault) -> None:
        """End the process and wait until it is gone."""
        with self._lock:
            if self.fault is None:
                self._kill(fault)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_S)
        for pipe in (self._requests, self._results):
            # What was not yet sent cannot be any more.
            with suppress(OSError):
                pipe.close()

    def _answer(self, message: Any, bounds: _Bounds) -> Any:
        """Send a message (None: it speaks first) and return the answer; None if it ended."""
        with self._lock:
            self._bounds = bounds
        try:
            if message is not None:
                send(self._requests, message)
            answer = receive(self._results)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            self.end(_failed(type(error).__name__))
            return None
        finally:
            with self._lock:
                self._bounds = None
        return answer

    def _meet(self) -> None:
        """Wait until the process has started, and learn its number."""
        number = self._answer(None, self._start_bounds)
        if isinstance(number, int):
            try:
                self._seen = psutil.Process(number)
            except psutil.Error:
                self.end(_failed("not started"))

    def _kill(self, fault: _Fault) -> None:
        self.fault = fault
        if self._seen is not None:
            with suppress(psutil.Error):
                self._seen.kill()
        self._process.kill()

    def _holds(self) -> int:
        if self._seen is None:
            return 0
        try:
            return int(self._seen.memory_info().rss)
        except psutil.Error:
            return 0


class Readers:
    """Some reader processes, started when needed, replaced when they end.

    Parameters
    ----------
    count
        How many there are at most.
    """

    def __init__(self, count: int) -> None:
        self._idle: queue.SimpleQueue[_Reader | None] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(None)
        self._lock = threading.Lock()
        self._all: set[_Reader] = set()
        self._ended = threading.Event()

    def __enter__(self) -> Readers:
        threading.Thread(target=self._watch, name="watch-readers", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.end()

    def read(self, path: Path, limits: Limits) -> Book | Refusal:
        """Have one file read by the next reader that is free."""
        reader = self._idle.get()
        try:
            if reader is None:
                reader = self._start(limits)
            if reader is None:
                code, values = _failed("not started")
                return Refusal(shown_name(path), code, values)
            return reader.read(path, limits)
        finally:
            if reader is not None and reader.fault is not None:
                with self._lock:
                    self._all.discard(reader)
                reader = None
            self._idle.put(reader)

    def end(self) -> None:
        """End all processes; no more are started."""
        with self._lock:
            self._ended.set()
            readers, self._all = self._all, set()
        for reader in readers:
            reader.end(_failed("ended"))

    def _start(self, limits: Limits) -> _Reader | None:
        with self._lock:
            if self._ended.is_set():
                return None
            try:
                reader = _Reader(limits)
            except OSError:
                return None
            self._all.add(reader)
            return reader

    def _watch(self) -> None:
        while not self._ended.wait(_WATCH_EVERY_S):
            with self._lock:
                readers = tuple(self._all)
            for reader in readers:
                reader.watch()


def _failed(detail: str) -> _Fault:
    return "reader_failed", (("detail", detail),)
