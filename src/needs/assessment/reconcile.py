"""Totals that have to agree at every level: commune → district → province, donor → programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from needs.errors import FaultCollector
from needs.tables import rows_of

#: Table → the figures whose sums have to agree.
SUMS = {
    "need": ("children_eligible", "cost_vnd"),
    "gap": ("children_target", "gap_low", "gap_high", "cost_vnd"),
    "allocation": ("children_reached", "cost_vnd"),
    "open_needs": ("children_open", "cost_vnd"),
}


def district_totals(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the sums of a table by district; a sum over a missing figure is missing."""
    return frame.groupby(["district_code", "district"])[list(columns)].sum(skipna=False)


def reconcile(tables: Mapping[str, pd.DataFrame]) -> None:
    """Check that the tables of a programme agree with one another.

    Raises
    ------
    InputFaults
        With every pair of figures that should be equal and is not.
    """
    faults = FaultCollector("đối chiếu tổng / reconciliation")

    def equal(what: str, left: Any, right: Any) -> None:
        same = (pd.isna(left) and pd.isna(right)) or left == right
        if not same:
            faults.add(what, left, str(right), "lỗi phần mềm: báo nhóm phát triển")

    gap, lots, left = tables["gap"], tables["allocation"], tables["open_needs"]
    for name, columns in SUMS.items():
        by_district = district_totals(tables[name], columns)
        for column in columns:
            equal(
                f"{name}.{column}: Σ huyện ↔ tỉnh",
                by_district[column].sum(skipna=False),
                tables[name][column].sum(skipna=False),
            )
    of_need = tables["need"].groupby("category").children_eligible.sum(skipna=False)
    of_gap = gap.groupby("category").children_eligible.sum(skipna=False)
    for category in of_need.index:
        equal(f"children_eligible {category}: need ↔ gap", of_gap[category], of_need[category])

    cell = ["commune_code", "category"]
    reached = lots.groupby(cell).children_reached.sum()
    known = gap[gap.gap_low.notna()].set_index(cell).gap_low
    over = reached[reached > known.reindex(reached.index)]
    for key, children in over.items():
        faults.add(f"allocation {key}", children, f"≤ gap_low {known.get(key)}")
    still = left.set_index(cell).children_open
    for key, gap_low in known.items():
        equal(
            f"gap = đề xuất + còn lại {key}",
            int(reached.get(key, 0)) + int(still.get(key, 0)),
            int(gap_low),
        )
    cash = lots[lots.funding == "cash"].groupby("donor_id").cost_vnd.sum()
    for donor in rows_of(tables["donor_use"]):
        spent = 0 if pd.isna(donor.spent_vnd) else donor.spent_vnd
        equal(f"donor {donor.donor_id}", int(cash.get(donor.donor_id, 0)), int(spent))
    faults.raise_if_any()
