"""Which gift gives what, where: whole packages, fairness first, then effect; explained."""

from needs.allocation.beside.marginal import binding_limits
from needs.allocation.beside.next_gift import next_gift
from needs.allocation.beside.practice import compare_practice
from needs.allocation.checking.check import check_allocation
from needs.allocation.plan import allocate, frontier
from needs.allocation.results.results import Allocation
from needs.allocation.solving.rules import AllocationRules

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
