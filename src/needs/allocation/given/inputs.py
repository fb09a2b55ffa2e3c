"""The tables an allocation starts from, checked in full and put in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from needs.allocation.given.gift_faults import check_gift_rows
from needs.allocation.given.values import (
    LARGEST_COUNT,
    LARGEST_MONEY,
    LARGEST_PRICE,
    Check,
    expect,
    is_amount,
    is_flag,
    is_missing,
    is_months,
    is_text,
    repeated,
    whole,
)
from needs.errors import FaultCollector

CELL_KEY = ("commune_code", "category")
CELL_TEXT = (
    *("commune_code", "commune", "district_code", "district", "zone"),
    *("category", "counted", "unit"),
)
CELL_COUNTS = ("children_target", "package_units", "package_children")
CELL_COLUMNS = (
    *("commune_code", "commune", "district_code", "district", "zone", "category", "counted"),
    *("children_target", "gap_low", "held", "priority", "worth", "unit", "unit_months"),
    *("package_units", "package_children", "unit_price_vnd", "months"),
)
GIFT_TEXT = ("donor_id", "donor", "donor_type", "gift_id", "funding", "basis")
GIFT_WORDS = ("gift", "period", "category", "source")
GIFT_COUNTS = (
    *("budget_vnd", "units", "children", "months", "month_vnd", "from_age", "to_age"),
    *("least_per_commune", "most_per_commune", "most_communes", "package_units"),
)
WISHES = {
    "categories": "category",
    "districts": "district_code",
    "communes": "commune_code",
    "zones": "zone",
}
EXCLUSIONS = {
    "without_categories": "category",
    "without_districts": "district_code",
    "without_communes": "commune_code",
}
GIFT_COLUMNS = (
    *("donor_id", "donor", "donor_type", "gift_id", "gift", "funding", "period", "budget_vnd"),
    *("category", "units", "children", "months", "month_vnd"),
    *WISHES,
    *EXCLUSIONS,
    *("from_age", "to_age", "least_per_commune", "most_per_commune", "most_communes"),
    *("package_units", "whole", "share", "joins", "visit_months", "basis", "source"),
)
AGE_COLUMNS = ("commune_code", "category", "age", "children")
HELD_COLUMNS = ("gift_id", "commune_code", "category", "count", "taken")
OFFERED_COLUMNS = ("gift_id", "partner_gift", "commune_code", "category", "packages")


@dataclass(frozen=True)
class Inputs:
    """The checked tables, in an order of their own; what was not given is an empty table.

    Parameters
    ----------
    cells
        Columns `CELL_COLUMNS`, sorted by commune and category.
    gifts
        Columns `GIFT_COLUMNS`, sorted by gift.
    ages
        Columns `AGE_COLUMNS`, sorted by commune, category and age.
    held
        Columns `HELD_COLUMNS`, one row per gift × cell.
    offered
        Columns `OFFERED_COLUMNS`, one row per gift × partner × cell.
    """

    cells: pd.DataFrame
    gifts: pd.DataFrame
    ages: pd.DataFrame
    held: pd.DataFrame
    offered: pd.DataFrame


def checked_inputs(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    ages: pd.DataFrame | None = None,
    held: pd.DataFrame | None = None,
    offered: pd.DataFrame | None = None,
) -> Inputs:
    """Return the tables checked, with whole-number types, in an order of their own.

    Parameters
    ----------
    cells
        One row per commune × category with a target; columns `CELL_COLUMNS`. Counts are children
        or places, prices whole đồng. `gap_low` may be missing (unknown), and so may
        `unit_price_vnd` (then no money can pay there).
    gifts
        One row per gift; columns `GIFT_COLUMNS`. An empty wish is no restriction. A wish may name
        a place that has no cell (a district without need): whoever reads the donors checks the
        names, here it just admits nothing.
    ages
        Children open per commune × category × year of age; each cell's sum is its `gap_low`.
    held
        What gifts have promised already. It may name a gift or a commune that is not there now.
    offered
        What has been offered. It may name what is not there now: that cannot be offered again.

    Returns
    -------
    Inputs
        Whatever the row order of the inputs, the same tables, numbered from 0.

    Raises
    ------
    InputFaults
        With every fault found in any table.
    """
    faults = FaultCollector("phân bổ / allocation")
    given = {
        "cells": (cells, CELL_COLUMNS),
        "gifts": (gifts, GIFT_COLUMNS),
        "ages": (ages, AGE_COLUMNS),
        "held": (held, HELD_COLUMNS),
        "offered": (offered, OFFERED_COLUMNS),
    }
    tables = {
        name: _with_columns(faults, name, frame, columns)
        for name, (frame, columns) in given.items()
    }
    faults.raise_if_any()
    _check_cells(faults, tables["cells"])
    check_gift_rows(faults, tables["gifts"], GIFT_TEXT, (*WISHES, *EXCLUSIONS))
    _check_counts(faults, "ages", tables["ages"], {"age": 200, "children": LARGEST_COUNT})
    _check_counts(faults, "held", tables["held"], {"count": LARGEST_COUNT, "taken": LARGEST_MONEY})
    _check_counts(faults, "offered", tables["offered"], {"packages": LARGEST_COUNT})
    faults.raise_if_any()
    ordered = Inputs(
        cells=_ordered_cells(tables["cells"]),
        gifts=_ordered_gifts(tables["gifts"]),
        ages=_summed(tables["ages"], ("commune_code", "category", "age"), ("children",)),
        held=_summed(tables["held"], HELD_COLUMNS[:3], HELD_COLUMNS[3:]),
        offered=_summed(tables["offered"], OFFERED_COLUMNS[:4], OFFERED_COLUMNS[4:]),
    )
    _check_ages_add_up(faults, ordered)
    faults.raise_if_any()
    return ordered


def _with_columns(
    faults: FaultCollector, table: str, frame: pd.DataFrame | None, expected: tuple[str, ...]
) -> pd.DataFrame:
    if frame is None:
        return pd.DataFrame(columns=list(expected))
    for column in expected:
        if column not in frame.columns:
            faults.add(
                table,
                f"thiếu cột {column} / no column {column}",
                f"cột {column} / column {column}",
                "thêm cột này vào bảng / add it to the table",
            )
    return frame.reindex(columns=list(expected))


def _check_cells(faults: FaultCollector, cells: pd.DataFrame) -> None:
    count, above_zero = whole(1, LARGEST_COUNT), "số nguyên > 0 / a whole number > 0"
    checks: dict[str, tuple[Check, str]] = {
        **dict.fromkeys(CELL_TEXT, (is_text, "chữ, không để trống / text, not empty")),
        **dict.fromkeys(CELL_COUNTS, (count, above_zero)),
        "held": (whole(0, LARGEST_COUNT), "số nguyên >= 0 / a whole number >= 0"),
        "priority": (is_amount, "số thực >= 0 / a number >= 0"),
        "worth": (is_amount, "số thực >= 0 / a number >= 0"),
        "unit_months": (is_flag, "True hoặc False / True or False"),
        "months": (is_months, "tuple các tháng 1–12 / a tuple of months 1–12"),
    }
    for row in cells.to_dict("records"):
        where = f"cells: {row['commune_code']} × {row['category']}"
        for column, (check, expected) in checks.items():
            expect(faults, where, column, row[column], check, expected)
        if not is_missing(row["unit_price_vnd"]):
            price = whole(1, LARGEST_PRICE)
            expect(faults, where, "unit_price_vnd", row["unit_price_vnd"], price, above_zero)
        if row["counted"] not in ("children", "places"):
            found = f"counted = {row['counted']!r}"
            faults.add(where, found, "children hoặc places / children or places")
        _check_gap(faults, where, row["gap_low"], row["children_target"])
    for key in repeated(zip(*(cells[column] for column in CELL_KEY), strict=True)):
        _twice(faults, f"cells: {key[0]} × {key[1]}")


def _check_gap(faults: FaultCollector, where: str, gap: object, target: object) -> None:
    if is_missing(gap):
        return
    expected = "số nguyên >= 0 / a whole number >= 0"
    good = expect(faults, where, "gap_low", gap, whole(0, LARGEST_COUNT), expected)
    if good and whole(1, LARGEST_COUNT)(target) and gap > target:  # type: ignore[operator]
        faults.add(where, f"gap_low = {gap}", f"<= children_target = {target}")


def _check_counts(
    faults: FaultCollector, table: str, frame: pd.DataFrame, largest: dict[str, int]
) -> None:
    """Check the whole numbers and the names of a narrow table, which may be long."""
    names = [column for column in frame.columns if column not in largest]
    for column, most in largest.items():
        check = whole(0, most)
        for row in np.flatnonzero([not check(value) for value in frame[column]]):
            where = " × ".join(str(value) for value in frame[names].iloc[row])
            found = f"{column} = {frame[column].iloc[row]}"
            faults.add(f"{table}: {where}", found, f"số nguyên 0–{most} / a whole number 0–{most}")
    for column in names:
        empty_is_good = column == "partner_gift"
        wrong = [not (is_text(value) or (empty_is_good and value == "")) for value in frame[column]]
        for row in np.flatnonzero(wrong):
            found = f"{column} = {frame[column].iloc[row]!r}"
            faults.add(f"{table}: {row}", found, "chữ, không để trống / text, not empty")


def _check_ages_add_up(faults: FaultCollector, inputs: Inputs) -> None:
    sums = inputs.ages.groupby(list(CELL_KEY), as_index=False)["children"].sum()
    known = inputs.cells.merge(sums, on=list(CELL_KEY))
    known = known[known["gap_low"].notna()]
    for row in known[known["gap_low"] != known["children"]].to_dict("records"):
        faults.add(
            f"ages: {row['commune_code']} × {row['category']}",
            f"{row['children']} trẻ / children",
            f"tổng bằng gap_low / sums to gap_low = {row['gap_low']}",
            "chia khoảng thiếu theo tuổi cho đủ / split the gap by age in full",
        )


def _twice(faults: FaultCollector, where: str) -> None:
    action = "gộp hoặc bỏ dòng thừa / merge or remove the others"
    faults.add(where, "nhiều dòng / several rows", "một dòng / one row", action)


def _ordered_cells(cells: pd.DataFrame) -> pd.DataFrame:
    types = dict.fromkeys(CELL_TEXT, "str") | dict.fromkeys((*CELL_COUNTS, "held"), "int64")
    types |= dict.fromkeys(("gap_low", "unit_price_vnd"), "Int64")
    types |= dict.fromkeys(("priority", "worth"), "float64")
    typed = cells.astype({**types, "unit_months": "bool"})
    return typed.sort_values(list(CELL_KEY), ignore_index=True)


def _ordered_gifts(gifts: pd.DataFrame) -> pd.DataFrame:
    types = dict.fromkeys((*GIFT_TEXT, *GIFT_WORDS), "str") | dict.fromkeys(GIFT_COUNTS, "Int64")
    types |= {"share": "Float64", "whole": "bool", "joins": "bool"}
    typed = gifts.astype(types)
    for column in ("gift", "period", "source"):
        typed[column] = typed[column].fillna("")
    return typed.sort_values("gift_id", ignore_index=True)


def _summed(frame: pd.DataFrame, key: Iterable[str], counts: Iterable[str]) -> pd.DataFrame:
    key, counts = list(key), list(counts)
    types = {name: "int64" if name in counts or name == "age" else "str" for name in frame.columns}
    return frame.astype(types).groupby(key, as_index=False)[counts].sum()
