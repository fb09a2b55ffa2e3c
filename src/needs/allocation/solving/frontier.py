"""Between fairness and effect: what each share of the fair floors costs in effect."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from needs.allocation.model.model import Model, Whole
from needs.allocation.solving.effect import most_effective
from needs.allocation.solving.fairness import FairPlan
from needs.allocation.solving.floors import Floors
from needs.allocation.solving.modes import measured
from needs.allocation.solving.rising import Fairest, fairest_plan
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solve import PlanSolver
from needs.allocation.solving.solved import Solved

STEPS = (1.0, 0.9, 0.75, 0.5, 0.25, 0.0)


@dataclass(frozen=True)
class FrontierPoint:
    """The greatest effect with a share of the fair floors kept.

    Parameters
    ----------
    step
        Share of the floors kept.
    floors
        Per part: the floor kept.
    lowest
        The lowest floor over all parts that the plan reaches.
    solved
        The plan, its effect and the proof.
    """

    step: float
    floors: Floors
    lowest: Fraction
    solved: Solved


def frontier_points(
    model: Model,
    rules: AllocationRules,
    steps: tuple[float, ...] = STEPS,
    *,
    fairest: Fairest | None = None,
) -> list[FrontierPoint]:
    """Return the greatest effect for each share of the fair floors, the largest share first.

    Every solve starts from the plan before, which keeps the lower floors too: the effect never
    falls when the share falls, also where a solve ends by its limit.

    Parameters
    ----------
    model, rules
        The model (mode `proportional`: floors of what is open), and how exactly to solve it.
    steps
        Shares 0..1.
    fairest
        The fair floors of this model by these rules, where they are known; else they are found.

    Raises
    ------
    ValueError
        If a share is outside 0..1.
    NoSolution
        If the solver ends without a plan.
    """
    if not all(0 <= step <= 1 for step in steps):
        raise ValueError(f"steps 0..1; found {steps}")
    if not len(model.cell):
        return []
    model = measured(model, rules)
    solver = PlanSolver(model, rules)
    nothing: Whole = np.zeros(len(model.route_cell), dtype=np.int64)
    if fairest is None:
        fairest = fairest_plan(solver, rules, FairPlan({}, nothing))[:3]
    fair, cells, parts = fairest
    points: list[FrontierPoint] = []
    for step in sorted(set(steps), reverse=True):
        kept = {part: Fraction(str(step)) * floor for part, floor in fair.floors.items()}
        start = points[-1].solved.plan if points else fair.plan
        solved = most_effective(solver, cells.required(kept), start)
        counts = model.counts(solved.plan)
        reached = [cells.reached_floor(counts, (part,)) for part in range(len(parts))]
        points.append(FrontierPoint(step, kept, min(reached), solved))
    return points
