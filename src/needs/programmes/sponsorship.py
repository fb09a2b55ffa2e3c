"""What a profile says of sponsoring children: groups, purposes, urgency, consent, periods."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Strict, Words
from needs.programmes.misfit import Misfit, raise_misfits, repeated
from needs.programmes.returns import Id
from needs.programmes.toml_words import toml_text


class ChildGroup(Strict):
    """A group of children in special circumstances, as the law names it.

    `publish`: False where belonging to the group may never be told, with whatever consent.
    """

    id: Id
    name: Words
    also_called: list[str] = Field(default_factory=list)
    publish: bool = True
    source: str = Field(min_length=1)


class Purpose(Strict):
    """What a sponsor pays for.

    `paid` "monthly": an amount each month; "once": one amount in the first month of the period.
    `categories` are the categories of the programme whose sponsored gifts may serve it. `need` is
    how the public page puts it: nothing else is ever said there of what a child needs.
    """

    id: Id
    name: Words
    need: Words
    paid: Literal["monthly", "once"] = "monthly"
    months: int = Field(ge=1, le=60)
    categories: list[Id] = Field(default_factory=list)
    also_called: list[str] = Field(default_factory=list)
    source: str = Field(min_length=1)


class Level(Strict):
    """One answer to a question of urgency, and its points."""

    id: Id
    name: Words
    points: int = Field(ge=0, le=100)


class UrgencyInput(Strict):
    """One question of urgency with its answers; the points of all questions are added."""

    id: Id
    name: Words
    levels: list[Level] = Field(min_length=2)
    source: str = Field(min_length=1)

    def points(self, level: str) -> int:
        """Return the points of an answer."""
        return next(one.points for one in self.levels if one.id == level)


class EndReason(Strict):
    """Why a sponsorship ends; `child_leaves`: the child leaves the register, all of them end."""

    id: Id
    name: Words
    child_leaves: bool = False


class Sponsorship(Strict):
    """Sponsoring children.

    `birth_years` is how many years of birth stand together in the register; `child_consents_from`
    and `aged_out` are ages in completed years; `renew_before` and `answer_within` are days,
    `pay_by` a day of the month, `consent_months` how long a consent holds that says no day.
    """

    birth_years: int = Field(ge=1, le=5)
    child_consents_from: Figure
    aged_out: Figure
    renew_before: list[Annotated[int, Field(ge=1, le=365)]] = Field(min_length=1)
    answer_within: int = Field(ge=1, le=365)
    pay_by: int = Field(ge=1, le=28)
    consent_months: Figure
    decides: Words
    groups: list[ChildGroup] = Field(min_length=1)
    purposes: list[Purpose] = Field(min_length=1)
    urgency: list[UrgencyInput] = Field(min_length=1)
    end_reasons: list[EndReason] = Field(min_length=1)
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_one_each(self) -> Self:
        named = {
            "groups": [one.id for one in self.groups],
            "purposes": [one.id for one in self.purposes],
            "urgency": [one.id for one in self.urgency],
            "end_reasons": [one.id for one in self.end_reasons],
            **{f"urgency.{one.id}": [level.id for level in one.levels] for one in self.urgency},
        }
        found = [one for part, ids in named.items() for one in repeated(part, ids)]
        if self.renew_before != sorted(set(self.renew_before), reverse=True):
            days = toml_text(self.renew_before)
            found.append(Misfit("renew_before", days, "số ngày giảm dần, không lặp"))
        raise_misfits(found)
        return self

    def group(self, group_id: str) -> ChildGroup:
        """Return the group of that id."""
        return next(one for one in self.groups if one.id == group_id)

    def purpose(self, purpose_id: str) -> Purpose:
        """Return the purpose of that id."""
        return next(one for one in self.purposes if one.id == purpose_id)

    def end_reason(self, reason_id: str) -> EndReason:
        """Return the reason of that id."""
        return next(one for one in self.end_reasons if one.id == reason_id)
