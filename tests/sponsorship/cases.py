"""Children and acts for the tests: nobody real."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from needs.sponsorship.acts import Act, Facts, Sponsor
from needs.sponsorship.deeds import proposed
from needs.sponsorship.ids import new_child_id
from needs.sponsorship.register import Register
from needs.sponsorship.standing import Need

#: Communes of Thanh Hóa, edition 2025 (Hàm Rồng, Hạc Thành); official codes.
COMMUNES = ("14758", "14797")
BY = "Cán bộ Quỹ"
DAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 12, 31)
PAPER = "PDY-01/2026"


def facts(**changed: Any) -> Facts:
    told: dict[str, Any] = {
        "commune_code": COMMUNES[0],
        "born_from": 2016,
        "born_to": 2017,
        "groups": ("orphan",),
        "needs": (Need("living", 500_000, 12),),
        "urgency": {"care": "none"},
    }
    return Facts(**(told | changed))


def registered(child_id: str, *, at: dt.date = DAY, **changed: Any) -> Act:
    return Act("registered", BY, at, child_id=child_id, content=facts(**changed).content())


def consent(
    child_id: str,
    scope: str = "matching",
    giver: str = "guardian",
    *,
    at: dt.date = DAY,
    until: dt.date = LATER,
) -> Act:
    content = {"scope": scope, "giver": giver, "until": until.isoformat()}
    return Act("consent", BY, at, child_id=child_id, evidence=PAPER, content=content)


def withdrawn(child_id: str, scope: str, giver: str, *, at: dt.date = DAY) -> Act:
    return Act("withdrawn", BY, at, child_id=child_id, content={"scope": scope, "giver": giver})


def step(kind: str, pledge_id: str, *, at: dt.date = DAY, **content: Any) -> Act:
    return Act(kind, BY, at, pledge_id=pledge_id, evidence=PAPER, content=content)


def proposal(
    child_id: str,
    sponsor: str | Sponsor = "s-1",
    *,
    purpose: str = "living",
    first: str = "2026-04",
    months: int = 12,
    amount: int = 500_000,
    at: dt.date = DAY,
) -> Act:
    who = Sponsor(sponsor) if isinstance(sponsor, str) else sponsor
    return proposed(
        child_id, purpose, who, amount_vnd=amount, first_month=first, months=months, by=BY, at=at
    )


def with_consents(child_id: str, scopes: Sequence[str] = ("matching",)) -> list[Act]:
    """The guardian's and the child's own (the children of the tests may be seven)."""
    return [consent(child_id, scope, giver) for scope in scopes for giver in ("guardian", "child")]


@dataclass(frozen=True)
class Desk:
    """A register with a child that may be matched."""

    register: Register
    child_id: str

    def propose(self, sponsor: str | Sponsor = "s-1", **more: Any) -> str:
        (written,) = self.register.write([proposal(self.child_id, sponsor, **more)])
        return written.pledge_id

    def do(self, kind: str, pledge_id: str, **more: Any) -> str:
        (written,) = self.register.write([step(kind, pledge_id, **more)])
        return written.pledge_id

    def running(self, **more: Any) -> str:
        pledge_id = self.propose(**more)
        self.do("agreed", pledge_id)
        return self.do("running", pledge_id)

    def pledge(self, pledge_id: str) -> Any:
        return self.register.standing().pledges[pledge_id]


def desk(register: Register, **changed: Any) -> Desk:
    child_id = new_child_id()
    register.write([registered(child_id, **changed), *with_consents(child_id)])
    return Desk(register, child_id)
