"""Late, not known, next, under way."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.timetable import late_and_next, timetable_lines
from tests.timetable.conftest import deadline, goal, occasion, step


@pytest.fixture(scope="module")
def plan(planned):
    """Coats by Saturday 31/10/2026; proposals due Friday 12/6, orders Friday 14/8; one deadline."""
    return planned(
        occasions=[occasion("winter", begins="11-01", ends="03-31")],
        goals=[
            goal(
                "coats",
                step("propose", weeks_before=20, takes_weeks=2),
                step("order", weeks_before=11, takes_weeks=3),
                step("deliver", takes_weeks=20),
                before="winter",
            )
        ],
        deadlines=[deadline("half", on=["06-30"])],
    )


def ids(frame):
    return list(frame.task)


def test_nothing_known_is_never_late(plan, data):
    standing = late_and_next(plan, dt.date(2026, 7, 15), root=data)
    assert ids(standing.late) == []
    assert ids(standing.unknown) == ["coats.propose.2026", "half.2026-06-30"]
    # Orders are due on 14/8, within 60 days; delivery runs since 13/6 and is due on 30/10.
    assert ids(standing.next) == ["coats.order.2026"]
    assert ids(standing.under_way) == ["coats.deliver.2026"]


def test_what_is_known_undone_is_late_and_what_is_done_is_gone(plan, data):
    known = {"coats.propose.2026": False, "half.2026-06-30": True, "coats.order.2026": True}
    standing = late_and_next(plan, dt.date(2026, 7, 15), root=data, done=known)
    assert ids(standing.late) == ["coats.propose.2026"]
    assert ids(standing.unknown) == []
    assert ids(standing.next) == []


def test_on_its_day_a_task_is_not_late(plan, data):
    day = dt.date(2026, 6, 12)
    standing = late_and_next(plan, day, root=data, done={"coats.propose.2026": False})
    assert ids(standing.late) == []
    assert "coats.propose.2026" in ids(standing.next)
    after = late_and_next(
        plan, day + dt.timedelta(days=1), root=data, done={"coats.propose.2026": False}
    )
    assert ids(after.late) == ["coats.propose.2026"]


def test_nobody_is_asked_for_ever(plan, data):
    """A deadline of 30/6 is asked about until 30/7; a step until the goal of 31/10."""
    asked = {
        day: ids(late_and_next(plan, dt.date.fromisoformat(day), root=data).unknown)
        for day in ("2026-07-30", "2026-07-31", "2026-10-31", "2026-11-01")
    }
    assert "half.2026-06-30" in asked["2026-07-30"]
    assert "half.2026-06-30" not in asked["2026-07-31"]
    assert "coats.propose.2026" in asked["2026-10-31"]
    assert asked["2026-11-01"] == []


def test_what_is_known_undone_stays_late_for_a_year(plan, data):
    known = {"coats.deliver.2026": False}
    late = {
        day: ids(late_and_next(plan, dt.date.fromisoformat(day), root=data, done=known).late)
        for day in ("2027-10-30", "2027-10-31")
    }
    assert late == {"2027-10-30": ["coats.deliver.2026"], "2027-10-31": []}


def test_next_reaches_over_the_end_of_the_year(planned, data):
    tet = planned(occasions=[occasion("tet", lunar={"month": 1, "day": 1})])
    standing = late_and_next(tet, dt.date(2026, 12, 20), root=data)
    assert ids(standing.next) == ["tet.2027"]
    assert ids(late_and_next(tet, dt.date(2026, 11, 1), root=data).next) == []


def test_a_season_stands_among_what_is_next_on_its_first_day(planned, data):
    """Winter from 1/11 to 31/3 comes before the report of 16/11."""
    plan = planned(
        occasions=[occasion("winter", begins="11-01", ends="03-31")],
        deadlines=[deadline("report", on=["11-16"]), deadline("early", on=["10-30"])],
    )
    standing = late_and_next(plan, dt.date(2026, 10, 5), root=data)
    assert ids(standing.next) == ["early.2026-10-30", "winter.2026", "report.2026-11-16"]


def test_lines_say_when_what_and_who(plan, data):
    blocks = dict(
        timetable_lines(
            plan,
            dt.date(2026, 7, 15),
            root=data,
            lang="vi",
            done={"coats.propose.2026": False},
        )
    )
    assert list(blocks) == [
        "Trễ hạn",
        "Đã qua hạn, chưa biết đã xong chưa",
        "Sắp tới",
        "Đang làm, hạn còn xa",
    ]
    # From 12/6 to 15/7 are 33 days; from 15/7 to 14/8 are 30.
    assert blocks["Trễ hạn"] == ["12/06/2026 (quá 33 ngày): việc (đích coats); Sở Y tế"]
    assert blocks["Sắp tới"] == ["14/08/2026 (còn 30 ngày): việc (đích coats); Sở Y tế"]
    english = timetable_lines(plan, dt.date(2026, 8, 14), root=data, lang="en")
    assert ("Next", ["14 August 2026 (today): work (coats); Department of Health"]) in english


def test_a_plan_without_tasks_has_no_lines(planned, data):
    assert timetable_lines(planned(), dt.date(2026, 7, 15), root=data, lang="vi") == []
