"""Deadlines from all that a profile states: its reports, its Fund, the law on funds."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.programmes import Words, load_programme
from needs.timetable import year_of
from needs.timetable.deadlines import all_deadlines


@pytest.fixture(scope="module")
def fund(data):
    """The letter on the Fund: periodic reports; Decree 93/2019 and the one after it."""
    return load_programme("thanh-hoa-fund", data)


def test_the_funds_days_are_read_from_the_fund(fund):
    """Each day of each report and of the law in force, once."""
    days = {due.task: due.day for due in all_deadlines(fund, 2025, 2025)}
    reports = {f"fund.{report.id}.2025-{day}" for report in fund.fund.reports for day in report.by}
    law = fund.fund.law_on(dt.date(2025, 12, 31))
    assert set(days) == reports | {
        f"fund.{law.id}.report.2025-{law.report_by}",
        f"fund.{law.id}.publish.2025-{law.publish_by}",
    }


def test_only_the_law_in_force_on_the_day_counts(fund):
    """One law ends on 28/2/2026, the next begins on 1/3: both days of 2026 are the new one's."""
    laws = sorted(fund.fund.laws, key=lambda law: law.since)
    change = laws[-1].since
    before, after = (
        {due.task.split(".")[1] for due in all_deadlines(fund, year, year)}
        for year in (change.year - 1, change.year + 1)
    )
    assert laws[0].id in before
    assert laws[-1].id not in before
    assert laws[-1].id in after
    assert laws[0].id not in after
    ended = [due for due in all_deadlines(fund, 2000, 2010) if due.basis == "official"]
    assert ended == [], "before the first law there is none"


def test_a_day_that_is_taken_for_want_of_a_stated_one_is_an_assumption(fund, data):
    tasks = year_of(fund, 2025, root=data)
    basis = tasks[tasks.kind == "deadline"].set_index("task").basis
    assert basis["fund.chair.2025-06-30"] == "assumption", "«công văn không nêu ngày, tạm lấy»"
    law = fund.fund.law_on(dt.date(2025, 12, 31))
    assert basis[f"fund.{law.id}.report.2025-{law.report_by}"] == "official"


def test_two_reports_of_one_day_are_two_tasks_whatever_their_order(cao_bang, data):
    first, last = cao_bang.reports
    other = first.model_copy(update={"by": Words(vi="A", en="A"), "for_returns": False})
    years = [
        year_of(cao_bang.model_copy(update={"reports": reports}), 2026, root=data)
        for reports in ([first, other, last], [last, other, first])
    ]
    for tasks in years:
        who = tasks.set_index("task").who
        assert who["report.2026-11-30"] == "A"
        assert who["report.2026-11-30.2"] == first.by.vi
    assert years[0].equals(years[1])
