"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from needs.places import Gazetteer, load_gazetteer

from .processes import Processes, started_from_now

Change = Callable[[pd.DataFrame], pd.DataFrame]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


# Machines differ: no example fails for being slow. CI draws the same examples every time.
settings.register_profile(
    "needs",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("needs")

# Started in the background, a shell's child ignores Ctrl-C, and so would every process that the
# tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Material beside the project (real boundaries, facts); not part of a clone."""
    folder = root.parent / "shared"
    if not (folder / "geo").is_dir():
        pytest.skip("no folder ../shared with real boundaries beside this checkout")
    return folder


@pytest.fixture
def processes() -> Processes:
    """Ask which processes the test has started."""
    return started_from_now()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """An installed Chromium to open pages with; NEEDS_CHROMIUM names another one."""
    named = os.environ.get("NEEDS_CHROMIUM")
    if named and not Path(named).is_file():
        pytest.fail(f"NEEDS_CHROMIUM names no file: {named}")
    found = named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if found is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)})")
    return Path(found)


@pytest.fixture(scope="session")
def data(root: Path) -> Path:
    """The data of the checkout; not to be changed."""
    return root / "data"


@pytest.fixture
def data_copy(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.fixture
def edit(data_copy: Path) -> Callable[[str, Change], Path]:
    """Change one CSV of the copy, read and written as text; gives the copy."""

    def change(name: str, how: Change) -> Path:
        path = data_copy / name
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        how(frame).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
        return data_copy

    return change


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for all tests of a process: Playwright's loop cannot be started twice."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(chromium),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield started
        started.close()
