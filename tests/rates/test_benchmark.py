"""Rates of communes agree with the published rate of all of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.rates import benchmark

RATES = ["rate", "rate_low", "rate_high"]


def table(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Communes 00001, 00002 …: rate, low, high, method."""
    frame = pd.DataFrame(rows, columns=[*RATES, "method"])
    frame.insert(0, "commune_code", [f"{n:05d}" for n in range(1, len(rows) + 1)])
    frame["rate_mse"] = 0.01
    return frame.astype(dict.fromkeys([*RATES, "rate_mse"], "Float64") | {"method": "str"})


def children(*counts: float | None) -> pd.Series:
    codes = [f"{n:05d}" for n in range(1, len(counts) + 1)]
    return pd.Series(counts, index=codes, dtype="Float64")


def test_one_factor_for_all() -> None:
    """(100·0.2 + 300·0.4)/400 = 0.35; published 0.42: all × 1.2, the MSE × 1.44."""
    rates = table((0.2, 0.1, 0.3, "eblup"), (0.4, 0.3, 0.5, "synthetic"))
    result = benchmark(rates, children(100, 300), 0.42)
    np.testing.assert_allclose(result.rate.to_numpy(dtype=float), [0.24, 0.48])
    np.testing.assert_allclose(result.rate_low.to_numpy(dtype=float), [0.12, 0.36])
    np.testing.assert_allclose(result.rate_high.to_numpy(dtype=float), [0.36, 0.6])
    np.testing.assert_allclose(result.rate_mse.to_numpy(dtype=float), 0.0144)
    assert result.benchmarked.tolist() == [True, True]


def test_exact_rates_stay_and_the_others_make_up_the_rest() -> None:
    """0.42·400 = 168 affected, 20 of them exact: the other 300 children share 148."""
    rates = table((0.2, 0.2, 0.2, "census"), (0.4, 0.3, 0.5, "eblup"))
    result = benchmark(rates, children(100, 300), 0.42)
    assert result.loc[0, RATES].tolist() == [0.2, 0.2, 0.2]
    assert result.rate[1] == pytest.approx(148 / 300)


def test_where_a_factor_would_pass_1_odds_are_multiplied() -> None:
    """0.9 and 0.5, published 0.9: 0.9·(0.9/0.7) > 1; so both odds grow alike."""
    rates = table((0.9, 0.8, 0.95, "eblup"), (0.5, 0.4, 0.6, "eblup"))
    result = benchmark(rates, children(1, 1), 0.9)
    assert result.rate.sum() == pytest.approx(1.8)
    assert (result.rate < 1).all()
    odds = (result.rate / (1 - result.rate)).to_numpy(dtype=float)
    assert odds[0] / odds[1] == pytest.approx(9 / 1)
    # Errors move by the slope of the step, r'(1 − r')/(r(1 − r)).
    r = result.rate.to_numpy(dtype=float)
    slope = r * (1 - r) / np.array([0.9 * 0.1, 0.5 * 0.5])
    np.testing.assert_allclose(result.rate_mse.to_numpy(dtype=float), 0.01 * slope**2)
    assert (result.rate_low < result.rate).all()
    assert (result.rate < result.rate_high).all()


def test_each_district_keeps_its_own_rate() -> None:
    rates = table(*(3 * [(0.2, 0.1, 0.3, "eblup")]))
    districts = pd.Series(["A", "A", "B"], index=children(1, 1, 1).index)
    published = pd.Series({"A": 0.3, "B": pd.NA})
    result = benchmark(rates, children(100, 300, 50), published, groups=districts)
    np.testing.assert_allclose(result.rate.to_numpy(dtype=float), [0.3, 0.3, 0.2])
    assert result.benchmarked.tolist() == [True, True, False]


@pytest.mark.parametrize("hole", ["rate", "children"])
def test_a_group_with_a_hole_is_left_as_it_is(hole: str) -> None:
    """What is not known may be what makes the difference."""
    last = (pd.NA, pd.NA, pd.NA, "unknown") if hole == "rate" else (0.2, 0.1, 0.3, "eblup")
    rates = table((0.2, 0.1, 0.3, "eblup"), last)
    result = benchmark(rates, children(100, 300 if hole == "rate" else None), 0.42)
    pd.testing.assert_frame_equal(result.drop(columns="benchmarked"), rates)
    assert not result.benchmarked.any()


def test_a_group_of_exact_rates_is_left_as_it_is() -> None:
    rates = table((0.2, 0.2, 0.2, "census"), (0.4, 0.4, 0.4, "census"))
    result = benchmark(rates, children(100, 300), 0.42)
    assert result.rate.tolist() == [0.2, 0.4]
    assert not result.benchmarked.any()


@pytest.mark.parametrize(
    ("published", "why"),
    [
        (0.9, "all 300 others affected would be 0.8 of all"),
        (0.04, "16 affected, 20 counted"),
    ],
)
def test_a_published_rate_that_exact_rates_contradict(published: float, why: str) -> None:
    rates = table((0.2, 0.2, 0.2, "census"), (0.4, 0.3, 0.5, "eblup"))
    with pytest.raises(InputFaults, match=str(published)):
        benchmark(rates, children(100, 300), published)


def test_no_affected_child_anywhere_cannot_be_scaled_up() -> None:
    rates = table(*(2 * [(0.0, 0.0, 0.1, "synthetic")]))
    with pytest.raises(InputFaults, match="nhóm"):
        benchmark(rates, children(1, 1), 0.2)


def test_faults_of_what_is_published() -> None:
    rates = table((0.2, 0.1, 0.3, "eblup"))
    with pytest.raises(InputFaults) as told:
        benchmark(rates, children(-1), pd.Series({"A": 20.0, "B": -0.1}))
    assert len(told.value.faults) == 3


@given(
    cells=st.lists(
        st.tuples(st.floats(0.001, 0.999), st.integers(1, 5000), st.booleans()),
        min_size=1,
        max_size=12,
    ),
    position=st.floats(0, 1),
)
def test_the_published_rate_is_met_and_exact_rates_stay(
    cells: list[tuple[float, int, bool]], position: float
) -> None:
    """Any published rate that the exact rates leave room for."""
    rows = [(r, r / 2, (1 + r) / 2, "census" if exact else "eblup") for r, _, exact in cells]
    rates, weights = table(*rows), children(*(n for _, n, _ in cells))
    w = weights.to_numpy(dtype=float)
    exact = rates.method.eq("census").to_numpy()
    counted = float(w[exact] @ rates.rate.to_numpy(dtype=float)[exact])
    published = (counted + position * w[~exact].sum()) / w.sum()
    result = benchmark(rates, weights, published)
    after = result[RATES].to_numpy(dtype=float)
    assert (after[exact] == rates[RATES].to_numpy(dtype=float)[exact]).all()
    assert ((after >= 0) & (after <= 1)).all()
    assert (after[:, 1] <= after[:, 0]).all()
    assert (after[:, 0] <= after[:, 2]).all()
    assert result.benchmarked.all() == (not exact.all())
    if not exact.all():
        assert w @ after[:, 0] / w.sum() == pytest.approx(published, abs=1e-9)
        # No commune overtakes another.
        order = np.argsort(rates.rate.to_numpy(dtype=float)[~exact], kind="stable")
        assert (np.diff(after[~exact, 0][order]) >= -1e-12).all()
