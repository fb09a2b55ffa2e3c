"""When the occasions of a profile fall: their days in one year or another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from needs.programmes import Programme
from needs.programmes.timetable import Goal, Occasion, day_of
from needs.timetable.lunar import LunarDay, months_of, solar_day
from needs.timetable.working_days import last_working_day

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Occurrence:
    """An occasion in one year: its first and its last day, and its lunar day where it has one.

    `year` is the year in which it begins; of a lunar occasion the lunar year.
    """

    year: int
    begins: dt.date
    ends: dt.date
    lunar: LunarDay | None = None


def occurrence(occasion: Occasion, year: int) -> Occurrence:
    """Return when an occasion falls that begins in a year.

    A lunar occasion is that of the lunar year: the 23rd of month 12 of 2026 falls in early 2027.
    A 30th day that a month lacks is its 29th.

    Raises
    ------
    NeedsError
        For a lunar occasion outside 1968–2100.
    """
    if occasion.lunar is not None:
        # A leap month follows the month whose number it takes: the first is the one meant.
        month = next(one for one in months_of(year) if one.month == occasion.lunar.month)
        lunar = LunarDay(year, month.month, min(occasion.lunar.day, month.days))
        day = solar_day(lunar)
        return Occurrence(year, day, day, lunar)
    if occasion.on is not None:
        day = day_of(year, occasion.on)
        return Occurrence(year, day, day)
    assert occasion.begins is not None
    assert occasion.ends is not None
    begins, ends = day_of(year, occasion.begins), day_of(year, occasion.ends)
    if ends < begins:
        ends = day_of(year + 1, occasion.ends)
    return Occurrence(year, begins, ends)


def goal_day(programme: Programme, goal: Goal, year: int) -> dt.date:
    """Return the day of a goal: before the occasion begins, or when that year's returns are due.

    Raises
    ------
    NeedsError
        For a lunar occasion outside 1968–2100.
    """
    returns = programme.returns_deadline
    if goal.before is not None and programme.timetable is not None:
        return occurrence(programme.timetable.occasion(goal.before), year).begins - _ONE_DAY
    assert returns is not None  # `goals_of` leaves such a goal out
    return last_working_day(day_of(year, f"{returns:%m-%d}"))
