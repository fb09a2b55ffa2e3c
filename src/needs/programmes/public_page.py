"""What a profile says of the public page: what it shows, and from how many children on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from needs.programmes.figures import Strict, Words

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
    how_to_give: Words
    account: str | None = None
    kind: Literal["official", "assumption"]
    source: str = Field(min_length=1)
