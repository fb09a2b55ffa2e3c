"""From cells and gifts to a proposal: what comes first, then the tables, with every reason."""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.allocation.given.inputs import Inputs, checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.model.gifts import gifts_of, month_bits, package_of, paid_by, wished
from needs.allocation.model.model import Whole
from needs.allocation.results.plan_tables import floors_table, frontier_table, stages_table
from needs.allocation.results.reasons import Admitted, further_packages, open_reasons
from needs.allocation.results.results import Allocation, coverage_table, gift_use_table, lots_table
from needs.allocation.results.routes_of_lots import plan_of
from needs.allocation.solving.frontier import STEPS, frontier_points
from needs.allocation.solving.modes import solve_plan
from needs.allocation.solving.rules import AllocationRules

DEFAULT_RULES = AllocationRules()


def allocate(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    *,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    offered: pd.DataFrame | None = None,
    rules: AllocationRules = DEFAULT_RULES,
    period: str | None = None,
) -> Allocation:
    """Propose which gift gives how many whole packages of what, where.

    What comes first is `rules.mode`: by default the lowest coverage among the cells that can be
    reached is raised, part by part as far as it goes, then the most children by priority are
    reached while every part keeps (1 − epsilon) of its floor (`modes`). No budget, stock, wish,
    age, season or low gap is exceeded, by not one đồng and not one child. What is held stands;
    what has been offered changes as little as possible.

    Parameters
    ----------
    cells
        One row per commune × category with a target: `commune_code`, `commune`,
        `district_code`, `district`, `zone`, `category`, `counted` ("children" or "places"),
        `children_target` (> 0), `gap_low` (missing = unknown: never served), `held` (children or
        places promised already), `priority` (>= 0), `worth` (children that one counted unit
        stands for), `unit`, `unit_months` (is the unit a month?), `package_units`,
        `package_children` (counted units one package serves), `unit_price_vnd` (delivered there;
        missing = money cannot pay it), `months` (tuple 1..12; empty = all year).
    gifts
        One row per gift, as the room `donors` writes it: who gives, what it holds (`budget_vnd`,
        `units` or `children`) and what it wishes; empty or missing = no restriction.
    ages
        `commune_code`, `category`, `age`, `children`: the gap by age; needed for gifts with ages.
    held
        `gift_id`, `commune_code`, `category`, `count`, `taken`: what gifts have promised already,
        in children (places) and in what they hold; the children are counted in `cells.held`.
    offered
        `gift_id`, `partner_gift`, `commune_code`, `category`, `packages`: lots that donors have
        been asked for.
    rules
        Mode, tolerances, time limit, threads, seed.
    period
        The period planned; gifts of another one give nothing. None: all gifts take part.

    Returns
    -------
    Allocation
        The same for the same rows in any order (unless a solve ends by the time limit).

    Raises
    ------
    InputFaults
        If a table cannot be used; with every fault found.
    NoSolution
        If the solver ends without a plan; with its status and what to do.

    Notes
    -----
    Source: Bertsimas, Farias, Trichakis (2011), The Price of Fairness,
    doi 10.1287/opre.1100.0865; solved with HiGHS.
    """
    inputs = checked_inputs(cells, gifts, ages, held, offered)
    model, unreachable = build_model(
        inputs.cells, inputs.gifts, inputs.ages, inputs.held, period=period
    )
    outcome = solve_plan(model, rules, offered=plan_of(inputs, model, inputs.offered))
    plan = outcome.plan
    further = further_packages(model, plan, inputs.gifts)
    reasons = open_reasons(model, further, plan, unreachable)
    lots = lots_table(inputs, model, plan)
    admitted = _admitted(inputs, period)
    return Allocation(
        lots=lots,
        coverage=coverage_table(
            inputs, model, plan, reasons, unreachable, outcome.part, outcome.parts
        ),
        gift_use=gift_use_table(inputs, model, plan, lots, admitted, further, period=period),
        floors=floors_table(sorted(set(inputs.cells["category"])), model, outcome, rules),
        stages=stages_table(outcome),
        rules=rules,
        fairest=outcome.fairest,
    )


def frontier(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    *,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    rules: AllocationRules = DEFAULT_RULES,
    period: str | None = None,
    steps: tuple[float, ...] = STEPS,
    allocation: Allocation | None = None,
) -> pd.DataFrame:
    """Show what fairness costs in effect: from all of the fair floors kept to none.

    Parameters
    ----------
    cells, gifts, ages, held, rules, period
        As for `allocate` (of the rules, `mode` says only whether floors are shares of the target
        or, in `proportional`, of what is open).
    steps
        Shares of the fair floors to keep, 0..1.
    allocation
        The plan made of the same tables, where there is one: its fair floors are not sought again.

    Returns
    -------
    DataFrame
        One row per step, the fairest first: `step`, `floor` (lowest floor over all parts that the
        plan reaches), `effect` (Σ priority × worth × count), `children_reached` (places are none),
        `price_of_fairness` ((E_max − E) / E_max, E_max the greatest effect found), `gap`,
        `status`. The effect never falls when the step falls.

    Raises
    ------
    InputFaults
        If a table cannot be used.
    ValueError
        If a step is outside 0..1.

    Notes
    -----
    Source: Bertsimas, Farias, Trichakis (2011), doi 10.1287/opre.1100.0865.
    """
    inputs = checked_inputs(cells, gifts, ages, held, None)
    model, _ = build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held, period=period)
    known = allocation if allocation is not None and allocation.rules == rules else None
    fairest = None if known is None else known.fairest
    points = frontier_points(model, rules, steps, fairest=fairest)
    counted = inputs.cells["counted"].iloc[model.cell].eq("children").to_numpy(dtype=bool)
    reached = {p.step: int(model.counts(p.solved.plan)[counted].sum()) for p in points}
    return frontier_table(points, reached)


def _admitted(inputs: Inputs, period: str | None) -> list[Admitted]:
    """Return, per gift, where it could go if it were alone."""
    found = []
    season = np.array([month_bits(months) for months in inputs.cells["months"]], dtype=np.int64)
    for terms in gifts_of(inputs.gifts, inputs.held, period):
        gift = inputs.gifts.iloc[terms.row]
        package = package_of(inputs.cells, gift)
        cells = wished(inputs.cells, gift) & package.good & (package.cost > 0)
        cells &= season & terms.months > 0
        takes: Whole = np.where(cells, paid_by(terms.share, package.cost), 1)
        found.append(Admitted(cells, takes, package.size))
    return found
