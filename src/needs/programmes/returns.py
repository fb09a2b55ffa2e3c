"""What a programme asks districts and communes to report: groups, sources, samples, limits."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Share, Strict, Words
from needs.programmes.misfit import raise_misfits, repeated

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]

COVARIATE = r"^(zone|distance_km|attribute:[a-z0-9]+(?:[-_][a-z0-9]+)*)$"


class Named(Strict):
    """Something that a form names: a group of children, a source of support."""

    id: Id
    name: Words


class Source(Named):
    """Who supports children; `by_state`: what the State's own schemes already give."""

    by_state: bool = False


class Sample(Strict):
    """A rate measured on some of the children: how many were examined, how many affected.

    `scale` is where small-area estimation works: on the rate, or on its arcsine root.
    `covariates` lend strength to communes with few or no children examined: "zone",
    "distance_km" or "attribute:<name>". `published` is the province's own rate, if there is one:
    the communes' rates are made to agree with it.
    """

    id: Id
    category: Id
    name: Words
    examined: Words
    affected: Words
    scale: Literal["rate", "arcsine"] = "rate"
    covariates: list[Annotated[str, Field(pattern=COVARIATE)]] = Field(default_factory=list)
    published: Share | None = None


class Plausible(Strict):
    """Beyond which limits a returned figure is questioned (a warning, never an error).

    `yearly_change` is a factor (1.3: a third more or less than last year); figures below
    `small_count` children change by more without anything being wrong.
    """

    yearly_change: Figure
    small_count: int = Field(ge=0)
    children_of_population: Share


class Returns(Strict):
    """The returns of a programme.

    `folder` holds what was received, relative to the data folder. `form_version` changes
    whenever groups, sources, samples, categories, facilities or age bands change.
    """

    folder: str
    form_version: Annotated[str, Field(pattern=r"^\d+(?:\.\d+)*$")]
    groups: list[Named]
    sources: list[Source] = Field(min_length=1)
    samples: list[Sample]
    plausible: Plausible

    @model_validator(mode="after")
    def _unique(self) -> Self:
        raise_misfits(
            one
            for key in ("groups", "sources", "samples")
            for one in repeated(key, [entry.id for entry in getattr(self, key)])
        )
        return self
