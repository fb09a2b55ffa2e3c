"""Commands run in this process, as a planner types them; and one year of promises, told once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from click.testing import Result
from typer.testing import CliRunner

from needs.cli import app
from tests.assessment.third_programme import FOLDER, PROGRAMME, write_third

#: Commands that write into the folder for reports, or read from it.
WITH_OUT = ("allocate", "commit", "explain", "run")


def plain(text: str) -> str:
    """What was printed, each blank an ordinary one."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Desk:
    """Somebody's data and reports."""

    data: Path
    out: Path

    def __call__(self, command: str, *arguments: str | Path, code: int = 0) -> Result:
        """Run a command on the programme; nothing but an exit code may come out of it."""
        more = ["--data", self.data, *(["--out", self.out] if command in WITH_OUT else [])]
        result = CliRunner().invoke(app, [*map(str, (command, PROGRAMME, *arguments, *more))])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.out / PROGRAMME / "tables" / f"{name}.parquet")

    @property
    def ledger(self) -> Path:
        return self.data / FOLDER / "commitments.sqlite"

    def copy(self, folder: Path) -> Desk:
        """The same data and reports in a folder of one's own: nothing has to be made anew."""
        return Desk(
            Path(shutil.copytree(self.data, folder / "data")),
            Path(shutil.copytree(self.out, folder / "out")),
        )


@pytest.fixture(scope="session")
def desk_with(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Desk]:
    def made(**changes: str) -> Desk:
        folder = tmp_path_factory.mktemp("desk")
        root = write_third(Path(shutil.copytree(data, folder / "data")), **changes)
        return Desk(root, folder / "out")

    return made


@dataclass(frozen=True)
class Planned:
    """A desk that has a plan and has promised nothing yet; what the command told."""

    desk: Desk
    told: str


@pytest.fixture(scope="session")
def planned(desk_with) -> Planned:
    desk = desk_with()
    return Planned(desk, desk("allocate").stdout)


@pytest.fixture(scope="session")
def promises(planned, tmp_path_factory) -> Planned:
    """Then: the store is offered both its lots and accepts Tam Chung; the plan is made again."""
    desk = planned.desk.copy(tmp_path_factory.mktemp("promises"))
    desk("commit", "offered", "--donor", "kho-am", "--by", "Sở Y tế")
    desk(
        "commit", "accepted", "--donor", "Kho đồ ấm", "--commune", "Tam Chung",
        "--by", "Sở Y tế", "--evidence", "thư ngày 1/10",
    )  # fmt: skip
    return Planned(desk, desk("allocate").stdout)
