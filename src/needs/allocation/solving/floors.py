"""Floors of coverage in exact fractions, and the children they ask of each cell.

Coverage of a cell is the share of its target that is covered: (covered + reached) / target. A cell
that is full (it could get no more if every gift were for it alone) holds no floor down, however
low its coverage: under a floor t it has to reach min(t, its coverage when full). All levels are
kept as fractions of whole numbers, so that a floor once reached asks for exactly the children
that reach it, and no later solve fails for a rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from needs.allocation.model.model import Model, Whole

Floors = Mapping[int, Fraction]
# Products below this stay exact in 64 bits.
SAFE = 2**62


@dataclass(frozen=True)
class Levels:
    """Every coverage that some cells can have, rising, without repetition.

    Parameters
    ----------
    numerator, denominator
        The fractions.
    """

    numerator: Whole
    denominator: Whole

    def __len__(self) -> int:
        return len(self.numerator)

    def __getitem__(self, position: int) -> Fraction:
        return Fraction(int(self.numerator[position]), int(self.denominator[position]))


class CellLevels:
    """What each cell of a model can get, in one array; and what floors ask of the cells.

    Parameters
    ----------
    model
        The model.
    part
        Per cell: the part whose floor it holds up (by default the model's own).
    """

    def __init__(self, model: Model, part: Whole | None = None) -> None:
        self.model = model
        self.part = model.part if part is None else part
        empty = np.empty(0, dtype=np.int64)
        self._counts = np.concatenate([empty, *model.levels])
        lengths = np.array([len(levels) for levels in model.levels], dtype=np.int64)
        self._cell = np.repeat(np.arange(len(lengths)), lengths)
        # One rising key for all cells, so that all are looked up in one search.
        self._stride = int(model.full.max(initial=0)) + 1
        self._key = self._cell * self._stride + self._counts

    def levels_of(self, parts: tuple[int, ...]) -> Levels:
        """List the levels that a floor over these parts can take."""
        inside = np.isin(self.part, parts)[self._cell]
        cell, counts = self._cell[inside], self._counts[inside]
        numerator = self.model.covered[cell] + counts
        # Different fractions of targets up to 10 million differ by more than floating point blurs.
        _, first = np.unique(numerator / self.model.target[cell], return_index=True)
        return Levels(numerator[first], self.model.target[cell][first])

    def required(self, floors: Floors) -> Whole:
        """Return the children that each cell has to get under the floors of the parts.

        Parameters
        ----------
        floors
            Floor per part; a part without one asks for nothing.
        """
        required = np.zeros(len(self.model.cell), dtype=np.int64)
        for part, floor in floors.items():
            cells = np.flatnonzero(self.part == part)
            required[cells] = np.clip(self._children(cells, floor), 0, self.model.full[cells])
        key = np.arange(len(required)) * self._stride + required
        return self._counts[np.searchsorted(self._key, key)]

    def _children(self, cells: Whole, floor: Fraction) -> Whole:
        target, covered = self.model.target[cells], self.model.covered[cells]
        top, bottom = floor.numerator, floor.denominator
        if max(top, bottom) * int(target.max(initial=1)) >= SAFE:
            # Python's whole numbers do not overflow, whatever the fraction.
            target, covered = target.astype(object), covered.astype(object)
        return np.asarray(-((bottom * covered - top * target) // bottom), dtype=np.int64)

    def reached_floor(self, counts: Whole, parts: tuple[int, ...]) -> Fraction:
        """Return the highest floor over these parts that the children per cell keep up.

        It is the lowest coverage among the cells that are not full; if all are full, the highest
        coverage among them.
        """
        model, inside = self.model, np.isin(self.part, parts)
        covered = model.covered + counts
        share = covered / model.target
        open_cells = np.flatnonzero(inside & (counts < model.full))
        if len(open_cells):
            cell = open_cells[np.argmin(share[open_cells])]
        else:
            cells = np.flatnonzero(inside)
            cell = cells[np.argmax(share[cells])]
        return Fraction(int(covered[cell]), int(model.target[cell]))
