"""The second half of the chain: from gaps and gifts to a proposed allocation."""

from __future__ import annotations

import pandas as pd

from needs.allocation import Allocation, AllocationRules, allocate, check_allocation
from needs.assessment.plan_inputs import PlanInputs, without_mark
from needs.errors import InputFaults
from needs.programmes import Programme
from needs.tables import CELL, PLACE, weakest_basis

Tables = dict[str, pd.DataFrame]
#: Why a cell stays open whose gap nobody knows; the solver never sees it.
GAP_UNKNOWN = "gap_unknown"
#: Columns of the solver's tables that are called otherwise in the result tables, where a column
#: means one thing in every table.
GIFT_NAMES = {
    "category": "goods_category",
    "units": "goods_units",
    "children": "sponsored_children",
    "months": "sponsored_months",
    "package_units": "gift_package_units",
}
REMARK_NAMES = {"found": "fault_found", "expected": "fault_expected", "advice": "fault_action"}
USE_NAMES = {"category": "goods_category", "communes": "communes_served", "reason": "left_reason"}


def rules_of(programme: Programme, *, floor_gap: float | None = None) -> AllocationRules:
    """Return the rules of the plan, from the profile; perhaps with floors found less closely."""
    settings = programme.allocation
    return AllocationRules(
        mode=settings.mode,
        epsilon=settings.epsilon,
        steadiness=settings.steadiness,
        mip_gap=settings.mip_gap,
        time_limit_s=settings.time_limit_s,
        floor_gap=floor_gap,
    )


def propose(
    programme: Programme, inputs: PlanInputs, *, floor_gap: float | None = None
) -> Allocation:
    """Allocate the gifts to the gaps, and check the result outside the model.

    Parameters
    ----------
    programme, inputs
        The rules, and what is to be allocated.
    floor_gap
        How closely floors are found, relative; None: as the profile's `mip_gap` says.

    Raises
    ------
    InputFaults
        If the plan breaks any limit: a fault of the software, never shown as a proposal.
    """
    allocation = allocate(
        inputs.cells,
        inputs.gifts,
        ages=inputs.ages,
        held=inputs.held,
        offered=inputs.offered,
        period=programme.period,
        rules=rules_of(programme, floor_gap=floor_gap),
    )
    faults = check_allocation(
        inputs.cells,
        inputs.gifts,
        allocation,
        ages=inputs.ages,
        held=inputs.held,
        period=programme.period,
    )
    if faults:
        raise InputFaults("đề xuất phân bổ / allocation", faults)
    return allocation


def plan_tables(
    programme: Programme, gap: pd.DataFrame, facilities: pd.DataFrame, allocation: Allocation
) -> Tables:
    """Return the tables `allocation`, `open_needs`, `gift_use`, `floors` and `stages`."""
    cells = _described(programme, gap, facilities)
    of_cell = cells[[*CELL, "basis", "price_basis"]].rename(columns={"basis": "cell_basis"})
    lots = without_mark(allocation.lots).merge(of_cell, on=CELL, how="left", validate="many_to_one")
    lots["basis"] = [
        weakest_basis(gift, cell) for gift, cell in zip(lots.basis, lots.cell_basis, strict=True)
    ]
    lots["delivery_months"] = lots.months.map(_listed)
    for column in ("partner_id", "partner"):
        lots[column] = lots[column].replace("", pd.NA)
    return {
        "allocation": lots.rename(columns={"unit_price_vnd": "lot_unit_price_vnd"}),
        "open_needs": open_needs(cells, lots, allocation),
        "gift_use": allocation.gift_use.rename(columns=USE_NAMES),
        "floors": allocation.floors,
        "stages": allocation.stages.assign(step=range(1, len(allocation.stages) + 1)),
    }


def gift_tables(gifts: pd.DataFrame, put_aside: pd.DataFrame, notes: pd.DataFrame) -> Tables:
    """Return the tables `gifts` and `gift_remarks`."""
    remarks = pd.concat(
        [put_aside.assign(set_aside=True), notes.assign(set_aside=False)], ignore_index=True
    ).rename(columns=REMARK_NAMES)
    return {
        "gifts": gifts.rename(columns=GIFT_NAMES),
        "gift_remarks": remarks.assign(remark=range(1, len(remarks) + 1)),
    }


def ages_table(inputs: PlanInputs) -> pd.DataFrame:
    """Return the table `ages`; no rows where no gift is for certain ages."""
    none = pd.DataFrame(columns=[*CELL, "age", "children"])
    ages = none if inputs.ages is None else inputs.ages
    return ages.rename(columns={"children": "age_children"})


def gifts_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return the gifts of the table `gifts` as the allocation takes them."""
    gifts = table.rename(columns={stored: name for name, stored in GIFT_NAMES.items()})
    months = [tuple(int(month) for month in visit) for visit in gifts.visit_months]
    return gifts.assign(visit_months=pd.Series(months, index=gifts.index, dtype="object"))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(text).split(";") if part.strip())


def _described(programme: Programme, gap: pd.DataFrame, facilities: pd.DataFrame) -> pd.DataFrame:
    """Return every cell that the plan's target names, or may name; then the places lacking."""
    children = gap[gap.in_target.fillna(True)][
        [
            *PLACE,
            "category",
            "children_target",
            "children_target_low",
            "gap_low",
            "gap_high",
            "quantity",
            "unit",
            "unit_price_vnd",
            "price_basis",
            "basis",
        ]
    ].assign(counted="children")
    lacking = facilities[facilities.places_open.fillna(0).gt(0)]
    prices = {
        one.id: one.unit_price_vnd.basis
        for one in programme.facilities
        if one.unit_price_vnd is not None
    }
    places = lacking[[*PLACE, "unit", "basis"]].assign(
        category=lacking.facility,
        children_target=lacking.places_needed,
        children_target_low=lacking.places_needed,
        gap_low=lacking.places_open,
        gap_high=lacking.places_open,
        quantity=lacking.places_open.astype("Float64"),
        unit_price_vnd=lacking.facility_price_vnd,
        price_basis=lacking.facility.map(prices).astype("str"),
        counted="places",
    )
    return pd.concat([children, places], ignore_index=True) if len(places) else children


def open_needs(cells: pd.DataFrame, lots: pd.DataFrame, allocation: Allocation) -> pd.DataFrame:
    """Return every cell whose low gap the proposal does not close, or whose gap is not known.

    Coverage is against the low target. The cost is that of what is still open, at the price
    delivered there. What stays open after a gift rests on that gift too.

    Parameters
    ----------
    cells
        Every cell of the target: children or places lacking, unit, price, basis.
    lots
        Table `allocation`.
    allocation
        The solver's result, cell by cell.
    """
    solved = allocation.coverage.rename(columns={"children_reached": "reached"})[
        [
            *CELL,
            "held",
            "reached",
            "children_open",
            "coverage_before",
            "coverage_after",
            "reachable",
            "reason",
            "part",
        ]
    ]
    left = cells.merge(solved, on=CELL, how="left", validate="one_to_one")
    unknown = left.gap_low.isna()
    for column in ("held", "reached"):
        left[column] = left[column].mask(unknown, 0)
    left["reachable"] = left.reachable.eq(True).fillna(False).astype(bool)
    left["reason"] = left.reason.mask(unknown, GAP_UNKNOWN)
    left = left[unknown | (left.children_open > 0).fillna(False)].copy()
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
