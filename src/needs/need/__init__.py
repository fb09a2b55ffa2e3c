"""From children to quantities and money."""

from needs.need.assess_need import assess_need
from needs.need.circle import CIRCLE, FACTOR, OFFICIAL, Circle, circle_of
from needs.need.cost import cost, delivered_price, quantity
from needs.need.delivery import delivered_prices, way_there
from needs.need.eligible import eligible_children
from needs.need.facilities import facility_needs
from needs.need.people_in_need import people_in_need
from needs.need.scope import communes_in_scope, scope_unknown, whole_communes

__all__ = [
    "CIRCLE",
    "FACTOR",
    "OFFICIAL",
    "Circle",
    "assess_need",
    "circle_of",
    "communes_in_scope",
    "cost",
    "delivered_price",
    "delivered_prices",
    "eligible_children",
    "facility_needs",
    "people_in_need",
    "quantity",
    "scope_unknown",
    "way_there",
    "whole_communes",
]
