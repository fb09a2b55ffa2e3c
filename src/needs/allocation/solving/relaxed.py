"""The relaxed model: what no plan can reach, and where split packages would go.

The program stands in HiGHS twice: once measuring what falls short of the children required (quick
proofs that a floor is impossible), once with a value. A bound that is told is computed again from
the duals (`Program.bound`).
"""

from __future__ import annotations

import highspy
import numpy as np

from needs.allocation.model.model import Flags, Model, Whole
from needs.allocation.solving.highs import PROVEN, RELAXED, SHORT, known_status, loaded, run
from needs.allocation.solving.program import Cut, Program, Reals, cut_of
from needs.allocation.solving.rules import AllocationRules

# A relaxed amount further than this from a whole number is a split package.
SPLIT = 1e-6
# Floating-point noise of a sum, relative.
NOISE = 1e-11


def options_of(rules: AllocationRules) -> dict[str, float]:
    """Return the rules as options of HiGHS."""
    return {
        "threads": rules.threads,
        "random_seed": rules.seed,
        "time_limit": rules.time_limit_s,
        "mip_rel_gap": rules.mip_gap,
    }


def require(engine: highspy.Highs, program: Program, required: Whole) -> None:
    """Ask for at least these children per cell."""
    rows = program.count_rows.astype(np.int32)
    least, most = program.steps(required), program.row_upper[program.count_rows]
    # Not in highspy's type stub.
    engine.changeRowsBounds(len(rows), rows, least, most)  # type: ignore[attr-defined]


class Relaxed:
    """One program with split packages.

    Parameters
    ----------
    model, program
        The model, and how it is written down.
    rules
        Time limit, threads and seed.
    """

    def __init__(self, model: Model, program: Program, rules: AllocationRules) -> None:
        self._model = model
        self._program = program
        self._rules = rules
        self._cuts: list[Cut] = []
        self._engines: dict[str, highspy.Highs] = {}

    def known_impossible(self, required: Whole) -> bool:
        """Say whether an earlier proof already excludes these children per cell."""
        steps = self._program.steps(required)
        return any(cut.excludes(steps) for cut in self._cuts)

    def rules_out(self, required: Whole) -> bool:
        """Say whether even split packages cannot give the children required per cell.

        The relaxed solve measures what falls short. If anything does, its duals say which cells
        together ask for more than the means allow: a proof that serves for later questions too.
        """
        if self.known_impossible(required):
            return True
        engine, program = self._engine(SHORT), self._program
        require(engine, self._program, required)
        run(engine)
        if known_status(engine) != PROVEN or engine.getInfo().objective_function_value > -NOISE:
            # Unsolved in time proves nothing: the whole-package solve decides.
            return False
        self._cuts.append(cut_of(program, np.asarray(engine.getSolution().row_dual)))
        return self._cuts[-1].excludes(program.steps(required))

    def blocking(self, required: Whole) -> Flags | None:
        """Flag the cells that together ask for too much; None if that is not what hinders."""
        if not self.rules_out(required):
            return None
        steps = self._program.steps(required)
        cut = next(cut for cut in reversed(self._cuts) if cut.excludes(steps))
        return np.asarray(cut.weight > SPLIT * cut.weight.max())

    def settled(self, required: Whole, value: Reals, amounts: Reals) -> Reals | None:
        """Solve once more with every switch on or off; None if that gives not what is required.

        Where split packages come under the least of a switch by half, or visit more communes than
        a gift may, the switch goes off: of a group those stay on by which most is given.
        """
        model, routes = self._model, self._program.routes
        given = model.switches @ amounts[:routes]
        on = given >= np.maximum(model.switch_least / 2, SPLIT)
        for group, most in enumerate(model.group_most.tolist()):
            members = np.flatnonzero(on & (model.switch_group == group))
            on[members[np.argsort(-given[members], kind="stable")][most:]] = False
        columns = np.arange(routes, routes + len(on), dtype=np.int32)
        engine, switched = self._engine(RELAXED), on.astype(np.float64)
        engine.changeColsBounds(len(on), columns, switched, switched)
        found, _ = self.amounts(required, value)
        engine.changeColsBounds(len(on), columns, np.zeros(len(on)), np.ones(len(on)))
        return found

    def amounts(self, required: Whole, value: Reals) -> tuple[Reals | None, float]:
        """Solve with split packages: amounts per column (None without), and the proven bound."""
        engine, program = self._engine(RELAXED), self._program
        require(engine, self._program, required)
        engine.changeColsCost(len(value), np.arange(len(value), dtype=np.int32), value)
        run(engine)
        status, solution = known_status(engine), engine.getSolution()
        lower = program.row_lower.copy()
        lower[program.count_rows] = program.steps(required)
        nothing = np.zeros(len(lower))
        duals = np.asarray(solution.row_dual) if solution.dual_valid else nothing
        bound = program.bound(value, duals, lower)
        return (np.asarray(solution.col_value) if status == PROVEN else None), bound

    def promising(self, amounts: Reals) -> Flags:
        """Flag the columns that a relaxed solve uses, all routes to cells that it splits."""
        model, split = self._model, np.zeros(len(self._model.cell), dtype=bool)
        by_route = amounts[: self._program.routes]
        broken = np.abs(by_route - np.rint(by_route)) > SPLIT
        split[model.route_cell[broken]] = True
        used = amounts > SPLIT
        used[: len(by_route)] |= split[model.route_cell]
        return np.asarray(used)

    def _engine(self, kind: str) -> highspy.Highs:
        if kind not in self._engines:
            self._engines[kind] = loaded(self._program, kind, options_of(self._rules))
        return self._engines[kind]
