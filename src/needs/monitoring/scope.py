"""Whom a report is for: the whole province, a former district, or an agency with its duties."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.agencies import tasks_of
from needs.assessment import Assessment
from needs.errors import NotFound
from needs.places import district_slugs, find_district
from needs.programmes import Programme
from needs.programmes.duties import Duty
from needs.programmes.figures import Words
from needs.wording import say

# Who supplies or receives something for a duty does not carry it out.
_ROLES = ("lead", "with")


@dataclass(frozen=True)
class Scope:
    """Whom a report is for, and what of the tables is theirs.

    Attributes
    ----------
    level
        "province", "district" or "agency".
    name
        Who reports.
    district_code
        Of a district.
    categories
        Ids of the categories and facilities that are reported; None: all.
    duties
        An agency's own.
    slug
        For the name of the file; empty for the province.
    """

    level: str
    name: Words
    district_code: str | None = None
    categories: tuple[str, ...] | None = None
    duties: tuple[Duty, ...] = ()
    slug: str = ""

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table that are theirs; a table without such columns stays whole."""
        rows = frame
        if self.district_code is not None and "district_code" in rows:
            rows = rows[rows.district_code.eq(self.district_code).fillna(False).astype(bool)]
        for column in ("category", "facility"):
            if self.categories is not None and column in rows:
                rows = rows[rows[column].isin(self.categories)]
        return rows.reset_index(drop=True)

    def lots(self, histories: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
        """Return the lots of the ledger that are theirs; `communes` tells the district of each."""
        rows = histories
        if self.district_code is not None:
            own = communes[communes.district_code == self.district_code].commune_code
            rows = rows[rows.commune_code.isin(own)]
        if self.categories is not None:
            rows = rows[rows.category.isin(self.categories)]
        return rows.reset_index(drop=True)

    def assessment(self, assessment: Assessment) -> Assessment:
        """Return the assessment with the rows that are theirs."""
        frames = {name: self.of(frame) for name, frame in assessment.tables.items()}
        return Assessment(programme=assessment.programme, tables=frames)


def province_scope(programme: Programme) -> Scope:
    """Return the whole province, for which the lead agency reports."""
    return Scope("province", programme.lead_agency)


def district_scope(assessment: Assessment, district: str) -> Scope:
    """Return a former district, named in any spelling or by code.

    Raises
    ------
    NotFound
        If the programme has no such district; lists those it has.
    """
    districts = assessment.districts
    code = find_district(district, districts)
    names = dict(zip(districts.district_code, districts.district, strict=True))
    name = str(names[code])
    return Scope(
        "district",
        Words(vi=f"{name} (cũ)", en=f"{name} (former district)"),
        district_code=code,
        slug=district_slugs(names)[code],
    )


def agency_scope(
    programme: Programme, agency: str, *, root: Path, on: dt.date, lang: str = "vi"
) -> Scope:
    """Return an agency with the categories that it leads or takes part in.

    An office whose duties name no category (planning, finance) is told of all of them.

    Parameters
    ----------
    agency
        Id of an office, of today or as the plan named it.

    Raises
    ------
    NotFound
        If there is no such office, or the plan gives it no duty; lists those that have one.
    """
    own = [task for task in tasks_of(programme, root, on, agency=agency) if task.role in _ROLES]
    if not own:
        every = tasks_of(programme, root, on)
        known = sorted({task.office.id for task in every if task.role in _ROLES})
        raise NotFound(say("cơ quan có nhiệm vụ trong kế hoạch", lang=lang), agency, known)
    duties = tuple(task.duty for task in own)
    named = [one for duty in duties for one in (*duty.categories, *duty.facilities)]
    return Scope(
        "agency",
        own[0].office.with_predecessor,
        categories=tuple(dict.fromkeys(named)) or None,
        duties=duties,
        slug=own[0].office.id.replace("_", "-"),
    )
