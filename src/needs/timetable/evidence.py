"""What the kit's own records tell of tasks: forms sent, returns received, lots accepted."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.tables import rows_of
from needs.tables.column import ALL
from needs.wording.numbers import is_missing


def done_by_records(
    tasks: pd.DataFrame, year: int, records: Mapping[tuple[str, str], bool]
) -> dict[str, bool]:
    """Return which tasks of one year the records show as done, or as not done.

    Parameters
    ----------
    tasks
        Table `tasks`.
    year
        The year that the records are about: of steps, the year of their goal; of deadlines, that
        in which they are due. Tasks of other years stay unknown.
    records
        For (what shows it, category) whether it is done: `("returns", "all")` for all categories,
        `("accepted", "warm_clothing")` for one, which goes before. What the records do not tell of
        is not named, and stays unknown.

    Returns
    -------
    dict
        For ids of tasks True or False: `done` of `late_and_next`.
    """
    found = {}
    for row in rows_of(tasks[tasks.shown_by.notna()]):
        day = row.due if is_missing(row.goal_day) else row.goal_day
        told = records.get((row.shown_by, row.category), records.get((row.shown_by, ALL)))
        if int(day[:4]) == year and told is not None:
            found[str(row.task)] = told
    return found
