"""What a profile says of how child-friendly communes are scored."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from needs.programmes.figures import Strict, Words
from needs.programmes.misfit import raise_misfits, repeated
from needs.programmes.returns import Id


class CriterionLink(Strict):
    """Which categories and kinds of places of the programme lift which criterion, and why."""

    criterion: Id
    categories: list[Id] = Field(default_factory=list)
    facilities: list[Id] = Field(default_factory=list)
    why: Words

    @model_validator(mode="after")
    def _links_something(self) -> Self:
        if not self.categories and not self.facilities:
            raise ValueError(f"{self.criterion}: cần categories hoặc facilities")
        return self


class ChildFriendly(Strict):
    """How child-friendly communes are scored.

    `criteria` is the table of criteria, relative to the data folder (national: the same for all
    provinces); `round` names the assessment; `mountain_zones` are the zones of the area list that
    count as mountainous communes; `links` tells which need belongs to which criterion.
    """

    criteria: str = "reference/child_friendly_criteria.toml"
    round: Words
    source: str = Field(min_length=1)
    mountain_zones: list[str] = Field(default_factory=list)
    links: list[CriterionLink] = Field(default_factory=list)

    @model_validator(mode="after")
    def _each_criterion_once(self) -> Self:
        raise_misfits(repeated("links", [link.criterion for link in self.links]))
        return self

    def link(self, criterion: str) -> CriterionLink | None:
        """Return what lifts a criterion; none where the programme has nothing that does."""
        return next((link for link in self.links if link.criterion == criterion), None)
