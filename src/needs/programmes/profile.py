"""What a programme profile may say: the plan as data, checked when it is loaded."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from needs.programmes.category import Category, Facility
from needs.programmes.disclosure import Disclosure
from needs.programmes.documents import Documents
from needs.programmes.duties import Duty
from needs.programmes.figures import Strict, Words
from needs.programmes.fitting import misfits
from needs.programmes.friendly import ChildFriendly
from needs.programmes.fund import FundRules
from needs.programmes.groups import Group, Totals
from needs.programmes.misfit import raise_misfits
from needs.programmes.monitoring import DueReport, Monitoring
from needs.programmes.network import Network
from needs.programmes.priority import Priority, Zone
from needs.programmes.public_page import PublicPage
from needs.programmes.returns import Id, Returns
from needs.programmes.settings import AllocationSettings, Centre, Delivery, Inputs, Uncertainty
from needs.programmes.sponsorship import Sponsorship
from needs.programmes.timetable import Timetable

Edition = Literal["pre-2025", "2025"]


class Plan(Strict):
    """The document that the programme carries out."""

    number: str
    issued: dt.date | None = None
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
    source: str = ""

    @property
    def years(self) -> int:
        """How many single years of age the band spans."""
        return self.to_age - self.from_age + 1

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_age > self.to_age:
            raise ValueError("from_age không lớn hơn to_age")
        return self


class ReportDeadline(Strict):
    """Which report goes from whom to whom by which day of the year (MM-DD).

    `stated` is false where the plan names no day and one is taken to work with. `for_returns`
    marks the deadline by which districts or communes send in their returns.
    """

    kind: DueReport
    by: Words
    to: Words
    deadline: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
    stated: bool = True
    source: str
    for_returns: bool = False


class District(Strict):
    """A former district (huyện cũ) of the programme, by any name that it bore."""

    name: str = Field(min_length=1)
    also_called: list[str] = Field(default_factory=list)
    source: str = Field(min_length=1)


class Beneficiaries(Strict):
    """Which children the programme is for.

    Attributes
    ----------
    by
        «area_list»: children of the communes on an official list, in the zones that count as
        specially disadvantaged, or as the minority and mountainous area. «special_circumstances»:
        children of certain groups, wherever they live; there are no zones then.
    villages
        Whether children of specially disadvantaged villages of the other communes count.
    groups, totals
        Groups of children in special circumstances, and official totals of the province.
    """

    by: Literal["area_list", "special_circumstances"] = "area_list"
    specially_disadvantaged_zones: list[Zone] = Field(default_factory=list)
    area_zones: list[Zone] = Field(default_factory=list)
    villages: Literal["counted", "not_counted"] = "not_counted"
    groups: list[Group] = Field(default_factory=list)
    totals: Totals = Field(default_factory=Totals)
    source: str
    note: Words

    @property
    def by_groups(self) -> bool:
        """Whether children count by their circumstances, not by a list of communes."""
        return self.by == "special_circumstances"


class Programme(Strict):
    """A whole profile: `data/programmes/<id>/programme.toml`.

    `districts`: the former districts that belong to the programme; none named: all of the province.
    """

    id: Id
    title: Words
    province: Words
    province_code: Annotated[str, Field(pattern=r"^\d{2}$")]
    edition: Edition
    reference_date: dt.date
    plan: Plan
    lead_agency: Words
    beneficiaries: Beneficiaries
    districts: list[District] = Field(default_factory=list)
    age_bands: list[AgeBand] = Field(min_length=1)
    categories: list[Category] = Field(min_length=1)
    facilities: list[Facility] = Field(default_factory=list)
    reports: list[ReportDeadline]
    priority: Priority
    centre: Centre | None = None
    delivery: Delivery | None = None
    uncertainty: Uncertainty
    allocation: AllocationSettings
    inputs: Inputs
    returns: Returns
    duties: list[Duty] = Field(default_factory=list)
    timetable: Timetable | None = None
    monitoring: Monitoring | None = None
    network: Network | None = None
    fund: FundRules | None = None
    sponsorship: Sponsorship | None = None
    child_friendly: ChildFriendly | None = None
    public_page: PublicPage | None = None
    disclosure: Disclosure | None = None
    documents: Documents | None = None

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
        """Return the zones whose children are the denominator of the category's target.

        None where children count by their circumstances.
        """
        if category.target.denominator == "area":
            return list(self.beneficiaries.area_zones)
        return list(self.beneficiaries.specially_disadvantaged_zones)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        raise_misfits(misfits(self))
        return self

    def band(self, band_id: str) -> AgeBand:
        """Return the age band of that id."""
        return next(band for band in self.age_bands if band.id == band_id)

    def category(self, category_id: str) -> Category:
        """Return the category of that id."""
        return next(entry for entry in self.categories if entry.id == category_id)
