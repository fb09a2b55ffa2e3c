"""What of a timetable is meant for a plan: nothing for a kind of support that it does not have."""

from __future__ import annotations

from collections.abc import Iterator

from needs.programmes import Programme
from needs.programmes.timetable import Goal, Occasion


def occasions_of(programme: Programme) -> list[Occasion]:
    """Return the occasions of the plan's kinds of support, and those of all."""
    every = [] if programme.timetable is None else programme.timetable.occasions
    return [one for one in every if _has(programme, one.category)]


def goals_of(programme: Programme) -> list[Goal]:
    """Return the goals of the plan's kinds of support; before an occasion that is left out, none.

    A goal before the returns are due is one only where the plan states that day.
    """
    every = [] if programme.timetable is None else programme.timetable.goals
    occasions = {one.id for one in occasions_of(programme)}
    return [
        one
        for one in every
        if _has(programme, one.category)
        and (one.before in occasions or (one.before_returns and programme.returns_deadline))
    ]


def left_out(programme: Programme) -> Iterator[Goal]:
    """Yield the goals that the profile (or its base) has and the plan gives no ground for."""
    meant = {goal.id for goal in goals_of(programme)}
    for goal in [] if programme.timetable is None else programme.timetable.goals:
        if goal.id not in meant:
            yield goal


def _has(programme: Programme, category: str | None) -> bool:
    return category is None or category in {one.id for one in programme.categories}
