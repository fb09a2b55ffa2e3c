"""The former district of a new commune: that of most of its predecessors."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter

import pandas as pd

from needs.errors import NotFound
from needs.places.names import normalise, slug, without_prefix
from needs.wording import collation_key


def former_districts(crosswalk: pd.DataFrame) -> pd.DataFrame:
    """Return the former district of each new commune.

    Ties (two districts with equal shares) go to the district of the predecessor whose code
    the new commune kept: the official list lets it continue that unit.

    Returns
    -------
    DataFrame
        Indexed by new_key: district_code, district, district_shares («Hòa An 33% · Nguyên
        Bình 67%», in order of share), several_districts, split_predecessor.
    """
    parts = crosswalk.assign(
        kept_code=(crosswalk.old_code == crosswalk.new_code).fillna(False).astype(int)
    )
    parts = parts.sort_values(["new_key", "old_key"])  # sums of fractions depend on their order
    shares = (
        parts.groupby(["new_key", "district_code", "district"])
        .agg(weight=("weight", "sum"), kept_code=("kept_code", "max"))
        .reset_index()
        .sort_values(
            ["new_key", "weight", "kept_code", "district_code"],
            ascending=[True, False, False, True],
        )
    )
    shares["share"] = shares.weight / shares.groupby("new_key").weight.transform("sum")
    shares["text"] = [
        f"{without_prefix(name)} {share:.0%}"
        for name, share in zip(shares.district, shares.share, strict=True)
    ]
    grouped = shares.groupby("new_key")
    result = grouped[["district_code", "district"]].first()
    result["district_shares"] = grouped.text.agg(" · ".join)
    result["several_districts"] = grouped.district_code.nunique() > 1
    result["split_predecessor"] = crosswalk.groupby("new_key").split.any()
    return result


def district_slugs(names: dict[str, str]) -> dict[str, str]:
    """Return a folder name for each district (code → name).

    «Huyện» and «Thành phố» are left out; where two districts share the rest, their codes follow.
    """
    short = {code: slug(name) for code, name in names.items()}
    shared = {name for name, count in Counter(short.values()).items() if count > 1}
    return {
        # The code behind it keeps «Huyện» and «Thành phố» of the same name apart.
        code: f"{slug_}-{code}" if slug_ in shared else slug_
        for code, slug_ in short.items()
    }


def find_district(name: str, districts: pd.DataFrame) -> str:
    """Return the code of the district that somebody named.

    The name as it is, in any spelling of tone marks, with or without «huyện»; else a former
    name that the place data know (Tĩnh Gia → Nghi Sơn); else, typed without any marks at all
    («bao lac»), the one district that is spelt so; or the code itself.

    Parameters
    ----------
    name
        What the planner typed.
    districts
        district_code, district, district_aliases: one row a district.

    Raises
    ------
    NotFound
        If nothing, or more than one district, bears the name; lists the valid ones.
    """
    valid = sorted(districts.district, key=collation_key)
    if name in set(districts.district_code):
        return name
    for keep_prefix in (True, False):
        wanted = normalise(name, keep_prefix=keep_prefix)
        hits = [
            code
            for code, shown in zip(districts.district_code, districts.district, strict=True)
            if normalise(shown, keep_prefix=keep_prefix) == wanted
        ]
        if len(hits) == 1:
            return str(hits[0])
    wanted = _plain(name)
    if name.isascii():
        hits = [
            code
            for code, shown in zip(districts.district_code, districts.district, strict=True)
            if wanted in (_plain(shown), _plain(without_prefix(shown)))
        ]
        if len(hits) == 1:
            return str(hits[0])
    hits = [
        code
        for code, aliases in zip(districts.district_code, districts.district_aliases, strict=True)
        if isinstance(aliases, str) and wanted in json.loads(aliases)
    ]
    if len(hits) == 1:
        return str(hits[0])
    raise NotFound("huyện (cũ) / former district", name, valid)


def _plain(name: str) -> str:
    """Write a name as the package writes its aliases: no marks, no spaces, lower case."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(mark for mark in letters if mark.isalnum())
