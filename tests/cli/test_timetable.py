"""`needs timetable` as a planner types it."""

from __future__ import annotations

import datetime as dt

import pytest
import typer
from icalendar import Calendar
from typer.testing import CliRunner

from needs.cli.timetable import add_to


@pytest.fixture(scope="module")
def run(data):
    app = typer.Typer()
    add_to(app)
    app.callback()(lambda: None)

    def typed(*arguments, code=0):
        result = CliRunner().invoke(app, ["timetable", *map(str, arguments), "--data", str(data)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return " ".join(result.output.split())

    return typed


def test_without_a_year_it_tells_what_comes_next(run):
    told = run("cao-bang-588", "--on", "2026-11-22")
    assert "Sắp tới" in told
    assert "30/11/2026 (còn 8 ngày): Báo cáo năm theo kế hoạch" in told
    assert "Đã qua hạn, chưa biết đã xong chưa" in told
    assert "Trễ hạn" not in told, "nothing is known not to be done"
    assert "Next 27 November 2026 (in 5 days)" in run(
        "cao-bang-588", "--on", "2026-11-22", "--lang", "en"
    )


def test_with_a_year_it_lists_the_year(run):
    told = run("cao-bang-588", "--year", "2027", "--on", "2026-11-22")
    assert "Lịch công tác năm 2027" in told
    for words in ("Tết Nguyên đán", "Đinh Mùi", "06/02/2027", "15/12/2027"):
        assert words in told


def test_the_calendar_file_holds_this_year_and_the_next_or_the_year_asked_for(run, tmp_path):
    both, one = tmp_path / "a.ics", tmp_path / "sub" / "b.ics"
    assert "mở bằng ứng dụng lịch" in run("cao-bang-588", "--on", "2026-11-22", "--ics", both)
    run("cao-bang-588", "--year", "2027", "--on", "2026-11-22", "--ics", one)

    def tets(path):
        events = Calendar.from_ical(path.read_bytes()).events
        return sorted(
            event.decoded("dtstart") for event in events if event["uid"].startswith("tet.")
        )

    assert tets(both) == [dt.date(2026, 2, 17), dt.date(2027, 2, 6)]
    assert tets(one) == [dt.date(2027, 2, 6)]


def test_what_cannot_be_done_is_said(run, tmp_path):
    assert "không có «khong-co»" in run("khong-co", code=1)
    assert "1968 đến năm 2100" in run("cao-bang-588", "--year", "1900", code=1)
    run("cao-bang-588", "--on", "hôm nay", code=2)
    assert "không ghi được" in run(
        "cao-bang-588", "--on", "2026-11-22", "--ics", blocked(tmp_path), code=1
    )


def blocked(folder):
    (folder / "file").write_text("", encoding="utf-8")
    return folder / "file" / "a.ics"


def test_a_day_may_be_written_as_it_is_printed(run):
    assert run("cao-bang-588", "--on", "22/11/2026") == run("cao-bang-588", "--on", "2026-11-22")
