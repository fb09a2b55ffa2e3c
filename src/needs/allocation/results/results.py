"""The result tables of an allocation, written out from the packages per route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from needs.allocation.given.inputs import Inputs
from needs.allocation.model.gifts import paid_by
from needs.allocation.model.model import Model
from needs.allocation.results.reasons import (
    Admitted,
    Further,
    idle_reason,
    routes_of,
)
from needs.allocation.results.routes_of_lots import LOT_KEY
from needs.allocation.solving.rising import Fairest
from needs.allocation.solving.rules import AllocationRules
from needs.tables import CELL, PLACE

Whole = NDArray[np.int64]
GIVER = ["donor_id", "donor", "donor_type", "gift_id", "gift", "funding"]


@dataclass(frozen=True)
class Allocation:
    """Who is proposed to give what, where; and what stays open, and why.

    Parameters
    ----------
    lots
        One row per gift (× partner gift) × commune × category with packages: whole packages,
        quantity in `unit`, children or places reached, the whole cost in đồng and who pays which
        part of it (goods and sponsorships at their value), the months of delivery, the donor's
        basis.
    coverage
        One row per cell, those out of reach first: children (or places) held, reached and open
        (against the low gap), coverage before and after (share of the target), `reachable`, the
        reason why something stays open (`open_reasons`), and the part whose floor it stands on.
    gift_use
        One row per gift: what it holds, has promised, gives now and has left, in how many
        communes, and why something is left (`idle_reason`).
    floors
        One row per category and part: the lowest coverage among its cells that are not full,
        before, after stage 1 and in the plan (of the target; in proportional mode of the open
        gap); a category without a reachable cell has no part.
    stages
        One row per search, numbered: objective, proven bound, relative gap, status (`optimal`:
        within the gap allowed; `rises`: a part shown not to be stuck, its floor is raised in a
        later row, so no gap here; `limit`: a limit of time or nodes came first, the gap stands
        beside it), solves in whole packages, nodes.
    rules
        The rules it was made by.
    fairest
        The fair floors in the solver's own terms; None where an effect came first.
    """

    lots: pd.DataFrame
    coverage: pd.DataFrame
    gift_use: pd.DataFrame
    floors: pd.DataFrame
    stages: pd.DataFrame
    rules: AllocationRules
    fairest: Fairest | None = field(default=None, repr=False, compare=False)


def lots_table(inputs: Inputs, model: Model, plan: Whole) -> pd.DataFrame:
    """Write out every lot of whole packages, sorted by gift, partner, commune, category."""
    given = np.flatnonzero(plan)
    cell = inputs.cells.iloc[model.cell[model.route_cell[given]]].reset_index(drop=True)
    gift = inputs.gifts.iloc[model.route_gift[given]].reset_index(drop=True)
    joined = model.route_partner[given]
    partner = inputs.gifts.iloc[np.maximum(joined, 0)].reset_index(drop=True)
    alone = pd.Series(joined < 0)
    packages = pd.Series(plan[given], dtype="int64")
    amounts = _amounts(packages, cell, gift, alone)
    lots = gift[GIVER].copy()
    for column, value in (("partner_id", "donor_id"), ("partner", "donor")):
        lots[column] = partner[value].mask(alone, "").astype("str")
    lots["partner_gift"] = partner["gift_id"].mask(alone, "").astype("str")
    lots = pd.concat([lots, cell[[*PLACE, "category"]]], axis=1)
    lots["packages"] = packages
    lots["quantity"] = amounts["quantity"]
    lots["unit"] = cell["unit"]
    lots["counted"] = cell["counted"]
    count = packages * pd.Series(model.route_size[given], dtype="int64")
    places = cell["counted"] == "places"
    lots["children_reached"], lots["places"] = count.mask(places, 0), count.where(places, 0)
    for column in ("unit_price_vnd", "cost_vnd", "paid_vnd", "partner_vnd"):
        lots[column] = amounts[column]
    visits = partner["visit_months"].where(~alone, pd.Series([()] * len(alone), dtype="object"))
    months = zip(cell["months"], gift["visit_months"], visits, strict=True)
    lots["months"] = pd.Series([_months(*named) for named in months], dtype="str")
    lots["basis"] = gift["basis"]
    return lots.sort_values(LOT_KEY, ignore_index=True)


def _amounts(
    packages: pd.Series, cell: pd.DataFrame, gift: pd.DataFrame, alone: pd.Series
) -> pd.DataFrame:
    """Return quantity, unit price, cost and who pays what of it, row by row."""
    sponsored = gift["funding"] == "sponsored"
    own = gift["package_units"].fillna(cell["package_units"]).astype("Int64")
    # A set that is begun is a set needed.
    of_children = -(-packages * cell["package_units"] // cell["package_children"])
    of_children = of_children.mask(cell["unit_months"], packages * gift["months"])
    quantity = (packages * own).mask(sponsored, of_children.astype("Int64"))
    # A sponsorship may have its own price, by child and month.
    by_month = sponsored & gift["month_vnd"].notna()
    price = cell["unit_price_vnd"].mask(by_month & ~cell["unit_months"])
    price = price.mask(by_month & cell["unit_months"], gift["month_vnd"]).astype("Int64")
    monthly = packages * gift["months"] * gift["month_vnd"]
    cost = (quantity * price).mask(by_month, monthly).astype("Int64")
    one = (cost // packages).fillna(0).astype("int64")
    shares = [Fraction(str(part)) for part in gift["share"].astype("float64").fillna(1.0)]
    paid = [
        number * paid_by(share, np.array([price]))[0]
        for number, share, price in zip(
            packages, shares, one.fillna(0).astype("int64"), strict=True
        )
    ]
    lead = pd.Series(paid, index=cost.index, dtype="Int64")
    paid_vnd = cost.where(alone, lead.where(cost.notna()))
    return pd.DataFrame(
        {
            "quantity": quantity,
            "unit_price_vnd": price,
            "cost_vnd": cost,
            "paid_vnd": paid_vnd,
            "partner_vnd": cost - paid_vnd,
        }
    ).astype("Int64")


def _months(*open_months: tuple[int, ...]) -> str:
    named = [set(months) for months in open_months if months]
    return "; ".join(map(str, sorted(set.intersection(*named)))) if named else ""


def coverage_table(
    inputs: Inputs,
    model: Model,
    plan: Whole,
    reasons: Sequence[str],
    unreachable: Sequence[str],
    part: Whole,
    parts: Sequence[tuple[str, int]],
) -> pd.DataFrame:
    """Write out, per cell, what is reached and what stays open; cells out of reach first.

    Parameters
    ----------
    inputs, model, plan
        The checked tables, the model and the packages per route.
    reasons, unreachable
        Per cell of the cell table: of `open_reasons`, of `build_model`.
    part, parts
        Per cell of the model its part; per part its category and number.
    """
    names = [*PLACE, "category", "counted", "children_target", "gap_low", "held"]
    coverage = inputs.cells[names].copy()
    reached = np.zeros(len(coverage), dtype=np.int64)
    reached[model.cell] = model.counts(plan)
    coverage["children_reached"] = reached
    before = (coverage["gap_low"] - coverage["held"]).clip(lower=0)
    coverage["children_open"] = before - coverage["children_reached"]
    for moment, still_open in (("before", before), ("after", coverage["children_open"])):
        covered = coverage["children_target"] - still_open
        coverage[f"coverage_{moment}"] = covered.astype("Float64") / coverage["children_target"]
    coverage["reachable"] = [not reason for reason in unreachable]
    coverage["reason"] = pd.Series(reasons, dtype="str")
    number = pd.Series(pd.NA, index=coverage.index, dtype="Int64")
    number.iloc[model.cell] = [parts[index][1] for index in part]
    coverage["part"] = number
    return coverage.sort_values(["reachable", *CELL], ignore_index=True)


def gift_use_table(
    inputs: Inputs,
    model: Model,
    plan: Whole,
    lots: pd.DataFrame,
    admitted: Sequence[Admitted],
    further: Further,
    *,
    period: str | None,
) -> pd.DataFrame:
    """Write out, per gift, what it gives now, what is left and why.

    Parameters
    ----------
    inputs, model, plan, lots
        The checked tables, the model, the packages per route and the lots they make.
    admitted
        Per gift: where it could go.
    further
        From `further_packages`.
    period
        The period of the plan; gifts of another give nothing. None: all are of it.
    """
    gifts = inputs.gifts
    use = gifts[[*GIVER, "category"]].copy()
    cash = gifts["funding"] == "cash"
    use["budget_vnd"] = gifts["budget_vnd"].where(cash)
    use["stock_units"] = gifts["units"].fillna(gifts["children"]).mask(cash)
    taken = taken_by_gift(lots)
    promised = inputs.held.groupby("gift_id")["taken"].sum()
    use["held_taken"] = gifts["gift_id"].map(promised).fillna(0).astype("int64")
    use["used"] = gifts["gift_id"].map(taken.groupby("gift_id")["taken"].sum())
    use["used"] = use["used"].fillna(0).astype("int64")
    holds = use["budget_vnd"].fillna(use["stock_units"]).fillna(0).astype("int64")
    use["left"] = (holds - use["held_taken"] - use["used"]).clip(lower=0)
    use["communes"] = gifts["gift_id"].map(taken.groupby("gift_id")["commune_code"].nunique())
    use["communes"] = use["communes"].fillna(0).astype("int64")
    still_open = (inputs.cells["gap_low"] - inputs.cells["held"]).fillna(0).clip(lower=0)
    rest = still_open.to_numpy(dtype=np.int64)
    rest[model.cell] -= model.counts(plan)
    reasons = []
    for row, gift in gifts.iterrows():
        number, left = int(str(row)), int(use["left"].iloc[int(str(row))])
        own = routes_of(further, (model.route_gift == number) | (model.route_partner == number))
        used = int(use["used"].iloc[number])
        if left and period is not None and gift["period"] not in ("", period):
            reasons.append("other_period")
        else:
            reasons.append(idle_reason(gift, admitted[number], rest, own, left, used))
    use["reason"] = pd.Series(reasons, dtype="str")
    use["basis"] = gifts["basis"]
    return use


def taken_by_gift(lots: pd.DataFrame) -> pd.DataFrame:
    """Return what each lot takes out of its gift and its partner's: gift_id, commune_code, taken.

    Đồng of money, units of goods, children of a sponsorship.
    """
    own = lots["paid_vnd"].where(lots["funding"] == "cash", lots["quantity"])
    own = own.where(lots["funding"] != "sponsored", lots["packages"]).astype("Int64")
    lead = pd.DataFrame({"gift_id": lots["gift_id"], "taken": own})
    joined = pd.DataFrame({"gift_id": lots["partner_gift"], "taken": lots["partner_vnd"]})
    joined = joined[joined["gift_id"] != ""]
    taken = pd.concat([lead, joined])
    return taken.assign(commune_code=lots["commune_code"].loc[taken.index])
