"""Places that communes lack: classrooms, play areas, health stations; counted in places.

Only what communes told counts: how many places there should be is in no official source, so
there is no estimate. A commune that told nothing lacks an unknown number of them, not none.
"""

from __future__ import annotations

import pandas as pd

from needs.people import told_of
from needs.programmes import Facility, Programme
from needs.tables import PLACE, weakest_basis

#: What stands among the sources of a commune that told nothing.
NOT_RETURNED = "chưa có báo cáo / not returned"


def facility_field(facility: str) -> str:
    """Return the field of the return's form in which a kind of place is told."""
    return f"facilities.lacking.{facility}"


def facility_needs(
    programme: Programme, communes: pd.DataFrame, told: pd.DataFrame, support: pd.DataFrame
) -> pd.DataFrame:
    """Return the places that specially disadvantaged communes lack (table `facilities`).

    Every commune is asked where children count by their circumstances; where no list says which
    communes are meant, all of them stand there and what they lack is missing.

    Parameters
    ----------
    programme
        Its kinds of places, and the zones that count as specially disadvantaged.
    communes
        Listed communes: commune_code, commune, district_code, district, zone.
    told
        What communes returned: commune_code, field, value (places), source (file and cell).
    support
        Ledger entries of the period: commune_code, category (the id of a kind of place), units
        (places; an entry without them pledges none that could be counted), basis.

    Returns
    -------
    DataFrame
        One row for each commune of these zones and kind of place: places_needed (missing where
        nothing was told), places_pledged (whole places: parts of one that donors share are added
        up first), places_open = max(0, needed − pledged), facility_price_vnd and cost_vnd = open
        × price (VND; missing without a price in the profile), basis, sources. No rows where the
        profile names no kind of place.
    """
    zones = programme.beneficiaries.specially_disadvantaged_zones
    whole_province = programme.beneficiaries.by_groups
    asked = communes.loc[communes.zone.isin(zones) | communes.zone.isna() | whole_province, PLACE]
    # Of a commune that no list names nobody knows whether it is asked: what it told waits.
    waiting = asked.commune_code[asked.zone.isna() & (not whole_province)]
    told = told[~told.commune_code.isin(waiting)]
    kinds = [_one_kind(facility, asked, told, support) for facility in programme.facilities]
    if not kinds:
        return pd.DataFrame(columns=[*PLACE, *_FIGURES])
    result = pd.concat(kinds, ignore_index=True)
    return result.sort_values(["commune_code", "facility"]).reset_index(drop=True)


_FIGURES = [
    "facility",
    "places_needed",
    "places_pledged",
    "places_open",
    "unit",
    "facility_price_vnd",
    "cost_vnd",
    "basis",
    "sources",
]


def _one_kind(
    facility: Facility, asked: pd.DataFrame, told: pd.DataFrame, support: pd.DataFrame
) -> pd.DataFrame:
    returned = told_of(told, facility_field(facility.id))
    given = support[support.category == facility.id].groupby("commune_code")
    pledged = given.units.sum()
    # Tenths that donors share (0.1 + 0.2 + 0.7) add up to whole places.
    whole = (pledged.astype("Float64").round(6) // 1).astype("Int64")
    of_ledger = given.basis.agg(lambda bases: weakest_basis(*bases))
    price = facility.unit_price_vnd
    rows = asked.copy()
    rows["facility"] = facility.id
    rows["places_needed"] = rows.commune_code.map(returned.value).astype("Int64")
    rows["places_pledged"] = rows.commune_code.map(whole).astype("Int64").fillna(0)
    rows["places_open"] = (rows.places_needed - rows.places_pledged).clip(lower=0)
    rows["unit"] = facility.unit.vi
    amount = pd.NA if price is None else int(price.value)
    rows["facility_price_vnd"] = pd.array([amount] * len(rows), dtype="Int64")
    rows["cost_vnd"] = rows.places_open * rows.facility_price_vnd
    price_basis = None if price is None else price.basis
    rows["basis"] = [
        weakest_basis("returned", of_ledger.get(code), price_basis) for code in rows.commune_code
    ]
    cells = rows.commune_code.map(returned.source).astype("str")
    rows["sources"] = cells.fillna(NOT_RETURNED)
    if price is not None:
        rows["sources"] += f"; {facility.id}.unit_price_vnd"
    return rows
