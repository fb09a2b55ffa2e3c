"""The gazetteer: both editions, the crosswalk, and what is known to be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from needs.errors import NotFound
from needs.places.crosswalk import read_crosswalk
from needs.places.districts import former_districts
from needs.places.units import EDITIONS, read_units
from needs.tables import rows_of


@dataclass(frozen=True)
class Gazetteer:
    """All places. The frames are shared: do not change them.

    Attributes
    ----------
    units
        Edition → units (`read_units`).
    crosswalk
        Former unit ↔ new unit (`read_crosswalk`).
    former
        Former district of each new unit (`former_districts`).
    """

    units: dict[str, pd.DataFrame]
    crosswalk: pd.DataFrame
    former: pd.DataFrame

    def communes(self, province_code: str, edition: str) -> pd.DataFrame:
        """Return the communes of a province with their (former) district.

        Columns: unit_key, commune_code, commune, district_code, district, province_code,
        province, edition, latitude, longitude, district_shares, several_districts,
        split_predecessor. In the edition of before 2025 the district is the commune's own.

        Raises
        ------
        NotFound
            If the edition or the province does not exist; lists the valid ones.
        """
        if edition not in EDITIONS:
            raise NotFound("bản danh mục / edition", edition, EDITIONS)
        units = self.units[edition]
        if province_code not in set(units.province_code):
            names = units.drop_duplicates("province_code").sort_values("province_code")
            raise NotFound(
                f"tỉnh / province ({edition})",
                province_code,
                names.province_code + " " + names.province,
            )
        chosen = units[units.province_code == province_code].copy()
        if edition == "2025":
            chosen = chosen.drop(columns=["district_code", "district"]).join(
                self.former, on="unit_key", validate="one_to_one"
            )
        else:
            chosen["district_shares"] = chosen.district
            chosen["several_districts"] = False
            chosen["split_predecessor"] = False
        chosen["edition"] = edition
        chosen = chosen.drop(columns=["district_aliases", "area_km2"])
        return chosen.sort_values("commune_code").reset_index(drop=True)

    def districts(self, district_codes: pd.Series) -> pd.DataFrame:
        """Return district_code, district and former names of the districts given."""
        old = self.units["pre-2025"]
        rows = old[old.district_code.isin(set(district_codes))]
        return (
            rows[["district_code", "district", "district_aliases"]]
            .drop_duplicates("district_code")
            .sort_values("district_code")
            .reset_index(drop=True)
        )

    def provinces_today(self, unit_keys: pd.Series) -> list[str]:
        """Return the codes of the provinces (2025) in which units of either edition lie."""
        links = self.crosswalk
        inside = links.old_key.isin(unit_keys) | links.new_key.isin(unit_keys)
        return sorted(links.loc[inside, "province_code"].unique())

    def known_gaps(self) -> pd.DataFrame:
        """Return what the place data lack: edition, unit, what is missing."""
        gaps = []
        for edition, units in self.units.items():
            lacking = units[units.commune_code.isna() | units.latitude.isna()]
            for row in rows_of(lacking):
                parts = [
                    words
                    for words, value in (
                        ("không có xã, không có mã / no communes, no code", row.commune_code),
                        ("không có tọa độ / no coordinates", row.latitude),
                    )
                    if pd.isna(value)
                ]
                gaps.append((edition, f"{row.commune}, {row.province}", "; ".join(parts)))
        return pd.DataFrame(gaps, columns=["edition", "unit", "gap"])


@cache
def load_gazetteer() -> Gazetteer:
    """Read the gazetteer once for each process (about a second)."""
    units = {edition: read_units(edition) for edition in EDITIONS}
    crosswalk = read_crosswalk(units["pre-2025"], units["2025"])
    return Gazetteer(units=units, crosswalk=crosswalk, former=former_districts(crosswalk))
