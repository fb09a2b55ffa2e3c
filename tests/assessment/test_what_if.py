"""What becomes of need and gap if a figure were another."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.assessment.changed_value import ends_of
from needs.assessment.changes import changeable, changed
from needs.assessment.what_if import WhatIf, compare, first_communes, what_if
from needs.errors import InputFaults, NotFound
from needs.people import Assumptions, read_assumptions
from needs.programmes import Programme, load_programme

CAO_BANG = "cao-bang-588"
PRICE = "warm_clothing.unit_price_vnd"


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme(CAO_BANG, data)


@pytest.fixture(scope="session")
def assumptions(data: Path) -> Assumptions:
    return read_assumptions(data)


@pytest.fixture(scope="session")
def tried(data: Path) -> Any:
    """A trial on real data, run once for each set of changes; not to be changed."""
    return cache(lambda *changes: what_if(CAO_BANG, dict(changes), data))


def figures(found: WhatIf, *, district_code: str | None = None) -> pd.DataFrame:
    rows = compare(found.before, found.after, district_code=district_code)
    return rows.set_index(["category", "part", "unit"])


# What a change does to one figure


def test_a_number_takes_the_ends_along(programme, assumptions) -> None:
    # 350 000 (250 000–450 000) → 700 000: all three doubled.
    trial, _ = changed(programme, assumptions, {PRICE: 700_000})
    price = trial.category("warm_clothing").unit_price_vnd
    assert (price.low, price.value, price.high) == (500_000, 700_000, 900_000)
    assert (price.kind, price.source) == ("assumption", "thay đổi trong sổ tay")
    assert programme.category("warm_clothing").unit_price_vnd.value == 350_000


def test_three_numbers_set_low_value_and_high(programme, assumptions) -> None:
    _, trial = changed(programme, assumptions, {"boarding_share": (0.1, 0.2, 0.3)})
    entry = trial["boarding_share"]
    assert (entry.at_low, entry.value, entry.at_high) == (0.1, 0.2, 0.3)
    assert entry.kind == "assumption"


def test_a_share_never_passes_all_children(programme, assumptions) -> None:
    # 0,7 (0,3–1) → 0,9: low 0,3 × 0,9 / 0,7; high 1 × 0,9 / 0,7 > 1, kept at 1.
    _, trial = changed(programme, assumptions, {"school_lunch_share": 0.9})
    entry = trial["school_lunch_share"]
    assert entry.at_low == pytest.approx(0.3857142857)
    assert entry.at_high == 1


def test_an_exact_figure_stays_exact(programme, assumptions) -> None:
    trial, _ = changed(programme, assumptions, {"play.target": 0.8})
    share = trial.category("play").target.share
    assert (share.at_low, share.value, share.at_high) == (0.8, 0.8, 0.8)


def test_what_was_nothing_stays_without_a_range(programme, assumptions) -> None:
    trial, _ = changed(programme, assumptions, {"health.delivery_uplift": 0.1})
    uplift = trial.category("health").delivery_uplift
    assert (uplift.at_low, uplift.value, uplift.at_high) == (0.1, 0.1, 0.1)


def test_a_standard_is_units_for_a_child(programme, assumptions) -> None:
    # 0,0125 sets a child: one for 80 children; 8 months a child: packages of whole children.
    trial, _ = changed(programme, assumptions, {"play.standard": 0.0125, "nutrition.standard": 8})
    play, meals = (trial.category(name) for name in ("play", "nutrition"))
    assert (play.standard.units, play.standard.per_children) == (1, 80)
    assert (meals.standard.units, meals.standard.per_children) == (8, 1)
    assert meals.package_units == 88, "11 children of 8 months: the next to 90 months"


def test_every_figure_of_the_table_can_be_changed(cao_bang_gap, assumptions) -> None:
    assert set(cao_bang_gap.assumptions.figure) <= set(
        changeable(cao_bang_gap.programme, assumptions)
    )


def test_putting_in_what_stands_there_changes_no_number(programme, assumptions) -> None:
    before = {name: ends_of(old) for name, old in changeable(programme, assumptions).items()}
    same = {
        name: int(value) if name.endswith("_vnd") else value
        for name, (_, value, _) in before.items()
    }
    trial = changeable(*changed(programme, assumptions, same))
    assert {name: ends_of(new) for name, new in trial.items()} == before


@pytest.fixture(scope="session")
def with_changes(programme):
    """Change assumptions; Hypothesis writes out what a test is given, and a profile is long."""
    return lambda assumptions, changes: changed(programme, assumptions, changes)[1]


@given(share=st.floats(0, 1), low=st.floats(0, 1), high=st.floats(0, 1), old=st.floats(0, 1))
def test_ends_are_always_in_order(with_changes, assumptions, share, low, high, old) -> None:
    ends = tuple(sorted((low, old, high)))
    first = with_changes(assumptions, {"children_share": ends})
    second = with_changes(first, {"children_share": share})
    entry = second["children_share"]
    assert 0 <= entry.at_low <= entry.value <= entry.at_high <= 1
    assert entry.value == share


# What cannot be


def test_an_unknown_figure_names_the_nearest(programme, assumptions) -> None:
    with pytest.raises(NotFound, match="warm_clothing\\.price") as error:
        changed(programme, assumptions, {"warm_clothing.price": 400_000})
    assert PRICE in error.value.valid
    assert "children_share" not in error.value.valid


def test_all_that_is_wrong_is_told_at_once(programme, assumptions) -> None:
    wrong = {
        PRICE: 0,
        "play.target": 1.3,
        "children_share": "0,3",
        "boarding_share": (0.5, 0.2, 0.3),
        "health.standard": (1, 2, 3),
        "school_attendance": True,
        "nutrition.standard": 0,
        "delivery.per_100_km": float("nan"),
        "lodging_share": (0.1, 0.2),
        "kindergarten": 1,
    }
    with pytest.raises(InputFaults) as error:
        changed(programme, assumptions, wrong)
    assert {fault.where for fault in error.value.faults} == set(wrong)
    assert "kindergarten_attendance" in str(error.value)


@pytest.mark.parametrize("price", [400.000, 350.5, (300.0, 400.0, 500.0)])
def test_thousands_written_with_a_point_are_no_price(programme, assumptions, price) -> None:
    with pytest.raises(InputFaults, match="400_000"):
        changed(programme, assumptions, {PRICE: price})


@pytest.mark.parametrize("figure", ["age_spread", "overlap_position"])
def test_what_is_a_deviation_keeps_its_middle(programme, assumptions, figure) -> None:
    with pytest.raises(InputFaults, match=figure):
        changed(programme, assumptions, {figure: assumptions[figure].value * 1.2})
    middle = assumptions[figure].value
    _, trial = changed(programme, assumptions, {figure: (middle * 0.9, middle, middle * 1.2)})
    assert trial[figure].at_high == middle * 1.2


def test_what_each_commune_has_its_own_of_is_not_changed_here(programme, assumptions) -> None:
    with pytest.raises(InputFaults, match="mỗi xã"):
        changed(programme, assumptions, {"rate:stunting": 0.3})


def test_weights_that_leave_no_order_are_told(programme, assumptions) -> None:
    none = {f"priority.{entry.id}": 0 for entry in programme.priority.indicators}
    with pytest.raises(InputFaults, match="trọng số"):
        changed(programme, assumptions, none)


# What it does to need and gap


def test_no_change_changes_nothing(tried) -> None:
    found = tried()
    for name in ("need", "gap", "people", "intervals", "assumptions"):
        pd.testing.assert_frame_equal(getattr(found.before, name), getattr(found.after, name))
    differences = compare(found.before, found.after).difference
    assert differences.notna().all()
    assert (differences == 0).all()


def test_the_first_run_is_the_assessment(tried, cao_bang_gap) -> None:
    before = tried().before
    key = ["level", "area_code", "category", "measure"]
    ends = ["middle", "interval_low", "interval_high"]
    ran, assessed = (
        frame.set_index(key)[ends].sort_index()
        for frame in (before.intervals, cao_bang_gap.intervals)
    )
    pd.testing.assert_frame_equal(ran, assessed)
    assert before.gap.gap_vnd.sum() == cao_bang_gap.gap.gap_vnd.sum()


def test_twice_the_price_is_twice_the_gap_of_that_category_alone(tried) -> None:
    rows = figures(tried((PRICE, 700_000)))
    # Each commune's price is rounded to a đồng: at most 1 đồng for each set.
    children = rows.before["warm_clothing", "need", "children"]
    for part in ("need", "target", "pledged", "gap"):
        before, after = rows.loc[("warm_clothing", part, "vnd"), ["before", "after"]]
        assert abs(after - 2 * before) <= children, part
    gap = rows.loc["warm_clothing", "gap", "vnd"]
    assert gap.after_low == pytest.approx(2 * gap.before_low, rel=1e-5)
    assert gap.after_high == pytest.approx(2 * gap.before_high, rel=1e-5)
    others = rows.drop(index=["warm_clothing", "all"], level="category")
    assert (others.difference == 0).all()
    assert (others.after_high.dropna() == others.before_high.dropna()).all()
    children = rows.xs("children", level="unit").difference
    assert (children == 0).all(), "a price changes no child"
    total = rows.xs(("gap", "vnd"), level=("part", "unit")).difference
    assert total["all"] == total["warm_clothing"]


def test_more_children_are_more_need(tried) -> None:
    rows = figures(tried(("children_share", 0.3)))
    need = rows.xs("need", level="part")
    assert (need.difference > 0).all()
    assert rows.difference["all", "people_in_need", "children"] > 0
    # 0,3 / 0,25555 of the children, each commune rounded to whole ones (56 communes at most).
    before, after = rows.loc[("health", "need", "children"), ["before", "after"]]
    assert after == pytest.approx(before * 0.3 / 0.255549408740444, abs=60)


def test_a_lower_target_leaves_the_need_and_closes_part_of_the_gap(tried) -> None:
    rows = figures(tried(("play.target", 0.5)))
    assert rows.difference["play", "need", "children"] == 0
    target = rows.loc["play", "target", "children"]
    # 0,5 instead of 0,9 of the children, each commune rounded.
    assert target.after == pytest.approx(target.before * 5 / 9, abs=60)
    assert rows.difference["play", "gap", "vnd"] < 0
    assert (rows.drop(index=["play", "all"], level="category").difference == 0).all()


def test_more_boarding_pupils_are_more_for_the_state_and_less_lacking(tried) -> None:
    rows = figures(tried(("boarding_share", 0.3)))
    assert rows.difference["nutrition", "state", "vnd"] > 0
    assert rows.difference["nutrition", "gap", "vnd"] < 0
    assert rows.difference["nutrition", "need", "vnd"] == 0


@pytest.mark.parametrize("district", [None, "043"])
def test_the_parts_add_up_to_the_target_before_and_after(tried, district) -> None:
    rows = figures(tried(("boarding_share", 0.3)), district_code=district)
    wide = rows[["before", "after"]].unstack("part")
    for when in ("before", "after"):
        parts = wide[when].drop(index=("all", "children"))
        assert (parts.state + parts.pledged + parts.gap == parts.target).all()


def test_a_district_is_compared_by_itself(tried) -> None:
    found = tried((PRICE, 700_000))
    rows = figures(found, district_code="043")
    own = found.before.gap[found.before.gap.district_code == "043"]
    assert rows.before["all", "gap", "vnd"] == own.gap_vnd.sum()
    gap = rows.loc["all", "gap", "vnd"]
    assert gap.before_low < gap.before < gap.before_high


def test_districts_add_up_to_the_province(tried) -> None:
    found = tried((PRICE, 700_000))
    codes = found.before.gap.district_code.unique()
    parts = [compare(found.before, found.after, district_code=code) for code in codes]
    key = ["category", "part", "unit"]
    summed = pd.concat(parts).groupby(key)[["before", "after"]].sum(skipna=False)
    whole = figures(found)[["before", "after"]].sort_index()
    pd.testing.assert_frame_equal(summed.sort_index(), whole, check_dtype=False)


def test_the_order_of_the_changes_does_not_matter_and_nothing_is_written(data, data_copy) -> None:
    changes = {PRICE: 400_000, "children_share": 0.27, "play.standard": 0.02}
    there = what_if(CAO_BANG, changes, data)
    back = what_if(CAO_BANG, dict(reversed(changes.items())), data_copy)
    pd.testing.assert_frame_equal(there.after.gap, back.after.gap)
    pd.testing.assert_frame_equal(there.after.intervals, back.after.intervals)
    pd.testing.assert_frame_equal(there.changes, back.changes)
    for path in (path for path in data.rglob("*.*") if path.is_file()):
        assert (data_copy / path.relative_to(data)).read_bytes() == path.read_bytes()


def test_a_wider_range_moves_the_interval_and_not_the_middle(tried) -> None:
    rows = figures(tried((PRICE, (100_000, 350_000, 700_000))))
    gap = rows.loc["warm_clothing", "gap", "vnd"]
    assert gap.difference == 0
    assert gap.after_low < gap.before_low
    assert gap.after_high > gap.before_high


def test_a_figure_that_nothing_rests_on_is_marked(tried) -> None:
    found = tried(("lodging_share", 0.5))
    assert found.changes.used.tolist() == [False]
    assert (figures(found).difference == 0).all()
    assert tried((PRICE, 700_000)).changes.used.tolist() == [True]


def test_a_weight_moves_the_order_and_no_gap(tried) -> None:
    found = tried(("priority.remote", 1.0))
    assert (figures(found).difference == 0).all()
    before, after = first_communes(found.before), first_communes(found.after)
    assert len(before) == len(after) == found.after.programme.priority.top_k
    assert before != after


def test_residents_of_former_communes_follow_their_assumption(data) -> None:
    # Communes of before 1/7/2025: residents are spread over them, 0,5 to 1,5 times; here exactly.
    found = what_if("ninh-thuan-588", {"predecessor_share_spread": (1, 1, 1)}, data)
    before, after = (
        results.intervals.set_index(["level", "measure"]).loc["commune", "people_in_need"]
        for results in (found.before, found.after)
    )
    assert (after.middle == before.middle).all()
    wide, narrow = (rows.interval_high - rows.interval_low for rows in (before, after))
    assert (narrow.to_numpy() < wide.to_numpy()).all()
    assert "predecessor_share_spread" in set(found.changes.figure[found.changes.used])


def test_a_changed_figure_says_so_in_the_table(tried) -> None:
    table = tried((PRICE, 700_000)).after.assumptions.set_index("figure")
    assert table.kind[PRICE] == "assumption"
    assert table.source[PRICE] == "thay đổi trong sổ tay"
