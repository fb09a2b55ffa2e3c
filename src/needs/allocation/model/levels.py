"""What each cell could get: every number of children between none and the most, exactly.

In most cells gifts do not stand in each other's way, all packages serve as many children, and
what a cell can get is counted in packages. Elsewhere two sets enclose it: all sums that the rooms
alone allow, and the sums that surely can be given, by gifts independent of each other. Where both
end at the same number, that is the most; where not, a small exact solve decides.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from needs.allocation.model.model import Flags, Model, Whole, summed
from needs.allocation.model.reachable import (
    alone_packages,
    bound_together,
    few_communes,
    surely_full,
)
from needs.allocation.model.small_plans import most_valued


def full_and_levels(model: Model) -> tuple[Whole, tuple[Whole, ...]]:
    """Return, per cell, the most children it could get, and all it could get, rising.

    Returns
    -------
    full
        The most children (or places) that any plan within all limits gives the cell: exact.
    levels
        From 0 to `full`; may hold sums that a limit other than the rooms rules out.
    """
    cells = len(model.cell)
    smallest = np.full(cells, np.iinfo(np.int64).max)
    np.minimum.at(smallest, model.route_cell, model.route_size)
    largest = np.zeros(cells, dtype=np.int64)
    np.maximum.at(largest, model.route_cell, model.route_size)
    free = _free(model)
    fits = model.gap // smallest
    freely = summed(model.route_cell, np.where(free, model.route_most, 0), cells)
    all_free = np.bincount(model.route_cell[~free], minlength=cells) == 0
    simple = (smallest == largest) & (all_free | (freely >= fits))
    packages = np.minimum(fits, freely)
    full = np.where(simple, packages * smallest, 0)
    ladders = {
        int(size): np.arange(int(packages[simple & (smallest == size)].max()) + 1) * size
        for size in np.unique(smallest[simple])
    }
    levels: list[Whole] = [
        ladders[int(smallest[cell])][: packages[cell] + 1] if simple[cell] else model.gap[:0]
        for cell in range(cells)
    ]
    if not simple.all():
        _mixed(model, np.flatnonzero(~simple), free, full, levels)
    return full, tuple(levels)


def _free(model: Model) -> Flags:
    """Flag the routes that no switch, age or other route of the same gift and cell limits."""
    free = np.diff(model.switches.indptr) == 0
    free &= ~_limited_by(model, "ages")
    joint = np.flatnonzero(model.route_partner >= 0)
    gift = np.concatenate([model.route_gift, model.route_partner[joint]])
    route = np.concatenate([np.arange(len(model.route_cell)), joint])
    key = model.route_cell[route] * (int(gift.max(initial=0)) + 1) + gift
    _, number, times = np.unique(key, return_inverse=True, return_counts=True)
    free[route[times[number] > 1]] = False
    return np.asarray(free)


def _limited_by(model: Model, kind: str) -> Flags:
    lines = np.flatnonzero(np.array([name == kind for name in model.row_kind], dtype=bool))
    flags = np.zeros(len(model.route_cell), dtype=bool)
    flags[sparse.csr_array(model.rows)[lines].indices] = True
    return flags


def _mixed(model: Model, cells: Whole, free: Flags, full: Whole, levels: list[Whole]) -> None:
    """Work out the cells that are not simple, one by one."""
    fewest, most = alone_packages(model)
    asked = (fewest > most) & np.isin(model.route_cell, cells)
    together = surely_full(model, asked)
    fewest[together] = most[together] = model.route_most[together]
    bound = bound_together(model)
    starts = np.searchsorted(model.route_cell, np.arange(len(model.cell) + 1))
    ages = _age_rows(model)
    for cell in cells.tolist():
        routes = np.arange(starts[cell], starts[cell + 1])
        gap = int(model.gap[cell])
        size = model.route_size[routes]
        possible = sums(gap, size, np.zeros_like(size), model.route_most[routes])
        sure = _independent(model, routes, free, ages)
        sure = sure[fewest[sure] <= most[sure]]
        low = np.where(free[sure], 0, fewest[sure])
        given = sums(gap, model.route_size[sure], low, most[sure])
        top = possible.bit_length() - 1
        if given.bit_length() - 1 < top:
            top = _most_children(model, cell, np.isin(bound, np.unique(bound[routes])), top)
        full[cell] = top
        levels[cell] = positions(possible & ((1 << (top + 1)) - 1))


def _age_rows(model: Model) -> sparse.csc_array:
    lines = np.flatnonzero(np.array([name == "ages" for name in model.row_kind], dtype=bool))
    return sparse.csc_array(sparse.csr_array(model.rows)[lines])


def _independent(model: Model, routes: Whole, free: Flags, ages: sparse.csc_array) -> Whole:
    """Choose routes of one cell of which none limits another: the free ones, then the largest."""
    order = np.lexsort((routes, -model.route_most[routes] * model.route_size[routes]))
    taken: set[tuple[str, int]] = set()
    chosen: list[int] = []
    for route in [*routes[free[routes]].tolist(), *routes[order].tolist()]:
        shared = {("gift", int(model.route_gift[route])), ("gift", int(model.route_partner[route]))}
        lines = ages.indices[ages.indptr[route] : ages.indptr[route + 1]]
        shared |= {("ages", int(line)) for line in lines}
        shared.discard(("gift", -1))
        if not shared & taken:
            taken |= shared
            chosen.append(route)
    return np.array(sorted(chosen), dtype=np.int64)


def _most_children(model: Model, cell: int, members: Flags, possible: int) -> int:
    """Return the most children of one cell, by an exact solve on the routes that matter.

    First on few communes: where that gives all that the rooms allow, it is the most.
    """
    part = model.with_routes(members)
    worth = np.where(model.route_cell[members] == cell, model.route_size[members], 0)
    few = few_communes(part, worth > 0)
    if not few.all():
        top = int(most_valued(part.with_routes(few), worth[few]) @ worth[few])
        if top == possible:
            return top
    return int(most_valued(part, worth) @ worth)


def sums(gap: int, size: Whole, fewest: Whole, most: Whole) -> int:
    """Return the sums up to `gap` as bits: per route no package, or `fewest` … `most` of them."""
    mask, bits = (1 << (gap + 1)) - 1, 1
    for one, low, high in zip(size.tolist(), fewest.tolist(), most.tolist(), strict=True):
        left = min(high, gap // one) - low
        if left < 0:
            continue
        more, step = (bits << (low * one)) & mask, 1
        while left > 0:
            step = min(step, left)
            more |= (more << (step * one)) & mask
            left -= step
            step *= 2
        bits |= more
    return bits


def positions(bits: int) -> Whole:
    """Return the positions of the bits that are set, rising."""
    raw = np.frombuffer(bits.to_bytes(bits.bit_length() // 8 + 1, "little"), dtype=np.uint8)
    return np.flatnonzero(np.unpackbits(raw, bitorder="little")).astype(np.int64)
