"""Sampling variances, Wilson's interval, and the way back from the arcsine scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.rates.scales import (
    Z90,
    on_scale,
    pooled_rate,
    sampling_variance,
    to_rates,
    unexamined_share,
    wilson,
)


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_sampling_variance_by_hand() -> None:
    """40 of 100 children examined, pooled rate 0.2: 0.2·0.8/40·(1 − 40/100); arcsine 1/160·0.6."""
    share = unexamined_share(one(40), one(100))
    assert sampling_variance(one(40), share, 0.2, "rate")[0] == pytest.approx(0.0024)
    assert sampling_variance(one(40), share, 0.2, "arcsine")[0] == pytest.approx(0.00375)


def test_without_a_population_nothing_is_taken_off() -> None:
    assert unexamined_share(one(40), one(np.nan))[0] == 1


def test_more_examined_than_there_are_is_everybody() -> None:
    assert unexamined_share(one(41), one(40))[0] == 0


def test_nobody_found_affected_is_not_a_rate_without_error() -> None:
    """0 of 30: (0 + ½)/31."""
    pooled = pooled_rate(one(0), one(30))
    assert pooled == pytest.approx(0.5 / 31)
    assert sampling_variance(one(30), one(1), pooled, "rate")[0] > 0


def test_wilson_against_its_defining_equation() -> None:
    """The ends are the rates p for which |7/25 − p| is z standard errors √(p(1 − p)/25)."""
    low, high = wilson(one(7), one(25), one(1))
    for end in (low[0], high[0]):
        assert abs(7 / 25 - end) == pytest.approx(Z90 * (end * (1 - end) / 25) ** 0.5)
    assert low[0] < 7 / 25 < high[0]


def test_wilson_of_half_the_children_counts_them_twice() -> None:
    assert wilson(one(7), one(25), one(0.5)) == wilson(one(14), one(50), one(1))


@pytest.mark.parametrize(("theta", "spread"), [(0.5, 0.1), (0.15, 0.2), (1.2, 0.4)])
def test_the_way_back_is_a_mean_over_the_normal(theta: float, spread: float) -> None:
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    values = np.sin(theta + spread * points) ** 2
    back = to_rates(one(theta), one(spread**2), "arcsine")
    assert back.rate[0] == pytest.approx(weights @ values)
    assert back.mse[0] == pytest.approx(weights @ values**2 - (weights @ values) ** 2)


@given(rate=st.floats(0, 1), scale=st.sampled_from(["rate", "arcsine"]))
def test_an_exact_rate_comes_back_as_it_went(rate: float, scale: str) -> None:
    back = to_rates(on_scale(one(rate), scale), one(0), scale)
    for end in back[:3]:
        assert end[0] == pytest.approx(rate, abs=1e-9)


@given(
    estimate=st.floats(-2, 3),
    mse=st.floats(0, 10) | st.just(float("inf")),
    scale=st.sampled_from(["rate", "arcsine"]),
)
def test_rates_stay_between_0_and_1_and_in_their_interval(
    estimate: float, mse: float, scale: str
) -> None:
    back = to_rates(one(estimate), one(mse), scale)
    assert 0 <= back.low[0] <= back.high[0] <= 1
    assert back.low[0] - 1e-12 <= back.rate[0] <= back.high[0] + 1e-12
