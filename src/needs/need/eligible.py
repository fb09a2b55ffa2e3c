"""Eligible children: E = Σ over age bands of children × eligible share."""

from __future__ import annotations

import pandas as pd

from needs.need.circle import FACTOR, Circle
from needs.people import AgeRange, divide_steadily
from needs.programmes import Category
from needs.tables import weakest_basis

ENDS = ("", "_low", "_high")


def eligible_children(
    by_age: pd.DataFrame,
    category: Category,
    ages: AgeRange,
    *,
    rates: pd.DataFrame | None = None,
    circle: Circle | None = None,
) -> pd.DataFrame:
    """Return the children who may receive one category of support.

    Parameters
    ----------
    by_age
        From `children_by_age`: one row for each commune and age band; `cells` names the cells of
        a return that the children stand in, `exact_age` says that the band itself was told.
    category
        Its age bands, and the share of children in them that is eligible.
    ages
        How far the ages of all its bands together may deviate (`age_range`).
    rates
        Where the category's `eligible_rate` names a sample: the estimated rate of each commune
        (table `rates` of that sample); it stands in place of the profile's share, missing where
        nothing could be estimated.
    circle
        Children in special circumstances, where the programme is for them. Benchmarked, the
        profile's share is multiplied by its factor, and the category's communes add up to what
        the official total gives, in whole children. A rate that communes measured is not.

    Returns
    -------
    DataFrame
        commune_code, category, age_band, eligible_share (factor and all), children_eligible and
        its _low and _high (whole children; missing where the children are), basis (missing
        likewise), sources (ids of the figures used, or the cells of a return).
    """
    rows = by_age[by_age.age_band.isin(category.age_bands)].copy()
    rows["category"] = category.id
    share, basis, figure = _shares(rows.commune_code, category, rates)
    benchmarked = circle is not None and circle.benchmarked and category.eligible_rate is None
    if circle is not None and benchmarked:
        rows = circle.with_own_ends(rows)
        share = {end: (of * circle.factor.at(end)).clip(upper=1.0) for end, of in share.items()}
        figure = f"{figure}; {FACTOR}"
    rows["eligible_share"] = share[""]
    # Only children whose age is not told may be fewer or more than an even spread gives.
    told = rows.exact_age.astype("bool")
    low = pd.Series(ages.low, index=rows.index).mask(told, 1.0) * share["_low"]
    high = pd.Series(ages.high, index=rows.index).mask(told, 1.0) * share["_high"]
    rows["place"] = rows.age_band.map(category.age_bands.index)
    rows = rows.sort_values(["commune_code", "place"])
    for end, factor in zip(ENDS, (share[""], low, high), strict=True):
        rows[f"children_eligible{end}"] = _whole(rows[f"children{end}"] * factor, rows)
    if benchmarked:
        rows = _adding_up(rows)
    rows["basis"] = [
        pd.NA if pd.isna(there) else weakest_basis(known, basis, None if exact else ages.basis)
        for there, known, exact in zip(
            rows.children_eligible, rows.basis, rows.exact_age, strict=True
        )
    ]
    of_ages = "" if ages.basis is None else "age_spread; "
    rows["sources"] = [
        ("children_share; " if pd.isna(cells) else f"{cells}; ")
        + ("" if exact else of_ages)
        + figure
        for cells, exact in zip(rows.cells, rows.exact_age, strict=True)
    ]
    rows["from_residents"] = rows.cells.isna()
    spare = ["children", "children_low", "children_high", "place", "cells", "exact_age"]
    return rows.drop(columns=spare)


def _shares(
    codes: pd.Series, category: Category, rates: pd.DataFrame | None
) -> tuple[dict[str, pd.Series], str, str]:
    """Return the share of eligible children at point, low and high, its basis, and its id."""
    if category.eligible_rate is None:
        share = category.eligible_share
        values = dict(zip(ENDS, (share.value, share.at_low, share.at_high), strict=True))
        constant = {
            end: pd.Series(value, index=codes.index, dtype="Float64")
            for end, value in values.items()
        }
        return constant, share.basis, f"{category.id}.eligible_share"
    if rates is None:
        raise ValueError(f"{category.id}: rates of sample {category.eligible_rate} not given")
    of_sample = rates[rates["sample"] == category.eligible_rate].set_index("commune_code")
    own = {
        end: codes.map(of_sample[f"rate{end}"].astype("Float64")).astype("Float64") for end in ENDS
    }
    return own, "estimated", f"rate:{category.eligible_rate}"


def _adding_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Return whole children of which the communes add up to the category's rounded total.

    Parameters
    ----------
    rows
        commune_code, children, eligible_share, children_eligible_low and _high; a commune's age
        bands in order.
    """
    exact = (rows.children * rows.eligible_share).astype("Float64")
    commune = rows.commune_code
    by_commune = exact.groupby(commune).sum()
    whole = divide_steadily(round(float(by_commune.sum())), by_commune)
    upto = exact.groupby(commune).cumsum() / commune.map(by_commune).where(lambda all_: all_ > 0)
    # Rounded off once more: the last band has to reach the whole.
    upto = (upto.fillna(0).round(12) * commune.map(whole)).round()
    middle = (upto - upto.groupby(commune).shift(fill_value=0)).astype("Int64")
    low, high = rows.children_eligible_low, rows.children_eligible_high
    return rows.assign(
        children_eligible=middle,
        children_eligible_low=low.where(low <= middle, middle),
        children_eligible_high=high.where(high >= middle, middle),
    )


def _whole(children: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """Round a commune's age bands to whole children that add up to the rounded total.

    Rounded here, once: every total above is a sum of these whole children.
    """
    up_to = children.groupby(rows.commune_code).cumsum(skipna=False).round()
    before = up_to.groupby(rows.commune_code).shift(fill_value=0)
    return (up_to - before).astype("Int64")
