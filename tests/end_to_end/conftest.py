"""The programmes as a newcomer runs them: by the installed command, from some other folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .opened import Opened, open_page

PROGRAMMES = ("cao-bang-588", "ninh-thuan-588")
#: Of the other three one former district is briefed: all districts take minutes and the same code.
ONE_DISTRICT = {
    "thanh-hoa-588": "Mường Lát",
    "thanh-hoa-fund": "Mường Lát",
    "hai-duong-2024": "Chí Linh",
}
WAIT_S = 900

Command = Callable[..., subprocess.CompletedProcess[str]]


def installed(name: str) -> str:
    """Return a command of the environment that runs the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}"
    return found


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has nothing to do with the checkout, to run commands in."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="session")
def needs(elsewhere: Path) -> Command:
    """Run the command `needs`; the output is read as UTF-8, as every terminal shows it."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed("needs"), *map(str, arguments)],
            cwd=elsewhere,
            capture_output=True,
            encoding="utf-8",
            timeout=WAIT_S,
            check=False,
            **options,
        )

    return run


@pytest.fixture(scope="session")
def reports(
    needs: Command, made_once: Callable[..., Path], assessed_folder: Callable[[str], Path]
) -> Callable[[str], Path]:
    """Return `reports/<programme>`, written by `needs run PROGRAMME` once; only to be read.

    Every district of `PROGRAMMES`; of the programmes of `ONE_DISTRICT`, that one.
    """

    def written(programme: str) -> Path:
        def run(folder: Path) -> None:
            one = ONE_DISTRICT.get(programme)
            only = ["--district", one] if one else []
            if programme in PROGRAMMES:
                # Computed for the tests of the chain already; the others compute theirs here.
                shutil.copytree(
                    assessed_folder(programme) / "tables", folder / programme / "tables"
                )
            result = needs("run", programme, *only, "--out", folder)
            (folder / "printed.txt").write_text(result.stdout + result.stderr, encoding="utf-8")
            (folder / "exit.txt").write_text(str(result.returncode), encoding="utf-8")

        folder = made_once(programme, run)
        assert (folder / programme / "manifest.json").is_file(), (folder / "printed.txt").read_text(
            encoding="utf-8"
        )
        return folder / programme

    return written


@pytest.fixture(scope="module", params=PROGRAMMES)
def programme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def report(programme: str, reports: Callable[[str], Path]) -> Path:
    return reports(programme)


@pytest.fixture
def copied_report(reports: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Copy a programme's reports to a folder of the test's own; gives that `--out` folder."""

    def copy(programme: str) -> Path:
        shutil.copytree(reports(programme), tmp_path / "reports" / programme)
        return tmp_path / "reports"

    return copy


@pytest.fixture
def tables_only(reports: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """Copy only a programme's tables: what a run computes before the first page."""

    def copy(programme: str) -> Path:
        folder = tmp_path / "reports" / programme / "tables"
        shutil.copytree(reports(programme) / "tables", folder)
        return tmp_path / "reports"

    return copy


@pytest.fixture(scope="session")
def opened(browser: Browser) -> Callable[..., Opened]:
    """Open a page with no network; what it asked for and complained of is kept."""

    def show(path: Path, *, width: int = 1000) -> Opened:
        return open_page(browser, path, width=width)

    return show
