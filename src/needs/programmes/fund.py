"""What a profile says of the Fund: contributions, income, spending, years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Strict, Words
from needs.programmes.misfit import Misfit, raise_misfits, repeated, unknown
from needs.programmes.monitoring import DueReport
from needs.programmes.returns import Id, Named

MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

#: What an account is for. `receivable` is a memorandum: what units were asked for and have not
#: given yet; it is told, never posted, because nobody owes a voluntary contribution.
AccountKind = Literal[
    "cash",
    "bank",
    "goods",
    "receivable",
    "contribution",
    "donation",
    "donation_goods",
    "budget",
    "interest",
    "spending",
    "transfer",
    "balance",
]
MONEY_KINDS = ("cash", "bank")
INCOME_KINDS = ("contribution", "donation", "donation_goods", "budget", "interest")
#: Kinds of which a Fund has exactly one account.
_ONE: tuple[AccountKind, ...] = (
    "goods",
    "contribution",
    "donation_goods",
    "spending",
    "transfer",
    "balance",
)


class FundLevel(Named):
    """A level at which the Fund keeps money; `place`: what tells one fund of it from another.

    `until`: the last day on which the law knows funds of this level.
    """

    place: Literal["", "district", "commune"] = ""
    until: dt.date | None = None
    source: str = Field(min_length=1)


class FundAccount(Named):
    """An account of the chart; `code` as the accountant writes it."""

    code: Annotated[str, Field(pattern=r"^\d{3,4}$")]
    kind: AccountKind


class Activity(Named):
    """What the Fund spends on; `at_occasions`: an occasion has to be named (visits, gifts).

    `management`: running the Fund itself, which the law limits.
    """

    at_occasions: bool = False
    management: bool = False
    source: str = Field(min_length=1)


class FundOccasion(Named):
    """A time at which the Fund visits and gives."""

    source: str = Field(min_length=1)


class Contribution(Strict):
    """What is asked of every unit each year: `days` of salary of each of its staff."""

    name: Words
    days: Figure
    asked_of: Words
    source: str = Field(min_length=1)


class FundLaw(Named):
    """What the law asks from one day to another.

    `management_share`: the most that running the Fund may take of a year's income in money,
    without what `not_counted` names (kinds of accounts). `publish_by`, `report_by`: days of the
    following and of the same year.
    """

    since: dt.date
    until: dt.date | None = None
    management_share: Figure | None = None
    not_counted: list[AccountKind] = Field(default_factory=list)
    publish_by: MonthDay
    publishes: Words
    report_by: MonthDay
    report_to: Words
    source: str = Field(min_length=1)

    def rules_on(self, day: dt.date) -> bool:
        """Tell whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class FundReport(Named):
    """A report about the Fund alone: to whom, by which day (MM-DD; several are several).

    What `[[reports]]` states for the whole programme is not said here again; what the law on
    funds asks stands in `laws`. `stated` is false where no day is named and one is taken.
    """

    kind: DueReport
    to: Words
    by: list[MonthDay] = Field(min_length=1)
    stated: bool = True
    source: str = Field(min_length=1)


class Sponsored(Strict):
    """Money of sponsors that comes through the Fund: kept apart in one earmarked fund.

    `level`: whose account it comes to (one fund only, no place of its own). It may be spent on
    `activities` alone.
    """

    earmark: Id
    name: Words
    level: Id
    activities: list[Id] = Field(min_length=1)
    source: str = Field(min_length=1)


class FundRules(Strict):
    """The Fund: its levels, chart of accounts, contributions, activities, and the law on it."""

    name: Words
    year_starts: MonthDay = "01-01"
    levels: list[FundLevel] = Field(min_length=1)
    accounts: list[FundAccount] = Field(min_length=1)
    activities: list[Activity] = Field(min_length=1)
    occasions: list[FundOccasion] = Field(default_factory=list)
    contribution: Contribution | None = None
    sponsored: Sponsored | None = None
    laws: list[FundLaw] = Field(min_length=1)
    reports: list[FundReport] = Field(default_factory=list)
    note: Words | None = None

    def account(self, account_id: str) -> FundAccount:
        """Return the account of that id."""
        return next(one for one in self.accounts if one.id == account_id)

    def account_of(self, kind: AccountKind) -> FundAccount:
        """Return the (first) account of a kind."""
        return next(one for one in self.accounts if one.kind == kind)

    def law_on(self, day: dt.date) -> FundLaw:
        """Return what the law asks on a day; before the first law, the first."""
        in_force = [law for law in self.laws if law.rules_on(day)]
        return in_force[-1] if in_force else self.laws[0]

    def year_of(self, day: dt.date) -> int:
        """Return the fiscal year of a day: the calendar year in which it begins."""
        return day.year if f"{day:%m-%d}" >= self.year_starts else day.year - 1

    def first_day(self, year: int) -> dt.date:
        """Return the day on which a fiscal year begins."""
        month, day = map(int, self.year_starts.split("-"))
        return dt.date(year, month, day)

    def last_day(self, year: int) -> dt.date:
        """Return the day on which a fiscal year ends."""
        return self.first_day(year + 1) - dt.timedelta(days=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        found = [
            one
            for name, ids in (
                ("levels", [one.id for one in self.levels]),
                ("accounts", [one.id for one in self.accounts]),
                ("accounts.code", [one.code for one in self.accounts]),
                ("activities", [one.id for one in self.activities]),
                ("occasions", [one.id for one in self.occasions]),
                ("laws", [one.id for one in self.laws]),
                ("reports", [one.id for one in self.reports]),
            )
            for one in repeated(name, ids)
        ]
        kinds = [one.kind for one in self.accounts]
        found += [
            Misfit(
                "accounts",
                f'{kinds.count(kind)} tài khoản kind = "{kind}"',
                f"đúng một tài khoản loại {kind}",
            )
            for kind in _ONE
            if kinds.count(kind) != 1
        ]
        if not set(MONEY_KINDS) & set(kinds):
            found.append(Misfit("accounts", "không có tài khoản tiền", "loại cash hoặc bank"))
        if self.year_starts == "02-29":
            found.append(Misfit("year_starts", '"02-29"', "ngày mà năm nào cũng có"))
        if any(one.at_occasions for one in self.activities) and not self.occasions:
            found.append(Misfit("occasions", "[]", "các dịp: có hoạt động theo dịp"))
        raise_misfits([*found, *self._sponsored_misfits()])
        return self

    def _sponsored_misfits(self) -> Iterator[Misfit]:
        if self.sponsored is not None:
            # One fund only: a level of several has no place to post to.
            levels = [one.id for one in self.levels if not one.place]
            yield from unknown("sponsored.level", [self.sponsored.level], levels)
            activities = [one.id for one in self.activities]
            yield from unknown("sponsored.activities", self.sponsored.activities, activities)
