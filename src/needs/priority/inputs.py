"""What the index of one category is made of: plain arrays, one entry a commune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from needs.priority.aggregate import Aggregation, shares_of_weight, term
from needs.priority.normalise import Method, floored, normalised
from needs.uncertainty.inputs import Range

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class IndicatorInputs:
    """One indicator.

    Parameters
    ----------
    id
        Its id.
    low, value, high
        For each commune, in the indicator's own unit; NaN where it is not known.
    goalposts
        Least and most urgent value.
    weight
        Its weight, not yet divided by the sum of all.
    """

    id: str
    low: Values
    value: Values
    high: Values
    goalposts: tuple[float, float]
    weight: Range

    @property
    def missing(self) -> npt.NDArray[np.bool_]:
        """Communes of which it is not known."""
        return np.isnan(self.value)

    @property
    def uncertain(self) -> npt.NDArray[np.bool_]:
        """Communes of which it is not known, or known with a range."""
        return np.asarray(self.missing | (self.low < self.high))


@dataclass(frozen=True)
class IndexInputs:
    """All indicators of one category, for the communes that are ranked.

    Parameters
    ----------
    commune_code
        In the order of the codes: communes of equal index come in this order.
    indicators
        In the order of their ids.
    aggregation, floor, top_k
        As the plan has them.
    """

    commune_code: Sequence[str]
    indicators: tuple[IndicatorInputs, ...]
    aggregation: Aggregation
    floor: float
    top_k: int

    def urgency(self, one: IndicatorInputs, values: Values, method: Method, u: Values) -> Values:
        """Return urgency between floor and 1; what is not known may be anywhere in between.

        Parameters
        ----------
        one
            The indicator.
        values
            Its values, NaN where not known: communes along the last axis.
        method
            How they are normalised.
        u
            Where between floor and 1 a missing one lies: ½, or draws, in the values' shape.
        """
        known = floored(normalised(values, method, goalposts=one.goalposts), self.floor)
        return np.where(np.isnan(known), self.floor + u * (1 - self.floor), known)

    def central_urgency(self, one: IndicatorInputs, method: Method = "goalposts") -> Values:
        """Return the urgency of each commune, the middle where it is not known."""
        return self.urgency(one, one.value, method, np.asarray(0.5))

    @property
    def central_shares(self) -> Values:
        """The weights, adding up to 1."""
        return shares_of_weight(np.array([one.weight.value for one in self.indicators]))

    @property
    def any_known(self) -> npt.NDArray[np.bool_]:
        """Communes of which an indicator that counts is known."""
        counting = [~one.missing for one in self.indicators if one.weight.value > 0]
        return np.asarray(np.any(counting, axis=0))

    def central_terms(
        self, method: Method = "goalposts", aggregation: Aggregation | None = None
    ) -> list[Values]:
        """Return the weighted terms of the index, one array an indicator."""
        how = aggregation or self.aggregation
        return [
            share * term(self.central_urgency(one, method), how)
            for one, share in zip(self.indicators, self.central_shares, strict=True)
        ]
