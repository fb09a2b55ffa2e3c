"""The second half of the chain: from gaps and donors to a proposed allocation."""

from __future__ import annotations

import pandas as pd

from needs.allocation import Allocation, AllocationRules, allocate, check_allocation
from needs.errors import InputFaults
from needs.programmes import Programme
from needs.tables import CELL, weakest_basis

#: Why a cell stays open whose gap nobody knows; the solver never sees it.
GAP_UNKNOWN = "gap_unknown"


def allocation_cells(programme: Programme, gap: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that donors may be asked to serve: those whose gap is known.

    Coverage is counted against the low target, as the gap is: a commune where nobody is
    covered starts from zero.
    """
    known = gap.in_target & gap.gap_low.notna() & gap.children_target_low.fillna(0).gt(0)
    cells = gap[known].copy()
    categories = {category.id: category for category in programme.categories}
    cells["package_units"] = [categories[name].package_units for name in cells.category]
    cells["package_children"] = [categories[name].package_children for name in cells.category]
    cells["children_target"] = cells.children_target_low
    return cells


def propose(programme: Programme, gap: pd.DataFrame, donors: pd.DataFrame) -> Allocation:
    """Allocate the donors' means to the gaps, and check the result outside the model.

    Raises
    ------
    InputFaults
        If the plan breaks any limit: a fault of the software, never shown as a proposal.
    """
    cells = allocation_cells(programme, gap)
    settings = programme.allocation
    rules = AllocationRules(
        epsilon=settings.epsilon, mip_gap=settings.mip_gap, time_limit_s=settings.time_limit_s
    )
    allocation = allocate(cells, donors, rules=rules)
    faults = check_allocation(cells, donors, allocation)
    if faults:
        raise InputFaults("đề xuất phân bổ / allocation", faults)
    return allocation


def allocation_tables(
    gap: pd.DataFrame, donors: pd.DataFrame, allocation: Allocation
) -> dict[str, pd.DataFrame]:
    """Return the tables `allocation`, `open_needs`, `donor_use`, `floors` and `stages`."""
    of_cell = gap[[*CELL, "basis", "price_basis"]].rename(columns={"basis": "gap_basis"})
    lots = allocation.lots.merge(of_cell, on=CELL, validate="many_to_one")
    lots["basis"] = [
        weakest_basis(donor, cell) for donor, cell in zip(lots.basis, lots.gap_basis, strict=True)
    ]
    use = allocation.donor_use.merge(donors[["donor_id", "stock_category", "basis"]], on="donor_id")
    return {
        "allocation": lots,
        "open_needs": open_needs(gap, lots, allocation),
        "donor_use": use,
        "floors": allocation.floors,
        "stages": allocation.stages.assign(step=range(1, len(allocation.stages) + 1)),
    }


def open_needs(gap: pd.DataFrame, lots: pd.DataFrame, allocation: Allocation) -> pd.DataFrame:
    """Return every cell whose low gap the proposal does not close, or whose gap is not known.

    Coverage is against the low target. The cost is that of the children still open, at the price
    delivered there. What stays open after a gift rests on that gift too.

    Parameters
    ----------
    gap
        Table `gap`.
    lots
        Table `allocation`.
    allocation
        The solver's result, cell by cell.
    """
    solved = allocation.coverage[
        [
            *CELL,
            "children_reached",
            "children_open",
            "coverage_before",
            "coverage_after",
            "reachable",
            "reason",
        ]
    ]
    cells = gap[gap.in_target].merge(solved, on=CELL, how="left", validate="one_to_one")
    unknown = cells.gap_low.isna()
    cells["children_reached"] = cells.children_reached.mask(unknown, 0)
    cells["reachable"] = cells.reachable.eq(True).fillna(False).astype(bool)
    cells["reason"] = cells.reason.mask(unknown, GAP_UNKNOWN)
    left = cells[unknown | (cells.children_open > 0).fillna(False)].copy()
    # Units follow children: what stays open is the same share of the quantity as of the gap.
    share = left.children_open.astype("Float64") / left.gap_low.where(left.gap_low > 0)
    left["quantity"] = left.quantity.astype("Float64") * share
    left["cost_vnd"] = (left.quantity * left.unit_price_vnd).round().astype("Int64")
    of_gifts = lots.groupby(CELL).basis.agg(lambda bases: weakest_basis(*bases))
    gifts = left.set_index(CELL).index.map(of_gifts.to_dict())
    left["basis"] = [
        weakest_basis(basis, None if pd.isna(gift) else gift)
        for basis, gift in zip(left.basis, gifts, strict=True)
    ]
    return left
