"""Children in special circumstances who add up to an official total in every draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from needs.uncertainty import Range, simulate, uncertainty_shares
from needs.uncertainty.rows import take

from .province_cases import category, lively_province, province

CIRCLE = Range("share_of_children", 0.02, 0.05, 0.08, "commune")
TOTAL = Range("special_circumstances", 90.0, 100.0, 120.0)
EVERYBODY = category(5, share=CIRCLE)


def by_groups(**changed):
    """Five communes of 400 children; 5 % of 2,000 are 100, and so is the official total."""
    given = {"categories": [EVERYBODY], "circle": CIRCLE, "circle_total": TOTAL}
    return province(5, **{**given, **changed})


def province_row(inputs, measure="people_in_need", draws=2000):
    table = simulate(inputs, draws=draws, seed=588).table
    rows = table[(table.level == "province") & (table.measure == measure)]
    return rows.iloc[0]


def test_with_an_exact_total_only_communes_differ():
    exact = by_groups(circle_total=replace(TOTAL, low=100.0, high=100.0))
    row = province_row(exact)
    assert (row.low, row.high) == pytest.approx((100, 100))
    eligible = province_row(exact, "children_eligible")
    assert (eligible.low, eligible.high) == pytest.approx((100, 100))
    table = simulate(exact, draws=2000, seed=588).table
    communes = table[(table.level == "commune") & (table.measure == "people_in_need")]
    assert (communes.high - communes.low > 10).all()


def test_the_province_moves_with_its_total_alone():
    row = province_row(by_groups())
    # 5 % and 95 % of (90, 100, 120): 91 and 118.
    assert (row.low, row.high) == pytest.approx((91, 118), abs=0.5)


@pytest.mark.parametrize("children_share", [0.1, 0.25, 0.4])
def test_how_many_of_the_residents_are_children_cancels(children_share):
    there = Range("children_share", 0.8 * children_share, children_share, 1.2 * children_share)
    inputs = by_groups(children_share=there)
    row = province_row(inputs)
    assert (row.low, row.high) == pytest.approx((91, 118), abs=0.5)
    shares = uncertainty_shares(inputs, draws=500, seed=588).set_index("figure")
    assert shares.uncertainty_share["children_share"] == pytest.approx(0, abs=1e-9)


def test_children_told_by_a_commune_count_in_the_total():
    told = np.array([1200.0, np.nan, np.nan, np.nan, np.nan])
    exact = by_groups(
        children_exact=told,
        circle_total=replace(TOTAL, low=100.0, high=100.0),
        circle=replace(CIRCLE, low=0.05, high=0.05),
        categories=[category(5, share=replace(CIRCLE, low=0.05, high=0.05))],
    )
    table = simulate(exact, draws=10, seed=588).table.query("measure == 'people_in_need'")
    # 1,200 of 2,800 children: 42.9 of 100, the others 14.3 each.
    assert table[table.level == "commune"]["mean"].tolist() == pytest.approx(
        [1200 / 28, *[400 / 28] * 4]
    )


def test_rates_that_communes_measured_are_brought_to_no_total():
    lively = lively_province()
    before = simulate(lively, draws=50, seed=588).table
    some = Range("share_of_children", 0.02, 0.05, 0.08, "commune")
    total = simulate(replace(lively, circle=some, circle_total=TOTAL), draws=50, seed=588).table
    of_meals = (before.category == "meals") & (before.measure == "children_eligible")
    assert_frame_equal(total[of_meals], before[of_meals])  # counted by a rate
    of_books = (before.category == "books") & (before.measure == "children_eligible")
    assert not total[of_books].equals(before[of_books])


def test_order_chunks_and_blocks_change_nothing():
    inputs = by_groups(children_share=Range("children_share", 0.2, 0.25, 0.3))
    one = simulate(inputs, draws=50, seed=588).table
    other = simulate(take(inputs, np.array([3, 1, 4, 0, 2])), draws=50, seed=588, chunk=2).table
    assert_frame_equal(one, other)
