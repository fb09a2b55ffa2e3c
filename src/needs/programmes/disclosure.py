"""What a profile says of figures that leave the house: from how many children on they are shown."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from needs.programmes.figures import Strict


class Amounts(Strict):
    """When an amount gives its giver away.

    Parameters
    ----------
    least_givers
        An amount that fewer givers make up is not shown: one alone could be read off.
    largest_share
        Nor is one of which the largest giver's part is more than this share; 1: no such limit.
    uncertain
        How far, as a share of the amount, nobody may be able to come near it from either side.
    """

    least_givers: int = Field(default=1, ge=1)
    largest_share: float = Field(default=1.0, gt=0, le=1)
    uncertain: float = Field(default=0.1, gt=0, le=1)


class Disclosure(Strict):
    """How figures for the public and for donors are kept from giving a child away.

    Parameters
    ----------
    threshold
        A count of children from 1 up to, but not including, this is not shown, and nobody may be
        able to work out from all that is shown that it lies below it.
    zero
        «shown»: none is shown as 0, since nobody can be recognised among none. «hidden»: none is
        kept back like a small count.
    complement
        Whether a count is kept back too where all or almost all of a known number of children are
        meant: then each of them is known to be.
    amounts
        The same for amounts of money.
    kind, source
        Where these limits come from.
    """

    threshold: int = Field(ge=3, le=100)
    zero: Literal["shown", "hidden"] = "shown"
    complement: bool = True
    amounts: Amounts = Field(default_factory=Amounts)
    kind: Literal["official", "assumption"]
    source: str = Field(min_length=1)
