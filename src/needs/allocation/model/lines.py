"""Sparse lines of the model being gathered: which route takes how much of what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from needs.allocation.model.model import Whole


@dataclass(frozen=True)
class Payments:
    """What every route takes of every gift that pays for it; two entries where a partner pays.

    Parameters
    ----------
    gift, route, takes
        Per entry.
    """

    gift: Whole
    route: Whole
    takes: Whole


class Lines:
    """Lines × routes; entries are added line by line or many at once."""

    def __init__(self) -> None:
        self._line: list[Whole] = []
        self._route: list[Whole] = []
        self._takes: list[Whole] = []
        self.count = 0

    def add(self, line: Whole, route: Whole, takes: Whole, count: int) -> None:
        """Add `count` lines with these entries; `line` numbers the new lines from 0."""
        self._line.append(line + self.count)
        self._route.append(route)
        self._takes.append(takes)
        self.count += count

    def matrix(self, routes: int) -> sparse.csc_array:
        """Return the lines gathered so far, as a matrix of whole numbers."""
        nothing = np.empty(0, dtype=np.int64)
        line, route, takes = (
            np.concatenate([nothing, *part]) for part in (self._line, self._route, self._takes)
        )
        entries = sparse.coo_array((takes, (line, route)), shape=(self.count, routes))
        return sparse.csc_array(entries)
