"""The calendar file, read again by a program that knows the format."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from needs.timetable import calendar_file, year_of
from tests.timetable.conftest import deadline, goal, occasion, step

ON = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def plan(planned):
    return planned(
        occasions=[
            occasion("winter", begins="11-01", ends="03-31"),
            occasion("tet", lunar={"month": 1, "day": 1}),
        ],
        deadlines=[deadline("half", on=["05-31"], name={"vi": "Gửi, nộp; «đủ»\\", "en": "send"})],
        goals=[goal("coats", step("buy", weeks_before=5, takes_weeks=6), before="winter")],
    )


@pytest.fixture(scope="module")
def tasks(plan, data):
    return year_of(plan, 2026, root=data)


@pytest.fixture(scope="module")
def events(plan, tasks):
    read = Calendar.from_ical(calendar_file(tasks, plan, on=ON))
    assert not read.errors
    return {str(event["uid"]): event for event in read.events}


def test_each_task_is_one_event_of_whole_days(events, tasks):
    assert set(events) == {f"{task}@cao-bang-588.needs" for task in tasks.task}
    for event in events.values():
        assert type(event.decoded("dtstart")) is dt.date, "an hour could slip to the day before"
        assert type(event.decoded("dtend")) is dt.date
        assert event.decoded("dtend") > event.decoded("dtstart")


def test_work_stands_on_its_last_day_and_occasions_on_all_of_theirs(events):
    """Bought by Friday 25/9; 31/5/2026 is a Sunday → Friday 29/5; the end is the day after."""
    spans = {
        uid.partition("@")[0]: (event.decoded("dtstart"), event.decoded("dtend"))
        for uid, event in events.items()
    }
    assert spans["coats.buy.2026"] == (dt.date(2026, 9, 25), dt.date(2026, 9, 26))
    assert spans["half.2026-05-31"] == (dt.date(2026, 5, 29), dt.date(2026, 5, 30))
    assert spans["winter.2026"] == (dt.date(2026, 11, 1), dt.date(2027, 4, 1))
    assert spans["tet.2026"] == (dt.date(2026, 2, 17), dt.date(2026, 2, 18))


def test_it_reminds_in_the_morning_a_week_and_a_day_before(events):
    hours = {
        uid.partition("@")[0]: [
            alarm.decoded("trigger") / dt.timedelta(hours=1) for alarm in event.walk("VALARM")
        ]
        for uid, event in events.items()
    }
    # Counted from midnight of the event's day: 8 − 7 × 24 and 8 − 24; occasions 8 − 14 × 24.
    assert hours["coats.buy.2026"] == [-160, -16]
    assert hours["tet.2026"] == [-328]


def test_vietnamese_words_with_commas_and_signs_come_back_whole(events):
    event = events["half.2026-05-31@cao-bang-588.needs"]
    assert str(event["summary"]) == "Hạn: Gửi, nộp; «đủ»\\"
    told = str(event["description"])
    assert "Sở Y tế" in told or "Sở Lao động" in told
    assert "31/05/2026 là ngày nghỉ (Chủ nhật)" in told
    assert "Nguồn: giả định của phép thử" in told
    assert "năm Bính Ngọ" in str(events["tet.2026@cao-bang-588.needs"]["description"])


def test_the_file_keeps_to_the_format(plan, tasks):
    raw = calendar_file(tasks, plan, on=ON)
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    raw.decode("utf-8")


def test_same_tasks_same_bytes_whatever_the_order(plan, tasks):
    turned = tasks.iloc[::-1].reset_index(drop=True)
    assert calendar_file(turned, plan, on=ON) == calendar_file(tasks, plan, on=ON)


def test_an_event_keeps_its_uid_when_the_plan_changes_its_day(plan, planned, data, events):
    """Taken in again, the calendar moves the event and does not double it."""
    later = planned(
        occasions=[occasion("winter", begins="11-15", ends="03-31")],
        goals=[goal("coats", step("buy", weeks_before=4, takes_weeks=6), before="winter")],
    )
    raw = calendar_file(year_of(later, 2026, root=data), later, on=ON)
    again = {str(event["uid"]): event for event in Calendar.from_ical(raw).events}
    uid = "coats.buy.2026@cao-bang-588.needs"
    assert again[uid].decoded("dtstart") > events[uid].decoded("dtstart")


def test_english_words(plan, tasks):
    read = Calendar.from_ical(calendar_file(tasks, plan, on=ON, lang="en"))
    summaries = {str(event["summary"]) for event in read.events}
    assert "Due: work (coats)" in summaries
    assert "winter" in summaries
