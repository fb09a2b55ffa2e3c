"""From several indicators to one index: worked by hand, and as published by UNDP."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from needs.priority.aggregate import composite_index, shares_of_weight
from needs.priority.normalise import normalised


def index(urgency, weights, aggregation="geometric"):
    shares = shares_of_weight(np.array(weights, dtype=float))
    return float(composite_index([np.asarray(one) for one in urgency], list(shares), aggregation))


def test_worked_by_hand():
    # 0,25^(3/4) × 1^(1/4) = 0,353553; (3 × 0,25 + 1 × 1)/4 = 0,4375
    assert index([0.25, 1.0], [3, 1]) == pytest.approx(0.353553, abs=1e-6)
    assert index([0.25, 1.0], [3, 1], "arithmetic") == pytest.approx(0.4375)


def test_the_human_development_index_of_the_technical_notes():
    """The worked example of UNDP, Human Development Report 2020, technical note 1.

    Income 3,829 $ between goalposts 100 and 75,000 (logarithms) gives 0.5506; with 0.6971
    (life expectancy) and 0.3447 (education) the published index is 0.510.
    """
    income = normalised(
        np.array([math.log(3829)]), "goalposts", goalposts=(math.log(100), math.log(75000))
    )
    assert income[0] == pytest.approx(0.5506, abs=5e-5)
    assert index([0.6971, 0.3447, income[0]], [1, 1, 1]) == pytest.approx(0.510, abs=5e-4)


urgencies = st.lists(
    st.tuples(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0, 5)), min_size=1, max_size=6
)


@given(urgencies)
def test_a_poor_value_is_made_up_for_less_in_the_geometric_mean(rows):
    one, _, weights = zip(*rows, strict=True)
    assume(sum(weights) > 0.1)
    geometric, arithmetic = index(one, weights), index(one, weights, "arithmetic")
    assert min(one) - 1e-12 <= geometric <= arithmetic + 1e-12 <= max(one) + 2e-12


@pytest.mark.parametrize("aggregation", ["geometric", "arithmetic"])
@given(urgencies)
def test_more_urgent_in_any_respect_is_never_less_urgent_over_all(aggregation, rows):
    one, other, weights = zip(*rows, strict=True)
    assume(sum(weights) > 0.1)
    worse = [max(pair) for pair in zip(one, other, strict=True)]
    assert index(worse, weights, aggregation) >= index(one, weights, aggregation) - 1e-12


@pytest.mark.parametrize("aggregation", ["geometric", "arithmetic"])
@given(urgencies, st.floats(0.01, 100))
def test_only_the_ratio_of_weights_counts(aggregation, rows, factor):
    one, _, weights = zip(*rows, strict=True)
    assume(sum(weights) > 0.1)
    scaled = [weight * factor for weight in weights]
    assert index(one, scaled, aggregation) == pytest.approx(index(one, weights, aggregation))


def test_rounding_never_carries_an_index_above_1():
    """0.1 + 0.4 + 0.1 of their sum is a little more than 1 in binary."""
    assert index([1.0, 1.0, 1.0], [0.1, 0.4, 0.1], "arithmetic") == 1
