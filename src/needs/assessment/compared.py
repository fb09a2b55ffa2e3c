"""The plan beside other plans: less fairness, usual practice, one gift more, a wider limit."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.allocation import Allocation, binding_limits, compare_practice, frontier, next_gift
from needs.assessment.plan_inputs import PlanInputs, without_mark
from needs.assessment.proposal import rules_of
from needs.programmes import Programme
from needs.tables import table

BINDING_NAMES = {
    "commune_code": "limit_commune",
    "category": "limit_category",
    "step": "widened_by",
}


def compared_tables(
    programme: Programme, inputs: PlanInputs, allocation: Allocation, *, binding: bool = True
) -> dict[str, pd.DataFrame]:
    """Return the tables `frontier`, `practice`, `next_gifts` and `binding`.

    Parameters
    ----------
    programme
        Which steps and amounts are told.
    inputs, allocation
        What the plan started from, and the plan.
    binding
        Leave the table `binding` out where this is false: it solves the plan many times.
    """
    given: dict[str, Any] = {
        "ages": inputs.ages,
        "held": inputs.held,
        "period": programme.period,
    }
    settings = programme.allocation
    steps = frontier(
        inputs.cells,
        inputs.gifts,
        **given,
        rules=rules_of(programme),
        steps=tuple(settings.frontier),
        allocation=allocation,
    )
    tables = {
        "frontier": steps.rename(columns={"step": "fair_share", "floor": "lowest_coverage"}),
        "practice": compare_practice(inputs.cells, inputs.gifts, allocation, **given),
        "next_gifts": _next_gifts(programme, inputs, allocation),
    }
    if binding:
        tables["binding"] = _binding(inputs, allocation, given, step_vnd=settings.next_vnd)
    return tables


def _binding(
    inputs: PlanInputs, allocation: Allocation, given: dict[str, Any], *, step_vnd: int
) -> pd.DataFrame:
    """Return the limits that bind; none where no gap is known that a gift could meet."""
    if inputs.cells.empty:
        return pd.DataFrame(columns=list(table("binding").columns))
    limits = binding_limits(inputs.cells, inputs.gifts, allocation, **given, step_vnd=step_vnd)
    return limits.rename(columns=BINDING_NAMES)


def _next_gifts(programme: Programme, inputs: PlanInputs, allocation: Allocation) -> pd.DataFrame:
    """Return what one further gift of each amount would do, each beside the plan alone."""
    settings = programme.allocation
    found = [
        next_gift(inputs.cells, inputs.gifts, allocation, amount, rules=rules_of(programme)).assign(
            amount_vnd=amount
        )
        for amount in sorted({settings.next_vnd, *settings.baskets_vnd})
    ]
    return without_mark(pd.concat(found, ignore_index=True)).rename(
        columns={"unit_price_vnd": "lot_unit_price_vnd"}
    )
