"""The calls to HiGHS: whether a floor is possible, and which plan has the greatest effect.

Money and stock rows are divided by the greatest common divisor of their entries, so that they
hold moderate whole numbers; HiGHS's tolerance (1e-6) is then far below one step of a row, and a
plan over budget cannot pass for one within it. Every plan is checked once more in whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from needs.allocation.donors import Flags, Whole
from needs.allocation.model import Reach
from needs.errors import NoSolution

# A relaxed amount further than this from a whole number is a split package.
SPLIT = 1e-6
# Routes up to which a floor not settled on few routes is tried on all.
ROUTES_ALL_TRIED = 20_000
PROVEN, LIMIT, IMPOSSIBLE = "optimal", "limit", "infeasible"


@dataclass(frozen=True)
class AllocationRules:
    """How exactly, how long and how fair.

    Parameters
    ----------
    epsilon
        Share of every category's floor that the second stage may give up for more effect.
    mip_gap
        Relative gap at which a solution counts as proven; 0 asks for the exact optimum.
    time_limit_s
        Seconds for each call of the solver. A solve that ends by it is flagged in `stages`.
    floor_nodes
        Nodes of the solver's tree for each question whether a floor is possible. Questions on the
        edge can take hours; a limit in nodes, unlike one in seconds, is the same on every machine.
    threads
        Threads of the solver.
    seed
        Seed of the solver: with the same seed, the same plan.
    """

    epsilon: float = 0.01
    mip_gap: float = 1e-3
    time_limit_s: float = 60.0
    floor_nodes: int = 200
    threads: int = 1
    seed: int = 588

    def __post_init__(self) -> None:
        if not 0 <= self.epsilon <= 1 or not 0 <= self.mip_gap < 1 or self.time_limit_s <= 0:
            raise ValueError(f"epsilon 0..1, mip_gap 0..1, time_limit_s > 0; found {self}")


@dataclass(frozen=True)
class Solved:
    """A plan and its proof.

    Parameters
    ----------
    plan
        Packages per route.
    status
        `PROVEN`, or `LIMIT` (of time, nodes or solutions).
    objective, bound
        Value of the plan and what no plan can exceed.
    nodes
        Nodes of the branch-and-bound tree.
    """

    plan: Whole
    status: str
    objective: float
    bound: float
    nodes: int


@dataclass(frozen=True)
class Unsolved:
    """No plan: proven `IMPOSSIBLE`, or not found before the `LIMIT`."""

    status: str
    nodes: int


class PackageSolver:
    """The model inside HiGHS, twice: relaxed (quick proofs) and in whole packages.

    Parameters
    ----------
    reach
        The model.
    rules
        Gap, time limit, threads and seed.
    """

    def __init__(self, reach: Reach, rules: AllocationRules) -> None:
        self.reach = reach
        self._floor_nodes = rules.floor_nodes
        self._rows = np.arange(len(reach.cell), dtype=np.int32)
        self._columns = np.arange(len(reach.route_cell), dtype=np.int32)
        self._relaxed = _loaded(reach, rules, whole=False)
        self._whole = _loaded(reach, rules, whole=True)

    def rules_out(self, required: Whole) -> bool:
        """Say whether even split packages cannot give `required` packages per cell."""
        self._require(self._relaxed, required)
        _run(self._relaxed)
        # Unsolved in time proves nothing: the whole-package solve decides.
        return _known(self._relaxed) == IMPOSSIBLE

    def plan_for(self, required: Whole) -> Solved | Unsolved:
        """Find a plan with at least `required` packages per cell; any will do.

        The solver is asked to spare the means and stopped at its first plan: on tight floors that
        leads to a plan far sooner than a search without any preference. It looks first among the
        few routes that the relaxed solve uses or splits, then among all; in a large model only if
        the few are proven not to suffice (on the edge, all take minutes and settle no more).
        """
        sparing = -self.reach.route_takes / self.reach.route_takes.max()
        self._whole.setOptionValue("mip_max_improving_sols", 1)
        self._whole.setOptionValue("mip_max_nodes", self._floor_nodes)
        few = np.where(self._promising(required, sparing), self.reach.route_most, 0)
        self._admit(few)
        solved = self._solve(required, sparing, start=None)
        self._admit(self.reach.route_most)
        small = len(self._columns) <= ROUTES_ALL_TRIED
        if isinstance(solved, Unsolved) and (small or solved.status == IMPOSSIBLE):
            solved = self._solve(required, sparing, start=None)
        return solved

    def _promising(self, required: Whole, value: NDArray[np.float64]) -> Flags:
        """Flag the routes that a relaxed solve uses, and all routes to cells that it splits."""
        engine, reach = self._relaxed, self.reach
        self._require(engine, required)
        engine.changeColsCost(len(self._columns), self._columns, value)
        _run(engine)
        amounts = np.asarray(engine.getSolution().col_value)
        engine.changeColsCost(len(self._columns), self._columns, np.zeros(len(amounts)))
        split = np.abs(amounts - np.rint(amounts)) > SPLIT
        cells = np.zeros(len(reach.cell), dtype=bool)
        cells[reach.route_cell[split]] = True
        return np.asarray((amounts > SPLIT) | cells[reach.route_cell])

    def _admit(self, most: Whole) -> None:
        least = np.zeros(len(most))
        self._whole.changeColsBounds(len(most), self._columns, least, most.astype(np.float64))

    def best_plan(self, required: Whole, value: NDArray[np.float64], start: Whole) -> Solved:
        """Find the plan of greatest `value` with at least `required` packages per cell.

        Parameters
        ----------
        required
            Packages per reachable cell.
        value
            Per route: value of one package.
        start
            A plan that keeps all limits and gives what is required; the search begins there.

        Raises
        ------
        NoSolution
            If the solver ends without a plan.
        """
        self._whole.setOptionValue("mip_max_improving_sols", highspy.kHighsIInf)
        self._whole.setOptionValue("mip_max_nodes", highspy.kHighsIInf)
        solved = self._solve(required, value, start=start)
        if isinstance(solved, Unsolved):
            raise NoSolution(f"HiGHS: {solved.status}")
        return solved

    def _solve(
        self, required: Whole, value: NDArray[np.float64], start: Whole | None
    ) -> Solved | Unsolved:
        engine = self._whole
        # A solve must not depend on those before it.
        engine.clearSolver()
        self._require(engine, required)
        engine.changeColsCost(len(self._columns), self._columns, value)
        if start is not None:
            engine.setSolution(len(self._columns), self._columns, start.astype(np.float64))
        _run(engine)
        status, info = _known(engine), engine.getInfo()
        nodes = max(int(info.mip_node_count), 0)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Unsolved(status, nodes)
        plan = np.rint(np.asarray(engine.getSolution().col_value)).astype(np.int64)
        if not self.reach.keeps_limits(plan, required):
            raise NoSolution("HiGHS: nghiệm vượt giới hạn khi làm tròn / over a limit when rounded")
        return Solved(plan, status, float(plan @ value), float(info.mip_dual_bound), nodes)

    def _require(self, engine: highspy.Highs, required: Whole) -> None:
        least, most = required.astype(np.float64), self.reach.fits.astype(np.float64)
        # Not in highspy's type stub.
        engine.changeRowsBounds(len(self._rows), self._rows, least, most)  # type: ignore[attr-defined]


def _loaded(reach: Reach, rules: AllocationRules, *, whole: bool) -> highspy.Highs:
    cells, routes, purses = len(reach.cell), len(reach.route_cell), len(reach.purse_holds)
    step = np.ones(purses, dtype=np.int64)
    for purse in range(purses):
        takes = reach.route_takes[reach.route_purse == purse]
        step[purse] = np.gcd.reduce(takes) if len(takes) else 1
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = routes, cells + purses
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.zeros(routes)
    model.col_lower_ = np.zeros(routes)
    model.col_upper_ = reach.route_most.astype(np.float64)
    model.row_lower_ = np.concatenate([np.zeros(cells), np.full(purses, -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([reach.fits, reach.purse_holds // step]).astype(np.float64)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * routes
    # Two entries per column: one package in its cell, and what it takes out of its purse.
    rows = np.stack([reach.route_cell, cells + reach.route_purse], axis=1)
    entries = [np.ones(routes, dtype=np.int64), reach.route_takes // step[reach.route_purse]]
    takes = np.stack(entries, axis=1)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * routes + 1, 2, dtype=np.int32)
    model.a_matrix_.index_ = rows.ravel().astype(np.int32)
    model.a_matrix_.value_ = takes.ravel().astype(np.float64)
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {
        "output_flag": False,
        "threads": rules.threads,
        "random_seed": rules.seed,
        "time_limit": rules.time_limit_s,
        "mip_rel_gap": rules.mip_gap,
        "mip_abs_gap": 0.0,
    }.items():
        engine.setOptionValue(option, value)
    if engine.passModel(model) == highspy.HighsStatus.kError:
        raise NoSolution("HiGHS: không nhận mô hình / model refused")
    return engine


def _run(engine: highspy.Highs) -> None:
    if engine.run() == highspy.HighsStatus.kError:
        raise NoSolution(f"HiGHS: {engine.modelStatusToString(engine.getModelStatus())}")


def _known(engine: highspy.Highs) -> str:
    status = engine.getModelStatus()
    known = {
        highspy.HighsModelStatus.kOptimal: PROVEN,
        highspy.HighsModelStatus.kInfeasible: IMPOSSIBLE,
        highspy.HighsModelStatus.kTimeLimit: LIMIT,
        highspy.HighsModelStatus.kSolutionLimit: LIMIT,
    }
    if status not in known:
        raise NoSolution(f"HiGHS: {engine.modelStatusToString(status)}")
    return known[status]
