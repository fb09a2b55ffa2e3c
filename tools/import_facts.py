"""Write `data/reference/` from the fact tables that stand beside the project (`../shared/facts`).

Run once for each new edition of the facts: `python tools/import_facts.py ../shared/facts`.
Facts and figures are taken with their source; nothing is added to them here.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from needs.places import load_gazetteer, slug

#: Provinces whose districts' census is kept: their communes of before 1/7/2025 are assessed.
CENSUS_PROVINCES = (("58", "Ninh Thuan"), ("30", "Hai Duong"))

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def write(frame: pd.DataFrame, name: str) -> None:
    target = REFERENCE / name
    target.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(target, index=False, lineterminator="\n")


def main(facts: Path) -> None:
    cao_bang = read(facts / "area_zones_04_cao_bang_2026_2030.csv")
    write(
        pd.DataFrame(
            {
                "commune_code": cao_bang.ward_code,
                "commune": cao_bang.ward,
                "district": "",
                "zone": cao_bang.zone,
                "evidence": cao_bang.basis,
                "source": cao_bang.source,
            }
        ),
        "areas/cao-bang-2026-2030.csv",
    )
    ninh_thuan = read(facts / "area_zones_58_ninh_thuan_2021_2025.csv")
    write(
        pd.DataFrame(
            {
                "commune_code": ninh_thuan.commune_code,
                "commune": ninh_thuan.commune,
                "district": ninh_thuan.district,
                "zone": ninh_thuan.zone,
                "evidence": "named in article",
                "source": ninh_thuan.source,
            }
        ),
        "areas/ninh-thuan-2021-2025.csv",
    )

    totals = read(facts / "zone_counts_by_province.csv").rename(
        columns={"edition": "decision", "kv_I": "zone_I", "kv_II": "zone_II", "kv_III": "zone_III"}
    )
    totals["source"] = totals.decision + " (zone_counts_by_province.csv)"
    write(totals, "area_totals.csv")

    people = read(facts / "population_2025_communes_04_38_56.csv")
    write(
        pd.DataFrame(
            {
                "commune_code": people.ward_code,
                "commune": people.ward,
                "province_code": people.province_code,
                "population": people.population,
                "source": people.population_source,
                "raw_2025_07_17": people.population_raw_20250717,
                "note": people.note,
            }
        ),
        "population_communes_2025.csv",
    )

    write(
        pd.concat([district_census(facts, *province) for province in CENSUS_PROVINCES]),
        "population_districts.csv",
    )


def district_census(facts: Path, code: str, name: str) -> pd.DataFrame:
    """Return a province's census of 2019; a row may stand for two districts."""
    places = load_gazetteer().communes(code, "pre-2025")
    # The census writes names without marks.
    codes = {
        slug(row.district).replace("-", ""): row.district_code
        for row in places.drop_duplicates("district_code").itertuples()
    }
    census = read(facts / "population_districts_census_2009_2019.csv")
    census = census[(census.province == name) & (census.year == "2019")]
    plain = census.district.str.lower().str.replace(r"[ -]", "", regex=True)
    return pd.DataFrame(
        {
            "district_codes": [";".join(codes[n] for n in x.split("_")) for x in plain],
            "districts": census.district,
            "province_code": code,
            "year": census.year,
            "population": census.total,
            "source": "Tổng điều tra dân số 2019, theo huyện"
            " (population_districts_census_2009_2019.csv)",
        }
    ).sort_values("district_codes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
