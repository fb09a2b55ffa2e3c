"""What readers of a decided edition still do not know, as a smaller system of its own.

Figures that everybody reads are constants: put into the ties, they leave only the cells that are
hidden or never printed. What another audience is told besides is then judged with these alone:
the attacker finds the same bounds as with all figures, in a fraction of the time.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

from needs.disclosure import Cells, Decision, cells_of
from needs.disclosure.cells import Flags


def what_is_left(decision: Decision) -> Cells:
    """Return the cells of an edition that its readers do not know exactly, with their ties.

    Parameters
    ----------
    decision
        What the edition shows.

    Returns
    -------
    Cells
        Those that the edition hides are to stay hidden (`printed`); the others are decided and not
        printed again. What was printed rounded lies within the bounds that its readers know.
    """
    cells, hidden = decision.cells, decision.cells.marked(decision.hidden)
    low, high = cells.as_seen(hidden)
    value = cells.column("value")
    known: Flags = low == high
    frame = cells.frame.assign(seen_low=low, seen_high=high)
    frame = frame.assign(printed=hidden, may_hide=False, step=0.0)
    constant = pd.Series(value[known], index=cells.frame.cell[known])
    told = cells.terms.cell.map(constant)
    share = (cells.terms.factor * told).groupby(cells.terms.relation).sum()
    shift = cells.limits.relation.map(share).fillna(0.0)
    terms = cells.terms[told.isna().to_numpy()]
    limits = cells.limits.assign(low=cells.limits.low - shift, high=cells.limits.high - shift)
    limits = limits[limits.relation.isin(terms.relation)]
    return cells_of(frame[~known], terms, limits)


def known_exactly(decision: Decision) -> pd.Series:
    """Return the figures that every reader of an edition knows: cell → figure."""
    cells = decision.cells
    low, high = cells.as_seen(cells.marked(decision.hidden))
    known = low == high
    return pd.Series(cells.column("value")[known], index=cells.frame.cell[known])


def hanging_together(cells: Cells, with_these: Collection[str]) -> Cells:
    """Return the part of a system that some of its cells are tied to, directly or by others."""
    places = pd.Index(cells.frame.cell).get_indexer(cells.terms.cell)
    ties = pd.factorize(cells.terms.relation)[0] + len(cells.frame)
    size = len(cells.frame) + (int(ties.max()) + 1 - len(cells.frame) if len(ties) else 0)
    edges = sparse.coo_array((np.ones(len(ties)), (places, ties)), shape=(size, size))
    _, part = csgraph.connected_components(edges, directed=False)
    own = set(part[: len(cells.frame)][cells.marked(with_these)].tolist())
    kept = np.isin(part[: len(cells.frame)], list(own))
    terms = cells.terms[kept[places]]
    limits = cells.limits[cells.limits.relation.isin(terms.relation)]
    return cells_of(cells.frame[kept], terms, limits)
