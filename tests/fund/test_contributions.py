"""A day's salary: staff × daily pay × days; what is not known stays unknown; sums over units."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.fund import Book, BookRefused, Purse, Unit
from needs.fund.contributions import contributions_by, expected_contribution
from needs.fund.entry import Entry
from needs.fund.tables import tables_of

from .fund_cases import PROVINCE, RULES, contribution, day, gift

ON = dt.date(2026, 6, 30)


def units(*given_units: Unit, key: str = "units:1", on: str = "2024-01-10") -> Entry:
    return Entry(key=key, kind="units", day=day(on), by="kế toán", document="", units=given_units)


def table(book: Book) -> pd.DataFrame:
    return tables_of(book.contents(), RULES, on=ON)["fund_contributions"].set_index("unit_id")


@pytest.mark.parametrize(
    ("staff", "pay", "days", "expected"),
    [
        (40, 350_000, 1, 14_000_000),
        (3, 333_333, 0.5, 500_000),  # 499.999,5 is written as whole đồng
        (0, 350_000, 1, 0),
        (None, 350_000, 1, None),
        (40, None, 1, None),
        (40, 350_000, None, None),
    ],
)
def test_what_is_asked_of_a_unit(staff, pay, days, expected):
    assert expected_contribution(staff, pay, days) == expected


def test_expected_received_and_still_to_come(book: Book):
    """A: 10 × 300.000 = 3.000.000, gave 2.000.000; B gave 5 of 0,5 day × 10; C's pay unknown."""
    book.write(
        [
            units(
                Unit("a", "A", 2024, "province", staff=10, daily_pay_vnd=300_000),
                Unit("b", "B", 2024, "province", staff=1, daily_pay_vnd=10, days=0.5),
                Unit("c", "C", 2024, "province", staff=7),
            ),
            contribution("PT1", 1_500_000, unit_id="a"),
            contribution("PT2", 500_000, unit_id="a", on="2024-07-01"),
            contribution("PT3", 9, unit_id="b"),
            contribution("PT4", 70, unit_id="d"),
        ]
    )
    found = table(book)
    assert found.loc["a", "expected_vnd"] == 3_000_000
    assert found.loc["a", "received_vnd"] == 2_000_000
    assert found.loc["a", "to_come_vnd"] == 1_000_000
    assert (found.loc["b", "expected_vnd"], found.loc["b", "over_vnd"]) == (5, 4)
    assert found.loc["b", "to_come_vnd"] == 0
    # Unknown is not nothing: neither for C, nor for D, who stands on no list.
    for unit, received in (("c", 0), ("d", 70)):
        assert found.loc[unit, ["expected_vnd", "to_come_vnd", "over_vnd"]].isna().all()
        assert found.loc[unit, "received_vnd"] == received


def test_the_newest_list_holds_and_the_old_one_stays_in_the_books(book: Book):
    first = Unit("a", "A", 2024, "province", staff=10, daily_pay_vnd=100)
    second = Unit("a", "A", 2024, "province", staff=12, daily_pay_vnd=100)
    book.write([units(first), units(second, key="units:2", on="2024-02-01")])
    assert table(book).loc["a", "expected_vnd"] == 1_200
    assert [row["staff"] for row in book.contents().units] == [10, 12]
    before = tables_of(book.contents(), RULES, on=day("2024-01-31"))["fund_contributions"]
    assert before.expected_vnd.tolist() == [1_000]


def test_the_list_of_a_closed_year_is_not_changed(book: Book):
    book.write([gift("PT1", 5)])
    book.close(2024, by="kế toán", today=ON)
    unit = Unit("a", "A", 2024, "province", staff=10, daily_pay_vnd=100)
    with pytest.raises(BookRefused, match="đã khóa sổ"):
        book.write([units(unit, on="2025-02-01")])


@pytest.mark.parametrize("staff", [-1, 10**15])
def test_impossible_figures_are_refused(book: Book, staff: int):
    with pytest.raises(BookRefused, match="con số không dùng được"):
        book.write([units(Unit("a", "A", 2024, "province", staff=staff, daily_pay_vnd=1))])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["province", "district"]),
            st.integers(0, 10**6) | st.none(),
            st.integers(0, 10**6),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_contributions_add_up_over_units_levels_and_all(rows):
    """Sums over levels are sums over units; unknown units are counted, never taken as nothing."""
    frame = pd.DataFrame(
        [
            {
                "period": "2024",
                "level": level,
                "unit_id": str(n),
                "expected_vnd": expected,
                "to_come_vnd": None if expected is None else max(expected - received, 0),
                "over_vnd": None if expected is None else max(received - expected, 0),
                "received_vnd": received,
            }
            for n, (level, expected, received) in enumerate(rows)
        ]
    ).astype(dict.fromkeys(("expected_vnd", "to_come_vnd", "over_vnd", "received_vnd"), "Int64"))
    by_level, whole = contributions_by(frame, "level"), contributions_by(frame, "period")
    for column in ("units", "units_unknown", "received_vnd"):
        assert by_level[column].sum() == whole[column].sum()
    assert whole.received_vnd[0] == sum(received for _, _, received in rows)
    known = [expected for _, expected, _ in rows if expected is not None]
    assert whole.units_unknown[0] == len(rows) - len(known)
    assert whole.expected_vnd.isna()[0] if not known else whole.expected_vnd[0] == sum(known)
    if known:
        assert by_level.expected_vnd.sum() == sum(known)


def test_contributions_are_those_of_the_ledger_to_the_dong(book: Book):
    district = Purse("district", "001")
    book.write(
        [
            contribution("PT1", 1_234_567, unit_id="a"),
            contribution("PT2", 89, unit_id="a", purse=district),
            contribution("PT3", 1_000, unit_id="b", purse=district),
        ]
    )
    tables = tables_of(book.contents(), RULES, on=ON)
    ledger = -sum(
        one["amount"] for one in book.contents().lines if one["account"] == "contribution"
    )
    assert tables["fund_contributions"].received_vnd.sum() == ledger == 1_235_656
    by_level = contributions_by(tables["fund_contributions"], "level")
    income = tables["fund_income"].groupby("level").amount_vnd.sum()
    assert by_level.set_index("level").received_vnd.to_dict() == income.to_dict()
    assert PROVINCE.level in by_level.level.tolist()
