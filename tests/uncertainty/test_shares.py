"""Which figure the gap cost hangs on most."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from needs.uncertainty import Range, figures_that_vary, uncertainty_shares
from needs.uncertainty.rows import take

from .province_cases import category, exactly, lively_province, province


def test_shares_by_hand():
    """200 children at 50–100–150 đồng, and 100 at the same: costs of variance 4 to 1.

    Alone, the first moves the total from 200·55 to 200·145 (5 % and 95 % of the range), beside
    100·100 for the second. 4,000 draws give each variance to about 2 %.
    """
    meals = category(1, price=Range("meals.unit_price_vnd", 50.0, 100.0, 150.0))
    books = category(
        1,
        "books",
        share=replace(meals.share, figure="books.share", low=0.25, value=0.25, high=0.25),
        price=Range("books.unit_price_vnd", 50.0, 100.0, 150.0),
    )
    inputs = province(categories=[meals, books], overlap=exactly("overlap_position", 0.5))
    table = uncertainty_shares(inputs, draws=4_000, seed=1)
    shares = table.set_index("figure")
    assert shares.uncertainty_share.to_dict() == pytest.approx(
        {"books.unit_price_vnd": 0.2, "meals.unit_price_vnd": 0.8}, abs=0.02
    )
    row = shares.loc["meals.unit_price_vnd"]
    assert row.total_at_low_vnd == pytest.approx(200 * 55 + 100 * 100, abs=200 * 3.5)
    assert row.total_at_high_vnd == pytest.approx(200 * 145 + 100 * 100, abs=200 * 3.5)


def test_every_figure_with_a_width_has_a_share_and_they_add_up():
    inputs = lively_province()
    table = uncertainty_shares(inputs, draws=100, seed=1)
    assert table.figure.tolist() == figures_that_vary(inputs)
    assert set(table.figure) == {
        "age_spread",
        "boarding",
        "books.delivery_uplift",
        "books.eligible_share",
        "children_share",
        "meals.target",
        "meals.unit_price_vnd",
        "overlap_position",
        "per_100_km",
        "poor",
        "predecessor_share_spread",
        "rate:screening",
        "village_share",
    }
    assert table.uncertainty_share.sum() == pytest.approx(1)
    assert (table.uncertainty_share > 0).all()
    assert (table.total_at_low_vnd < table.total_at_high_vnd).all()
    assert_frame_equal(
        uncertainty_shares(take(inputs, np.arange(7)[::-1]), draws=100, seed=1),
        table,
        check_exact=True,
    )


def test_where_a_cell_is_missing_no_total_is_told_but_the_known_cells_have_shares():
    inputs = lively_province()
    population = inputs.population.copy()
    population[4] = np.nan
    table = uncertainty_shares(replace(inputs, population=population), draws=50, seed=1)
    assert table[["total_at_low_vnd", "total_at_high_vnd"]].isna().all(axis=None)
    assert table.uncertainty_share.sum() == pytest.approx(1)


def test_where_nothing_varies_the_cost_there_is_no_share():
    exact = province(overlap=exactly("overlap_position", 0.5))
    assert uncertainty_shares(exact, draws=10, seed=1).empty
    nothing_left = category(1, price=Range("price", 1.0, 2.0, 3.0), eligible_exact=np.zeros((1, 2)))
    table = uncertainty_shares(province(categories=[nothing_left]), draws=10, seed=1)
    assert table.uncertainty_share.isna().all()
