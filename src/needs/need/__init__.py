"""From children to quantities and money."""

from needs.need.assess_need import assess_need
from needs.need.cost import cost, delivered_price, quantity
from needs.need.eligible import eligible_children

__all__ = [
    "assess_need",
    "cost",
    "delivered_price",
    "eligible_children",
    "quantity",
]
