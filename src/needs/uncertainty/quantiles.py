"""What a range means: the truth is as likely above its value as below, and nowhere outside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from needs.uncertainty.arrays import FloatArray
from needs.uncertainty.inputs import Range
from needs.uncertainty.streams import MEDIAN, PROVINCE, Draws

_SMALLEST = 2.0**-54


def two_piece(
    u: FloatArray, low: npt.ArrayLike, value: npt.ArrayLike, high: npt.ArrayLike
) -> FloatArray:
    """Return the quantile function of the two-piece uniform distribution at `u`.

    Piecewise linear through (0, low), (½, value), (1, high): below and above the value every
    figure is equally likely. All arguments broadcast; missing stays missing (NaN).
    """
    low, value, high = np.asarray(low), np.asarray(value), np.asarray(high)
    below = low + 2 * u * (value - low)
    above = value + (2 * u - 1) * (high - value)
    return np.asarray(np.where(u < MEDIAN, below, above))


def range_draws(
    figure: Range, communes: Sequence[str], draws: Draws, *, part: str = ""
) -> FloatArray:
    """Return draws of a figure: communes × draws, with length 1 where nothing varies."""
    if figure.exact:
        return np.full((1, 1), figure.value)
    of = communes if figure.varies == "commune" else PROVINCE
    u = draws.uniform(figure.figure, of, part=part)
    return two_piece(u, figure.low, figure.value, figure.high)


def rate_draws(
    rate: FloatArray, sd: FloatArray, figure: str, communes: Sequence[str], draws: Draws
) -> FloatArray:
    """Return draws of the communes' sampled rates: normal, clipped to [0, 1]."""
    u = draws.uniform(figure, communes, needed=sd > 0)
    normal = np.asarray(ndtri(np.maximum(u, _SMALLEST)))
    return np.asarray(np.clip(rate[:, None] + sd[:, None] * normal, 0.0, 1.0))
