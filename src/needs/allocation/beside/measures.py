"""How fair and how full a plan is, in figures that can be put side by side with usual practice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from needs.allocation.results.results import taken_by_gift
from needs.tables import CELL

MEASURES = (
    *("lowest_coverage", "lowest_commune_coverage", "gini", "gini_weighted"),
    *("children_reached", "places", "effect"),
    *("unspent_vnd", "stock_left", "sponsorships_left"),
    *("communes_reached", "cells_at_zero"),
)


def gini(shares: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Return the Gini coefficient of shares: 0 when all are equal, towards 1 when one has all.

    G = Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 W² μ), with W = Σ w and μ = Σ w x / W. Where nobody has
    anything (μ = 0) all are equal: 0. Without any share: not a number.

    Parameters
    ----------
    shares
        One share per unit, >= 0.
    weights
        One weight per unit (children); without, each unit counts once.

    Notes
    -----
    Source: Lerman, Yitzhaki (1989), Improving the accuracy of estimates of Gini coefficients,
    Journal of Econometrics 42, for the weighted form.
    """
    share = np.asarray(shares, dtype=np.float64)
    weight = np.ones_like(share) if weights is None else np.asarray(weights, dtype=np.float64)
    if not weight.sum():
        return float("nan")
    order = np.argsort(share, kind="stable")
    share, weight = share[order], weight[order]
    total, mean = weight.sum(), float(weight @ share) / weight.sum()
    if mean == 0:
        return 0.0
    # Each unit against all below it: the double sum in one pass over the sorted shares.
    below, below_sum = np.cumsum(weight) - weight, np.cumsum(weight * share) - weight * share
    differences = float(weight @ (share * below - below_sum))
    return float(differences / (total * total * mean))


def plan_measures(
    cells: pd.DataFrame, gift_use: pd.DataFrame, lots: pd.DataFrame, reach: pd.DataFrame
) -> dict[str, float | int]:
    """Measure a plan.

    Parameters
    ----------
    cells
        Checked cells of the allocation; what is held already counts as covered.
    gift_use
        What each gift holds and has promised already, as in `Allocation.gift_use`; gifts of
        another period are no means of this plan.
    lots
        The plan's lots, in the columns of `Allocation.lots`.
    reach
        `commune_code`, `category`, `full` (counted units a cell could get if all were for it) for
        the reachable cells.

    Returns
    -------
    dict
        `lowest_coverage`: the highest floor that all reachable cells keep; one that is full holds
        no floor down. `lowest_commune_coverage`: least share of the children of all targets with
        known gap that is covered in a commune. `gini`, `gini_weighted` (by children): over the
        coverage of all cells with a known gap. `children_reached`, `places`, `effect`
        (Σ priority × worth × count). `unspent_vnd` (đồng of all gifts of money), `stock_left`
        (units of all goods), `sponsorships_left` (children). `communes_reached`, and
        `cells_at_zero`: reachable cells without any cover, promised, planned or from before.
    """
    covered = _coverage(cells, lots, reach)
    known = covered[covered["gap_low"].notna()]
    by_commune = known.groupby("commune_code")[["covered_worth", "target_worth"]].sum()
    within = covered[covered["full"].notna()]
    left = _left(gift_use, lots)
    return {
        "lowest_coverage": _floor(within),
        "lowest_commune_coverage": _least(by_commune["covered_worth"] / by_commune["target_worth"]),
        "gini": gini(known["coverage"]),
        "gini_weighted": gini(known["coverage"], known["target_worth"]),
        "children_reached": int(lots["children_reached"].sum()),
        "places": int(lots["places"].sum()),
        "effect": float((covered["count"] * covered["worth"] * covered["priority"]).sum()),
        "unspent_vnd": left["cash"],
        "stock_left": left["stock"],
        "sponsorships_left": left["sponsored"],
        "communes_reached": int(lots["commune_code"].nunique()),
        "cells_at_zero": int((within["covered"] <= 0).sum()),
    }


def measures_table(plans: Sequence[tuple[str, dict[str, float | int]]]) -> pd.DataFrame:
    """Put measured plans side by side: column `plan`, then one column a measure."""
    table = pd.DataFrame([{"plan": name, **found} for name, found in plans])
    return table.astype({"plan": "str"})[["plan", *MEASURES]]


def _coverage(cells: pd.DataFrame, lots: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    given = lots[CELL].assign(count=lots["children_reached"] + lots["places"])
    counts = given.groupby(CELL)["count"].sum().reset_index()
    table = cells.merge(counts, on=CELL, how="left").merge(reach, on=CELL, how="left")
    table["count"] = table["count"].fillna(0).astype("int64")
    still_open = (table["gap_low"] - table["held"]).clip(lower=0) - table["count"]
    table["covered"] = (table["children_target"] - still_open).astype("Float64")
    table["coverage"] = table["covered"] / table["children_target"]
    table["covered_worth"] = table["covered"] * table["worth"]
    table["target_worth"] = table["children_target"] * table["worth"]
    return table


def _floor(within: pd.DataFrame) -> float:
    holding = within[within["count"] < within["full"]]
    return _least(holding["coverage"]) if len(holding) else _most(within["coverage"])


def _least(shares: pd.Series) -> float:
    return float(shares.min()) if len(shares) else float("nan")


def _most(shares: pd.Series) -> float:
    return float(shares.max()) if len(shares) else float("nan")


def _left(gift_use: pd.DataFrame, lots: pd.DataFrame) -> dict[str, int]:
    """Return what is left, by kind of gift: đồng, units, children."""
    own_period = gift_use[gift_use["reason"] != "other_period"]
    taken = taken_by_gift(lots).groupby("gift_id")["taken"].sum()
    holds = own_period["budget_vnd"].fillna(own_period["stock_units"]).fillna(0)
    free = (holds - own_period["held_taken"]).clip(lower=0).astype("Int64")
    used = own_period["gift_id"].map(taken).fillna(0).astype("Int64")
    found = (free - used).groupby(own_period["funding"]).sum()
    return {kind: int(found.get(kind, 0)) for kind in ("cash", "stock", "sponsored")}
