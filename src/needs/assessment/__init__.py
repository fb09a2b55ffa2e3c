"""The chain run once for a programme, and its result tables."""

from needs.assessment.assess import Assessment, assess, input_files, open_assessment
from needs.assessment.listed import ListedCommunes, list_communes
from needs.assessment.reconcile import district_totals
from needs.assessment.trace import trace as trace_gap

__all__ = [
    "Assessment",
    "ListedCommunes",
    "assess",
    "district_totals",
    "input_files",
    "list_communes",
    "open_assessment",
    "trace_gap",
]
