"""The model as one sparse program for HiGHS: columns, rows, bounds; and what its duals prove.

Columns: packages per route, then one switch (0 or 1) per switch of the model, then, where offered
lots are to be kept, the offered packages kept per route. Rows: the model's rows, children per cell
(here floors are asked for), both ends of each switch, the groups, the effect to keep, the offered
packages kept.

Every row of whole numbers is divided by the greatest common divisor of its entries, so that
HiGHS's tolerance (1e-6) stays far below one step of the row: a plan over budget cannot pass for
one within it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from needs.allocation.model.model import Flags, Model, Whole

Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """Rows and columns, as HiGHS takes them.

    Parameters
    ----------
    matrix
        Rows × columns.
    row_lower, row_upper
        Bounds of the rows.
    column_most
        Upper bound per column; the lower one is 0.
    routes
        Number of columns that are routes: the first ones.
    count_rows
        Per cell: the row with its children.
    count_step
        Per cell: children by which that row was divided.
    """

    matrix: sparse.csc_array
    row_lower: Reals
    row_upper: Reals
    column_most: Reals
    routes: int
    count_rows: Whole
    count_step: Whole

    def steps(self, required: Whole) -> Reals:
        """Return the children required per cell as bounds of the count rows."""
        return np.asarray(-(-required // self.count_step), dtype=np.float64)

    def part(self, columns: Flags) -> Program:
        """Return the program of these columns alone; what the others give is nothing."""
        return replace(
            self,
            matrix=sparse.csc_array(self.matrix[:, np.flatnonzero(columns)]),
            column_most=self.column_most[columns],
            routes=int(columns[: self.routes].sum()),
        )

    def bound(self, value: Reals, duals: Reals, row_lower: Reals) -> float:
        """Return what Σ value × columns cannot exceed, by these duals, whatever their accuracy.

        Any duals prove a bound (weak duality); HiGHS's are the sharpest. Computed from the rows
        themselves, the bound does not rest on the solver's tolerances.

        Parameters
        ----------
        value
            Per column.
        duals
            Per row; positive for the upper bound, negative for the lower.
        row_lower
            Lower bounds of the rows in force.
        """
        duals = np.where(np.isinf(self.row_upper), np.minimum(duals, 0), duals)
        duals = np.where(np.isinf(row_lower), np.maximum(duals, 0), duals)
        upper = np.where(duals > 0, self.row_upper, 0.0)
        lower = np.where(duals < 0, row_lower, 0.0)
        rest = np.maximum(value - self.matrix.T @ duals, 0.0)
        return float(duals @ (upper + lower) + rest @ self.column_most)


def program_of(
    model: Model, *, least_effect: float | None = None, offered: Whole | None = None
) -> Program:
    """Write a model down as a sparse program.

    Parameters
    ----------
    model
        The model.
    least_effect
        Effect that every plan has to have; none by default.
    offered
        Packages per route that have been offered: a column per such route counts those kept.
    """
    routes, switches, cells = len(model.route_cell), len(model.switch_least), len(model.cell)
    rows, row_most = _divided(model.rows, model.row_most)
    counted, count_step = _counted(model)
    room = _room(model)
    if room is None:
        limit = np.full(cells, np.inf)
    else:
        # The room of a cell is the upper bound of its count row; it needs no row of its own.
        limit = (model.row_most[room] // count_step).astype(np.float64)
        others = np.setdiff1d(np.arange(rows.shape[0]), room)
        rows, row_most = sparse.csr_array(rows)[others], row_most[others]
    least, low, most, high = _switched(model)
    route_of, switch_of = _one_by_one(model)
    group = _groups(model)
    blocks: list[list[sparse.sparray | None]] = [
        [rows, None],
        [counted, None],
        [least, -low],
        [most, -high],
        [route_of, -switch_of],
        [None, group],
    ]
    lower = [np.full(rows.shape[0], -np.inf), np.zeros(cells), np.zeros(switches)]
    ties = route_of.shape[0]
    lower += [np.full(count, -np.inf) for count in (switches, ties, len(model.group_most))]
    upper = [row_most.astype(np.float64), limit, np.full(switches, np.inf)]
    upper += [np.zeros(switches), np.zeros(ties), model.group_most.astype(np.float64)]
    if least_effect is not None:
        value = model.value[model.route_cell] * model.route_size
        blocks.append([sparse.csr_array(value[np.newaxis]), None])
        lower.append(np.array([least_effect]))
        upper.append(np.array([np.inf]))
    column_most = np.concatenate([model.route_most, np.ones(switches)]).astype(np.float64)
    matrix = sparse.csc_array(sparse.block_array(blocks, format="csc"))
    if offered is not None:
        kept = np.flatnonzero(offered)
        picked = sparse.csc_array(
            (np.ones(len(kept)), (np.arange(len(kept)), kept)),
            shape=(len(kept), matrix.shape[1]),
        )
        minus = -sparse.eye_array(len(kept))
        grown = sparse.block_array([[matrix, None], [picked, minus]], format="csc")
        matrix = sparse.csc_array(grown)
        lower.append(np.zeros(len(kept)))
        upper.append(np.full(len(kept), np.inf))
        column_most = np.concatenate([column_most, offered[kept].astype(np.float64)])
    return Program(
        matrix=matrix,
        row_lower=np.concatenate(lower),
        row_upper=np.concatenate(upper),
        column_most=column_most,
        routes=routes,
        count_rows=np.arange(cells) + rows.shape[0],
        count_step=count_step,
    )


def _divided(rows: sparse.csc_array, most: Whole) -> tuple[sparse.csr_array, Whole]:
    """Divide each row by the greatest common divisor of its entries."""
    rows = sparse.csr_array(rows)
    step = _divisors(rows)
    entries = rows.data // np.repeat(step, np.diff(rows.indptr))
    divided = sparse.csr_array((entries, rows.indices, rows.indptr), shape=rows.shape)
    return divided, most // step


def _divisors(rows: sparse.csr_array) -> Whole:
    step = np.ones(rows.shape[0], dtype=np.int64)
    used = np.flatnonzero(np.diff(rows.indptr))
    if len(used):
        step[used] = np.gcd.reduceat(rows.data.astype(np.int64), rows.indptr[used])
    return step


def _counted(model: Model) -> tuple[sparse.csr_array, Whole]:
    routes = np.arange(len(model.route_cell))
    shape = (len(model.cell), len(routes))
    sizes = sparse.csr_array((model.route_size, (model.route_cell, routes)), shape=shape)
    step = _divisors(sizes)
    return _divided(sparse.csc_array(sizes), np.zeros(shape[0], dtype=np.int64))[0], step


def _room(model: Model) -> Whole | None:
    """Return, per cell, the row of its room, if these rows count just what a cell gets."""
    room = np.flatnonzero(np.array([kind == "room" for kind in model.row_kind], dtype=bool))
    rows = sparse.csr_array(sparse.csr_array(model.rows)[room])
    rows.sort_indices()
    if len(room) != len(model.cell) or (np.diff(rows.indptr) == 0).any():
        return None
    cell = model.route_cell[rows.indices]
    first = cell[rows.indptr[:-1]]
    same = (cell == np.repeat(first, np.diff(rows.indptr))).all()
    if not same or rows.nnz != len(model.route_cell) or len(set(first.tolist())) != len(room):
        return None
    if (rows.data != model.route_size[rows.indices]).any():
        return None
    return np.asarray(room[np.argsort(first)])


def _switched(
    model: Model,
) -> tuple[sparse.csr_array, sparse.csr_array, sparse.csr_array, sparse.csr_array]:
    """Return both ends of least × on <= takes · packages <= most × on."""
    takes = sparse.csr_array(model.switches)
    step = _divisors(takes)
    divided, most = _divided(sparse.csc_array(takes), model.switch_most)
    # No switch can take more than all its routes together: a sharper bound when relaxed.
    most = np.minimum(most, np.asarray(divided @ model.route_most, dtype=np.int64))
    least = -(-model.switch_least // step)
    return divided, _diagonal(least), divided, _diagonal(most)


def _diagonal(values: Whole) -> sparse.csr_array:
    on = np.arange(len(values))
    return sparse.csr_array((values, (on, on)), shape=(len(values), len(values)))


def _one_by_one(model: Model) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return both sides of: a route of a switch gives at most what it could × on.

    In whole packages this says nothing new; for split packages it is far sharper than the sum over
    all routes of the switch, which would let one route give its all with the switch hardly on.
    """
    switch, route = sparse.coo_array(model.switches).coords
    # A switch with one route says so already.
    several = np.bincount(switch, minlength=len(model.switch_least))[switch] > 1
    switch, route = switch[several], route[several]
    ties = np.arange(len(switch))
    ones = (np.ones(len(ties)), (ties, route))
    most = (model.route_most[route].astype(np.float64), (ties, switch))
    return (
        sparse.csr_array(ones, shape=(len(ties), len(model.route_cell))),
        sparse.csr_array(most, shape=(len(ties), len(model.switch_least))),
    )


def _groups(model: Model) -> sparse.csr_array:
    grouped = np.flatnonzero(model.switch_group >= 0)
    shape = (len(model.group_most), len(model.switch_least))
    ones = np.ones(len(grouped))
    return sparse.csr_array((ones, (model.switch_group[grouped], grouped)), shape=shape)


def joined_cells(model: Model, cell_group: Whole) -> Whole:
    """Return, per group of cells, the number of its block: groups that share a limit.

    What is given in one block leaves the others untouched; each can be settled by itself.
    """
    groups = int(cell_group.max(initial=-1)) + 1
    takes = sparse.vstack([sparse.csr_array(model.rows), sparse.csr_array(model.switches)])
    limits = sparse.csr_array(takes)
    if len(model.group_most):
        wide = _groups(model) @ (sparse.csr_array(model.switches) != 0).astype(np.int64)
        limits = sparse.csr_array(sparse.vstack([limits, wide]))
    inside = sparse.csr_array(
        (
            np.ones(len(model.route_cell)),
            (cell_group[model.route_cell], np.arange(len(model.route_cell))),
        ),
        shape=(groups, len(model.route_cell)),
    )
    shared = inside @ (limits != 0).astype(np.float64).T
    _, label = sparse.csgraph.connected_components(shared @ shared.T, directed=False)
    return np.asarray(label, dtype=np.int64)


@dataclass(frozen=True)
class Cut:
    """No plan has more than `most` in Σ weight × count rows: what the means allow in these cells.

    Parameters
    ----------
    weight
        Per count row, >= 0.
    most
        What Σ weight × count rows cannot exceed.
    """

    weight: Reals
    most: float

    def excludes(self, steps: Reals) -> bool:
        """Say whether these counts together ask for more than the means allow."""
        return bool(self.weight @ steps > self.most + 1e-9 * (1.0 + abs(self.most)))


def cut_of(program: Program, duals: Reals) -> Cut:
    """Turn the duals of a solve that measured what falls short into a proof for later questions."""
    rest, pushed = duals.copy(), np.zeros(len(duals))
    weight = np.maximum(-duals[program.count_rows], 0.0)
    rest[program.count_rows] = np.maximum(duals[program.count_rows], 0.0)
    pushed[program.count_rows] = weight
    most = program.bound(program.matrix.T @ pushed, rest, program.row_lower)
    return Cut(weight, most)
