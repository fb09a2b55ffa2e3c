"""Every commune of both editions, read from the data files of `vietnamadminunits`.

Only the package's data are used: its address converter would ask an online service, and
importing it loads a geocoder, so that its files are read without importing it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from needs.errors import NeedsError

EDITIONS = ("pre-2025", "2025")
#: From this day on communes are those of the second edition, and there are no districts.
MERGED = dt.date(2025, 7, 1)

#: What the package holds; a different count means a different edition of the data.
EXPECTED_UNITS = {"pre-2025": 10_040, "2025": 3_321}

_QUERY = {
    "pre-2025": """
        select provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '') as unit_key,
               wardCode as commune_code, ward as commune,
               districtCode as district_code, district, districtAlias as district_aliases,
               provinceCode as province_code, province,
               wardLat as latitude, wardLon as longitude, null as area_km2
        from admin_units_legacy
    """,
    "2025": """
        select provinceKey || '_' || wardKey as unit_key,
               wardCode as commune_code, ward as commune,
               null as district_code, null as district, null as district_aliases,
               provinceCode as province_code, province,
               wardLat as latitude, wardLon as longitude, wardAreaKm2 as area_km2
        from admin_units
    """,
}


def edition_on(day: dt.date) -> str:
    """Return the edition whose communes there are on a day."""
    return "2025" if day >= MERGED else "pre-2025"


def package_data() -> Path:
    """Return the folder of the package's data files."""
    spec = find_spec("vietnamadminunits")
    if spec is None or spec.origin is None:
        raise NeedsError("thiếu gói / package missing: vietnamadminunits; cài lại theo README")
    return Path(spec.origin).parent / "data"


def package_version() -> str:
    """Return the version of the package that the places come from."""
    return f"vietnamadminunits {version('vietnamadminunits')}"


def read_units(edition: str) -> pd.DataFrame:
    """Return all units of one edition, one row each, sorted by key.

    Columns: unit_key, commune_code (five digits; missing for the five island districts that
    have no communes), commune, district_code, district, district_aliases (former names, JSON),
    province_code, province, latitude, longitude (degrees; may be missing), area_km2.

    Raises
    ------
    NeedsError
        If the package's data do not hold the expected number of units.
    """
    database = package_data() / "dataset.db"
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        units = pd.read_sql_query(_QUERY[edition], connection)
    finally:
        connection.close()
    if len(units) != EXPECTED_UNITS[edition]:
        raise NeedsError(
            f"{package_version()}, bản {edition}: {len(units)} đơn vị, "
            f"cần {EXPECTED_UNITS[edition]}"
        )
    text = [
        "unit_key",
        "commune_code",
        "commune",
        "district_code",
        "district",
        "district_aliases",
        "province_code",
        "province",
    ]
    units[text] = units[text].astype("str")
    for column in ("latitude", "longitude", "area_km2"):
        units[column] = pd.to_numeric(units[column]).astype("Float64")
    # An island district without communes is shown under its own name.
    units["commune"] = units.commune.fillna(units.district)
    return units.sort_values("unit_key").reset_index(drop=True)
