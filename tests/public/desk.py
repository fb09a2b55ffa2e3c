"""An office of the Fund for the tests: a data folder, a register; nobody real."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needs.programmes import Programme
from needs.public.register import cases_in_public
from needs.sponsorship.acts import Act
from needs.sponsorship.ids import new_child_id
from needs.sponsorship.register import Register, register_file
from tests.sponsorship.cases import (
    BY,
    DAY,
    consent,
    facts,
    proposal,
    registered,
    step,
    with_consents,
    withdrawn,
)

#: The register keeps years of birth in pairs: on DAY these children are eight to ten.
UNTIL = dt.date(2028, 12, 31)
GIVERS = ("guardian", "child")
#: Communes of Thanh Hóa (edition 2025) in two former districts: Hàm Rồng, Mường Lát.
HERE, THERE = "14758", "14845"


@dataclass(frozen=True)
class Desk:
    """A register and what the public page makes of it."""

    programme: Programme
    root: Path
    register: Register

    def child(self, *, at: dt.date = DAY, told: bool = False, **traits: Any) -> str:
        """Register a child; `told`: with everybody's consent to publication."""
        child_id = new_child_id()
        self.register.write([registered(child_id, at=at, **traits)])
        if told:
            self.consents(child_id, at=at)
        return child_id

    def crowd(self, count: int, **traits: Any) -> list[str]:
        return [self.child(**traits) for _ in range(count)]

    def consents(self, child_id: str, *givers: str, at: dt.date = DAY, until=UNTIL) -> None:
        given = [
            consent(child_id, "publication", giver, at=at, until=until)
            for giver in givers or GIVERS
        ]
        self.register.write(given)

    def withdraws(self, child_id: str, giver: str = "guardian", *, at: dt.date = DAY) -> None:
        self.register.write([withdrawn(child_id, "publication", giver, at=at)])

    def sponsored(self, child_id: str, purpose: str, *, first: str = "2026-03") -> None:
        self.register.write(with_consents(child_id))
        (written,) = self.register.write([proposal(child_id, purpose=purpose, first=first)])
        self.register.write([step(kind, written.pledge_id) for kind in ("agreed", "running")])

    def leaves(self, child_id: str, *, at: dt.date = DAY) -> None:
        content = {"reason": "moved"}
        self.register.write([Act("left", BY, at, child_id=child_id, content=content)])

    def changes(self, child_id: str, *, at: dt.date = DAY, **traits: Any) -> None:
        content = facts(**traits).content()
        self.register.write([Act("changed", BY, at, child_id=child_id, content=content)])

    def cases(self, on: dt.date = DAY):
        assert self.programme.public_page is not None
        return cases_in_public(self.programme, self.programme.public_page, self.root, on)

    def number(self, child_id: str) -> str:
        return self.register.standing().children[child_id].case


def open_desk(programme: Programme, root: Path) -> Desk:
    assert programme.sponsorship is not None
    path = register_file(programme.id, root)
    return Desk(programme, root, Register(path, programme.sponsorship))
