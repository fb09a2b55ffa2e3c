"""Eligible children: E = Σ over age bands of children × eligible share."""

from __future__ import annotations

import pandas as pd

from needs.programmes import Category
from needs.tables import weakest_basis


def eligible_children(by_age: pd.DataFrame, category: Category) -> pd.DataFrame:
    """Return the children who may receive one category of support.

    Parameters
    ----------
    by_age
        From `children_by_age`: one row for each commune and age band.
    category
        Its age bands and the share of children in them that is eligible.

    Returns
    -------
    DataFrame
        commune_code, category, age_band, eligible_share, children_eligible and its _low and
        _high (whole children; missing where the children are), basis (missing likewise).
    """
    share = category.eligible_share
    rows = by_age[by_age.age_band.isin(category.age_bands)].copy()
    rows["category"] = category.id
    rows["eligible_share"] = share.value
    for ending, factor in (("", share.value), ("_low", share.at_low), ("_high", share.at_high)):
        # Rounded here, once: every total above is a sum of these whole children.
        rows[f"children_eligible{ending}"] = (
            (rows[f"children{ending}"] * factor).round().astype("Int64")
        )
    rows["basis"] = [
        pd.NA if pd.isna(basis) else weakest_basis(basis, share.basis) for basis in rows.basis
    ]
    return rows.drop(columns=["children", "children_low", "children_high"])
