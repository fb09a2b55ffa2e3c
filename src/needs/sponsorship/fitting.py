"""Whether an offer can serve a child's need, and which wishes of the sponsor it meets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.months import later, months_between
from needs.sponsorship.offers import Offer
from needs.sponsorship.standing import Child, Need

#: Everything a sponsor may wish; `amount` and `months` are wishes of the child.
WISHES = ("age", "group", "place", "amount", "months")


@dataclass(frozen=True)
class OpenNeed:
    """A need of a child that no sponsor serves yet, and how urgent it is.

    `taken` are the months of the need that somebody sponsors already.
    """

    child: Child
    need: Need
    points: int
    district_code: str
    taken: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """Child and purpose."""
        return self.child.child_id, self.need.purpose


@dataclass(frozen=True)
class Fit:
    """What an offer means for a need: why it cannot serve it, or which wishes it leaves open."""

    blocked: tuple[str, ...]
    unmet: tuple[str, ...]
    met: tuple[str, ...]
    amount_vnd: int
    months: int


def fit(open_need: OpenNeed, offer: Offer, rules: Sponsorship, *, first_month: str) -> Fit:
    """Return how an offer fits a need.

    Cannot be overcome: another purpose, no known amount, months already taken, a place that the
    sponsor leaves out, and the wishes that are conditions. A wish for ages is met if the child is
    within them whenever in its years it was born; a condition holds if it may be.
    """
    child, need = open_need.child, open_need.need
    purpose = rules.purpose(need.purpose)
    months = _months(need, offer, rules)
    wanted_months = purpose.months if purpose.paid == "once" else need.months or purpose.months
    amount = _amount(need, offer, rules)
    on = dt.date.fromisoformat(f"{first_month}-01")
    may, surely = _in_ages(child, offer, on)
    place = child.commune_code in offer.communes or open_need.district_code in offer.districts
    here = {child.commune_code, open_need.district_code}
    holds = {
        "age": surely,
        "group": not offer.groups or bool(set(offer.groups) & set(child.groups)),
        "place": not (offer.communes or offer.districts) or place,
        "amount": need.amount_vnd is None or amount >= need.amount_vnd,
        "months": months >= wanted_months,
    }
    stops: Mapping[str, bool] = {
        "purpose": bool(offer.purposes) and need.purpose not in offer.purposes,
        "amount_unknown": amount == 0,
        "taken": bool(
            open_need.taken & set(months_between(first_month, later(first_month, months - 1)))
        ),
        "without": bool(here & set(offer.without)),
        "age": "age" in offer.only and not may,
        "group": "group" in offer.only and not holds["group"],
        "place": "place" in offer.only and not holds["place"],
    }
    stated = {
        "age": offer.from_age is not None or offer.to_age is not None,
        "group": bool(offer.groups),
        "place": bool(offer.communes or offer.districts),
        "amount": need.amount_vnd is not None,
        "months": True,
    }
    return Fit(
        blocked=tuple(name for name, stop in stops.items() if stop),
        unmet=tuple(name for name in WISHES if not holds[name]),
        met=tuple(name for name in WISHES if holds[name] and stated[name]),
        amount_vnd=amount,
        months=months,
    )


def _months(need: Need, offer: Offer, rules: Sponsorship) -> int:
    purpose = rules.purpose(need.purpose)
    if purpose.paid == "once":
        return purpose.months
    wanted = need.months or purpose.months
    return min(wanted, offer.months) if offer.months else wanted


def _amount(need: Need, offer: Offer, rules: Sponsorship) -> int:
    """Return đồng a month, or once; 0 where neither the child's need nor the offer says."""
    if offer.amount_vnd is None:
        return need.amount_vnd or 0
    if rules.purpose(need.purpose).paid == "once":
        return offer.amount_vnd * (offer.months or 1)
    return offer.amount_vnd


def _in_ages(child: Child, offer: Offer, on: dt.date) -> tuple[bool, bool]:
    """Tell whether a child may be, and surely is, of the ages of an offer."""
    low = offer.from_age if offer.from_age is not None else 0
    high = offer.to_age if offer.to_age is not None else 200
    youngest, oldest = child.youngest(on), child.oldest(on)
    return youngest <= high and oldest >= low, low <= youngest and oldest <= high
