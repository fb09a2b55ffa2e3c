"""Other communes of equal value that a donor may choose instead of some of those proposed.

An exchange moves all that a gift gives in one commune to another: the same kinds of support as
far as the needs there allow. It takes only children whom no proposal reaches, pays with what it
sets free and what is left of the gift, and keeps every wish and limit of the gift. Of the
exchanges for one commune a donor chooses one; those for different communes are possible together.
Two donors may be shown the same children: whoever answers first has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.commitments import HOLDING
from needs.editions.donors import ToldToDonors
from needs.proposals.gifts import gifts_of
from needs.proposals.open_places import OpenCell, OpenCommune, open_communes
from needs.proposals.plan_tables import commitments_table, gift_use_table, lots_table
from needs.tables import rows_of
from needs.wording.numbers import is_missing

#: An exchange is of equal value from this share of what the lots given up take of the gift.
EQUAL_PERCENT = 90
MOST_EXCHANGES = 3

_MOVABLE = ("proposed", "offered")


@dataclass(frozen=True)
class NewLot:
    """Packages in the other commune; `served` in children (or places), the cost NA if unknown."""

    category: str
    packages: int
    quantity: float
    served: int
    cost_vnd: Any


@dataclass(frozen=True)
class Exchange:
    """Instead of one commune another.

    Attributes
    ----------
    gift_id
        Of which gift.
    given_up
        Rows of the lots given up: the children there would be without a donor again.
    to
        The other commune.
    lots
        What would be given there.
    """

    gift_id: str
    given_up: pd.DataFrame
    to: OpenCommune
    lots: tuple[NewLot, ...]

    @property
    def cost_vnd(self) -> Any:
        """Cost of the new lots, đồng; NA where a price is not known."""
        costs = [lot.cost_vnd for lot in self.lots]
        return pd.NA if any(is_missing(cost) for cost in costs) else sum(costs)


@dataclass
class _Means:
    """What is left of a gift, and what it gives where: đồng, units, or children."""

    gift: Any
    left: int
    communes: set[str]

    def taken_by(self, rows: pd.DataFrame) -> int:
        """Return what lots take of the gift."""
        if self.gift.funding == "cash":
            return int(rows.paid_vnd.sum())
        served = rows.children_reached + rows.places
        return int(rows.quantity.sum() if self.gift.funding == "stock" else served.sum())

    def taken_by_package(self, cell: OpenCell) -> int:
        """Return what a package takes of the gift."""
        if self.gift.funding == "cash":
            return int(cell.package_vnd)
        return int(cell.package_units if self.gift.funding == "stock" else cell.package_served)


def exchanges(
    assessment: Assessment,
    donor_id: str,
    *,
    most: int = MOST_EXCHANGES,
    told: ToldToDonors | None = None,
) -> list[Exchange]:
    """Return up to `most` exchanges that a donor may choose.

    Communes of low priority are given up first, and exchanged for those of the greatest effect
    (priority × children). Lots that two donors pay stay where they are, and so does what has been
    accepted.

    Parameters
    ----------
    assessment
        With the tables `allocation`, `open_needs`, `gift_use`, `gifts` and `gap` (priorities).
        Where `gifts` is not there, nothing is known of the wishes and nothing is offered.
    donor_id
        The donor.
    most
        How many at the most.
    told
        Only to places whose open children may be told to donors; none: to all.
    """
    lots = lots_table(assessment)
    found: list[Exchange] = []
    for gift in rows_of(gifts_of(assessment, donor_id)):
        own = lots[lots.gift_id == gift.gift_id]
        used = {one.to.code for one in found}
        able = open_communes(assessment, gift, told=told)
        places = [place for place in able if place.code not in used]
        found += _of_gift(assessment, _means(assessment, gift, own), own, places, most - len(found))
    return sorted(found, key=lambda one: (one.gift_id, one.given_up.commune_code.iloc[0]))


def _of_gift(
    assessment: Assessment,
    means: _Means,
    own: pd.DataFrame,
    places: list[OpenCommune],
    most: int,
) -> list[Exchange]:
    """Return exchanges of one gift: each commune gets a first choice before any gets a second."""
    found: list[Exchange] = []
    used: set[str] = set()
    communes = _to_give_up(assessment, own)
    lots = cache(partial(_given_up, means, own))
    # What an exchange takes beyond what it sets free is left for no other.
    spare = dict.fromkeys(communes, 0)
    while communes and len(found) < most:
        able = []
        for one in map(lots, communes):
            others = sum(extra for code, extra in spare.items() if code != one.code)
            best = _best(means, one, places, used=used, spare=means.left - others)
            if best is None:
                continue
            able.append(one.code)
            found.append(best)
            used.add(best.to.code)
            spare[one.code] = max(spare[one.code], _taken(means, best) - one.freed)
            if len(found) == most:
                break
        communes = able
    return found


@dataclass(frozen=True)
class _GivenUp:
    """The lots of one commune: what giving them up sets free, and packages by category."""

    code: str
    rows: pd.DataFrame
    freed: int
    packages: dict[str, int]


def _given_up(means: _Means, own: pd.DataFrame, code: str) -> _GivenUp:
    """Gather the lots of a gift in one commune."""
    rows = own[own.commune_code == code]
    sums = rows.groupby("category").packages.sum()
    packages = {str(name): int(count) for name, count in sums.items()}
    return _GivenUp(code, rows, means.taken_by(rows), packages)


def _means(assessment: Assessment, gift: Any, own: pd.DataFrame) -> _Means:
    use = gift_use_table(assessment)
    left = use.left[use.gift_id == gift.gift_id]
    communes = set(own.commune_code)
    ledger = commitments_table(assessment)
    held = ledger[(ledger.gift_id == gift.gift_id) & ledger.state.isin(HOLDING)]
    communes |= set(held.commune_code)
    return _Means(gift, int(left.iloc[0]) if len(left) and pd.notna(left.iloc[0]) else 0, communes)


def _to_give_up(assessment: Assessment, own: pd.DataFrame) -> list[str]:
    """Return the communes whose lots may move, those of low priority first."""
    fixed = own[~own.state.isin(_MOVABLE) | own.partner_gift.ne("")]
    free = own[~own.commune_code.isin(fixed.commune_code)]
    priority = _priorities(assessment)
    order: dict[str, float] = {}
    for row in rows_of(free):
        worth = priority.get((row.commune_code, row.category), 0.0)
        order[row.commune_code] = max(order.get(row.commune_code, 0.0), worth)
    return sorted(order, key=lambda code: (order[code], code))


def _priorities(assessment: Assessment) -> dict[tuple[str, str], float]:
    gap = assessment.tables.get("gap")
    if gap is None:
        return {}
    known = gap[gap.priority.notna()]
    keys = zip(known.commune_code, known.category, strict=True)
    return dict(zip(keys, known.priority.astype("float64"), strict=True))


def _best(
    means: _Means, one: _GivenUp, places: list[OpenCommune], *, used: set[str], spare: int
) -> Exchange | None:
    """Return the best exchange for a commune's lots; none where none is of equal value.

    One with the same kinds of support comes before one with others; then the greatest effect.
    """
    best, most = None, (False, -1.0)
    for place in places:
        if place.code in used or place.code in means.communes:
            continue
        lots = _filled(means, one, place, spare=spare)
        if lots is None:
            continue
        worth = {cell.category: cell.worth for cell in place.cells}
        effect = sum(worth[lot.category] * lot.served for lot in lots)
        found = (all(lot.category in one.packages for lot in lots), effect)
        if found > most:
            best, most = Exchange(str(means.gift.gift_id), one.rows, place, lots), found
    return best


def _filled(
    means: _Means, one: _GivenUp, place: OpenCommune, *, spare: int
) -> tuple[NewLot, ...] | None:
    """Return what the gift would give there; none where that is not of equal value.

    The same kinds of support come first, as many packages as were given; a gift of money fills up
    with other kinds, the most effective first.
    """
    gift, freed, before = means.gift, one.freed, one.packages
    room = freed + spare
    if not is_missing(gift.most_per_commune):
        room = min(room, int(gift.most_per_commune))
    packages: dict[str, int] = {}
    same = [cell for cell in place.cells if cell.category in before]
    others = sorted(
        (cell for cell in place.cells if cell.category not in before),
        key=lambda cell: (-cell.worth, cell.category),
    )
    for cell in [*same, *others]:
        taken = means.taken_by_package(cell)
        wanted = before.get(cell.category, cell.room)
        if cell.category not in before:
            # Beyond the same kinds only the freed means are spent, not what is left besides.
            room = min(room, freed - _sum(means, packages, place))
        count = max(0, min(wanted, cell.room, room // taken))
        if count:
            packages[cell.category] = count
            room -= count * taken
    new = _sum(means, packages, place)
    too_little = not is_missing(gift.least_per_commune) and new < int(gift.least_per_commune)
    # Of a whole gift nothing more may be left than now.
    broken = bool(gift.whole) and (new < freed if gift.funding == "cash" else new != freed)
    if not new or too_little or broken or new * 100 < freed * EQUAL_PERCENT:
        return None
    cells = {cell.category: cell for cell in place.cells}
    return tuple(_new_lot(cells[name], count) for name, count in packages.items())


def _sum(means: _Means, packages: dict[str, int], place: OpenCommune) -> int:
    return sum(
        packages.get(cell.category, 0) * means.taken_by_package(cell) for cell in place.cells
    )


def _new_lot(cell: OpenCell, count: int) -> NewLot:
    return NewLot(
        category=cell.category,
        packages=count,
        quantity=float(count * cell.package_units),
        served=count * cell.package_served,
        cost_vnd=pd.NA if is_missing(cell.package_vnd) else count * int(cell.package_vnd),
    )


def _taken(means: _Means, exchange: Exchange) -> int:
    return _sum(means, {lot.category: lot.packages for lot in exchange.lots}, exchange.to)
