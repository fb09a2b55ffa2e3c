"""The register as it stood on earlier days: what was told of a case then is what is told now."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from pathlib import Path

from needs.errors import NeedsError
from needs.programmes import Programme
from needs.programmes.sponsorship import Sponsorship
from needs.public.rarity import Traits
from needs.sponsorship.consents import surely_aged_out
from needs.sponsorship.publication import age_band_of
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.standing import Child, Standing, add
from needs.sponsorship.tables import asked_vnd, commune_places


class RegisterHistory:
    """A register of children, day by day.

    Children of groups that are never told, and those surely too old, stand on no day: whoever reads
    of a case knows that it is none of them.

    Raises
    ------
    LedgerError
        If the register cannot be read.
    """

    def __init__(self, programme: Programme, root: Path) -> None:
        if programme.sponsorship is None:
            raise NeedsError(f"{programme.id}: không có mục [sponsorship] / no [sponsorship]")
        self._programme, self._rules = programme, programme.sponsorship
        register = Register(register_file(programme.id, root), self._rules, create=False)
        self.now: Standing = register.standing()
        self._places: dict[str, str] = dict(
            commune_places(programme)[["commune_code", "district"]].itertuples(index=False)
        )
        self._states = _states(register)
        self._cases = {child.case: child for child in self.now.children.values() if child.case}
        self._days: dict[dt.date, dict[str, Traits]] = {}

    def case_child(self, case: str) -> Child | None:
        """Return the child that bears a number now."""
        return self._cases.get(case)

    def on(self, day: dt.date) -> dict[str, Traits]:
        """Return the children who were in the register at the end of a day, by id."""
        if day not in self._days:
            self._days[day] = self._read(day)
        return self._days[day]

    def _read(self, day: dt.date) -> dict[str, Traits]:
        found = {}
        for child_id, states in self._states.items():
            known = bisect_right(states, day, key=lambda one: one[0])
            child = states[known - 1][1] if known else None
            if child is not None and _counts(child, self._rules, day):
                found[child_id] = self._traits(child, day)
        return found

    def _traits(self, child: Child, day: dt.date) -> Traits:
        return Traits(
            child_id=child.child_id,
            child_group=child.groups[0],
            age_band=age_band_of(child, self._programme, day),
            district=self._places.get(child.commune_code),
            asked={need.purpose: asked_vnd(need, self._rules) for need in child.needs},
        )


def case_since(child: Child) -> dt.date:
    """Return the day since when a child bears its number: the guardian's last consent."""
    given = [
        one.given
        for one in child.consents
        if (one.scope, one.giver) == ("publication", "guardian") and one.withdrawn is None
    ]
    return max(child.registered, *given) if given else child.registered


def _counts(child: Child, rules: Sponsorship, day: dt.date) -> bool:
    return (
        child.active
        and all(rules.group(one).publish for one in child.groups)
        and not surely_aged_out(child, rules, day)
    )


def _states(register: Register) -> dict[str, list[tuple[dt.date, Child]]]:
    """Return what was known of each child from which day on, in the order of days."""
    standing, states = Standing(), dict[str, list[tuple[dt.date, Child]]]()
    for event in register.contents().events:
        if event["pledge_id"]:
            continue
        add(standing, event)
        child_id = event["child_id"]
        before = states.setdefault(child_id, [])
        day = dt.date.fromisoformat(event["at"])
        if before and before[-1][0] > day:
            day = before[-1][0]
        before.append((day, standing.children[child_id]))
    return states
