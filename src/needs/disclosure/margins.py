"""From a table of counts or amounts to its cells: every total that is, or could be, published.

A commune belongs to a district, the district to the province; an age band to all ages; a category
to all of them. Each way of adding up is named by the columns of the table that hold it, so that
two ways beside each other (by district and by zone) are two names, not two tables.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from needs.disclosure.cells import CELL_COLUMNS, Cells, Kind, cells_of
from needs.errors import FaultCollector
from needs.tables import ALL
from needs.wording import say


@dataclass(frozen=True)
class Dimension:
    """One side of a table: a column, and how its entries add up.

    Parameters
    ----------
    column
        Its innermost entries: «commune_code».
    ways
        Each from fine to coarse: `(("district_code",), ("zone",))`. A missing entry belongs to the
        next coarser one.
    total
        Whether all entries add up to one total that readers know to be their sum.
    """

    column: str
    ways: tuple[tuple[str, ...], ...] = ()
    total: bool = True

    @property
    def levels(self) -> tuple[str, ...]:
        """The columns that hold entries, the innermost first."""
        return tuple(dict.fromkeys([self.column, *(name for way in self.ways for name in way)]))


def cell_id(measure: str, **entries: object) -> str:
    """Return the id of a cell: what is counted, and of which places, categories, bands.

    Sides at their total are left out; without any, it is the total of all.
    """
    named = sorted((column, str(entry)) for column, entry in entries.items())
    return f"{measure}|{';'.join(f'{column}={entry}' for column, entry in named) or ALL}"


def additive(
    frame: pd.DataFrame,
    dimensions: Sequence[Dimension],
    *,
    value: str,
    measure: str | None = None,
    kind: Kind = "count",
    of: str | None = None,
    giver: str | None = None,
    printed: Collection[tuple[str, ...]] | None = None,
) -> Cells:
    """Return the cells of a table with all their totals, and the sums that tie them.

    Parameters
    ----------
    frame
        Rows of the innermost entries; several rows of one entry are added (rows per giver). A row
        without a value is no cell and in no total: missing is not 0, and readers know what is
        missing.
    dimensions
        The sides of the table.
    value
        The column of figures: children, units, đồng.
    measure
        What is counted, as it is called wherever the same figure stands; `value` if not given.
    kind
        Count, amount or rate.
    of
        The column of the known number of children among whom is counted.
    giver
        The column of who gives an amount.
    printed
        Which combinations of levels the tables show, a level for each dimension («all»: its
        total); None: all. What is not shown is still tied to what is.

    Raises
    ------
    InputFaults
        If an entry belongs to two of the same level.
    """
    known = frame[frame[value].notna()].reset_index(drop=True)
    if known.empty:
        return cells_of(pd.DataFrame({"cell": [], "value": []}))
    faults = FaultCollector(say("Cách cộng của bảng để công bố"))
    links = {side.column: _links(known, side, faults) for side in dimensions}
    faults.raise_if_any()
    nodes = known.assign(row=known.index)
    for side in dimensions:
        nodes = nodes.merge(_nodes(known, side), on="row")
    columns = [f"node {side.column}" for side in dimensions]
    groups = nodes.groupby(columns, sort=True)
    cells = groups[value].sum().rename("value").reset_index()
    cells["height"] = 0
    levels = [cells[column].map(lambda node: node[0]) for column in columns]
    for side, level in zip(dimensions, levels, strict=True):
        cells["height"] += level.map(_heights(side)).astype("int64")
    cells["printed"] = True
    if printed is not None:
        shown = set(printed)
        cells["printed"] = [combination in shown for combination in zip(*levels, strict=True)]
    if of is not None:
        whole = groups[of].agg(lambda parts: parts.sum() if parts.notna().all() else np.nan)
        cells["of"] = whole.to_numpy(dtype="float64")
        cells["high"] = cells["of"].fillna(np.inf)
    if giver is not None:
        gifts = (
            nodes.groupby([*columns, giver])[value].sum().groupby(level=list(range(len(columns))))
        )
        cells["givers"], cells["largest"] = gifts.size().to_numpy(), gifts.max().to_numpy()
    cells["kind"] = kind
    cells["cell"] = [
        cell_id(measure or value, **dict(node for node in sides if node[0] != ALL))
        for sides in zip(*(cells[column] for column in columns), strict=True)
    ]
    kept = [name for name in CELL_COLUMNS if name in cells]
    return cells_of(cells[kept], _terms(cells, columns, links))


def _heights(side: Dimension) -> dict[str, int]:
    heights = {side.column: 0}
    for way in side.ways:
        heights |= {name: max(at, heights.get(name, 0)) for at, name in enumerate(way, start=1)}
    return heights | {ALL: 1 + max((len(way) for way in side.ways), default=0)}


def _nodes(known: pd.DataFrame, side: Dimension) -> pd.DataFrame:
    """Return row and entry: each row once for every entry of the side that it belongs to."""
    parts = [
        pd.DataFrame(
            {
                "row": known.index[known[level].notna()],
                f"node {side.column}": [(level, str(entry)) for entry in known[level].dropna()],
            }
        )
        for level in side.levels
    ]
    if side.total:
        every = pd.DataFrame({"row": known.index})
        every[f"node {side.column}"] = [(ALL, ALL)] * len(known)
        parts.append(every)
    return pd.concat(parts, ignore_index=True)


def _links(known: pd.DataFrame, side: Dimension, faults: FaultCollector) -> pd.DataFrame:
    """Return which entry adds up to which: `way`, `child`, `parent`."""
    found: dict[tuple[str, object], object] = {}
    for way in side.ways or ((),):
        name = ">".join((side.column, *way))
        for row in known[[side.column, *way]].drop_duplicates().itertuples(index=False, name=None):
            chain: list[object] = [
                (level, str(entry))
                for level, entry in zip((side.column, *way), row, strict=True)
                if not pd.isna(entry)
            ]
            chain += [(ALL, ALL)] if side.total else []
            for child, parent in pairwise(chain):
                if found.setdefault((name, child), parent) != parent:
                    faults.add(
                        f"{side.column}: {child}",
                        f"{found[name, child]}, {parent}",
                        say("mỗi mục thuộc một mục lớn hơn"),
                        say("sửa cột {column} của bảng", column=name),
                    )
    rows = [(name, child, parent) for (name, child), parent in found.items()]
    return pd.DataFrame(rows, columns=["way", "child", "parent"])


def _terms(
    cells: pd.DataFrame, columns: Sequence[str], links: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    parts = []
    for column, (name, link) in zip(columns, links.items(), strict=True):
        children = cells.merge(link, left_on=column, right_on="child")
        children[column] = children["parent"]
        pairs = children.merge(cells, on=list(columns), suffixes=("", " of parent"))
        relation = pairs["cell of parent"] + " = Σ " + name + ":" + pairs["way"]
        parts.append(pd.DataFrame({"relation": relation, "cell": pairs["cell"], "factor": 1.0}))
        totals = pd.DataFrame(
            {"relation": relation, "cell": pairs["cell of parent"], "factor": -1.0}
        )
        parts.append(totals.drop_duplicates())
    return pd.concat(parts, ignore_index=True)
