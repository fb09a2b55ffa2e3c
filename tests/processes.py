"""Which processes a test has started."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import psutil

Processes = Callable[[], list[psutil.Process]]


def started_from_now() -> Processes:
    """Return what lists the processes started from now on, and theirs.

    A browser that an earlier test of the same session keeps open is not among them.
    """
    before = set(psutil.Process().children())

    def since() -> list[psutil.Process]:
        own = [child for child in psutil.Process().children() if child not in before]
        found = list(own)
        for child in own:
            with suppress(psutil.NoSuchProcess):
                found += child.children(recursive=True)
        return found

    return since
