"""A program inside HiGHS: loaded, run, and what its status means."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event

import highspy
import numpy as np
from scipy import sparse

from needs.allocation.solving.program import Program
from needs.errors import NoSolution

PROVEN, LIMIT, IMPOSSIBLE = "optimal", "limit", "infeasible"
RELAXED, SHORT, WHOLE = "relaxed", "short", "whole"


def loaded(program: Program, kind: str, options: Mapping[str, float]) -> highspy.Highs:
    """Load a program: `RELAXED`, `WHOLE`, or `SHORT` (relaxed, measuring what falls short)."""
    matrix, most = program.matrix, program.column_most
    value = np.zeros(len(most))
    if kind == "short":
        cells = np.arange(len(program.count_rows))
        ones = (np.ones(len(cells)), (program.count_rows, cells))
        short = sparse.csc_array(ones, shape=(matrix.shape[0], len(cells)))
        matrix = sparse.csc_array(sparse.hstack([matrix, short], format="csc"))
        most = np.concatenate([most, np.full(len(cells), highspy.kHighsInf)])
        value = np.concatenate([value, -np.ones(len(cells))])
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = value
    model.col_lower_ = np.zeros(len(most))
    model.col_upper_ = most
    model.row_lower_ = program.row_lower
    model.row_upper_ = program.row_upper
    if kind == "whole":
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(most)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data.astype(np.float64)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in {"output_flag": False, "mip_abs_gap": 0.0, **options}.items():
        engine.setOptionValue(option, setting)
    if engine.passModel(model) == highspy.HighsStatus.kError:
        raise NoSolution(told("model"))
    return engine


def stop_when(engine: highspy.Highs, needless: Event) -> None:
    """Break a search in whole packages off as soon as its answer is not needed any more."""

    def look(event: highspy.HighsCallbackEvent) -> None:
        if needless.is_set():
            event.interrupt()

    engine.cbMipInterrupt.subscribe(look)


def run(engine: highspy.Highs) -> None:
    """Solve; the outcome is asked for by `known_status`."""
    if engine.run() == highspy.HighsStatus.kError:
        raise NoSolution(told(engine.modelStatusToString(engine.getModelStatus())))


def known_status(engine: highspy.Highs) -> str:
    """Return `PROVEN`, `LIMIT` or `IMPOSSIBLE`; anything else is no solution."""
    status = engine.getModelStatus()
    known = {
        highspy.HighsModelStatus.kOptimal: PROVEN,
        highspy.HighsModelStatus.kInfeasible: IMPOSSIBLE,
        # Every column is bounded.
        highspy.HighsModelStatus.kUnboundedOrInfeasible: IMPOSSIBLE,
        highspy.HighsModelStatus.kTimeLimit: LIMIT,
        highspy.HighsModelStatus.kIterationLimit: LIMIT,
        highspy.HighsModelStatus.kSolutionLimit: LIMIT,
        highspy.HighsModelStatus.kInterrupt: LIMIT,
        # An empty model: nothing to give anywhere.
        highspy.HighsModelStatus.kModelEmpty: PROVEN,
    }
    if status not in known:
        raise NoSolution(told(engine.modelStatusToString(status)))
    return known[status]


def told(status: str) -> str:
    """Return what to say when HiGHS gives no usable plan, and what to do."""
    return (
        f"HiGHS: {status}. Không gửi phương án này: phương án rỗng luôn hợp lệ, nên đây là lỗi của"
        " chương trình giải hoặc số quá lớn; kiểm lại đơn vị (đồng, trẻ), tăng time_limit_s, báo"
        " người bảo trì / do not use this plan: giving nothing is always possible, so this is a"
        " fault of the solver or of very large figures; check units (đồng, children), raise"
        " time_limit_s, tell the maintainers"
    )
