"""What is late, what nobody knows of, what runs, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.programmes import Programme
from needs.tables import table
from needs.timetable.tasks import year_of

#: How long a past deadline of which nothing is known is still asked about.
ASKED_FOR_DAYS = 30
#: What is known not to be done is told for a year; then the next year's has taken its place.
LATE_FOR_DAYS = 365


@dataclass(frozen=True)
class Standing:
    """Tasks by where they stand on a day; each a part of table `tasks`, by day.

    Parameters
    ----------
    on
        The day.
    late
        Due before that day and known not to be done.
    unknown
        Due before that day, and nothing tells whether it is done. A step is asked about until the
        day of its goal, a deadline for 30 days; then it is dropped: a calendar that nobody ticks
        off must not cry for ever.
    next
        Due within the days asked for; occasions too.
    under_way
        Begun, and due later than that.
    """

    on: dt.date
    late: pd.DataFrame
    unknown: pd.DataFrame
    next: pd.DataFrame
    under_way: pd.DataFrame


def late_and_next(
    programme: Programme,
    on: dt.date,
    *,
    root: Path,
    done: Mapping[str, bool] | None = None,
    ahead_days: int = 60,
) -> Standing:
    """Return what is late, unknown, next and under way on a day.

    Parameters
    ----------
    programme, root
        As for `year_of`.
    on
        The day.
    done
        For the ids of tasks whether they are done: True, or False where that is known. A task
        that is not named is unknown, never taken as late. Column `shown_by` tells which of the
        kit's records could say so.
    ahead_days
        How many days ahead counts as next.

    Raises
    ------
    InputFaults
        As `year_of`.
    """
    known = {} if done is None else dict(done)
    finished = [task for task, is_done in known.items() if is_done]
    unfinished = [task for task, is_done in known.items() if not is_done]
    years = [year_of(programme, year, root=root, on=on) for year in range(on.year - 1, on.year + 2)]
    tasks = pd.concat(years).drop_duplicates("task").sort_values(["due", "start", "task"])
    work = tasks[(tasks.kind != "occasion") & ~tasks.task.isin(finished)]
    today = on.isoformat()
    horizon = (on + dt.timedelta(days=ahead_days)).isoformat()
    past = work[work.due < today]
    refused = past.task.isin(unfinished)
    open_work = work[work.due >= today]
    occasions = tasks[(tasks.kind == "occasion") & (tasks.start >= today)]
    soon = pd.concat([open_work[open_work.due <= horizon], occasions[occasions.start <= horizon]])
    # An occasion stands where it begins: that is when it has to be ready.
    soon = soon.assign(day=soon.due.where(soon.kind != "occasion", soon.start))
    return Standing(
        on=on,
        late=_tidy(past[refused & (past.due >= _days_before(on, LATE_FOR_DAYS))]),
        unknown=_tidy(past[~refused & (_asked_until(past) >= today)]),
        next=_tidy(soon.sort_values(["day", "due", "task"])),
        under_way=_tidy(open_work[(open_work.due > horizon) & (open_work.start <= today)]),
    )


def _asked_until(past: pd.DataFrame) -> pd.Series:
    """Return until when a past task of which nothing is known is asked about."""
    later = past.due.map(lambda day: _days_before(dt.date.fromisoformat(day), -ASKED_FOR_DAYS))
    return later.astype("str").where(past.goal_day.isna(), past.goal_day)


def _days_before(day: dt.date, days: int) -> str:
    return (day - dt.timedelta(days=days)).isoformat()


def _tidy(tasks: pd.DataFrame) -> pd.DataFrame:
    return tasks[list(table("tasks").columns)].reset_index(drop=True)
