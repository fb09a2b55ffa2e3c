"""From a plan to the ledger: its lots, the gap of each cell, what each gift holds."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from needs.commitments.lots import COUNTED, Cell, Entry, Lot
from needs.tables import rows_of

#: What a lot is known by within a plan.
PLAN_KEY = ("gift_id", "partner_gift", "commune_code", "category")


def lots_from_plan(lots: pd.DataFrame, *, period: str) -> list[Lot]:
    """Return the lots of an allocation as they are promised, in the plan's own order of keys.

    Parameters
    ----------
    lots
        Table `lots` of an allocation: PLAN_KEY, donor_id, donor, partner_id, partner, funding,
        commune, packages, quantity, unit, counted, children_reached, places, cost_vnd, paid_vnd,
        partner_vnd, basis.
    period
        The year it is for.
    """
    return [
        Lot(
            donor_id=row.donor_id,
            donor=row.donor,
            gift_id=row.gift_id,
            commune_code=row.commune_code,
            commune=row.commune,
            category=row.category,
            period=period,
            counted=row.counted,
            count=row.children_reached if row.counted == COUNTED[0] else row.places,
            packages=row.packages,
            quantity=row.quantity,
            unit=row.unit,
            value_vnd=None if pd.isna(row.cost_vnd) else row.cost_vnd,
            taken=taken_of(row.funding, row.paid_vnd, row.quantity, row.packages),
            partner_gift=row.partner_gift,
            partner_id=row.partner_id,
            partner=row.partner,
            # Goods without a known price have a value nobody knows, and no partner.
            partner_taken=row.partner_vnd if row.partner_gift else 0,
            basis=row.basis,
        )
        for row in rows_of(lots.sort_values(list(PLAN_KEY)))
    ]


def taken_of(funding: str, paid_vnd: int, quantity: int, packages: int) -> int:
    """Return what a lot takes: đồng, units of a stock, or children (a package is one child)."""
    return {"cash": paid_vnd, "stock": quantity, "sponsored": packages}[funding]


def entries_from_plan(
    lots: pd.DataFrame,
    *,
    period: str,
    state: str,
    by: str,
    plan: str,
    evidence: str = "",
    at: datetime | None = None,
) -> list[Entry]:
    """Return the entries that put a plan's lots on the ledger.

    Parameters
    ----------
    state
        "proposed" or "offered" as a rule; "accepted" where the donor has said yes already.
    plan
        Names the plan (its date, its run). The keys are made of it: the same plan written twice
        stands once.
    """
    return [
        Entry(
            state=state,
            by=by,
            lot=lot,
            evidence=evidence,
            at=at,
            key="|".join((plan, period, *(getattr(lot, name) for name in PLAN_KEY))),
        )
        for lot in lots_from_plan(lots, period=period)
    ]


def room_of_cells(cells: pd.DataFrame, *, period: str) -> dict[Cell, int | None]:
    """Return the gap that the ledger may not exceed, for each commune and category.

    Parameters
    ----------
    cells
        Table `cells`: commune_code, category, gap_low (before any commitment; missing: None, and
        nothing can be promised there).
    """
    return {
        (row.commune_code, row.category, period): None if pd.isna(row.gap_low) else int(row.gap_low)
        for row in rows_of(cells)
    }


def means_of_gifts(gifts: pd.DataFrame) -> dict[str, int]:
    """Return what each gift holds: đồng (cash), units (stock), children (sponsored)."""
    held_in = {"cash": "budget_vnd", "stock": "units", "sponsored": "children"}
    return {
        row.gift_id: int(getattr(row, held_in[row.funding]))
        for row in rows_of(gifts)
        if not pd.isna(getattr(row, held_in[row.funding]))
    }
