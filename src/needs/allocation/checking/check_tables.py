"""The second look at the other tables: coverage, use of the gifts and floors follow from lots."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from needs.allocation.checking.check_limits import Given
from needs.allocation.checking.check_lots import Cells, Gifts
from needs.allocation.checking.check_terms import Row, holds, missing
from needs.errors import FaultCollector
from needs.tables import CELL, PLACE

# Shares are floating-point numbers in the tables; in the model they are exact.
BLUR = 1e-9
IDLE = "kept_for_others"


def check_coverage(
    faults: FaultCollector, given: Given, cells: Cells, coverage: pd.DataFrame
) -> None:
    """Check coverage cell by cell, and that each open cell says why it stays open."""
    rows = {(row["commune_code"], row["category"]): row for row in coverage.to_dict("records")}
    if len(coverage) != len(rows) or set(rows) != set(cells):
        faults.add("coverage", f"{len(coverage)} dòng", "mỗi ô của cells đúng một dòng")
    for key in sorted(set(rows) & set(cells)):
        where, row, cell = f"coverage: {key[0]} × {key[1]}", rows[key], cells[key]
        reached, held, target = given.count.get(key, 0), cell["held"], cell["children_target"]
        unknown = missing(cell["gap_low"])
        before = None if unknown else max(0, int(cell["gap_low"]) - held)
        still_open = None if before is None else before - reached
        expected: Row = {
            **{name: cell[name] for name in (*PLACE, "counted", "children_target", "gap_low")},
            "held": held,
            "children_reached": reached,
            "children_open": still_open,
            "coverage_before": None if before is None else (target - before) / target,
            "coverage_after": None if still_open is None else (target - still_open) / target,
        }
        _same(faults, where, row, expected)
        if row["reason"] == IDLE or (row["reason"] == "" and still_open != 0):
            faults.add(where, f"reason = {row['reason']!r}", "không bỏ sót gói nào; có lý do")
        if reached and not row["reachable"]:
            faults.add(where, f"không với tới được, nhưng có {reached}", "reachable = True")
        if missing(row["part"]) == bool(row["reachable"]):
            faults.add(where, f"part = {row['part']}", "mỗi ô với tới được thuộc một phần")


def check_use(faults: FaultCollector, given: Given, gifts: Gifts, use: pd.DataFrame) -> None:
    """Check what each gift uses and has left, and that what is left has its reason."""
    rows = {row["gift_id"]: row for row in use.to_dict("records")}
    if len(use) != len(rows) or set(rows) != set(gifts):
        faults.add("gift_use", f"{len(use)} dòng", "mỗi khoản tài trợ đúng một dòng")
    for gift_id in sorted(set(rows) & set(gifts)):
        where, row, gift = f"gift_use: {gift_id}", rows[gift_id], gifts[gift_id]
        cash, held, used = gift["funding"] == "cash", given.held[gift_id], given.now[gift_id]
        expected: Row = {
            "budget_vnd": holds(gift) if cash else None,
            "stock_units": None if cash else holds(gift),
            "held_taken": held,
            "used": used,
            "left": max(0, holds(gift) - held - used),
            "communes": len(given.communes(gift_id)),
            **{name: gift[name] for name in ("donor_id", "donor", "donor_type", "gift")},
            **{name: gift[name] for name in ("funding", "basis")},
        }
        _same(faults, where, row, expected)
        if row["reason"] == IDLE or (row["reason"] == "") != (expected["left"] == 0):
            found = f"left = {row['left']}, reason = {row['reason']!r}"
            faults.add(where, found, "còn thì có lý do, không bỏ sót gói")


def check_floors(
    faults: FaultCollector,
    floors: pd.DataFrame,
    coverage: pd.DataFrame,
    *,
    kept: float,
    proportional: bool,
) -> None:
    """Check that the floors kept are floors, and that stage 2 gave up no more than agreed.

    Parameters
    ----------
    faults
        Where faults go.
    floors, coverage
        Tables of the allocation.
    kept
        Share of each floor of stage 1 that stage 2 has to keep.
    proportional
        Are floors shares of the open gap, not of the target?
    """
    share = coverage["coverage_after"]
    if proportional:
        opened = coverage["children_reached"] + coverage["children_open"]
        share = coverage["children_reached"] / opened.where(opened > 0)
    inside = coverage.assign(share=share)[coverage["reachable"].astype(bool)]
    for row in floors.to_dict("records"):
        where = f"floors: {row['category']} {row['part']}"
        if missing(row["part"]):
            continue
        part = inside[(inside["category"] == row["category"]) & (inside["part"] == row["part"])]
        if len(part) != row["cells"]:
            faults.add(where, f"cells = {row['cells']}", f"{len(part)}", "khớp với coverage")
        first, second = row["floor_stage1"], row["floor_stage2"]
        if missing(first) or missing(second):
            faults.add(where, f"{first}, {second}", "mức sàn của phần này")
            continue
        if second < kept * first - BLUR:
            faults.add(where, f"floor_stage2 = {second}", f">= {kept} × {first}")
        if not ((part["share"] - second).abs() <= BLUR).any():
            faults.add(where, f"floor_stage2 = {second}", "độ bao phủ của một ô trong phần")
        for cell in part[part["share"] < second - BLUR].to_dict("records"):
            # Whoever is below the floor must be unable to rise, whatever the others give up.
            if cell["reason"] in ("means_spent", "communes_full") and cell["children_reached"] == 0:
                name = " × ".join(str(cell[column]) for column in CELL)
                faults.add(where, f"{name}: {cell['share']}", f">= floor_stage2 = {second}")


def _same(
    faults: FaultCollector, where: str, row: Row, expected: Mapping[Hashable, object]
) -> None:
    for column, value in expected.items():
        found = row[column]
        if missing(value) or missing(found):
            same = missing(value) and missing(found)
        elif isinstance(value, float):
            same = abs(float(found) - value) <= BLUR
        else:
            same = bool(found == value)
        if not same:
            faults.add(where, f"{column} = {found}", f"{value}", "khớp với lots")
