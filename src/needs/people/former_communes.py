"""Residents of communes of before 1/7/2025, for which no sourced count is at hand.

A new commune's registered residents are spread evenly over its predecessors; where the
district's census is known, these serve only as the key by which the census is divided, so that
the communes of a district add up to the official figure. Where none of a district's communes has
such a count, its census is divided evenly among them. These steps are named assumptions and carry
an interval: a return from the commune replaces them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from needs.errors import FaultCollector
from needs.people.assumptions import Assumptions
from needs.people.dividing import apportion
from needs.places import Gazetteer, carry_counts
from needs.tables import rows_of
from needs.tables.reference import present, read_reference, unique, whole_numbers
from needs.wording import say

#: Cautions that stand beside an estimated population.
SPLIT_EVENLY = "chia đều cho các xã tiền thân (giả định)"
CENSUS_EVENLY = "tổng điều tra của huyện chia đều cho các xã (giả định)"
NOT_SCALED = "chưa chỉnh theo tổng điều tra: thiếu dân số một xã mới"

CENSUS = Path("reference") / "population_districts.csv"


def read_district_census(root: Path) -> pd.DataFrame:
    """Read district censuses: district_codes («586;589» where two share a figure), population."""
    census = read_reference(
        root / CENSUS, columns=("district_codes", "year", "population", "source")
    )
    faults = FaultCollector(CENSUS.as_posix())
    present(census, ["district_codes", "year", "population", "source"], faults)
    unique(census, ["district_codes"], faults)
    census["population"] = whole_numbers(census, "population", faults)
    faults.raise_if_any()
    return census


def former_residents(
    communes: pd.DataFrame,
    *,
    gazetteer: Gazetteer,
    registered: pd.DataFrame,
    census: pd.DataFrame,
    assumptions: Assumptions,
) -> pd.DataFrame:
    """Return the residents of former communes, with range, basis, source and note.

    Parameters
    ----------
    communes
        All communes of one province, edition pre-2025 (`Gazetteer.communes`).
    registered, census
        From `read_registered`, `read_district_census`.

    Returns
    -------
    DataFrame
        Indexed by commune_code; people. The communes of a district with a census add up to it.
        Missing where a new commune's residents are not known, but those of others of its district
        are, and where nothing is known of a district.
    """
    new = gazetteer.units["2025"].set_index("unit_key")
    by_key = new.commune_code.map(registered.set_index("commune_code").population)
    _check_districts(census, gazetteer)
    spread_evenly = carry_counts(by_key, gazetteer.crosswalk, to_old=True)
    frame = communes[["commune_code", "district_code", "unit_key"]].copy()
    frame["point"] = frame.unit_key.map(spread_evenly).astype("Float64")
    frame["source"] = "dân số 2025 của " + frame.unit_key.map(_successors(gazetteer))
    frame["note"] = SPLIT_EVENLY
    frame["population"] = frame.point.round().astype("Int64")
    for row in rows_of(census):
        members = frame.district_code.isin(str(row.district_codes).split(";"))
        if members.any() and frame.loc[members, "point"].isna().all():
            # By code, so that who gets the odd resident does not hang on the order of rows.
            codes = communes.commune_code[members].sort_values()
            parts = apportion(int(row.population), [1.0] * len(codes))
            frame.loc[codes.index, "population"] = pd.array(parts, dtype="Int64")
            frame.loc[members, "source"] = f"{row.source}; chia đều cho các xã của huyện"
            frame.loc[members, "note"] = CENSUS_EVENLY
        elif members.any() and frame.loc[members, "point"].isna().any():
            # A census cannot be divided by a key with a hole in it: said where it matters.
            frame.loc[members, "note"] = NOT_SCALED
        elif members.any():
            parts = apportion(int(row.population), frame.loc[members, "point"].tolist())
            frame.loc[members, "population"] = pd.array(parts, dtype="Int64")
            frame.loc[members, "source"] = (
                f"{row.source}; chia theo " + frame.loc[members, "source"]
            )
    factor = assumptions["predecessor_share_spread"]
    known = frame.population.notna()
    return pd.DataFrame(
        {
            "population": frame.population,
            "population_low": (frame.population * factor.at_low).apply(np.floor).astype("Int64"),
            "population_high": (frame.population * factor.at_high).apply(np.ceil).astype("Int64"),
            "population_basis": known.map({True: factor.basis, False: pd.NA}),
            "population_source": frame.source,
            "population_note": frame.note.where(known),
            "population_figures": known.map({True: factor.figure, False: pd.NA}),
        }
    ).set_index(pd.Index(communes.commune_code, name="commune_code"))


def census_groups(people: pd.DataFrame, census: pd.DataFrame) -> pd.Series:
    """Return which census the estimated residents of each commune add up to; −1: none.

    Parameters
    ----------
    people
        One row a commune of the province: district_code, population_note (`former_residents`).
    census
        From `read_district_census`.
    """
    groups = pd.Series(-1, index=people.index, dtype="int64")
    divided = people.population_note.isin((SPLIT_EVENLY, CENSUS_EVENLY))
    for number, row in enumerate(rows_of(census)):
        members = people.district_code.isin(str(row.district_codes).split(";")) & divided
        groups = groups.mask(members.fillna(False).astype(bool), number)
    return groups


def population_note(note: str, *, lang: str) -> str:
    """Say a caution on a population; one in the data is quoted: of «vi / en» the one asked for."""
    vi, _, en = note.partition(" / ")
    words = {
        SPLIT_EVENLY: say("chia đều cho các xã tiền thân (giả định)", lang=lang),
        CENSUS_EVENLY: say("tổng điều tra của huyện chia đều cho các xã (giả định)", lang=lang),
        NOT_SCALED: say("chưa chỉnh theo tổng điều tra: thiếu dân số một xã mới", lang=lang),
    }
    return words.get(note, vi if lang == "vi" else en or vi)


def _check_districts(census: pd.DataFrame, gazetteer: Gazetteer) -> None:
    """Insist that every census is of districts that exist: else it would go unused, unseen."""
    known = set(gazetteer.units["pre-2025"].district_code)
    faults = FaultCollector(CENSUS.as_posix())
    for row in rows_of(census):
        for code in str(row.district_codes).split(";"):
            if code not in known:
                faults.add(f"dòng {row.Index + 2}", code, "mã huyện 3 chữ số trước 1/7/2025")
    faults.raise_if_any()


def _successors(gazetteer: Gazetteer) -> pd.Series:
    """Return, for each former unit, the names of the new units it went into."""
    names = gazetteer.units["2025"].set_index("unit_key").commune
    links = gazetteer.crosswalk
    return links.new_key.map(names).groupby(links.old_key).agg(", ".join)
