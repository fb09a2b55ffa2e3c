"""Exact plans on a small part of the model, before the whole is solved."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from needs.allocation.model.model import Flags, Model, Whole
from needs.errors import NoSolution

Reals = NDArray[np.float64]
# Far below what one package takes of any limit.
TOLERANCE = 1e-8


def most_covering(model: Model, wanted: Flags) -> Whole:
    """Return a plan that uses many of the wanted routes: at least one if any plan does.

    The number is within half of the greatest; that none can be used is proven.
    """
    routes = len(model.route_cell)
    columns = np.flatnonzero(wanted)
    # One further column per wanted route: 1 if it gives a package.
    pick = sparse.csc_array(
        (np.ones(len(columns)), (columns, np.arange(len(columns)))), shape=(routes, len(columns))
    )
    return _best(model, np.zeros(routes), pick, gap=0.5)


def most_valued(model: Model, worth: Whole) -> Whole:
    """Return a plan with the greatest Σ worth × packages."""
    nothing = sparse.csc_array((len(model.route_cell), 0))
    return _best(model, worth.astype(np.float64), nothing, gap=0.0)


def _best(model: Model, worth: Reals, pick: sparse.csc_array, *, gap: float) -> Whole:
    routes, switches, picked = len(worth), len(model.switch_least), pick.shape[1]
    rows, row_step = divided(model.rows)
    row_most = model.row_most // row_step
    able = np.asarray(model.switches @ model.route_most, dtype=np.int64)
    takes, step = divided(model.switches)
    least = sparse.diags_array(-(-model.switch_least // step).astype(np.float64))
    most = np.minimum(model.switch_most, able) // step
    grouped = np.flatnonzero(model.switch_group >= 0)
    group = sparse.csc_array(
        (np.ones(len(grouped)), (model.switch_group[grouped], grouped)),
        shape=(len(model.group_most), switches),
    )
    # A route of a switch that is off gives nothing; said route by route, that leaves no leak.
    entry = sparse.coo_array(model.switches)
    tied = (np.ones(entry.nnz), (np.arange(entry.nnz), entry.coords[1]))
    on = (model.route_most[entry.coords[1]].astype(float), (np.arange(entry.nnz), entry.coords[0]))
    blocks = [
        [rows, None, None],
        [takes, -least, None],
        [takes, -sparse.diags_array(most.astype(np.float64)), None],
        [None, group, None],
        [
            sparse.csc_array(tied, shape=(entry.nnz, routes)),
            -sparse.csc_array(on, shape=(entry.nnz, switches)),
            None,
        ],
        [-pick.T, None, sparse.eye_array(picked)],
    ]
    shapes = [(len(row_most),), (switches,), (switches,), (len(model.group_most),)]
    shapes += [(entry.nnz,), (picked,)]
    upper = [row_most.astype(float), np.full(switches, np.inf), np.zeros(switches)]
    upper += [model.group_most.astype(float), np.zeros(entry.nnz), np.zeros(picked)]
    lower = [np.full(shape, -np.inf) for shape in shapes]
    lower[1] = np.zeros(switches)
    matrix = sparse.csc_array(
        sparse.block_array(
            _filled(blocks, [shape[0] for shape in shapes], [routes, switches, picked])
        )
    )
    cost = np.concatenate([worth, np.zeros(switches), np.ones(picked)])
    column_most = np.concatenate(
        [model.route_most.astype(float), np.ones(switches), np.ones(picked)]
    )
    whole = np.concatenate([np.ones(routes + switches), np.zeros(picked)]).astype(bool)
    solution = _solved(
        matrix, np.concatenate(lower), np.concatenate(upper), cost, column_most, whole, gap
    )
    plan = np.rint(solution[:routes]).astype(np.int64)
    if not model.keeps_limits(plan):
        raise NoSolution("HiGHS: nghiệm vượt giới hạn khi làm tròn / over a limit when rounded")
    return plan


def _filled(
    blocks: list[list[sparse.sparray | None]], heights: list[int], widths: list[int]
) -> list[list[sparse.sparray]]:
    return [
        [
            sparse.csc_array((height, width)) if block is None else block
            for block, width in zip(row, widths, strict=True)
        ]
        for row, height in zip(blocks, heights, strict=True)
    ]


def divided(matrix: sparse.csc_array) -> tuple[sparse.csr_array, Whole]:
    """Divide every line of whole numbers by the greatest common divisor of its entries."""
    lines = sparse.csr_array(matrix)
    step = np.ones(lines.shape[0], dtype=np.int64)
    filled = np.flatnonzero(np.diff(lines.indptr))
    if len(filled):
        step[filled] = np.gcd.reduceat(lines.data, lines.indptr[filled])
    scaled = lines.astype(np.float64)
    scaled.data = (lines.data // np.repeat(step, np.diff(lines.indptr))).astype(np.float64)
    return scaled, step


def _solved(
    matrix: sparse.csc_array,
    lower: Reals,
    upper: Reals,
    cost: Reals,
    column_most: Reals,
    whole: Flags,
    gap: float,
) -> Reals:
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = cost
    program.col_lower_, program.col_upper_ = np.zeros(len(cost)), column_most
    program.row_lower_ = np.where(np.isinf(lower), -highspy.kHighsInf, lower)
    program.row_upper_ = np.where(np.isinf(upper), highspy.kHighsInf, upper)
    kinds = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    program.integrality_ = [kinds[0] if one else kinds[1] for one in whole]
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    program.a_matrix_.index_ = matrix.indices.astype(np.int32)
    program.a_matrix_.value_ = matrix.data.astype(np.float64)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": gap,
        # Values are whole numbers: what is nearer than this to the bound is the greatest.
        "mip_abs_gap": 0.5,
        "mip_feasibility_tolerance": TOLERANCE,
    }.items():
        engine.setOptionValue(option, value)
    engine.passModel(program)
    engine.run()
    status = engine.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise NoSolution(f"HiGHS: {engine.modelStatusToString(status)}")
    return np.asarray(engine.getSolution().col_value)
