"""Which plan in whole packages has the greatest value, or keeps the floors asked for.

Every plan is checked once more in whole numbers. The empty plan keeps every limit and all columns
are bounded, so that no input that passed the checks is infeasible or unbounded; if HiGHS says so
all the same, `NoSolution` tells what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from threading import Event

import highspy
import numpy as np
from scipy import sparse

from needs.allocation.model.model import Flags, Model, Whole
from needs.allocation.solving.at_once import Question, first_plan
from needs.allocation.solving.giving import rounded
from needs.allocation.solving.highs import (
    IMPOSSIBLE,
    LIMIT,
    PROVEN,
    WHOLE,
    known_status,
    loaded,
    run,
    stop_when,
    told,
)
from needs.allocation.solving.program import Reals, program_of
from needs.allocation.solving.relaxed import NOISE, Relaxed, options_of, require
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solved import Solved, Unsolved
from needs.errors import NoSolution

ROUTES_ALL_TRIED = 20_000  # up to here, a question not settled on few routes is tried on all
# Plans over a limit when rounded: how often the limit is drawn in and the solve repeated.
DRAWN_IN = 3
# Questions at the limit of their nodes after which only quick answers are looked for.
QUESTIONS = 3


class PlanSolver:
    """One model inside HiGHS.

    Parameters
    ----------
    model
        The model.
    rules
        Gap, time limit, threads and seed.
    least_effect
        Effect that every plan has to have; none by default.
    offered
        Packages per route that have been offered; `steady_value` counts those kept.
    """

    def __init__(
        self,
        model: Model,
        rules: AllocationRules,
        *,
        least_effect: float | None = None,
        offered: Whole | None = None,
    ) -> None:
        self.model = model
        self._rules = rules
        self._least_effect = least_effect
        self._offered = offered
        self._kept = np.flatnonzero(offered) if offered is not None else np.empty(0, np.int64)
        self._program = program_of(model, least_effect=least_effect, offered=offered)
        self._asked = 0
        self.relaxed = Relaxed(model, self._program, rules)

    @property
    def keeps_effect(self) -> bool:
        """Say whether every plan has to have a least effect."""
        return self._least_effect is not None

    def effect_value(self) -> Reals:
        """Return the value per column whose sum is the effect."""
        return self._padded(self.model.value[self.model.route_cell] * self.model.route_size)

    def steady_value(self) -> Reals:
        """Return the value per column whose sum is the number of offered packages kept."""
        value = np.zeros(len(self._program.column_most))
        value[len(value) - len(self._kept) :] = 1.0
        return value

    def _padded(self, by_route: Reals) -> Reals:
        return np.concatenate([by_route, np.zeros(len(self._program.column_most) - len(by_route))])

    def plan_for(self, required: Whole) -> Solved | Unsolved:
        """Find a plan with at least the children `required` per cell; any will do.

        First the relaxed solve is rounded, and tried with its switches settled. Then the solver is
        asked to spare the means and stopped at its first plan: on tight floors that leads to a plan
        far sooner than a search without any preference. It looks among the few routes that the
        relaxed solve uses or splits and, if they hold none, among all; in a large model only if
        they are proven to hold none (on the edge, all take minutes and settle no more). When
        questions have taken `QUESTIONS` times the nodes of one, only the quick part is done.
        """
        sparing, nodes = self._sparing(), self._rules.floor_nodes
        amounts, _ = self.relaxed.amounts(required, sparing)
        limits = {"mip_max_improving_sols": 1, "mip_max_nodes": nodes}
        of_all = partial(self._solve, required, sparing, limits=limits)
        questions: list[Question] = [of_all]
        quick, large = 0, self._program.routes > ROUTES_ALL_TRIED
        if amounts is not None:
            settled = None
            if len(self.model.switch_least):
                settled = self.relaxed.settled(required, sparing, amounts)
            for split in (amounts, settled):
                plan = self._rounded(split, required)
                if plan is not None and self._keeps(plan, required):
                    return Solved(plan, PROVEN, 0.0, 0.0, 0)
            few = self.relaxed.promising(amounts)
            switched = np.diff(self.model.switches.indptr) > 0
            few |= np.pad(switched, (0, len(few) - len(switched)), constant_values=True)
            of_few = partial(of_all, few=few)
            questions = [of_few] if large else [of_few, of_all]
            if self._asked >= QUESTIONS * nodes:
                questions = []
            if settled is not None:
                few, quick = self.relaxed.promising(settled), 1
                near = partial(of_all, limits={**limits, "mip_max_nodes": nodes // 4}, few=few)
                questions = [near, *questions]
        solved, number = first_plan(questions)
        if number < quick:
            return solved if isinstance(solved, Solved) else Unsolved(LIMIT, 0)
        if large and solved.status == IMPOSSIBLE and amounts is not None:
            solved = of_all()
        self._asked += solved.nodes
        return solved

    def best_plan(
        self,
        required: Whole,
        value: Reals,
        start: Whole,
        *,
        finished: Callable[[Whole], Whole] | None = None,
    ) -> Solved:
        """Find the plan of greatest `value` with at least the children `required` per cell.

        The relaxed solve gives the bound. If the start or the relaxed plan, rounded, comes within
        the gap allowed of it, that is the proof; otherwise HiGHS searches in whole packages, in a
        large model first among the routes that the relaxed solve uses or splits (the bound stays
        that of all routes), then among all.

        Parameters
        ----------
        required
            Children per reachable cell.
        value
            Per column: `effect_value` or `steady_value`.
        start
            A plan that keeps all limits and gives what is required; the search begins there.
        finished
            What is done to every plan found (it only adds); nothing by default.

        Raises
        ------
        NoSolution
            If the solver ends without a plan.
        """
        finish = finished or (lambda plan: plan)
        best = self._valued(finish(start), value, required)
        amounts, bound = self.relaxed.amounts(required, value)
        settled = None
        if amounts is not None and not self._within_gap(best.objective, bound):
            settled = self.relaxed.settled(required, value, amounts)
            for split in (amounts, settled):
                best = self._better(best, self._rounded(split, required), finish, value, required)
        nodes, status = 0, LIMIT
        limits = {"mip_max_nodes": self._rules.effect_nodes}
        tried: list[Flags | None] = [None]
        large = self._program.routes > ROUTES_ALL_TRIED
        if settled is not None and (large or len(self.model.switch_least)):
            tried.insert(0, self.relaxed.promising(settled) | (self._all_columns(best.plan) > 0))
        for few in tried:
            if self._within_gap(best.objective, bound):
                break
            solved = self._solve(required, value, limits, few=few, start=best.plan)
            nodes += solved.nodes
            if isinstance(solved, Unsolved):
                if solved.status == IMPOSSIBLE:
                    raise NoSolution(told(solved.status))
                continue
            best = self._better(best, solved.plan, finish, value, required)
            if few is None:
                status, bound = solved.status, min(bound, solved.bound)
        if self._within_gap(best.objective, bound):
            status = PROVEN
        return replace(best, status=status, bound=max(bound, best.objective), nodes=nodes)

    def _rounded(self, amounts: Reals | None, required: Whole) -> Whole | None:
        if amounts is None:
            return None
        return rounded(self.model, amounts[: self._program.routes], required)

    def _within_gap(self, objective: float, bound: float) -> bool:
        return bound - objective <= max(self._rules.mip_gap, NOISE) * abs(bound)

    def _valued(self, plan: Whole, value: Reals, required: Whole) -> Solved:
        if not self._keeps(plan, required):
            raise NoSolution(told("start"))
        return Solved(plan, LIMIT, float(self._all_columns(plan) @ value), np.inf, 0)

    def _better(
        self,
        best: Solved,
        plan: Whole | None,
        finish: Callable[[Whole], Whole],
        value: Reals,
        required: Whole,
    ) -> Solved:
        if plan is None or not self._keeps(plan, required):
            return best
        other = self._valued(finish(plan), value, required)
        return other if other.objective > best.objective else best

    def _keeps(self, plan: Whole, required: Whole) -> bool:
        model = self.model
        if not model.keeps_limits(plan) or (model.counts(plan) < required).any():
            return False
        least = self._least_effect
        return least is None or model.effect(plan) >= least - NOISE * abs(least)

    def _all_columns(self, plan: Whole) -> Reals:
        columns = [plan, self.model.opened(plan)]
        if self._offered is not None:
            columns.append(np.minimum(plan, self._offered)[self._kept])
        return np.concatenate(columns).astype(np.float64)

    def _sparing(self) -> Reals:
        """Return a value that spares the means: a package costs its share of the dearest one."""
        rows = sparse.csr_array(self.model.rows)
        held = np.array([kind == "gift" for kind in self.model.row_kind], dtype=bool)
        dearest = np.ones(rows.shape[0])
        filled = np.flatnonzero(np.diff(rows.indptr))
        if len(filled):
            dearest[filled] = np.maximum.reduceat(rows.data, rows.indptr[filled])
        shares = np.where(held, 1.0 / np.maximum(dearest, 1.0), 0.0)
        return self._padded(-np.asarray(rows.T @ shares))

    def _solve(
        self,
        required: Whole,
        value: Reals,
        limits: Mapping[str, int],
        *,
        few: Flags | None = None,
        start: Whole | None = None,
        needless: Event | None = None,
    ) -> Solved | Unsolved:
        """Solve in whole packages, on all columns or few, each time as if it were the first."""
        program = self._program if few is None else self._program.part(few)
        chosen = np.ones(len(value), dtype=bool) if few is None else few
        columns = np.arange(len(program.column_most), dtype=np.int32)
        engine = loaded(program, WHOLE, {**options_of(self._rules), **limits})
        engine.changeColsCost(len(columns), columns, value[chosen])
        if needless is not None:
            stop_when(engine, needless)
        upper, nodes, bound = program.row_upper.copy(), 0, np.inf
        found: Solved | Unsolved = Unsolved(LIMIT, 0)
        for drawn in range(DRAWN_IN):
            self._limit(engine, upper)
            require(engine, program, required)
            if start is not None:
                engine.setSolution(len(columns), columns, self._all_columns(start)[chosen])
            run(engine)
            status, info = known_status(engine), engine.getInfo()
            nodes += max(int(info.mip_node_count), 0)
            # Rows drawn in prove nothing about the model itself.
            bound = float(info.mip_dual_bound) if drawn == 0 else bound
            if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
                return Unsolved(status if drawn == 0 else LIMIT, nodes)
            packages = np.rint(np.asarray(engine.getSolution().col_value))
            plan = np.zeros(self._program.routes, dtype=np.int64)
            plan[chosen[: len(plan)]] = packages[: program.routes].astype(np.int64)
            if self._keeps(plan, required):
                objective = float(self._all_columns(plan) @ value)
                return Solved(plan, status, objective, bound, nodes)
            found = Unsolved(LIMIT, nodes)
            over = np.maximum(program.matrix @ packages - upper, 0.0)
            upper = upper - np.where(over > 0, np.maximum(np.ceil(over), 1.0), 0.0)
            engine.clearSolver()
        return found

    def _limit(self, engine: highspy.Highs, upper: Reals) -> None:
        rows = np.arange(len(upper), dtype=np.int32)
        lower = self._program.row_lower
        # Not in highspy's type stub.
        engine.changeRowsBounds(len(rows), rows, lower, upper)  # type: ignore[attr-defined]
