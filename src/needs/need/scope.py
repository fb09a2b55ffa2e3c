"""Whose children count: whole communes in the zones of a category, or only their villages.

Without an official list nobody knows: every commune stays, its share missing. Where children count
by their circumstances, every commune counts as a whole.

A commune outside those zones counts with the children of its specially disadvantaged villages
(thôn đặc biệt khó khăn), where the profile says so and the share of its children living in them is
on record.
"""

from __future__ import annotations

import pandas as pd

from needs.areas import NO_LIST
from needs.programmes import Category, Programme
from needs.tables import weakest_basis

#: What a share worked out from a list of villages makes of a number of children.
_BASIS_OF_VILLAGES = "assumption"

SHARES = ("scope_share", "scope_share_low", "scope_share_high")
VILLAGES = ("village_share", "village_share_low", "village_share_high")


def communes_in_scope(
    programme: Programme, category: Category, communes: pd.DataFrame
) -> pd.DataFrame:
    """Return the communes whose children a category counts, with the share that is counted.

    Parameters
    ----------
    communes
        commune_code, zone (missing: no list holds), village_share, village_share_low,
        village_share_high (0–1; missing: no village of the commune is on record).

    Returns
    -------
    DataFrame
        The communes in scope, with scope_share and its ends: 1 in the zones of the category (of
        every commune where children count by their circumstances), the village share in the
        others; missing where the commune's zone is not known.
    """
    whole = whole_communes(programme, category, communes)
    unknown = scope_unknown(programme, communes)
    counted = programme.beneficiaries.villages == "counted"
    villages = ~whole & communes.village_source.notna() & counted
    scope = communes[whole | villages | unknown].copy()
    for share, village in zip(SHARES, VILLAGES, strict=True):
        own = communes[village].astype("Float64").mask(whole, 1.0)
        scope[share] = own.mask(unknown)
    return scope


def whole_communes(programme: Programme, category: Category, communes: pd.DataFrame) -> pd.Series:
    """Tell of which communes a category counts all children."""
    if programme.beneficiaries.by_groups:
        return pd.Series(True, index=communes.index)
    return communes.zone.isin(programme.zones_in_scope(category))


def scope_unknown(programme: Programme, communes: pd.DataFrame) -> pd.Series:
    """Tell which communes nobody knows to be eligible or not, because no list holds."""
    if programme.beneficiaries.by_groups:
        return pd.Series(False, index=communes.index)
    return communes.zone.isna()


def children_in_scope(by_age: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the children by age band who live where the category counts them.

    Parameters
    ----------
    by_age
        From `people.children_by_age`.
    scope
        From `communes_in_scope`.
    """
    shares = scope[["commune_code", *SHARES]]
    rows = by_age.merge(shares, on="commune_code", how="inner", validate="many_to_one")
    for end in ("", "_low", "_high"):
        rows[f"children{end}"] = rows[f"children{end}"] * rows[f"scope_share{end}"]
    part = rows.scope_share.ne(1).fillna(True)
    rows["basis"] = [
        weakest_basis(basis, _BASIS_OF_VILLAGES) if of_villages and not pd.isna(basis) else basis
        for basis, of_villages in zip(rows.basis, part, strict=True)
    ]
    return rows.drop(columns=list(SHARES))


def village_sources(rows: pd.DataFrame, scope: pd.DataFrame) -> pd.Series:
    """Return the sources of each row, with those of the villages where only they are counted.

    Parameters
    ----------
    rows
        commune_code, sources.
    scope
        From `communes_in_scope`.
    """
    part = scope[scope.scope_share.ne(1).fillna(True)].set_index("commune_code")
    # No village and no share: that a list is lacking is why nothing is known.
    named = part.village_source.mask(part.zone.isna(), NO_LIST)
    of_villages = rows.commune_code.map(named)
    return pd.Series(
        [
            own if pd.isna(villages) else f"{own}; {villages}"
            for own, villages in zip(rows.sources, of_villages, strict=True)
        ],
        index=rows.index,
        dtype="str",
    )
