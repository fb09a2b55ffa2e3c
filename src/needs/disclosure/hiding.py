"""The least costly cells to hide beside the sensitive ones: one linear program per thing required.

A cell that has to remain possible at some other value needs another set of true-looking figures in
which it has that value and everything shown is as shown. The cheapest such set is a linear program;
the cells in which it differs from the truth are those to hide with it (Kelly, Golden, Assad 1992;
Robertson's CONFID, 2000; Giessing, «Survey on methods for tabular data protection in Argus», 2004).
The set found is kept as a *witness*: as long as its cells are hidden, the requirement holds.

Totals stand last: a cell of some height is hidden only where hiding everything below it would not
do.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy import sparse

from needs.disclosure.attacker import loaded
from needs.disclosure.cells import TOLERANCE, Cells, Flags, Reals
from needs.errors import NoSolution

#: A requirement: which cell (its place), and by how much it has to be able to differ.
Wish = tuple[int, float]


def costs_of(cells: Cells) -> Reals:
    """Return what hiding each cell costs: what is given, else more for larger figures.

    The logarithm: a table loses more with a cell of 1,000 children than with one of 50, though not
    twenty times as much.
    """
    usual = 1.0 + np.log1p(cells.column("value") / cells.scale)
    given = cells.column("cost")
    return np.where(np.isnan(given), usual, np.maximum(given, 1e-3))


@dataclass
class Hiding:
    """Finds what to hide with a cell; keeps one linear program for all requirements.

    Every cell may rise or fall: for nothing within the bounds between which it is shown or that an
    earlier edition left open, at a cost beyond them.
    """

    cells: Cells
    hidden: Flags
    witnesses: dict[Wish, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up the program: four columns for each cell, up and down, free and at a cost."""
        self.hidden = np.array(self.hidden)  # the caller's stays as it is
        scale, value = self.cells.scale, self.cells.column("value") / self.cells.scale
        nothing = np.zeros(len(scale), dtype=bool)
        shown = [end / scale for end in self.cells.as_seen(nothing)]
        known = [end / scale for end in self.cells.known]
        self.scale = scale
        self.count = len(scale)
        self.cost = costs_of(self.cells)
        self.height = self.cells.frame.height.to_numpy()
        self.tiers = sorted(set(self.height.tolist()))
        self.may = self.cells.flags("may_hide")
        self.printed = self.cells.flags("printed")
        self.free = np.maximum(np.concatenate([shown[1] - value, value - shown[0]]), 0.0)
        every = np.concatenate([known[1] - value, value - known[0]])
        open_ = np.tile(~self.printed, 2)  # free as far as anything is known
        self.beyond = np.maximum(every - np.where(open_, 0.0, self.free), 0.0)
        self.beyond[open_] = 0.0
        matrix = self.cells.matrix
        both = sparse.hstack([matrix, -matrix, matrix, -matrix], format="csr")
        sums = matrix @ value
        low, high = self.cells.row_bounds
        # The truth keeps every tie; rounding in the last digits does not count.
        rows = np.minimum(low - sums, 0.0), np.maximum(high - sums, 0.0)
        columns = np.zeros(4 * self.count), np.zeros(4 * self.count)
        self.engine = loaded(sparse.csr_array(both), rows, columns)
        self._set = [np.zeros(4 * self.count) for _ in range(3)]

    def protect(self, cell: int, by: float) -> bool:
        """Hide what it takes that a cell may differ by so much; tell whether it can.

        Parameters
        ----------
        cell
            Its place; hidden already.
        by
            How much more (or, below 0, less) it has to be able to be.
        """
        for tier in [None, *self.tiers]:
            extra = np.zeros(self.count, dtype=bool)
            if tier is not None:
                extra = self.may & (self.height <= tier)
            support = self._witness(cell, by, extra)
            if support is not None:
                self.hidden[list(support)] = True
                self.witnesses[cell, by] = support
                return True
        return False

    def release(self, kept: Collection[int]) -> None:
        """Show again what no requirement needs, the dearest first; never a cell that is kept."""
        stays = set(kept)
        candidates = [cell for cell in np.flatnonzero(self.hidden).tolist() if cell not in stays]
        order = sorted(candidates, key=lambda one: (-self.height[one], -self.cost[one], one))
        for cell in order:
            if not self.printed[cell]:
                continue
            self.hidden[cell] = False
            found = {}
            for wish, support in self.witnesses.items():
                if cell in support:
                    other = self._witness(*wish, np.zeros(self.count, dtype=bool))
                    if other is None:
                        self.hidden[cell] = True
                        break
                    found[wish] = other
            else:
                self.witnesses |= found

    def _witness(self, cell: int, by: float, extra: Flags) -> frozenset[int] | None:
        """Return the hidden or to be hidden cells of the cheapest witness; None: there is none."""
        away = self.hidden | ~self.printed
        open_ = away | extra
        target = abs(by) / self.scale[cell]
        upper = np.concatenate([self.free, np.where(np.tile(open_, 2), self.beyond, 0.0)])
        # A cell costs as much however far it moves: the cost of a unit is a share of it.
        reach = np.minimum(self.beyond, max(target, TOLERANCE))
        unit = np.tile(self.cost, 2) / np.maximum(reach, TOLERANCE)
        unit = np.where(np.tile(away, 2), 0.0, unit)
        lower = np.zeros(4 * self.count)
        own = np.array([cell, cell + self.count, cell + 2 * self.count, cell + 3 * self.count])
        rise = own[[0, 2]] if by > 0 else own[[1, 3]]
        fall = own[[1, 3]] if by > 0 else own[[0, 2]]
        room = upper[rise].sum()
        if room < target - TOLERANCE * max(1.0, target):
            return None
        upper[fall] = 0.0
        first = min(upper[rise[0]], target)
        lower[rise], upper[rise] = (first, target - first), (first, target - first)
        self._pose(lower, upper, np.concatenate([np.zeros(2 * self.count), unit]))
        return self._support()

    def _pose(self, lower: Reals, upper: Reals, cost: Reals) -> None:
        """Set bounds and costs of the program: those that are not what they were last."""
        bounds = np.flatnonzero((lower != self._set[0]) | (upper != self._set[1]))
        costs = np.flatnonzero(cost != self._set[2])
        if len(bounds):
            at = bounds.astype(np.int32)
            self.engine.changeColsBounds(len(at), at, lower[at], upper[at])
        if len(costs):
            at = costs.astype(np.int32)
            self.engine.changeColsCost(len(at), at, cost[at])
        self._set = [lower, upper, cost]

    def _support(self) -> frozenset[int] | None:
        for again in (False, True):
            if again:
                self.engine.clearSolver()
            self.engine.run()
            status = self.engine.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                return None
            if status == highspy.HighsModelStatus.kOptimal:
                moved = np.asarray(self.engine.getSolution().col_value)
                up, down = moved[2 * self.count : 3 * self.count], moved[3 * self.count :]
                return frozenset(np.flatnonzero((up > TOLERANCE) | (down > TOLERANCE)).tolist())
        raise NoSolution(f"HiGHS: {self.engine.modelStatusToString(status)}")
