"""From how many children, payments and staff on the Fund publishes a line by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from needs.network.fewest import CAUTIOUS, fewest_children
from needs.programmes import Programme
from needs.programmes.fund import FundRules
from needs.programmes.public_page import PublicPage


@dataclass(frozen=True)
class Limits:
    """The least numbers that a published line may be about.

    Attributes
    ----------
    children, payments, staff
        The least numbers.
    personal
        Activities of which one payment may be for one child (ids); the number of payments counts.
    prices
        What a child gets of an activity, in đồng, as far as there is a public price: an amount
        divided by it tells how many children there were.
    """

    children: int = CAUTIOUS
    payments: int = 3
    staff: int = 3
    personal: frozenset[str] = frozenset()
    prices: Mapping[str, Fraction] = field(default_factory=dict)


def limits_of(programme: Programme, rules: FundRules) -> Limits:
    """Return the limits of a profile; without a public page the most cautious ones."""
    page: PublicPage | None = programme.public_page
    if page is None:
        return cautious(rules)
    return Limits(
        children=fewest_children(programme),
        payments=page.least_payments,
        staff=page.least_staff,
        personal=frozenset(page.personal_activities),
        prices=_prices(programme, rules),
    )


def cautious(rules: FundRules) -> Limits:
    """Return limits for which every activity but running the Fund may be for a single child."""
    return Limits(personal=frozenset(one.id for one in rules.activities if not one.management))


def _prices(programme: Programme, rules: FundRules) -> dict[str, Fraction]:
    """Return what a child gets of each activity that is a category too: in a year, or each time."""
    each_time = {one.id for one in rules.activities if one.at_occasions}
    known = {one.id for one in rules.activities}
    prices = {}
    for category in programme.categories:
        price, standard = category.unit_price_vnd, category.standard
        if category.id in known and price is not None:
            units = Fraction(str(standard.units)) / Fraction(str(standard.per_children))
            prices[category.id] = Fraction(str(price.value)) * (
                1 if category.id in each_time else units
            )
    return prices
