"""The gap: G = max(0, T − U), at both ends and in the middle, and what closing it would cost.

The low gap takes the fewest children to reach and the most already covered of so many: whoever
is served inside it is not served twice. The high gap takes the other ends. Quantity and cost are
those of the low gap, at the price and (`cost_low_vnd`) at the price's low end; `cost_high_vnd` is
the cost of the high gap at the price's high end.

In the middle, money adds up to the đồng: cost of the target = part of the State + part of donors
+ gap, the State first (method: `design/method.md`, sections 2 and 3).
"""

from __future__ import annotations

import pandas as pd

from needs.gap.covered import STATE, covered
from needs.need import cost, quantity, scope_unknown
from needs.programmes import Category, Programme
from needs.support import Known
from needs.tables import CELL, PLACE, weakest_basis, weakest_known_basis

_PRICE = ["unit_price_vnd", "price_low_vnd", "price_high_vnd", "price_basis"]
ELIGIBLE = ("children_eligible", "children_eligible_low", "children_eligible_high")


def assess_gap(
    programme: Programme,
    need: pd.DataFrame,
    support: pd.DataFrame,
    *,
    state: pd.DataFrame | None = None,
    known: Known | None = None,
) -> pd.DataFrame:
    """Return target, covered children and gap of each commune and category (table `gap`).

    Parameters
    ----------
    programme
        Targets and standards.
    need
        From `assess_need` (by age band, with the range of the prices).
    support
        Ledger entries of the period assessed.
    state
        Children whom State schemes serve: commune_code, category, state_children, state_low,
        state_high, state_basis (`entitlements.state_cover`); none: no scheme counts.
    known
        What is known of the overlap of sources; none: nothing is.

    Returns
    -------
    DataFrame
        Table `gap` without its column priority, which rests on the gaps.
    """
    cells = (
        need.groupby([*PLACE, "category"], dropna=False)
        .agg(
            **{name: (name, lambda values: values.sum(skipna=False)) for name in ELIGIBLE},
            **{name: (name, "first") for name in _PRICE},
            basis=("basis", lambda values: weakest_basis(*values)),
            eligible_basis=("eligible_basis", weakest_known_basis),
        )
        .reset_index()
    )
    cells = cells.merge(
        covered(support, cells, state=state, known=known), on=CELL, validate="one_to_one"
    )
    cells = _with_target(programme, cells)
    return pd.concat(
        [
            _one_category(category, cells[cells.category == category.id])
            for category in programme.categories
        ],
        ignore_index=True,
    )


def _with_target(programme: Programme, cells: pd.DataFrame) -> pd.DataFrame:
    """Add which cells the target counts: all, for the need holds no others; or nobody knows.

    Where no list says whether a commune is meant, neither does anything say whom the State serves.
    """
    unknown = scope_unknown(programme, cells)
    cells["in_target"] = pd.Series(True, index=cells.index, dtype="boolean").mask(unknown)
    for name in (*STATE[:3], "covered_point", "covered_high"):
        cells[name] = cells[name].mask(unknown)
    return cells


def _one_category(category: Category, cells: pd.DataFrame) -> pd.DataFrame:
    share = category.target.share
    rows = cells.copy()
    for ending, factor in (("", share.value), ("_low", share.at_low), ("_high", share.at_high)):
        rows[f"children_target{ending}"] = (
            (rows[f"children_eligible{ending}"] * factor).round().astype("Int64")
        )
    rows["gap_low"] = (rows.children_target_low - rows.covered_at_low_gap).clip(lower=0)
    rows["gap_point"] = (rows.children_target - rows.covered_point).clip(lower=0)
    rows["gap_high"] = (rows.children_target_high - rows.covered_at_high_gap).clip(lower=0)
    rows["quantity"] = quantity(rows.gap_low, category)
    rows["unit"] = category.unit.vi
    rows["cost_vnd"] = cost(rows.quantity, rows.unit_price_vnd)
    rows["cost_low_vnd"] = cost(rows.quantity, rows.price_low_vnd)
    rows["cost_high_vnd"] = cost(quantity(rows.gap_high, category), rows.price_high_vnd)
    rows["basis"] = [
        weakest_basis(basis, share.basis, *(one for one in bases if not pd.isna(one)))
        for basis, *bases in zip(rows.basis, rows.support_basis, rows.state_basis, strict=True)
    ]
    return _with_money(rows, category)


def _with_money(rows: pd.DataFrame, category: Category) -> pd.DataFrame:
    """Split the cost of the target into what the State, donors and nobody yet pays for.

    Children are counted in that order, never beyond the target; each part is the difference of
    two rounded costs, so that the parts add up to the đồng.
    """
    target = rows.children_target
    by_state, by_all = (
        rows[[name, "children_target"]].min(axis=1, skipna=False).astype("Int64")
        for name in ("state_children", "covered_point")
    )
    of_target, of_state, of_all = (
        cost(quantity(children, category), rows.unit_price_vnd)
        for children in (target, by_state, by_all)
    )
    rows["target_vnd"] = of_target
    rows["state_vnd"] = of_state
    rows["pledged_vnd"] = of_all - of_state
    rows["gap_vnd"] = of_target - of_all
    return rows
