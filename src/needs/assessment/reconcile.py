"""Totals that have to agree at every level: commune → district → province, donor → programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from needs.errors import FaultCollector

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
    _levels(tables, faults)
    _need_and_gap(tables, faults)
    _gap_and_proposal(tables, faults)
    _donors(tables, faults)
    faults.raise_if_any()


def _equal(faults: FaultCollector, what: str, left: Any, right: Any) -> None:
    if not ((pd.isna(left) and pd.isna(right)) or left == right):
        faults.add(what, left, str(right), "lỗi phần mềm: báo nhóm phát triển")


def _levels(tables: Mapping[str, pd.DataFrame], faults: FaultCollector) -> None:
    for name, columns in SUMS.items():
        by_district = district_totals(tables[name], columns)
        for column in columns:
            _equal(
                faults,
                f"{name}.{column}: Σ huyện ↔ tỉnh",
                by_district[column].sum(skipna=False),
                tables[name][column].sum(skipna=False),
            )


def _need_and_gap(tables: Mapping[str, pd.DataFrame], faults: FaultCollector) -> None:
    of_need = tables["need"].groupby("category").children_eligible.sum(skipna=False)
    of_gap = tables["gap"].groupby("category").children_eligible.sum(skipna=False)
    for category in sorted(set(of_need.index) | set(of_gap.index)):
        _equal(
            faults,
            f"children_eligible {category}: need ↔ gap",
            of_gap.get(category, "không có / none"),
            of_need.get(category, "không có / none"),
        )


def _gap_and_proposal(tables: Mapping[str, pd.DataFrame], faults: FaultCollector) -> None:
    cell = ["commune_code", "category"]
    gap = tables["gap"]
    reached = tables["allocation"].groupby(cell).children_reached.sum()
    known = gap[gap.gap_low.notna()].set_index(cell).gap_low.to_dict()
    for key, children in reached.items():
        if key not in known or children > known[key]:
            faults.add(f"allocation {key}", children, f"≤ gap_low {known.get(key, 'chưa biết')}")
    still = tables["open_needs"].set_index(cell).children_open
    for key, gap_low in known.items():
        _equal(
            faults,
            f"gap = đề xuất + còn lại {key}",
            int(reached.get(key, 0)) + int(still.get(key, 0)),
            int(gap_low),
        )


def _donors(tables: Mapping[str, pd.DataFrame], faults: FaultCollector) -> None:
    lots = tables["allocation"]
    cash = lots[lots.funding == "cash"].groupby("donor_id").cost_vnd.sum()
    used = tables["donor_use"].set_index("donor_id").spent_vnd
    for donor in sorted(set(lots.donor_id) - set(used.index)):
        faults.add(f"allocation {donor}", donor, "nhà tài trợ có trong donor_use")
    for donor in sorted(set(cash.index) | set(used.index)):
        spent = used.get(donor, pd.NA)
        spent = 0 if pd.isna(spent) else int(spent)
        _equal(faults, f"donor {donor}", int(cash.get(donor, 0)), spent)
