"""Which former communes a new commune was made of, and in which shares.

The package says which units went into which, and which were split; it does not say how many
people each part had. A whole predecessor counts 1; a predecessor that was split among n new
communes counts 1/n in each. Shares are therefore shares of *predecessors*, not of residents.
"""

from __future__ import annotations

import json

import pandas as pd

from needs.places.units import package_data


def read_crosswalk(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each (former unit, new unit) that share territory.

    Columns: old_key, new_key, old_code, new_code, split (the former unit was divided),
    pieces (among how many new units), weight (1 / pieces). Over the new units of one former
    unit the weights sum to 1: counts carried across keep their total.
    """
    content = json.loads((package_data() / "converter_2025.json").read_text(encoding="utf-8"))
    pairs = [
        (f"{province}_{new_ward}", old_key, False)
        for province, wards in content["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for new_ward, old_keys in wards.items()
        for old_key in old_keys
    ] + [
        (f"{province}_{part['newWardKey']}", old_key, True)
        for province, divided in content["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old_key, parts in divided.items()
        for part in parts
    ]
    links = pd.DataFrame(pairs, columns=["new_key", "old_key", "split"]).drop_duplicates()
    links = links.merge(
        old[["unit_key", "commune_code", "district_code", "district", "commune"]].rename(
            columns={"unit_key": "old_key", "commune_code": "old_code", "commune": "old_commune"}
        ),
        on="old_key",
        validate="many_to_one",
    ).merge(
        new[["unit_key", "commune_code", "province_code"]].rename(
            columns={"unit_key": "new_key", "commune_code": "new_code"}
        ),
        on="new_key",
        validate="many_to_one",
    )
    links["pieces"] = links.groupby("old_key").new_key.transform("nunique")
    links["weight"] = 1.0 / links.pieces
    return links.sort_values(["new_key", "old_key"]).reset_index(drop=True)


def carry_counts(counts: pd.Series, crosswalk: pd.DataFrame, *, to_old: bool = False) -> pd.Series:
    """Carry counts from one edition to the other; the total is kept.

    Parameters
    ----------
    counts
        Indexed by unit key of the edition they stand in (`old_key`, or `new_key` with
        `to_old`). Missing values make the sums that need them missing, never smaller.
    crosswalk
        From `read_crosswalk`.
    to_old
        Carry from the new edition to the old: a new commune's count is spread over its
        predecessors by their weights. An even spread is an assumption, not a fact.

    Returns
    -------
    Series
        Indexed by the other edition's unit key, every unit; not rounded. A unit is missing
        when any unit it needs is missing or not in `counts`.
    """
    source, target = ("new_key", "old_key") if to_old else ("old_key", "new_key")
    total = crosswalk.groupby(source).weight.transform("sum")
    links = crosswalk.assign(part=crosswalk.weight / total)
    values = links.part * links[source].map(counts).astype("Float64")
    return values.groupby(links[target]).sum(skipna=False)
