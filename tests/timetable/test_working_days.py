"""Working days: weekends, Tết, holidays, and the days that the Government swapped."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.timetable.working_days import (
    day_off,
    is_working_day,
    last_working_day,
    public_holidays,
)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-11-30", "2026-11-30"),  # Monday
        ("2025-11-30", "2025-11-28"),  # Sunday → Friday
        ("2026-10-31", "2026-10-30"),  # Saturday → Friday
        # Tết 2026: off from Monday 16 to Friday 20 February; the weekend before them as well.
        ("2026-02-18", "2026-02-13"),
        # National Day 2026: Monday 31 August was swapped for Saturday 22 August.
        ("2026-09-02", "2026-08-28"),
        ("2026-08-23", "2026-08-22"),
        ("2028-02-29", "2028-02-29"),  # Tuesday
    ],
)
def test_the_last_working_day(day, last):
    assert last_working_day(dt.date.fromisoformat(day)) == dt.date.fromisoformat(last)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31)))
def test_it_is_a_working_day_not_later_and_never_far(day):
    found = last_working_day(day)
    assert is_working_day(found)
    # Tết with its weekends is the longest time off.
    assert dt.timedelta(0) <= day - found <= dt.timedelta(days=10)
    assert last_working_day(found) == found


def test_why_a_day_is_off():
    assert day_off(dt.date(2026, 11, 28), lang="vi") == "thứ Bảy"
    assert day_off(dt.date(2026, 11, 29), lang="en") == "Sunday"
    assert day_off(dt.date(2026, 9, 2), lang="vi") == "Quốc khánh"
    assert day_off(dt.date(2026, 9, 2), lang="en") == "National Day"
    assert day_off(dt.date(2026, 11, 30), lang="vi") is None


def test_the_holidays_of_a_year_stand_in_order_and_within_it():
    found = public_holidays(2026, lang="vi")
    days = [day for day, _ in found]
    assert days == sorted(days)
    assert {day.year for day in days} == {2026}
    assert dict(found)[dt.date(2026, 2, 17)] == "Tết Nguyên Đán"
