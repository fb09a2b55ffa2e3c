"""Residents and children as communes told them: they stand in place of estimates.

Told figures come as a table: commune_code, field (of the return's form), value, source (file and
cell). Official counts stay; an estimate, an assumption or a hole gives way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from needs.people.children import YEARS_OF_CHILDHOOD
from needs.programmes import AgeBand
from needs.tables import rows_of

POPULATION = "children.population"
CHILDREN = "children.children"


def told_of(told: pd.DataFrame, field: str) -> pd.DataFrame:
    """Return what was told of one field, indexed by commune_code: value, source."""
    return told[told.field == field].set_index("commune_code")[["value", "source"]]


def make_up_childhood(bands: Sequence[AgeBand]) -> bool:
    """Tell whether bands hold every age under 16 once: only then do they add up to all children."""
    return sorted(_ages(bands)) == list(range(YEARS_OF_CHILDHOOD))


def share_ages(bands: Sequence[AgeBand]) -> bool:
    """Tell whether some age is in two bands: their children then do not add up to anything."""
    ages = _ages(bands)
    return len(ages) > len(set(ages))


def _ages(bands: Iterable[AgeBand]) -> list[int]:
    return [age for band in bands for age in range(band.from_age, band.to_age + 1)]


def with_told_residents(people: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Return residents with what communes told put in place of estimates and holes.

    Parameters
    ----------
    people
        Indexed by commune_code, from `residents`.
    told
        commune_code, field, value (people), source.
    """
    result = people.copy()
    population = told_of(told, POPULATION)
    replace = result.index.intersection(population.index)
    replace = replace[(result.population_basis.loc[replace] != "official").fillna(True)]
    for end in ("", "_low", "_high"):
        result.loc[replace, f"population{end}"] = population.value.loc[replace].astype("Int64")
    result.loc[replace, "population_basis"] = "returned"
    result.loc[replace, "population_source"] = population.source.loc[replace]
    result.loc[replace, ["population_note", "population_figures"]] = pd.NA
    return result


def with_told_children(
    children: pd.DataFrame, told: pd.DataFrame, bands: Sequence[AgeBand]
) -> pd.DataFrame:
    """Return children under 16 with what communes told put in place.

    Parameters
    ----------
    children
        Indexed by commune_code, from `children_under_16`.
    told
        commune_code, field, value (children), source.
    bands
        Age bands of the programme: where all 16 years are told band by band and no total is,
        the bands add up to it.
    """
    result = children.copy()
    stated = _told_children(told, bands)
    both = result.index.intersection(stated.index)
    for end in ("", "_low", "_high"):
        result.loc[both, f"children{end}"] = stated.value.loc[both].astype("Int64")
    result.loc[both, "children_basis"] = "returned"
    result.loc[both, "children_source"] = stated.source.loc[both]
    return result


def _told_children(told: pd.DataFrame, bands: Sequence[AgeBand]) -> pd.DataFrame:
    """Return the children under 16 as told: the total, else the sum of all bands."""
    total = told_of(told, CHILDREN)
    fields = [f"{CHILDREN}.{band.id}" for band in bands]
    if not make_up_childhood(bands):
        return total
    parts = told[told.field.isin(fields)].sort_values(["commune_code", "field"])
    grouped = parts.groupby("commune_code")
    summed = pd.DataFrame({"value": grouped.value.sum(), "source": grouped.source.agg("; ".join)})[
        grouped.field.nunique() == len(fields)
    ]
    return pd.concat([total, summed[~summed.index.isin(total.index)]])


def with_told_ages(
    by_age: pd.DataFrame, told: pd.DataFrame, bands: Sequence[AgeBand]
) -> pd.DataFrame:
    """Return the children by age band with the bands that communes told put in place.

    What is left of a told total is spread evenly over the years of age that are not told.

    Parameters
    ----------
    by_age
        From `children_by_age`.
    """
    known = {
        (str(row.commune_code), band.id): row
        for band in bands
        for row in rows_of(told_of(told, f"{CHILDREN}.{band.id}").reset_index())
    }
    totals = {str(row.Index): row for row in rows_of(told_of(told, CHILDREN))}
    years = {band.id: band.years for band in bands}
    # Of bands that share children, what is left of a total cannot be told.
    apart = not share_ages(bands)
    changed: dict[Any, tuple[float, str, str, bool]] = {}
    for index, row in zip(by_age.index, rows_of(by_age), strict=True):
        of_commune = [band for band in bands if (row.commune_code, band.id) in known]
        cells = [known[row.commune_code, band.id] for band in of_commune]
        cell = known.get((str(row.commune_code), str(row.age_band)))
        if cell is not None:
            changed[index] = (float(cell.value), "returned", str(cell.source), True)
        elif row.commune_code in totals and cells and apart:
            total = totals[row.commune_code]
            rest = max(total.value - sum(cell.value for cell in cells), 0)
            open_years = YEARS_OF_CHILDHOOD - len(_ages(of_commune))
            sources = "; ".join(str(cell.source) for cell in (total, *cells))
            share = rest * years[str(row.age_band)] / open_years
            changed[index] = (share, "estimated", sources, False)
    result = by_age.copy()
    if changed:
        columns = ["value", "basis", "cells", "exact_age"]
        new = pd.DataFrame.from_dict(changed, orient="index", columns=columns)
        for end in ("", "_low", "_high"):
            result.loc[new.index, f"children{end}"] = new.value.astype("Float64")
        for column in ("basis", "cells", "exact_age"):
            result.loc[new.index, column] = new[column]
    return result
