"""Quantity and cost: Q = standard × E; C = Q × unit price × (1 + delivery uplift)."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from needs.programmes import BASIS_OF_KIND, Category
from needs.tables import weakest_basis


class DeliveredPrice(NamedTuple):
    """Price of one unit brought to the commune, in whole đồng."""

    value: int
    low: int
    high: int
    basis: str


def delivered_price(category: Category) -> DeliveredPrice:
    """Return the unit price with the delivery uplift added."""
    price, uplift = category.unit_price_vnd, category.delivery_uplift
    return DeliveredPrice(
        value=round(price.value * (1 + uplift.value)),
        low=round(price.at_low * (1 + uplift.at_low)),
        high=round(price.at_high * (1 + uplift.at_high)),
        basis=weakest_basis(price.basis, uplift.basis),
    )


def quantity(children: pd.Series, category: Category) -> pd.Series:
    """Return the units that so many children need (not rounded to whole packages)."""
    standard = category.standard
    return children.astype("Float64") * standard.units / standard.per_children


def cost(units: pd.Series, price_vnd: int | pd.Series) -> pd.Series:
    """Return the cost of so many units at one price, or each at its own, in whole đồng."""
    return (units * price_vnd).round().astype("Int64")


def with_cost(eligible: pd.DataFrame, category: Category, prices: pd.DataFrame) -> pd.DataFrame:
    """Add quantity, unit, price and cost with its range to eligible children.

    The low cost is fewer children at the low price, the high cost more children at the high one.

    Parameters
    ----------
    eligible
        From `eligible_children`.
    category
        The category.
    prices
        From `delivered_prices`: the price in each commune.
    """
    own = prices[prices.category == category.id].drop(columns="category")
    rows = eligible.merge(own, on="commune_code", how="left", validate="many_to_one")
    rows["quantity"] = quantity(rows.children_eligible, category)
    standard = BASIS_OF_KIND[category.standard.kind]
    rows["basis"] = [
        pd.NA if pd.isna(basis) else weakest_basis(basis, standard) for basis in rows.basis
    ]
    rows["unit"] = category.unit.vi
    rows["cost_vnd"] = cost(rows.quantity, rows.unit_price_vnd)
    rows["cost_low_vnd"] = cost(quantity(rows.children_eligible_low, category), rows.price_low_vnd)
    rows["cost_high_vnd"] = cost(
        quantity(rows.children_eligible_high, category), rows.price_high_vnd
    )
    rows["sources"] += f"; {category.id}.standard; " + rows.price_figures
    return rows.drop(columns="price_figures")
