"""Children or residents divided into whole numbers that add up."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd


def apportion(total: int, weights: Sequence[Any]) -> list[int]:
    """Divide a whole number by weights into whole numbers that add up to it.

    Largest remainders (Hamilton); ties go to the earlier. Where a weight is missing, or all are
    0, the parts are equal.

    Parameters
    ----------
    total
        People.
    weights
        One for each part, not negative.
    """
    known = [0.0 if pd.isna(weight) else float(weight) for weight in weights]
    if not sum(known) or any(pd.isna(weight) for weight in weights):
        known = [1.0] * len(known)
    exact = [total * weight / sum(known) for weight in known]
    whole = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda n: (whole[n] - exact[n], n))
    for n in order[: total - sum(whole)]:
        whole[n] += 1
    return whole


def divide_steadily(total: int, weights: pd.Series) -> pd.Series:
    """Divide a whole number among communes so that more to divide gives none of them less.

    Largest remainders (`apportion`) may take one from a part when the total grows; the divisor
    method of Webster (Sainte-Laguë) does not: the next one goes where weight ÷ (parts + ½) is
    largest. Ties go to the smaller index, whatever the order of the rows. All weights 0: as if
    they were equal.

    Parameters
    ----------
    total
        People, not negative.
    weights
        One for each part, not negative, none missing; indexed uniquely.

    Returns
    -------
    Series
        Int64, indexed as `weights`; adds up to the total.

    Notes
    -----
    M. L. Balinski, H. P. Young (2001), Fair Representation, 2nd ed.: house monotonicity.
    """
    ordered = weights.astype("float64").sort_index()
    if not len(ordered):
        return pd.Series([], index=weights.index, dtype="Int64")
    if not ordered.sum() > 0:
        ordered[:] = 1.0
    # So many are sure: rounded at a divisor that leaves at most one and a half for each part.
    sure = max(total - len(ordered) / 2 - 1, 0.0)
    exact = ordered.to_numpy() / ordered.sum() * sure
    parts = np.floor(exact + 0.5).astype(int)
    claims = [
        (-weight / (part + 0.5), place)
        for place, (weight, part) in enumerate(zip(ordered, parts, strict=True))
        if weight > 0
    ]
    heapq.heapify(claims)
    for _ in range(total - int(parts.sum())):
        _, place = claims[0]
        parts[place] += 1
        heapq.heapreplace(claims, (-ordered.iloc[place] / (parts[place] + 0.5), place))
    return pd.Series(parts, index=ordered.index, dtype="Int64").reindex(weights.index)
