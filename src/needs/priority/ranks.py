"""How far the order of the communes can be trusted: rank intervals from joint draws.

Everything that the order rests on is drawn together: the values of the indicators within their
ranges, indicators that are not known, the weights, the way of normalising, the aggregation. A
commune that stays near the top whatever is drawn comes first for sure; one whose rank depends on
the draw does not, and the planner sees it.

Method: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7; Saisana, Saltelli,
Tarantola (2005), J. R. Statist. Soc. A 168:307–323, doi 10.1111/j.1467-985X.2005.00350.x.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from needs.priority.aggregate import (
    AGGREGATIONS,
    Aggregation,
    added,
    from_terms,
    shares_of_weight,
    term,
)
from needs.priority.inputs import IndexInputs, IndicatorInputs
from needs.priority.normalise import METHODS, Method
from needs.uncertainty.quantiles import range_draws, two_piece
from needs.uncertainty.streams import PROVINCE, Draws

Values = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int32]

#: The 90 % interval lies between these quantiles of the draws.
LOW, HIGH = 0.05, 0.95
#: Indices that agree to so many decimals are equal; what differs beyond is rounding.
DECIMALS = 12
#: Draws that are normalised together: what bounds the memory.
_AT_ONCE = 100


def ranks(score: Values) -> Ranks:
    """Return the rank of each commune, 1 for the highest score (communes along the last axis).

    Communes of equal score come in the order in which they stand.
    """
    order = np.argsort(-np.round(score, DECIMALS), axis=-1, kind="stable")
    places = np.empty(score.shape, dtype=np.int32)
    counted = np.arange(1, score.shape[-1] + 1, dtype=np.int32)
    np.put_along_axis(places, order, np.broadcast_to(counted, score.shape), axis=-1)
    return places


def central_ranks(inputs: IndexInputs) -> tuple[Values, Ranks]:
    """Return index and rank as the plan has them.

    An indicator that is not known stands in the middle between floor and 1. Communes of which no
    indicator is known have no index (NaN) and come after all others.
    """
    terms = inputs.central_terms()
    index = from_terms(terms, inputs.aggregation)
    known = inputs.any_known
    return np.where(known, index, np.nan), ranks(np.where(known, added(terms), -np.inf))


def rank_intervals(inputs: IndexInputs, draws: Draws) -> pd.DataFrame:
    """Return the index and the rank of each commune with their 90 % intervals.

    Returns
    -------
    DataFrame
        commune_code; index, index_low, index_high (values, missing indicators and weights drawn,
        normalised and aggregated as the plan has it: other ways are on another scale); rank,
        rank_low, rank_high, top_probability (everything drawn). Intervals are stretched, where
        needed, to hold the plan's own index and rank: a range that lies on one side of its value
        can leave them at the edge of the draws. Where no indicator is known, index and rank are
        missing and the intervals are not.
    """
    index, central = central_ranks(inputs)
    drawn_index, drawn_ranks = drawn(inputs, draws)
    rank = np.where(inputs.any_known, central, np.nan)
    index_low, index_high = np.quantile(drawn_index, [LOW, HIGH], axis=0)
    rank_low = np.quantile(drawn_ranks, LOW, axis=0, method="lower")
    rank_high = np.quantile(drawn_ranks, HIGH, axis=0, method="higher")
    table = pd.DataFrame(
        {
            "commune_code": list(inputs.commune_code),
            "index": index,
            "index_low": np.fmin(index_low, index),
            "index_high": np.fmax(index_high, index),
            "rank": rank,
            "rank_low": np.fmin(rank_low, rank),
            "rank_high": np.fmax(rank_high, rank),
            "top_probability": (drawn_ranks <= inputs.top_k).mean(axis=0),
        }
    )
    whole = ["rank", "rank_low", "rank_high"]
    real = ["index", "index_low", "index_high", "top_probability"]
    return table.astype(dict.fromkeys(whole, "Int64") | dict.fromkeys(real, "Float64"))


def drawn(inputs: IndexInputs, draws: Draws) -> tuple[Values, Ranks]:
    """Return the index of each draw as the plan computes it, and the rank with all choices drawn.

    Both draws × communes: these two are held, and one indicator at a time is added to them.
    """
    shares = drawn_shares(inputs, draws)
    choices = (
        _choice("normalisation", len(METHODS), draws),
        _choice("aggregation", len(AGGREGATIONS), draws),
    )
    shape = (draws.count, len(inputs.commune_code))
    own, varied = np.zeros(shape), np.zeros(shape)
    for column, one in enumerate(inputs.indicators):
        u = drawn_positions(inputs, one, draws)
        for first in range(0, draws.count, _AT_ONCE):
            rows = slice(first, first + _AT_ONCE)
            part = u if len(u) == 1 else u[rows]
            share = shares[rows, column, None]
            own[rows] += share * _terms(inputs, one, part, "goalposts", inputs.aggregation)
            varied[rows] += share * _varied(inputs, one, part, [made[rows] for made in choices])
    return from_terms([own], inputs.aggregation), ranks(varied)


def drawn_shares(inputs: IndexInputs, draws: Draws) -> Values:
    """Return the weights of each draw, adding up to 1: draws × indicators."""
    weights = np.empty((draws.count, len(inputs.indicators)))
    for column, one in enumerate(inputs.indicators):
        weights[:, column] = range_draws(one.weight, PROVINCE, draws)[0]
    return shares_of_weight(weights)


def drawn_positions(inputs: IndexInputs, one: IndicatorInputs, draws: Draws) -> Values:
    """Return where in its range each commune's value lies: draws × communes, 1 × 1 if all exact."""
    u = draws.uniform(f"indicator:{one.id}", inputs.commune_code, needed=one.uncertain)
    return u.transpose()


def drawn_urgency(
    inputs: IndexInputs, one: IndicatorInputs, u: Values, method: Method = "goalposts"
) -> Values:
    """Return the urgency of each commune with its value at these positions of its range."""
    return inputs.urgency(one, two_piece(u, one.low, one.value, one.high), method, u)


def _terms(
    inputs: IndexInputs, one: IndicatorInputs, u: Values, method: Method, way: Aggregation
) -> Values:
    return term(drawn_urgency(inputs, one, u, method), way)


def _varied(
    inputs: IndexInputs, one: IndicatorInputs, u: Values, choices: list[npt.NDArray[np.int64]]
) -> Values:
    """Return the terms of each draw, normalised and to be aggregated in the way it has drawn."""
    methods, ways = choices
    terms = np.empty((len(methods), len(inputs.commune_code)))
    for number, method in enumerate(METHODS):
        for other, way in enumerate(AGGREGATIONS):
            chosen = (methods == number) & (ways == other)
            if chosen.any():
                # One line stands for all draws where nothing about the indicator is drawn.
                part = u if len(u) == 1 else u[chosen]
                terms[chosen] = _terms(inputs, one, part, method, way)
    return terms


def _choice(figure: str, count: int, draws: Draws) -> npt.NDArray[np.int64]:
    """Return one of so many alternatives for each draw, all equally likely."""
    chosen: npt.NDArray[np.int64] = (draws.uniform(figure, PROVINCE)[0] * count).astype(np.int64)
    return chosen
