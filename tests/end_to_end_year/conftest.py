"""A desk on which a year passes: the day is the one the test says."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest

from needs import cli

from .planner import Planner


@pytest.fixture
def at_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Planner]:
    """Sit down to a programme of one's own; every command looks at the planner's calendar."""

    def sit(programme: str) -> Planner:
        planner = Planner(programme, tmp_path / "data", tmp_path / "reports")
        for module in pkgutil.iter_modules(cli.__path__):
            loaded = importlib.import_module(f"{cli.__name__}.{module.name}")
            if hasattr(loaded, "today"):
                monkeypatch.setattr(loaded, "today", lambda: planner.day)
        return planner

    return sit
