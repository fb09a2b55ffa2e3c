"""How urgent a child's case is: the points of the answers that are known; what is not is told."""

from __future__ import annotations

from needs.programmes.sponsorship import Sponsorship
from needs.sponsorship.standing import Child


def urgency_points(child: Child, rules: Sponsorship) -> int:
    """Return the points of all questions that were answered.

    A question without an answer adds nothing: a register that is not filled in must not outrank
    one that is. `unanswered` tells which are missing, and every table and explanation with them.
    """
    asked = {one.id: one for one in rules.urgency}
    return sum(asked[one].points(answer) for one, answer in child.urgency.items() if one in asked)


def unanswered(child: Child, rules: Sponsorship) -> tuple[str, ...]:
    """Return the questions of urgency that have no answer, by id in the profile's order."""
    return tuple(one.id for one in rules.urgency if one.id not in child.urgency)
