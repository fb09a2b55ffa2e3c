"""Effect: reach the most children, weighted by priority, without giving up what came before."""

from __future__ import annotations

from needs.allocation.model.model import Whole
from needs.allocation.solving.giving import nothing_left_idle
from needs.allocation.solving.solve import PlanSolver
from needs.allocation.solving.solved import Solved


def most_effective(solver: PlanSolver, required: Whole, start: Whole) -> Solved:
    """Return the plan with the greatest Σ priority × worth × children that gives what is required.

    What the fair plan, or a plan within the gap allowed, leaves idle is given where it still fits.
    Of plans of equal effect HiGHS takes one; with the same seed and one thread always the same.

    Parameters
    ----------
    solver
        The model in HiGHS.
    required
        Children per cell that the plan has to give.
    start
        A plan that gives them; the search begins there.

    Raises
    ------
    NoSolution
        If the solver ends without a plan.
    """
    model = solver.model
    return solver.best_plan(
        required,
        solver.effect_value(),
        start,
        finished=lambda plan: nothing_left_idle(model, plan),
    )
