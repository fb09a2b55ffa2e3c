"""From state to state: every step there could be, allowed or refused."""

from __future__ import annotations

import itertools

import pytest

from needs.commitments import (
    HOLDING,
    STATES,
    CommitmentRefused,
    Ledger,
    commitments,
    state_words,
    verify,
)
from needs.errors import NotFound

from .ledger_cases import WAYS, brought_to, lot, put

#: As agreed with those who keep the ledger; written out here once more.
ALLOWED = {
    ("proposed", "offered"),
    ("proposed", "declined"),
    ("proposed", "cancelled"),
    ("offered", "accepted"),
    ("offered", "declined"),
    ("offered", "cancelled"),
    ("accepted", "delivered"),
    ("accepted", "cancelled"),
    ("delivered", "confirmed"),
}


@pytest.mark.parametrize(("before", "after"), [*itertools.product(STATES, STATES)])
def test_every_step_from_every_state(ledger: Ledger, before: str, after: str):
    lot_id = brought_to(ledger, before, lot())
    if (before, after) in ALLOWED:
        put(ledger, after, lot_id)
        assert commitments(ledger)["state"].tolist() == [after]
    else:
        entries = ledger.head().entries
        with pytest.raises(CommitmentRefused, match=state_words(before)):
            put(ledger, after, lot_id)
        assert ledger.head().entries == entries
    assert verify(ledger) == []


@pytest.mark.parametrize("state", STATES)
def test_how_a_lot_may_begin(ledger: Ledger, state: str):
    if state in {"proposed", "offered", "accepted", "delivered"}:
        assert put(ledger, state, lot()).lot_id == "L000001"
    else:
        with pytest.raises(CommitmentRefused, match="lô mới"):
            put(ledger, state, lot())
        assert ledger.contents().lots == ()


@pytest.mark.parametrize("state", STATES)
def test_which_states_hold_their_children(ledger: Ledger, state: str):
    """40 children lack coats, a lot has 30 of them: 11 more fit only where it holds nothing."""
    brought_to(ledger, state, lot(count=30))
    assert (state in HOLDING) == (state in {"offered", "accepted", "delivered", "confirmed"})
    if state in HOLDING:
        with pytest.raises(CommitmentRefused, match="quy-a"):
            put(ledger, "offered", lot("quy-b", 11), most=40)
        put(ledger, "offered", lot("quy-b", 10), most=40)
    else:
        put(ledger, "offered", lot("quy-b", 40), most=40)


def test_states_are_told_in_both_languages():
    assert state_words("accepted") == "đã nhận lời"
    assert [state_words(state, lang="en") for state in STATES] == list(STATES)
    assert WAYS.keys() == set(STATES)
    with pytest.raises(NotFound, match="offered"):
        state_words("promised")
