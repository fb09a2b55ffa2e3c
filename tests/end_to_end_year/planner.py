"""A planner at a desk: commands typed on a given day, tables and pages read afterwards."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from typer.testing import CliRunner

from needs.assessment.meant import Meant
from needs.assessment.promising import Saying, open_ledger, promise
from needs.cli import app
from needs.programmes import load_programme
from needs.runs.result_tables import ResultTables, published_tables

#: Commands that write into the folder for reports, or read from it.
WITH_OUT = ("allocate", "commit", "report", "spot-check", "network")


@dataclass
class Planner:
    """Somebody's programme, data and reports, and the day on which the commands are typed."""

    programme: str
    data: Path
    out: Path
    day: dt.date = dt.date(2026, 1, 8)
    passphrase: str = ""
    told: list[str] = field(default_factory=list)
    _plan: tuple[ResultTables, str] | None = None

    def __call__(self, *words: object, code: int = 0, typed: str | None = None) -> str:
        """Type a command; return what it told, each blank an ordinary one.

        Whatever it says, it says in words, and ends with the code that is expected.
        """
        more = ["--data", self.data]
        if words[0] in WITH_OUT or words[:2] == ("years", "keep"):
            more += ["--out", self.out]
        result = CliRunner().invoke(
            app,
            [*map(str, (*words, *more))],
            input=typed,
            env={"NEEDS_REGISTER_PASSPHRASE": self.passphrase},
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        self.told.append(result.output)
        return " ".join(result.output.split())

    def of(self, command: str, *words: object, code: int = 0) -> str:
        """Type a command about the programme."""
        return self(command, self.programme, *words, code=code)

    def write_down(
        self, state: str, meant: Meant, *, at: str, evidence: str = "", note: str = ""
    ) -> None:
        """What `commit` does, without opening the plan anew for each entry."""
        profile = load_programme(self.programme, self.data)
        if self._plan is None:
            self._plan = published_tables(
                profile, data=self.data, folder=self.reports / "tables", mode=None
            )
        plan, plan_id = self._plan
        day = dt.datetime.fromisoformat(at).astimezone()
        ledger = open_ledger(profile, self.data, lang="vi")
        paper = evidence or f"biên bản ngày {at}"
        saying = Saying(by="Sở Y tế", evidence=paper, note=note, at=day)
        promise(plan.assessment, ledger, state, meant, saying, lang="vi", plan_id=plan_id)

    @property
    def reports(self) -> Path:
        return self.out / self.programme

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.reports / "tables" / f"{name}.parquet")

    def reported(self, report: str, name: str) -> pd.DataFrame:
        """A table of a report that was made with `--tables`."""
        return pd.read_parquet(self.reports / "offices" / "reports" / report / f"{name}.parquet")

    def page(self, name: str) -> str:
        """The words of a page, without its marks."""
        html = (self.reports / name).read_text(encoding="utf-8")
        return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<body")[2]).split())
