"""Children in special circumstances: which groups a programme serves, and how many there are.

A programme may count its children by group (Children Law 2016, article 10) instead of by a list of
communes: every commune of the province is then in scope.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Share, Strict
from needs.programmes.returns import Named


class Group(Named):
    """A group of children in special circumstances; `legal_basis` is the rule that names it."""

    legal_basis: str = ""
    source: str = Field(min_length=1)


class Children(Figure):
    """A number of children: whole. «About» is a range, whose note says what it is taken from."""

    @model_validator(mode="after")
    def _whole_children(self) -> Self:
        for count in (self.value, self.at_low, self.at_high):
            if count != int(count):
                raise ValueError(f"số trẻ phải là số nguyên, không phải {count}")
        return self


class Totals(Strict):
    """Official totals of the province; those that no source gives are left out.

    Attributes
    ----------
    special_circumstances
        Children in special circumstances: what is estimated commune by commune is brought to it.
    at_risk
        Children at risk of coming into special circumstances, told as a total of the province
        only. They are others than those who are in them: nothing is added up or divided.
    share_of_children
        Children in special circumstances as a share of all children under 16.
    """

    special_circumstances: Children | None = None
    at_risk: Children | None = None
    share_of_children: Share | None = None
