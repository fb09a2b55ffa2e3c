"""From an indicator's own unit to urgency between 0 and 1: the plan's way, and the others.

The plan's way is goalposts: fixed ends that do not move when a commune joins or leaves. The others
(OECD/JRC 2008, step 5) only serve to see whether the ranks depend on that choice.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

Values = npt.NDArray[np.float64]
Method = Literal["goalposts", "min_max", "rank", "z_score"]

#: In the order in which a draw chooses among them.
METHODS: tuple[Method, ...] = get_args(Method)

#: Beyond so many standard deviations from the mean, urgency is 0 or 1.
Z_REACH = 3.0


def normalised(values: Values, method: Method, *, goalposts: tuple[float, float]) -> Values:
    """Return urgency between 0 and 1; what is not known (NaN) stays so and counts for nobody.

    Parameters
    ----------
    values
        One indicator, in its own unit: communes along the last axis, draws along the first.
    method
        "goalposts" (nothing but the commune's own value counts); or, among the communes that are
        known: "min_max", "rank" (0 least, 1 most urgent, ties share the mean of their places),
        "z_score" (0 and 1 at three standard deviations).
    goalposts
        Least and most urgent value; the first may be the larger one.

    Notes
    -----
    Where all communes are alike, the last three cannot tell them apart and give ½.
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5.
    """
    least, most = goalposts
    if method == "goalposts":
        return np.clip((values - least) / (most - least), 0.0, 1.0)
    urgency = values if most > least else -values
    if method == "rank":
        return _percentile(urgency)
    if method == "min_max":
        low, high = _over_known(urgency, np.min, np.inf), _over_known(urgency, np.max, -np.inf)
        return _share(urgency - low, high - low)
    known = ~np.isnan(urgency)
    count = np.maximum(known.sum(axis=-1, keepdims=True), 1)
    mean = np.where(known, urgency, 0.0).sum(axis=-1, keepdims=True) / count
    square = np.where(known, urgency - mean, 0.0) ** 2
    deviation = np.sqrt(square.sum(axis=-1, keepdims=True) / count)
    apart = deviation > np.abs(mean) * 1e-12  # less is rounding, not difference
    return np.clip(
        _share(urgency - mean + Z_REACH * deviation, np.where(apart, 2 * Z_REACH * deviation, 0.0)),
        0.0,
        1.0,
    )


def floored(urgency: Values, floor: float) -> Values:
    """Return urgency with the smallest value that counts.

    In a geometric mean an indicator at 0 would hide all others.
    """
    return np.maximum(urgency, floor)


def _over_known(values: Values, extreme: object, other: float) -> Values:
    reduce = np.minimum if extreme is np.min else np.maximum
    found = reduce.reduce(np.where(np.isnan(values), other, values), axis=-1, keepdims=True)
    return np.asarray(found, dtype=np.float64)


def _share(part: Values, whole: Values) -> Values:
    """Divide; where there is nothing to divide by, ½ (and NaN stays)."""
    some = whole > 0
    with np.errstate(invalid="ignore"):
        return np.where(
            some, part / np.where(some, whole, 1.0), np.where(np.isnan(part), np.nan, 0.5)
        )


def _percentile(urgency: Values) -> Values:
    table = pd.DataFrame(np.atleast_2d(urgency))
    places = table.rank(axis=1, method="average").to_numpy(dtype=np.float64)
    count = (~np.isnan(places)).sum(axis=-1, keepdims=True)
    return _share(places - 1.0, (count - 1).astype(np.float64)).reshape(urgency.shape)
