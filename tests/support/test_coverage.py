"""How many children several sources cover when only counts are known (method.md, section 2)."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.support import covered_children, in_period

KEY = ["commune_code", "category"]
some = settings(max_examples=40, deadline=None)


def ledger(*entries: tuple[str, int]) -> pd.DataFrame:
    """Entries (donor, children) of commune 00001 for meals."""
    return pd.DataFrame(
        {
            "commune_code": ["00001"] * len(entries),
            "category": ["meals"] * len(entries),
            "donor_id": [donor for donor, _ in entries],
            "children": pd.array([children for _, children in entries], dtype="Int64"),
            "basis": ["returned"] * len(entries),
        }
    )


def eligible(point: int | None, high: int | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": ["00001"],
            "category": ["meals"],
            "children_eligible": pd.array([point], dtype="Int64"),
            "children_eligible_high": pd.array([point if high is None else high], dtype="Int64"),
        }
    )


def covered(entries: pd.DataFrame, cells: pd.DataFrame) -> pd.Series:
    return covered_children(entries, cells, key=KEY).iloc[0]


def test_two_sources_by_hand():
    """Of 100 children one source serves 40, another 30.

    At least 40 (the 30 are among them), at most 70 (nobody twice);
    independent: 100 × (1 − 0.6 × 0.7) = 58.
    """
    found = covered(ledger(("a", 40), ("b", 30)), eligible(100))
    assert [found.covered_low, found.covered_point, found.covered_high] == [40, 58, 70]
    assert (found.support_sources, found.support_children) == (2, 70)
    assert not found.over_claimed


def test_three_sources_by_hand():
    """Of 200: 100, 50 and 20. At least 100, at most 170; 200 × (1 − 0.5 × 0.75 × 0.9) = 132.5."""
    found = covered(ledger(("a", 100), ("b", 50), ("c", 20)), eligible(200))
    assert [found.covered_low, found.covered_point, found.covered_high] == [100, 132, 170]


def test_one_source_is_known_exactly():
    found = covered(ledger(("a", 40)), eligible(100))
    assert [found.covered_low, found.covered_point, found.covered_high] == [40, 40, 40]


def test_nobody_gives_anything():
    found = covered(ledger(), eligible(100))
    assert [found.covered_low, found.covered_point, found.covered_high] == [0, 0, 0]
    assert found.support_sources == 0
    assert pd.isna(found.support_basis)


def test_sources_that_claim_more_children_than_there_are_are_flagged():
    """60 + 50 of 100 children: 10 at least are counted twice; never more than all are covered."""
    found = covered(ledger(("a", 60), ("b", 50)), eligible(100))
    assert [found.covered_low, found.covered_high] == [60, 100]
    assert found.over_claimed


def test_a_claim_within_the_high_estimate_is_no_over_claim():
    """The estimate is 100, but there may be 120 children: 110 may be true."""
    found = covered(ledger(("a", 110)), eligible(100, high=120))
    assert [found.covered_low, found.covered_point, found.covered_high] == [110, 110, 110]
    assert not found.over_claimed


def test_two_deliveries_of_one_source_are_one_source():
    found = covered(ledger(("a", 40), ("a", 30)), eligible(100))
    assert [found.covered_low, found.covered_high, found.support_sources] == [70, 70, 1]


def test_two_deliveries_of_one_source_rest_on_the_weaker_in_any_order():
    entries = ledger(("a", 40), ("a", 30)).assign(basis=["returned", "illustrative"])
    assert covered(entries, eligible(100)).support_basis == "illustrative"
    assert covered(entries[::-1], eligible(100)).support_basis == "illustrative"


def test_support_for_an_unknown_number_of_children_covers_an_unknown_number():
    found = covered(ledger(("a", 40)), eligible(None))
    assert pd.isna(found.covered_low)
    assert pd.isna(found.covered_high)
    assert found.support_children == 40


def test_support_of_another_year_covers_nobody_this_year():
    entries = ledger(("a", 40), ("b", 30)).assign(period=["2025", "2026"])
    assert in_period(entries, "2026").donor_id.tolist() == ["b"]
    assert covered(in_period(entries, "2026"), eligible(100)).covered_high == 30
    assert in_period(entries, "2027").empty


sources = st.lists(st.integers(0, 400), max_size=5)


@given(claims=sources, children=st.integers(0, 300), more=st.integers(0, 100))
@some
def test_the_bounds_hold_whatever_the_sources_claim(claims, children, more):
    entries = ledger(*((f"d{number}", n) for number, n in enumerate(claims)))
    found = covered(entries, eligible(children, high=children + more))
    most = children + more
    assert found.covered_low == min(max(claims, default=0), most)
    assert found.covered_high == min(sum(claims), most)
    assert found.covered_low <= found.covered_point <= found.covered_high
    assert found.over_claimed == (sum(claims) > most)


@given(claims=sources, one_more=st.integers(0, 400), children=st.integers(0, 300))
@some
def test_another_source_never_lowers_what_is_covered(claims, one_more, children):
    entries = [(f"d{number}", n) for number, n in enumerate(claims)]
    before = covered(ledger(*entries), eligible(children))
    after = covered(ledger(*entries, ("new", one_more)), eligible(children))
    for column in ("covered_low", "covered_point", "covered_high"):
        assert after[column] >= before[column]


@given(claims=st.permutations([("a", 40), ("b", 30), ("c", 25), ("d", 5)]))
@some
def test_the_order_of_the_sources_does_not_matter(claims):
    found = covered(ledger(*claims), eligible(137))
    again = covered(ledger(("a", 40), ("b", 30), ("c", 25), ("d", 5)), eligible(137))
    assert found.equals(again)


def test_each_cell_keeps_to_itself_and_its_place():
    cells = pd.DataFrame(
        {
            "commune_code": ["00002", "00001", "00001"],
            "category": ["meals", "play", "meals"],
            "children_eligible": pd.array([10, 20, 100], dtype="Int64"),
            "children_eligible_high": pd.array([10, 20, 100], dtype="Int64"),
        }
    )
    found = covered_children(ledger(("a", 40)), cells, key=KEY)
    assert found[KEY].equals(cells[KEY])
    assert found.covered_high.tolist() == [0, 0, 40]


def test_the_bounds_are_the_true_extremes_over_all_ways_to_overlap():
    """Every pair of sets of 3 and 2 among 4 children: 3 to 4 covered (3 + 2 is more than 4)."""
    unions = {
        len({*one, *other})
        for one in combinations(range(4), 3)
        for other in combinations(range(4), 2)
    }
    found = covered(ledger(("a", 3), ("b", 2)), eligible(4))
    assert (found.covered_low, found.covered_high) == (min(unions), max(unions))
    assert found.over_claimed


def test_a_cell_twice_is_refused():
    twice = pd.concat([eligible(100), eligible(100)])
    with pytest.raises(ValueError, match=r"one-to-one|unique"):
        covered_children(ledger(("a", 1)), twice, key=KEY)
