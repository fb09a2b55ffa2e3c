"""Deviations that add up: what one part has too much of, the others have too little of.

Age bands of one commune add up to its children, former communes of one census to the census. Each
part draws a factor inside its range; the factors are centred (weighted mean 1) and, where
that takes one of them out of its range, all of them shrink towards 1 by the same share.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from needs.uncertainty.arrays import FloatArray, IntArray
from needs.uncertainty.inputs import ChainInputs
from needs.uncertainty.quantiles import range_draws
from needs.uncertainty.streams import Draws


class Centre(NamedTuple):
    """How the factors of one group are brought to a weighted mean of 1, in each draw."""

    mean: FloatArray
    shrink: FloatArray

    def applied(self, factors: FloatArray) -> FloatArray:
        """Return the factors with weighted mean 1, inside their range."""
        return np.asarray(1.0 + self.shrink * (factors - self.mean))


def centre(
    factors: FloatArray, weights: FloatArray, *, low: float, high: float, axis: int
) -> Centre:
    """Return what brings factors to a weighted mean of 1 without leaving [low, high].

    Parameters
    ----------
    factors, weights
        Broadcast against each other; a part of weight 0 takes no part.
    low, high
        Range of every factor, with 1 inside.
    axis
        The parts of a group.
    """
    total = weights.sum(axis=axis, keepdims=True)
    mean = (weights * factors).sum(axis=axis, keepdims=True) / np.where(total > 0, total, 1.0)
    away = np.where(weights > 0, factors - mean, 0.0)
    most, least = away.max(axis=axis, keepdims=True), away.min(axis=axis, keepdims=True)
    shrink = np.minimum(_share(high - 1.0, most), _share(1.0 - low, -least))
    return Centre(mean, np.minimum(shrink, 1.0))


def _share(room: float, wanted: FloatArray) -> FloatArray:
    return np.divide(room, wanted, out=np.ones_like(wanted), where=wanted > 0)


class CensusCentres(NamedTuple):
    """The centre of each census, and which of them a commune belongs to (−1: none)."""

    centre: Centre
    of_commune: IntArray

    def take(self, rows: slice) -> CensusCentres:
        """Return those of some communes, with no more centres than they need."""
        here, place = np.unique(self.of_commune[rows], return_inverse=True)
        named = np.where(here[place] >= 0, place, -1)
        return CensusCentres(Centre(self.centre.mean[here], self.centre.shrink[here]), named)

    def applied(self, factors: FloatArray) -> FloatArray:
        """Return the factors of the communes (communes × draws), adding up where they have to."""
        centres = Centre(self.centre.mean[self.of_commune], self.centre.shrink[self.of_commune])
        return np.where((self.of_commune >= 0)[:, None], centres.applied(factors), factors)


def census_centres(inputs: ChainInputs, draws: Draws) -> CensusCentres | None:
    """Return how the estimated populations of each census keep their sum; None without any.

    Computed before the communes are drawn, a block at a time: a census may reach over blocks.
    """
    figure = inputs.population_factor
    members = (
        (inputs.census_group >= 0) & inputs.population_estimated & ~np.isnan(inputs.population)
    )
    if figure is None or not members.any():
        return None
    groups, place = np.unique(inputs.census_group[members], return_inverse=True)
    of_commune = np.full(len(inputs.census_group), -1)
    of_commune[members] = place
    centres = []
    for number in range(len(groups)):
        rows = np.flatnonzero(of_commune == number)
        factors = range_draws(figure, [str(code) for code in inputs.commune_code[rows]], draws)
        weights = inputs.population[rows][:, None]
        centres.append(
            centre(
                np.broadcast_to(factors, (len(rows), factors.shape[1])),
                weights,
                low=figure.low,
                high=figure.high,
                axis=0,
            )
        )
    means, shrinks = zip(*centres, strict=True)
    return CensusCentres(Centre(np.concatenate(means), np.concatenate(shrinks)), of_commune)
