"""Months and per cents as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from needs.reading.months import read_months
from needs.reading.outcomes import Missing, Taken, Unclear, Wrong
from needs.reading.percents import read_percent


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("10; 11; 12", "10;11;12"),
        ("12, 10, 11, 10", "10;11;12"),
        ("Tháng 10 và tháng 11", "10;11"),
        ("9–12", "9;10;11;12"),
        ("11 - 2", "1;2;11;12"),
        ("T9 đến T10", "9;10"),
        ("3", "3"),
        (3, "3"),
        (3.0, "3"),
        ("1-12", "1;2;3;4;5;6;7;8;9;10;11;12"),
    ],
)
def test_months(written, months):
    assert read_months(written) == Taken(months)


@pytest.mark.parametrize("written", [None, "", " ", "cả năm", "Quanh năm", "chưa rõ"])
def test_no_month_is_no_restriction(written):
    assert read_months(written) == Missing()


@pytest.mark.parametrize(
    "written", ["13", "0", "10;0", "mùa đông", "10-13", 10.11, 13, True, ";", dt.date(2026, 12, 10)]
)
def test_what_is_no_month_is_told(written):
    """«10-12» that a spreadsheet made a day of is no month either."""
    assert read_months(written) == Wrong("months_unknown")


@pytest.mark.parametrize(
    ("written", "shown_as_percent", "percent"),
    [
        (50, False, 50),
        ("50", False, 50),
        ("50 %", False, 50),
        ("12,5%", False, 12.5),
        (0.5, True, 50),
        (0.07, True, 7),  # 0.07 × 100 is 7.000000000000001 in floating point
        (0, False, 0),
    ],
)
def test_percents(written, shown_as_percent, percent):
    assert read_percent(written, percent_format=shown_as_percent) == Taken(percent)


def test_a_half_without_its_sign_may_be_a_share():
    assert read_percent(0.5) == Unclear((50, 0.5))
    assert read_percent("một nửa") == Wrong("not_a_number")
    assert read_percent(None) == Missing()
