"""In which order files of tests are handed out: the longest first, so that none runs alone last.

pytest-xdist by itself begins with the files of many tests. A year at a desk is one test.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

#: Files and rooms that take minutes, longest first; a file goes before the room that it is in.
#: The first make different programmes: none waits for what another one is making.
LONG = (
    "end_to_end_year/test_planted.py",
    "end_to_end_year/test_year.py",
    "end_to_end/test_reports.py",
    "end_to_end/test_five_programmes.py",
    "end_to_end/test_own_data.py",
    "runs/test_pipeline.py",
    "assessment/test_real_data.py",
    "end_to_end/test_reruns.py",
    "end_to_end",
    "end_to_end_year",
    "end_to_end_returns",
    "assessment",
    "briefing",
    "cli",
    "runs",
)


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests file by file: those named in `LONG`, then files of many tests.

    Within a file the order stays as it is.
    """
    tests = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        return _rank(item.path), -tests[item.path], item.path.as_posix()

    return sorted(items, key=place)


def _rank(path: Path) -> int:
    names = (path.parent.name, f"{path.parent.name}/{path.name}")
    return next((rank for rank, name in enumerate(LONG) if name in names), len(LONG))
