"""What is still lacking, at both ends of the interval, and how far the targets are."""

from needs.gap.assess_gap import assess_gap
from needs.gap.covered import STATE
from needs.gap.progress import due_year, target_progress

__all__ = ["STATE", "assess_gap", "due_year", "target_progress"]
