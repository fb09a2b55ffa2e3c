"""Who has promised what, from the proposal to the confirmed delivery; nobody is served twice."""

from needs.books import Head, LedgerBusy, LedgerError
from needs.commitments.differences import PlanDifference, plan_difference
from needs.commitments.export import ledger_tables, support_rows
from needs.commitments.from_plan import (
    entries_from_plan,
    lots_from_plan,
    means_of_gifts,
    room_of_cells,
)
from needs.commitments.ledger import CommitmentRefused, Ledger
from needs.commitments.lots import Entry, Given, Lot
from needs.commitments.states import HOLDING, STATES, TRANSITIONS, state_words
from needs.commitments.table import (
    commitments,
    entries_table,
    held_in_cells,
    held_table,
    holding,
    offered_table,
)
from needs.commitments.verify import verify
from needs.commitments.writer import Written

__all__ = [
    "HOLDING",
    "STATES",
    "TRANSITIONS",
    "CommitmentRefused",
    "Entry",
    "Given",
    "Head",
    "Ledger",
    "LedgerBusy",
    "LedgerError",
    "Lot",
    "PlanDifference",
    "Written",
    "commitments",
    "entries_from_plan",
    "entries_table",
    "held_in_cells",
    "held_table",
    "holding",
    "ledger_tables",
    "lots_from_plan",
    "means_of_gifts",
    "offered_table",
    "plan_difference",
    "room_of_cells",
    "state_words",
    "support_rows",
    "verify",
]
