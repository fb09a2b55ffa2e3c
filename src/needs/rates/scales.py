"""The scale on which rates are modelled, and the way back to rates.

"rate": the share itself. "arcsine": y = arcsin √p, whose sampling variance 1/(4n) does not depend
on p: for rare conditions, and where rates differ widely. A sample without replacement out of N
children is firmer by the factor 1 − n/N (Cochran 1977, chapter 2).
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Scale = Literal["rate", "arcsine"]
SCALES: tuple[Scale, ...] = ("rate", "arcsine")
Vector = NDArray[np.float64]

# Half-width of a 90 % interval, in standard errors.
Z90 = NormalDist().inv_cdf(0.95)


class Estimates(NamedTuple):
    """Rates (0–1), the ends of their 90 % intervals, and their mean squared errors."""

    rate: Vector
    low: Vector
    high: Vector
    mse: Vector


def pooled_rate(affected: Vector, examined: Vector) -> float:
    """Return the rate of all samples together, (Σa + ½)/(Σn + 1): never quite 0 or 1."""
    return float((affected.sum() + 0.5) / (examined.sum() + 1))


def unexamined_share(examined: Vector, population: Vector) -> Vector:
    """Return 1 − n/N, the share of children not examined; 1 where N is not known."""
    share: Vector = np.where(np.isnan(population), 1.0, 1 - examined / np.fmax(population, 1))
    return np.clip(share, 0.0, 1.0)


def on_scale(rate: Vector, scale: Scale) -> Vector:
    """Bring rates (0–1) to the scale."""
    return rate if scale == "rate" else np.arcsin(np.sqrt(rate))


def sampling_variance(examined: Vector, unexamined: Vector, pooled: float, scale: Scale) -> Vector:
    """Return the sampling variance of each commune's direct estimate, on the scale.

    The pooled rate p̃ stands in p̃(1 − p̃)/n: by its own rate, a commune where nobody was found
    affected would count as exactly known.
    """
    one_child = pooled * (1 - pooled) if scale == "rate" else 0.25
    return one_child / examined * unexamined


def to_rates(estimate: Vector, mse: Vector, scale: Scale) -> Estimates:
    """Bring estimates and their mean squared errors back to rates, clipped to [0, 1].

    From the arcsine scale the rate is the mean of sin²θ over θ ~ N(estimate, mse), and its MSE
    the variance: with mean μ and variance s², E sin²θ = ½(1 − e^(−2s²)·cos 2μ) and
    E sin⁴θ = ⅛(3 − 4e^(−2s²)·cos 2μ + e^(−8s²)·cos 4μ).
    sin² of the estimate itself would lean away from ½. The interval's ends are brought back as
    they are.
    """
    half = Z90 * np.sqrt(mse)
    if scale == "rate":
        low, high = np.clip(estimate - half, 0, 1), np.clip(estimate + half, 0, 1)
        return Estimates(np.clip(estimate, 0, 1), low, high, mse)
    centre = np.clip(estimate, 0, np.pi / 2)
    low, high = (np.sin(np.clip(end, 0, np.pi / 2)) ** 2 for end in (centre - half, centre + half))
    twice = np.exp(-2 * mse) * np.cos(2 * centre)
    mean = 0.5 * (1 - twice)
    square = (3 - 4 * twice + np.exp(-8 * mse) * np.cos(4 * centre)) / 8
    return Estimates(mean, low, high, np.maximum(square - mean**2, 0))


def wilson(affected: Vector, examined: Vector, unexamined: Vector) -> tuple[Vector, Vector]:
    """Return the ends of Wilson's 90 % interval of a rate (Wilson 1927; Brown, Cai, DasGupta 2001).

    Where N is known the sample counts as n/(1 − n/N) children.
    """
    n = examined / unexamined
    rate = affected / examined
    centre = (rate + Z90**2 / (2 * n)) / (1 + Z90**2 / n)
    half = Z90 * np.sqrt(rate * (1 - rate) / n + (Z90 / (2 * n)) ** 2) / (1 + Z90**2 / n)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
