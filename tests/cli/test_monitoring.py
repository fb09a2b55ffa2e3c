"""`needs report`, `needs years`, `needs spot-check`, typed for a small programme."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from needs.cli import monitoring
from needs.monitoring.kept import kept_years
from tests.assessment.third_programme import PROGRAMME

from .conftest import Desk, plain

SECTION = "bases/588/monitoring.toml"
BY = ("--by", "Sở", "--evidence", "biên bản")


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer()
    monitoring.add_to(made)
    return made


@pytest.fixture(scope="session")
def delivered_desk(promises, data: Path, tmp_path_factory) -> Desk:
    """A profile with the section; 90 sets accepted in Tam Chung, 80 delivered."""
    desk = promises.desk.copy(tmp_path_factory.mktemp("delivered"))
    shutil.copy(data / "programmes" / SECTION, desk.data / "programmes" / PROGRAMME)
    desk("commit", "delivered", "--lot", "L000001", "--quantity", "80", "--children", "80",
         "--value", "30800000", "--at", "2026-06-20", *BY)  # fmt: skip
    return desk


@pytest.fixture
def run(app, delivered_desk):
    """Run one of the commands; with the exit code that is expected."""

    def command(*arguments: str | Path, code: int = 0, desk: Desk = delivered_desk) -> str:
        where = ["--data", str(desk.data)]
        if arguments[:2] != ("years", "list"):
            where += ["--out", str(desk.out)]
        result = CliRunner().invoke(app, [*map(str, arguments), *where])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return plain(result.output)

    return command


def page(desk: Desk, name: str) -> str:
    return (desk.out / PROGRAMME / "offices" / name).read_text(encoding="utf-8")


def start_page(desk: Desk) -> str:
    return (desk.out / PROGRAMME / "index.html").read_text(encoding="utf-8")


def test_a_yearly_report_with_its_tables(run, delivered_desk):
    told = run("report", PROGRAMME, "--tables")
    assert all(f"year-2026{ending}" in told for ending in (".html", ".docx", ".pdf", ".xlsx"))
    assert "chưa giữ bảng năm trước" in told
    html = page(delivered_desk, "reports/year-2026.html")
    assert "30.800.000" in html
    for ending in ("html", "docx", "pdf", "xlsx"):
        assert f'href="offices/reports/year-2026.{ending}"' in start_page(delivered_desk)
    assert 'href="offices/reports/year-2026/delivered.csv"' in start_page(delivered_desk)
    folder = delivered_desk.out / PROGRAMME / "offices" / "reports" / "year-2026"
    table = pd.read_parquet(folder / "delivered.parquet").set_index("stage")
    assert table.loc["delivered", "children"] == 80
    assert table.loc["short", "children"] == 10


def test_half_a_year_and_a_district(run, delivered_desk):
    run("report", PROGRAMME, "--kind", "half_year")
    assert "đến 30/06/2026" in page(delivered_desk, "reports/half-year-2026.html")
    run("report", PROGRAMME, "--district", "mường lát")
    html = page(delivered_desk, "reports/year-2026-muong-lat.html")
    assert "Tam Chung" in html
    assert "Quan Sơn" not in html


def test_a_district_signs_its_own_report_and_not_the_office_of_the_province(run, monkeypatch):
    issued = []

    def note(*_, issued_by, **__):
        issued.append(issued_by)
        return ()

    monkeypatch.setattr("needs.documents.forms.write_forms", note)
    run("report", PROGRAMME)
    run("report", PROGRAMME, "--district", "mường lát")
    assert issued == ["lead", "local"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--kind", "monthly"), "half_year; year; mid_term; final"),
        (("--year", "2001"), "2026"),
        (("--district", "Bảo Lâm"), "Mường Lát"),
        (("--agency", "health"), "health"),
        (("--agency", "health", "--district", "Mường Lát"), "--agency"),
        (("--lang", "fr"), "vi; en"),
    ],
)
def test_what_cannot_be_reported_is_told(run, arguments, named):
    assert named in run("report", PROGRAMME, *arguments, code=1)


def test_a_draw_that_can_be_repeated(run, delivered_desk):
    first = run("spot-check", PROGRAMME, "--seed", "12")
    assert "Bốc được 1 lô" in first
    html = page(delivered_desk, "spot-check-2026.html")
    assert 'href="offices/spot-check-2026.html"' in start_page(delivered_desk)
    assert "L000001" in html
    run("spot-check", PROGRAMME, "--seed", "12")
    assert page(delivered_desk, "spot-check-2026.html") == html


def test_a_year_is_kept_once_and_compared_with_later(run, delivered_desk, tmp_path):
    """Kept for 2026; the same plan assessed in 2027 tells that nothing but the year changed."""
    desk = delivered_desk.copy(tmp_path)
    run("years", "keep", PROGRAMME, "--year", "2026", desk=desk)
    assert kept_years(PROGRAMME, desk.data) == ["2026"]
    assert "giống hệt" in run("years", "keep", PROGRAMME, "--year", "2026", desk=desk)
    assert "2026: giữ ngày" in run("years", "list", PROGRAMME, desk=desk)
    assert "2026" in run("years", "keep", PROGRAMME, "--year", "2019", code=1, desk=desk)
    profile = desk.data / "programmes" / PROGRAMME / "programme.toml"
    text = profile.read_text(encoding="utf-8")
    assert "value = 350000" in text
    later = text.replace("2026-06-01", "2027-06-01").replace("value = 350000", "value = 400000")
    profile.write_text(later, encoding="utf-8")
    run("report", PROGRAMME, desk=desk)
    html = page(desk, "reports/year-2027.html")
    assert "so với năm 2026" in html
    assert "do đơn giá" in html
    # The report of the year that was kept is made of what was kept.
    run("report", PROGRAMME, "--year", "2026", desk=desk)
    assert "30.800.000" in page(desk, "reports/year-2026.html")


def test_a_kept_year_that_was_touched_is_told(run, delivered_desk, tmp_path):
    desk = delivered_desk.copy(tmp_path)
    run("years", "keep", PROGRAMME, "--year", "2026", desk=desk)
    table = desk.data / "years" / PROGRAMME / "2026" / "tables" / "gap.parquet"
    table.write_bytes(b"")
    assert "tables/gap.parquet" in run("years", "list", PROGRAMME, code=1, desk=desk)


def test_nothing_kept_yet(run):
    assert "Chưa giữ năm nào" in run("years", "list", PROGRAMME)
