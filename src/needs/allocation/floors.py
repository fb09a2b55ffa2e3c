"""Floors of coverage in exact fractions, and the whole packages they ask of each cell.

Coverage of a cell is the share of its target that is not left open: 1 − (gap − reached)/target.
A cell that is full (no further whole package fits into its gap) holds no floor down, however
low its coverage: under a floor t it has to reach min(t, its coverage when full). All levels are
kept as fractions of whole numbers, so that a floor once reached asks for exactly the packages
that reach it, and no later solve fails for a rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from needs.allocation.donors import Flags, Whole
from needs.allocation.model import Reach


@dataclass(frozen=True)
class Levels:
    """Every coverage that a cell of some categories can have, rising, without repetition.

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


def levels_of(reach: Reach, categories: tuple[int, ...]) -> Levels:
    """List the levels that a floor over these categories can take."""
    cells = np.flatnonzero(np.isin(reach.category, categories))
    steps = reach.fits[cells] + 1
    cell = np.repeat(cells, steps)
    packages = np.arange(len(cell)) - np.repeat(np.cumsum(steps) - steps, steps)
    numerator = reach.target[cell] - reach.gap[cell] + packages * reach.size[cell]
    # Different fractions of targets up to 10 million differ by more than floating point blurs.
    _, first = np.unique(numerator / reach.target[cell], return_index=True)
    return Levels(numerator[first], reach.target[cell][first])


def required_packages(reach: Reach, floors: Mapping[int, Fraction]) -> Whole:
    """Return the whole packages each reachable cell needs under the floors of its category.

    Parameters
    ----------
    reach
        The reachable cells.
    floors
        Floor per category number; a category without one asks for nothing.
    """
    # Python's whole numbers do not overflow, whatever the fraction.
    target, gap, size = (column.astype(object) for column in (reach.target, reach.gap, reach.size))
    required = np.zeros(len(reach.cell), dtype=np.int64)
    for category, floor in floors.items():
        cells = np.flatnonzero(reach.category == category)
        top, bottom = floor.numerator, floor.denominator
        children = top * target[cells] - bottom * (target[cells] - gap[cells])
        packages = -(-children // (bottom * size[cells]))
        required[cells] = np.clip(packages, 0, reach.fits[cells]).astype(np.int64)
    return required


def reached_floor(reach: Reach, packages: Whole, categories: tuple[int, ...]) -> Fraction:
    """Return the highest floor over these categories that the packages per cell keep up.

    It is the lowest coverage among the cells that are not full; if all are full, the highest
    coverage among them.
    """
    inside: Flags = np.isin(reach.category, categories)
    open_cells = np.flatnonzero(inside & (packages < reach.fits))
    covered = reach.target - reach.gap + packages * reach.size
    share = covered / reach.target
    if len(open_cells):
        cell = open_cells[np.argmin(share[open_cells])]
    else:
        cells = np.flatnonzero(inside)
        cell = cells[np.argmax(share[cells])]
    return Fraction(int(covered[cell]), int(reach.target[cell]))
