"""The process in which files are read: `python -m needs.workbooks.reader`, see `supervision`.

Requests come in through standard input, results go out through standard output.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from pathlib import Path

from needs.workbooks.limits import Limits
from needs.workbooks.messages import receive, send
from needs.workbooks.reading import read_book

_Request = tuple[str, Limits]


def main() -> None:
    """Read files until the other process closes the pipe or ends."""
    # Ctrl-C reaches every process of a terminal; the one that started this decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library might print would stand between the results.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests: queue.SimpleQueue[_Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    # In a virtual environment of Windows, the process that was started only starts this one.
    send(results, os.getpid())
    while True:
        path, limits = requests.get()
        send(results, read_book(Path(path), limits=limits))


def _listen(requests: queue.SimpleQueue[_Request]) -> None:
    """Hand on requests; when there can be no more, end this process, whatever it is doing."""
    try:
        while True:
            requests.put(receive(sys.stdin.buffer))
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    main()
