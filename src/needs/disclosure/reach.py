"""Which of many figures can be as much (or as little) as asked, in few linear programs.

One program raises all of them at once, each no further than asked; those that get there are
settled together, and few are left to be tried one by one.
"""

from __future__ import annotations

import highspy
import numpy as np
from scipy import sparse

from needs.disclosure.attacker import loaded
from needs.disclosure.cells import TOLERANCE, Cells, Flags, Reals
from needs.errors import NoSolution


def reached(cells: Cells, hidden: Flags, goal: Reals) -> Flags:
    """Tell which cells can be what is asked of them, for who knows all that is shown.

    Parameters
    ----------
    cells, hidden
        As for `needs.disclosure.attacker.intervals`.
    goal
        How much each cell should be able to be: above its true value or below it; NaN where
        nothing is asked (such a cell counts as reached).

    Raises
    ------
    NoSolution
        If the solver fails; nothing is then known to be safe.
    """
    scale, value = cells.scale, cells.column("value") / cells.scale
    low, high = (end / scale for end in cells.as_seen(hidden))
    goal = goal / scale
    slack = TOLERANCE * np.maximum(np.abs(value), 1.0)
    asked = ~np.isnan(goal)
    done = ~asked | ((goal >= value) & (goal <= value + slack))
    barred = asked & ((goal > high + slack) | (goal < low - slack))
    fixed = high - low <= 0
    left = ~done & ~barred & ~fixed
    if not left.any():
        return done
    free = np.flatnonzero(~fixed)
    row_low, row_high = cells.row_bounds
    known = cells.matrix[:, np.flatnonzero(fixed)] @ low[fixed]
    matrix = sparse.csr_array(cells.matrix[:, free])
    used = np.flatnonzero(np.diff(matrix.indptr))
    engine = loaded(
        sparse.csr_array(matrix[used]),
        ((row_low - known)[used], (row_high - known)[used]),
        (low[free], high[free]),
    )
    away = np.sign(goal - value)
    capped_low = np.where(left & (away < 0), np.maximum(low, goal), low)
    capped_high = np.where(left & (away > 0), np.minimum(high, goal), high)
    _bound(engine, capped_low[free], capped_high[free])
    while left.any():
        found = _best(engine, np.where(left, -away, 0.0)[free])
        there = left.copy()
        there[free] &= away[free] * (found - goal[free]) >= -slack[free]
        there &= left
        if not there.any():
            break
        done |= there
        left &= ~there
    # Held back by the others' ends, or truly out of reach: each by itself.
    _bound(engine, low[free], high[free])
    for cell in np.flatnonzero(left[free]):
        at, only = free[cell], np.zeros(len(free))
        if done[at]:
            continue
        only[cell] = -away[at]
        engine.changeColBounds(int(cell), capped_low[at], capped_high[at])
        found = _best(engine, only)
        engine.changeColBounds(int(cell), low[at], high[at])
        done[free] |= left[free] & (away[free] * (found - goal[free]) >= -slack[free])
    return done


def _bound(engine: highspy.Highs, low: Reals, high: Reals) -> None:
    every = np.arange(len(low), dtype=np.int32)
    engine.changeColsBounds(len(every), every, low, high)


def _best(engine: highspy.Highs, cost: Reals) -> Reals:
    """Return the figures of least cost."""
    every = np.arange(len(cost), dtype=np.int32)
    engine.changeColsCost(len(every), every, cost)
    for again in (False, True):
        if again:
            engine.clearSolver()
        engine.run()
        status = engine.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.asarray(engine.getSolution().col_value)
    raise NoSolution(f"HiGHS: {engine.modelStatusToString(status)}")
