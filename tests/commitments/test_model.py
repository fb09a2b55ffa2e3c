"""Any entries in any order: the ledger says yes and no as a plain dictionary would."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from needs.commitments import (
    STATES,
    CommitmentRefused,
    Entry,
    Given,
    Ledger,
    commitments,
    held_in_cells,
    verify,
)

from .ledger_cases import COATS, LY_BON, THACH_LAM, child, entry, lot, room

DONORS = ("quy-a", "quy-b", "quy-c")
FOLLOWS = {
    "": {"proposed", "offered", "accepted", "delivered"},
    "proposed": {"offered", "declined", "cancelled"},
    "offered": {"accepted", "declined", "cancelled"},
    "accepted": {"delivered", "cancelled"},
    "delivered": {"confirmed"},
}
HOLDS = {"offered", "accepted", "delivered", "confirmed"}
MOST, MEANS = 20, 30

children = st.none() | st.lists(st.integers(1, 8), max_size=3, unique=True)


class Promises(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(Path(self.folder.name) / "so.sqlite")
        self.lots: list[dict[str, Any]] = []
        self.entries = 0
        self.last: Entry | None = None

    def teardown(self) -> None:
        assert verify(self.ledger) == []
        self.folder.cleanup()

    def fits(self, changed: dict[str, Any], before: dict[str, Any] | None) -> bool:
        """Would this lot, in the place of what it was before, break a promise?"""
        others = [one for one in self.lots if one is not before and one["state"] in HOLDS]
        if len(changed["children"]) > changed["count"]:
            return False
        if changed["state"] not in HOLDS:
            return True
        cell = sum(one["count"] for one in others if one["commune"] == changed["commune"])
        taken = sum(one["taken"] for one in others if one["donor"] == changed["donor"])
        served = {number for one in others for number in one["children"]}
        held = before["count"] if before and before["state"] in HOLDS else 0
        grows = changed["count"] > held or changed["state"] == "accepted"
        return (
            (not grows or cell + changed["count"] <= MOST)
            and (held > 0 or taken + changed["taken"] <= MEANS)
            and not served & set(changed["children"])
        )

    def write(self, wanted: Entry, *, expected: bool) -> None:
        self.last = wanted
        try:
            self.ledger.write([wanted], room=room(MOST), means=dict.fromkeys(DONORS, MEANS))
            taken = True
        except CommitmentRefused:
            taken = False
        assert taken == expected
        self.entries += taken

    @rule(
        state=st.sampled_from(STATES),
        donor=st.sampled_from(DONORS),
        commune=st.sampled_from([LY_BON, THACH_LAM]),
        count=st.integers(1, 15),
        named=children,
    )
    def promise(self, state, donor, commune, count, named) -> None:
        new = {
            "state": state,
            "donor": donor,
            "commune": commune,
            "count": count,
            "taken": count,
            "children": named or [],
        }
        expected = state in FOLLOWS[""] and self.fits(new, None)
        what = lot(donor, count, commune=commune, taken=count)
        told = None if named is None else tuple(map(child, named))
        self.write(entry(state, what, children=told), expected=expected)
        if expected:
            self.lots.append(new)

    @rule(
        state=st.sampled_from(STATES),
        which=st.integers(0, 30),
        named=children,
        given=st.none() | st.integers(0, 15),
    )
    def go_on(self, state, which, named, given) -> None:
        if not self.lots:
            return
        old = self.lots[which % len(self.lots)]
        new = old | {"state": state}
        new["count"] = old["count"] if given is None else given
        new["children"] = old["children"] if named is None else named
        corrects = given is not None and state in {"delivered", "confirmed"}
        same = state == old["state"] and (corrects or (named is not None and state in HOLDS))
        expected = (
            (state in FOLLOWS.get(old["state"], set()) or same)
            and (given is None or state in {"delivered", "confirmed"})
            and self.fits(new, old)
        )
        told = None if named is None else tuple(map(child, named))
        number = f"L{self.lots.index(old) + 1:06d}"
        figures = None if given is None else Given(count=given)
        self.write(entry(state, number, children=told, given=figures), expected=expected)
        if expected:
            self.lots[self.lots.index(old)] = new

    @rule()
    def repeat(self) -> None:
        """A writer who is not sure writes again: nothing changes."""
        before = self.ledger.head()
        if self.last is None or self.last.key not in {
            event["key"] for event in self.ledger.contents().events
        }:
            return
        (again,) = self.ledger.write([self.last])
        assert again.repeated
        assert self.ledger.head() == before

    @invariant()
    def both_tell_the_same(self) -> None:
        now = commitments(self.ledger)
        assert self.ledger.head().entries == self.entries
        columns = ["donor_id", "commune", "state", "children"]
        told = list(now[columns].itertuples(index=False, name=None))
        assert told == [(o["donor"], o["commune"][1], o["state"], o["count"]) for o in self.lots]
        assert now["children_named"].tolist() == [len(one["children"]) for one in self.lots]
        held = Counter()
        for one in self.lots:
            if one["state"] in HOLDS - {"offered"} and one["count"]:
                held[one["commune"][0]] += one["count"]
        cells = held_in_cells(self.ledger, period="2026")
        assert dict(cells[["commune_code", "held"]].itertuples(index=False, name=None)) == held
        assert set(cells["category"]) <= {COATS}


TestPromises = Promises.TestCase
TestPromises.settings = settings(max_examples=15, stateful_step_count=20)
