"""What is supported: categories for children, and places to build or repair."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Price, Share, Strict, Words
from needs.programmes.returns import Id


class Standard(Strict):
    """How many units serve how many children (9 meal-months for 1 child; 1 play set for 100)."""

    units: int = Field(ge=1)
    per_children: int = Field(ge=1)
    kind: Literal["official", "observed", "derived", "assumption", "illustrative"]
    source: str = Field(min_length=1)


class Target(Strict):
    """The share of children to reach, and of which children.

    `denominator` is "specially_disadvantaged" (only those communes) or "area" (the whole
    minority and mountainous area), or "special_circumstances" (children of the programme's groups,
    wherever they live). `stated` is false where the plan gives no percentage: the
    share is then the planner's working assumption. `due_year` is the year by which it is to be
    reached; none: the end of the plan's period.
    """

    share: Share
    denominator: Literal["specially_disadvantaged", "area", "special_circumstances"]
    stated: bool
    due_year: int | None = None

    @model_validator(mode="after")
    def _unstated_is_assumed(self) -> Self:
        if not self.stated and self.share.kind != "assumption":
            raise ValueError('chỉ tiêu không có trong kế hoạch thì share.kind phải là "assumption"')
        return self


class CategoryScheme(Strict):
    """A State scheme that meets this need, by its id in `state_schemes.toml`, and why it does."""

    scheme: Id
    source: str = Field(min_length=1)


class Season(Strict):
    """The months (1–12) in which a kind of support is of use when it arrives."""

    months: list[Annotated[int, Field(ge=1, le=12)]] = Field(min_length=1)
    kind: Literal["official", "observed", "derived", "assumption", "illustrative"]
    source: str = Field(min_length=1)


class Good(Strict):
    """One thing that a unit is made of, as the plan names it (a quilt of a warm set)."""

    id: Id
    name: Words
    source: str = Field(min_length=1)


class Category(Strict):
    """One kind of support to children: who is eligible, how much each needs, what it costs.

    `also_called` lists other words for it in tables that districts make themselves.
    `eligible_rate` names a sample of the returns: its estimated rate stands in place of
    `eligible_share`. `uplift_by_distance`: goods that have to be driven there, so that the
    programme's `[delivery]` is added to the price. `state_schemes` are what the State already pays
    for the same need. `season`: when it is delivered; none: all year. `unit_months`: its unit is a
    month for one child (meal-months), so that a sponsorship of n months gives n units. `goods`:
    what the plan names as parts of a unit.
    """

    id: Id
    name: Words
    also_called: list[str] = Field(default_factory=list)
    unit: Words
    age_bands: list[Id] = Field(min_length=1)
    eligible_share: Share
    eligible_rate: Id | None = None
    standard: Standard
    unit_price_vnd: Price
    delivery_uplift: Figure
    uplift_by_distance: bool = False
    package_units: int = Field(ge=1)
    target: Target
    state_schemes: list[CategoryScheme] = Field(default_factory=list)
    season: Season | None = None
    unit_months: bool = False
    goods: list[Good] = Field(default_factory=list)
    lead_agency: Words
    note: Words | None = None

    @property
    def delivery_months(self) -> tuple[int, ...]:
        """Months of delivery, rising; empty: all year."""
        return () if self.season is None else tuple(sorted(set(self.season.months)))

    @property
    def package_children(self) -> int:
        """Children whom one whole package serves."""
        return self.package_units * self.standard.per_children // self.standard.units

    @model_validator(mode="after")
    def _package_serves_whole_children(self) -> Self:
        served = self.package_units * self.standard.per_children
        if served < self.standard.units or served % self.standard.units:
            raise ValueError(
                "package_units × per_children phải chia hết cho standard.units "
                f"({self.package_units} × {self.standard.per_children} / {self.standard.units})"
            )
        return self


class Facility(Strict):
    """A kind of place that communes may lack: classroom, kindergarten, health station, play area.

    Counted in places, never in children. Without a price its cost stays unknown.
    """

    id: Id
    name: Words
    also_called: list[str] = Field(default_factory=list)
    unit: Words
    unit_price_vnd: Price | None = None
    lead_agency: Words
    note: Words | None = None
    source: str = ""
