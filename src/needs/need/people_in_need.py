"""Children in need of at least one kind of support, each of them once.

Need by category counts support, not children: a child who lacks warm clothes and school meals
stands in both. How many children that makes is known from the categories' numbers within bounds
only (Fréchet 1935, as for the children covered: `design/method.md`, section 2): of each age band
at least the largest category, at most their sum, and never more than there are children. In the
middle, needs independent of each other: children × (1 − Π(1 − E_k / children)).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from needs.need.circle import Circle
from needs.tables import PLACE, weakest_basis

_BAND = ["commune_code", "age_band"]
#: Categories round their age bands to whole children: so much may one differ from the band.
_ROUNDING = 1.0

End = Literal["_low", "", "_high"]
_ENDS: tuple[End, ...] = ("_low", "", "_high")


def people_in_need(
    need: pd.DataFrame,
    by_age: pd.DataFrame,
    communes: pd.DataFrame,
    *,
    circle: Circle | None = None,
) -> pd.DataFrame:
    """Return the children in need of any category (table `people_in_need`).

    Parameters
    ----------
    need
        Table `need`: commune, category, age_band, children_eligible with its _low and _high,
        eligible_basis, scope_share (share of the commune's children whom the category concerns).
    by_age
        From `children_by_age`: commune_code, age_band, children, children_low, children_high.
    communes
        Table `communes`: commune_code, and with their ends children, village_share (where only
        the children of some villages count).
    circle
        Those who may need anything at all, where the programme is for children in special
        circumstances: every category is for some of these same children. None: any child may.

    Returns
    -------
    DataFrame
        One row for each commune that some category concerns: its children under 16 who count,
        in_need_low, in_need, in_need_high (whole children; age bands are added up, then
        rounded), sum_of_categories (what adding up the categories gives), basis. Everything is
        missing where a category's children are; where only the children of an age band are not
        known, the middle is missing (a single category needs no middle).
    """
    ages = by_age if circle is None else circle.with_own_ends(by_age)
    children = ages[[*_BAND, *(f"children{end}" for end in _ENDS)]]
    rows = need.merge(children, on=_BAND, how="left", validate="many_to_one")
    # The last digits of a product depend on the order of its factors.
    rows = rows.sort_values([*_BAND, "category"]).reset_index(drop=True)
    of_commune = rows.groupby("commune_code")
    result = need[PLACE].drop_duplicates().sort_values("commune_code").set_index("commune_code")
    known = communes.set_index("commune_code").reindex(result.index)
    special = None if circle is None else circle.whole().reindex(result.index)
    for end in _ENDS:
        of_circle = 1.0 if circle is None else circle.of_children.at(end)
        rows[f"counted{end}"] = _counted(rows, communes, end) * of_circle
        share = rows.groupby("commune_code")[f"counted{end}"].max()
        there = _numbers(known[f"children{end}"]) * share
        if special is not None:
            there = _numbers(special[f"special{end}"])
        result[f"in_need{end}"] = _each_once(rows, end, there)
        if end == "":
            result["children"] = _whole(there)
    result["in_need_high"] = _at_least(result.in_need_high, result.in_need_low)
    result["in_need"] = _at_most(_at_least(result.in_need, result.in_need_low), result.in_need_high)
    naive = of_commune.children_eligible.sum()
    unknown = rows.children_eligible.isna().groupby(rows.commune_code).any()
    result["sum_of_categories"] = naive.mask(unknown).astype("Int64")
    result["basis"] = of_commune.eligible_basis.agg(_basis)
    return result.reset_index()


def _counted(rows: pd.DataFrame, communes: pd.DataFrame, end: End) -> pd.Series:
    """Return the share of a commune's children whom a category concerns, at one end."""
    share = _numbers(rows.scope_share)
    of_villages = communes.set_index("commune_code")[f"village_share{end}"]
    return share.where(share.eq(1), _numbers(rows.commune_code.map(of_villages)))


def _each_once(rows: pd.DataFrame, end: End, children: pd.Series) -> pd.Series:
    """Return the children of each commune in need of any category, at one end of all ranges.

    Parameters
    ----------
    children
        All children under 16 who count, by commune: at most so many are in need.
    """
    eligible = _numbers(rows[f"children_eligible{end}"])
    bands = _bands(rows, eligible, end)
    commune = bands.index.get_level_values("commune_code")
    union = {"_low": bands.largest, "": bands.middle, "_high": bands.most}[end]
    total = union.groupby(commune).sum().mask(union.isna().groupby(commune).any())
    divided = _divided(rows)
    if end == "_low":
        total = total.mask(divided, 0.0)
    elif end == "_high":
        summed = bands.total.groupby(commune).sum()
        there = bands.there.groupby(commune).sum().mask(bands.there.isna().groupby(commune).any())
        total = _at_most(total.mask(divided, summed), there.where(divided))
    of_category = eligible.groupby([rows.commune_code, rows.category]).sum()
    largest = of_category.groupby("commune_code").max()
    # Where a return tells of more children than were estimated, the estimate is no limit.
    total = _at_most(total, children.mask(largest > children + _ROUNDING))
    # Rounded in each band, a category may hold up to a child more than the bands together.
    whole = _at_least(_whole(total), _whole(largest))
    return whole.mask(eligible.isna().groupby(rows.commune_code).any())


def _bands(rows: pd.DataFrame, eligible: pd.Series, end: End) -> pd.DataFrame:
    """Return the bounds and the middle of each commune's age bands, not rounded."""
    band = [rows.commune_code, rows.age_band]
    there = _numbers(rows[f"children{end}"]) * rows[f"counted{end}"]
    # Whoever is eligible by a return is there, even where the children are only estimated.
    largest = eligible.groupby(band).transform("max")
    there = there.groupby(band).transform("max")
    there = there.mask(largest > there + _ROUNDING, largest)
    part = pd.Series(np.fmin(eligible, there), index=rows.index)
    bands = (
        pd.DataFrame({"part": part, "there": there, "spared": 1 - part / there.where(there > 0)})
        .groupby(band)
        .agg(
            categories=("part", "size"),
            largest=("part", "max"),
            total=("part", "sum"),
            spared=("spared", "prod"),
            there=("there", "first"),
        )
    )
    bands["most"] = _at_most(bands.total, bands.there)
    independent = bands.there * (1 - bands.spared)
    bands["middle"] = independent.mask(bands.categories == 1, bands.largest)
    return bands


def _divided(rows: pd.DataFrame) -> pd.Series:
    """Tell in which communes a category's total was told and divided among its age bands.

    An estimate without a range is such a part. The total is certain, its bands are not: only
    totals then bound the children in need.
    """
    certain = rows.children_eligible_low == rows.children_eligible_high
    several = rows.groupby(["commune_code", "category"]).age_band.transform("size") > 1
    part = certain.fillna(False).astype(bool) & several & rows.eligible_basis.eq("estimated")
    return part.fillna(False).astype(bool).groupby(rows.commune_code).any()


def _at_least(values: pd.Series, least: pd.Series) -> pd.Series:
    """Raise values to the least that they can be; what is missing stays missing."""
    return values.mask((values < least).fillna(False).astype(bool), least)


def _at_most(values: pd.Series, most: pd.Series) -> pd.Series:
    return values.mask((values > most).fillna(False).astype(bool), most)


def _numbers(values: pd.Series) -> pd.Series:
    return pd.Series(values.to_numpy(dtype=float, na_value=np.nan), index=values.index)


def _whole(children: pd.Series) -> pd.Series:
    return children.round().astype("Int64")


def _basis(bases: pd.Series) -> str:
    # Where nothing is known there is nothing weaker to rest on than an assumption.
    return "assumption" if bases.isna().any() else weakest_basis(*bases)
