"""Where several sources may be serving the same children, the State counting as one source."""

from __future__ import annotations

import pandas as pd

from needs.tables import CELL, table
from needs.wording import say

_COLUMNS = list(table("overlaps").columns)


def overlap_report(
    support: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    period: str,
    schemes: pd.DataFrame | None = None,
    lang: str = "vi",
) -> pd.DataFrame:
    """Return the cells where two sources or more may serve the same children (table `overlaps`).

    Double is what is claimed beyond the different children reached: claimed − covered. At most
    Σn − D_low + min(D_low, S_high): the donors repeat each other as far as they can, and the State
    serves children whom they serve. At least the larger of Σn − D_high (the donors among
    themselves) and Σn + S_low − covered_high (more is claimed than there are children). A claim
    beyond the high estimate of the children counts here as double; `over_claimed` of the gap
    marks it.

    Parameters
    ----------
    support
        Ledger entries of the period: commune_code, category, donor_id, donor, children.
    cells
        One row a cell, as in the table `gap`: place, category, support_children, donors_low,
        donors_high, state_children, state_low, state_high, covered_low, covered_high,
        overlap_known, basis.
    period
        The year assessed.
    schemes
        The State schemes that may serve children of a cell: commune_code, category, name; one row
        each. A cell without any names the State alone.

    Returns
    -------
    DataFrame
        Sorted by double_high, the largest first, missing last, then by commune and category.
        support_sources counts the donors that name children, and the State; support_children adds
        the State's children to theirs (missing where not known). A cell where it is known that
        nobody is served twice has no row; nor has one whose commune counted each child once
        ("told_once"), the State's with all others. overlap_known is that of the donors; "bounds"
        where the State is among the sources: of whom it serves there is no list.
    """
    rows = _with_names(support, cells, schemes, lang)
    rows = rows[rows.support_sources > 1].copy()
    claimed = rows.support_children.astype("Int64")
    among_donors = claimed - rows.donors_high
    beyond_children = claimed + rows.state_low - rows.covered_high
    least = pd.concat([among_donors, beyond_children], axis=1)
    rows["double_low"] = least.max(axis=1, skipna=False).clip(lower=0)
    both = rows[["donors_low", "state_high"]].min(axis=1, skipna=False)
    rows["double_high"] = claimed - rows.donors_low + both
    rows["support_children"] = claimed + rows.state_children
    rows["overlap_known"] = rows.overlap_known.mask(rows.by_state, "bounds")
    rows["period"] = period
    rows = rows[(rows.double_high > 0).fillna(True).astype(bool)]
    rows = rows.assign(falling=-rows.double_high).sort_values(
        ["falling", *CELL], na_position="last"
    )
    return rows[_COLUMNS].reset_index(drop=True)


def _with_names(
    support: pd.DataFrame, cells: pd.DataFrame, schemes: pd.DataFrame | None, lang: str
) -> pd.DataFrame:
    """Return the cells with support_sources, source_names, by_state."""
    giving = support[(support.children > 0).fillna(False)]
    donors = giving.sort_values("donor").drop_duplicates([*CELL, "donor_id"])
    donors = donors.groupby(CELL).agg(donors=("donor_id", "size"), donor_names=("donor", "; ".join))
    rows = cells.drop(columns=["support_sources"], errors="ignore")
    rows = rows.merge(donors.reset_index(), on=CELL, how="left", validate="one_to_one")
    # Of a State scheme whose children are not known it is not known that it serves nobody.
    rows["by_state"] = (rows.state_high > 0).fillna(True).astype(bool)
    # A commune that counted each child once counted the State's children with all others.
    rows["by_state"] &= rows.overlap_known != "told_once"
    rows["support_sources"] = (rows.donors.fillna(0) + rows.by_state).astype("Int64")
    state = say("Nhà nước", lang=lang)
    if schemes is not None and len(schemes):
        named = schemes.drop_duplicates([*CELL, "name"]).sort_values("name")
        laws = named.groupby(CELL).agg(laws=("name", ", ".join))
        rows = rows.merge(laws.reset_index(), on=CELL, how="left", validate="one_to_one")
        with_laws = state + " (" + rows.laws + ")"
        state_name = with_laws.fillna(state)
    else:
        state_name = pd.Series(state, index=rows.index, dtype="str")
    names = pd.DataFrame({"state": state_name.where(rows.by_state), "donors": rows.donor_names})
    rows["source_names"] = [
        "; ".join(name for name in pair if pd.notna(name)) for pair in names.itertuples(index=False)
    ]
    return rows
