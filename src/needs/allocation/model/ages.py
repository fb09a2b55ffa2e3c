"""How many children of which ages may still be served, and what gifts for some ages may give.

A gift for ages may serve, in a cell, only children of those ages. Several such gifts can be given
each its own children exactly if, for every interval of ages from the first age of one gift to the
last age of another, the gifts whose ages lie inside it serve no more children than are inside
(Hall's condition; for intervals of ages these intervals suffice: the constraint matrix of such a
transport problem has consecutive ones). Gifts for any age take part through the room of the cell.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Whole = NDArray[np.int64]
#: First and last age of a gift for any age.
ANY_AGE = (0, 10**6)


class AgeRoom:
    """Children of some ages that may still be served, per cell.

    What is promised already by lots that no gift for ages gave is taken off every age in
    proportion (rounded down); what gifts for some ages hold is also taken off those ages in full.

    Parameters
    ----------
    cells
        Checked cells.
    ages
        Checked ages; a cell without a row has no child of a known age.
    held_cell, held_first, held_last, held_count
        Per lot held by a gift for ages: row of the cell, ages, children.
    """

    def __init__(
        self,
        cells: pd.DataFrame,
        ages: pd.DataFrame,
        held_cell: Whole,
        held_first: Whole,
        held_last: Whole,
        held_count: Whole,
    ) -> None:
        self._gap = cells["gap_low"].fillna(0).to_numpy(dtype=np.int64)
        self._open = np.maximum(self._gap - cells["held"].to_numpy(dtype=np.int64), 0)
        key = ["commune_code", "category"]
        row = cells[key].assign(cell=np.arange(len(cells)), counted=cells["counted"])
        known = ages.merge(row[row["counted"] == "children"], on=key)
        oldest = int(known["age"].max()) if len(known) else 0
        by_age = np.zeros((len(cells), oldest + 2), dtype=np.int64)
        where = known["cell"].to_numpy(dtype=np.int64), known["age"].to_numpy(dtype=np.int64) + 1
        np.add.at(by_age, where, known["children"].to_numpy(dtype=np.int64))
        # Children younger than each age.
        self._younger = by_age.cumsum(axis=1)
        self.held_cell, self.held_first, self.held_last = held_cell, held_first, held_last
        self._held_count = held_count

    def open(self) -> Whole:
        """Return, per cell, how many children may still be served."""
        return np.asarray(self._open)

    def inside(self, first: int, last: int) -> Whole:
        """Return, per cell, how many children aged first … last may still be served."""
        top = self._younger.shape[1] - 1
        low, high = min(first, top), min(last + 1, top)
        there = self._younger[:, high] - self._younger[:, low]
        room = np.where(self._gap > 0, there * self._open // np.maximum(self._gap, 1), 0)
        held = (self.held_first >= first) & (self.held_last <= last)
        rest = there.copy()
        np.subtract.at(rest, self.held_cell[held], self._held_count[held])
        return np.asarray(np.maximum(np.minimum(room, rest), 0))


def age_limits(
    room: AgeRoom, cell: Whole, first: Whole, last: Whole, size: Whole, most: Whole
) -> list[tuple[int, int, int, Whole, int]]:
    """List the limits that ages put on routes, cell by cell.

    Parameters
    ----------
    room
        Children by age.
    cell, first, last, size, most
        Per route: row of its cell, ages (`ANY_AGE`: any), children per package, most packages.

    Returns
    -------
    list of (cell, first age, last age, routes, children)
        The routes together serve at most so many children of these ages. Limits that follow from
        the room of the cell, from another limit or from `most` are left out.
    """
    aged = np.flatnonzero((first != ANY_AGE[0]) | (last != ANY_AGE[1]))
    if not len(aged):
        return []
    limits = []
    firsts = np.unique(np.concatenate([first[aged], room.held_first]))
    lasts = np.unique(np.concatenate([last[aged], room.held_last]))
    cells = len(room.open())
    for start in firsts.tolist():
        for end in lasts[lasts >= start].tolist():
            inside = aged[(first[aged] >= start) & (last[aged] <= end)]
            held = (room.held_first >= start) & (room.held_last <= end)
            # A shorter interval with the same gifts says the same more sharply.
            starts, ends = np.zeros(cells, dtype=bool), np.zeros(cells, dtype=bool)
            starts[cell[inside[first[inside] == start]]] = True
            starts[room.held_cell[held & (room.held_first == start)]] = True
            ends[cell[inside[last[inside] == end]]] = True
            ends[room.held_cell[held & (room.held_last == end)]] = True
            inside = inside[(starts & ends)[cell[inside]]]
            if not len(inside):
                continue
            children = room.inside(start, end)
            wanted = np.zeros(cells, dtype=np.int64)
            np.add.at(wanted, cell[inside], size[inside] * most[inside])
            binds = (children < wanted) & (children < room.open())
            inside = inside[binds[cell[inside]]]
            if not len(inside):
                continue
            inside = inside[np.argsort(cell[inside], kind="stable")]
            places, begins = np.unique(cell[inside], return_index=True)
            for place, routes in zip(places, np.split(inside, begins[1:]), strict=True):
                limits.append((int(place), start, end, routes, int(children[place])))
    return sorted(limits, key=lambda limit: limit[:3])
