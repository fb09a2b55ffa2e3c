"""On record: what was shown in which edition, what was not and why; what later editions must know.

A reader keeps earlier editions. What they showed of the same figures he knows; what they hid stays
hidden. The record holds no hidden value, but it says which cells are small themselves and which are
hidden for them: it is for the house alone.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.disclosure.cells import Cells, cells_of
from needs.disclosure.protecting import Decision
from needs.errors import FaultCollector
from needs.tables.disclosure_tables import DISCLOSURE_TABLES
from needs.wording import say

RECORD = DISCLOSURE_TABLES[0]


def record_of(
    decision: Decision, *, document: str, audience: str, issued: str, as_of: str
) -> pd.DataFrame:
    """Return the record of an edition, as the table `disclosure`.

    Parameters
    ----------
    decision
        Of all tables that appear together.
    document, audience
        Which document, and for whom: «public» or «donors».
    issued
        Day of the edition, YYYY-MM-DD.
    as_of
        Day or period of the figures: cells of the same id and `as_of` are the same figure.
    """
    frame = decision.cells.frame
    known = decision.audited.set_index("cell")
    rows = pd.DataFrame(
        {
            "document": document,
            "audience": audience,
            "issued": issued,
            "as_of": as_of,
            "cell": frame.cell,
            "measure": frame.cell.str.partition("|")[0],
            "printed": frame.printed,
            "shown": frame.printed & ~frame.cell.isin(decision.hidden),
            "step": frame.step,
            "reason": frame.cell.map(decision.reasons),
            "rule": frame.cell.map(known.rule).replace("", None),
            "lowest": frame.cell.map(known.lowest),
            "highest": frame.cell.map(known.highest).replace(np.inf, np.nan),
            "safe": ~frame.cell.isin(known.index[~known.safe]),
        }
    )
    return RECORD.check(rows)


def hidden_before(record: pd.DataFrame, *, as_of: str) -> frozenset[str]:
    """Return the cells that earlier editions hid, for `needs.disclosure.protect(keep=…)`."""
    mine = record[record.as_of == as_of]
    # Where any edition showed it, nothing is left to keep.
    shown = set(mine.cell[mine.shown])
    return frozenset(mine.cell[mine.printed & ~mine.shown]) - shown


def known_before(cells: Cells, record: pd.DataFrame, *, as_of: str) -> Cells:
    """Return the cells with what readers know of them from earlier editions.

    A figure shown before counts as known though it has since been corrected: the correction is
    small, and who knows the old figure knows about as much.

    Parameters
    ----------
    cells
        All tables that appear now, linked with those of the earlier editions (`printed` False
        where they do not appear again).
    record
        Tables `disclosure` of earlier editions, for any readers: what one reader was told others
        may know.
    as_of
        Day or period of the figures that are meant.

    Raises
    ------
    InputFaults
        With every cell that was shown before and is in none of these tables: what it tells could
        then not be weighed.
    """
    shown = record[(record.as_of == as_of) & record.shown]
    faults = FaultCollector(say("Kiểm tra số liệu trước khi công bố"))
    for name in sorted(set(shown.cell) - set(cells.frame.cell)):
        faults.add(
            name,
            say("bản trước đã nêu ô này, nay không có trong bảng nào"),
            say("mọi ô đã nêu cùng ngày số liệu"),
            say("đưa cả bảng của bản trước vào để kiểm tra"),
        )
    faults.raise_if_any()
    low, high = cells.column("seen_low"), cells.column("seen_high")
    places = pd.Index(cells.frame.cell)
    for step in sorted(set(shown.step.astype("float64").tolist())):
        at = places.get_indexer(shown.cell[shown.step == step].unique())
        as_then = cells_of(cells.frame.iloc[at].assign(step=step))
        then_low, then_high = as_then.as_shown()
        order = places.get_indexer(as_then.frame.cell)
        low[order] = np.maximum(low[order], then_low)
        high[order] = np.minimum(high[order], then_high)
    return cells_of(cells.frame.assign(seen_low=low, seen_high=high), cells.terms, cells.limits)
