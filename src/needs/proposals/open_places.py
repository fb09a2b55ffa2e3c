"""What a gift could still do: communes with open needs that its wishes admit, by package."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.editions.donor_figures import OPEN
from needs.editions.donors import ToldToDonors
from needs.programmes import Programme
from needs.programmes.category import Category, Facility
from needs.proposals.plan_tables import ages_table, open_table
from needs.proposals.words import listed, month_numbers, support
from needs.tables import rows_of
from needs.wording.numbers import is_missing


@dataclass(frozen=True)
class OpenCell:
    """A commune × category (or kind of place) with room for at least one package of a gift.

    Attributes
    ----------
    category
        What is lacking.
    room
        Packages that fit into what is open.
    package_units, package_served, package_vnd
        Units, children (or places) and value of one package, đồng; NA where no price is known.
    worth
        Priority of a child (or place) there.
    """

    category: str
    room: int
    package_units: Fraction
    package_served: int
    package_vnd: Any
    worth: float


@dataclass(frozen=True)
class OpenCommune:
    """A commune with cells that a gift may serve."""

    code: str
    commune: str
    district: str
    zone: str
    cells: tuple[OpenCell, ...]


def open_communes(
    assessment: Assessment, gift: Any, *, told: ToldToDonors | None = None
) -> list[OpenCommune]:
    """Return the communes where a gift could serve children still open, in order of code.

    Parameters
    ----------
    assessment
        With `open_needs`, `gap` (priorities); with `ages` where the gift is for some ages: without
        it nothing can be said of such a gift, and nothing is returned.
    gift
        A row of the table `gifts`.
    told
        Only places whose open children may be told to donors; none: all. How many there are of
        some ages is then told to nobody.
    """
    aged = not (is_missing(gift.from_age) and is_missing(gift.to_age))
    if aged and (told is not None or "ages" not in assessment.tables):
        return []
    worth = _worth(assessment)
    cells: defaultdict[str, list[OpenCell]] = defaultdict(list)
    rows: dict[str, Any] = {}
    open_needs = open_table(assessment)
    known = open_needs[open_needs.children_open.fillna(0) > 0]
    for row in rows_of(known.sort_values(["commune_code", "category"])):
        if not _admits(assessment.programme, gift, row) or not _may_be_told(told, row):
            continue
        still_open = int(row.children_open)
        if aged:
            still_open = min(still_open, _of_ages(assessment, gift, row))
        cell = _cell(assessment.programme, gift, row, still_open, worth)
        if cell is not None:
            cells[row.commune_code].append(cell)
            rows[row.commune_code] = row
    return [
        OpenCommune(
            code=code,
            commune=str(rows[code].commune),
            district=str(rows[code].district),
            zone="" if is_missing(rows[code].zone) else str(rows[code].zone),
            cells=tuple(of_commune),
        )
        for code, of_commune in sorted(cells.items())
    ]


def _may_be_told(told: ToldToDonors | None, row: Any) -> bool:
    if told is None or row.counted == "places":
        return True
    return told.shows(OPEN, commune_code=row.commune_code, category=row.category)


def _worth(assessment: Assessment) -> dict[tuple[str, str], float]:
    gap = assessment.tables.get("gap")
    if gap is None:
        return {}
    keys = zip(gap.commune_code, gap.category, strict=True)
    return dict(
        zip(keys, gap.priority.astype("Float64").fillna(0.0).astype("float64"), strict=True)
    )


def _admits(programme: Programme, gift: Any, row: Any) -> bool:
    """Tell whether a gift's wishes, goods and season admit a cell."""
    if not is_missing(gift.category) and gift.category not in ("", row.category):
        return False
    wanted = all(
        not listed(given) or own in listed(given)
        for given, own in (
            (gift.categories, row.category),
            (gift.zones, row.zone),
            (gift.districts, row.district_code),
            (gift.communes, row.commune_code),
        )
    )
    refused = (
        row.category in listed(gift.without_categories)
        or row.district_code in listed(gift.without_districts)
        or row.commune_code in listed(gift.without_communes)
    )
    return wanted and not refused and _in_season(support(programme, row.category), gift)


def _in_season(entry: Category | Facility, gift: Any) -> bool:
    delivered = entry.delivery_months if isinstance(entry, Category) else ()
    visits = month_numbers(gift.visit_months)
    return not delivered or not visits or bool(set(delivered) & set(visits))


def _of_ages(assessment: Assessment, gift: Any, row: Any) -> int:
    """Return how many open children of the gift's ages there are for certain.

    All who are reached already may be of these ages.
    """
    ages = ages_table(assessment)
    first = 0 if is_missing(gift.from_age) else int(gift.from_age)
    last = 99 if is_missing(gift.to_age) else int(gift.to_age)
    own = ages[(ages.commune_code == row.commune_code) & (ages.category == row.category)]
    of_ages = int(own.children[own.age.between(first, last)].sum())
    return max(0, of_ages - (int(row.gap_low) - int(row.children_open)))


def _cell(
    programme: Programme,
    gift: Any,
    row: Any,
    still_open: int,
    worth: dict[tuple[str, str], float],
) -> OpenCell | None:
    """Return the cell as packages of the gift; none where no package fits or can be paid."""
    entry = support(programme, row.category)
    if isinstance(entry, Facility):
        units, served = 1, 1
    else:
        units, served = entry.package_units, entry.package_children
    package_units = Fraction(units)
    if gift.funding == "sponsored":
        by_month = isinstance(entry, Category) and entry.unit_months
        package_units = Fraction(int(gift.months)) if by_month else Fraction(units, served)
        served = 1
    elif not is_missing(gift.package_units):
        package_units = Fraction(int(gift.package_units))
        whole = package_units * served / units
        if whole.denominator != 1:
            return None
        served = int(whole)
    value = _value(gift, row, package_units)
    room = still_open // served
    unpaid = gift.funding == "cash" and (is_missing(value) or value == 0)
    shared = not is_missing(gift.share) and gift.share < 1
    if room == 0 or unpaid or shared:
        return None
    key = (row.commune_code, row.category)
    return OpenCell(row.category, room, package_units, served, value, worth.get(key, 0.0))


def _value(gift: Any, row: Any, package_units: Fraction) -> Any:
    if gift.funding == "sponsored" and not is_missing(gift.month_vnd):
        return int(gift.month_vnd) * int(gift.months)
    if is_missing(row.unit_price_vnd):
        return pd.NA
    return round(package_units * int(row.unit_price_vnd))
