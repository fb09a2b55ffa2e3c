"""The Fay–Herriot fit against R `sae`, against arithmetic by hand, and against its own promises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults
from needs.rates import fit

# Where each number was published: README.md beside this file.
REFVAR = {"REML": 0.0185502223227232, "ML": 0.0155175502633347}
BETA = {
    "REML": [0.9681890, 0.1327801, 0.2269462, -0.2413011],
    "ML": [0.9677986, 0.1278756, 0.2266909, -0.2425804],
}
BETA_SE = {
    "REML": [0.06936208, 0.10300072, 0.09232981, 0.08161707],
    "ML": [0.06590747, 0.09840939, 0.08813973, 0.07753875],
}
ONES = np.ones((3, 1))


@pytest.mark.parametrize("method", ["REML", "ML"])
def test_milk_as_published_for_r_sae(
    milk: pd.DataFrame, milk_design: np.ndarray, method: str
) -> None:
    model = fit(milk.yi, milk_design, milk.SD**2, method=method)
    assert model.converged
    assert model.refvar == pytest.approx(REFVAR[method], rel=1e-4)
    np.testing.assert_allclose(model.beta, BETA[method], atol=1e-6)
    np.testing.assert_allclose(model.beta_se, BETA_SE[method], atol=1e-6)
    np.testing.assert_allclose(model.eblup, milk[f"eblup_{method.lower()}"], atol=1e-6)
    np.testing.assert_allclose(model.mse, milk[f"mse_{method.lower()}"], rtol=1e-5)


@pytest.mark.parametrize("method", ["REML", "ML"])
def test_stopping_where_r_stops_gives_r_to_the_last_digit(
    milk: pd.DataFrame, milk_design: np.ndarray, method: str
) -> None:
    model = fit(milk.yi, milk_design, milk.SD**2, method=method, precision=1e-4)
    assert model.refvar == pytest.approx(REFVAR[method], rel=1e-12)
    np.testing.assert_allclose(model.eblup, milk[f"eblup_{method.lower()}"], rtol=1e-12)
    np.testing.assert_allclose(model.mse, milk[f"mse_{method.lower()}"], rtol=1e-12)


def test_goodness_of_fit_as_published(milk: pd.DataFrame, milk_design: np.ndarray) -> None:
    model = fit(milk.yi, milk_design, milk.SD**2, precision=1e-4)
    assert model.loglik == pytest.approx(12.67748, abs=5e-6)
    assert model.aic == pytest.approx(-15.35496, abs=5e-6)
    assert model.bic == pytest.approx(-6.548956, abs=5e-7)
    assert model.iterations == 4  # saens: "Convergence after 4 iterations"


def test_three_areas_by_hand() -> None:
    """y = 1, 3, 8, d = 3: mean 4, Σ(y − 4)² = 26, so A = 26/2 − 3 = 10 and γ = 10/13."""
    model = fit([1, 3, 8], ONES, [3, 3, 3])
    assert model.refvar == pytest.approx(10)
    assert model.beta[0] == pytest.approx(4)
    assert model.beta_se[0] == pytest.approx((13 / 3) ** 0.5)
    np.testing.assert_allclose(model.eblup, [4 - 30 / 13, 4 - 10 / 13, 4 + 40 / 13])
    # g1 = 3·10/13, g2 = (3/13)²·13/3 = 3/13, g3 = (3/13)²·(2·169/3)/13 = 6/13.
    np.testing.assert_allclose(model.mse, 3 * [(30 + 3 + 2 * 6) / 13])
    estimate, mse = model.predict([[1]])
    assert (estimate[0], mse[0]) == (pytest.approx(4), pytest.approx(10 + 13 / 3))


def test_three_areas_by_hand_and_ml() -> None:
    """ML divides by 3 areas, not 2: A = 26/3 − 3 = 17/3, V = A + d = 26/3, B = d/V = 9/26."""
    model = fit([1, 3, 8], ONES, [3, 3, 3], method="ML")
    v, shrink = 26 / 3, 9 / 26
    assert model.refvar == pytest.approx(17 / 3)
    # tr(QX'V⁻²X) = (V/3)·(3/V²) = 1/V; over Σ V⁻² = 3/V² that is V/3, and the bias −V/3.
    g1, g2, g3 = 3 * (1 - shrink), shrink**2 * v / 3, shrink**2 * (2 * v**2 / 3) / v
    np.testing.assert_allclose(model.mse, 3 * [g1 + g2 + 2 * g3 + shrink**2 * v / 3])


@pytest.mark.parametrize("method", ["REML", "ML"])
def test_areas_that_differ_by_chance_only_share_one_estimate(method: str) -> None:
    """y = 1, 2, 3 vary by 1, their sampling by 4: A = 0, all areas get the mean."""
    model = fit([1, 2, 3], ONES, [4, 4, 4], method=method)
    assert model.refvar == 0
    assert model.converged
    np.testing.assert_allclose(model.eblup, 2)
    # g1 = 0, g2 = 4/3, g3 = (2·16/3)/4 = 8/3; by ML the bias −4/3 is added back.
    np.testing.assert_allclose(model.mse, 4 / 3 + 2 * 8 / 3 + (4 / 3 if method == "ML" else 0))


def test_an_exactly_known_area_keeps_its_figure() -> None:
    model = fit([1.0, 3, 8, 5], np.ones((4, 1)), [3, 0, 3, 3])
    assert model.refvar > 0
    assert (model.gamma[1], model.eblup[1], model.mse[1]) == (1, 3, 0)
    assert (model.gamma[[0, 2, 3]] < 1).all()
    assert (model.mse[[0, 2, 3]] > 0).all()


def test_exact_areas_where_nothing_else_differs() -> None:
    """A = 0 and d = 0 at once: the exact figure stands, and all others are that figure."""
    model = fit([2.0, 1, 2, 3], np.ones((4, 1)), [0, 4, 4, 4])
    assert model.refvar == 0
    np.testing.assert_allclose(model.eblup, 2, rtol=1e-8)
    assert model.mse[0] == 0
    assert np.isfinite(model.mse).all()


def test_scoring_that_swings_about_the_top_comes_to_rest() -> None:
    """One exact area and two affected children among eleven: plain scoring steps to and fro."""
    far = np.sqrt([0, 1, 2, 4, 5, 6, 8, 9, 11, 12, 13])
    poverty = [0, 0.07, 0.14, 0.03, 0.1, 0.17, 0.06, 0.13, 0.02, 0.09, 0.16]
    x = np.column_stack([np.ones(11), far, poverty])
    d = np.array([*(9 * [0.155]), 0, 0.078])
    y = [*(8 * [0.0]), 1, 0, 0.5]
    model = fit(y, x, d)
    assert model.converged
    assert model.iterations < 50
    # The top: at both sides the restricted likelihood is lower (written out with V itself).
    heights = []
    for refvar in (model.refvar * 0.99, model.refvar, model.refvar * 1.01):
        inverse = np.diag(1 / (refvar + d))
        xvx = x.T @ inverse @ x
        p = inverse - inverse @ x @ np.linalg.solve(xvx, x.T @ inverse)
        heights.append(np.linalg.slogdet(inverse)[1] - np.linalg.slogdet(xvx)[1] - y @ p @ y)
    assert heights[1] > heights[0]
    assert heights[1] > heights[2]


def test_ml_with_exact_areas_that_agree_ends_at_no_variance() -> None:
    """The likelihood rises without end towards A = 0; the steps there grow ever shorter."""
    y, d = [*(13 * [0.0]), *(9 * [0.1])], [*(13 * [0.0]), *(9 * [5.0])]
    model = fit(y, np.ones((22, 1)), d, method="ML")
    assert model.converged
    assert model.refvar == 0


def test_all_areas_exact() -> None:
    model = fit([1.0, 3, 8], ONES, [0, 0, 0])
    assert model.eblup.tolist() == [1, 3, 8]
    assert model.mse.tolist() == [0, 0, 0]
    assert model.refvar == pytest.approx(13)  # 26/2


def test_a_firmer_sample_weighs_more(milk: pd.DataFrame, milk_design: np.ndarray) -> None:
    model = fit(milk.yi, milk_design, milk.SD**2)
    order = np.argsort(milk.SD.to_numpy())
    assert (np.diff(model.gamma[order]) <= 0).all()


def test_a_row_with_a_missing_covariate_is_not_predicted(
    milk: pd.DataFrame, milk_design: np.ndarray
) -> None:
    model = fit(milk.yi, milk_design, milk.SD**2)
    estimate, mse = model.predict([[1, 0, 0, np.nan], [1, 0, 0, 0]])
    assert np.isnan([estimate[0], mse[0]]).all()
    assert estimate[1] == pytest.approx(model.beta[0])


def test_the_mean_of_the_variance_against_a_fine_integral() -> None:
    """Equal d: the restricted likelihood is V^(−(m−1)/2)·exp(−SS/2V), V = A + d, flat in √A."""
    y = np.array([1.0, 2, 4, 4, 5, 7, 9, 11, 12, 15])
    model = fit(y, np.ones((10, 1)), np.full(10, 6.0))
    root = np.linspace(0, 400, 400_001)
    v = root**2 + 6
    weight = v**-4.5 * np.exp(-((y - y.mean()) ** 2).sum() / (2 * v))
    assert model.refvar_mean == pytest.approx((weight * root**2).sum() / weight.sum(), rel=0.01)
    assert model.refvar_mean > model.refvar


def test_too_few_areas_set_no_bound_to_the_variance() -> None:
    model = fit([1, 3, 8], ONES, [3, 3, 3])
    _, mse = model.predict([[1]], refvar_uncertain=True)
    assert np.isinf(mse).all()


@given(
    scale=st.floats(0.001, 1000),
    shift=st.floats(-100, 100),
    stretch=st.floats(0.001, 1000),
    order=st.permutations(range(43)),
)
def test_units_and_order_do_not_matter(
    milk: pd.DataFrame,
    milk_design: np.ndarray,
    scale: float,
    shift: float,
    stretch: float,
    order: list[int],
) -> None:
    """Other units of y and of a covariate, another order of areas: the same estimates."""
    model = fit(milk.yi, milk_design, milk.SD**2)
    x = milk_design[order] * [1, stretch, 1, 1]
    moved = fit(scale * (milk.yi[order] + shift), x, scale**2 * milk.SD[order] ** 2)
    assert moved.refvar == pytest.approx(scale**2 * model.refvar, rel=1e-6)
    expected = scale * (model.eblup[order] + shift)
    np.testing.assert_allclose(moved.eblup, expected, rtol=1e-8, atol=1e-8 * scale)
    np.testing.assert_allclose(moved.mse, scale**2 * model.mse[order], rtol=1e-6)
    assert moved.beta[1] == pytest.approx(scale * model.beta[1] / stretch, rel=1e-6)


@given(
    y=st.lists(st.floats(-10, 10), min_size=4, max_size=12),
    spread=st.floats(0.01, 10),
    exact=st.sets(st.integers(0, 11)),
)
def test_estimates_lie_between_the_areas_figure_and_the_models(
    y: list[float], spread: float, exact: set[int]
) -> None:
    m = len(y)
    d = np.array([0 if n in exact else spread * (1 + n) for n in range(m)])
    model = fit(y, np.ones((m, 1)), d)
    low, high = np.minimum(y, model.beta[0]), np.maximum(y, model.beta[0])
    assert ((model.eblup >= low - 1e-9) & (model.eblup <= high + 1e-9)).all()
    assert (model.eblup[d == 0] == np.array(y)[d == 0]).all()
    assert (model.mse[d == 0] == 0).all()
    assert (model.mse >= 0).all()
    assert model.refvar >= 0


def test_all_reasons_against_a_model_are_told_at_once() -> None:
    with pytest.raises(InputFaults) as told:
        fit([1, np.nan, 3], np.ones((3, 3)), [1, 1, -1])
    assert [fault.where for fault in told.value.faults] == ["y", "d", "x"]


def test_covariates_that_repeat_each_other_are_named() -> None:
    poverty = [0.1, 0.5, 0.3, 0.2]
    x = np.column_stack([np.ones(4), poverty, np.multiply(1000, poverty)])
    with pytest.raises(InputFaults, match="cột / column 3"):
        fit([1, 2, 3, 4], x, [1, 1, 1, 1])


def test_one_variance_for_each_area() -> None:
    with pytest.raises(InputFaults, match="một phương sai"):
        fit([1, 2, 3], ONES, [1, 1])
