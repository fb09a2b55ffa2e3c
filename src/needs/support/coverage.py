"""How many children several sources together can cover, when only counts are known.

Fréchet bounds: at least the largest source (all the others inside it), at most the sum (nobody
twice) and never more than there are. Point: sources independent of each other,
E·(1 − Π(1 − n_i/E)). Method: `design/method.md`, section 2.
"""

from __future__ import annotations

import pandas as pd

from needs.tables import weakest_basis


def covered_children(
    support: pd.DataFrame, eligible: pd.DataFrame, *, key: list[str]
) -> pd.DataFrame:
    """Return the children covered in each cell, as an interval.

    Parameters
    ----------
    support
        Ledger entries of one period: the key, donor_id, children (count), basis.
    eligible
        One row a cell: the key, children_eligible, children_eligible_high (children).
    key
        Columns that make a cell (commune_code, category).

    Returns
    -------
    DataFrame
        One row for each row of `eligible`, same order: the key, support_sources,
        support_children (Σn), covered_low, covered_point, covered_high (children; missing where
        the eligible children are not known and support is on record), over_claimed (one source,
        or all together, name more children than the high estimate), support_basis.
    """
    sources = (
        support.groupby([*key, "donor_id"], as_index=False)
        .agg(n=("children", "sum"), basis=("basis", _weakest))
        .merge(eligible[[*key, "children_eligible"]], on=key, how="inner")
    )
    # A source that names more children than the point estimate covers, at that point, all of them.
    share = (sources.n / sources.children_eligible.where(sources.children_eligible > 0)).clip(
        upper=1
    )
    sources["missed"] = 1 - share.astype("Float64")
    cells = sources.groupby(key).agg(
        support_sources=("donor_id", "nunique"),
        support_children=("n", "sum"),
        largest=("n", "max"),
        missed=("missed", "prod"),
        support_basis=("basis", _weakest),
    )
    result = eligible.merge(cells.reset_index(), on=key, how="left", validate="one_to_one")
    for column in ("support_sources", "support_children", "largest"):
        result[column] = result[column].fillna(0).astype("Int64")
    most = result.children_eligible_high.astype("Int64")
    low = result.largest.where(result.largest <= most, most)
    high = result.support_children.where(result.support_children <= most, most)
    point = result.children_eligible * (1 - result.missed.fillna(1.0).astype("Float64"))
    point = point.round().astype("Int64")
    point = point.where(point >= low, low).where(point <= high, high)
    none = result.support_sources == 0
    result["covered_low"] = low.mask(none, 0)
    result["covered_point"] = point.mask(none, 0)
    result["covered_high"] = high.mask(none, 0)
    result["over_claimed"] = (result.support_children > most).fillna(False).astype(bool)
    return result[
        [
            *key,
            "support_sources",
            "support_children",
            "covered_low",
            "covered_point",
            "covered_high",
            "over_claimed",
            "support_basis",
        ]
    ]


def _weakest(bases: pd.Series) -> str:
    return weakest_basis(*bases)
