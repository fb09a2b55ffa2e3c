"""Children covered by State schemes and donors together (method.md, section 2)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.support import covered_children, with_state

KEY = ["commune_code", "category"]
COVERED = ["covered_low", "covered_point", "covered_high"]
some = settings(max_examples=40)


def state_of(*numbers: int | None) -> pd.DataFrame:
    """State cover of commune 00001: low, point, high."""
    low, point, high = (pd.array([number], dtype="Int64") for number in numbers)
    return pd.DataFrame(
        {
            "commune_code": ["00001"],
            "category": ["meals"],
            "state_children": point,
            "state_low": low,
            "state_high": high,
        }
    )


@pytest.fixture(scope="session")
def together(ledger, eligible):
    def covered(entries, state, children, high=None) -> pd.Series:
        cell = eligible(children, high)
        donors = covered_children(ledger(entries), cell, key=KEY)
        return with_state(donors, state, cell, key=KEY).iloc[0]

    return covered


def test_the_state_and_one_donor_by_hand(together):
    """Of 200 (at most 240) the State serves 80 (60–100), a donor 50.

    At least max(60, 50) = 60; at most 100 + 50 = 150; 80 + 50 − 80 × 50 / 200 = 110.
    """
    found = together([("a", 50)], state_of(60, 80, 100), 200, high=240)
    assert found[COVERED].tolist() == [60, 110, 150]
    assert found[["state_low", "state_children", "state_high"]].tolist() == [60, 80, 100]
    assert found[["donors_low", "donors_point", "donors_high"]].tolist() == [50, 50, 50]


def test_never_more_than_there_are(together):
    found = together([("a", 90)], state_of(60, 80, 100), 100, high=120)
    assert found[COVERED].tolist() == [90, 98, 120]


def test_a_category_without_a_scheme_is_left_as_it_is(together):
    found = together([("a", 40), ("b", 30)], state_of(1, 1, 1).iloc[:0], 100)
    assert found[COVERED].tolist() == [40, 58, 70]
    assert found.state_children == 0


def test_the_state_alone(together):
    found = together([], state_of(60, 80, 100), 200)
    assert found[COVERED].tolist() == [60, 80, 100]


def test_a_state_share_that_is_not_known_is_never_nobody(together):
    """Nobody else gives: what is covered is not known, not 0."""
    assert together([], state_of(None, None, None), None)[COVERED].isna().all()
    assert together([("a", 40)], state_of(None, None, None), 100)[COVERED].isna().all()


def test_nobody_gives_where_children_are_not_known(together):
    assert together([], state_of(0, 0, 0), None)[COVERED].tolist() == [0, 0, 0]


def test_a_commune_keeps_its_row(ledger, eligible):
    cells = pd.concat(
        [eligible(100).assign(commune_code="00002"), eligible(200)], ignore_index=True
    )
    donors = covered_children(ledger([("a", 50)]), cells, key=KEY)
    found = with_state(donors, state_of(60, 80, 100), cells, key=KEY)
    assert found.commune_code.tolist() == ["00002", "00001"]
    assert found.covered_high.tolist() == [0, 150]


claims = st.lists(st.integers(0, 120), max_size=3)
three = st.lists(st.integers(0, 150), min_size=3, max_size=3).map(sorted)


@given(claimed=claims, state=three, children=st.integers(0, 150), more=st.integers(0, 50))
@some
def test_low_point_and_high_keep_their_order(together, claimed, state, children, more):
    entries = [(f"d{n}", claim) for n, claim in enumerate(claimed)]
    found = together(entries, state_of(*state), children, high=children + more)
    assert found.covered_low <= found.covered_point <= found.covered_high <= children + more
    assert found.covered_low >= max(found.donors_low, found.state_low)


@given(claimed=claims, state=three, children=st.integers(1, 150), one_more=st.integers(0, 99))
@some
def test_more_support_never_lowers_what_is_covered(together, claimed, state, children, one_more):
    entries = [(f"d{n}", claim) for n, claim in enumerate(claimed)]
    before = together(entries, state_of(*state), children)
    given_more = together([*entries, ("new", one_more)], state_of(*state), children)
    state_more = together(entries, state_of(*(n + one_more for n in state)), children)
    for after in (given_more, state_more):
        assert (after[COVERED] >= before[COVERED]).all()
