"""A second look at an allocation, outside the model: every limit again, from the tables alone."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from needs.allocation.checking.check_limits import (
    Ages,
    Given,
    check_ages,
    check_gaps,
    check_gifts,
    check_idle,
)
from needs.allocation.checking.check_lots import check_lots
from needs.allocation.checking.check_tables import check_coverage, check_floors, check_use
from needs.allocation.given.inputs import checked_inputs
from needs.allocation.results.results import Allocation
from needs.errors import Fault, FaultCollector
from needs.tables import CELL


def check_allocation(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    allocation: Allocation,
    *,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    period: str | None = None,
) -> list[Fault]:
    """Check every limit and every sum of an allocation against the tables it was made from.

    Parameters
    ----------
    cells, gifts, ages, held, period
        As given to `allocate`.
    allocation
        What it returned.

    Returns
    -------
    list of Fault
        Everything wrong; empty for a sound allocation.

    Raises
    ------
    InputFaults
        If the tables cannot be used.
    """
    checked = checked_inputs(cells, gifts, ages, held, None)
    faults = FaultCollector("allocation")
    by_cell = {(r["commune_code"], r["category"]): r for r in checked.cells.to_dict("records")}
    by_gift = {r["gift_id"]: r for r in checked.gifts.to_dict("records")}
    lots = check_lots(faults, allocation.lots, by_cell, by_gift)
    given = Given(lots, checked.held)
    for gift_id in sorted({name for name, used in given.now.items() if used}):
        own = by_gift[gift_id]["period"]
        if period is not None and own not in ("", period):
            faults.add(gift_id, f"period = {own}", f"kỳ {period}")
    check_gifts(faults, given, by_gift, checked.cells)
    check_gaps(faults, given, by_cell)
    check_ages(faults, lots, by_cell, by_gift, _ages(checked.ages), checked.held)
    check_idle(faults, given, checked.cells, by_gift, period)
    check_coverage(faults, given, by_cell, allocation.coverage)
    check_use(faults, given, by_gift, allocation.gift_use)
    check_floors(
        faults,
        allocation.floors,
        allocation.coverage,
        kept=1.0 if allocation.rules.mode == "effect_first" else 1 - allocation.rules.epsilon,
        proportional=allocation.rules.mode == "proportional",
    )
    return faults.faults


def _ages(ages: pd.DataFrame) -> Ages:
    found: Ages = defaultdict(dict)
    for row in ages.to_dict("records"):
        found[row[CELL[0]], row[CELL[1]]][int(row["age"])] = int(row["children"])
    return found
