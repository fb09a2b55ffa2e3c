"""The allocation as whole packages: what may be given, and what limits it.

A *route* is one way to give packages: a purse (one donor's money or stock) and a cell. Every
route takes from exactly one purse and fills exactly one cell, so the matrix of the model has two
entries per column, and everything about a plan can be checked in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from needs.allocation.donors import Purse, Whole


@dataclass(frozen=True)
class Reach:
    """The reachable cells and the routes to them, as arrays.

    Parameters
    ----------
    cell
        Per reachable cell: its row in the checked cell table.
    category
        Per reachable cell: number of its category in `categories`.
    target, gap, size, fits
        Per reachable cell: children of the target, children open (low end), children one package
        serves, whole packages that fit into the gap.
    value
        Per reachable cell: priority × children of one package.
    categories
        Names of the categories that have a reachable cell, sorted.
    route_cell, route_purse
        Per route: position of the reachable cell, and of the purse.
    route_takes
        Per route: what one package takes out of the purse (đồng or units).
    route_most
        Per route: whole packages that this purse could pay in this cell, alone.
    purse_holds
        Per purse: đồng or units.
    """

    cell: Whole
    category: Whole
    target: Whole
    gap: Whole
    size: Whole
    fits: Whole
    value: NDArray[np.float64]
    categories: tuple[str, ...]
    route_cell: Whole
    route_purse: Whole
    route_takes: Whole
    route_most: Whole
    purse_holds: Whole

    def packages_by_cell(self, plan: Whole) -> Whole:
        """Return packages per reachable cell of a plan (packages per route)."""
        return _sums(self.route_cell, plan, len(self.cell))

    def taken_by_purse(self, plan: Whole) -> Whole:
        """Return đồng or units that a plan takes out of each purse, exactly."""
        return _sums(self.route_purse, plan * self.route_takes, len(self.purse_holds))

    def keeps_limits(self, plan: Whole, required: Whole) -> bool:
        """Say whether a plan keeps every limit to the last đồng, and gives what is required."""
        packages = self.packages_by_cell(plan)
        return bool(
            (plan >= 0).all()
            and (self.taken_by_purse(plan) <= self.purse_holds).all()
            and (packages <= self.fits).all()
            and (packages >= required).all()
        )


def build_reach(cells: pd.DataFrame, all_purses: tuple[Purse, ...], reasons: list[str]) -> Reach:
    """Build the arrays of the model from the checked cells and the purses.

    Parameters
    ----------
    cells
        Cell table of `checked_inputs`.
    all_purses
        From `purses`.
    reasons
        Per cell, from `out_of_reach`; cells with a reason stay out of the model.
    """
    rows = np.flatnonzero(np.array([not reason for reason in reasons], dtype=bool))
    inside = cells.iloc[rows]
    names = tuple(sorted(set(inside["category"])))
    gap = inside["gap_low"].to_numpy(dtype=np.int64)
    size = inside["package_children"].to_numpy(dtype=np.int64)
    fits = gap // size
    route_cell, route_purse, route_takes, route_most = [], [], [], []
    for number, purse in enumerate(all_purses):
        takes = purse.package_takes[rows]
        most = np.where(purse.admits[rows], np.minimum(fits, purse.holds // takes), 0)
        used = np.flatnonzero(most)
        route_cell.append(used)
        route_purse.append(np.full(len(used), number))
        route_takes.append(takes[used])
        route_most.append(most[used])
    return Reach(
        cell=rows.astype(np.int64),
        category=np.array([names.index(name) for name in inside["category"]], dtype=np.int64),
        target=inside["children_target"].to_numpy(dtype=np.int64),
        gap=gap,
        size=size,
        fits=fits,
        value=inside["priority"].to_numpy(dtype=np.float64) * size,
        categories=names,
        route_cell=_joined(route_cell),
        route_purse=_joined(route_purse),
        route_takes=_joined(route_takes),
        route_most=_joined(route_most),
        purse_holds=np.array([purse.holds for purse in all_purses], dtype=np.int64),
    )


def _joined(parts: list[Whole]) -> Whole:
    return np.concatenate([np.empty(0, dtype=np.int64), *parts]).astype(np.int64)


def _sums(groups: Whole, values: Whole, count: int) -> Whole:
    totals = np.zeros(count, dtype=np.int64)
    np.add.at(totals, groups, values)
    return totals
