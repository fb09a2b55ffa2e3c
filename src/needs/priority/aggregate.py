"""From several indicators to one index.

In a geometric mean a poor value is not fully made up for by a good one, so that a commune that is
badly off in one respect comes further up when it is lifted there; in an arithmetic mean it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Aggregation = Literal["geometric", "arithmetic"]

#: In the order in which a draw chooses among them.
AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)


def shares_of_weight(weights: Values) -> Values:
    """Return weights that add up to 1 (indicators along the last axis)."""
    total: Values = weights.sum(axis=-1, keepdims=True)
    return weights / total


def composite_index(
    urgency: Sequence[Values], shares: Sequence[Values | float], aggregation: Aggregation
) -> Values:
    """Return the weighted mean of the indicators, between 0 and 1.

    Parameters
    ----------
    urgency
        One array for each indicator, in (0, 1] for a geometric mean.
    shares
        Their weights, adding up to 1; each a number or an array that fits the urgency's shape.
    aggregation
        "geometric" Π n^w, or "arithmetic" Σ w·n.

    Notes
    -----
    OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.
    """
    return from_terms(
        [share * term(one, aggregation) for one, share in zip(urgency, shares, strict=True)],
        aggregation,
    )


def term(urgency: Values, aggregation: Aggregation) -> Values:
    """Return what an indicator adds to the index for each unit of weight."""
    return np.log(urgency) if aggregation == "geometric" else urgency


def from_terms(terms: Sequence[Values], aggregation: Aggregation) -> Values:
    """Return the index from the weighted terms of all indicators."""
    total = added(terms)
    # Weights add up to 1 but for rounding; an index is never above 1.
    return np.minimum(np.exp(total) if aggregation == "geometric" else total, 1.0)


def added(terms: Sequence[Values]) -> Values:
    """Return the sum of the terms: the score that communes are ordered by."""
    # One after the other: the sum does not depend on how many communes stand beside each other.
    total = terms[0]
    for one in terms[1:]:
        total = total + one
    return total
