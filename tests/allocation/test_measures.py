"""Fairness in figures: every measure worked by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.allocation.beside.measures import gini, plan_measures

CELL_COLUMNS = ["commune_code", "category", "children_target", "gap_low", "held"]


def double_sum(shares, weights):
    """The formula as written, without its short cut."""
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, shares, strict=True)) / total
    pairs = zip(shares, weights, strict=True)
    spread = sum(w * v * abs(x - y) for x, w in pairs for y, v in zip(shares, weights, strict=True))
    return spread / (2 * total * total * mean)


def test_one_of_two_communes_has_all():
    # ΣΣ|x − y| = 2; 2 · 2² · ½ = 4; G = 2 / 4.
    assert gini([0.0, 1.0]) == 0.5


def test_children_weigh_more_than_communes():
    # Weights 3 and 1: ΣΣ = 2 · 3 · 1 · 1 = 6; W = 4, μ = ¼; 2 · 16 · ¼ = 8; G = 6 / 8.
    assert gini([0.0, 1.0], [3, 1]) == 0.75


def test_all_equal_is_no_inequality_also_at_zero():
    assert gini([0.4, 0.4, 0.4]) == pytest.approx(0, abs=1e-15)
    assert gini([0.0, 0.0]) == 0
    assert math.isnan(gini([]))


@given(
    st.lists(
        st.tuples(st.floats(0.01, 1), st.integers(1, 500)),
        min_size=1,
        max_size=12,
    )
)
def test_the_quick_sum_is_the_formula(rows):
    shares, weights = zip(*rows, strict=True)
    assert gini(shares, weights) == pytest.approx(double_sum(shares, weights), abs=1e-12)
    shuffled = rows[::-1]
    assert gini(*zip(*shuffled, strict=True)) == pytest.approx(gini(shares, weights), abs=1e-12)


def lots(*rows):
    columns = ["gift_id", "partner_gift", "funding", "commune_code", "category", "packages"]
    columns += ["quantity", "children_reached", "places", "paid_vnd", "partner_vnd"]
    return pd.DataFrame(list(rows), columns=columns)


def test_every_measure_of_a_small_plan():
    cells = pd.DataFrame(
        [
            ("00001", "meals", 100, 80, 0),
            ("00002", "meals", 50, 50, 10),
            ("00002", "class", 4, 2, 0),
            ("00003", "meals", 40, pd.NA, 0),
        ],
        columns=CELL_COLUMNS,
    ).astype({"gap_low": "Int64"})
    cells = cells.assign(priority=[1.0, 2.0, 0.5, 9.0], worth=[1.0, 1.0, 25.0, 1.0])
    use = pd.DataFrame(
        [
            ("A", "cash", 1000, pd.NA, 100, ""),
            ("B", "stock", pd.NA, 60, 0, ""),
            ("C", "sponsored", pd.NA, 5, 0, ""),
            ("D", "cash", 400, pd.NA, 0, ""),
            ("OLD", "cash", 7777, pd.NA, 0, "other_period"),
        ],
        columns=["gift_id", "funding", "budget_vnd", "stock_units", "held_taken", "reason"],
    ).astype({"budget_vnd": "Int64", "stock_units": "Int64"})
    plan = lots(
        ("A", "D", "cash", "00001", "meals", 2, 20, 20, 0, 300, 100),
        ("A", "", "cash", "00002", "class", 1, 1, 0, 1, 500, 0),
        ("B", "", "stock", "00001", "meals", 3, 30, 20, 0, 900, 0),
        ("C", "", "sponsored", "00002", "meals", 2, 18, 2, 0, 60, 0),
    )
    reach = pd.DataFrame(
        [("00001", "meals", 80), ("00002", "meals", 40), ("00002", "class", 1)],
        columns=["commune_code", "category", "full"],
    )
    found = plan_measures(cells, use, plan, reach)
    # 00001: 20 + 40 of 100. 00002: 10 promised + 2 of 50 (50 were open, so nothing before).
    # Class: 2 + 1 places of 4, full (only one fits). 00003: unknown, in no measure.
    assert found["lowest_coverage"] == pytest.approx(12 / 50)
    # 00002: 12 children of meals + 3 places × 25 children = 87 of 50 + 4 × 25 = 150: 0.58.
    assert found["lowest_commune_coverage"] == pytest.approx(0.58)
    shares, weights = [0.6, 0.24, 0.75], [100, 50, 100]
    assert found["gini"] == pytest.approx(double_sum(shares, [1, 1, 1]))
    assert found["gini_weighted"] == pytest.approx(double_sum(shares, weights))
    assert found["children_reached"] == 42
    assert found["places"] == 1
    assert found["effect"] == pytest.approx(40 * 1 + 2 * 2 + 1 * 25 * 0.5)
    # A: 1000 − 100 promised − 800. D: 400 − 100 as partner. The gift of another period: none.
    assert found["unspent_vnd"] == 100 + 300
    assert found["stock_left"] == 60 - 30
    assert found["sponsorships_left"] == 5 - 2
    assert found["communes_reached"] == 2
    assert found["cells_at_zero"] == 0


def test_a_full_commune_holds_no_floor_down_and_an_empty_plan_counts_its_zeros():
    cells = pd.DataFrame(
        [("00001", "meals", 100, 100, 0), ("00002", "meals", 100, 100, 0)], columns=CELL_COLUMNS
    ).assign(priority=1.0, worth=1.0)
    use = pd.DataFrame(
        {"gift_id": ["A"], "funding": ["cash"], "budget_vnd": [500], "stock_units": [pd.NA]}
    ).assign(held_taken=0, reason="")
    reach = cells[["commune_code", "category"]].assign(full=[10, 100])
    nothing = plan_measures(cells, use, lots(), reach)
    assert (nothing["lowest_coverage"], nothing["cells_at_zero"]) == (0.0, 2)
    assert (nothing["unspent_vnd"], nothing["children_reached"]) == (500, 0)
    plan = lots(
        ("A", "", "cash", "00001", "meals", 1, 10, 10, 0, 100, 0),
        ("A", "", "cash", "00002", "meals", 4, 40, 40, 0, 400, 0),
    )
    # 00001 has got all that anybody could give it: the floor is that of 00002.
    assert plan_measures(cells, use, plan, reach)["lowest_coverage"] == pytest.approx(0.4)
    assert np.isclose(plan_measures(cells, use, plan, reach)["gini"], gini([0.1, 0.4]))
