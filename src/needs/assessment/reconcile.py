"""Totals that have to agree at every level: commune → district → province, donor → programme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from needs.commitments.states import FIXED
from needs.errors import FaultCollector
from needs.tables import CELL, rows_of

#: Table → the figures whose sums have to agree.
SUMS = {
    "need": ("children_eligible", "cost_vnd"),
    "gap": ("children_target", "gap_low", "gap_high", "cost_vnd"),
    "allocation": ("children_reached", "places", "cost_vnd", "paid_vnd", "partner_vnd"),
    "open_needs": ("children_open", "cost_vnd"),
}


def district_totals(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the sums of a table by district; a sum over a missing figure is missing."""
    return frame.groupby(["district_code", "district"])[list(columns)].sum(skipna=False)


def reconcile(tables: Mapping[str, pd.DataFrame], period: str) -> None:
    """Check that the tables of a programme agree with one another.

    Parameters
    ----------
    tables
        By name; those of the plan may be absent.
    period
        The year that is planned.

    Raises
    ------
    InputFaults
        With every pair of figures that should be equal and is not.
    """
    faults = FaultCollector("đối chiếu tổng / reconciliation")
    _levels(tables, faults)
    _need_and_gap(tables, faults)
    if "allocation" in tables:
        _gap_and_proposal(tables, period, faults)
        _gifts(tables, faults)
    faults.raise_if_any()


def _equal(faults: FaultCollector, what: str, left: Any, right: Any) -> None:
    if not ((pd.isna(left) and pd.isna(right)) or left == right):
        faults.add(what, left, str(right), "lỗi phần mềm: báo nhóm phát triển")


def _levels(tables: Mapping[str, pd.DataFrame], faults: FaultCollector) -> None:
    for name, columns in SUMS.items():
        if name not in tables:
            continue
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


def _gap_and_proposal(
    tables: Mapping[str, pd.DataFrame], period: str, faults: FaultCollector
) -> None:
    """Check, cell by cell: gap = accepted by donors + proposed + still open."""
    gap = tables["gap"]
    lacking = tables["facilities"].rename(
        columns={"facility": "category", "places_open": "gap_low"}
    )
    cells = pd.concat(
        [gap[gap.in_target.fillna(False)][[*CELL, "gap_low"]], lacking[[*CELL, "gap_low"]]]
    )
    known = cells[cells.gap_low.notna()].set_index(CELL).gap_low.to_dict()
    lots = tables["allocation"]
    reached = (lots.children_reached + lots.places).groupby([lots[name] for name in CELL]).sum()
    for key, count in reached.items():
        if key not in known or count > known[key]:
            faults.add(f"allocation {key}", count, f"≤ gap_low {known.get(key, 'chưa biết')}")
    promised = tables["commitments"]
    promised = promised[promised.lot_state.isin(FIXED) & (promised.period == period)]
    held = (promised.lot_children + promised.places).groupby([promised[n] for n in CELL]).sum()
    still = tables["open_needs"].set_index(CELL).children_open
    for key, gap_low in known.items():
        _equal(
            faults,
            f"gap = đã nhận lời + đề xuất + còn lại {key}",
            # What was accepted before the gap shrank stays accepted.
            min(int(held.get(key, 0)), int(gap_low))
            + int(reached.get(key, 0))
            + int(still.get(key, 0)),
            int(gap_low),
        )


def _gifts(tables: Mapping[str, pd.DataFrame], faults: FaultCollector) -> None:
    """Check, gift by gift: what its lots take is what it is said to have used."""
    lots = tables["allocation"]
    takes = lots.quantity.astype("Int64").where(lots.funding != "sponsored", lots.packages)
    takes = lots.paid_vnd.where(lots.funding == "cash", takes).groupby(lots.gift_id).sum()
    joined = lots.partner_vnd.groupby(lots.partner_gift).sum()
    used = tables["gift_use"].set_index("gift_id").used
    for gift in sorted(set(lots.gift_id) - set(used.index)):
        faults.add(f"allocation {gift}", gift, "món quà có trong gift_use")
    for gift, told in used.items():
        taken = int(takes.get(gift, 0)) + int(joined.get(gift, 0))
        _equal(faults, f"gift {gift}", taken, 0 if pd.isna(told) else int(told))
    for lot in rows_of(lots[lots.cost_vnd != lots.paid_vnd + lots.partner_vnd]):
        faults.add(f"allocation {lot.gift_id}", lot.cost_vnd, "paid_vnd + partner_vnd")
