"""Figures that leave the house without giving a child away; tried by an attacker, on record."""

from needs.disclosure.audit import audit, check_safe
from needs.disclosure.cells import Cells, cells_of
from needs.disclosure.linking import linked
from needs.disclosure.margins import Dimension, additive, cell_id
from needs.disclosure.named import (
    choice_typed,
    giver_typed,
    headings_typed,
    name_masked,
    name_typed,
    reads_like_a_person,
)
from needs.disclosure.personal import (
    check_nothing_personal,
    looks_personal,
    text_looks_personal,
)
from needs.disclosure.protecting import Decision, decided, protect
from needs.disclosure.record import hidden_before, known_before, record_of
from needs.disclosure.rules import sensitive
from needs.disclosure.showing import blanked
from needs.disclosure.ties import between, rates, tied

__all__ = [
    "Cells",
    "Decision",
    "Dimension",
    "additive",
    "audit",
    "between",
    "blanked",
    "cell_id",
    "cells_of",
    "check_nothing_personal",
    "check_safe",
    "choice_typed",
    "decided",
    "giver_typed",
    "headings_typed",
    "hidden_before",
    "known_before",
    "linked",
    "looks_personal",
    "name_masked",
    "name_typed",
    "protect",
    "rates",
    "reads_like_a_person",
    "record_of",
    "sensitive",
    "text_looks_personal",
    "tied",
]
