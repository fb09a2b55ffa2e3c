"""Target, covered and gap at both ends, worked by hand (method.md, section 3)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.gap import assess_gap

KEY = ["category", "commune_code"]
many = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def gap(programme, need, support) -> pd.DataFrame:
    return assess_gap(programme, need, support).set_index(KEY)


def test_targets_by_hand(gap):
    """Meals: 90 % of 50 = 45; 80 % of 32 = 25.6 → 26 at least; 100 % of 72 at most.

    Play: all 300 (240–360) children of zone III.
    """
    target = ["children_target", "children_target_low", "children_target_high"]
    assert gap.loc[("meals", "00001"), target].tolist() == [45, 26, 72]
    assert gap.loc[("play", "00003"), target].tolist() == [300, 240, 360]


def test_gaps_by_hand(gap):
    """Meals in 00001: 20 and 15 children are served, so 20 to 35 of them.

    At least 26 − 35 < 0, nobody is surely left; at most 72 − 20 = 52.
    Play in 00003: 100 are served; at least 240 − 100 = 140 are left, at most 360 − 100 = 260.
    Meals in 00003: nobody is served; 26 to 72.
    """
    ends = ["gap_low", "gap_high"]
    assert gap.loc[("meals", "00001"), ends].tolist() == [0, 52]
    assert gap.loc[("play", "00003"), ends].tolist() == [140, 260]
    assert gap.loc[("meals", "00003"), ends].tolist() == [26, 72]


def test_what_closing_the_low_gap_takes_by_hand(gap):
    """Play: 140 children are 1.4 sets at 10,000,000 = 14,000,000 đồng."""
    row = gap.loc[("play", "00003")]
    assert (row.quantity, row.unit, row.unit_price_vnd) == (1.4, "bộ", 10_000_000)
    assert row.cost_low_vnd == 14_000_000
    assert row.cost_high_vnd == 26_000_000


def test_the_ends_of_the_cost_take_the_ends_of_the_price_as_in_the_need(gap):
    """Meals in 00003: 26 × 9 × 80,000 = 18,720,000 to 72 × 9 × 180,000 = 116,640,000 đồng.

    Where nobody is served and all are to be reached, the highest cost of the gap is that of the
    need: a column means the same in every table.
    """
    row = gap.loc[("meals", "00003")]
    assert row.cost_high_vnd == 116_640_000
    assert row.cost_low_vnd == 18_720_000


def test_the_denominator_decides_which_communes_have_a_target(gap):
    assert gap.loc["meals"].index.tolist() == ["00001", "00002", "00003"]
    assert gap.loc["play"].index.tolist() == ["00003"]
    assert gap.in_target.all()


def test_unknown_children_are_an_unknown_gap_never_zero(gap):
    row = gap.loc[("meals", "00002")]
    unknown = [
        "children_eligible",
        "children_target",
        "gap_low",
        "gap_high",
        "quantity",
    ]
    assert row[[*unknown, "cost_low_vnd", "cost_high_vnd"]].isna().all()
    assert pd.isna(gap.gap_low.sum(skipna=False))


def test_one_unknown_age_band_makes_the_cell_unknown(programme, need, support):
    need.loc[(need.category == "play") & (need.age_band == "school"), "children_eligible"] = pd.NA
    gap = assess_gap(programme, need, support).set_index(KEY)
    assert pd.isna(gap.children_target[("play", "00003")])


def test_support_without_an_age_band_is_not_counted_for_each_of_them(gap):
    assert gap.covered_high[("play", "00003")] == 100


def test_illustrative_support_makes_an_illustrative_gap(gap):
    assert gap.basis[("meals", "00001")] == "illustrative"
    assert gap.basis[("meals", "00003")] == "estimated"


def test_an_assumed_target_makes_an_assumed_gap(programme, need, support):
    meals = programme.category("meals")
    share = meals.target.share.model_copy(update={"kind": "assumption"})
    target = meals.target.model_copy(update={"share": share, "stated": False})
    altered = programme.model_copy(
        update={"categories": [meals.model_copy(update={"target": target})]}
    )
    gap = assess_gap(altered, need[need.category == "meals"], support).set_index(KEY)
    assert gap.basis[("meals", "00003")] == "assumption"


def test_the_order_of_the_rows_does_not_matter(programme, need, support):
    straight = assess_gap(programme, need, support)
    for seed in range(3):
        again = assess_gap(
            programme,
            need.sample(frac=1, random_state=seed),
            support.sample(frac=1, random_state=seed),
        )
        assert again.equals(straight)


claims = st.lists(st.tuples(st.sampled_from(["00001", "00003"]), st.integers(0, 150)), max_size=5)


def support_of(entries: list[tuple[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": pd.Series([code for code, _ in entries], dtype="str"),
            "category": pd.Series(["meals"] * len(entries), dtype="str"),
            "donor_id": pd.Series([f"d{n}" for n in range(len(entries))], dtype="str"),
            "children": pd.array([n for _, n in entries], dtype="Int64"),
            "basis": pd.Series(["returned"] * len(entries), dtype="str"),
        }
    )


@given(entries=claims)
@many
def test_a_gap_is_never_negative_and_low_never_above_high(programme, need, entries):
    gap = assess_gap(programme, need, support_of(entries)).dropna(subset=["gap_low"])
    assert (gap.gap_low >= 0).all()
    assert (gap.gap_low <= gap.gap_high).all()
    assert (gap.gap_high <= gap.children_target_high).all()
    assert (gap.cost_low_vnd <= gap.cost_high_vnd).all()


@given(entries=claims, one_more=st.tuples(st.sampled_from(["00001", "00003"]), st.integers(0, 150)))
@many
def test_more_support_never_raises_a_gap(programme, need, entries, one_more):
    before = assess_gap(programme, need, support_of(entries)).set_index(KEY)
    after = assess_gap(programme, need, support_of([*entries, one_more])).set_index(KEY)
    for column in ("gap_low", "gap_high"):
        assert (after[column] <= before[column]).dropna().all()
