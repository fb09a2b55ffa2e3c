"""From a model to a plan: which of fairness and effect comes first.

`fair_first`: the floors of the parts as high as they go (leximin), then the greatest effect that
keeps (1 − ε) of every floor. `effect_first`: the greatest effect, then the floors as high as they
go with (1 − ε) of it, then the greatest effect that keeps these floors. `proportional`: as
`fair_first`, of the share that is closed of what each cell lacks. If lots have been offered, a last
stage keeps as many of them as it can, with the floors and (1 − steadiness) of the effect.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from needs.allocation.model.model import Model, Whole
from needs.allocation.solving.effect import most_effective
from needs.allocation.solving.fairness import FairPlan, Search
from needs.allocation.solving.floors import Floors
from needs.allocation.solving.rising import Fairest, fairest_plan
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solve import PlanSolver
from needs.allocation.solving.solved import Solved
from needs.allocation.solving.steady import steadiest


@dataclass(frozen=True)
class Outcome:
    """A plan, the floors it keeps and the proofs.

    Parameters
    ----------
    plan
        Packages per route.
    part, parts
        Per cell the number of its part; per part its category and number. The model's own, where
        needed split into what stayed behind and what could still rise.
    floors
        Per part: the floor reached in the stage of fairness.
    kept
        Per part: the floor that the later stages had to keep.
    searches
        Every search for a floor, in order.
    first_effect
        `effect_first`: the solve for the greatest effect at all; else None.
    effect
        The solve for the greatest effect that keeps the floors; None in a model without cells.
    steady
        The solve for the most offered packages kept; None where nothing was offered.
    fairest
        The floors as high as they go; None where an effect came first, and without cells.
    """

    plan: Whole
    part: Whole
    parts: tuple[tuple[str, int], ...]
    floors: Floors
    kept: Floors
    searches: tuple[Search, ...]
    first_effect: Solved | None
    effect: Solved | None
    steady: Solved | None
    fairest: Fairest | None = None


def measured(model: Model, rules: AllocationRules) -> Model:
    """Return the model whose coverage the floors speak of.

    In mode `proportional` the target is what is open, and nothing of it is covered yet.
    """
    if rules.mode != "proportional":
        return model
    return replace(model, target=model.gap, covered=np.zeros_like(model.gap))


def solve_plan(model: Model, rules: AllocationRules, *, offered: Whole | None = None) -> Outcome:
    """Find the plan of the mode that the rules name.

    Parameters
    ----------
    model
        The reachable cells, the routes and every limit.
    rules
        Mode, tolerances, limits, seed.
    offered
        Packages per route that have been offered to donors and should change as little as
        possible; None or all 0: no such stage.

    Returns
    -------
    Outcome
        The same for the same model (unless a solve ends by the time limit).

    Raises
    ------
    NoSolution
        If the solver ends without a plan, which cannot happen on checked inputs: giving nothing
        keeps every limit.
    """
    nothing = np.zeros(len(model.route_cell), dtype=np.int64)
    if not len(model.cell):
        return Outcome(nothing, model.part, model.parts, {}, {}, (), None, None, None)
    model = measured(model, rules)
    solver = PlanSolver(model, rules)
    first, start, fair_solver = None, nothing, solver
    kept_share = 1 - Fraction(str(rules.epsilon))
    if rules.mode == "effect_first":
        first = most_effective(solver, nothing_required(model), nothing)
        start = first.plan
        least = float(kept_share) * first.objective
        fair_solver = PlanSolver(model, rules, least_effect=least)
    fair, cells, parts, searches = fairest_plan(fair_solver, rules, FairPlan({}, start))
    share = Fraction(1) if rules.mode == "effect_first" else kept_share
    kept = {part: share * floor for part, floor in fair.floors.items()}
    required = cells.required(kept)
    effect = most_effective(solver, required, fair.plan)
    plan, steady = effect.plan, None
    if offered is not None and offered.any():
        steady = steadiest(model, rules, required, plan, offered)
        plan = steady.plan
    return Outcome(
        plan=plan,
        part=cells.part,
        parts=parts,
        floors=fair.floors,
        kept=kept,
        searches=tuple(searches),
        first_effect=first,
        effect=effect,
        steady=steady,
        fairest=None if rules.mode == "effect_first" else (fair, cells, parts),
    )


def nothing_required(model: Model) -> Whole:
    """Return zero children per cell."""
    return np.zeros(len(model.cell), dtype=np.int64)
