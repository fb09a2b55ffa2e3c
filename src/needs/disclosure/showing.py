"""The tables as they are read outside: figures that are not shown are empty, and marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from needs.disclosure.margins import cell_id
from needs.disclosure.protecting import Decision
from needs.errors import FaultCollector
from needs.tables import ALL
from needs.wording import say

#: Says of each row whether its figure was kept back; an empty figure without it is a missing one.
MARK = "not_shown"


def blanked(
    frame: pd.DataFrame,
    decision: Decision,
    *,
    value: str,
    sides: Sequence[str],
    measure: str | None = None,
    also: Iterable[str] = (),
) -> pd.DataFrame:
    """Return a table with the figures that are not shown left empty.

    Parameters
    ----------
    frame
        One row per cell: innermost entries, totals, or both.
    decision
        Of all tables that appear together.
    value
        The column of figures.
    sides
        The columns that say which cell it is («commune_code», «category»); a row that is «all» or
        missing there is a total of that side.
    measure
        As the cells were called; `value` if not given.
    also
        Columns that tell the figure as well (its cost, its share): left empty with it.

    Returns
    -------
    pd.DataFrame
        The same rows; a new column `not_shown` tells figures kept back from missing ones.

    Raises
    ------
    InputFaults
        With every row whose figure was not judged: it may not be shown.
    """
    entries = frame[list(sides)].astype("str").where(frame[list(sides)].notna(), ALL)
    cells = [
        cell_id(measure or value, **{str(k): entry for k, entry in row.items() if entry != ALL})
        for row in entries.to_dict("records")
    ]
    names = pd.Series(cells, index=frame.index, dtype="str")
    missing = frame[value].isna()
    faults = FaultCollector(say("Kiểm tra số liệu trước khi công bố"))
    for name in sorted(set(names[~missing & ~names.isin(decision.cells.ids)])):
        faults.add(
            name,
            say("ô chưa được xét"),
            say("mọi ô của bảng đã xét trước khi công bố"),
            say("đưa bảng này vào lần xét chung"),
        )
    faults.raise_if_any()
    away = ~missing & ~names.map(decision.shows).astype(bool)
    emptied = {name: frame[name].mask(away) for name in (value, *also)}
    return frame.assign(**emptied, **{MARK: away})
