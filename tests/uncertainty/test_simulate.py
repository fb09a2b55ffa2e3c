"""What must hold for any province: order, workers, wider ranges, more support, sums."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from needs.uncertainty import Range, figures_that_vary, simulate
from needs.uncertainty.intervals import OF_ALL, OF_CATEGORY
from needs.uncertainty.rows import take

from .province_cases import by_cell, drawn, lively_province

few = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 2**32)
ENDS = ["mean", "low", "high"]


@few
@given(seeds, st.permutations(range(7)))
def test_the_order_of_rows_and_categories_changes_nothing(seed, order):
    inputs = lively_province(seed=seed)
    shuffled = take(inputs, np.array(order))
    shuffled = replace(shuffled, categories=shuffled.categories[::-1])
    one, other = (simulate(each, draws=40, seed=3) for each in (inputs, shuffled))
    assert_frame_equal(one.table, other.table, check_exact=True)
    assert one.gap_cost_draws.tolist() == other.gap_cost_draws.tolist()


def test_workers_and_chunks_change_nothing():
    inputs = lively_province(40)
    one = simulate(inputs, draws=60, seed=3)
    for options in ({"workers": 2}, {"workers": 4, "chunk": 2}, {"chunk": 1}, {"chunk": 1_000}):
        other = simulate(inputs, draws=60, seed=3, **options)
        assert_frame_equal(one.table, other.table, check_exact=True)
        assert one.gap_cost_draws.tolist() == other.gap_cost_draws.tolist()


@few
@given(seeds, st.sets(st.integers(0, 9), min_size=1))
def test_a_commune_keeps_its_intervals_whoever_else_is_drawn(seed, chosen):
    inputs = lively_province(10, seed=seed, census=False)
    some = take(inputs, np.array(sorted(chosen)))
    all_cells = by_cell(simulate(inputs, draws=40, seed=3).table)
    cells = by_cell(simulate(some, draws=40, seed=3).table)
    assert_frame_equal(cells, all_cells.loc[cells.index], check_exact=True)


def test_communes_of_a_census_keep_their_intervals_when_another_census_goes():
    inputs = lively_province(8)
    some = take(inputs, inputs.census_group == 1)
    all_cells = by_cell(simulate(inputs, draws=40, seed=3).table)
    cells = by_cell(simulate(some, draws=40, seed=3).table)
    assert_frame_equal(cells, all_cells.loc[cells.index], check_exact=True)


def test_the_seed_gives_the_draws():
    inputs = lively_province()
    one, again, other = (simulate(inputs, draws=40, seed=seed) for seed in (3, 3, 4))
    assert_frame_equal(one.table, again.table, check_exact=True)
    assert not np.array_equal(one.gap_cost_draws, other.gap_cost_draws)


@few
@given(seeds)
def test_communes_add_up_to_districts_and_districts_to_the_province(seed):
    inputs = lively_province(10, seed=seed)
    found = simulate(inputs, draws=40, seed=3)
    cell = ["category", "measure"]
    means = {
        level: found.table[found.table.level == level].groupby(cell)["mean"].sum()
        for level in ("commune", "district", "province")
    }
    assert means["commune"].to_dict() == pytest.approx(means["province"].to_dict(), rel=1e-12)
    assert means["district"].to_dict() == pytest.approx(means["province"].to_dict(), rel=1e-12)
    of_communes = drawn(inputs, draws=40, seed=3)
    total = sum(values for cell, values in of_communes.items() if cell[1:] == ("all", OF_ALL[1]))
    assert found.gap_cost_draws == pytest.approx(total, rel=1e-12)


@few
@given(seeds)
def test_a_single_figure_moves_the_province_around_its_value(seed):
    """Two-piece figures keep their median: an interval holds what the values alone give."""
    inputs = lively_province(seed=seed)
    at_value = simulate(inputs, draws=1, seed=3, varying=set()).table
    for figure in figures_that_vary(inputs):
        table = simulate(inputs, draws=300, seed=3, varying={figure}).table
        # Deviations that add up are centred on their mean, which is not their median.
        if figure not in ("predecessor_share_spread", "age_spread"):
            assert (table.low <= at_value["mean"] * (1 + 1e-12)).all(), figure
            assert (table.high >= at_value["mean"] * (1 - 1e-12)).all(), figure


@few
@given(seeds, st.floats(0, 80), st.floats(0, 500))
def test_a_wider_price_never_narrows_a_cost(seed, below, above):
    inputs = lively_province(seed=seed)
    meals, books = inputs.categories
    price = meals.price
    wider = Range(price.figure, price.low - below, price.value, price.high + above)
    wide = replace(inputs, categories=(replace(meals, price=wider), books))
    one, other = (
        simulate(each, draws=100, seed=3, varying={price.figure}).table for each in (inputs, wide)
    )
    assert (other.low <= one.low * (1 + 1e-12)).all()
    assert (other.high >= one.high * (1 - 1e-12)).all()


@few
@given(seeds, st.floats(0, 50))
def test_no_draw_is_impossible_and_more_support_never_raises_a_gap(seed, more):
    inputs = lively_province(seed=seed)
    helped = replace(
        inputs,
        categories=tuple(
            replace(
                part,
                donors_low=part.donors_low + more / 2,
                donors_point=part.donors_point + more,
                donors_high=part.donors_high + 2 * more,
            )
            for part in inputs.categories
        ),
    )
    before, after = (drawn(each, draws=80, seed=3) for each in (inputs, helped))
    for cell, values in before.items():
        assert values.min() >= 0
        if cell[2] in ("gap_children", "gap_cost_vnd"):
            assert (after[cell] <= values * (1 + 1e-9) + 1e-9).all()
        if cell[2] in ("covered_children", "state_children", "children_target"):
            eligible = before[(*cell[:2], "children_eligible")]
            assert (values <= eligible * (1 + 1e-12)).all()


@few
@given(seeds)
def test_people_in_need_are_no_fewer_than_any_category_and_no_more_than_all(seed):
    inputs = lively_province(seed=seed)
    inputs = replace(
        inputs,
        categories=tuple(
            replace(part, eligible_exact=np.full((7, 2), np.nan)) for part in inputs.categories
        ),
    )
    draws = drawn(inputs, draws=60, seed=3)
    for code in inputs.commune_code:
        parts = [draws[cell] for cell in draws if cell[0] == code and cell[2] == OF_CATEGORY[0]]
        people = draws[code, "all", "people_in_need"]
        assert (people >= np.max(parts, axis=0) - 1e-9).all()
        assert (people <= np.sum(parts, axis=0) + 1e-9).all()


def test_a_figure_common_to_the_province_does_not_average_out():
    """The share of children, the same for all, is as unsure for 60 communes as for one.

    A share of each commune's own averages out: the province's relative width is √60 times smaller.
    """
    widths = {}
    for varies in ("province", "commune"):
        share = Range("children_share", 0.2, 0.25, 0.3, varies)
        inputs = replace(lively_province(60), children_share=share)
        inputs = replace(inputs, children_exact=np.full(60, np.nan), population=np.full(60, 2e3))
        table = simulate(inputs, draws=1_000, seed=3, varying={"children_share"}).table
        row = by_cell(table, "province").loc[("", "meals", "children_eligible")]
        widths[varies] = (row.high - row.low) / row["mean"]
    # 90 % of a uniform share of 0.2–0.3: 0.09 of 0.25.
    assert widths["province"] == pytest.approx(0.36, abs=0.02)
    assert widths["commune"] < widths["province"] / 5
