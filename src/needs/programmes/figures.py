"""A figure that a plan rests on: its value, its range, and where it comes from."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal["official", "observed", "derived", "assumption", "illustrative"]

#: Whether what is not known is common to all communes, or each commune's own.
Varies = Literal["province", "commune"]

#: What a figure of each kind may carry as `basis` in the result tables.
BASIS_OF_KIND = {
    "official": "official",
    "observed": "estimated",
    "derived": "estimated",
    "assumption": "assumption",
    "illustrative": "illustrative",
}


class Strict(BaseModel):
    """Base of all parts of a profile: an unknown key is a fault, nothing is converted quietly."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


class Words(Strict):
    """The same words in Vietnamese and English."""

    vi: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def text(self, lang: str) -> str:
        """Return the words in the language asked for."""
        return self.vi if lang == "vi" else self.en


class Figure(Strict):
    """A number with its source.

    Parameters
    ----------
    value, low, high
        Median and ends: the truth is as likely above the value as below it, and within the
        ends. Without a range the figure is taken as exact.
    kind
        Official, observed, derived, assumption or illustrative.
    source
        Legal basis, publication, or the reasoning of an assumption.
    varies
        Whether the truth is the same in all communes, or differs from one to the other.
    """

    value: float = Field(ge=0)
    low: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, ge=0)
    kind: Kind
    source: str = Field(min_length=1)
    note: str = ""
    varies: Varies = "province"

    @property
    def at_low(self) -> float:
        """The low end; the value itself where no range is given."""
        return self.value if self.low is None else self.low

    @property
    def at_high(self) -> float:
        """The high end; the value itself where no range is given."""
        return self.value if self.high is None else self.high

    @property
    def basis(self) -> str:
        """What tables that use the figure must call it."""
        return BASIS_OF_KIND[self.kind]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.at_low <= self.value <= self.at_high:
            raise ValueError(
                f"low ≤ value ≤ high, không phải {self.at_low:.15g} ≤ {self.value:.15g} "
                f"≤ {self.at_high:.15g}"
            )
        return self


class Price(Figure):
    """A price in whole đồng."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for amount in (self.value, self.at_low, self.at_high):
            if amount != int(amount) or amount <= 0:
                raise ValueError(f"giá phải là số đồng nguyên dương, không phải {amount}")
        return self


class Share(Figure):
    """A share between 0 and 1."""

    @model_validator(mode="after")
    def _at_most_one(self) -> Self:
        if self.at_high > 1:
            raise ValueError(f"tỷ lệ từ 0 đến 1, không phải {self.at_high}")
        return self
