"""What is already given, by whom, and to how many different children."""

from needs.support.audits import read_audits
from needs.support.children_lists import ChildrenLists, read_children_lists
from needs.support.coverage import covered_children, with_state
from needs.support.known import Known, read_known
from needs.support.ledger import in_period, read_ledger
from needs.support.overlap_report import overlap_report

__all__ = [
    "ChildrenLists",
    "Known",
    "covered_children",
    "in_period",
    "overlap_report",
    "read_audits",
    "read_children_lists",
    "read_known",
    "read_ledger",
    "with_state",
]
