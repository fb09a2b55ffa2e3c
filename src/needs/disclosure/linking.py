"""Tables that appear together: the cells they share, and all that ties them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

import numpy as np
import pandas as pd

from needs.disclosure.cells import (
    LIMIT_COLUMNS,
    TERM_COLUMNS,
    TOLERANCE,
    Cells,
    cells_of,
)
from needs.errors import FaultCollector
from needs.wording import say


def linked(*tables: Cells) -> Cells:
    """Return several tables as one: a cell that stands in more than one is one cell.

    Of a shared cell the stricter is kept: shown as exactly as anywhere, hidden only where it may be
    everywhere, with all that is known of it.

    Raises
    ------
    InputFaults
        With every shared cell whose values differ.
    """
    frames = pd.concat([table.frame for table in tables])
    values = frames.groupby("cell").value
    apart = values.max() - values.min() > TOLERANCE * values.max().abs().clip(lower=1)
    faults = FaultCollector(say("Các bảng có ô chung"))
    for name in apart.index[apart]:
        faults.add(
            str(name),
            say("hai bảng nêu hai số khác nhau cho cùng một ô"),
            say("một số"),
            say("sửa bảng, hoặc đặt tên khác nếu là hai khái niệm khác nhau"),
        )
    faults.raise_if_any()
    how = dict.fromkeys(("value", "kind"), "first")
    how |= dict.fromkeys(("high", "seen_high", "of", "step"), "min")
    how |= dict.fromkeys(("low", "seen_low", "height", "grain"), "max")
    how |= {"givers": "min", "largest": "max", "cost": "max", "printed": "any", "may_hide": "all"}
    # Where a table does not print a cell, how exactly it would is of no matter.
    frames["step"] = frames.step.where(frames.printed, np.inf)
    joined = frames.groupby("cell").agg(how).reset_index()
    joined["step"] = joined.step.where(joined.printed, 0.0)
    return cells_of(joined, *_joined_ties(tables))


def _joined_ties(tables: Iterable[Cells]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ties of several tables, each once; other ties of one name keep apart."""
    found: dict[tuple[tuple[tuple[str, float], ...], float, float], str] = {}
    for table in tables:
        limits = table.limits
        bounds = {
            name: (low, high)
            for name, low, high in zip(
                limits.relation.tolist(), limits.low.tolist(), limits.high.tolist(), strict=True
            )
        }
        # The lines of a tie stand together, by cell (`cells_of`).
        columns = (table.terms[name].tolist() for name in TERM_COLUMNS)
        for name, lines in groupby(zip(*columns, strict=True), key=itemgetter(0)):
            parts = tuple((cell, factor) for _, cell, factor in lines)
            tie = (parts, *bounds[name])
            found[tie] = min(name, found.get(tie, name))
    terms, stated, used = [], [], set[str]()
    for (parts, low, high), name in sorted(found.items(), key=lambda one: (one[1], str(one[0]))):
        own = name
        while own in used:
            own += "′"
        used.add(own)
        stated.append((own, low, high))
        terms += [(own, cell, factor) for cell, factor in parts]
    return (
        pd.DataFrame(terms, columns=list(TERM_COLUMNS)),
        pd.DataFrame(stated, columns=list(LIMIT_COLUMNS)),
    )
