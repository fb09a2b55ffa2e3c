"""How likely each variance between areas is, and the climb to the likeliest.

y_i = x_i'β + u_i + e_i, u_i ~ N(0, A), e_i ~ N(0, d_i): for every A the best β follows, so that
the likelihood is a curve over A alone. Fisher scoring and both likelihoods: Rao and Molina
(2015), section 6.1.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Method = Literal["REML", "ML"]
Vector = NDArray[np.float64]

# Next to the usual sampling variance, one so small that the area's figure counts as exact.
_EXACT = 1e-10
_HALVINGS = 40
_GRID = 40


@dataclass(frozen=True)
class Point:
    """The model at one A: coefficients, their covariance, and the shape of the likelihood."""

    beta: Vector
    covariance: Vector
    weights: Vector  # 1 / (A + d)
    height: float  # of the likelihood that is climbed, without its constant
    loglik: float
    score: float
    information: float


class Likelihood:
    """The likelihood of A, restricted (REML) or full (ML).

    Parameters
    ----------
    y, x, d
        As in `fit`; x of full column rank.
    method
        "REML" or "ML".
    """

    def __init__(self, y: Vector, x: Vector, d: Vector, method: Method) -> None:
        self.y, self.x, self.d, self.method = y, x, d, method
        noisy = d[d > 0]
        if noisy.size:
            self.start = float(np.median(noisy))
        else:
            residuals = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
            self.start = float(residuals @ residuals) / (len(y) - x.shape[1])
        self.least = _EXACT * (self.start or 1.0)

    def top(self, precision: float, most_iterations: int) -> tuple[float, int, bool]:
        """Climb by Fisher scoring, never below 0: A, steps taken, whether A stands still."""
        refvar, stride = self.start, 0.0
        point = self.at(refvar)
        for step in range(1, most_iterations + 1):
            last = stride
            stride = point.score / point.information if point.information > 0 else -refvar
            # A step back, nearly as long as the step before: the top lies halfway.
            if stride * last < 0 and abs(stride) > abs(last) / 2:
                stride /= 2
            new = max(refvar + stride, 0.0)
            reached = self.at(new)
            for _ in range(_HALVINGS):
                if reached.height >= point.height - 1e-12 * abs(point.height):
                    break
                new = (refvar + new) / 2
                reached = self.at(new)
            # Two steps below what counts: A is 0.
            if max(refvar, new) <= self.least:
                return 0.0, step, True
            if abs(new - refvar) <= precision * new:
                return new, step, True
            refvar, stride, point = new, new - refvar, reached
        return refvar, most_iterations, False

    def mean(self, top: float) -> float:
        """Return the mean of A over the likelihood, √A being taken as equally likely everywhere.

        The likeliest A is often far below the true one, 0 even; the mean tells how different
        areas may be. Prior: Gelman (2006), Bayesian Analysis 1, 515–533. Infinite where there
        are at most three more areas than covariates: then the data set no bound.

        Parameters
        ----------
        top
            The likeliest A: about there the grid is laid.
        """
        if len(self.y) - self.x.shape[1] <= 3:
            return float("inf")
        place = (np.arange(_GRID) + 0.5) / _GRID
        grid = (top + self.start) * (place / (1 - place)) ** 2
        heights = np.array([self.at(float(refvar)).height for refvar in grid])
        weights = np.exp(heights - heights.max()) / (1 - place) ** 2
        return float(weights @ grid / weights.sum())

    def at(self, refvar: float) -> Point:
        """Return the model at one A."""
        y, x = self.y, self.x
        total = np.maximum(refvar + self.d, self.least)
        w = 1 / total
        root = np.sqrt(w)
        q, r = np.linalg.qr(root[:, None] * x)
        inverse = np.linalg.inv(r)
        beta = inverse @ (q.T @ (root * y))
        residuals = y - x @ beta
        weighted = w * residuals  # Py
        height = -0.5 * float(np.log(total).sum() + residuals @ weighted)
        loglik = height - 0.5 * len(y) * float(np.log(2 * np.pi))
        trace, information = w.sum(), (w**2).sum()
        if self.method == "REML":
            p = root[:, None] * (np.eye(len(y)) - q @ q.T) * root
            trace, information = np.trace(p), (p**2).sum()
            height -= float(np.log(np.abs(np.diag(r))).sum())
        return Point(
            beta=beta,
            covariance=inverse @ inverse.T,
            weights=w,
            height=height,
            loglik=loglik,
            score=0.5 * float(weighted @ weighted - trace),
            information=0.5 * float(information),
        )
