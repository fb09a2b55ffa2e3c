"""What a programme profile may say: the plan as data, checked when it is loaded."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.figures import Figure, Price, Share, Strict, Words
from needs.programmes.returns import Id, Returns

Zone = Literal["I", "II", "III"]
Edition = Literal["pre-2025", "2025"]


class Plan(Strict):
    """The document that the programme carries out."""

    number: str
    issued: dt.date
    period_from: int
    period_to: int
    source: str
    note: Words


class AgeBand(Strict):
    """Children from one age to another, both included, in completed years (under 16)."""

    id: Id
    name: Words
    from_age: int = Field(ge=0, le=15)
    to_age: int = Field(ge=0, le=15)

    @property
    def years(self) -> int:
        """How many single years of age the band spans."""
        return self.to_age - self.from_age + 1

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_age > self.to_age:
            raise ValueError("from_age ≤ to_age")
        return self


class Standard(Strict):
    """How many units serve how many children (9 meal-months for 1 child; 1 play set for 100)."""

    units: int = Field(ge=1)
    per_children: int = Field(ge=1)
    kind: Literal["official", "observed", "derived", "assumption", "illustrative"]
    source: str = Field(min_length=1)


class Target(Strict):
    """The share of children to reach, and of which children.

    `denominator` is "specially_disadvantaged" (only those communes) or "area" (the whole
    minority and mountainous area). `stated` is false where the plan gives no percentage: the
    share is then the planner's working assumption.
    """

    share: Share
    denominator: Literal["specially_disadvantaged", "area"]
    stated: bool

    @model_validator(mode="after")
    def _unstated_is_assumed(self) -> Self:
        if not self.stated and self.share.kind != "assumption":
            raise ValueError("chỉ tiêu không có trong kế hoạch thì share.kind phải là 'assumption'")
        return self


class Category(Strict):
    """One kind of support: who is eligible, how much each needs, what it costs.

    `also_called` lists other words for it in tables that districts make themselves.
    """

    id: Id
    name: Words
    also_called: list[str] = Field(default_factory=list)
    unit: Words
    age_bands: list[Id] = Field(min_length=1)
    eligible_share: Share
    standard: Standard
    unit_price_vnd: Price
    delivery_uplift: Figure
    package_units: int = Field(ge=1)
    target: Target
    lead_agency: Words
    note: Words | None = None

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


class ReportDeadline(Strict):
    """Who reports to whom by which day of the year (MM-DD).

    `for_returns` marks the deadline by which districts or communes send in their returns.
    """

    by: Words
    to: Words
    deadline: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    source: str
    for_returns: bool = False


class Beneficiaries(Strict):
    """Zones that count as specially disadvantaged, and as the minority and mountainous area."""

    specially_disadvantaged_zones: list[Zone] = Field(min_length=1)
    area_zones: list[Zone] = Field(min_length=1)
    source: str
    note: Words


class Priority(Strict):
    """Weights of the zones when children reached are counted by urgency."""

    zone_weights: dict[Zone, Annotated[float, Field(ge=0)]]
    kind: Literal["official", "assumption"]
    source: str


class AllocationSettings(Strict):
    """How the allocation is solved."""

    epsilon: float = Field(ge=0, le=0.5)
    mip_gap: float = Field(ge=0, le=0.1)
    time_limit_s: float = Field(gt=0)


class Inputs(Strict):
    """Tables of this programme, relative to the data folder."""

    support_ledger: str
    donors: str


class Programme(Strict):
    """A whole profile: `data/programmes/<id>/programme.toml`."""

    id: Id
    title: Words
    province: Words
    province_code: Annotated[str, Field(pattern=r"^\d{2}$")]
    edition: Edition
    reference_date: dt.date
    plan: Plan
    lead_agency: Words
    beneficiaries: Beneficiaries
    age_bands: list[AgeBand] = Field(min_length=1)
    categories: list[Category] = Field(min_length=1)
    reports: list[ReportDeadline]
    priority: Priority
    allocation: AllocationSettings
    inputs: Inputs
    returns: Returns

    @property
    def period(self) -> str:
        """The year that is assessed: that of the reference date."""
        return str(self.reference_date.year)

    @property
    def returns_deadline(self) -> dt.date | None:
        """The day by which this year's returns are due; none where the plan states none."""
        for report in self.reports:
            if report.for_returns:
                month, day = map(int, report.deadline.split("-"))
                return dt.date(self.reference_date.year, month, day)
        return None

    def zones_in_scope(self, category: Category) -> list[Zone]:
        """Return the zones whose children are the denominator of the category's target."""
        if category.target.denominator == "area":
            return list(self.beneficiaries.area_zones)
        return list(self.beneficiaries.specially_disadvantaged_zones)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = [
            *_repeated("age_bands", [band.id for band in self.age_bands]),
            *_repeated("categories", [category.id for category in self.categories]),
        ]
        bands = {band.id: band for band in self.age_bands}
        for category in self.categories:
            key = f"categories.{category.id}.age_bands"
            unknown = sorted(set(category.age_bands) - set(bands))
            if unknown:
                problems.append(f"{key}: {unknown} không có trong {sorted(bands)}")
            ages = [
                age
                for name in category.age_bands
                if name in bands
                for age in range(bands[name].from_age, bands[name].to_age + 1)
            ]
            if len(ages) != len(set(ages)):
                problems.append(f"{key}: các nhóm tuổi chồng nhau, trẻ bị tính hai lần")
        area = set(self.beneficiaries.area_zones)
        outside = sorted(set(self.beneficiaries.specially_disadvantaged_zones) - area)
        if outside:
            problems.append(f"beneficiaries.area_zones thiếu / lacks {outside}")
        unweighted = sorted(area - set(self.priority.zone_weights))
        if unweighted:
            problems.append(f"priority.zone_weights thiếu / lacks {unweighted}")
        named = {category.id for category in self.categories}
        unknown = sorted({sample.category for sample in self.returns.samples} - named)
        if unknown:
            problems.append(f"returns.samples: {unknown} không có trong {sorted(named)}")
        if sum(report.for_returns for report in self.reports) > 1:
            problems.append("reports: chỉ một hạn có for_returns = true")
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def band(self, band_id: str) -> AgeBand:
        """Return the age band of that id."""
        return next(band for band in self.age_bands if band.id == band_id)

    def category(self, category_id: str) -> Category:
        """Return the category of that id."""
        return next(entry for entry in self.categories if entry.id == category_id)


def _repeated(name: str, ids: list[str]) -> list[str]:
    again = sorted({entry for entry in ids if ids.count(entry) > 1})
    return [f"{name}: mã lặp lại / repeated id: {again}"] if again else []
