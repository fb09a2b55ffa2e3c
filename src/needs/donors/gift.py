"""A gift as a donor offers it: the one schema that forms, CSV and TOML are read into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Funding = Literal["cash", "stock", "sponsored"]
DonorType = Literal["enterprise", "ngo", "union", "individual"]
Basis = Literal["official", "returned", "estimated", "assumption", "illustrative"]

#: Larger amounts are no longer exact in the solver; far beyond any donor.
LARGEST_MONEY, LARGEST_COUNT = 10**15, 10_000_000

Text = Annotated[str, Field(min_length=1)]
Money = Annotated[int, Field(ge=1, le=LARGEST_MONEY)]
Count = Annotated[int, Field(ge=1, le=LARGEST_COUNT)]
Month = Annotated[int, Field(ge=1, le=12)]
Age = Annotated[int, Field(ge=0, le=17)]
Several = tuple[Text, ...]

#: Wishes and what is left out: a wish for a place and its exclusion contradict each other.
WISHED_AND_NOT = (
    ("categories", "without_categories"),
    ("districts", "without_districts"),
    ("communes", "without_communes"),
)


class Gift(BaseModel):
    """One gift: a budget, goods in stock, or the sponsorship of so many children.

    Attributes
    ----------
    donor_id, donor, donor_type
        Who gives.
    gift_id, gift
        Its id (unique among all gifts) and what it is, in words.
    funding
        "cash": `budget_vnd` đồng; "stock": `units` units of `category`; "sponsored": `children`
        children in `category` for `months` months, at `month_vnd` đồng each if the donor says so.
    categories, districts, communes, zones
        Wishes; empty: open. Districts and communes are codes.
    without_categories, without_districts, without_communes
        Where and for what it is not given.
    from_age, to_age
        Only for children of these ages, in whole years, both ends included.
    least_per_commune, most_per_commune
        In what the gift holds: đồng, units, or children.
    most_communes
        In how many communes at most.
    package_units
        The donor's own package; none: that of the category.
    whole
        All or nothing.
    share
        The donor pays this share of each package, another cash gift the rest; none: all of it.
    joins
        Whether it may pay the rest of somebody else's packages.
    visit_months
        When the donor comes; empty: any month.
    basis, source
        What it rests on; file and row.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    donor_id: Text
    donor: Text
    donor_type: DonorType
    gift_id: Text
    gift: str = ""
    funding: Funding
    period: Annotated[str, Field(pattern=r"^(?:19|20|21)[0-9]{2}$")]
    budget_vnd: Money | None = None
    category: Text | None = None
    units: Count | None = None
    children: Count | None = None
    months: Month | None = None
    month_vnd: Money | None = None
    categories: Several = ()
    districts: Several = ()
    communes: Several = ()
    zones: Several = ()
    without_categories: Several = ()
    without_districts: Several = ()
    without_communes: Several = ()
    from_age: Age | None = None
    to_age: Age | None = None
    least_per_commune: Money | None = None
    most_per_commune: Money | None = None
    most_communes: Count | None = None
    package_units: Count | None = None
    whole: bool = False
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    joins: bool = False
    visit_months: tuple[Month, ...] = ()
    basis: Basis
    source: Text

    @property
    def holds(self) -> int:
        """What there is to give: đồng, units, or children."""
        held = {"cash": self.budget_vnd, "stock": self.units, "sponsored": self.children}
        return held[self.funding] or 0

    @model_validator(mode="after")
    def _says_what_it_gives(self) -> Self:
        asked = {
            "cash": ("budget_vnd",),
            "stock": ("category", "units"),
            "sponsored": ("category", "children", "months"),
        }
        every = ("budget_vnd", "category", "units", "children", "months")
        for name in every:
            if (getattr(self, name) is not None) != (name in asked[self.funding]):
                raise ValueError(f"{name}: {self.funding}")
        if self.month_vnd is not None and self.funding != "sponsored":
            raise ValueError("month_vnd: sponsored")
        if self.funding != "cash" and (self.joins or self.share is not None):
            raise ValueError("share, joins: cash")
        if self.funding == "sponsored" and self.package_units is not None:
            raise ValueError("package_units: sponsored")
        for column, found, other, most in disagreements(self):
            raise ValueError(f"{column} {found}: {other} {most}")
        return self


def disagreements(gift: Gift) -> Iterator[tuple[str, str, str, str]]:
    """Yield which conditions of a gift cannot hold together.

    Yields
    ------
    tuple
        The column to be blamed and what stands there; the other column and its answer.
    """
    for low, high in (("from_age", "to_age"), ("least_per_commune", "most_per_commune")):
        least, most = getattr(gift, low), getattr(gift, high)
        if least is not None and most is not None and least > most:
            yield low, str(least), high, str(most)
    held = {"cash": "budget_vnd", "stock": "stock_units", "sponsored": "sponsored_children"}
    if gift.least_per_commune is not None and gift.least_per_commune > gift.holds:
        yield "least_per_commune", str(gift.least_per_commune), held[gift.funding], str(gift.holds)
    for wished, left_out in WISHED_AND_NOT:
        for both in sorted(set(getattr(gift, wished)) & set(getattr(gift, left_out))):
            yield left_out, both, wished, both
    if gift.category is not None:
        own = {"stock": "stock_category", "sponsored": "sponsored_category"}[gift.funding]
        if gift.categories and gift.category not in gift.categories:
            yield own, gift.category, "categories", ";".join(gift.categories)
        if gift.category in gift.without_categories:
            yield own, gift.category, "without_categories", gift.category
