"""The gap once the State serves some: both ends, the middle, and the money (worked by hand).

T = target, S = the State's children, D = donors', U = both together (method.md, sections 2 and 3).
Meals: 9 × 110,000 = 990,000 đồng a child; play: 10,000,000 / 100 = 100,000 đồng a child.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.entitlements import state_cover
from needs.gap import assess_gap
from needs.gap.covered import STATE

KEY = ["category", "commune_code"]
CELL = ["commune_code", "category"]
MEALS, PLAY, UNKNOWN = ("meals", "00001"), ("play", "00003"), ("meals", "00002")
MONEY = ["target_vnd", "state_vnd", "pledged_vnd", "gap_vnd"]
many = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


def state_of(*rows: tuple[tuple[str, str], tuple[Any, ...]], basis: str = "assumption"):
    """State cover: middle, ends, and what counts at the ends of the gap (one number: all)."""
    records = [
        (commune, category, *(numbers if len(numbers) == 5 else numbers * 5))
        for (category, commune), numbers in rows
    ]
    frame = pd.DataFrame(records, columns=[*CELL, *STATE]).assign(state_basis=basis)
    return frame.astype(dict.fromkeys(STATE, "Int64") | dict.fromkeys(CELL, "str"))


def entries(*rows: tuple[tuple[str, str], str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(commune, category, donor, n) for (category, commune), donor, n in rows],
        columns=[*CELL, "donor_id", "children"],
    ).assign(basis="returned")
    return frame.astype(dict.fromkeys([*CELL, "donor_id", "basis"], "str") | {"children": "Int64"})


def gap_of(programme, need, support, state) -> pd.DataFrame:
    return assess_gap(programme, need, support, state=state).set_index(KEY)


@pytest.fixture
def gap(programme, need, support) -> pd.DataFrame:
    state = state_of((MEALS, (10, 6, 14, 12, 8)), (PLAY, (120, 90, 150, 130, 95)))
    return gap_of(programme, need, support, state)


def test_the_state_and_donors_together_by_hand(gap):
    """Meals: of 50 (32–72) the State serves 10 (6–14), donors of 20 and 15: D = 20–35, middle
    50 × (1 − 0.6 × 0.7) = 29.

    U at least max(6, 20) = 20, at most 14 + 35 = 49; 10 + 29 − 10 × 29 / 50 = 33.2 → 33.
    """
    row = gap.loc[MEALS]
    assert row[["state_children", "state_low", "state_high"]].tolist() == [10, 6, 14]
    assert row[["donors_low", "donors_point", "donors_high"]].tolist() == [20, 29, 35]
    assert row[["covered_low", "covered_point", "covered_high"]].tolist() == [20, 33, 49]


def test_the_gap_by_hand(gap):
    """Meals: T = 45 (26–72). Low: 26 − (12 + 35) < 0; middle 45 − 33 = 12; high 72 − 20 = 52.

    Play: T = E = 300 (240–360), D = 100. Low: 240 − (130 + 100) = 10; middle, with U = 120 + 100
    − 40 = 180: 120; high: 360 − max(95, 100) = 260.
    """
    ends = ["gap_low", "gap_point", "gap_high"]
    assert gap.loc[MEALS, ends].tolist() == [0, 12, 52]
    assert gap.loc[PLAY, ends].tolist() == [10, 120, 260]


def test_the_money_by_hand_the_state_first(gap):
    """Meals: 45, 10, 33 − 10, 45 − 33 children × 990,000. Play: 300, 120, 60, 120 × 100,000."""
    assert gap.loc[MEALS, MONEY].tolist() == [44_550_000, 9_900_000, 22_770_000, 11_880_000]
    assert gap.loc[PLAY, MONEY].tolist() == [30_000_000, 12_000_000, 6_000_000, 12_000_000]


def test_the_allocation_is_given_the_low_gap_not_the_middle(gap):
    """Play: 10 children are 0.1 sets at 10,000,000."""
    assert gap.loc[PLAY, ["quantity", "cost_vnd"]].tolist() == [0.1, 1_000_000]


def test_a_state_that_serves_beyond_the_target_leaves_no_gap(programme, need, support):
    """48 of 50 are served, 45 are the target: all of its cost is the State's, not a đồng more."""
    row = gap_of(programme, need, support, state_of((MEALS, (48,)))).loc[MEALS]
    assert row.covered_point > row.children_target
    assert row.gap_point == 0
    assert row[MONEY].tolist() == [44_550_000, 44_550_000, 0, 0]


def test_donors_beyond_what_the_state_leaves_pay_for_the_target_only(programme, need):
    """The State 10, one donor 44 of 50: U = 10 + 44 − 8.8 = 45.2 → 45 = T; 35 are pledged."""
    row = gap_of(programme, need, entries((MEALS, "a", 44)), state_of((MEALS, (10,)))).loc[MEALS]
    assert (row.covered_point, row.gap_point) == (45, 0)
    assert row[MONEY].tolist() == [44_550_000, 9_900_000, 34_650_000, 0]


def test_who_counted_each_child_once_counted_the_state_s(programme, need):
    """40 children have some support, the State's 30 (25–35) among them: U = 40, 5 are left.

    Ends: 26 − 40 < 0 and 72 − 40 = 32; of the 40, 10 are the donors'.
    """
    once = entries((MEALS, "return", 40))
    row = gap_of(programme, need, once, state_of((MEALS, (30, 25, 35, 33, 28)))).loc[MEALS]
    assert row.overlap_known == "told_once"
    assert row[["covered_low", "covered_point", "covered_high"]].tolist() == [40, 40, 40]
    assert row[["gap_low", "gap_point", "gap_high"]].tolist() == [0, 5, 32]
    assert row[MONEY].tolist() == [44_550_000, 29_700_000, 9_900_000, 4_950_000]


def test_the_state_serves_no_more_than_the_commune_counted(programme, need):
    """The schemes let expect 44 (38–50), the commune counted 40 in all."""
    once = entries((MEALS, "return", 40))
    row = gap_of(programme, need, once, state_of((MEALS, (44, 38, 50, 48, 40)))).loc[MEALS]
    assert row[["state_children", "state_low", "state_high"]].tolist() == [40, 38, 40]
    assert row[MONEY].tolist() == [44_550_000, 39_600_000, 0, 4_950_000]


def test_without_schemes_nothing_is_the_state_s(programme, need, support):
    gap = assess_gap(programme, need, support).set_index(KEY)
    assert gap.state_children.tolist() == [0] * len(gap)
    assert gap.state_basis.isna().all()
    assert gap.loc[PLAY, MONEY].tolist() == [30_000_000, 0, 10_000_000, 20_000_000]


def test_a_cell_that_no_scheme_concerns_is_as_without_schemes(programme, need, support, gap):
    plain = assess_gap(programme, need, support).set_index(KEY)
    other = ("meals", "00003")
    pd.testing.assert_series_equal(gap.loc[other], plain.loc[other])


def test_unknown_children_leave_the_state_and_the_money_unknown(programme, need, support):
    gap = gap_of(programme, need, support, state_of((UNKNOWN, (pd.NA,))))
    unknown = ["state_children", "covered_low", "covered_point", "covered_high", "gap_low"]
    assert gap.loc[UNKNOWN, [*unknown, "gap_point", "gap_high", *MONEY]].isna().all()
    assert pd.isna(gap.gap_vnd.sum(skipna=False))


def test_one_scheme_that_is_not_known_is_not_nobody(programme, need, support):
    """The children are known, the State's part is not: the gap is unknown, the target is not."""
    row = gap_of(programme, need, support, state_of((MEALS, (pd.NA,)))).loc[MEALS]
    assert row.children_target == 45
    unknown = ["covered_point", "gap_low", "gap_point", "gap_high", "state_vnd", "gap_vnd"]
    assert row[unknown].isna().all()
    once = entries((MEALS, "return", 40))
    told = gap_of(programme, need, once, state_of((MEALS, (pd.NA,)))).loc[MEALS]
    assert (told.covered_point, told.gap_point, told.gap_vnd) == (40, 5, 4_950_000)
    assert told[["state_children", "state_vnd", "pledged_vnd"]].isna().all()


def test_the_gap_rests_on_the_state_s_basis_too(programme, need, support):
    state = state_of((PLAY, (120,)), basis="assumption")
    gap = gap_of(programme, need, support, state)
    assert gap.basis[PLAY] == "assumption"
    assert gap.basis["meals", "00003"] == "estimated"
    assert gap.eligible_basis[PLAY] == "estimated", "who is eligible does not rest on the State"


def test_the_order_of_the_rows_does_not_matter(programme, need, support):
    state = state_of((MEALS, (10, 6, 14, 12, 8)), (PLAY, (120, 90, 150, 130, 95)))
    straight = assess_gap(programme, need, support, state=state)
    again = assess_gap(programme, need[::-1], support[::-1], state=state[::-1])
    pd.testing.assert_frame_equal(again, straight)


counts = st.integers(0, 400)


@given(
    children=st.lists(counts, min_size=3, max_size=3).map(sorted),
    shares=st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    given_=st.lists(counts, max_size=3),
    price=st.integers(1, 10**8),
)
@many
def test_money_adds_up_to_the_dong_and_the_ends_hold_the_middle(
    programme, need, children, shares, given_, price
):
    """Whatever the children, the schemes' share of them, the donors and the price."""
    rows = need[need.category == "meals"].iloc[:1].copy()
    ends = ("_low", "", "_high")
    for end, number in zip(ends, children, strict=True):
        rows[f"children_eligible{end}"] = pd.array([number], dtype="Int64")
    rows["unit_price_vnd"] = price
    entitled = rows.assign(
        **{f"share{end}": share for end, share in zip(ends, shares, strict=True)}
    )
    target = programme.category("meals").target.share
    cover = state_cover(entitled, rows, {"meals": (target.at_low, target.at_high)})
    support = entries(*((MEALS, f"d{n}", number) for n, number in enumerate(given_)))
    row = gap_of(programme, rows, support, cover.assign(state_basis="assumption")).loc[MEALS]
    assert row.state_vnd + row.pledged_vnd + row.gap_vnd == row.target_vnd
    assert (row[MONEY] >= 0).all()
    assert row.target_vnd == row.children_target * 9 * price
    assert row.gap_vnd == row.gap_point * 9 * price
    assert row.state_children <= row.children_eligible
    assert row.covered_low <= row.covered_point <= row.covered_high
    # Each end rounds its own share of its own children.
    assert row.gap_low - 1 <= row.gap_point <= row.gap_high + 1


@given(serves=st.integers(0, 50), more=st.integers(0, 22), given_=st.lists(counts, max_size=2))
@many
def test_more_from_the_state_never_raises_a_gap_nor_its_cost(programme, need, serves, more, given_):
    support = entries(*((MEALS, f"d{n}", number) for n, number in enumerate(given_)))
    less, greater = (
        gap_of(programme, need, support, state_of((MEALS, (number,)))).loc[MEALS]
        for number in (serves, serves + more)
    )
    for column in ("gap_low", "gap_point", "gap_high", "gap_vnd"):
        assert greater[column] <= less[column]
    assert greater.state_vnd >= less.state_vnd
