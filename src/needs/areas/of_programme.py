"""Which communes a programme is about, and which official list holds for them, if there is one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from needs.areas.lists import INDEX, AreaList, area_list, area_list_on, read_area_index
from needs.areas.totals import COUNT_NAMES, read_area_totals
from needs.errors import FaultCollector, NotFound
from needs.places import Gazetteer, edition_on, find_district, without_prefix
from needs.programmes import Programme
from needs.tables import rows_of
from needs.wording import collation_key

#: What stands where a figure rests on a list that nobody has loaded.
NO_LIST = "chưa có danh sách xã / no commune list"


def list_of_programme(
    programme: Programme, root: Path, gazetteer: Gazetteer, *, on: dt.date | None = None
) -> AreaList | None:
    """Return the list that holds on the programme's reference date.

    Returns
    -------
    AreaList or None
        None where the programme counts children by their circumstances, and where the index has
        no list at all of that province and edition: nothing is known of its zones then.

    Raises
    ------
    InputFaults
        If there are lists, but none or more than one holds on that date: one that has been loaded
        is not passed over in silence.
    """
    if programme.beneficiaries.by_groups:
        return None
    index = read_area_index(root)
    own = (index.province_code == programme.province_code) & (index.edition == programme.edition)
    if not own.any():
        return None
    return area_list_on(
        on or programme.reference_date,
        province_code=programme.province_code,
        edition=programme.edition,
        root=root,
        gazetteer=gazetteer,
    )


def last_list_before(programme: Programme, root: Path, gazetteer: Gazetteer) -> AreaList | None:
    """Return the list that ended last before the programme's reference date.

    Returns
    -------
    AreaList or None
        None where a list holds on that date, and where none has ended before it.
    """
    index = read_area_index(root)
    own = index[
        (index.province_code == programme.province_code) & (index.edition == programme.edition)
    ]
    day = pd.Timestamp(programme.reference_date)
    ended = own[own.valid_to < day].sort_values(["valid_to", "list_id"])
    if programme.beneficiaries.by_groups or ended.empty:
        return None
    if ((own.valid_from <= day) & (day <= own.valid_to)).any():
        return None
    return area_list(str(ended.list_id.iloc[-1]), root=root, gazetteer=gazetteer)


def communes_of_programme(programme: Programme, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return every commune of the programme's (former) districts, whatever its zone.

    Returns
    -------
    DataFrame
        As `Gazetteer.communes`; the whole province where the profile names no districts. Island
        districts that have no communes are left out.

    Raises
    ------
    InputFaults
        With every district that the province does not have, or that is named twice.
    """
    places = gazetteer.communes(programme.province_code, programme.edition)
    places = places[places.commune_code.notna()]
    if not programme.districts:
        return places.reset_index(drop=True)
    chosen = _district_codes(programme, gazetteer.districts(places.district_code))
    return places[places.district_code.isin(chosen)].reset_index(drop=True)


def _district_codes(programme: Programme, districts: pd.DataFrame) -> set[str]:
    faults = FaultCollector(f"{programme.id}: districts")
    found: dict[str, str] = {}
    valid = "; ".join(sorted(districts.district, key=collation_key))
    for place, district in enumerate(programme.districts, start=1):
        codes = {
            code
            for name in (district.name, *district.also_called)
            for code in [_code_if_known(name, districts)]
            if code is not None
        }
        where = f"districts[{place}]"
        if len(codes) != 1:
            faults.add(
                where,
                "; ".join((district.name, *district.also_called)),
                f"một huyện (cũ) trong: {valid}",
                "sửa tên huyện, hoặc also_called",
            )
            continue
        (code,) = codes
        if code in found:
            faults.add(where, district.name, f"mỗi huyện một lần ({found[code]})", "bỏ một dòng")
        found[code] = district.name
    faults.raise_if_any()
    return set(found)


def _code_if_known(name: str, districts: pd.DataFrame) -> str | None:
    try:
        return find_district(name, districts)
    except NotFound:
        return None


def province_totals(
    province_code: str, edition: str, root: Path, gazetteer: Gazetteer, *, province: str = ""
) -> pd.DataFrame:
    """Return the official counts of communes that are known of a province, list or no list.

    Returns
    -------
    DataFrame
        decision, year, province, total, zone_I, zone_II, zone_III (communes; missing where the
        source does not give them), source; by year.
    """
    totals = read_area_totals(root)
    places = gazetteer.communes(province_code, edition)
    links = gazetteer.crosswalk
    former = gazetteer.units["pre-2025"].set_index("unit_key").province
    inside = links.new_key.isin(places.unit_key) | links.old_key.isin(places.unit_key)
    names = {province, *(without_prefix(name) for name in places.province.unique())} | {
        without_prefix(name) for name in former[links.old_key[inside]].unique()
    }
    rows = totals[totals.province.isin(names)].copy()
    rows["year"] = rows.decision.str.extract(r"(\d{4})\s*$")[0].astype("Int64")
    columns = ["decision", "year", "province", *COUNT_NAMES, "source"]
    return rows[columns].sort_values(["year", "decision", "province"]).reset_index(drop=True)


def totals_of_edition(totals: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Return the official counts that are of communes of one edition.

    Parameters
    ----------
    totals
        As `province_totals`. A decision of the year in which communes were merged may be of either
        edition and is kept, like one whose year is not known.
    """
    return totals[[is_of_edition(year, edition) for year in totals.year]].reset_index(drop=True)


def is_of_edition(year: int | None, edition: str) -> bool:
    """Tell whether a decision of a year may be about communes of an edition."""
    if pd.isna(year):
        return True
    return edition in {edition_on(dt.date(int(year), *day)) for day in ((1, 1), (12, 31))}


def awaited_list_checks(programme: Programme, root: Path, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return what the list that is not there yet will be checked against (table `checks`).

    Only counts of communes of the programme's edition: a list of today's communes has no others.
    Its first row, `area_list`, says that no list holds: every figure that rests on one is missing.
    """
    day = f"{programme.reference_date:%d/%m/%Y}"
    rows = [
        {
            "check": "area_list",
            "name": f"danh sách xã có hiệu lực ngày {day}",
            "name_en": f"list of communes in force on {day}",
            "expected": "một danh sách / one list",
            "found": NO_LIST,
            "status": "unchecked",
            "source": INDEX.name,
        }
    ]
    totals = province_totals(
        programme.province_code,
        programme.edition,
        root,
        gazetteer,
        province=programme.province.vi,
    )
    for row in rows_of(totals_of_edition(totals, programme.edition)):
        for column, (vi, en) in COUNT_NAMES.items():
            count = getattr(row, column)
            if pd.notna(count):
                rows.append(
                    {
                        "check": f"{row.decision}: {row.province}: {column}",
                        "name": f"{vi} của {row.province}, {row.decision}",
                        "name_en": f"{en} of {row.province}, {row.decision}",
                        "expected": str(count),
                        "found": NO_LIST,
                        "status": "unchecked",
                        "source": row.source,
                    }
                )
    return pd.DataFrame(rows)
