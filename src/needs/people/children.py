"""Children of each commune by age band, from residents and age shares.

children = residents × share of children under 16 × years of the band / 16 × age spread.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        are), children_basis.
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
    return result


def children_by_age(
    children: pd.DataFrame, bands: Sequence[AgeBand], assumptions: Assumptions
) -> pd.DataFrame:
    """Return the children of each commune in each age band, one row each.

    Parameters
    ----------
    children
        From `children_under_16`.
    bands
        Age bands of the programme; single years are taken as equally large.

    Returns
    -------
    DataFrame
        commune_code, age_band, children, children_low, children_high, basis. Not rounded:
        rounding each band would not add up; counts are rounded once, where they are used.
    """
    spread = assumptions["age_spread"]
    frames = []
    for band in bands:
        share = band.years / YEARS_OF_CHILDHOOD
        # A band of all ages holds all children, whatever the spread between ages.
        exact = band.years == YEARS_OF_CHILDHOOD
        frame = pd.DataFrame(
            {
                "commune_code": children.index,
                "age_band": band.id,
                "children": (children.children.astype("Float64") * share).to_numpy(),
                "children_low": (
                    children.children_low.astype("Float64")
                    * share
                    * (1 if exact else spread.at_low)
                ).to_numpy(),
                "children_high": (
                    children.children_high.astype("Float64")
                    * share
                    * (1 if exact else spread.at_high)
                ).to_numpy(),
                "basis": [
                    basis if exact or pd.isna(basis) else weakest_basis(basis, spread.basis)
                    for basis in children.children_basis
                ],
            }
        )
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
