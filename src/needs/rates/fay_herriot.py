"""The area-level model of Fay and Herriot (1979): noisy rates of many areas, made firmer together.

The estimate of area i is γ_i·y_i + (1 − γ_i)·x_i'β with γ_i = A/(A + d_i): the noisier an area's
own figure, the more it leans on areas like it. Mean squared error: Prasad and Rao (1990), Datta
and Lahiri (2000). Textbook: Rao and Molina (2015), chapters 5 and 6. Results agree with `eblupFH`
and `mseFH` of R `sae` (Molina and Marhuenda 2015), which the tests compare with.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from needs.errors import FaultCollector
from needs.rates.likelihood import Likelihood, Method, Point, Vector

_SUBJECT = "mô hình Fay–Herriot / Fay–Herriot model"


@dataclass(frozen=True)
class FayHerriot:
    """A fitted model; arrays stand in the order in which the areas were given.

    Parameters
    ----------
    beta, beta_se
        Regression coefficients and their standard errors, one for each column of x.
    beta_covariance
        Their covariance matrix, (X'V⁻¹X)⁻¹.
    refvar
        A, the variance between areas that x does not explain; 0 where the data show none.
    refvar_mean
        Mean of A over its restricted likelihood (`Likelihood.mean`): never 0, for A is not known
        that well.
    gamma
        Weight of each area's own figure, 0–1; 1 where it is exact (d = 0).
    eblup
        The estimates (unit of y).
    mse
        Their mean squared errors (unit of y, squared); 0 where y is exact.
    loglik
        Log-likelihood of y at the estimates (the full one, by REML too: as R `sae` reports it).
    iterations, converged
        Steps of Fisher scoring, and whether A stood still before they ran out.
    """

    beta: Vector
    beta_se: Vector
    beta_covariance: Vector
    refvar: float
    refvar_mean: float
    gamma: Vector
    eblup: Vector
    mse: Vector
    loglik: float
    iterations: int
    converged: bool

    @property
    def aic(self) -> float:
        """Akaike's criterion; β and A count as parameters."""
        return -2 * self.loglik + 2 * (len(self.beta) + 1)

    @property
    def bic(self) -> float:
        """The Bayesian criterion; β and A count as parameters."""
        return -2 * self.loglik + (len(self.beta) + 1) * float(np.log(len(self.eblup)))

    def predict(self, x_new: ArrayLike, *, refvar_uncertain: bool = False) -> tuple[Vector, Vector]:
        """Return synthetic estimates x'β of areas without a figure, and their MSE.

        Parameters
        ----------
        x_new
            One row an area, the columns of `fit`. A row with a missing value gives NaN.
        refvar_uncertain
            Put `refvar_mean` in the place of A. Intervals need it: with A itself, 90 % intervals
            hold the truth in some 75–87 % of cases only (40 areas or fewer, simulated).

        Returns
        -------
        tuple of arrays
            Estimates (unit of y); mean squared errors A + x'Var(β)x.
        """
        rows = np.atleast_2d(np.asarray(x_new, dtype=np.float64))
        refvar = self.refvar_mean if refvar_uncertain else self.refvar
        return rows @ self.beta, refvar + _quadratic(rows, self.beta_covariance)


def fit(
    y: ArrayLike,
    x: ArrayLike,
    d: ArrayLike,
    *,
    method: Method = "REML",
    precision: float = 1e-10,
    most_iterations: int = 1000,
) -> FayHerriot:
    """Fit the model and estimate every area.

    Parameters
    ----------
    y
        Direct estimates, one an area.
    x
        One row an area, one column a covariate; the constant is a column like any other.
    d
        Sampling variances (unit of y, squared), ≥ 0; 0 where y is exact. With exact areas use
        REML: the likelihood that ML climbs may have no upper bound at A = 0.
    method
        How A is estimated.
    precision
        Scoring stops when a step changes A by no more than this share of it (R `sae`: 0.0001).
    most_iterations
        Scoring stops after so many steps, whether A stands still or not (see `converged`).

    Raises
    ------
    InputFaults
        With every reason why there is no such model: a missing value, a negative variance, no
        more areas than covariates, covariates that repeat each other.
    """
    areas = np.asarray(y, dtype=np.float64)
    variance = np.asarray(d, dtype=np.float64)
    design = np.asarray(x, dtype=np.float64).reshape(len(areas), -1)
    _check(areas, design, variance)
    # Columns of like size: a population beside a share would lose digits of the solution.
    size = np.abs(design).max(axis=0)
    scaled = design / size
    likelihood = Likelihood(areas, scaled, variance, method)
    refvar, iterations, converged = likelihood.top(precision, most_iterations)
    point = likelihood.at(refvar)
    beta, covariance = point.beta / size, point.covariance / np.outer(size, size)
    gamma = np.ones_like(variance)
    np.divide(refvar, refvar + variance, out=gamma, where=variance > 0)
    return FayHerriot(
        beta=beta,
        beta_se=np.sqrt(np.diag(covariance)),
        beta_covariance=covariance,
        refvar=refvar,
        refvar_mean=Likelihood(areas, scaled, variance, "REML").mean(refvar),
        gamma=gamma,
        eblup=gamma * areas + (1 - gamma) * (design @ beta),
        mse=_mse(scaled, variance, gamma, point, method),
        loglik=point.loglik,
        iterations=iterations,
        converged=converged,
    )


def independent_columns(x: ArrayLike) -> list[bool]:
    """Tell of each column whether it adds to those before it (False: it repeats them, or is 0)."""
    columns = np.asarray(x, dtype=np.float64)
    largest = np.abs(columns).max(axis=0, initial=0)
    columns = columns / np.where(largest > 0, largest, 1)
    ranks = [int(np.linalg.matrix_rank(columns[:, : n + 1])) for n in range(columns.shape[1])]
    return [rank > before for rank, before in zip(ranks, [0, *ranks], strict=False)]


def _mse(x: Vector, d: Vector, gamma: Vector, point: Point, method: Method) -> Vector:
    """Return the mean squared errors g1 + g2 + 2·g3; by ML, less the bias of A in g1."""
    w, shrink = point.weights, 1 - gamma
    squares = float((w**2).sum())
    g1 = gamma * d
    g2 = shrink**2 * _quadratic(x, point.covariance)
    g3 = shrink**2 * w * 2 / squares
    mse: Vector = g1 + g2 + 2 * g3
    if method == "ML":
        bias = -float(np.trace(point.covariance @ (x.T @ (w[:, None] ** 2 * x)))) / squares
        mse = mse - bias * shrink**2
    return mse


def _quadratic(rows: Vector, matrix: Vector) -> Vector:
    """Return x'Mx for every row x."""
    form: Vector = np.einsum("ij,jk,ik->i", rows, matrix, rows)
    return form


def _check(y: Vector, x: Vector, d: Vector) -> None:
    """Note everything that leaves no model to fit, and raise it."""
    faults = FaultCollector(_SUBJECT)
    for name, values in (("y", y), ("x", x), ("d", d)):
        if not np.isfinite(values).all():
            faults.add(name, "thiếu số / missing value", "đủ số ở mọi vùng / a number in each area")
    if d.shape != y.shape:
        faults.add("d", len(d), f"{len(y)}", "một phương sai cho mỗi vùng / one for each area")
    if (d < 0).any():
        faults.add("d", float(np.nanmin(d)), "phương sai ≥ 0 / variances ≥ 0")
    if len(y) <= x.shape[1]:
        faults.add(
            "x",
            f"{len(y)} vùng, {x.shape[1]} biến / areas, covariates",
            "số vùng nhiều hơn số biến / more areas than covariates",
            "bớt biến hoặc khảo sát thêm xã / fewer covariates or more areas",
        )
    faults.raise_if_any()
    for n, adds in enumerate(independent_columns(x), start=1):
        if not adds:
            faults.add(
                f"x, cột / column {n}",
                "lặp lại các cột trước, hoặc toàn số 0 / repeats those before it, or all 0",
                "các biến độc lập với nhau / covariates that do not repeat each other",
                "bỏ biến này / leave it out",
            )
    faults.raise_if_any()
