"""The least costly cells to hide, proven, where tables are small: cutting planes.

Which cells are hidden is a choice of yes and no. Whoever reads the rest solves a linear program;
where it still tells too much of a cell, its dual prices say which cells stand in the way: at least
so much of them has to be hidden (Fischetti, Salazar 2001, capacity constraints of the cell
suppression problem). Choice and check take turns until nothing is told any more.
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
from scipy import sparse

from needs.disclosure.attacker import OPTIONS, loaded
from needs.disclosure.cells import TOLERANCE, Flags, Reals
from needs.disclosure.hiding import Hiding, Wish

#: What a cell one step higher costs more: it is hidden for none below it.
_STEP = 100.0
#: Rounds and branches after which the search is given up; counted, so that the result is the same
#: on every machine.
_ROUNDS = 60
_NODES = 2_000
#: Choices whose costs differ by less are equal.
_GAP = 1e-4
#: Tables with more cells are left to the quick way: the search would take minutes.
_LARGEST = 600

Cut = tuple[Reals, float]


def least_hidden(start: Hiding, wishes: Sequence[Wish], must: Flags) -> Flags | None:
    """Return the least costly cells to hide; None: not found within the bounds of the search.

    Parameters
    ----------
    start
        A choice that holds: nothing that costs more is looked at, and no cell that stands higher
        than those it hides.
    wishes
        What is required.
    must
        The cells that are hidden in any case.
    """
    if start.count > _LARGEST:
        return None
    top = start.height[start.hidden].max(initial=0)
    open_ = start.may & start.printed & ~must & (start.height <= top)
    step = np.searchsorted(np.unique(start.height[open_]), start.height).astype(float)
    price = np.where(open_, start.cost * _STEP**step, 0.0)
    checker = _Checker(start)
    cuts: list[Cut] = []
    chosen = must.copy()
    for _ in range(_ROUNDS):
        found = [cut for wish in wishes if (cut := checker.cut(wish, chosen)) is not None]
        if not found:
            return chosen
        cuts += found
        answer = _cheapest(price, open_, must, cuts)
        if answer is None:
            return None
        chosen = answer
    return None


class _Checker:
    """The reader's linear program in differences from the truth, for any choice of cells."""

    def __init__(self, start: Hiding) -> None:
        self.start, self.count = start, start.count
        matrix, value = start.cells.matrix, start.cells.column("value") / start.scale
        sums = matrix @ value
        low, high = start.cells.row_bounds
        self.rows = np.minimum(low - sums, 0.0), np.maximum(high - sums, 0.0)
        zeros = np.zeros(self.count)
        self.engine = loaded(matrix, self.rows, (zeros, zeros))
        self.matrix = matrix

    def cut(self, wish: Wish, chosen: Flags) -> Cut | None:
        """Return what has to be hidden beside the choice; None: the wish is met."""
        cell, by = wish
        start, sign = self.start, 1.0 if by > 0 else -1.0
        target = abs(by) / start.scale[cell]
        away = chosen | ~start.printed
        rise, fall = np.split(start.free + np.where(np.tile(away, 2), start.beyond, 0.0), 2)
        places = np.arange(self.count, dtype=np.int32)
        self.engine.changeColsBounds(self.count, places, -fall, rise)
        cost = np.zeros(self.count)
        cost[cell] = -sign
        self.engine.changeColsCost(self.count, places, cost)
        self.engine.run()
        if self.engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None  # Unbounded: any difference is possible.
        if -self.engine.getInfo().objective_function_value >= target - TOLERANCE * max(1, target):
            return None
        prices = -np.asarray(self.engine.getSolution().row_dual)
        # The solver's last digits would count for ever where a tie has no upper end.
        prices[np.abs(prices) < TOLERANCE] = 0.0
        gain = sign * (places == cell) - self.matrix.T @ prices
        gain[np.abs(gain) < TOLERANCE] = 0.0
        most = _times(np.maximum(prices, 0.0), self.rows[1])
        most += _times(np.maximum(-prices, 0.0), -self.rows[0])
        up, down = np.maximum(gain, 0.0), np.maximum(-gain, 0.0)
        free_up, free_down = np.split(start.free, 2)
        most += _times(up, free_up) + _times(down, free_down)
        beyond_up, beyond_down = np.split(start.beyond, 2)
        short = target - most
        weight = _each(up, beyond_up) + _each(down, beyond_down)
        return np.minimum(weight, short), short


def _each(prices: Reals, room: Reals) -> Reals:
    return np.multiply(prices, room, out=np.zeros(len(prices)), where=prices > 0)


def _times(prices: Reals, room: Reals) -> float:
    return float(_each(prices, room).sum())


def _cheapest(price: Reals, open_: Flags, must: Flags, cuts: Sequence[Cut]) -> Flags | None:
    """Return the cheapest choice that respects all cuts; None: none, or not within the bounds."""
    free = np.flatnonzero(open_)
    lines = np.array([weights / short for weights, short in cuts])
    low = 1.0 - lines[:, ~open_] @ must[~open_].astype(float)
    matrix = sparse.csc_array(lines[:, free])
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_ = price[free]
    model.col_lower_, model.col_upper_ = np.zeros(len(free)), np.ones(len(free))
    model.row_lower_ = low - TOLERANCE
    model.row_upper_ = np.full(len(low), highspy.kHighsInf)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(free)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in OPTIONS.items():
        if option not in ("solver", "presolve"):
            engine.setOptionValue(option, setting)
    engine.setOptionValue("mip_max_nodes", _NODES)
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", _GAP)
    engine.passModel(model)
    engine.run()
    if engine.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    chosen = must.copy()
    chosen[free] = np.asarray(engine.getSolution().col_value) > 0.5
    return chosen
