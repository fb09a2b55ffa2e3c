"""Lots drawn for inspection: at random, the same for the same seed, fair to every lot."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import NeedsError
from needs.monitoring.histories import lot_histories
from needs.monitoring.spot_check import chances, draw_spot_checks, spot_check_rule
from needs.programmes.figures import Price, Share
from needs.programmes.monitoring import SpotCheck


def rule(**other) -> SpotCheck:
    """A fifth of the lots, three at least, one of each district, large ones surely."""
    words = {"kind": "assumption", "source": "giả để thử"}
    figures = {
        "share": Share(value=0.2, **words),
        "least": 3,
        "least_per_district": 1,
        "sure_from_vnd": Price(value=1_000_000, **words),
        "seed": 7,
        "source": "giả để thử",
    }
    return SpotCheck(**(figures | other))


def lots(*districts: str, values: tuple[int, ...] = ()) -> pd.DataFrame:
    worth = [*values, *[100_000] * (len(districts) - len(values))]
    return pd.DataFrame(
        {
            "lot_id": [f"L{place:06d}" for place in range(1, len(districts) + 1)],
            "district_code": pd.Series(districts, dtype="str"),
            "value_vnd": pd.Series(worth, dtype="Int64"),
            "children": pd.Series(10, index=range(len(districts)), dtype="Int64"),
        }
    )


TWENTY = lots(*["042"] * 12, *["043"] * 7, "044", values=(2_000_000,))


def drawn(frame: pd.DataFrame, seed: int = 7, **other) -> dict[str, str]:
    chosen = chances(frame, rule(**other), seed=seed).chosen_by
    names = frame.lot_id.where(chosen != "").dropna()
    return dict(zip(names, chosen[chosen != ""], strict=True))


def test_how_many_and_which_in_any_case():
    """The large lot; of the 19 others a fifth, 4: one of 043, the only one of 044, two more."""
    found = drawn(TWENTY)
    assert len(found) == 5
    assert found["L000001"] == "sure"
    assert found["L000020"] == "district"
    assert sorted(found.values()) == ["district", "district", "random", "random", "sure"]


def test_the_chance_of_each_lot_by_hand():
    """Two of 17 are drawn after the districts' own: 2/17 in 042, 1/7 + 6/7 · 2/17 in 043."""
    chance = chances(TWENTY, rule(), seed=7).chance
    assert chance[0] == 1
    assert chance[1:12].tolist() == pytest.approx([2 / 17] * 11)
    assert chance[12:19].tolist() == pytest.approx([29 / 119] * 7)
    assert chance[19] == 1


def test_no_small_lot_is_sure_to_be_left_alone():
    """Five large lots fill the number asked for; of the three others one is drawn all the same."""
    frame = lots(*["042"] * 8, values=(2_000_000,) * 5)
    found = chances(frame, rule(least=3), seed=7)
    assert sorted(found.chosen_by) == ["", "", "random", "sure", "sure", "sure", "sure", "sure"]
    assert found.chance[5:].tolist() == pytest.approx([1 / 3] * 3)


@given(
    st.lists(st.sampled_from(["042", "043", "044", None]), min_size=1, max_size=30),
    st.lists(st.sampled_from([100_000, 2_000_000]), max_size=30),
    st.integers(0, 99),
    st.integers(1, 12),
)
def test_every_lot_may_be_drawn_and_all_rules_hold(districts, values, seed, least):
    frame = lots(*districts, values=tuple(values[: len(districts)]))
    found = chances(frame, rule(least=least), seed=seed)
    chosen = found.chosen_by != ""
    assert (found.chance > 0).all()
    assert found.chance.sum() == pytest.approx(chosen.sum())
    assert chosen.sum() >= min(least, len(frame))
    assert found.chosen_by.eq("sure").eq(frame.value_vnd >= 1_000_000).all()
    small = frame.value_vnd < 1_000_000
    assert chosen[small].sum() >= math.ceil(0.2 * small.sum() - 1e-9)
    assert chosen.groupby(frame.district_code.fillna("")).any().all()
    # Lots that nothing tells apart have the same chance.
    alike = [frame.district_code.fillna(""), small]
    assert found.chance.groupby(alike).nunique().max() == 1


def test_every_district_is_seen_even_beyond_the_share():
    """Five districts and one lot to be drawn: still one of each."""
    frame = lots("042", "043", "044", "045", "046")
    assert len(drawn(frame, least=1)) == 5


def test_the_same_seed_draws_the_same_whatever_the_order():
    shuffled = TWENTY.sample(frac=1, random_state=3)
    assert drawn(TWENTY) == drawn(shuffled)
    assert any(drawn(TWENTY) != drawn(TWENTY, seed=other) for other in range(8, 12))


@given(st.lists(st.sampled_from(["042", "043", "044"]), min_size=1, max_size=30), st.integers(0, 9))
def test_the_chances_add_up_to_the_number_drawn(districts, seed):
    frame = lots(*districts, values=(5_000_000,))
    found = chances(frame, rule(), seed=seed)
    assert found.chance.sum() == pytest.approx((found.chosen_by != "").sum())
    assert found.chance.between(0, 1).all()
    assert (found.chance[found.chosen_by == "sure"] == 1).all()


def test_lots_are_drawn_as_often_as_their_chance_says():
    """Over 600 seeds each lot comes up within four standard errors of its chance."""
    found = [chances(TWENTY, rule(), seed=seed) for seed in range(600)]
    often = sum((one.chosen_by != "").astype(int) for one in found) / len(found)
    chance = found[0].chance
    spread = (chance * (1 - chance) / len(found)) ** 0.5
    assert ((often - chance).abs() <= 4 * spread + 1e-12).all()


def test_a_lot_without_a_price_is_not_taken_for_a_large_one():
    frame = lots("042", "042", "042", "042")
    frame.loc[0, "value_vnd"] = pd.NA
    assert drawn(frame, least=1).get("L000001") != "sure"


def test_only_what_was_delivered_this_year_is_drawn(ledger, profile, year):
    table = draw_spot_checks(lot_histories(ledger), year, rule(least=9), year="2026")
    assert table.lot_id.tolist() == ["L000001", "L000002"]
    assert table.children.tolist() == [90, 50]
    assert table.drawn_of.eq(2).all()
    assert draw_spot_checks(lot_histories(ledger), year, rule(), year="2025").empty


def test_a_profile_without_the_section_is_told_what_to_add(profile):
    without = profile.model_copy(update={"monitoring": None})
    with pytest.raises(NeedsError, match=r"monitoring\.toml"):
        spot_check_rule(without)
