"""One year against the last: how much of a change each cause made, to the child and the đồng.

A commune that entered or left the list brings or takes its whole figure. Of a commune on both
lists the change is divided among its causes (`shares_of_change`): the children there are, the part
of the State and of other sources (real changes); how children are counted, which share of them is
eligible, the target, the units for a child (changes of method); the price. A category that only one
year's plan has is a change of method, too. In every row of the
table the parts add up to the difference; rounding stands apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from needs.assessment import Assessment
from needs.monitoring.cells import MEASURES, weakest_of_both
from needs.monitoring.matching import matched_cells
from needs.monitoring.shares_of_change import Figure, Whole, shares_of_change
from needs.tables import ALL, table, weakest_basis
from needs.tables.monitoring_tables import CHANGE_PARTS

Floats = npt.NDArray[Any]
PARTS = tuple(CHANGE_PARTS)
_CAUSES = {
    "need_children": ("children", "eligible_share"),
    "need_vnd": ("children", "eligible_share", "standard", "price"),
    "gap_children": ("children", "eligible_share", "target", "state", "support"),
    "gap_vnd": (
        *("children", "eligible_share", "target", "state", "support"),
        *("standard", "price"),
    ),
}
#: Bases that come of counting children, not of estimating them.
_COUNTED = ("official", "returned")
_AREA = ["district_code", "district"]
_SUMS = ["before", "after", "difference", *PARTS, "cells", "unknown_cells"]


def year_change(
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
    *,
    province: str,
    lang: str = "vi",
) -> pd.DataFrame:
    """Explain what changed from one year's tables to another's (table `year_change`).

    Parameters
    ----------
    before, after
        `needs.monitoring.cells.COMPARED` of both years, and `eligibility_change` of the later.
    province
        Its name.

    Returns
    -------
    DataFrame
        Table `year_change`: for each district and the province (area_code "province"), each
        category and measure, and for money all categories together: before, after, difference and
        its parts, which add up to it. Middle figures. Cells that are not known in one of the years
        stay out of both; `unknown_cells` counts them.
    """
    cells = matched_cells(before, after, lang=lang)
    rows = pd.concat([_of_measure(cells, measure) for measure in MEASURES], ignore_index=True)
    money = rows[rows.measure.str.endswith("_vnd")]
    rows = pd.concat([rows, money.assign(category=ALL)], ignore_index=True)
    districts = _added(rows, [*_AREA, "category", "measure"]).rename(
        columns={"district_code": "area_code", "district": "area"}
    )
    whole = _added(rows, ["category", "measure"]).assign(
        level="province", area_code="province", area=province
    )
    result = pd.concat([districts.assign(level="district"), whole], ignore_index=True)
    return table("year_change").check(result)


def changed_since(
    before: Mapping[str, pd.DataFrame], assessment: Assessment, *, lang: str = "vi"
) -> pd.DataFrame:
    """Explain what changed since a kept year's tables (`year_change`)."""
    name = assessment.programme.province.vi
    return year_change(before, assessment.tables, province=name, lang=lang)


def listed_changes(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], *, lang: str = "vi"
) -> pd.DataFrame:
    """Return the communes, or parts of them, that count in one year only.

    Returns
    -------
    DataFrame
        change («entered», «left»), commune_code, commune, district; once each, whatever the
        category.
    """
    cells = matched_cells(before, after, lang=lang)
    frames = []
    for change, here, other in (("left", "before", "after"), ("entered", "after", "before")):
        of_part = cells.groupby("part")[f"commune_code_{other}"].transform(
            lambda codes: codes.notna().any()
        )
        rows = cells[~of_part.astype(bool)]
        names = {f"{name}_{here}": name for name in ("commune_code", "commune", "district")}
        frames.append(rows[list(names)].rename(columns=names).assign(change=change))
    both = pd.concat(frames, ignore_index=True).drop_duplicates()
    return both.sort_values(["change", "commune_code"]).reset_index(drop=True)


def _of_measure(cells: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the change of one measure cell by cell: one row, two where a commune moved."""
    was, becomes = cells[f"{measure}_before"], cells[f"{measure}_after"]
    here_before, here_after = cells.commune_code_before.notna(), cells.commune_code_after.notna()
    both = here_before & here_after
    lacking = (here_before & was.isna()) | (here_after & becomes.isna())
    if measure != "need_children":
        lacking |= both & _inputs_lacking(cells, measure)
    known = ~lacking
    rows = pd.DataFrame(
        {
            "category": cells.category,
            "measure": measure,
            "before": was.where(known).fillna(0).astype("int64"),
            "after": becomes.where(known).fillna(0).astype("int64"),
            **dict.fromkeys(PARTS, 0),
            "cells": 1,
            "unknown_cells": lacking.astype("int64"),
            "basis": weakest_of_both(cells.basis_before, cells.basis_after),
        },
        index=cells.index,
    )
    # A kind of support that the other year's plan does not have says nothing about lists.
    own = ~(
        cells.category.isin(cells.category[here_before])
        & cells.category.isin(cells.category[here_after])
    )
    rows["kinds"] = (rows.after - rows.before).where(own, 0)
    rows["entered"] = rows.after.where(~here_before & ~own, 0)
    rows["left"] = (-rows.before).where(~here_after & ~own, 0)
    compared = cells[both & known]
    for name, share in _shares(compared, measure).items():
        rows.loc[compared.index, name] = share
    rows["difference"] = rows.after - rows.before
    rows["rounding"] = rows.difference - rows[[p for p in PARTS if p != "rounding"]].sum(axis=1)
    return _in_districts(rows, cells)


def _inputs_lacking(cells: pd.DataFrame, measure: str) -> pd.Series:
    needed = ["price", "standard"] if measure.endswith("_vnd") else []
    columns = [f"{name}_{side}" for name in needed for side in ("before", "after")]
    return cells[columns].isna().any(axis=1)


def _shares(cells: pd.DataFrame, measure: str) -> dict[str, Whole]:
    """Return what each cause did in the cells that both years have."""
    if cells.empty:
        return {}
    shares = shares_of_change(_figure(cells, measure), _CAUSES[measure])
    counted = [cells[f"counted_by_{side}"].isin(_COUNTED) for side in ("before", "after")]
    otherwise = (counted[0] != counted[1]).to_numpy()
    children = shares["children"]
    return shares | {
        "children": np.where(otherwise, 0, children),
        "counting": np.where(otherwise, children, 0),
    }


def _figure(cells: pd.DataFrame, measure: str) -> Figure:
    """Return the measure as a function of which causes are as they were, which as they are."""

    def both(name: str) -> tuple[Floats, Floats]:
        sides = [
            cells[f"{name}_{side}"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
            for side in ("before", "after")
        ]
        return sides[0], sides[1]

    eligible, share, target = both("eligible"), both("share"), both("target_share")
    state, others, standard, price = (
        both(name) for name in ("state", "others", "standard", "price")
    )

    def children(year: Mapping[str, int]) -> Floats:
        of, by = year["children"], year["eligible_share"]
        if of == by:
            return eligible[of]
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = share[by] / share[of]
        # Where a share is not known, or nobody was eligible, it has no part of its own.
        known = np.isfinite(ratio) & (share[0] != share[1])
        return np.where(known, np.round(eligible[of] * np.where(known, ratio, 1.0)), eligible[of])

    def to_reach(year: Mapping[str, int]) -> tuple[Floats, Floats]:
        aim = np.round(children(year) * target[year["target"]])
        covered = state[year["state"]] + others[year["support"]]
        return aim, np.minimum(np.maximum(covered, 0), aim)

    def worth(count: Floats, year: Mapping[str, int]) -> Floats:
        return np.round(count * standard[year["standard"]] * price[year["price"]])

    figures: dict[str, Callable[[Mapping[str, int]], Floats]] = {
        "need_children": children,
        "need_vnd": lambda year: worth(children(year), year),
        "gap_children": lambda year: np.subtract(*to_reach(year)),
        "gap_vnd": lambda year: np.subtract(*(worth(count, year) for count in to_reach(year))),
    }
    of_measure = figures[measure]
    return lambda year: np.round(of_measure(year)).astype(np.int64)


def _in_districts(rows: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Put each row in its district; a commune that moved stands in both, and adds up to one."""
    here = {
        side: rows.assign(**{name: cells[f"{name}_{side}"] for name in _AREA})
        for side in ("before", "after")
    }
    gone = cells.commune_code_after.isna()
    code_before, code_after = cells.district_code_before, cells.district_code_after
    moved = code_before.notna() & code_after.notna() & code_before.ne(code_after).fillna(False)
    away = here["before"][moved]
    away = away.assign(moved=away.moved - away.after, after=0)
    away = away.assign(difference=away.after - away.before)
    into = here["after"][moved]
    into = into.assign(before=0, moved=into.after, difference=into.after, cells=0, unknown_cells=0)
    into = into.assign(**{name: 0 for name in PARTS if name != "moved"})
    stayed = [here["before"][gone & ~moved], here["after"][~gone & ~moved]]
    return pd.concat([*stayed, away, into], ignore_index=True)


def _added(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    by = rows.groupby(keys, sort=True)
    basis = by.basis.agg(lambda bases: weakest_basis(*bases))
    return by[_SUMS].sum().join(basis).reset_index()
