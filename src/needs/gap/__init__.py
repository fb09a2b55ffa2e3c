"""What is still lacking, at both ends of the interval."""

from needs.gap.assess_gap import assess_gap, unmet_rate

__all__ = ["assess_gap", "unmet_rate"]
