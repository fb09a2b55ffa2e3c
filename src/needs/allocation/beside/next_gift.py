"""What one further gift would do while the plan stands: the next 10 million đồng, and where."""

from __future__ import annotations

import pandas as pd

from needs.allocation.plan import DEFAULT_RULES, allocate
from needs.allocation.results.results import Allocation
from needs.allocation.solving.rules import AllocationRules
from needs.tables import CELL

NEXT = "next"


def next_gift(
    cells: pd.DataFrame,
    gifts_like: pd.DataFrame,
    allocation: Allocation,
    amount_vnd: int,
    *,
    rules: AllocationRules = DEFAULT_RULES,
) -> pd.DataFrame:
    """Return the lots of one further open gift of money, given that the plan stands.

    The gift has no wishes. It is allocated by the same rules over what the plan leaves open, so
    it is possible beside all proposals; nobody is asked to change anything.

    Parameters
    ----------
    cells
        As given to `allocate` (`held` counts what earlier plans have promised).
    gifts_like
        A table of gifts (it may be empty): its columns are taken over.
    allocation
        The plan that stands.
    amount_vnd
        Đồng of the further gift; 0 and less give nothing.
    rules
        Rules by which it is allocated.

    Returns
    -------
    DataFrame
        Lots in the columns of `Allocation.lots`; `gift_id` and `donor_id` are "next".
    """
    if amount_vnd <= 0:
        return allocation.lots.iloc[:0].copy()
    return allocate(
        cells_beside(cells, allocation), open_gift(gifts_like, amount_vnd), rules=rules
    ).lots


def cells_beside(cells: pd.DataFrame, allocation: Allocation) -> pd.DataFrame:
    """Return the cells as they stand when the plan is carried out: what it gives is held."""
    given = allocation.coverage[[*CELL, "held", "children_reached"]]
    known = cells.drop(columns="held", errors="ignore").merge(given, on=CELL, how="left")
    known["held"] = (known["held"] + known["children_reached"]).fillna(0).astype("Int64")
    return known.drop(columns="children_reached")


def open_gift(gifts_like: pd.DataFrame, amount_vnd: int, *, gift_id: str = NEXT) -> pd.DataFrame:
    """Return one gift of money without any wish, in the columns of a table of gifts."""
    wishes = {name: () for name in gifts_like.columns if name in _TUPLES}
    values: dict[str, object] = {**dict.fromkeys(gifts_like.columns, pd.NA), **wishes}
    values |= {"donor_id": gift_id, "donor": gift_id, "gift_id": gift_id, "gift": ""}
    values |= {"donor_type": "any", "funding": "cash", "period": "", "source": ""}
    values |= {"budget_vnd": amount_vnd, "whole": False, "joins": False, "basis": "assumption"}
    return pd.DataFrame([values], dtype="object")[list(gifts_like.columns)]


_TUPLES = {
    *("categories", "districts", "communes", "zones"),
    *("without_categories", "without_districts", "without_communes", "visit_months"),
}
