"""Who comes first: the indicators of the composite index, their goalposts and weights."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Strict, Words
from needs.programmes.misfit import Misfit, raise_misfits, repeated
from needs.programmes.returns import Id

Zone = Literal["I", "II", "III"]

#: What an indicator measures; those with a colon name an attribute, a group or a sample.
MEASURE = r"^(zone|unmet_rate|distance_km|(attribute|group|sample):[a-z0-9]+(?:[-_][a-z0-9]+)*)$"

Measure = Annotated[str, Field(pattern=MEASURE)]


class Indicator(Strict):
    """One indicator of the index.

    `goalpost_low` is the value that counts as least urgent, `goalpost_high` as most urgent; a
    low value may be the urgent one. `categories` limits it to some categories of support.
    """

    id: Id
    name: Words
    measure: Measure
    goalpost_low: float
    goalpost_high: float
    weight: Figure
    categories: list[Id] = Field(default_factory=list)
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.goalpost_low == self.goalpost_high:
            raise ValueError("goalpost_low và goalpost_high phải khác nhau")
        return self


class Priority(Strict):
    """The composite index: how severe each zone is, and what else counts.

    Parameters
    ----------
    zone_weights
        Severity of each zone (measure «zone»); none where the programme has no zones.
    aggregation
        Weighted geometric mean (a poor value is not made up for by a good one) or arithmetic.
    floor
        The smallest normalised value: one indicator at zero must not hide all others.
    top_k
        How many communes «come first», for the probability of being among them.
    """

    zone_weights: dict[Zone, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    aggregation: Literal["geometric", "arithmetic"]
    floor: float = Field(gt=0, le=0.2)
    top_k: int = Field(ge=1)
    kind: Literal["official", "assumption"]
    source: str
    indicators: list[Indicator] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> Self:
        raise_misfits(repeated("indicators", [entry.id for entry in self.indicators]))
        if not sum(entry.weight.at_low for entry in self.indicators):
            raise_misfits(
                [
                    Misfit(
                        "indicators", "mọi trọng số thấp bằng 0", "ít nhất một trọng số thấp trên 0"
                    )
                ]
            )
        return self
