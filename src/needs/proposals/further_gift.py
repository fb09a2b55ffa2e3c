"""What further gifts of money would do while the plan stands."""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd
from typing import Any

import pandas as pd

from needs.allocation import AllocationRules, allocate
from needs.assessment import Assessment
from needs.assessment.plan_inputs import NO_ZONE
from needs.programmes import Programme
from needs.programmes.category import Category
from needs.proposals.plan_tables import GIFT_COLUMNS, open_table
from needs.tables import PLACE

_LISTS = (
    *("categories", "districts", "communes", "zones", "visit_months"),
    *("without_categories", "without_districts", "without_communes"),
)
_NEW = "new"


def open_cells(assessment: Assessment, *, loose: bool = False) -> pd.DataFrame:
    """Return the cells that a further gift of money could serve, as `allocate` takes them.

    What the plan and the ledger give already is held; places are left to donors who name them.
    With `loose`, a package is the least that serves whole children: one coat, a year's meals.
    """
    programme = assessment.programme
    found = open_table(assessment)
    known = found[found.counted.eq("children") & found.children_open.fillna(0).gt(0)]
    priority = assessment.gap.set_index(["commune_code", "category"]).priority
    entries = [programme.category(name) for name in known.category]
    cells = known[[*PLACE, "category", "counted", "gap_low", "unit", "unit_price_vnd"]].copy()
    cells["zone"] = cells.zone.fillna(NO_ZONE)
    cells["children_target"] = known.children_target_low
    cells["held"] = known.gap_low - known.children_open
    keys = zip(known.commune_code, known.category, strict=True)
    cells["priority"] = [float(priority[key]) for key in keys]
    cells["worth"] = 1.0
    sizes = [_least(entry) if loose else _package(entry) for entry in entries]
    cells["package_units"] = [size[0] for size in sizes]
    cells["package_children"] = [size[1] for size in sizes]
    cells["unit_months"] = [entry.unit_months for entry in entries]
    cells["months"] = pd.Series(
        [entry.delivery_months for entry in entries], index=cells.index, dtype="object"
    )
    return cells.reset_index(drop=True)


def _package(entry: Category) -> tuple[int, int]:
    return entry.package_units, entry.package_children


def _least(entry: Category) -> tuple[int, int]:
    parts = gcd(entry.package_units, entry.package_children)
    return entry.package_units // parts, entry.package_children // parts


def is_loose(programme: Programme, lot: Any) -> bool:
    """Tell whether a lot is of single units instead of the category's packages."""
    return bool(lot.quantity != lot.packages * programme.category(lot.category).package_units)


def pays_a_package(cells: pd.DataFrame, amount_vnd: int) -> bool:
    """Tell whether an amount is at least the price of the cheapest package of these cells."""
    prices = (cells.package_units * cells.unit_price_vnd).dropna()
    return bool(len(prices)) and amount_vnd >= int(prices.min())


def open_gift(amount_vnd: int, *, most_communes: int | None = None) -> pd.DataFrame:
    """Return one gift of money without any wish, as `allocate` takes it."""
    row: dict[str, Any] = dict.fromkeys((*GIFT_COLUMNS, "basis", "source"), pd.NA)
    row |= dict.fromkeys(("donor_id", "donor", "donor_type", "gift_id"), _NEW)
    row |= dict.fromkeys(("gift", "period", "source"), "") | dict.fromkeys(_LISTS, ())
    row |= {"funding": "cash", "budget_vnd": amount_vnd, "whole": False, "joins": False}
    gift = pd.DataFrame([row | {"share": 1.0, "basis": "assumption"}])
    if most_communes is not None:
        gift["most_communes"] = most_communes
    counts = [name for name in gift if gift[name].isna().all() and name != "category"]
    types = dict.fromkeys((*counts, "budget_vnd", "most_communes"), "Int64")
    return gift.astype(types | {"category": "str", "share": "Float64"})


def needs_basket(
    assessment: Assessment, *, amounts: Sequence[int] | None = None
) -> dict[int, pd.DataFrame]:
    """Return what each amount would do, given alone, while the plan stands.

    Each is allocated by the programme's own rules over what the plan leaves open, so it is
    possible beside all proposals. One that pays no package gives single units in one commune;
    where less than a package is open everywhere, a greater one gives single units in all.

    Parameters
    ----------
    assessment
        With the tables `open_needs` and `gap`.
    amounts
        Đồng; none: those of the programme (`allocation.baskets_vnd`).

    Returns
    -------
    dict
        Amount → lots, in the columns of `needs.allocation.Allocation.lots`.
    """
    settings = assessment.programme.allocation
    rules = AllocationRules(
        mode=settings.mode,
        epsilon=settings.epsilon,
        mip_gap=settings.mip_gap,
        time_limit_s=settings.time_limit_s,
    )
    cells = open_cells(assessment)
    found = {}
    for amount in sorted(settings.baskets_vnd if amounts is None else amounts):
        lots = allocate(cells, open_gift(amount), rules=rules).lots
        if lots.empty:
            single = open_cells(assessment, loose=True)
            most = None if pays_a_package(cells, amount) else 1
            lots = allocate(single, open_gift(amount, most_communes=most), rules=rules).lots
        found[amount] = lots
    return found
