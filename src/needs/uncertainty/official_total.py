"""Children in special circumstances who add up to an official total in every draw.

What one commune has too much of, the others have too little of: the shares of the communes are
drawn, and all of them multiplied by one factor, so that their sum over the province is the official
total. What all communes have in common, as the share of children among residents, cancels.
"""

from __future__ import annotations

import numpy as np

from needs.uncertainty.adding_up import census_centres
from needs.uncertainty.arrays import FloatArray
from needs.uncertainty.children import people_of
from needs.uncertainty.inputs import ChainInputs
from needs.uncertainty.quantiles import range_draws
from needs.uncertainty.rows import blocks, take
from needs.uncertainty.streams import Draws

_CHUNK = 64


def circle_scale(inputs: ChainInputs, draws: Draws) -> FloatArray | None:
    """Return by what shares of the circle are multiplied in each draw (1 × draws).

    None where there is no official total. Computed before the communes are drawn, a block at a
    time: the total is of all of them.

    Parameters
    ----------
    inputs
        Every commune of the province, in order (`rows.in_order`).
    draws
        The draws.
    """
    total, circle = inputs.circle_total, inputs.circle
    if total is None or circle is None:
        return None
    census = census_centres(inputs, draws)
    drawn: FloatArray = np.zeros((1, 1))
    for rows in blocks(slice(0, len(inputs.commune_code)), size=_CHUNK):
        some = take(inputs, rows)
        people = people_of(some, None if census is None else census.take(rows), draws)
        codes = [str(code) for code in some.commune_code]
        special = people.children * range_draws(circle, codes, draws)
        drawn = drawn + special.sum(axis=0, keepdims=True)
    wanted = range_draws(total, [], draws)
    return np.asarray(np.divide(wanted, drawn, out=np.ones_like(wanted + drawn), where=drawn > 0))
