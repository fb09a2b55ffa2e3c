"""What is already given, by whom, and who could give more."""

from needs.support.coverage import covered_children
from needs.support.donors import DONOR_TYPES, read_donors
from needs.support.ledger import in_period, read_ledger

__all__ = ["DONOR_TYPES", "covered_children", "in_period", "read_donors", "read_ledger"]
