"""The allocation as whole packages: what may be given, and what limits it.

A *route* is one way to give packages: a gift (perhaps with a partner gift that pays the rest of
each package) and a cell. A plan is a number of packages per route. Everything that limits a plan
is one of three: a *row* (Σ takes × packages <= most), a *switch* (what a gift gives in a place is
nothing, or between a least and a most), or a group of switches (at most so many are on). All
figures are whole numbers, so that a plan can be checked to the last đồng and child.

Nothing can be unbounded here: every route is bounded by the room of its cell (`route_most`).
Nothing can be infeasible: the plan that gives nothing keeps every row and leaves every switch off.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Model:
    """The reachable cells, the routes to them and every limit, as arrays.

    Parameters
    ----------
    cell
        Per reachable cell: its row in the checked cell table.
    part
        Per reachable cell: the number of its part in `parts`.
    parts
        Category, and a number from 1: cells of one category that are joined by gifts, in the
        order of categories and cells.
    target, covered, gap
        Per reachable cell, in children (or places): the target, what of it is covered already
        (with what is held), and what may still be given.
    value
        Per reachable cell: priority × worth of one child (or place) more.
    route_cell, route_gift, route_partner
        Per route: position of the reachable cell; row of the gift, and of the partner gift (−1:
        none), in the checked gift table. Sorted by cell, gift, partner.
    route_size
        Per route: children (or places) that one package serves.
    route_most
        Per route: packages that could be given by it if all else gave nothing; at least 1.
    rows, row_most, row_kind, row_name
        Limits rows × routes: what one package takes, what there is; "gift" (đồng, units or
        children of a gift), "room" (open gap of a cell), "ages" (children of some ages in a cell),
        "commune" (most that a gift gives in a commune); and the gift or place, for people.
    switches, switch_least, switch_most
        Switches × routes: what one package takes. The sum is 0, or within least and most.
    switch_on
        Per switch: held lots have opened it already. It may still give nothing more, and stands
        in no group: its place was taken off `group_most`.
    switch_group, group_most
        Per switch: its group (−1: none). Per group: how many of its switches may be on.
    full
        Per reachable cell: the most children (or places) if every gift were for this cell alone.
    levels
        Per reachable cell: everything between 0 and `full` that it could get, rising.
    """

    cell: Whole
    part: Whole
    parts: tuple[tuple[str, int], ...]
    target: Whole
    covered: Whole
    gap: Whole
    value: NDArray[np.float64]
    route_cell: Whole
    route_gift: Whole
    route_partner: Whole
    route_size: Whole
    route_most: Whole
    rows: sparse.csc_array
    row_most: Whole
    row_kind: tuple[str, ...]
    row_name: tuple[str, ...]
    switches: sparse.csc_array
    switch_least: Whole
    switch_most: Whole
    switch_on: Flags
    switch_group: Whole
    group_most: Whole
    full: Whole
    levels: tuple[Whole, ...]

    def counts(self, plan: Whole) -> Whole:
        """Return children (or places) per reachable cell of a plan (packages per route)."""
        return summed(self.route_cell, plan * self.route_size, len(self.cell))

    def taken(self, plan: Whole) -> Whole:
        """Return what a plan takes of each row, exactly."""
        return np.asarray(self.rows @ plan, dtype=np.int64)

    def effect(self, plan: Whole) -> float:
        """Return Σ priority × worth × children of a plan."""
        return float(self.value @ self.counts(plan))

    def opened(self, plan: Whole) -> Flags:
        """Say, per switch, whether a plan gives anything by it."""
        return np.asarray(self.switches @ plan, dtype=np.int64) > 0

    def keeps_limits(self, plan: Whole) -> bool:
        """Say whether a plan keeps every limit, to the last đồng and child."""
        if (plan < 0).any() or (plan > self.route_most).any():
            return False
        if (self.taken(plan) > self.row_most).any():
            return False
        given = np.asarray(self.switches @ plan, dtype=np.int64)
        on = given > 0
        if ((given < self.switch_least) & on).any() or (given > self.switch_most).any():
            return False
        grouped = on & (self.switch_group >= 0)
        used = np.bincount(self.switch_group[grouped], minlength=len(self.group_most))
        return bool((used <= self.group_most).all())

    def with_routes(self, kept: Flags) -> Model:
        """Return the model of these routes alone; rows and switches without a route fall away."""
        columns = np.flatnonzero(kept)
        cells = np.unique(self.route_cell[columns])
        rows, used_rows = _used(self.rows, columns)
        switches, used_switches = _used(self.switches, columns)
        groups, group = np.unique(self.switch_group[used_switches], return_inverse=True)
        alone = int(len(groups) > 0 and groups[0] == -1)
        return replace(
            self,
            cell=self.cell[cells],
            part=self.part[cells],
            target=self.target[cells],
            covered=self.covered[cells],
            gap=self.gap[cells],
            value=self.value[cells],
            route_cell=np.searchsorted(cells, self.route_cell[columns]).astype(np.int64),
            route_gift=self.route_gift[columns],
            route_partner=self.route_partner[columns],
            route_size=self.route_size[columns],
            route_most=self.route_most[columns],
            rows=rows,
            row_most=self.row_most[used_rows],
            row_kind=tuple(self.row_kind[row] for row in used_rows),
            row_name=tuple(self.row_name[row] for row in used_rows),
            switches=switches,
            switch_least=self.switch_least[used_switches],
            switch_most=self.switch_most[used_switches],
            switch_on=self.switch_on[used_switches],
            switch_group=(group.ravel() - alone).astype(np.int64),
            group_most=self.group_most[groups[alone:]],
            full=self.full[cells] if len(self.full) else self.full,
            levels=tuple(self.levels[cell] for cell in cells) if self.levels else (),
        )


def summed(groups: Whole, values: Whole, count: int) -> Whole:
    """Return the sum of whole numbers per group 0 … count − 1, exactly."""
    totals = np.zeros(count, dtype=np.int64)
    np.add.at(totals, groups, values)
    return totals


def _used(matrix: sparse.csc_array, columns: Whole) -> tuple[sparse.csc_array, Whole]:
    chosen = sparse.csr_array(matrix[:, columns])
    used = np.flatnonzero(np.diff(chosen.indptr)).astype(np.int64)
    return sparse.csc_array(chosen[used]), used
