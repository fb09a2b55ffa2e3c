"""The year as a table: occasions, deadlines, and steps counted back from each goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from needs.programmes import BASIS_OF_KIND, Programme, Words
from needs.programmes.timetable import Goal, Occasion, Step
from needs.tables import table
from needs.tables.column import ALL
from needs.timetable.asked import Offices, People
from needs.timetable.deadlines import Due, all_deadlines
from needs.timetable.meant import goals_of, occasions_of
from needs.timetable.occurrences import goal_day, occurrence
from needs.timetable.working_days import day_off, last_working_day
from needs.wording import date_text, say

#: A goal of a later year may begin in this one.
_LONGEST_LEAD_YEARS = 3


def year_of(
    programme: Programme, year: int, *, root: Path, on: dt.date | None = None
) -> pd.DataFrame:
    """Return what is due, and what to do beforehand, in one year.

    A deadline or a step that falls on a day off is due on the last working day before it: what is
    early is never late. Occasions and goals keep their day.

    Parameters
    ----------
    programme
        With its `[timetable]`, `[[reports]]` and `[fund]`; deadlines come from all three.
    year
        All that touches it: what begins in December and ends in January stands in both years,
        under the same id.
    root
        The data root, for the names of the offices.
    on
        Today: of what was due earlier the office of its day is named, and in brackets the one
        that has its work today. None: the office of each day alone.

    Returns
    -------
    DataFrame
        Table `tasks`, by id.

    Raises
    ------
    InputFaults
        If the timetable names an office, matter or category that does not exist, or a goal lies
        outside the season of its goods.
    """
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    rows = [
        row.cells()
        for row in _all(programme, Offices(programme, root, on=on), year)
        if row.begins <= last and row.due >= first
    ]
    schema = table("tasks")
    frame = pd.DataFrame(rows, columns=list(schema.columns))
    texts = [name for name in schema.columns if schema.column(name).kind == "text"]
    return schema.check(frame.astype(dict.fromkeys(texts, "str")))


@dataclass(frozen=True)
class Row:
    """One task, with its dates as dates."""

    task: str
    kind: str
    entry: str
    name: Words
    begins: dt.date
    due: dt.date
    basis: str
    source: str
    stated: dt.date | None = None
    goal: Words | None = None
    goal_day: dt.date | None = None
    category: str = ALL
    lunar: tuple[str, str] | None = None
    who: People = field(default_factory=People)
    whom: People = field(default_factory=People)
    shown_by: str | None = None

    def cells(self) -> dict[str, Any]:
        """Return the row of the table."""
        moved = self.stated if self.stated != self.due else None
        return {
            "task": self.task,
            "kind": self.kind,
            "entry": self.entry,
            "name": self.name.vi,
            "name_en": self.name.en,
            "goal": _words(self.goal, "vi"),
            "goal_en": _words(self.goal, "en"),
            "goal_day": None if self.goal_day is None else self.goal_day.isoformat(),
            "category": self.category,
            "start": self.begins.isoformat(),
            "due": self.due.isoformat(),
            "stated_due": None if moved is None else moved.isoformat(),
            "moved": None if moved is None else _why_moved(moved, "vi"),
            "moved_en": None if moved is None else _why_moved(moved, "en"),
            "lunar": None if self.lunar is None else self.lunar[0],
            "lunar_en": None if self.lunar is None else self.lunar[1],
            "who_ids": list(self.who.ids),
            "who": _words(self.who.words, "vi"),
            "who_en": _words(self.who.words, "en"),
            "whom_ids": list(self.whom.ids),
            "whom": _words(self.whom.words, "vi"),
            "whom_en": _words(self.whom.words, "en"),
            "shown_by": self.shown_by,
            "basis": self.basis,
            "source": self.source,
        }


def _words(words: Words | None, lang: str) -> str | None:
    return None if words is None else words.text(lang)


def _why_moved(stated: dt.date, lang: str) -> str:
    return say(
        "{day} là ngày nghỉ ({why}): làm xong trước đó",
        lang=lang,
        day=date_text(stated, lang=lang),
        why=day_off(stated, lang=lang),
    )


def _all(programme: Programme, offices: Offices, year: int) -> Iterator[Row]:
    """Yield the tasks of this year and of those around it."""
    for due in all_deadlines(programme, year - 1, year + 1):
        yield _deadline(due, offices)
    for occasion in occasions_of(programme):
        for near in (year - 1, year, year + 1):
            yield _occasion(occasion, near)
    for goal in goals_of(programme):
        for ahead in range(year - 1, year + _LONGEST_LEAD_YEARS + 1):
            day = goal_day(programme, goal, ahead)
            yield from (_step(goal, step, ahead, day, offices) for step in goal.steps)


def _occasion(occasion: Occasion, year: int) -> Row:
    found = occurrence(occasion, year)
    lunar = found.lunar
    return Row(
        task=f"{occasion.id}.{year}",
        kind="occasion",
        entry=occasion.id,
        name=occasion.name,
        begins=found.begins,
        due=found.ends,
        lunar=None if lunar is None else (lunar.text(lang="vi"), lunar.text(lang="en")),
        basis=BASIS_OF_KIND[occasion.kind],
        source=occasion.source,
    )


def _deadline(due: Due, offices: Offices) -> Row:
    day = last_working_day(due.day)
    asked = due.asked
    return Row(
        task=due.task,
        kind="deadline",
        entry=due.entry,
        name=due.name,
        begins=min(due.begins or day, day),
        due=day,
        stated=due.day,
        who=offices.told(due.who, day) if asked is None else offices.who(asked, day),
        whom=offices.told(due.whom, day) if asked is None else offices.whom(asked, day),
        shown_by=due.shown_by,
        basis=due.basis,
        source=due.source,
    )


def _step(goal: Goal, step: Step, year: int, day: dt.date, offices: Offices) -> Row:
    stated = day - step.before
    due = last_working_day(stated)
    return Row(
        task=f"{goal.id}.{step.id}.{year}",
        kind="step",
        entry=goal.id,
        name=step.name,
        begins=min(stated - step.takes, due),
        due=due,
        stated=stated,
        goal=goal.name,
        goal_day=day,
        category=goal.category or ALL,
        who=offices.who(step, due),
        whom=offices.whom(step, due),
        shown_by=step.shown_by,
        basis=BASIS_OF_KIND[step.kind],
        source=step.source,
    )
