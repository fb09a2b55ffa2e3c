"""Fixtures that every room's tests share."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from needs.places import Gazetteer, load_gazetteer
from needs.programmes import load_programme

from .order import longest_first
from .processes import Processes, started_from_now

if TYPE_CHECKING:
    from needs.assessment import Assessment

Change = Callable[[pd.DataFrame], pd.DataFrame]

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
#: For what another process makes.
WAIT_S = 900


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = longest_first(items)


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
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Make a folder once for all processes that run tests; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent

    def make(name: str, how: Callable[[Path], None]) -> Path:
        folder, done = base / f"once-{name}", base / f"once-{name}.done"
        try:
            folder.mkdir()
        except FileExistsError:
            deadline = time.monotonic() + WAIT_S
            while not done.exists():
                assert time.monotonic() < deadline, f"{name} was never finished"
                time.sleep(0.2)
        else:
            try:
                how(folder)
            finally:
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def assessed_folder(data: Path, made_once: Callable[..., Path]) -> Callable[[str], Path]:
    """Run the whole chain on the checkout's data, once for each programme; only to be read.

    In the folder: `tables`, as a run leaves them in its folder of reports, and the assessment.
    """

    def assessed(programme: str) -> Path:
        def run(folder: Path) -> None:
            # Costly to load, and few tests need it.
            from needs.runs.result_tables import TABLES_FOLDER, result_tables

            profile = load_programme(programme, data)
            made = result_tables(profile, data=data, folder=folder / TABLES_FOLDER)
            (folder / "assessment.pickle").write_bytes(pickle.dumps(made.assessment))

        return made_once(f"assessed-{programme}", run)

    return assessed


@pytest.fixture(scope="session")
def assessment_of(assessed_folder: Callable[[str], Path]) -> Callable[[str], Assessment]:
    """The same as the chain returned it, before it was written; not to be changed."""

    @cache
    def returned(programme: str) -> Assessment:
        path = assessed_folder(programme) / "assessment.pickle"
        return pickle.loads(path.read_bytes())

    return returned


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
