"""Which donor gives what, where: whole packages, fairness first, then effect."""

from needs.allocation.check import check_allocation
from needs.allocation.plan import allocate
from needs.allocation.results import Allocation
from needs.allocation.solve import AllocationRules

__all__ = ["Allocation", "AllocationRules", "allocate", "check_allocation"]
