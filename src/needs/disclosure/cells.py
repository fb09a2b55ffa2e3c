"""Figures that hang together: the cells of published tables, and the sums that tie them.

A cell has an id that says what it counts; two tables that hold the same cell share it. Every tie
is a line of a linear system, `low ≤ Σ factor × cell ≤ high`, that everybody who reads the tables
knows. What can be worked out of a hidden cell follows from this system alone (cell suppression
problem: Fischetti, Salazar 2001, doi 10.1287/mnsc.47.7.1008.9805).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from needs.errors import FaultCollector
from needs.wording import say

Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

Kind = Literal["count", "amount", "rate"]

#: What a cell is, where nothing else is said.
DEFAULTS: dict[str, Any] = {
    "kind": "count",
    "low": 0.0,
    "high": np.inf,
    "seen_low": -np.inf,
    "seen_high": np.inf,
    "step": 0.0,
    "grain": 0.0,
    "of": np.nan,
    "givers": np.nan,
    "largest": np.nan,
    "height": 0,
    "cost": np.nan,
    "printed": True,
    "may_hide": True,
}
CELL_COLUMNS = ("cell", "value", *DEFAULTS)
TERM_COLUMNS = ("relation", "cell", "factor")
LIMIT_COLUMNS = ("relation", "low", "high")

#: How far apart figures that should agree may be, relative to their size.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Cells:
    """Cells and what ties them; made by `cells_of`, `additive`, `linked`, `tied`.

    Attributes
    ----------
    frame
        One row per cell, by id: `cell`, `value` (true), `kind` (count, amount, rate), `low` and
        `high` (what everybody knows beforehand), `seen_low` and `seen_high` (what earlier editions
        showed), `step` (shown to a multiple of it; 0: exactly), `grain` (of a count: a reader knows
        that it is this many more or fewer, or a multiple of it; 0: any whole number),
        `of` (the known number of children among whom is counted), `givers` and `largest` (of an
        amount), `height` (0: innermost cells; totals stand higher), `cost` of hiding it, `printed`
        (whether any table shows it), `may_hide`.
    terms
        `relation`, `cell`, `factor`.
    limits
        `relation`, `low`, `high`.
    """

    frame: pd.DataFrame
    terms: pd.DataFrame
    limits: pd.DataFrame

    @property
    def ids(self) -> list[str]:
        """The cells, in their order."""
        return self.frame.cell.tolist()

    def column(self, name: str) -> Reals:
        """Return a column of figures, one for each cell."""
        return self.frame[name].to_numpy(dtype=np.float64, copy=True)

    def flags(self, name: str) -> Flags:
        """Return a column of yes and no, one for each cell."""
        return self.frame[name].to_numpy(dtype=np.bool_, copy=True)

    @cached_property
    def counted(self) -> Flags:
        """Whether a cell is a count: a whole number of children, sets, places."""
        return (self.frame.kind == "count").to_numpy(dtype=np.bool_)

    @cached_property
    def least_width(self) -> Reals:
        """From which width on a hidden cell is not worked out: a child, or next to nothing."""
        return np.where(self.counted, self.grain, 1e-5 * self.scale)

    @cached_property
    def grain(self) -> Reals:
        """How far apart the numbers are that a count can be to a reader; 1 of other cells."""
        return np.maximum(self.column("grain"), 1.0)

    @cached_property
    def scale(self) -> Reals:
        """What a cell is measured in, so that đồng and children are of one size to the solver."""
        sizes = pd.Series(np.maximum(self.column("value"), 1.0), index=self.frame.index)
        scales = np.ones(len(self.frame))
        for kind in ("amount", "rate"):
            mine = (self.frame.kind == kind).to_numpy(dtype=np.bool_)
            if mine.any() and kind == "amount":
                # A power of two: dividing by it loses nothing.
                scales[mine] = 2.0 ** np.floor(np.log2(float(sizes[mine].median())))
            elif mine.any():
                scales[mine] = 2.0**-6
        return scales

    @cached_property
    def _plain(self) -> sparse.csr_array:
        rows = pd.Index(self.limits.relation).get_indexer(self.terms.relation)
        columns = pd.Index(self.frame.cell).get_indexer(self.terms.cell)
        factors = self.terms.factor.to_numpy(dtype=np.float64) * self.scale[columns]
        shape = (len(self.limits), len(self.frame))
        return sparse.csr_array((factors, (rows, columns)), shape=shape)

    @cached_property
    def _sizes(self) -> Reals:
        if not self.limits.shape[0]:
            return np.ones(0)
        largest = abs(self._plain).max(axis=1).toarray().ravel()
        return np.where(largest > 0, largest, 1.0)

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The ties as a matrix: relations by cells, in the solver's measures."""
        return sparse.csr_array(sparse.diags_array(1 / self._sizes) @ self._plain)

    @cached_property
    def row_bounds(self) -> tuple[Reals, Reals]:
        """Lowest and highest of each relation, in the measures of `matrix`."""
        low, high = (self.limits[end].to_numpy(dtype=np.float64) for end in ("low", "high"))
        return low / self._sizes, high / self._sizes

    def as_shown(self) -> tuple[Reals, Reals]:
        """Return between which bounds a reader knows each cell where it is shown.

        A cell shown exactly is known; one shown to a multiple of `step` lies within half a step
        (a half goes up, as counts of children are rounded).
        """
        value, step = self.column("value"), self.column("step")
        exact = step <= 0
        safe = np.where(exact, 1.0, step)
        middle = np.floor(value / safe + 0.5) * safe
        low, high = middle - safe / 2, middle + safe / 2
        low = np.where(self.counted, np.ceil(low - TOLERANCE), low)
        high = np.where(self.counted, np.ceil(high - TOLERANCE) - 1, high)
        low = np.where(exact, value, np.minimum(np.maximum(low, self.column("low")), value))
        high = np.where(exact, value, np.maximum(np.minimum(high, self.column("high")), value))
        return low, high

    def as_seen(self, hidden: Flags) -> tuple[Reals, Reals]:
        """Return between which bounds each cell is known while those marked are hidden."""
        low, high = self.as_shown()
        away = hidden | ~self.flags("printed")
        least, most = self.known
        low = np.where(away, least, np.maximum(low, least))
        return low, np.where(away, most, np.minimum(high, most))

    @property
    def known(self) -> tuple[Reals, Reals]:
        """Between which bounds a reader knows each cell whatever is hidden."""
        low = np.maximum(self.column("low"), self.column("seen_low"))
        return low, np.minimum(self.column("high"), self.column("seen_high"))

    def marked(self, chosen: Collection[str]) -> Flags:
        """Return which cells are among those named."""
        return self.frame.cell.isin(list(chosen)).to_numpy(dtype=np.bool_)


def cells_of(
    frame: pd.DataFrame, terms: pd.DataFrame | None = None, limits: pd.DataFrame | None = None
) -> Cells:
    """Return cells and their ties, checked.

    Parameters
    ----------
    frame
        `cell` and `value`; any other column of `Cells.frame`.
    terms, limits
        As in `Cells`. A relation without limits is an equation: its sum is 0.

    Raises
    ------
    InputFaults
        With every cell that stands twice or lacks a value, and every tie that the true values do
        not keep: tables that contradict each other are not published.
    """
    given = frame.assign(
        **{name: usual for name, usual in DEFAULTS.items() if name not in frame.columns}
    )
    ordered = given[list(CELL_COLUMNS)].sort_values("cell", ignore_index=True)
    lines = pd.DataFrame(columns=list(TERM_COLUMNS)) if terms is None else terms
    lines = lines[list(TERM_COLUMNS)].sort_values(["relation", "cell"], ignore_index=True)
    stated = pd.DataFrame(columns=list(LIMIT_COLUMNS)) if limits is None else limits
    rest = sorted(set(lines.relation) - set(stated.relation))
    equal = pd.DataFrame({"relation": rest, "low": 0.0, "high": 0.0})
    both = [part for part in (stated[list(LIMIT_COLUMNS)], equal) if len(part)]
    bounds = pd.concat(both) if both else equal
    bounds = bounds.sort_values("relation", ignore_index=True)
    faults = FaultCollector(say("Các ô số liệu để công bố"))
    for name in ordered.cell[ordered.cell.duplicated()].unique():
        faults.add(name, say("ô lặp lại"), say("mỗi ô một lần"))
    for name in ordered.cell[ordered.value.isna()]:
        faults.add(name, say("chưa có số liệu"), say("bỏ ô này ra: ô trống không phải số 0"))
    for name in sorted(set(lines.cell) - set(ordered.cell)):
        faults.add(name, say("không có ô này"), say("ô có trong danh sách"))
    faults.raise_if_any()
    made = Cells(_typed(ordered), lines, bounds)
    _check_ties(made, faults)
    return made


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    numbers = [name for name, usual in DEFAULTS.items() if isinstance(usual, float)]
    typed = frame.astype(dict.fromkeys(numbers, "float64"))
    return typed.astype(
        {
            "cell": "str",
            "value": "float64",
            "height": "int64",
            "printed": "bool",
            "may_hide": "bool",
        }
    )


def _check_ties(cells: Cells, faults: FaultCollector) -> None:
    value = cells.column("value")
    outside = (value < cells.column("low") - TOLERANCE) | (value > cells.column("high") + TOLERANCE)
    for name in cells.frame.cell[outside]:
        faults.add(name, say("ngoài khoảng đã biết"), say("số nằm trong khoảng đã biết"))
    sums = cells.matrix @ (value / cells.scale)
    low, high = cells.row_bounds
    reach = abs(cells.matrix) @ np.abs(value / cells.scale) + 1.0
    broken = (sums < low - TOLERANCE * reach) | (sums > high + TOLERANCE * reach)
    for name in cells.limits.relation[broken]:
        faults.add(
            str(name),
            say("các ô không cộng thành tổng"),
            say("tổng bằng các phần"),
            say("sửa bảng trước khi công bố"),
        )
    faults.raise_if_any()
