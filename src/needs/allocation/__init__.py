"""Which gift gives what, where: whole packages, fairness first, then effect; explained."""

from needs.allocation.check import check_allocation
from needs.allocation.marginal import binding_limits
from needs.allocation.next_gift import next_gift
from needs.allocation.plan import allocate, frontier
from needs.allocation.practice import compare_practice
from needs.allocation.results import Allocation
from needs.allocation.solve import AllocationRules

__all__ = [
    "Allocation",
    "AllocationRules",
    "allocate",
    "binding_limits",
    "check_allocation",
    "compare_practice",
    "frontier",
    "next_gift",
]
