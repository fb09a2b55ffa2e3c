"""Children of each commune by age band, from residents and age shares.

children = residents × share of children under 16 × years of the band / 16.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from needs.people.assumptions import Assumptions
from needs.programmes import AgeBand
from needs.tables import weakest_basis

YEARS_OF_CHILDHOOD = 16  # Luật Trẻ em 2016, điều 1: người dưới 16 tuổi


def children_under_16(people: pd.DataFrame, assumptions: Assumptions) -> pd.DataFrame:
    """Return the children under 16 of each commune.

    Parameters
    ----------
    people
        From `residents`, indexed by commune_code.

    Returns
    -------
    DataFrame
        Same index: children, children_low, children_high (children; missing where residents
        are), children_basis, children_source (missing: nothing was returned).
    """
    share = assumptions["children_share"]
    result = pd.DataFrame(index=people.index)
    for ending, factor in (("", share.value), ("_low", share.at_low), ("_high", share.at_high)):
        result[f"children{ending}"] = (
            (people[f"population{ending}"].astype("Float64") * factor).round().astype("Int64")
        )
    result["children_basis"] = [
        pd.NA if pd.isna(basis) else weakest_basis(basis, share.basis)
        for basis in people.population_basis
    ]
    result["children_source"] = pd.Series(pd.NA, index=people.index, dtype="str")
    return result


def children_by_age(children: pd.DataFrame, bands: Sequence[AgeBand]) -> pd.DataFrame:
    """Return the children of each commune in each age band, one row each.

    Parameters
    ----------
    children
        From `children_under_16`.
    bands
        Age bands of the programme; single years are taken as equally large. How far the ages
        may deviate from that depends on which bands stand together: see `age_range`.

    Returns
    -------
    DataFrame
        commune_code, age_band, children, children_low, children_high, basis, cells (where the
        children were told by the commune: file and cell), exact_age (the band itself was told).
        Not rounded: rounding each band would not add up.
    """
    frames = []
    for band in bands:
        share = band.years / YEARS_OF_CHILDHOOD
        frames.append(
            pd.DataFrame(
                {
                    "commune_code": children.index,
                    "age_band": band.id,
                    **{
                        name: (children[name].astype("Float64") * share).to_numpy()
                        for name in ("children", "children_low", "children_high")
                    },
                    "basis": children.children_basis.to_numpy(),
                    "cells": children.children_source.to_numpy(),
                    "exact_age": False,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


class AgeRange(NamedTuple):
    """By which factors the children of some ages may differ from an even spread."""

    low: float
    high: float
    basis: str | None


def age_range(years: int, assumptions: Assumptions) -> AgeRange:
    """Return the range of the children of so many single years of age together.

    The ages inside may deviate, and so may those outside; what is inside and outside adds up to
    all children under 16. All 16 years together are exact.
    """
    spread = assumptions["age_spread"]
    inside = years / YEARS_OF_CHILDHOOD
    outside = 1 - inside
    if not outside:
        return AgeRange(1.0, 1.0, None)
    low = max(inside * spread.at_low, 1 - outside * spread.at_high)
    high = min(inside * spread.at_high, 1 - outside * spread.at_low)
    return AgeRange(low / inside, high / inside, spread.basis)
