"""What each indicator says of each commune that is ranked: value, range, basis and source.

What is not known stays missing; nothing is put in its place here.
"""

from __future__ import annotations

import pandas as pd

from needs.priority.measures import MEASURES, Facts
from needs.programmes import Indicator

VALUES = ["value", "low", "high"]


def ranked_cells(gap: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of table `gap` that are ranked: in the target, with a child to reach.

    A cell is left out where it is known that no child is to be reached, not where it is unknown.
    """
    nobody = (gap.children_target_high == 0).fillna(False).astype(bool)
    return gap[gap.in_target.fillna(False).astype(bool) & ~nobody].sort_values(
        ["commune_code", "category"]
    )


def indicator_values(indicator: Indicator, cells: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """Return one indicator for the communes of some cells.

    Parameters
    ----------
    indicator
        What is measured.
    cells
        Rows of table `gap` (`ranked_cells`): those of one category, or of all.
    facts
        What is known of the communes.

    Returns
    -------
    DataFrame
        Indexed by commune_code, in the order of the codes: value, low, high (`Float64`, in the
        measure's unit), basis, source. Missing values have neither range nor basis; their source
        says what is lacking.
    """
    kind, _, name = indicator.measure.partition(":")
    found = MEASURES[kind](cells, facts, name)
    values = found.reindex(pd.Index(sorted(set(cells.commune_code)), name="commune_code"))
    known = values.value.notna()
    for end in VALUES:
        values[end] = values[end].astype("Float64").fillna(values.value).where(known)
    values["low"] = values[["low", "value"]].min(axis=1)
    values["high"] = values[["high", "value"]].max(axis=1)
    lacking = f"chưa có số liệu / no data: {indicator.measure}"
    values["basis"] = values.basis.astype("str").where(known)
    values["source"] = values.source.astype("str").where(known, lacking)
    return values[[*VALUES, "basis", "source"]]
