"""Numbers as clerks type them: what is certain is taken, what may be two numbers is asked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from needs.reading.numbers import read_number
from needs.reading.outcomes import Missing, Taken, Unclear, Wrong
from needs.workbooks import CellError

NOTHING = [None, "", "  ", "\u00a0", "\u200b", "…", "...", "……", "n/a", "N/A", "Chưa có"]
NOTHING += ["chưa có số liệu", "CHƯA THỐNG KÊ", "k có số liệu", "chưa có số liệu"]

# Every way to write 1234567 that has one meaning among whole numbers.
SPACES = [" ", "\u00a0", "\u2009", "\u202f", "  "]
WHOLE = ["1234567", "1.234.567", "1,234,567", "1'234'567", "1’234’567", "１２３４５６７"]
WHOLE += [f"1{space}234{space}567" for space in SPACES]
WHOLE += ["1.234.567,0", "1,234,567.00", "1 234 567,0", " 1.234.567 ", "1.234.567 trẻ"]


@pytest.mark.parametrize("kind", ["count", "money", "number", "rate"])
@pytest.mark.parametrize("value", NOTHING)
def test_no_figure_stays_missing(value, kind):
    assert read_number(value, kind=kind) == Missing()


@pytest.mark.parametrize("value", ["-", "–", "—", " - ", "--", "−"])
def test_a_dash_is_missing_and_told(value):
    assert read_number(value, kind="count") == Missing("dash")


@pytest.mark.parametrize("value", ["không", "Không có", "KO", "không."])
def test_none_in_words_is_nought_and_told(value):
    assert read_number(value, kind="count") == Taken(0, "zero_in_words")


@pytest.mark.parametrize("value", ["0", 0, 0.0, "0 trẻ"])
def test_nought(value):
    assert read_number(value, kind="count") == Taken(0)


@pytest.mark.parametrize("value", [*WHOLE, 1234567, 1234567.0])
def test_whole_numbers(value):
    assert read_number(value, kind="count") == Taken(1_234_567)


@pytest.mark.parametrize("value", ["1.234", "1,234", "1 234", "1'234"])
def test_a_group_of_three_is_thousands_among_whole_numbers(value):
    for kind in ("count", "money"):
        assert read_number(value, kind=kind) == Taken(1234)


@pytest.mark.parametrize("value", ["1.234", "1,234"])
def test_the_same_is_unclear_among_decimals(value):
    assert read_number(value, kind="number") == Unclear((1234, 1.234))


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1 234,5", 1234.5),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("1234,567", 1234.567),
        ("1.234.567", 1_234_567),
        ("1 234", 1234),
        (12.5, 12.5),
        (12, 12),
    ],
)
def test_decimals(value, meant):
    assert read_number(value, kind="number") == Taken(meant)


@pytest.mark.parametrize(
    ("value", "meant"), [(1.234, (1234,)), (1.5, (1500,)), (2.25, (2250,)), (12.5, (12500,))]
)
def test_a_lost_thousands_separator_is_asked(value, meant):
    """Excel with English settings makes 1.234 of «1.234» and 1.5 of «1.500»."""
    assert read_number(value, kind="count") == Unclear(meant)


def test_a_decimal_in_a_column_of_money_may_be_thousands_or_millions():
    assert read_number(15.5, kind="money") == Unclear((15_500, 15_500_000))
    assert read_number(1.234, kind="number") == Unclear((1.234, 1234))


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("15 triệu", 15_000_000),
        ("15,5 triệu đồng", 15_500_000),
        ("15.5tr", 15_500_000),
        ("2 tỷ", 2_000_000_000),
        ("2 tỉ đồng", 2_000_000_000),
        ("500 nghìn", 500_000),
        ("500 ngàn đ", 500_000),
        ("1.500.000 đ", 1_500_000),
        ("1.500.000,00 VNĐ", 1_500_000),
        ("350.000 đồng", 350_000),
    ],
)
def test_money_in_words(value, amount):
    assert read_number(value, kind="money") == Taken(amount)


def test_what_would_be_thousands_of_millions_is_asked():
    assert read_number("1.234 triệu", kind="money") == Unclear((1_234_000_000, 1_234_000))


@pytest.mark.parametrize("value", ["12,5 %", "12.5%", "12,5％"])
def test_per_cent_is_a_share_and_no_count(value):
    assert read_number(value, kind="rate") == Taken(0.125)
    for kind in ("count", "money", "number"):
        assert read_number(value, kind=kind) == Wrong("percent_in_number")


def test_a_cell_shown_as_per_cent():
    assert read_number(0.125, kind="rate", percent_format=True) == Taken(0.125)
    assert read_number(1, kind="count", percent_format=True) == Wrong("percent_in_number")
    assert read_number(0.5, kind="rate") == Unclear((0.5, 0.005))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("-5", "negative"),
        ("− 5", "negative"),
        ("(25)", "negative"),
        (-1, "negative"),
        ("~25", "approximate"),
        ("khoảng 25", "approximate"),
        ("> 25", "approximate"),
        ("1.23", "not_whole"),
        ("12,5", "not_whole"),
        ("1.234,5", "not_whole"),
        (0.5, "not_whole"),
        (1234.5, "not_whole"),
        (24.999999999999996, "not_whole"),
        ("12.34.567", "grouping"),
        ("1234.567", "grouping"),
        ("0.500", "grouping"),
        ("12 34", "grouping"),
        ("1.234 567", "grouping"),
        ("25 (5 nữ)", "not_a_number"),
        ("1O", "not_a_number"),
        ("l2", "not_a_number"),
        ("12³", "not_a_number"),
        ("1e3", "not_a_number"),
        ("٣٤", "not_a_number"),
        ("1\n234", "not_a_number"),
        ("12\n34", "not_a_number"),
        ("12 hộ", "not_a_number"),
        ("15 triệu", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("x", "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (True, "flag_in_number"),
        (dt.date(2026, 2, 1), "date_in_number"),
        (dt.datetime.fromisoformat("2026-02-01"), "date_in_number"),
        (dt.timedelta(hours=1), "date_in_number"),
        (CellError("#REF!"), "error_value"),
        (10**15, "number_too_large"),
        (1e300, "number_too_large"),
        ("9" * 40, "number_too_large"),
    ],
)
def test_what_is_no_number_says_why(value, code):
    assert read_number(value, kind="count") == Wrong(code)


def test_one_comma_and_three_noughts_may_be_decimals_or_a_group():
    assert read_number("1.234,000", kind="count") == Unclear((1234, 1_234_000))


GROUP_SIGNS = st.sampled_from([".", ",", " ", "\u00a0", "'", ""])


@given(st.integers(0, 10**14), GROUP_SIGNS, st.sampled_from(["", " trẻ", " người "]))
def test_a_count_written_in_groups_is_itself(number, sign, unit):
    written = f"{number:,}".replace(",", sign) + unit
    assert read_number(written, kind="count") == Taken(number)


@given(
    st.integers(0, 10**6),
    st.integers(0, 999).map(lambda n: f"{n:03}"[: 1 + n % 3]),
    st.sampled_from([(".", ","), (",", "."), ("", ","), ("", "."), (" ", ",")]),
)
@example(1, "234", ("", "."))
def test_a_decimal_is_itself_or_asked(whole, decimals, signs):
    group, mark = signs
    written = f"{whole:,}".replace(",", group) + mark + decimals
    meant = float(f"{whole}.{decimals}")
    read = read_number(written, kind="number")
    assert read == Taken(meant) or (isinstance(read, Unclear) and meant in read.candidates)


@given(st.integers(1000, 10**6))
def test_a_count_that_a_spreadsheet_made_a_decimal_is_never_taken(number):
    """Typed «1.234» under English settings; «2.000» becomes 2, which the column's check tells."""
    cell = number / 1000
    if number % 1000 and number < 10**6:
        assert read_number(cell, kind="count") == Unclear((number,))


ANY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.text("0123456789.,' -()%~đtrệu\n", max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.just(CellError("#N/A")),
)


@given(ANY, st.sampled_from(["count", "money", "number", "rate"]), st.booleans())
def test_whatever_stands_in_a_cell_is_told_apart(value, kind, percent):
    read = read_number(value, kind=kind, percent_format=percent)
    if isinstance(read, Taken):
        assert isinstance(read.value, (int, float))
        assert not isinstance(read.value, bool)
        assert read.value >= 0
        if kind in ("count", "money"):
            assert isinstance(read.value, int)
    if isinstance(read, Unclear):
        assert all(candidate >= 0 for candidate in read.candidates)
