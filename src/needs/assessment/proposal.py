"""The second half of the chain: from gaps and donors to a proposed allocation."""

from __future__ import annotations

import pandas as pd

from needs.allocation import Allocation, AllocationRules, allocate, check_allocation
from needs.errors import InputFaults
from needs.gap.assess_gap import CELL
from needs.programmes import Programme
from needs.tables import weakest_basis


def allocation_cells(programme: Programme, gap: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that donors may be asked to serve.

    Coverage is counted against the low target, as the gap is: a commune where nobody is
    covered starts from zero. A cell whose gap is not known stays in the list and is not served.
    """
    cells = gap[gap.in_target & gap.children_target_low.fillna(1).gt(0)].copy()
    categories = {category.id: category for category in programme.categories}
    cells["package_units"] = [categories[name].package_units for name in cells.category]
    cells["package_children"] = [categories[name].package_children for name in cells.category]
    cells["children_target"] = cells.children_target_low
    cells["priority"] = cells.priority.fillna(0.0)
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
    """Return the tables `allocation`, `open_needs`, `donor_use`, `floors` and `stages`.

    `open_needs` has a row for each cell of the allocation whose low gap is not closed, or not
    known. Its cost is that of the children still open, at the price delivered there.
    """
    extra = gap[[*CELL, "gap_high", "quantity", "unit", "unit_price_vnd", "basis"]]
    left = allocation.coverage.merge(extra, on=CELL, validate="one_to_one")
    left = left[left.children_open.isna() | (left.children_open > 0)].copy()
    # Units follow children: what stays open is the same share of the quantity as of the gap.
    left["quantity"] = (
        left.quantity.astype("Float64") * left.children_open / left.gap_low.where(left.gap_low > 0)
    )
    left["cost_vnd"] = (left.quantity * left.unit_price_vnd).round().astype("Int64")
    lots = allocation.lots.merge(
        gap[[*CELL, "basis"]].rename(columns={"basis": "gap_basis"}), on=CELL, how="left"
    )
    lots["basis"] = [
        weakest_basis(donor, cell) for donor, cell in zip(lots.basis, lots.gap_basis, strict=True)
    ]
    use = allocation.donor_use.merge(donors[["donor_id", "stock_category", "basis"]], on="donor_id")
    return {
        "allocation": lots,
        "open_needs": left,
        "donor_use": use,
        "floors": allocation.floors,
        "stages": allocation.stages,
    }
