"""Eligible children as communes told them: they stand in place of shares and estimates."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.people import apportion, told_of
from needs.programmes import Category
from needs.tables import rows_of

ELIGIBLE = ("children_eligible", "children_eligible_low", "children_eligible_high")


def with_told_eligible(
    eligible: pd.DataFrame, told: pd.DataFrame, category: Category
) -> pd.DataFrame:
    """Return eligible children with what communes told of one category put in place.

    A band that was told is exact. Where only the category's total was told, what is left of it
    is divided among the other bands by their estimates (by equal parts where there are none):
    the total is exact, the bands are marked as estimated.

    Parameters
    ----------
    eligible
        From `eligible_children`.
    told
        commune_code, field, value (children), source.
    category
        The category.
    """
    result = eligible.copy()
    field = f"{category.id}.eligible"
    totals = _values(told, field)
    by_band = {band: _values(told, f"{field}.{band}") for band in category.age_bands}
    for commune, rows in result.groupby("commune_code"):
        known = {
            str(row.age_band): by_band[str(row.age_band)][commune]
            for row in rows_of(rows)
            if commune in by_band[str(row.age_band)]
        }
        for index, band in rows.age_band.items():
            if band in known:
                value, source = known[band]
                result.loc[index, list(ELIGIBLE)] = value
                result.loc[index, ["basis", "sources"]] = ["returned", source]
                result.loc[index, "from_residents"] = False
        others = rows[~rows.age_band.isin(known)]
        if commune in totals and len(others):
            total, source = totals[commune]
            rest = max(total - sum(value for value, _ in known.values()), 0)
            parts = apportion(rest, others.children_eligible.tolist())
            basis = "returned" if len(rows) == 1 else "estimated"
            cells = [source, *(cell for _, cell in known.values())]
            for index, part in zip(others.index, parts, strict=True):
                result.loc[index, list(ELIGIBLE)] = part
                result.loc[index, ["basis", "sources"]] = [basis, "; ".join(cells)]
                result.loc[index, "from_residents"] = False
    return result


def _values(told: pd.DataFrame, field: str) -> dict[Any, tuple[int, str]]:
    return {
        row.commune_code: (int(row.value), str(row.source))
        for row in rows_of(told_of(told, field).reset_index())
    }
