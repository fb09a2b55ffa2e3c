"""How the register stands: its entries, one after the other, made into children and pledges."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

PROPOSED, AGREED, RUNNING = "proposed", "agreed", "running"
DECLINED, ENDED, HANDED_OVER = "declined", "ended", "handed_over"
#: States in which a pledge holds its child's months; ended ones hold those that are past.
HOLDING = (PROPOSED, AGREED, RUNNING)
SCOPES = ("matching", "publication")
GIVERS = ("guardian", "child")


@dataclass(frozen=True)
class Need:
    """What is wanted for a child: the purpose; đồng (each month, or once) and months if known."""

    purpose: str
    amount_vnd: int | None = None
    months: int | None = None


@dataclass(frozen=True)
class Consent:
    """That somebody consented, to what, until when; `withdrawn` is the day it was taken back."""

    scope: str
    giver: str
    given: dt.date
    until: dt.date
    evidence: str
    by: str
    withdrawn: dt.date | None = None


@dataclass(frozen=True)
class Child:
    """A child of the register: no name, no date of birth, no address.

    `born_from` and `born_to` are the years between which it was born. `case` is the number under
    which the public page may tell of it: drawn anew with each consent, unrelated to the id.
    """

    child_id: str
    commune_code: str
    born_from: int
    born_to: int
    groups: tuple[str, ...]
    needs: tuple[Need, ...]
    urgency: Mapping[str, str]
    registered: dt.date
    active: bool = True
    left: str = ""
    case: str = ""
    consents: tuple[Consent, ...] = ()

    def need(self, purpose: str) -> Need | None:
        """Return what is wanted for a purpose; None if nothing is."""
        return next((one for one in self.needs if one.purpose == purpose), None)

    def oldest(self, on: dt.date) -> int:
        """Return the age in completed years that the child has at most."""
        return on.year - self.born_from

    def youngest(self, on: dt.date) -> int:
        """Return the age in completed years that the child has at least."""
        return max(0, on.year - self.born_to - 1)


@dataclass(frozen=True)
class Payment:
    """An amount received from a sponsor, or (negative) put right; `direct`: not by the Fund."""

    on: dt.date
    amount_vnd: int
    evidence: str
    direct: bool = False


@dataclass(frozen=True)
class Pledge:
    """One sponsor for one child, purpose and period. `sponsor` is empty unless it may be named."""

    pledge_id: str
    child_id: str
    purpose: str
    sponsor_id: str
    sponsor: str
    gift_id: str
    amount_vnd: int
    first_month: str
    last_month: str
    follows: str
    state: str
    since: dt.date
    reason: str = ""
    payments: tuple[Payment, ...] = ()


@dataclass
class Standing:
    """Children and pledges by id, as the entries leave them."""

    children: dict[str, Child] = field(default_factory=dict)
    pledges: dict[str, Pledge] = field(default_factory=dict)

    def held(self, child_id: str) -> list[Pledge]:
        """Return the pledges that hold months of a child, by number."""
        found = [one for one in self.pledges.values() if one.child_id == child_id]
        return sorted((one for one in found if one.state in HOLDING), key=lambda one: one.pledge_id)


def served(standing: Standing, month: str) -> dict[tuple[str, str], str]:
    """Return which needs are sponsored, or promised, in a month or from a later one on.

    Returns
    -------
    dict
        (child, purpose) → state of the pledge that holds the month, or of the next one.
    """
    found: dict[tuple[str, str], str] = {}
    for pledge in sorted(standing.pledges.values(), key=lambda one: one.first_month):
        if pledge.last_month >= max(month, pledge.first_month):
            found.setdefault((pledge.child_id, pledge.purpose), pledge.state)
    return found


def standing_of(
    events: Iterable[Mapping[str, Any]], pledges: Mapping[str, Mapping[str, Any]]
) -> Standing:
    """Return how the register stands after these entries.

    Parameters
    ----------
    events
        Rows of `events` in their order: all, or all of some children.
    pledges
        Rows of `pledges` by number.
    """
    standing = Standing()
    for event in events:
        add(standing, event, pledges.get(event["pledge_id"] or ""))
    return standing


def add(
    standing: Standing, event: Mapping[str, Any], pledge: Mapping[str, Any] | None = None
) -> None:
    """Let one entry take effect."""
    content = json.loads(event["content"])
    at = dt.date.fromisoformat(event["at"])
    if pledge is not None:
        _pledge(standing, event, pledge, content, at)
        return
    child_id = event["child_id"]
    if event["kind"] == "registered":
        standing.children[child_id] = _child(child_id, content, at)
        return
    child = standing.children[child_id]
    kind: Literal["changed", "consent", "withdrawn", "left", "returned"] = event["kind"]
    if kind == "changed":
        now = _facts(child) | content
        kept = _child(child_id, now, child.registered)
        child = replace(
            kept, active=child.active, left=child.left, case=child.case, consents=child.consents
        )
    elif kind == "consent":
        given = Consent(
            content["scope"],
            content["giver"],
            at,
            dt.date.fromisoformat(content["until"]),
            event["evidence"],
            event["by"],
        )
        case = content.get("case") or child.case
        child = replace(child, consents=(*child.consents, given), case=case)
    elif kind == "withdrawn":
        child = replace(
            child,
            consents=tuple(
                replace(one, withdrawn=at)
                if (one.scope, one.giver) == (content["scope"], content["giver"])
                and one.withdrawn is None
                else one
                for one in child.consents
            ),
            case="" if content["scope"] == "publication" else child.case,
        )
    elif kind == "left":
        child = replace(child, active=False, left=content["reason"])
    else:
        child = replace(child, active=True, left="")
    standing.children[child_id] = child


def facts(child: Child) -> dict[str, Any]:
    """Return what is told of a child, as it stands in an entry."""
    return _facts(child)


def _facts(child: Child) -> dict[str, Any]:
    return {
        "commune_code": child.commune_code,
        "born_from": child.born_from,
        "born_to": child.born_to,
        "groups": list(child.groups),
        "needs": [
            {"purpose": one.purpose, "amount_vnd": one.amount_vnd, "months": one.months}
            for one in child.needs
        ],
        "urgency": dict(child.urgency),
    }


def _child(child_id: str, content: Mapping[str, Any], at: dt.date) -> Child:
    return Child(
        child_id,
        content["commune_code"],
        content["born_from"],
        content["born_to"],
        tuple(content["groups"]),
        tuple(Need(**one) for one in content["needs"]),
        dict(content["urgency"]),
        at,
    )


def _pledge(
    standing: Standing,
    event: Mapping[str, Any],
    row: Mapping[str, Any],
    content: Mapping[str, Any],
    at: dt.date,
) -> None:
    before = standing.pledges.get(row["pledge_id"])
    kind, last = event["kind"], event["last_month"]
    if before is None:
        first = Pledge(**dict(row), last_month=last, state=kind, since=at)
        standing.pledges[first.pledge_id] = first
        return
    if kind == "paid":
        direct = content.get("direct", False)
        payment = Payment(at, content["amount_vnd"], event["evidence"], direct)
        now = replace(before, payments=(*before.payments, payment))
    elif kind == "renewed":
        now = replace(before, last_month=last)
    else:
        now = replace(
            before, state=kind, since=at, last_month=last, reason=content.get("reason", "")
        )
    standing.pledges[now.pledge_id] = now
