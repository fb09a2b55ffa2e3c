"""What moves a commune's rank most: one thing at a time is drawn, the rest stays as planned.

The answer tells a planner what to find out, or to agree on, before the order is relied on: an
indicator's value, a weight, the way of normalising or of aggregating.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from needs.priority.aggregate import AGGREGATIONS, added, term
from needs.priority.inputs import IndexInputs
from needs.priority.normalise import METHODS
from needs.priority.ranks import drawn_positions, drawn_shares, drawn_urgency, ranks
from needs.uncertainty.streams import Draws

Values = npt.NDArray[np.float64]

#: A mean change of ranks needs fewer draws than the ends of an interval.
MOST_DRAWS = 200


def movers(inputs: IndexInputs, draws: Draws) -> pd.Series:
    """Return what moves the rank of each commune most, by id; missing where nothing moves it.

    Returns
    -------
    Series
        Indexed by commune_code: the id of an indicator, "weight:<indicator>", "normalisation" or
        "aggregation". The one with the largest mean absolute change of rank against the plan's
        own; of equal ones the first by id. One factor at a time, as in OECD/JRC (2008), step 7.
    """
    few = Draws(draws.seed, min(draws.count, MOST_DRAWS))
    planned = ranks(added(inputs.central_terms()))
    moved = {name: _change(score, planned) for name, score in _scores(inputs, few)}
    names = sorted(moved)
    codes = pd.Index(list(inputs.commune_code), name="commune_code")
    changes = np.stack([moved[name] for name in names])
    first = pd.Series([names[row] for row in changes.argmax(axis=0)], index=codes, dtype="str")
    return first.where(changes.max(axis=0) > 0)


def _change(score: Values, planned: npt.NDArray[np.int32]) -> Values:
    return np.asarray(np.abs(ranks(score) - planned).mean(axis=0), dtype=np.float64)


def _scores(inputs: IndexInputs, draws: Draws) -> Iterator[tuple[str, Values]]:
    """Yield each factor with the scores when only it varies: draws (or alternatives) × communes."""
    yield "normalisation", np.stack([added(inputs.central_terms(name)) for name in METHODS])
    yield (
        "aggregation",
        np.stack([added(inputs.central_terms("goalposts", way)) for way in AGGREGATIONS]),
    )
    terms = inputs.central_terms()
    for row, one in enumerate(inputs.indicators):
        if one.uncertain.any():
            u = drawn_positions(inputs, one, draws)
            urgency = drawn_urgency(inputs, one, u)
            moved = inputs.central_shares[row] * term(urgency, inputs.aggregation)
            yield one.id, added([*terms[:row], moved, *terms[row + 1 :]])
        if not one.weight.exact:
            yield f"weight:{one.id}", _with_weight(inputs, row, draws)


def _with_weight(inputs: IndexInputs, row: int, draws: Draws) -> Values:
    """Return the scores when only one weight is drawn, and all are divided by their sum again."""
    figure = inputs.indicators[row].weight.figure
    shares = drawn_shares(inputs, Draws(draws.seed, draws.count, frozenset({figure})))
    return added(
        [
            shares[:, column, None] * term(inputs.central_urgency(one), inputs.aggregation)
            for column, one in enumerate(inputs.indicators)
        ]
    )
