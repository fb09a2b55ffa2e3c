"""One State scheme as a dated rule: who, of which age, where, how much, since when."""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import Field, model_validator

from needs.programmes import Words
from needs.programmes.figures import Strict
from needs.programmes.returns import Id
from needs.tables import ZONES


class Scheme(Strict):
    """One State scheme: a rule that says which children draw it, and what it pays.

    Attributes
    ----------
    valid_from, valid_to
        First and last day in force; no last day: still in force.
    from_age, to_age
        Completed years, both included.
    zones
        Zones of the communes; empty: any commune. With `villages`, also the children of
        specially disadvantaged villages of other communes.
    border
        Only land-border communes (attribute "border").
    factors
        Named assumptions: their product is the share of the children of these ages who draw it.
    returned_group
        A group of the returns: what a commune told of it stands in place of `factors`. With
        `group_within` "ages" all its children are of the scheme's ages; with "category" they are
        spread over the category's ages. Without `factors`, only communes that told it are known.
    amount_vnd, months
        Whole đồng for a child and month; months a year.
    excludes
        Schemes that a child cannot draw at the same time.
    unconfirmed
        What has to be confirmed before its figures are used.
    """

    id: Id
    name: Words
    legal_basis: str = Field(min_length=1)
    source: str = Field(min_length=1)
    valid_from: dt.date
    valid_to: dt.date | None = None
    from_age: int = Field(ge=0, le=15)
    to_age: int = Field(ge=0, le=15)
    zones: list[Literal["I", "II", "III"]] = Field(default_factory=list)
    villages: bool = False
    border: bool = False
    factors: list[Id]
    returned_group: Id | None = None
    group_within: Literal["ages", "category"] = "category"
    amount_vnd: int = Field(ge=1)
    months: int = Field(ge=1, le=12)
    in_kind: Words | None = None
    excludes: list[Id] = Field(default_factory=list)
    unconfirmed: Words | None = None

    @property
    def paid_a_year(self) -> int:
        """What one child draws in a year, in đồng."""
        return self.amount_vnd * self.months

    def in_force(self, day: dt.date) -> bool:
        """Tell whether the scheme is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def share_of_ages(self, from_age: int, to_age: int) -> float:
        """Return the share of some ages' single years that are the scheme's (taken as equal)."""
        shared = min(self.to_age, to_age) - max(self.from_age, from_age) + 1
        return max(shared, 0) / (to_age - from_age + 1)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        problems = []
        if self.from_age > self.to_age:
            problems.append(f"from_age ≤ to_age, không phải {self.from_age} > {self.to_age}")
        if self.valid_to is not None and self.valid_from > self.valid_to:
            problems.append(
                f"valid_from ≤ valid_to, không phải {self.valid_from} > {self.valid_to}"
            )
        if self.villages and not self.zones:
            problems.append(f"villages chỉ có nghĩa khi nêu zones (trong {', '.join(ZONES)})")
        if problems:
            raise ValueError("\n".join(problems))
        return self
