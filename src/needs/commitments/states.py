"""The states of a lot: what may follow what, which of them hold their children, and the words."""

from __future__ import annotations

from needs.errors import NotFound
from needs.wording import say

PROPOSED, OFFERED, ACCEPTED = "proposed", "offered", "accepted"
DELIVERED, CONFIRMED = "delivered", "confirmed"
DECLINED, CANCELLED = "declined", "cancelled"

STATES = (PROPOSED, OFFERED, ACCEPTED, DELIVERED, CONFIRMED, DECLINED, CANCELLED)

#: From which state a lot may go to which; "" is a lot that is not on the ledger yet.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    "": (PROPOSED, OFFERED, ACCEPTED, DELIVERED),
    PROPOSED: (OFFERED, DECLINED, CANCELLED),
    OFFERED: (ACCEPTED, DECLINED, CANCELLED),
    ACCEPTED: (DELIVERED, CANCELLED),
    # What was handed over is not undone: a wrong figure is corrected, with evidence.
    DELIVERED: (CONFIRMED,),
    CONFIRMED: (),
    DECLINED: (),
    CANCELLED: (),
}

#: States that count against the gap of their commune, category and period.
HOLDING = (OFFERED, ACCEPTED, DELIVERED, CONFIRMED)

#: Holding states that a new plan takes as they are; what is only offered may change a little.
FIXED = (ACCEPTED, DELIVERED, CONFIRMED)

#: States in which the figures may be told anew, as they were found on the spot.
GIVEN = (DELIVERED, CONFIRMED)

#: States that nobody enters without saying on what they rest (a letter, a signed list).
EVIDENCED = (ACCEPTED, DELIVERED, CONFIRMED)

_WORDS = {
    PROPOSED: "đề xuất",
    OFFERED: "đã mời",
    ACCEPTED: "đã nhận lời",
    DELIVERED: "đã trao",
    CONFIRMED: "đã xác nhận",
    DECLINED: "từ chối",
    CANCELLED: "đã hủy",
}


def holds(state: str) -> bool:
    """Tell whether a lot in this state counts against the gap of its commune and category."""
    return state in HOLDING


def may_follow(state: str) -> tuple[str, ...]:
    """Return the states that may follow `state` ("": a lot that is not on the ledger yet)."""
    return TRANSITIONS[state]


def state_words(state: str, *, lang: str = "vi") -> str:
    """Return the words for a state.

    Raises
    ------
    NotFound
        If there is no such state; lists those there are.
    """
    if state not in _WORDS:
        raise NotFound(say("trạng thái cam kết", lang=lang), state, STATES)
    return say(_WORDS[state], lang=lang)
