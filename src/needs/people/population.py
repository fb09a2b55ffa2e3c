"""Residents of each commune: registered counts where there are any, else carried over.

Registered residents of 2025 stand for communes of the 2025 edition. For communes of before
1/7/2025 no sourced count is at hand: see `former_communes`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd

from needs.errors import FaultCollector
from needs.people.assumptions import Assumptions
from needs.people.former_communes import former_residents
from needs.places import Gazetteer, kept_codes, read_corrections
from needs.tables import rows_of
from needs.tables.reference import codes, present, read_reference, unique, whole_numbers

COMMUNES = Path("reference") / "population_communes_2025.csv"
TOTALS = Path("reference") / "population_totals.csv"


def read_registered(root: Path) -> pd.DataFrame:
    """Read the registered residents of 2025, one row a commune, with source and note."""
    frame = read_reference(
        root / COMMUNES, columns=("commune_code", "province_code", "population", "source", "note")
    )
    frame["commune_code"] = kept_codes(
        frame.commune_code, edition="2025", corrections=read_corrections(root)
    )
    faults = FaultCollector(COMMUNES.as_posix())
    present(frame, ["commune_code", "province_code", "source"], faults)
    codes(frame, "commune_code", faults, digits=5)
    unique(frame, ["commune_code"], faults)
    frame["population"] = whole_numbers(frame, "population", faults)
    faults.raise_if_any()
    return frame


def check_population_totals(
    registered: pd.DataFrame, root: Path, *, provinces: Collection[str] | None = None
) -> pd.DataFrame:
    """Compare each province's sum with the stated total (table `checks`).

    Scrapes of these figures lost trailing zeros before: a sum that is off is an error. Where no
    total is stated, or a commune's count is missing, the sum is shown as unchecked.

    Parameters
    ----------
    registered
        From `read_registered`.
    root
        The data root.
    provinces
        Codes (2025) of the provinces to compare; none: all.

    Raises
    ------
    InputFaults
        If a sum differs: shows both.
    """
    totals = read_reference(
        root / TOTALS, columns=("province_code", "province", "population", "source")
    )
    faults = FaultCollector(f"{COMMUNES.name} ↔ {TOTALS.name}")
    present(totals, ["province_code", "province", "source"], faults)
    unique(totals, ["province_code"], faults)
    totals["population"] = whole_numbers(totals, "population", faults)
    sums = registered.groupby("province_code").population.sum(skipna=False).rename("found")
    both = totals.set_index("province_code").join(sums, how="outer").sort_index()
    if provinces is not None:
        both = both[both.index.isin(provinces)]
    rows = []
    for row in rows_of(both):
        checkable = not (pd.isna(row.found) or pd.isna(row.population))
        if checkable and row.found != row.population:
            faults.add(str(row.province), row.found, f"{row.population} người", "tìm xã có số sai")
        name = row.Index if pd.isna(row.province) else row.province
        rows.append(
            {
                "check": f"population {row.Index}",
                "name": f"dân số {name}",
                "name_en": f"residents of {name}",
                "expected": _shown(row.population),
                "found": _shown(row.found),
                "status": "ok" if checkable else "unchecked",
                "source": COMMUNES.name if pd.isna(row.source) else row.source,
            }
        )
    faults.raise_if_any()
    return pd.DataFrame(rows)


def _shown(count: Any) -> str:
    return "chưa có số liệu / no data" if pd.isna(count) else str(count)


def residents(
    communes: pd.DataFrame,
    *,
    gazetteer: Gazetteer,
    registered: pd.DataFrame,
    census: pd.DataFrame,
    assumptions: Assumptions,
) -> pd.DataFrame:
    """Return the residents of communes of either edition, with range and basis.

    Parameters
    ----------
    communes
        From `Gazetteer.communes` (one edition).
    registered
        From `read_registered`.
    census
        From `read_district_census`; used for communes of before 2025 only.

    Returns
    -------
    DataFrame
        Indexed by commune_code: population, population_low, population_high (people; missing
        where there is no source), population_basis, population_source, population_note,
        population_figures (ids of the assumptions used).
    """
    if communes.edition.iloc[0] == "2025":
        known = registered.set_index("commune_code").reindex(communes.commune_code)
        known["population_low"] = known["population_high"] = known.population
        known["population_figures"] = pd.Series(pd.NA, index=known.index, dtype="str")
        known["population_basis"] = known.population.notna().map({True: "official", False: pd.NA})
        known = known.rename(columns={"source": "population_source", "note": "population_note"})
        return known[_COLUMNS]
    return former_residents(
        communes,
        gazetteer=gazetteer,
        registered=registered,
        census=census,
        assumptions=assumptions,
    )[_COLUMNS]


_COLUMNS = [
    "population",
    "population_low",
    "population_high",
    "population_basis",
    "population_source",
    "population_note",
    "population_figures",
]
