"""Which figure the province's gap cost hangs on most: one figure varied at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.uncertainty.adding_up import census_centres
from needs.uncertainty.arrays import FloatArray
from needs.uncertainty.chain import category_draws
from needs.uncertainty.checking import check_inputs, ranges_of
from needs.uncertainty.children import band_children, people_of
from needs.uncertainty.inputs import VILLAGE_SHARE, ChainInputs
from needs.uncertainty.intervals import ends_of
from needs.uncertainty.official_total import circle_scale
from needs.uncertainty.rows import blocks, in_order, take
from needs.uncertainty.streams import Draws

_CHUNK = 64


def uncertainty_shares(inputs: ChainInputs, *, draws: int, seed: int) -> pd.DataFrame:
    """Return how much of the uncertainty of the province's gap cost each figure brings alone.

    Parameters
    ----------
    inputs
        Communes, categories and every figure with its range.
    draws, seed
        As in `simulate`; a figure's draws are the same as there.

    Returns
    -------
    DataFrame
        One row for each figure that varies, by id: figure, uncertainty_share (variance of the
        gap cost when only this figure moves, as a share of the sum of these variances; over the
        cells whose figures are known; missing where no figure changes the cost),
        total_at_low_vnd, total_at_high_vnd (5 % and 95 % points of the province's gap cost when
        only this figure moves; VND, not rounded; missing where a cell is not known).

    Notes
    -----
    One figure at a time leaves out what figures do together; the shares are made to add up to 1.
    """
    check_inputs(inputs, draws=draws)
    ordered = in_order(inputs)
    rows = []
    for figure in figures_that_vary(ordered):
        total, complete = _gap_cost(ordered, Draws(seed, draws, frozenset({figure})))
        variance = float(total.var())
        ends = ends_of(total)
        low, high = (float(end) if complete else np.nan for end in (ends.low, ends.high))
        rows.append((figure, variance, low, high))
    table = pd.DataFrame(
        rows, columns=["figure", "uncertainty_share", "total_at_low_vnd", "total_at_high_vnd"]
    ).astype({"figure": "str"})
    whole = table.uncertainty_share.sum()
    table["uncertainty_share"] = table.uncertainty_share / (whole if whole > 0 else np.nan)
    return table


def figures_that_vary(inputs: ChainInputs) -> list[str]:
    """Return the ids of all figures that have a width, sorted."""
    figures = {one.figure for one in ranges_of(inputs) if not one.exact}
    if bool((inputs.scope_share[:, 0] < inputs.scope_share[:, 2]).any()):
        figures.add(VILLAGE_SHARE)
    for category in inputs.categories:
        if category.rate_sd is not None and bool((category.rate_sd > 0).any()):
            figures.add(category.rate_figure)
    return sorted(figures)


def _gap_cost(inputs: ChainInputs, plan: Draws) -> tuple[FloatArray, bool]:
    """Return the gap cost of all known cells in each draw, and whether all cells are known."""
    census, scale = census_centres(inputs, plan), circle_scale(inputs, plan)
    total, complete = np.zeros(plan.count), True
    for rows in blocks(slice(0, len(inputs.commune_code)), size=_CHUNK):
        some = take(inputs, rows)
        people = people_of(some, None if census is None else census.take(rows), plan)
        children = band_children(some, people, plan)
        for category in some.categories:
            drawn = category_draws(some, category, children, plan, scale)
            cost = drawn.gap_cost[category.in_scope]
            known = ~np.isnan(cost).any(axis=1)
            complete = complete and bool(known.all())
            total += cost[known].sum(axis=0)
    return total, complete
