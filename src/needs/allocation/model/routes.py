"""The routes: every way in which a gift, alone or with a partner, could pay a package in a cell.

For every gift and cell the first thing that stands in the way is noted; the cell's reason is the
hindrance of the gift that came furthest.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from needs.allocation.model.ages import ANY_AGE, AgeRoom
from needs.allocation.model.gifts import Gift, gifts_of, month_bits, package_of, paid_by, wished
from needs.allocation.model.model import Flags, Whole

#: What can stand between a gift and a cell, in the order in which it is asked.
HINDRANCES = (
    *("no_donor", "no_price", "no_season", "no_age", "no_partner"),
    *("gap_below_package", "no_means", "communes_full", "lot_too_large"),
)
_STEP = {reason: step for step, reason in enumerate(HINDRANCES)}
#: The gift can pay a package here: nothing stands in the way.
REACHED = len(HINDRANCES)


@dataclass(frozen=True)
class Routes:
    """Routes as arrays of one length.

    Parameters
    ----------
    cell, gift, partner
        Rows of the cell, the gift and the partner gift (−1: none).
    size
        Children (or places) per package.
    takes, partner_takes
        What a package takes of the gift, and of the partner.
    first_age, last_age
        Ages that both serve.
    most
        Packages that could be given if all else gave nothing.
    """

    cell: Whole
    gift: Whole
    partner: Whole
    size: Whole
    takes: Whole
    partner_takes: Whole
    first_age: Whole
    last_age: Whole
    most: Whole


@dataclass(frozen=True)
class Offers:
    """The routes, and what is known of gifts and cells besides.

    Parameters
    ----------
    routes
        Sorted by cell, gift, partner.
    step
        Per cell: how far the gift came that came furthest (`HINDRANCES`, `REACHED`).
    gifts
        The terms of every gift.
    cheapest
        Per gift: the least that a package may ask of it in a cell that it admits (0: none).
    room
        Children by age.
    commune
        Per cell: the number of its commune in `commune_codes`.
    """

    routes: Routes
    step: Whole
    gifts: list[Gift]
    cheapest: list[int]
    room: AgeRoom
    commune: Whole
    commune_codes: list[str]


class _Admission:
    """What all gifts are asked about the cells."""

    def __init__(self, cells: pd.DataFrame, gifts: pd.DataFrame, terms: list[Gift]) -> None:
        self.terms = terms
        self.wished = [wished(cells, gift) for _, gift in gifts.iterrows()]
        self.packages = [package_of(cells, gift) for _, gift in gifts.iterrows()]
        self.season = np.array([month_bits(months) for months in cells["months"]], dtype=np.int64)

    def in_season(self, *gifts: Gift) -> Flags:
        months = self.season.copy()
        for gift in gifts:
            months &= gift.months
        return months > 0


def offers_of(
    cells: pd.DataFrame,
    gifts: pd.DataFrame,
    ages: pd.DataFrame,
    held: pd.DataFrame,
    *,
    period: str | None = None,
) -> Offers:
    """Work out every route that one package fits through.

    Parameters
    ----------
    cells, gifts, ages, held
        The tables of `checked_inputs`.
    period
        The period of the plan; gifts of another one give nothing.
    """
    terms = gifts_of(gifts, held, period)
    asked = _Admission(cells, gifts, terms)
    room = _age_room(cells, ages, held, terms)
    codes, commune = np.unique(cells["commune_code"].to_numpy(dtype=object), return_inverse=True)
    step = np.zeros(len(cells), dtype=np.int64)
    found: list[Routes] = []
    joiners = [gift for gift in terms if gift.joins and gift.this_period]
    for lead in terms:
        if not lead.this_period:
            continue
        if lead.share == 1:
            partners: list[Gift | None] = [None]
        else:
            partners = [gift for gift in joiners if gift.donor_id != lead.donor_id]
            alone = _own_step(asked, lead, room)
            step = np.maximum(step, np.minimum(alone, _STEP["no_partner"]))
        for partner in partners:
            routes, reached = _routes_of(asked, room, lead, partner, codes, commune)
            found.append(routes)
            step = np.maximum(step, reached)
    joined = _joined(found)
    order = np.lexsort((joined.partner, joined.gift, joined.cell))
    return Offers(
        routes=_chosen(joined, order),
        step=step,
        gifts=terms,
        cheapest=[_cheapest(asked, gift) for gift in terms],
        room=room,
        commune=commune.astype(np.int64),
        commune_codes=[str(code) for code in codes],
    )


def _own_step(asked: _Admission, gift: Gift, room: AgeRoom) -> Whole:
    """Return, per cell, where a gift alone stops by its own wishes (`REACHED`: it does not)."""
    package = asked.packages[gift.row]
    stops = [
        ("no_donor", ~(asked.wished[gift.row] & package.good)),
        ("no_price", package.cost <= 0),
        ("no_season", ~asked.in_season(gift)),
    ]
    if gift.ages != ANY_AGE:
        stops.append(("no_age", room.inside(*gift.ages) == 0))
    return _first_stop(stops)


def _routes_of(
    asked: _Admission,
    room: AgeRoom,
    lead: Gift,
    partner: Gift | None,
    codes: np.ndarray[tuple[int], np.dtype[np.object_]],
    commune: Whole,
) -> tuple[Routes, Whole]:
    package = asked.packages[lead.row]
    takes = np.where(package.cost > 0, paid_by(lead.share, package.cost), 1)
    rest = package.cost - takes if partner else np.zeros(len(takes), dtype=np.int64)
    first = max(lead.ages[0], partner.ages[0] if partner else 0)
    last = min(lead.ages[1], partner.ages[1] if partner else ANY_AGE[1])
    own = _own_step(asked, lead, room)
    stops = [(reason, own == number) for reason, number in list(_STEP.items())[:4]]
    room_here = room.open()
    if partner:
        alone = ~asked.wished[partner.row] | ~asked.in_season(lead, partner)
        # Whoever pays nothing is no partner.
        alone |= (takes <= 0) | (rest <= 0) | (first > last)
        stops.append(("no_partner", alone))
    if (first, last) != ANY_AGE and first <= last:
        by_age = room.inside(first, last)
        stops.append(("no_partner", by_age == 0))
        room_here = np.minimum(room_here, by_age)
    stops.append(("gap_below_package", package.size > room_here))
    most = room_here // package.size
    for gift, pays in ((lead, takes), (partner, rest)):
        if gift is None:
            continue
        part = np.maximum(pays, 1)
        held = np.array([gift.held.get(code, 0) for code in codes], dtype=np.int64)[commune]
        stops.append(("no_means", (part > gift.left) | (part > gift.most)))
        rest_here = np.maximum(gift.most - held, 0)
        visited = np.array([code in gift.held for code in codes], dtype=bool)[commune]
        full = (part > rest_here) | (~visited & (gift.communes_left == 0))
        stops.append(("communes_full", full))
        most = np.minimum(most, np.minimum(gift.left, rest_here) // part)
    reached = _first_stop(stops)
    cell = np.flatnonzero(reached == REACHED).astype(np.int64)
    routes = Routes(
        cell=cell,
        gift=np.full(len(cell), lead.row, dtype=np.int64),
        partner=np.full(len(cell), partner.row if partner else -1, dtype=np.int64),
        size=package.size[cell],
        takes=takes[cell],
        partner_takes=rest[cell],
        first_age=np.full(len(cell), first, dtype=np.int64),
        last_age=np.full(len(cell), last, dtype=np.int64),
        most=most[cell],
    )
    return routes, reached


def _first_stop(stops: list[tuple[str, Flags]]) -> Whole:
    steps = [np.where(flags, _STEP[reason], REACHED) for reason, flags in stops]
    return np.asarray(np.minimum.reduce(steps))


def _cheapest(asked: _Admission, gift: Gift) -> int:
    """Return the least that one package may ask of a gift in a cell that it admits."""
    package = asked.packages[gift.row]
    admitted = asked.wished[gift.row] & asked.in_season(gift) & package.good & (package.cost > 0)
    costs = paid_by(gift.share, package.cost[admitted])
    return int(costs.min()) if len(costs) else 0


def _age_room(
    cells: pd.DataFrame, ages: pd.DataFrame, held: pd.DataFrame, gifts: list[Gift]
) -> AgeRoom:
    first = {gift.gift_id: gift.ages[0] for gift in gifts if gift.ages != ANY_AGE}
    last = {gift.gift_id: gift.ages[1] for gift in gifts if gift.ages != ANY_AGE}
    key = ["commune_code", "category"]
    row = cells[key].assign(cell=np.arange(len(cells)))
    lots = held[held["gift_id"].isin(list(first))].merge(row, on=key)
    names = [str(name) for name in lots["gift_id"]]
    return AgeRoom(
        cells,
        ages,
        held_cell=lots["cell"].to_numpy(dtype=np.int64),
        held_first=np.array([first[name] for name in names], dtype=np.int64),
        held_last=np.array([last[name] for name in names], dtype=np.int64),
        held_count=lots["count"].to_numpy(dtype=np.int64),
    )


def _joined(found: list[Routes]) -> Routes:
    nothing = np.empty(0, dtype=np.int64)
    columns = {
        column.name: np.concatenate([nothing, *(getattr(part, column.name) for part in found)])
        for column in fields(Routes)
    }
    return Routes(**columns)


def _chosen(routes: Routes, order: Whole) -> Routes:
    return Routes(**{column.name: getattr(routes, column.name)[order] for column in fields(Routes)})
