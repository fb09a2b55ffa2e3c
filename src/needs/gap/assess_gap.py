"""The gap: G = max(0, T − U), at both ends, and what closing it would cost.

The low gap takes the fewest children to reach and the most already covered: whoever is served
inside it is not served twice. The high gap takes the other ends. Quantity and cost are those of
the low gap, at the price and (`cost_low_vnd`) at the price's low end; `cost_high_vnd` is the cost
of the high gap at the price's high end.
"""

from __future__ import annotations

import pandas as pd

from needs.need import cost, delivered_price, quantity
from needs.programmes import Category, Programme
from needs.support import covered_children
from needs.tables import weakest_basis

CELL = ["commune_code", "category"]
_PLACE = ["commune_code", "commune", "district_code", "district", "zone"]


def assess_gap(programme: Programme, need: pd.DataFrame, support: pd.DataFrame) -> pd.DataFrame:
    """Return target, covered children and gap of each commune and category (table `gap`).

    Parameters
    ----------
    programme
        Targets, denominators, priority weights.
    need
        Table `need` (by age band).
    support
        Ledger entries of the period assessed.
    """
    cells = (
        need.groupby([*_PLACE, "category"], dropna=False)
        .agg(
            **{
                name: (name, lambda values: values.sum(skipna=False))
                for name in (
                    "children_eligible",
                    "children_eligible_low",
                    "children_eligible_high",
                )
            },
            basis=("basis", lambda values: weakest_basis(*values)),
            eligible_basis=("eligible_basis", _weakest_known),
        )
        .reset_index()
    )
    cells = cells.merge(covered_children(support, cells, key=CELL), on=CELL, validate="one_to_one")
    return pd.concat(
        [
            _one_category(programme, category, cells[cells.category == category.id])
            for category in programme.categories
        ],
        ignore_index=True,
    )


def _one_category(programme: Programme, category: Category, cells: pd.DataFrame) -> pd.DataFrame:
    share = category.target.share
    rows = cells.copy()
    rows["in_target"] = rows.zone.isin(programme.zones_in_scope(category))
    for ending, factor in (("", share.value), ("_low", share.at_low), ("_high", share.at_high)):
        rows[f"children_target{ending}"] = (
            (rows[f"children_eligible{ending}"] * factor).round().astype("Int64")
        )
    rows["gap_low"] = (rows.children_target_low - rows.covered_high).clip(lower=0)
    rows["gap_high"] = (rows.children_target_high - rows.covered_low).clip(lower=0)
    price = delivered_price(category)
    rows["quantity"] = quantity(rows.gap_low, category)
    rows["unit"] = category.unit.vi
    rows["unit_price_vnd"] = price.value
    rows["price_basis"] = price.basis
    rows["cost_vnd"] = cost(rows.quantity, price.value)
    rows["cost_low_vnd"] = cost(rows.quantity, price.low)
    rows["cost_high_vnd"] = cost(quantity(rows.gap_high, category), price.high)
    weights = rows.zone.map(programme.priority.zone_weights).astype("Float64")
    rows["priority"] = weights * unmet_rate(rows)
    rows["basis"] = [
        weakest_basis(basis, share.basis, None if pd.isna(support) else support)
        for basis, support in zip(rows.basis, rows.support_basis, strict=True)
    ]
    return rows


def _weakest_known(bases: pd.Series) -> object:
    """Return the weakest basis of the children; missing where some children are not known."""
    return pd.NA if bases.isna().any() else weakest_basis(*bases)


def unmet_rate(gap: pd.DataFrame) -> pd.Series:
    """Return the share of the (low) target not yet covered; missing where there is no target."""
    target = gap.children_target_low.astype("Float64")
    return gap.gap_low.astype("Float64") / target.where(target > 0)
