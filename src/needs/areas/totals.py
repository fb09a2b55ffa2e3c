"""The official totals that every list is checked against."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from needs.areas.lists import AreaList
from needs.disclosure import name_typed
from needs.errors import FaultCollector
from needs.tables.reference import read_reference, unique, whole_numbers

TOTALS = Path("reference") / "area_totals.csv"
_COUNTS = ("total", "zone_I", "zone_II", "zone_III")

#: What each count is called.
COUNT_NAMES = {
    "total": ("số xã trong danh sách", "communes in the list"),
    "zone_I": ("số xã khu vực I", "communes in zone I"),
    "zone_II": ("số xã khu vực II", "communes in zone II"),
    "zone_III": ("số xã khu vực III", "communes in zone III"),
}


def read_area_totals(root: Path) -> pd.DataFrame:
    """Read the official totals: decision, province, total, zone_I, zone_II, zone_III, source.

    Totals of provinces whose lists are not here stand in the same table, ready for the day
    when a planner loads the list. Counts that a decision's report did not give are missing.
    """
    totals = read_reference(root / TOTALS, columns=("decision", "province", *_COUNTS, "source"))
    faults = FaultCollector(TOTALS.as_posix())
    unique(totals, ["decision", "province"], faults)
    for column in _COUNTS:
        totals[column] = whole_numbers(totals, column, faults)
    faults.raise_if_any()
    return totals


def check_against_totals(listed: AreaList, root: Path) -> pd.DataFrame:
    """Compare a list with the official totals of its decision.

    Returns
    -------
    DataFrame
        Table `checks`: one row a count. A count that no official source gives is shown as
        unchecked, not as passed.

    Raises
    ------
    InputFaults
        If any count differs: shows both.
    """
    totals = read_area_totals(root)
    match = totals[
        (totals.decision == listed.totals_decision) & (totals.province == listed.province)
    ]
    faults = FaultCollector(f"{listed.path.name} ↔ {TOTALS.name}")
    if listed.totals_decision and match.empty:
        # A slip of the pen in the index must not switch the check off.
        faults.add(
            "area_lists.csv: totals_decision, province",
            f"{name_typed(listed.totals_decision)}, {name_typed(listed.province)}",
            f"một dòng của {TOTALS.name}",
            "sửa lại, hoặc để trống totals_decision nếu không có số chính thức",
        )
        faults.raise_if_any()
    rows = []
    for name, found in listed.counts().items():
        official = match[name].iloc[0] if len(match) else pd.NA
        if pd.isna(official):
            status, expected = "unchecked", "chưa có số chính thức / no official figure"
        else:
            status, expected = ("ok" if official == found else "mismatch"), str(official)
        if status == "mismatch":
            faults.add(
                name,
                f"{found} xã trong danh sách",
                f"{expected} xã theo {listed.totals_decision}",
                "đối chiếu danh sách với quyết định",
            )
        rows.append(
            {
                "check": f"{listed.list_id}: {name}",
                "name": COUNT_NAMES[name][0],
                "name_en": COUNT_NAMES[name][1],
                "expected": expected,
                "found": str(found),
                "status": status,
                "source": match.source.iloc[0] if len(match) else listed.name,
            }
        )
    faults.raise_if_any()
    return pd.DataFrame(rows)
