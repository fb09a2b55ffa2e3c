"""Stage 2, effect: reach the most children, weighted by priority, without giving up fairness."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from needs.allocation.donors import Whole
from needs.allocation.fairness import FairPlan
from needs.allocation.floors import required_packages
from needs.allocation.model import Reach
from needs.allocation.solve import PROVEN, AllocationRules, PackageSolver, Solved


def most_effective(
    reach: Reach, solver: PackageSolver, fair: FairPlan, rules: AllocationRules
) -> Solved:
    """Return the plan with the greatest Σ priority × children reached that stays fair.

    Every category keeps at least (1 − epsilon) of its floor of stage 1; the floors are asked for
    as whole packages per cell. The search starts from the fair plan, and what it leaves idle is
    given where it still fits.

    Parameters
    ----------
    reach, solver, rules
        The model, and how exactly to solve it.
    fair
        Floors and plan of stage 1.

    Raises
    ------
    NoSolution
        If the solver ends without a plan.
    """
    kept = 1 - Fraction(str(rules.epsilon))
    required = required_packages(reach, {k: kept * floor for k, floor in fair.floors.items()})
    value = reach.value[reach.route_cell]
    solved = solver.best_plan(required, value, nothing_left_idle(reach, fair.plan))
    plan = nothing_left_idle(reach, solved.plan)
    objective = float(plan @ value)
    settled = solved.bound - objective <= rules.mip_gap * solved.bound
    status = PROVEN if settled else solved.status
    return replace(solved, plan=plan, objective=objective, status=status)


def nothing_left_idle(reach: Reach, plan: Whole) -> Whole:
    """Return the plan with every further whole package that still can be paid and still fits.

    A solve within a gap, or a cell of priority 0, may leave means idle beside an open gap. Cells
    are filled in the order of priority × children of a package, then of the cell table. Afterwards
    no donor could pay one package more anywhere.
    """
    plan = plan.copy()
    room = reach.fits - reach.packages_by_cell(plan)
    left = reach.purse_holds - reach.taken_by_purse(plan)
    order = np.lexsort((reach.route_purse, reach.route_cell, -reach.value[reach.route_cell]))
    for route in order:
        cell, purse, takes = (
            reach.route_cell[route],
            reach.route_purse[route],
            reach.route_takes[route],
        )
        more = min(room[cell], left[purse] // takes)
        plan[route] += more
        room[cell] -= more
        left[purse] -= more * takes
    return plan
