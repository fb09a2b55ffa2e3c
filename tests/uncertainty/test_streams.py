"""Draws belong to a figure and a commune; ranges mean what the contract says; parts add up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.uncertainty.adding_up import centre
from needs.uncertainty.intervals import ends_of
from needs.uncertainty.quantiles import rate_draws, two_piece
from needs.uncertainty.streams import Draws, stream_key

many = settings(max_examples=60, deadline=None)
amounts = st.floats(0, 1e9)


def test_names_that_run_together_are_different_streams():
    assert stream_key(1, "ab", "c").tolist() != stream_key(1, "a", "bc").tolist()
    assert stream_key(1, "share", "").tolist() != stream_key(11, "share", "").tolist()


def test_a_commune_keeps_its_draws_whoever_else_is_drawn():
    draws = Draws(588, 50)
    together = draws.uniform("share", ["00001", "00002", "00003"])
    assert draws.uniform("share", ["00002"]).tolist() == [together[1].tolist()]
    assert draws.uniform("share", ["00003", "00001"]).tolist() == together[[2, 0]].tolist()


def test_draws_are_uniform_and_communes_are_independent():
    """Of 200 × 500 draws: mean ½ ± 5/√(12·100,000), each tenth 10,000 ± 5·√9,000 ≈ 475.

    The mean of 199 correlations of neighbours, each about ±1/√500, is 0 ± 5/√(500·199).
    """
    u = Draws(588, 500).uniform("share", [f"{n:05d}" for n in range(200)])
    assert u.mean() == pytest.approx(0.5, abs=5 / np.sqrt(12 * 100_000))
    tenths, _ = np.histogram(u, bins=10, range=(0, 1))
    assert tenths == pytest.approx(np.full(10, 10_000), abs=475)
    neighbours = [np.corrcoef(u[n], u[n + 1])[0, 1] for n in range(199)]
    assert np.mean(neighbours) == pytest.approx(0, abs=5 / np.sqrt(500 * 199))


def test_a_figure_that_does_not_vary_stands_at_its_median():
    draws = Draws(588, 50, frozenset({"price"}))
    assert draws.uniform("share", ["00001", "00002"]).tolist() == [[0.5]]
    assert draws.uniform("price", ["00001"]).shape == (1, 50)


@many
@given(st.tuples(amounts, amounts, amounts), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_a_range_is_piecewise_linear_through_its_ends_and_its_value(ends, u):
    low, value, high = sorted(ends)
    u = np.array(sorted([*u, 0.0, 0.5, 1.0]))
    found = two_piece(u, low, value, high)
    assert found == pytest.approx(np.interp(u, [0, 0.5, 1], [low, value, high]), rel=1e-12)
    assert found[u == 0.5].tolist() == [value] * int((u == 0.5).sum())
    assert found[0] == low


def test_missing_ends_give_missing_draws():
    assert np.isnan(two_piece(np.array([0.1, 0.9]), np.nan, 1.0, np.nan)).all()


def test_sampled_rates_are_normal_and_stay_shares():
    """Rate 0.3 ± 0.05: 5 % lie below 0.3 − 1.645·0.05 = 0.218, 95 % below 0.382.

    Rate 0.02 ± 0.05 would be negative in a third of the draws: 0 there. Without an error: exact.
    """
    rates, errors = np.array([0.3, 0.02, 0.4]), np.array([0.05, 0.05, 0.0])
    found = rate_draws(rates, errors, "rate:a", ["00001", "00002", "00003"], Draws(1, 20_000))
    assert np.quantile(found[0], [0.05, 0.5, 0.95]) == pytest.approx(
        [0.21776, 0.3, 0.38224], abs=0.003
    )
    assert found[1].min() == 0.0
    assert (found[1] == 0.0).mean() == pytest.approx(0.3446, abs=0.015)
    assert set(found[2]) == {0.4}


@many
@given(st.integers(0, 2**32), st.integers(1, 8), st.floats(0, 1), st.floats(1, 3))
def test_factors_that_add_up_have_mean_1_inside_their_range(seed, parts, low, high):
    dice = np.random.default_rng(seed)
    factors = dice.uniform(low, high, (parts, 30))
    weights = dice.uniform(0.1, 100, (parts, 1))
    found = centre(factors, weights, low=low, high=high, axis=0).applied(factors)
    assert (weights * found).sum(axis=0) / weights.sum() == pytest.approx(np.ones(30), rel=1e-12)
    assert found.min() >= low - 1e-12
    assert found.max() <= high + 1e-12


def test_factors_that_add_up_by_hand():
    """Factors 1.2 and 0.8 of equal parts stay; 1.3 and 1.1 have mean 1.2, so 1.1 and 0.9.

    With three times the weight on the second, 1.3 and 0.7 have mean 0.85: deviations 0.45 and
    −0.15. At most 1.3 is allowed: both shrink by 0.3/0.45 = 2/3, to 1.3 and 0.9.
    """
    factors = np.array([[1.2, 1.3, 1.3], [0.8, 1.1, 0.7]])
    weights = np.array([[1.0, 1.0, 1.0], [1.0, 1.0, 3.0]])
    found = centre(factors, weights, low=0.7, high=1.3, axis=0).applied(factors)
    assert found == pytest.approx(np.array([[1.2, 1.1, 1.3], [0.8, 0.9, 0.9]]))


def test_a_part_that_is_told_takes_no_part():
    """The first of three is told: 1.3 has no say, the others centre on themselves."""
    factors, weights = np.array([[1.3], [1.1], [0.9]]), np.array([[0.0], [1.0], [1.0]])
    found = centre(factors, weights, low=0.7, high=1.3, axis=0).applied(factors)
    assert found[1:, 0] == pytest.approx([1.1, 0.9])


@many
@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=50))
def test_ends_are_those_of_numpy(values):
    found = ends_of(np.array([values]))
    expected = np.quantile(values, [0.05, 0.95])
    scale = max(map(abs, values)) or 1.0
    assert [found.low[0], found.high[0]] == pytest.approx(expected, rel=1e-9, abs=1e-9 * scale)
    assert found.mean[0] == pytest.approx(np.mean(values), rel=1e-9, abs=1e-9 * scale)


def test_one_missing_draw_makes_the_ends_missing():
    found = ends_of(np.array([[1.0, np.nan, 3.0], [1.0, 2.0, 3.0]]))
    assert np.isnan([found.low[0], found.high[0], found.mean[0]]).all()
    assert found.mean[1] == 2.0
