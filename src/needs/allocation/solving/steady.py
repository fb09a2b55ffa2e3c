"""Steadiness: what has been offered to donors changes as little as possible."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from needs.allocation.model.model import Model, Whole
from needs.allocation.solving.giving import nothing_left_idle
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solve import PlanSolver
from needs.allocation.solving.solved import Solved


def steadiest(
    model: Model, rules: AllocationRules, required: Whole, start: Whole, offered: Whole
) -> Solved:
    """Return the plan that keeps the most offered packages, at nearly the same effect.

    Parameters
    ----------
    model, rules
        The model, and how exactly to solve it; `rules.steadiness` is the share of the effect of
        `start` that may be given up.
    required
        Children per cell that the plan has to give: the floors kept.
    start
        A plan that gives them, of the greatest effect.
    offered
        Packages per route that have been offered.

    Returns
    -------
    Solved
        Its objective and bound count the offered packages that are kept.

    Raises
    ------
    NoSolution
        If the solver ends without a plan.
    """
    offered = np.minimum(offered, model.route_most)
    least = float(1 - Fraction(str(rules.steadiness))) * model.effect(start)
    solver = PlanSolver(model, rules, least_effect=least, offered=offered)
    return solver.best_plan(
        required,
        solver.steady_value(),
        start,
        finished=lambda plan: nothing_left_idle(model, plan, first=offered - plan),
    )
