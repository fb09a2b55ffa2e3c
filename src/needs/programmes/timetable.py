"""What a profile says of the programme's year: occasions, deadlines, what to do when beforehand.

Every date has a source; a lead time that no plan states is an assumption.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from needs.programmes.figures import Kind, Strict, Words
from needs.programmes.misfit import Misfit, raise_misfits
from needs.programmes.returns import Id
from needs.programmes.toml_words import listed

_LEAP_YEAR = 2000

#: What the kit keeps that tells whether something is done.
Evidence = Literal["forms", "returns", "plan", "offered", "accepted", "delivered", "report"]


def _a_day(text: str) -> str:
    month, day = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(_LEAP_YEAR, month)[1]:
        raise ValueError(f"không có ngày {day}/{month}; ghi tháng-ngày, thí dụ 11-30")
    return text


#: A day of every year, MM-DD; 02-29 is the 28th in common years.
DayOfYear = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$"), AfterValidator(_a_day)]


def day_of(year: int, day: DayOfYear) -> dt.date:
    """Return a day of every year in one year; 29 February is the 28th where there is none."""
    month, number = (int(part) for part in day.split("-"))
    return dt.date(year, month, min(number, calendar.monthrange(year, month)[1]))


class LunarDayOfYear(Strict):
    """A day of every lunar year: 15 of month 8 is Mid-Autumn. Never of a leap month."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=30)


class Occasion(Strict):
    """A day or a time of the year that the plan acts on.

    One of: `on` (a day of every year), `lunar` (a day of every lunar year), or `begins` and `ends`
    (both included; winter goes beyond the end of the year). `category`: an occasion for that kind
    of support only; a plan without it leaves the occasion out.
    """

    id: Id
    name: Words
    on: DayOfYear | None = None
    lunar: LunarDayOfYear | None = None
    begins: DayOfYear | None = None
    ends: DayOfYear | None = None
    category: Id | None = None
    kind: Kind
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_date(self) -> Self:
        given = [self.on, self.lunar, self.begins and self.ends]
        if sum(one is not None for one in given) != 1 or (self.begins is None) != (
            self.ends is None
        ):
            raise ValueError("ghi đúng một cách: on, hoặc lunar, hoặc cả begins và ends")
        return self


class Asked(Strict):
    """Who acts, and who is asked or told: offices by their ids in `agencies.toml`, or words.

    `matter` says for which field of work; none: child affairs.
    """

    who: list[Id] = Field(default_factory=list)
    who_words: Words | None = None
    whom: list[Id] = Field(default_factory=list)
    whom_words: Words | None = None
    matter: Id | None = None

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.who and self.who_words is None:
            raise ValueError("ghi ai làm: who (mã cơ quan) hoặc who_words")
        return self


class Deadline(Asked):
    """What is due on a day: every year (`on`, one day or several), or once (`day` or `month`).

    Deadlines of reports that `[[reports]]` states are not repeated here.
    """

    id: Id
    name: Words
    on: list[DayOfYear] = Field(default_factory=list)
    day: dt.date | None = None
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    shown_by: Evidence | None = None
    kind: Kind
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_date(self) -> Self:
        if sum((bool(self.on), self.day is not None, self.month is not None)) != 1:
            raise ValueError("ghi đúng một cách: on, hoặc day, hoặc month")
        if len(set(self.on)) != len(self.on):
            raise ValueError("on: mỗi ngày một lần")
        return self


class Step(Asked):
    """One step towards a goal, counted back from it.

    Parameters
    ----------
    weeks_before, days_before
        How long before the goal the step has to be finished.
    takes_weeks, takes_days
        How long it takes: it begins that much earlier.
    shown_by
        What the kit's own records tell of it ("returns": returns received …); none: nothing.
    """

    id: Id
    name: Words
    weeks_before: int = Field(default=0, ge=0, le=104)
    days_before: int = Field(default=0, ge=0, le=365)
    takes_weeks: int = Field(default=0, ge=0, le=52)
    takes_days: int = Field(default=0, ge=0, le=365)
    shown_by: Evidence | None = None
    kind: Kind
    source: str = Field(min_length=1)

    @property
    def before(self) -> dt.timedelta:
        """How long before the goal it has to be finished."""
        return dt.timedelta(weeks=self.weeks_before, days=self.days_before)

    @property
    def takes(self) -> dt.timedelta:
        """How long it takes."""
        return dt.timedelta(weeks=self.takes_weeks, days=self.takes_days)


class Goal(Strict):
    """What has to be there before an occasion, and the steps to it.

    Parameters
    ----------
    before
        Id of the occasion: the goal is reached the day before it begins.
    before_returns
        In its place: the day by which the plan's returns are due (`[[reports]]`, `for_returns`);
        a plan that states none has no such goal.
    category
        The kind of support that it brings; its season has to hold the day of the goal. A plan
        without it leaves the goal out.
    """

    id: Id
    name: Words
    before: Id | None = None
    before_returns: bool = False
    category: Id | None = None
    steps: list[Step] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.before is not None) == self.before_returns:
            raise ValueError("ghi một trong hai: before (mã dịp) hoặc before_returns = true")
        return self


class Timetable(Strict):
    """Occasions, deadlines and goals of the programme's year."""

    occasions: list[Occasion] = Field(default_factory=list)
    deadlines: list[Deadline] = Field(default_factory=list)
    goals: list[Goal] = Field(default_factory=list)

    def occasion(self, occasion_id: str) -> Occasion:
        """Return the occasion of that id."""
        return next(entry for entry in self.occasions if entry.id == occasion_id)

    @model_validator(mode="after")
    def _ids_once_and_known(self) -> Self:
        ids = [
            *(occasion.id for occasion in self.occasions),
            *(deadline.id for deadline in self.deadlines),
            *(goal.id for goal in self.goals),
        ]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        found = [
            Misfit(one, "mã dùng hai lần", "mỗi mã một lần trong [timetable]") for one in twice
        ]
        occasions = {entry.id for entry in self.occasions}
        for goal in self.goals:
            if goal.before is not None and goal.before not in occasions:
                expected = f"một trong: {listed(sorted(occasions))}"
                found.append(
                    Misfit(f"goals.{goal.id}.before", f"không có dịp «{goal.before}»", expected)
                )
            steps = [step.id for step in goal.steps]
            if len(set(steps)) != len(steps):
                found.append(
                    Misfit(f"goals.{goal.id}.steps", "mã bước dùng hai lần", "mỗi mã một lần")
                )
        raise_misfits(found)
        return self
