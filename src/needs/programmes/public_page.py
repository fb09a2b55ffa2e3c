"""What a profile says of the public page: what it shows, and from how many children on."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Strict, Words
from needs.programmes.returns import Id

#: The pages of the public site, in their order.
Shown = Literal["activity", "money", "needs", "cases"]


class PublicPage(Strict):
    """The public page: what it shows, and from how many children on.

    Parameters
    ----------
    shows
        Its pages.
    smallest_group
        A case is told only in words that fit at least so many children of the register; a count
        of children below it is not written out.
    round_to
        Counts of children are rounded to a multiple of this.
    cases_most
        How many cases are shown at once.
    case_amounts_vnd
        Bounds of the steps in which the public reads what a case asks for, in đồng, rising; none:
        no amount is told.
    personal_activities, least_payments
        Activities of the Fund whose payments may be for a single child (ids): their sum is written
        out from so many payments on, since that of a single one could be somebody's bill. Fewer are
        added to another activity; the whole stays what it is.
    least_staff
        What a unit of fewer people gave to the Fund is told together with other units: the day's
        pay of one or two could be read off.
    how_to_give
        What a reader who wants to give is told to do.
    account
        The account that gifts go to, as the Fund publishes it; None: not on record.
    kind, source
        Where these limits come from.
    """

    shows: list[Shown] = Field(min_length=1)
    smallest_group: int = Field(ge=3)
    round_to: int = Field(ge=1)
    cases_most: int = Field(default=20, ge=1)
    case_amounts_vnd: list[Annotated[int, Field(gt=0)]] = Field(default_factory=list)
    personal_activities: list[Id] = Field(default_factory=list)
    least_payments: int = Field(default=3, ge=1)
    least_staff: int = Field(default=3, ge=1)
    how_to_give: Words
    account: str | None = None
    kind: Literal["official", "assumption"]
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.case_amounts_vnd != sorted(set(self.case_amounts_vnd)):
            raise ValueError("case_amounts_vnd là các số tăng dần, không lặp")
        if len(self.shows) != len(set(self.shows)):
            raise ValueError("shows nêu mỗi trang một lần")
        return self
