"""Dates: the day comes first; what has two meanings is not guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.reading.dates import (
    EARLIEST,
    LATEST,
    read_date,
    read_year,
    signed_on,
    years_named,
)
from needs.reading.outcomes import Missing, Taken, Unclear, Wrong
from needs.workbooks import CellError

DAY = dt.date(2026, 11, 12)


@pytest.mark.parametrize(
    "value",
    [
        "12/11/2026",
        "12-11-2026",
        "12.11.2026",
        "12 / 11 / 2026",
        "ngày 12/11/2026",
        "2026-11-12",
        "2026-11-12 00:00:00",
        "ngày 12 tháng 11 năm 2026",
        "Ngày 12 tháng 11 năm 2026",
        46338,
        46338.0,
        DAY,
        dt.datetime.fromisoformat("2026-11-12 08:30"),
    ],
)
def test_the_same_day(value):
    assert read_date(value) == Taken(DAY)


@pytest.mark.parametrize("value", [None, "", " ", "-", "…", "chưa có"])
def test_no_date(value):
    assert read_date(value) == Missing()


def test_month_first_and_short_years_are_unclear():
    assert read_date("11/30/2026") == Unclear((dt.date(2026, 11, 30),))
    assert read_date("12/11/26") == Unclear((DAY,))


@pytest.mark.parametrize("value", ["31/2/2026", "32/1/2026", "abc", "12/2026", True, 12.5, 7])
def test_no_such_day(value):
    assert read_date(value) == Wrong("not_a_date")


def test_days_of_other_centuries_are_typing_errors():
    assert read_date("12/11/2206") == Wrong("date_implausible")
    assert read_date(dt.date(1900, 1, 1)) == Wrong("date_implausible")
    assert read_date(CellError("#N/A")) == Wrong("error_value")


@given(st.dates(EARLIEST, LATEST), st.sampled_from("/-."))
def test_every_day_in_every_writing(day, sign):
    written = f"{day.day}{sign}{day.month}{sign}{day.year}"
    serial = (day - dt.date(1899, 12, 30)).days
    for value in (written, day.isoformat(), serial, day):
        assert read_date(value) == Taken(day)


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.dates(), st.none()))
def test_whatever_stands_there_a_date_is_a_plausible_day(value):
    read = read_date(value)
    if isinstance(read, Taken):
        assert EARLIEST <= read.value <= LATEST


@pytest.mark.parametrize("value", [2026, 2026.0, "2026", "2026.0", " năm 2026 ", "NĂM 2026"])
def test_years(value):
    assert read_year(value) == Taken(2026)


@pytest.mark.parametrize("value", ["26", 26, "2025-2026", 2026.5, DAY, True, float("inf")])
def test_no_year(value):
    assert read_year(value) == Wrong("not_a_year")


def test_only_a_line_of_place_and_day_is_a_signature():
    assert signed_on("Bảo Lạc, ngày 12 tháng 11 năm 2026") == DAY
    assert signed_on("ngày 12 tháng 11 năm 2026.") == DAY
    assert signed_on("(Kèm theo Công văn số 5, ngày 12 tháng 11 năm 2026)") is None
    assert signed_on("Theo Quyết định ngày 12 tháng 11 năm 2026") is None
    assert signed_on("ngày … tháng … năm 2026") is None


def test_the_years_of_a_title():
    assert years_named("Số liệu năm 2026 (tính đến 30/11/2025)") == {"2026"}
    assert years_named("Năm học 2025-2026") == {"2025", "2026"}
    assert years_named("Quyết định 12025 ngày 7/10/2019") == frozenset()
