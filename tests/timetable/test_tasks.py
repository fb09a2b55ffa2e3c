"""The year as a table, worked by hand."""

from __future__ import annotations

import datetime as dt
import shutil

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.programmes import Words, list_programmes, load_programme
from needs.tables import table
from needs.timetable import year_of
from tests.timetable.conftest import deadline, goal, occasion, step

WINTER = occasion("winter", begins="11-01", ends="03-31")
TET = occasion("tet", lunar={"month": 1, "day": 1})


def by_task(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("task")


def test_steps_are_counted_back_from_the_day_before_the_occasion(planned, data):
    """Winter begins on Sunday 1/11/2026, so the coats are there on Saturday 31/10.

    Bought five weeks before: 26/9, a Saturday → Friday 25/9; six weeks of work from 15/8.
    Delivered by 31/10, a Saturday → Friday 30/10.
    """
    plan = planned(
        occasions=[WINTER],
        goals=[
            goal(
                "coats",
                step("buy", weeks_before=5, takes_weeks=6),
                step("deliver", takes_weeks=5),
                before="winter",
                category="warm_clothing",
            )
        ],
    )
    tasks = by_task(year_of(plan, 2026, root=data))
    buy, deliver = tasks.loc["coats.buy.2026"], tasks.loc["coats.deliver.2026"]
    assert (buy.start, buy.due, buy.stated_due) == ("2026-08-15", "2026-09-25", "2026-09-26")
    assert (deliver.start, deliver.due) == ("2026-09-26", "2026-10-30")
    assert deliver.goal_day == "2026-10-31"
    assert "thứ Bảy" in buy.moved
    assert "Saturday" in buy.moved_en
    assert buy.category == "warm_clothing"
    # Winter itself keeps its days, and stands in both years that it touches.
    winter = tasks.loc["winter.2026"]
    assert (winter.start, winter.due) == ("2026-11-01", "2027-03-31")
    assert "winter.2025" in tasks.index


def test_what_is_prepared_for_the_next_tet_stands_in_both_years(planned, data):
    """Tết 2027 is on 6/2/2027, the goal on 5/2; five weeks before is 1/1, a holiday → 31/12."""
    plan = planned(
        occasions=[TET],
        goals=[goal("gifts", step("ask", weeks_before=5, takes_weeks=3), before="tet")],
    )
    this, following = (by_task(year_of(plan, year, root=data)) for year in (2026, 2027))
    ask = this.loc["gifts.ask.2027"]
    assert (ask.start, ask.due, ask.stated_due) == ("2026-12-11", "2026-12-31", "2027-01-01")
    assert "gifts.ask.2027" not in following.index, "done by the end of 2026"
    assert this.loc["tet.2026"].due == "2026-02-17"
    assert this.loc["tet.2026"].lunar == "ngày 1 tháng 1 âm lịch, năm Bính Ngọ"
    assert following.loc["tet.2027"].due == "2027-02-06"


def test_occasions_are_never_moved(planned, data):
    """1/6/2025 was a Sunday, and Tết is always a day off."""
    plan = planned(occasions=[occasion("children", on="06-01"), TET])
    tasks = by_task(year_of(plan, 2025, root=data))
    assert tasks.loc["children.2025"].due == "2025-06-01"
    assert tasks.loc["tet.2025"].due == "2025-01-29"
    assert tasks.moved.isna().all()


def test_deadlines_come_from_the_reports_of_the_plan(cao_bang, data):
    """Cao Bằng: 30/11 and 15/12. 30/11/2025 was a Sunday: by Friday 28/11."""
    tasks = year_of(cao_bang, 2025, root=data)
    due = by_task(tasks[tasks.kind == "deadline"])
    assert due.loc["report.2025-11-30"].due == "2025-11-28"
    assert due.loc["report.2025-11-30"].shown_by == "returns"
    assert due.loc["report.2025-12-15"].due == "2025-12-15"
    assert due.loc["report.2025-12-15"].shown_by == "report"


def test_half_yearly_and_single_deadlines(planned, data):
    """November 2024 without a day: from Friday 1/11 to its last working day, Friday 29/11."""
    plan = planned(
        deadlines=[
            deadline("half", on=["06-30", "12-31"]),
            deadline("second", month="2024-11"),
            deadline("once", day=dt.date(2024, 7, 15)),
            deadline("leap", on=["02-29"]),
        ]
    )
    in_2024 = by_task(year_of(plan, 2024, root=data))
    assert sorted(in_2024.index) == [
        "half.2024-06-30",
        "half.2024-12-31",
        "leap.2024-02-29",
        "once.2024-07-15",
        "second.2024-11-30",
    ]
    second = in_2024.loc["second.2024-11-30"]
    assert (second.start, second.due) == ("2024-11-01", "2024-11-29")
    assert in_2024.loc["half.2024-06-30"].due == "2024-06-28", "30/6/2024 was a Sunday"
    in_2026 = by_task(year_of(plan, 2026, root=data))
    assert sorted(in_2026.index) == ["half.2026-06-30", "half.2026-12-31", "leap.2026-02-28"]
    assert in_2026.loc["leap.2026-02-28"].due == "2026-02-27", "28/2/2026 is a Saturday"


def test_a_goal_before_the_returns_follows_the_plans_own_deadline(planned, data):
    goals = [goal("returns", step("forms", weeks_before=8), before_returns=True)]
    with_deadline = year_of(planned(reports=True, goals=goals), 2026, root=data)
    # 30/11/2026 is a Monday; eight weeks before is Monday 5/10.
    assert by_task(with_deadline).loc["returns.forms.2026"].due == "2026-10-05"
    assert year_of(planned(goals=goals), 2026, root=data).empty, "no deadline stated, no goal"


def test_the_office_is_that_of_the_day_with_todays_in_brackets(planned, data):
    """Child affairs went from Labour to Health on 1/3/2025."""
    plan = planned(deadlines=[deadline("report", on=["01-15", "06-16"])])
    then = by_task(year_of(plan, 2025, root=data))
    assert then.loc["report.2025-01-15"].who == "Sở Lao động – Thương binh và Xã hội"
    assert then.loc["report.2025-06-16"].who == "Sở Y tế"
    today = by_task(year_of(plan, 2025, root=data, on=dt.date(2026, 11, 22)))
    assert today.loc["report.2025-01-15"].who == (
        "Sở Lao động – Thương binh và Xã hội (nay: Sở Y tế)"
    )
    assert today.loc["report.2025-01-15"].who_en == (
        "Department of Labour, Invalids and Social Affairs (now: Department of Health)"
    )
    assert today.loc["report.2025-06-16"].who == "Sở Y tế", "one and the same is named once"
    assert today.loc["report.2025-01-15"].who_ids == ("labour",)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-06-28", "Sở Lao động – Thương binh và Xã hội (nay: Sở Y tế thành phố Hải Phòng)"),
        ("2025-06-30", "Sở Y tế (nay: Sở Y tế thành phố Hải Phòng)"),
        ("2026-06-30", "Sở Y tế thành phố Hải Phòng"),
    ],
)
def test_a_plan_of_2024_names_the_office_of_each_day_and_its_successor(data, day, expected):
    """Hải Dương: Labour until 28/2/2025, Health until 30/6/2025, then that of Hải Phòng."""
    plan = load_programme("hai-duong-2024", data)
    tasks = year_of(plan, int(day[:4]), root=data, on=dt.date(2026, 11, 22))
    (report,) = tasks[tasks.task.str.startswith("report.") & (tasks.due == day)].itertuples()
    assert report.whom.startswith(expected)
    assert "chủ trì" not in report.whom


def test_no_deadline_of_any_plan_says_only_that_somebody_leads(data):
    for name in list_programmes(data):
        tasks = year_of(load_programme(name, data), 2026, root=data, on=dt.date(2026, 11, 22))
        for column, words in (("who", "cơ quan chủ trì"), ("who_en", "lead department")):
            for one in (column, column.replace("who", "whom")):
                assert not tasks[one].str.lower().str.contains(words, na=False).any(), (name, one)


def test_a_lead_agency_told_in_words_stands_in_place_of_who_leads(cao_bang, data):
    """A profile that names no office of the register: its own words are all there is."""
    own = Words(vi="Ban điều phối", en="Coordinating board")
    plan = cao_bang.model_copy(update={"id": "khong-co", "lead_agency": own})
    tasks = by_task(year_of(plan, 2026, root=data))
    assert tasks.loc["report.2026-12-15"].who == "Ban điều phối"
    assert tasks.loc["report.2026-12-15"].who_en == "Coordinating board"


def test_a_plan_without_that_kind_of_support_leaves_its_goal_and_occasion_out(planned, data):
    plan = planned(
        occasions=[{**WINTER, "category": "no_such"}, TET],
        goals=[
            goal("coats", step("buy"), before="winter"),
            goal("boats", step("buy"), before="tet", category="no_such"),
        ],
    )
    assert set(year_of(plan, 2026, root=data).entry) == {"tet"}


def test_every_fault_of_a_timetable_is_told_at_once(planned, data):
    plan = planned(
        occasions=[occasion("summer", begins="06-15", ends="08-15")],
        goals=[
            goal(
                "coats",
                step("a", who=["labor"]),
                step("b", whom=["helth"], matter="childs"),
                before="summer",
                category="warm_clothing",
            )
        ],
    )
    with pytest.raises(InputFaults) as refused:
        year_of(plan, 2026, root=data)
    found = [fault.found for fault in refused.value.faults]
    # The season of warm clothing is September to December; the day before 15/6 is 14/6.
    assert sorted(found) == ["childs", "helth", "labor", "đích ngày 14/6"]


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2035])
def test_every_programme_has_a_sound_year(data, year):
    for programme in list_programmes(data):
        profile = load_programme(programme, data)
        tasks = year_of(profile, year, root=data)
        assert len(tasks), programme
        table("tasks").check(tasks)
        assert (tasks.start <= tasks.due).all()
        assert ((tasks.start <= f"{year}-12-31") & (tasks.due >= f"{year}-01-01")).all()
        steps = tasks[tasks.kind == "step"]
        assert (steps.due <= steps.goal_day).all(), "nothing is due after its goal"
        assert (steps.basis == "assumption").all(), "no plan states a lead time"
        assert tasks.name_en.notna().all()


@settings(max_examples=25)
@given(
    st.integers(2000, 2060),
    st.integers(0, 104),
    st.integers(0, 30),
    st.integers(0, 52),
)
def test_more_lead_time_is_never_later(planned, data, year, weeks, days, takes):
    plan = planned(
        occasions=[TET],
        goals=[
            goal(
                "g",
                step("early", weeks_before=weeks, days_before=days, takes_weeks=takes),
                step("late", weeks_before=weeks),
                before="tet",
            )
        ],
    )
    tasks = by_task(
        pd.concat([year_of(plan, year - gone, root=data) for gone in range(4)]).drop_duplicates(
            "task"
        )
    )
    early, late = tasks.loc[f"g.early.{year}"], tasks.loc[f"g.late.{year}"]
    assert early.start <= early.due <= late.due <= early.goal_day


@settings(max_examples=25)
@given(st.integers(1970, 2090))
def test_neighbouring_years_agree_on_what_they_share(planned, data, year):
    plan = planned(
        occasions=[WINTER, TET, occasion("moon", lunar={"month": 12, "day": 30})],
        goals=[goal("g", step("s", weeks_before=5, takes_weeks=9), before="winter")],
        deadlines=[deadline("d", on=["12-31", "02-29"])],
    )
    one, other = (by_task(year_of(plan, each, root=data)) for each in (year, year + 1))
    shared = one.index.intersection(other.index)
    assert f"winter.{year}" in shared
    pd.testing.assert_frame_equal(one.loc[shared], other.loc[shared])


def test_the_order_of_the_profile_changes_nothing(planned, data):
    entries = {
        "occasions": [WINTER, TET],
        "deadlines": [deadline("a", on=["06-30", "01-31"]), deadline("b", on=["06-30"])],
        "goals": [goal("g", step("x", weeks_before=3), step("y"), before="tet")],
    }
    turned = {key: list(reversed(value)) for key, value in entries.items()}
    turned["deadlines"][1] = deadline("a", on=["01-31", "06-30"])
    pd.testing.assert_frame_equal(
        year_of(planned(**entries), 2026, root=data), year_of(planned(**turned), 2026, root=data)
    )


def test_an_unreadable_register_of_offices_is_told(planned, data, tmp_path):
    copy = tmp_path / "data"
    (copy / "reference").mkdir(parents=True)
    shutil.copy(data / "reference" / "area_lists.csv", copy / "reference")
    with pytest.raises(InputFaults):
        year_of(planned(occasions=[TET]), 2026, root=copy)
