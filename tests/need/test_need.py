"""Eligible children, quantity and cost, worked by hand (method.md, section 1)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.need import (
    assess_need,
    cost,
    delivered_price,
    eligible_children,
    quantity,
)
from needs.people import AgeRange
from needs.programmes import Category, Figure

EXACT = AgeRange(1.0, 1.0, None)  # no deviation between ages

KEY = ["category", "commune_code", "age_band"]
FIGURES = [
    "children_eligible",
    "children_eligible_low",
    "children_eligible_high",
    "quantity",
    "cost_vnd",
    "cost_low_vnd",
    "cost_high_vnd",
]


def category_like(category: Category, **changes: object) -> Category:
    return Category.model_validate(category.model_dump() | changes)


def test_eligible_children_by_hand(programme, by_age):
    """Meals: half of the 100 young (40 % of 80 = 32 at least, 60 % of 120 = 72 at most)."""
    found = eligible_children(by_age, programme.category("meals"), EXACT).set_index("commune_code")
    assert found.age_band.unique().tolist() == ["young"]
    eligible = ["children_eligible", "children_eligible_low", "children_eligible_high"]
    assert found.loc["00001", eligible].tolist() == [50, 32, 72]
    assert found.loc["00001", "eligible_share"] == 0.5
    assert found.loc["00002", [*eligible, "basis"]].isna().all()


def test_half_a_child_is_not_served():
    """Counts are rounded once, to whole children: 12.6 × 0.5 = 6.3 → 6."""
    by_age = pd.DataFrame(
        {
            "commune_code": ["00001"],
            "age_band": ["young"],
            **{
                f"children{end}": pd.array([12.6], dtype="Float64") for end in ("", "_low", "_high")
            },
            "basis": ["estimated"],
            "cells": [pd.NA],
            "exact_age": [False],
        }
    )
    share = Figure(value=0.5, kind="official", source="thử")
    category = Category.model_construct(id="x", age_bands=["young"], eligible_share=share)
    assert eligible_children(by_age, category, EXACT).children_eligible.tolist() == [6]


def test_delivered_price_by_hand(programme):
    """100,000 × 1.1 = 110,000; 80,000 × 1.0 at least; 150,000 × 1.2 = 180,000 at most.

    The uplift was only observed, so the price delivered is an estimate.
    """
    price = delivered_price(programme.category("meals"))
    assert price == (110_000, 80_000, 180_000, "estimated")


def test_quantity_by_hand(programme):
    """9 meal-months for each of 50 children: 450. One play set for 100 children: 250 need 2.5."""
    children = pd.Series([50, 0, pd.NA], dtype="Int64")
    assert quantity(children, programme.category("meals")).tolist()[:2] == [450, 0]
    assert pd.isna(quantity(children, programme.category("meals"))[2])
    assert quantity(pd.Series([250]), programme.category("play")).tolist() == [2.5]


def test_cost_by_hand():
    """450 × 110,000 = 49,500,000 đồng; unknown units cost an unknown amount, not nothing."""
    found = cost(pd.Series([450.0, pd.NA], dtype="Float64"), 110_000)
    assert found[0] == 49_500_000
    assert pd.isna(found[1])


def test_need_of_a_commune_by_hand(programme, communes, by_age, assumptions):
    """Meals in «Xã Một»: 50 children (32–72), 450 meal-months at 110,000 = 49,500,000 đồng.

    At least 32 × 9 × 80,000 = 23,040,000; at most 72 × 9 × 180,000 = 116,640,000.
    """
    need = assess_need(programme, communes, by_age, assumptions).set_index(KEY)
    row = need.loc[("meals", "00001", "young")]
    assert row[FIGURES].tolist() == [50, 32, 72, 450, 49_500_000, 23_040_000, 116_640_000]
    assert (row.unit, row.unit_price_vnd) == ("tháng ăn", 110_000)


@pytest.mark.parametrize(("category", "zones"), [("meals", ["I", "II", "III"]), ("play", ["III"])])
def test_the_denominator_decides_which_communes_count(
    programme, communes, by_age, assumptions, category, zones
):
    assert programme.zones_in_scope(programme.category(category)) == zones
    need = assess_need(programme, communes, by_age, assumptions)
    assert sorted(need[need.category == category].zone.unique()) == zones


def test_a_commune_without_children_stays_in_the_table_with_missing_figures(
    programme, communes, by_age, assumptions
):
    need = assess_need(programme, communes, by_age, assumptions).set_index(KEY)
    assert need.loc[("meals", "00002", "young"), FIGURES].isna().all()
    assert pd.isna(need.loc["meals"].cost_vnd.sum(skipna=False))


def test_a_figure_rests_on_the_weakest_of_what_it_is_made_of(
    programme, communes, by_age, assumptions
):
    meals = programme.category("meals")
    share = meals.eligible_share.model_dump() | {"kind": "illustrative"}
    changed = category_like(meals, eligible_share=share)
    altered = programme.model_copy(update={"categories": [changed]})
    need = assess_need(altered, communes, by_age, assumptions)
    assert set(need[need.children_eligible.notna()].basis) == {"illustrative"}


def test_a_quantity_rests_on_its_standard_too(programme, communes, by_age, assumptions):
    """An invented standard makes an invented quantity, whatever the children rest on."""
    meals = programme.category("meals")
    standard = meals.standard.model_dump() | {"kind": "illustrative"}
    altered = programme.model_copy(update={"categories": [category_like(meals, standard=standard)]})
    need = assess_need(altered, communes, by_age, assumptions)
    assert set(need[need.children_eligible.notna()].basis) == {"illustrative"}


def test_the_order_of_the_rows_does_not_matter(programme, communes, by_age, assumptions):
    straight = assess_need(programme, communes, by_age, assumptions)
    shuffled = assess_need(
        programme,
        communes.sample(frac=1, random_state=1),
        by_age.sample(frac=1, random_state=2),
        assumptions,
    )
    assert (
        shuffled.sort_values(KEY)
        .reset_index(drop=True)
        .equals(straight.sort_values(KEY).reset_index(drop=True))
    )


prices = st.integers(min_value=1, max_value=10**8)


@given(price=prices, more=st.integers(0, 10**7), units=st.floats(0, 10**5))
@settings(deadline=None)
def test_a_larger_price_never_costs_less(price, more, units):
    quantity_ = pd.Series([units], dtype="Float64")
    assert cost(quantity_, price + more)[0] >= cost(quantity_, price)[0]


@given(
    children=st.lists(st.floats(0, 50_000), min_size=3, max_size=3).map(sorted),
    share=st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
)
@settings(deadline=None)
def test_low_is_never_above_the_value_nor_the_value_above_high(
    programme, assumptions, children, share
):
    """Hypothesis on the whole step: intervals of children and of the share keep their order."""
    low, value, high = children
    by_age = pd.DataFrame(
        {
            "commune_code": ["00003"],
            "age_band": ["young"],
            "basis": ["estimated"],
            "cells": [pd.NA],
            "exact_age": [False],
        }
        | {
            f"children{end}": pd.array([n], dtype="Float64")
            for end, n in (("", value), ("_low", low), ("_high", high))
        }
    )
    figure = {"low": share[0], "value": share[1], "high": share[2]}
    meals = category_like(
        programme.category("meals"),
        eligible_share=figure | {"kind": "assumption", "source": "thử"},
    )
    place = pd.DataFrame(
        {
            "commune_code": ["00003"],
            "commune": ["Xã Ba"],
            "district_code": ["002"],
            "district": ["Huyện B"],
            "zone": ["III"],
            "population_figures": [None],
            "distance_km": [pd.NA],
            "village_share": [pd.NA],
            "village_share_low": [pd.NA],
            "village_share_high": [pd.NA],
            "village_source": [pd.NA],
        }
    )
    row = assess_need(
        programme.model_copy(update={"categories": [meals]}), place, by_age, assumptions
    ).iloc[0]
    assert 0 <= row.children_eligible_low <= row.children_eligible <= row.children_eligible_high
    assert 0 <= row.cost_low_vnd <= row.cost_vnd <= row.cost_high_vnd
