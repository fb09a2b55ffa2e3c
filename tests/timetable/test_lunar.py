"""Vietnam's lunar days against published ones, and what every lunar calendar has to be."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise

import astronomy
import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import NeedsError
from needs.timetable import lunar
from needs.timetable.lunar import (
    FIRST_YEAR,
    LAST_YEAR,
    VIETNAM,
    LunarDay,
    lunar_day,
    months_of,
    new_year,
    solar_day,
    year_name,
)

# Hồ Ngọc Đức, «Âm lịch Việt Nam» (informatik.uni-leipzig.de/~duc/amlich), tables of 1900–2099;
# since 2000 also the yearly announcements of the days off for Tết (Labour, Home Affairs).
PUBLISHED_TET = {
    1968: "1968-01-29",
    1969: "1969-02-16",
    1975: "1975-02-11",
    1985: "1985-01-21",
    1990: "1990-01-27",
    2000: "2000-02-05",
    2005: "2005-02-09",
    2006: "2006-01-29",
    2007: "2007-02-17",
    2008: "2008-02-07",
    2009: "2009-01-26",
    2010: "2010-02-14",
    2011: "2011-02-03",
    2012: "2012-01-23",
    2013: "2013-02-10",
    2014: "2014-01-31",
    2015: "2015-02-19",
    2016: "2016-02-08",
    2017: "2017-01-28",
    2018: "2018-02-16",
    2019: "2019-02-05",
    2020: "2020-01-25",
    2021: "2021-02-12",
    2022: "2022-02-01",
    2023: "2023-01-22",
    2024: "2024-02-10",
    2025: "2025-01-29",
    2026: "2026-02-17",
    2027: "2027-02-06",
    2028: "2028-01-26",
    2030: "2030-02-02",
    2053: "2053-02-18",
}
# China's new year where the hour between the two countries parts them (Hong Kong Observatory,
# Gregorian–Lunar Calendar Conversion Table).
CHINESE_NEW_YEAR = {
    1968: "1968-01-30",
    1969: "1969-02-17",
    1985: "1985-02-20",
    2007: "2007-02-18",
    2030: "2030-02-03",
    2053: "2053-02-19",
}
# Same tables: rằm tháng Tám.
PUBLISHED_MID_AUTUMN = {
    1978: "1978-09-16",
    2007: "2007-09-25",
    2019: "2019-09-13",
    2020: "2020-10-01",
    2021: "2021-09-21",
    2022: "2022-09-10",
    2023: "2023-09-29",
    2024: "2024-09-17",
    2025: "2025-10-06",
    2026: "2026-09-25",
    2034: "2034-09-26",
}
# Same tables: which month is counted twice; China had 10 in 1984 and 6 in 1987.
PUBLISHED_LEAP_MONTHS = {
    1984: None,
    1985: 2,
    1987: 7,
    2001: 4,
    2004: 2,
    2006: 7,
    2009: 5,
    2012: 4,
    2014: 9,
    2017: 6,
    2020: 4,
    2023: 2,
    2024: None,
    2025: 6,
    2026: None,
    2028: 5,
    2031: 3,
    2033: 11,
}

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(dt.date(1968, 1, 29), dt.date(2100, 12, 31))


@pytest.mark.parametrize(("year", "day"), PUBLISHED_TET.items())
def test_tet_falls_on_the_published_day(year, day):
    assert new_year(year) == dt.date.fromisoformat(day)
    assert lunar_day(dt.date.fromisoformat(day)) == LunarDay(year, 1, 1)


@pytest.mark.parametrize(("year", "day"), CHINESE_NEW_YEAR.items())
def test_tet_is_not_chinas_new_year_where_an_hour_parts_them(year, day):
    """A month apart in 1985 (the leap month fell elsewhere), else a day."""
    apart = dt.date.fromisoformat(day) - new_year(year)
    assert apart.days == (30 if year == 1985 else 1)


@pytest.mark.parametrize(("year", "day"), PUBLISHED_MID_AUTUMN.items())
def test_mid_autumn_falls_on_the_published_day(year, day):
    assert solar_day(LunarDay(year, 8, 15)) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(("year", "leap"), PUBLISHED_LEAP_MONTHS.items())
def test_the_published_month_is_counted_twice(year, leap):
    assert [month.month for month in months_of(year) if month.leap] == ([leap] if leap else [])


def test_every_tet_is_that_of_the_tables_of_public_holidays():
    """`holidays` keeps its own table of Vietnam's Tết: another source for all 133 years."""
    off = country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="vi")
    missed = [
        year
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        if "Tết Nguyên Đán" not in off.get(new_year(year), "")
    ]
    assert not missed


@pytest.mark.parametrize(
    ("day", "written"),
    [
        # The leap sixth month of 2025, from 25 July.
        ("2025-07-25", LunarDay(2025, 6, 1, leap=True)),
        ("2025-07-24", LunarDay(2025, 6, 30)),
        # The Kitchen Gods' day: still the old lunar year in the new solar one.
        ("2026-02-10", LunarDay(2025, 12, 23)),
        ("2024-02-29", LunarDay(2024, 1, 20)),
        ("2026-04-26", LunarDay(2026, 3, 10)),
        ("2025-12-31", LunarDay(2025, 11, 12)),
        ("2026-01-01", LunarDay(2025, 11, 13)),
    ],
)
def test_days_across_leap_months_and_year_ends(day, written):
    assert lunar_day(dt.date.fromisoformat(day)) == written


@given(YEARS)
def test_a_year_has_12_or_13_months_of_29_or_30_days_without_gaps(year):
    months = months_of(year)
    assert len(months) in (12, 13)
    assert {month.days for month in months} <= {29, 30}
    assert sum(month.leap for month in months) == len(months) - 12
    for one, following in pairwise(months):
        assert one.begins + dt.timedelta(days=one.days) == following.begins
    if year < LAST_YEAR:
        last = months[-1]
        assert last.begins + dt.timedelta(days=last.days) == new_year(year + 1)
    # A leap month follows the month whose number it takes.
    numbers = [(month.month, month.leap) for month in months]
    assert [number for number, leap in numbers if not leap] == list(range(1, 13))
    for place, (number, leap) in enumerate(numbers):
        assert not leap or numbers[place - 1] == (number, False)


@given(YEARS)
def test_the_eleventh_month_holds_the_winter_solstice(year):
    """The rule itself, with the solstice from another function of the astronomy package."""
    utc = astronomy.Seasons(year).dec_solstice.Utc().replace(tzinfo=dt.UTC)
    found = lunar_day(utc.astimezone(VIETNAM).date())
    assert (found.year, found.month, found.leap) == (year, 11, False)


@given(DAYS)
def test_there_and_back_is_the_same_day(day):
    assert solar_day(lunar_day(day)) == day


@given(DAYS.filter(lambda day: day < dt.date(2100, 12, 31)))
def test_the_next_day_is_the_next_lunar_day_or_the_first_of_a_month(day):
    today, tomorrow = lunar_day(day), lunar_day(day + dt.timedelta(days=1))
    if tomorrow.day == 1:
        assert today.day in (29, 30)
    else:
        assert tomorrow == LunarDay(today.year, today.month, today.day + 1, today.leap)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps its time zone")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Adak", "Asia/Shanghai"])
def test_the_machines_time_zone_changes_nothing(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    lunar._from_solstice.cache_clear()
    lunar._solar_term.cache_clear()
    try:
        assert new_year(2007) == dt.date(2007, 2, 17)
        assert months_of(1985)[2].leap
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "wrong", [LunarDay(2026, 6, 1, leap=True), LunarDay(2026, 13, 1), LunarDay(2026, 1, 31)]
)
def test_a_day_that_the_calendar_lacks_is_told(wrong):
    with pytest.raises(NeedsError, match="lịch âm không có"):
        solar_day(wrong)


@pytest.mark.parametrize("day", [dt.date(1968, 1, 28), dt.date(2101, 6, 1)])
def test_days_beyond_the_years_that_can_be_told_are_refused(day):
    with pytest.raises(NeedsError, match="1968 đến năm 2100"):
        lunar_day(day)


def test_names_of_the_cycle_of_sixty():
    assert [year_name(year) for year in (1968, 1984, 2024, 2026)] == [
        "Mậu Thân",
        "Giáp Tý",
        "Giáp Thìn",
        "Bính Ngọ",
    ]
    assert year_name(2026) == year_name(1966)


def test_a_lunar_day_in_words():
    assert LunarDay(2026, 8, 15).text() == "ngày 15 tháng 8 âm lịch, năm Bính Ngọ"
    assert "nhuận" in LunarDay(2025, 6, 1, leap=True).text()
    assert LunarDay(2025, 6, 1, leap=True).text(lang="en").startswith("day 1 of leap month 6")
