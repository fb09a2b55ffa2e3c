"""The two tables an allocation starts from, checked in full and put in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from numbers import Integral, Real
from typing import TypeVar

import numpy as np
import pandas as pd

from needs.errors import FaultCollector

T = TypeVar("T")

CELL_KEY = ("commune_code", "category")
CELL_TEXT = ("commune_code", "commune", "district_code", "district", "zone", "category", "unit")
CELL_COUNTS = ("children_target", "package_units", "package_children")
CELL_PRICE = "unit_price_vnd"
CELL_COLUMNS = (
    *("commune_code", "commune", "district_code", "district", "zone", "category"),
    *("children_target", "gap_low", "priority", "unit"),
    *("package_units", "package_children", "unit_price_vnd"),
)
DONOR_TEXT = ("donor_id", "donor", "donor_type", "basis")
EARMARKS = {
    "categories": "category",
    "districts": "district_code",
    "communes": "commune_code",
    "zones": "zone",
}
DONOR_COLUMNS = (
    *("donor_id", "donor", "donor_type", "budget_vnd", "stock_category", "stock_units"),
    *EARMARKS,
    "basis",
)
# Products of two such numbers stay exact in 64-bit integers and levels of coverage stay distinct.
LARGEST_COUNT = 10_000_000
LARGEST_PRICE = 10**11
# Whole đồng stay exact in the solver's floating point up to 2**53; this is far below it.
LARGEST_MONEY = 10**15


def checked_inputs(cells: pd.DataFrame, donors: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables checked, with whole-number types, in an order of their own.

    Parameters
    ----------
    cells
        One row per commune × category with a target; columns `CELL_COLUMNS`. Counts are children
        and packages, prices whole đồng. `gap_low` may be missing (unknown).
    donors
        One row per donor; columns `DONOR_COLUMNS`. Missing money or stock is none of it; an
        empty earmark is no restriction. An earmark may name a place that has no cell (a district
        without need): whoever reads the donors checks the names, here it just admits nothing.

    Returns
    -------
    tuple of DataFrame
        Cells sorted by commune and category, donors sorted by id, both numbered from 0: whatever
        the row order of the inputs, the same tables.

    Raises
    ------
    InputFaults
        With every fault found in either table.
    """
    faults = FaultCollector("allocation")
    _columns(faults, "cells", cells, CELL_COLUMNS)
    _columns(faults, "donors", donors, DONOR_COLUMNS)
    faults.raise_if_any()
    cells, donors = cells.loc[:, list(CELL_COLUMNS)], donors.loc[:, list(DONOR_COLUMNS)]
    _check_cells(faults, cells)
    _check_donors(faults, donors)
    faults.raise_if_any()
    return _ordered_cells(cells), _ordered_donors(donors)


def _columns(
    faults: FaultCollector, table: str, frame: pd.DataFrame, expected: Iterable[str]
) -> None:
    for column in expected:
        if column not in frame.columns:
            faults.add(table, f"thiếu cột {column}", f"cột {column}", "thêm cột này vào bảng")


def _check_cells(faults: FaultCollector, cells: pd.DataFrame) -> None:
    for row in cells.to_dict("records"):
        where = f"cells: {row['commune_code']} × {row['category']}"
        for column in CELL_TEXT:
            _expect(faults, where, column, row[column], _is_text, "chữ, không để trống")
        for column in CELL_COUNTS:
            _expect(faults, where, column, row[column], _whole(1, LARGEST_COUNT), "số nguyên > 0")
        _expect(
            faults, where, CELL_PRICE, row[CELL_PRICE], _whole(1, LARGEST_PRICE), "số nguyên > 0"
        )
        if not _missing(row["gap_low"]):
            good = _expect(
                faults, where, "gap_low", row["gap_low"], _whole(0, LARGEST_COUNT), "số nguyên >= 0"
            )
            target_known = _whole(1, LARGEST_COUNT)(row["children_target"])
            if good and target_known and row["gap_low"] > row["children_target"]:
                found = f"gap_low = {row['gap_low']}"
                faults.add(where, found, f"<= children_target = {row['children_target']}")
        _expect(faults, where, "priority", row["priority"], _is_priority, "số thực >= 0")
    for key in _repeated(zip(*(cells[column] for column in CELL_KEY), strict=True)):
        faults.add(f"cells: {key[0]} × {key[1]}", "nhiều dòng", "một dòng", "gộp hoặc bỏ dòng thừa")


def _check_donors(faults: FaultCollector, donors: pd.DataFrame) -> None:
    money, units = _whole(0, LARGEST_MONEY), _whole(0, LARGEST_COUNT)
    for row in donors.to_dict("records"):
        where = f"donors: {row['donor_id']}"
        for column in DONOR_TEXT:
            _expect(faults, where, column, row[column], _is_text, "chữ, không để trống")
        has_money, has_stock = not _missing(row["budget_vnd"]), not _missing(row["stock_units"])
        if has_money:
            _expect(faults, where, "budget_vnd", row["budget_vnd"], money, "số đồng nguyên >= 0")
        if has_stock:
            _expect(faults, where, "stock_units", row["stock_units"], units, "số nguyên >= 0")
        if has_stock != (not _missing(row["stock_category"])):
            faults.add(where, "chỉ có một trong hai", "cả stock_category lẫn stock_units")
        if not (has_money or has_stock):
            faults.add(where, "không có tiền, không có hàng", "budget_vnd hoặc stock_units")
        for earmark in EARMARKS:
            if not isinstance(row[earmark], tuple):
                faults.add(where, f"{earmark} = {row[earmark]!r}", "tuple (có thể rỗng)")
    for donor_id in _repeated(donors["donor_id"]):
        faults.add(f"donors: {donor_id}", "nhiều dòng", "một dòng", "mỗi nhà tài trợ một mã riêng")


def _repeated(values: Iterable[T]) -> list[T]:
    seen: dict[T, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return [value for value, times in seen.items() if times > 1]


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))


def _is_text(value: object) -> bool:
    # A code that was read as a number is a fault: its zeros are lost.
    return isinstance(value, str) and bool(value.strip())


def _is_priority(value: object) -> bool:
    if not isinstance(value, Real) or isinstance(value, (bool, np.bool_)):
        return False
    return bool(np.isfinite(float(value))) and float(value) >= 0


def _whole(least: int, most: int) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        if isinstance(value, (bool, np.bool_)):
            return False
        if isinstance(value, (float, np.floating)):
            return float(value).is_integer() and bool(least <= value <= most)
        return isinstance(value, Integral) and least <= int(value) <= most

    return check


def _expect(
    faults: FaultCollector,
    where: str,
    column: str,
    value: object,
    check: Callable[[object], bool],
    expected: str,
) -> bool:
    good = check(value)
    if not good:
        faults.add(where, f"{column} = {value!r}", expected)
    return good


def _ordered_cells(cells: pd.DataFrame) -> pd.DataFrame:
    types = dict.fromkeys(CELL_TEXT, "str") | dict.fromkeys((*CELL_COUNTS, CELL_PRICE), "int64")
    typed = cells.astype(types | {"gap_low": "Int64", "priority": "float64"})
    return typed.sort_values(list(CELL_KEY), ignore_index=True)


def _ordered_donors(donors: pd.DataFrame) -> pd.DataFrame:
    types = dict.fromkeys((*DONOR_TEXT, "stock_category"), "str")
    typed = donors.astype(types | {"budget_vnd": "Int64", "stock_units": "Int64"})
    return typed.sort_values("donor_id", ignore_index=True)
