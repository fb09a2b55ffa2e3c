"""What a donor knows besides what is published: how many children its own lots reach, and where.

So many lack it there at the least, and so many fewer are still open; so many of the target, and
of those who may be lacking. What it delivered earlier is not weighed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from needs.assessment import Assessment
from needs.disclosure import Cells, cell_id
from needs.disclosure.insiders import Insider
from needs.editions.donor_figures import OPEN
from needs.editions.figures import AT_MOST, HELPED, LACKING, TARGET
from needs.tables import rows_of

#: Commune and category → children.
Lots = Mapping[tuple[str, str], int]


def own_lots(assessment: Assessment) -> dict[str, Lots]:
    """Return donor → children that its lots reach, by commune and category.

    Lots of another donor that it pays a part of stand on its page too.
    """
    lots = assessment.tables.get("allocation")
    if lots is None or not len(lots):
        return {}
    known = lots[lots.counted == "children"]
    both = [known.assign(reader=known[name]) for name in ("donor_id", "partner_id")]
    rows = pd.concat(both).dropna(subset=["reader"])
    keys = ["reader", "commune_code", "category"]
    sums = rows.groupby(keys, as_index=False, sort=True).children_reached.sum()
    found: dict[str, dict[tuple[str, str], int]] = {}
    for row in rows_of(sums[(sums.reader != "") & (sums.children_reached > 0)]):
        own = found.setdefault(str(row.reader), {})
        own[str(row.commune_code), str(row.category)] = int(row.children_reached)
    return dict(found)


def insider(cells: Cells, lots: Lots, exactly: pd.Series | None = None) -> Insider:
    """Return a donor as a reader of some cells.

    Parameters
    ----------
    cells
        Of the public edition, or of donors' pages.
    lots
        As `own_lots` returns them for this donor.
    exactly
        Cells that every reader knows and that are not among these: cell → figure.
    """
    known = pd.Series(dtype="float64") if exactly is None else exactly
    place = {name: at for at, name in enumerate(cells.frame.cell)}
    tie = {name: at for at, name in enumerate(cells.limits.relation)}
    value, low, high = (cells.column(name) for name in ("value", "low", "high"))
    least = cells.limits.low.to_numpy(dtype=np.float64, copy=True)
    own = set()
    for (commune, category), children in lots.items():
        ids = {
            measure: cell_id(measure, commune_code=commune, category=category)
            for measure in (LACKING, TARGET, AT_MOST, HELPED, OPEN)
        }
        own |= {name for name in ids.values() if name in place}
        for measure in (LACKING, TARGET, AT_MOST):
            at = place.get(ids[measure])
            if at is not None:
                # The ledger may hold more than is lacking today: what is true stays possible.
                low[at] = max(low[at], min(children, value[at]))
        at, tied = place.get(ids[OPEN]), tie.get(f"{ids[OPEN]} ≤ {ids[LACKING]}")
        if at is not None and ids[LACKING] in known.index:
            high[at] = max(min(high[at], known[ids[LACKING]] - children), value[at])
        elif at is not None and tied is not None:
            apart = value[place[ids[LACKING]]] - value[at]
            least[tied] = max(least[tied], min(children, apart))
    frame = cells.frame.assign(low=low, high=high)
    return Insider(
        replace(cells, frame=frame, limits=cells.limits.assign(low=least)), frozenset(own)
    )
