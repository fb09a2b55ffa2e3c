"""From the checked tables to the model, and why a cell stays outside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from needs.allocation.given.inputs import AGE_COLUMNS, HELD_COLUMNS
from needs.allocation.model.levels import full_and_levels
from needs.allocation.model.limits import model_of
from needs.allocation.model.model import Model, Whole
from needs.allocation.model.reachable import usable_routes
from needs.allocation.model.routes import HINDRANCES, REACHED, offers_of


def build_model(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    *,
    period: str | None = None,
) -> tuple[Model, list[str]]:
    """Build the model of the cells that can be reached, and say why the others cannot.

    A cell can be reached if some plan within all limits gives it one package; that is decided
    exactly, and only routes that some plan uses are in the model. Nothing that a plan could do is
    lost by it.

    Parameters
    ----------
    cells, gifts, ages, held
        The tables of `checked_inputs`; `ages` and `held` may be None (nothing known, nothing held).
    period
        The period of the plan; gifts of another one give nothing. None: all gifts take part.

    Returns
    -------
    model
        Reachable cells, routes, limits.
    reasons
        Per row of `cells`: why it cannot be reached; empty text where it can. `gap_unknown`,
        `no_gap` (nothing is open), or what stops the gift that comes furthest: `no_donor` (wishes),
        `no_price`, `no_season`, `no_age`, `no_partner`, `gap_below_package`, `no_means` (less
        than a package), `communes_full` (by what is held), `lot_too_large` (least per commune, or
        all or nothing, cannot be kept).
    """
    ages = pd.DataFrame(columns=list(AGE_COLUMNS)) if ages is None else ages
    held = pd.DataFrame(columns=list(HELD_COLUMNS)) if held is None else held
    offers = offers_of(cells, gifts, ages, held, period=period)
    model = model_of(cells, offers)
    model = model.with_routes(usable_routes(model))
    part, parts = _parts(model, cells["category"].to_numpy(dtype=object))
    model = replace(model, part=part, parts=parts)
    full, levels = full_and_levels(model)
    model = replace(model, full=full, levels=levels)
    reasons = _reasons(cells, offers.step)
    for row in model.cell:
        reasons[row] = ""
    return model, reasons


def _reasons(cells: pd.DataFrame, step: Whole) -> list[str]:
    # Where every package fits but the cell stays outside, lots are too large for it.
    words = (*HINDRANCES, HINDRANCES[-1])
    codes = np.array([words[number] for number in range(REACHED + 1)], dtype=object)[step]
    gap = cells["gap_low"]
    still_open = gap.fillna(0).to_numpy(dtype=np.int64) - cells["held"].to_numpy(dtype=np.int64)
    codes[still_open <= 0] = "no_gap"
    codes[gap.isna().to_numpy(dtype=bool)] = "gap_unknown"
    return [str(code) for code in codes]


def _parts(
    model: Model, category: np.ndarray[tuple[int], np.dtype[np.object_]]
) -> tuple[Whole, tuple[tuple[str, int], ...]]:
    """Number the sets of cells of one category that gifts join, directly or through others."""
    names, of_cell = np.unique(category[model.cell].astype(str), return_inverse=True)
    cells, gifts = len(model.cell), int(model.route_gift.max(initial=-1)) + 1
    gifts = max(gifts, int(model.route_partner.max(initial=-1)) + 1)
    joint = np.flatnonzero(model.route_partner >= 0)
    cell = np.concatenate([model.route_cell, model.route_cell[joint]])
    gift = np.concatenate([model.route_gift, model.route_partner[joint]])
    nodes = cells + gifts * len(names)
    edges = (np.ones(len(cell)), (cell, cells + of_cell[cell] * gifts + gift))
    graph = sparse.coo_array(edges, shape=(nodes, nodes))
    _, label = connected_components(graph, directed=False)
    parts: list[tuple[str, int]] = []
    part = np.zeros(cells, dtype=np.int64)
    for number, name in enumerate(names.tolist()):
        inside = np.flatnonzero(of_cell == number)
        _, first, group = np.unique(label[inside], return_index=True, return_inverse=True)
        rank = np.argsort(np.argsort(first))
        part[inside] = len(parts) + rank[group]
        parts += [(name, count + 1) for count in range(len(first))]
    return part, tuple(parts)
