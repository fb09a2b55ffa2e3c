"""The result tables of an allocation, written out from the packages per route."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from needs.allocation.donors import CASH, STOCK, Purse, Whole
from needs.allocation.explain import idle_reasons, open_reasons
from needs.allocation.fairness import RISES, FairPlan, Search
from needs.allocation.floors import reached_floor
from needs.allocation.model import Reach
from needs.allocation.solve import AllocationRules, Solved

PLACE = ["commune_code", "commune", "district_code", "district", "zone", "category"]
LOT_KEY = ["donor_id", "funding", "commune_code", "category"]


@dataclass(frozen=True)
class Allocation:
    """Who is proposed to give what, where; and what stays open, and why.

    Parameters
    ----------
    lots
        One row per donor × funding (`cash` or `stock`) × commune × category with packages:
        whole packages, quantity in `unit`, children reached, cost in đồng (stock at the price
        delivered in the commune, which costs no budget), and the donor's basis.
    coverage
        One row per cell, those out of reach first: children reached and open (against the low
        gap), coverage before and after (share of the target), `reachable`, and the reason why
        children stay open (`open_reasons`).
    donor_use
        One row per donor: money and stock held, used, left, and why (`idle_reasons`).
    floors
        One row per category: lowest coverage among its reachable cells that are not full, before,
        after stage 1 (fairness) and after stage 2 (effect); missing where no cell is reachable.
    stages
        One row per search, numbered: objective, proven bound, relative gap, status (`optimal`:
        within the gap allowed; `rises`: a category shown not to be stuck, its floor is raised in a
        later row, so no gap here; `limit`: a limit of time or nodes came first, the gap stands
        beside it), solves in whole packages, nodes.
    rules
        The rules it was made by.
    """

    lots: pd.DataFrame
    coverage: pd.DataFrame
    donor_use: pd.DataFrame
    floors: pd.DataFrame
    stages: pd.DataFrame
    rules: AllocationRules


def lots_table(
    cells: pd.DataFrame,
    donors: pd.DataFrame,
    all_purses: tuple[Purse, ...],
    reach: Reach,
    plan: Whole,
) -> pd.DataFrame:
    """Write out every lot of whole packages, sorted by donor, funding, commune, category."""
    given = np.flatnonzero(plan)
    purse = [all_purses[number] for number in reach.route_purse[given]]
    donor = donors.iloc[[held.donor for held in purse]].reset_index(drop=True)
    cell = cells.iloc[reach.cell[reach.route_cell[given]]].reset_index(drop=True)
    lots = pd.concat([donor[["donor_id", "donor", "donor_type"]], cell[PLACE]], axis=1)
    lots.insert(3, "funding", pd.Series([held.funding for held in purse], dtype="str"))
    lots["packages"] = plan[given]
    lots["quantity"] = lots["packages"] * cell["package_units"]
    lots["unit"] = cell["unit"]
    lots["children_reached"] = lots["packages"] * cell["package_children"]
    lots["unit_price_vnd"] = cell["unit_price_vnd"]
    lots["cost_vnd"] = lots["quantity"] * lots["unit_price_vnd"]
    lots["basis"] = donor["basis"]
    return lots.sort_values(LOT_KEY, ignore_index=True)


def coverage_table(
    cells: pd.DataFrame, reach: Reach, plan: Whole, unreachable: list[str]
) -> pd.DataFrame:
    """Write out, per cell, what is reached and what stays open; cells out of reach first."""
    coverage = cells[[*PLACE, "children_target", "gap_low"]].copy()
    reached = np.zeros(len(cells), dtype=np.int64)
    reached[reach.cell] = reach.packages_by_cell(plan) * reach.size
    coverage["children_reached"] = reached
    coverage["children_open"] = coverage["gap_low"] - coverage["children_reached"]
    for moment, still_open in (("before", "gap_low"), ("after", "children_open")):
        covered = coverage["children_target"] - coverage[still_open]
        coverage[f"coverage_{moment}"] = covered.astype("Float64") / coverage["children_target"]
    coverage["reachable"] = [not reason for reason in unreachable]
    coverage["reason"] = pd.Series(open_reasons(reach, plan, unreachable), dtype="str")
    return coverage.sort_values(["reachable", "commune_code", "category"], ignore_index=True)


def donor_use_table(
    donors: pd.DataFrame,
    all_purses: tuple[Purse, ...],
    reach: Reach,
    plan: Whole,
    unreachable: list[str],
) -> pd.DataFrame:
    """Write out, per donor, what is used, what is left and why."""
    use = donors[["donor_id", "donor", "donor_type", "budget_vnd", "stock_units"]].copy()
    taken = reach.taken_by_purse(plan)
    reasons = idle_reasons(reach, plan, all_purses, unreachable)
    for funding, holds, used, left, reason in (
        (CASH, "budget_vnd", "spent_vnd", "unspent_vnd", "unspent_reason"),
        (STOCK, "stock_units", "stock_used", "stock_left", "stock_reason"),
    ):
        own = [n for n, purse in enumerate(all_purses) if purse.funding == funding]
        rows = [all_purses[n].donor for n in own]
        use[used] = pd.Series(taken[own], index=rows, dtype="Int64")
        use[left] = use[holds] - use[used]
        use[reason] = pd.Series([reasons[n] for n in own], index=rows, dtype="str")
        use[reason] = use[reason].fillna("")
    columns = ["donor_id", "donor", "donor_type"]
    columns += ["budget_vnd", "spent_vnd", "unspent_vnd", "unspent_reason"]
    return use[[*columns, "stock_units", "stock_used", "stock_left", "stock_reason"]]


def floors_table(cells: pd.DataFrame, reach: Reach, fair: FairPlan, plan: Whole) -> pd.DataFrame:
    """Write out, per category, its floor before, after stage 1 and after stage 2."""
    floors = pd.DataFrame({"category": sorted(set(cells["category"]))}, dtype="str")
    nothing, packages = np.zeros(len(reach.cell), dtype=np.int64), reach.packages_by_cell(plan)
    number = {name: k for k, name in enumerate(reach.categories)}
    for column, by_category in {
        "floor_before": {k: reached_floor(reach, nothing, (k,)) for k in fair.floors},
        "floor_stage1": fair.floors,
        "floor_stage2": {k: reached_floor(reach, packages, (k,)) for k in fair.floors},
    }.items():
        values = [
            float(by_category[number[name]]) if name in number else pd.NA
            for name in floors["category"]
        ]
        floors[column] = pd.array(values, dtype="Float64")
    return floors


def stages_table(searches: list[Search], effect: Solved | None) -> pd.DataFrame:
    """Write out every search with its proof, numbered in the order of solving."""
    rows = [
        (s.stage, float(s.floor), float(s.bound), s.status, s.solves, s.nodes) for s in searches
    ]
    if effect is not None:
        rows.append(("effect", effect.objective, effect.bound, effect.status, 1, effect.nodes))
    columns = ["stage", "objective", "bound", "status", "solves", "nodes"]
    stages = pd.DataFrame(rows, columns=columns).astype(
        {"stage": "str", "objective": "float64", "bound": "float64", "status": "str"}
        | {"solves": "int64", "nodes": "int64"}
    )
    stages["stage"] = [f"{n:02d} {stage}" for n, stage in enumerate(stages["stage"], start=1)]
    stages["stage"] = stages["stage"].astype("str")
    gap = (stages["bound"] - stages["objective"]).clip(lower=0) / stages["bound"].abs()
    gap = gap.where(stages["bound"] > 0, 0.0).mask(stages["status"] == RISES)
    stages.insert(3, "gap", gap)
    return stages
