"""The effect as a linear programme around a plan: duals, and what wider limits would bring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from needs.allocation.model.model import Flags, Model, Whole
from needs.errors import NoSolution

Numbers = NDArray[np.float64]
SOLVED = 0


@dataclass(frozen=True)
class Effect:
    """The greatest effect, and how sure that is.

    Parameters
    ----------
    value
        Σ priority × worth × count of the best plan found; not a number if none was found.
    bound
        What no plan exceeds; equal to `value` where it is proven.
    duals
        Per limit of `EffectProgram.limits`: effect of one more đồng, unit, child or commune of
        it. Empty for whole packages, which have none.
    """

    value: float
    bound: float
    duals: Numbers


@dataclass(frozen=True)
class EffectProgram:
    """Greatest effect within all limits, while every cell keeps what its floor asks for.

    Columns are the routes, then the switches (does this gift go to this commune; is this gift
    given as a whole).

    Parameters
    ----------
    model
        The model.
    extra
        Further limits × routes: what a package takes.
    required
        Per cell: children (or places) that it has to keep.
    limits
        What there is of the model's rows, then of its groups, then of the extra limits.
    switch_most
        Per switch: the most that it may let through.
    open_switches
        Per switch: may it change? If not, it stays as `switched_on` says.
    switched_on
        Per switch: is it on in the plan?
    """

    model: Model
    extra: sparse.csr_array
    required: Whole
    limits: Numbers
    switch_most: Numbers
    open_switches: Flags
    switched_on: Flags

    def with_more(self, limits: Iterable[int], more: float) -> EffectProgram:
        """Return the programme with some limits widened."""
        wider = self.limits.copy()
        wider[list(limits)] += more
        return replace(self, limits=wider)

    def opened(self, switches: Flags, most: Numbers) -> EffectProgram:
        """Return the programme in which these switches may change, each with its sharpest most."""
        return replace(self, open_switches=self.open_switches | switches, switch_most=most)

    def split(self) -> Effect:
        """Solve it with packages (and open switches) that can be split: exact, with duals."""
        matrix, most, scale = self._rows()
        found = optimize.linprog(
            -self._value(), A_ub=matrix, b_ub=most, bounds=self._bounds(), method="highs"
        )
        if found.status != SOLVED:
            raise NoSolution(f"HiGHS: {found.message}")
        limits = len(self.limits)
        duals = -np.asarray(found.ineqlin.marginals, dtype=np.float64)[:limits] / scale[:limits]
        value = -float(found.fun)
        return Effect(value, value, duals)

    def whole(self, *, nodes: int) -> Effect:
        """Solve it in whole packages, in a tree of so many nodes: the same on every machine."""
        matrix, most, _ = self._rows()
        bounds = self._bounds()
        found = optimize.milp(
            -self._value(),
            constraints=optimize.LinearConstraint(matrix, -np.inf, most),
            bounds=optimize.Bounds(bounds[:, 0], bounds[:, 1]),
            integrality=np.ones(len(bounds)),
            options={"node_limit": nodes, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            return Effect(float("nan"), float("inf"), np.empty(0))
        return Effect(-float(found.fun), -float(found.mip_dual_bound), np.empty(0))

    def _value(self) -> Numbers:
        model = self.model
        routes = model.value[model.route_cell] * model.route_size
        return np.concatenate([routes, np.zeros(len(model.switch_least))])

    def _bounds(self) -> Numbers:
        routes = self.model.route_most
        least = np.concatenate([np.zeros(len(routes)), ~self.open_switches & self.switched_on])
        most = np.concatenate([routes, self.open_switches | self.switched_on])
        return np.column_stack([least, most]).astype(np.float64)

    def _rows(self) -> tuple[sparse.csr_array, Numbers, Numbers]:
        """Return matrix and right-hand sides, rows scaled to their largest entry; the scales."""
        model = self.model
        rows, groups = len(model.row_most), len(model.group_most)
        routes, switches = len(model.route_cell), len(model.switch_least)
        counts = sparse.csr_array(
            (model.route_size, (model.route_cell, np.arange(routes))),
            shape=(len(model.cell), routes),
        )
        kept = np.flatnonzero(self.required)
        grouped = np.flatnonzero(model.switch_group >= 0)
        group = sparse.csr_array(
            (np.ones(len(grouped)), (model.switch_group[grouped], grouped)),
            shape=(groups, switches),
        )
        takes = sparse.csr_array(model.switches).astype(np.float64)
        most, least = self.switch_most, model.switch_least.astype(np.float64)
        extra = self.extra.astype(np.float64)
        lines = [
            (sparse.csr_array(model.rows).astype(np.float64), _nothing(rows, switches)),
            (_nothing(groups, routes), group),
            (extra, _nothing(extra.shape[0], switches)),
            (takes, -_diagonal(most)),
            (-counts[kept].astype(np.float64), _nothing(len(kept), switches)),
            (-takes, _diagonal(least)),
        ]
        matrix = sparse.csr_array(
            sparse.vstack([sparse.hstack(line) for line in lines], format="csr")
        )
        right = [self.limits, np.zeros(switches)]
        right += [-self.required[kept].astype(np.float64), np.zeros(switches)]
        scale = np.ones(matrix.shape[0])
        if matrix.nnz:
            largest = np.asarray(abs(matrix).max(axis=1).todense()).ravel()
            scale = np.where(largest > 0, largest, 1.0)
        scaled = sparse.csr_array(_diagonal(1 / scale) @ matrix)
        return scaled, np.concatenate(right) / scale, scale


def _diagonal(values: Numbers) -> sparse.csr_array:
    here = np.arange(len(values))
    return sparse.csr_array((values, (here, here)), shape=(len(values), len(values)))


def _nothing(rows: int, columns: int) -> sparse.csr_array:
    return sparse.csr_array((rows, columns), dtype=np.float64)
