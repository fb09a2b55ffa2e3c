"""Who has to consent, and whether they have: the guardian always, the child itself from seven.

Law 91/2025/QH15, article 24: to publish or disclose the private life of a child from seven on needs
the consent of the child and of its legal representative; what is withdrawn holds no longer. The
register knows only between which years a child was born: a child that may be seven is asked.
"""

from __future__ import annotations

import datetime as dt

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.standing import Child


def givers_needed(child: Child, rules: Sponsorship, on: dt.date) -> tuple[str, ...]:
    """Return who has to consent on a day: the guardian, and a child that may be old enough."""
    old_enough = child.oldest(on) >= rules.child_consents_from.value
    return ("guardian", "child") if old_enough else ("guardian",)


def consents_lacking(child: Child, scope: str, rules: Sponsorship, on: dt.date) -> tuple[str, ...]:
    """Return whose consent to this is not there on a day: never given, run out, withdrawn.

    A consent that was withdrawn does not hold on any day, also not on one before the withdrawal:
    what is printed today about last month leaves the child out.
    """
    holding = {
        one.giver
        for one in child.consents
        if one.scope == scope and one.withdrawn is None and one.given <= on <= one.until
    }
    return tuple(giver for giver in givers_needed(child, rules, on) if giver not in holding)


def consented(child: Child, scope: str, rules: Sponsorship, on: dt.date) -> bool:
    """Tell whether everybody who has to consent to this has done so, on a day."""
    return not consents_lacking(child, scope, rules, on)


def surely_aged_out(child: Child, rules: Sponsorship, on: dt.date) -> bool:
    """Tell whether a child is too old on a day, whenever within its years it was born."""
    return child.youngest(on) >= rules.aged_out.value


def may_be_aged_out(child: Child, rules: Sponsorship, on: dt.date) -> bool:
    """Tell whether a child may be too old on a day: the date of birth has to be looked up."""
    return child.oldest(on) >= rules.aged_out.value
