"""From cells and donors to a proposal: fairness first, then effect, then the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.allocation.donors import Whole, out_of_reach, purses
from needs.allocation.effect import most_effective
from needs.allocation.fairness import FairPlan, FloorRaiser
from needs.allocation.inputs import checked_inputs
from needs.allocation.model import build_reach
from needs.allocation.results import (
    Allocation,
    coverage_table,
    donor_use_table,
    floors_table,
    lots_table,
    stages_table,
)
from needs.allocation.solve import AllocationRules, PackageSolver

DEFAULT_RULES = AllocationRules()


def allocate(
    cells: pd.DataFrame, donors: pd.DataFrame, *, rules: AllocationRules = DEFAULT_RULES
) -> Allocation:
    """Propose which donor gives how many whole packages of what, where.

    Stage 1 raises the lowest coverage among the cells that can be reached, then category by
    category what can still rise (`fairness`). Stage 2 reaches the most children by priority while
    every category keeps (1 − epsilon) of its floor (`effect`). No budget, stock, earmark or low
    gap is exceeded, by not one đồng and not one child.

    Parameters
    ----------
    cells
        One row per commune × category with a target: `commune_code`, `commune`,
        `district_code`, `district`, `zone`, `category`, `children_target` (> 0), `gap_low`
        (children, missing = unknown: never served), `priority` (>= 0), `unit`, `package_units`,
        `package_children` (children one package serves), `unit_price_vnd` (delivered there).
    donors
        One row per donor: `donor_id`, `donor`, `donor_type`, `budget_vnd` (missing for donors of
        goods), `stock_category` and `stock_units` (missing for donors of money), the earmarks
        `categories`, `districts` (codes), `communes` (codes), `zones` (tuples; empty = no
        restriction) and `basis`.
    rules
        Epsilon, gap, time limit, threads, seed.

    Returns
    -------
    Allocation
        The same for the same rows in any order (unless a solve ends by the time limit).

    Raises
    ------
    InputFaults
        If a table cannot be used; with every fault found.
    NoSolution
        If the solver ends without a plan; with its status.

    Notes
    -----
    Source: Bertsimas, Farias, Trichakis (2011), The Price of Fairness,
    doi 10.1287/opre.1100.0865; solved with HiGHS.
    """
    cells, donors = checked_inputs(cells, donors)
    all_purses = purses(cells, donors)
    unreachable = out_of_reach(cells, all_purses)
    reach = build_reach(cells, all_purses, unreachable)
    plan: Whole = np.zeros(len(reach.route_cell), dtype=np.int64)
    fair, searches, effect = FairPlan({}, plan), [], None
    if len(reach.cell):
        solver = PackageSolver(reach, rules)
        raiser = FloorRaiser(reach, solver, rules)
        fair, searches = raiser.fairest(), raiser.searches
        effect = most_effective(reach, solver, fair, rules)
        plan = effect.plan
    return Allocation(
        lots=lots_table(cells, donors, all_purses, reach, plan),
        coverage=coverage_table(cells, reach, plan, unreachable),
        donor_use=donor_use_table(donors, all_purses, reach, plan, unreachable),
        floors=floors_table(cells, reach, fair, plan),
        stages=stages_table(searches, effect),
        rules=rules,
    )
