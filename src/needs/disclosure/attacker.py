"""Who reads all that is published and works out what is hidden: two linear programs per cell.

The reader knows every shown cell, every tie, and that nothing is below its lowest. What remains
possible of a hidden cell is the interval between the least and the most that the ties allow
(attacker's subproblem: Fischetti, Salazar 2001; «auditing»: Duncan et al. 2011, chapter 4). The
ends of whole numbers are then drawn in to whole numbers: a reader knows that too.
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from needs.disclosure.cells import TOLERANCE, Cells, Flags, Reals
from needs.errors import NoSolution

Numbers = npt.NDArray[np.int64]

#: The same answer on every machine: one thread, the simplex method from where it stood last.
OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "solver": "simplex",
    "presolve": "off",
}
_PRIMAL = 4
#: So close to a bound a solution is at it: less than the solver's own tolerance.
_AT_END = 1e-9


def loaded(
    matrix: sparse.csr_array,
    rows: tuple[Reals, Reals],
    columns: tuple[Reals, Reals],
    cost: Reals | None = None,
) -> highspy.Highs:
    """Return a linear program in HiGHS: least cost with rows and columns within their bounds."""
    by_column = sparse.csc_array(matrix)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = by_column.shape
    model.col_cost_ = np.zeros(by_column.shape[1]) if cost is None else cost
    model.col_lower_, model.col_upper_ = columns
    model.row_lower_, model.row_upper_ = rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = by_column.indptr.astype(np.int32)
    model.a_matrix_.index_ = by_column.indices.astype(np.int32)
    model.a_matrix_.value_ = by_column.data.astype(np.float64)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in OPTIONS.items():
        engine.setOptionValue(option, setting)
    engine.passModel(model)
    return engine


def intervals(cells: Cells, hidden: Flags, wanted: Flags | None = None) -> tuple[Reals, Reals]:
    """Return the least and the most that each cell can be, for who knows all that is shown.

    Parameters
    ----------
    cells
        What is published or tied to it.
    hidden
        Which cells are hidden, one flag for each.
    wanted
        The cells that are asked for, one flag for each; None: all.

    Returns
    -------
    tuple
        Lowest and highest of each cell; the same where it is shown exactly. Of cells not wanted,
        what is known of them beforehand.

    Raises
    ------
    NoSolution
        If the solver fails; nothing is then known to be safe.
    """
    low, high = cells.as_seen(hidden)
    scale = cells.scale
    asked = np.ones(len(scale), dtype=bool) if wanted is None else wanted
    low, high = low / scale, high / scale
    fixed = high - low <= 0
    free = np.flatnonzero(~fixed)
    row_low, row_high = cells.row_bounds
    known = cells.matrix[:, np.flatnonzero(fixed)] @ low[fixed]
    matrix = sparse.csr_array(cells.matrix[:, free])
    used = np.flatnonzero(np.diff(matrix.indptr))
    matrix = sparse.csr_array(matrix[used])
    bounds = (row_low - known)[used], (row_high - known)[used]
    lowest, highest = low.copy(), high.copy()
    for rows, columns in _parts(matrix):
        at = free[columns]
        mine = np.flatnonzero(asked[at])
        if not len(mine):
            continue
        part = sparse.csr_array(matrix[rows][:, columns])
        least, most = _both_ends(
            part, (bounds[0][rows], bounds[1][rows]), (low[at], high[at]), wanted=mine.tolist()
        )
        lowest[at[mine]], highest[at[mine]] = least, most
    return _drawn_in(cells, lowest * scale, highest * scale)


def _drawn_in(cells: Cells, lowest: Reals, highest: Reals) -> tuple[Reals, Reals]:
    value, counted, grain = cells.column("value"), cells.counted, cells.grain
    coarse = counted & (grain > 1)
    lowest = np.where(counted, np.ceil(lowest - TOLERANCE), lowest)
    highest = np.where(counted, np.floor(highest + TOLERANCE), highest)
    # Of what comes in whole packages a reader passes over all numbers between.
    lowest = np.where(coarse, value - grain * np.floor((value - lowest) / grain), lowest)
    highest = np.where(coarse, value + grain * np.floor((highest - value) / grain), highest)
    # The truth is always possible, and what is known beforehand holds; the solver's last digits do
    # not say otherwise.
    least, most = cells.known
    return np.maximum(np.minimum(lowest, value), least), np.minimum(
        np.maximum(highest, value), most
    )


def _parts(matrix: sparse.csr_array) -> list[tuple[Numbers, Numbers]]:
    """Return the rows and columns of each part of the system that hangs together."""
    if not matrix.shape[0]:
        return []
    pattern = abs(matrix)
    graph = sparse.block_array([[None, pattern], [pattern.T, None]], format="csr")
    _, label = csgraph.connected_components(graph, directed=False)
    rows, columns = label[: matrix.shape[0]], label[matrix.shape[0] :]
    return [
        (np.flatnonzero(rows == one), np.flatnonzero(columns == one)) for one in np.unique(rows)
    ]


def _both_ends(
    matrix: sparse.csr_array,
    rows: tuple[Reals, Reals],
    columns: tuple[Reals, Reals],
    *,
    wanted: Sequence[int],
) -> tuple[Reals, Reals]:
    engine = loaded(matrix, rows, columns)
    engine.setOptionValue("simplex_strategy", _PRIMAL)
    ends = np.empty((2, len(wanted)))
    reached = np.zeros((2, matrix.shape[1]), dtype=bool)
    for side, sign in ((0, 1.0), (1, -1.0)):
        for place, cell in enumerate(wanted):
            if reached[side, cell]:
                ends[side, place] = columns[side][cell]
                continue
            engine.changeColCost(cell, sign)
            ends[side, place] = _end(engine, sign)
            engine.changeColCost(cell, 0.0)
            # Figures found in which another cell is as low (high) as it is known to be settle that
            # cell too: no others go further.
            if np.isfinite(ends[side, place]):
                found = np.asarray(engine.getSolution().col_value)
                reached |= [found <= columns[0] + _AT_END, found >= columns[1] - _AT_END]
    return ends[0], ends[1]


def _end(engine: highspy.Highs, sign: float) -> float:
    for again in (False, True):
        if again:
            engine.clearSolver()
        engine.run()
        status = engine.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return sign * float(engine.getInfo().objective_function_value)
        if status == highspy.HighsModelStatus.kUnbounded:
            engine.clearSolver()
            return -sign * np.inf
    raise NoSolution(f"HiGHS: {engine.modelStatusToString(status)}")
