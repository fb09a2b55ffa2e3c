"""Who comes first: a composite index of urgency, and how far its order can be trusted."""

from needs.priority.assess_priority import priority_tables
from needs.priority.ranks import rank_intervals

__all__ = ["priority_tables", "rank_intervals"]
