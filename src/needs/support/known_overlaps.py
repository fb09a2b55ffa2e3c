"""What lists and audits say of the sources of one cell, put together for `unions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from needs.support.known import Known
from needs.support.unions import Sources
from needs.tables import rows_of

#: The sources of a cell that have lists, taken as one.
_LISTED = 0


@dataclass(frozen=True)
class Cell:
    """The sources of one cell, those with lists taken as one source of so many children.

    Parameters
    ----------
    key
        The cell.
    sources
        Sizes and known overlaps.
    all_listed
        Whether every source has a list.
    impossible
        Whether some overlap would have to be larger than it can be.
    """

    key: tuple[str, ...]
    sources: Sources
    all_listed: bool
    impossible: bool


def cells_with_overlaps(sources: pd.DataFrame, known: Known, *, key: list[str]) -> Iterator[Cell]:
    """Yield the cells of which lists or audits say something.

    Parameters
    ----------
    sources
        One row a source: the key, donor_id, n (children), listed (flag: n is that of its list).
    known
        Lists and audits of one period: a cell's union stands once, two sources are audited once.

    Raises
    ------
    ValueError
        If `known` is of several periods.
    """
    together: dict[tuple[str, ...], int] = {}
    _one_period(known.lists.unions, key)
    for row in rows_of(known.lists.unions):
        together[tuple(getattr(row, name) for name in key)] = int(row.listed_together)
    shared: dict[tuple[str, ...], dict[tuple[str, str], int]] = {}
    _one_period(known.audits, [*key, "donor_a", "donor_b"])
    for row in rows_of(known.audits):
        cell = tuple(getattr(row, name) for name in key)
        shared.setdefault(cell, {})[row.donor_a, row.donor_b] = int(row.children_both)
    concerned = pd.MultiIndex.from_frame(sources[key]).isin([*together, *shared])
    giving = sources[concerned & (sources.n > 0).to_numpy()]
    ordered = rows_of(giving.sort_values([*key, "donor_id"]))
    for cell, rows in groupby(ordered, lambda row: tuple(getattr(row, name) for name in key)):
        yield _cell(cell, list(rows), together.get(cell, 0), shared.get(cell, {}))


def _one_period(frame: pd.DataFrame, key: list[str]) -> None:
    if frame.duplicated(key).any():
        raise ValueError("lists and audits of one period are wanted: each cell once")


def _cell(
    key: tuple[str, ...],
    rows: list[Any],
    together: int,
    shared: Mapping[tuple[str, str], int],
) -> Cell:
    size = {row.donor_id: int(row.n) for row in rows}
    listed = [row.donor_id for row in rows if row.listed]
    nodes = ([tuple(listed)] if listed else []) + [(one,) for one in size if one not in listed]
    sizes = np.array([size[node[0]] for node in nodes], dtype="float64")
    if listed:
        sizes[_LISTED] = float(together)
    least = np.full((len(nodes), len(nodes)), np.nan)
    most = least.copy()
    for i, group in enumerate(nodes):
        for j, (other, *_) in enumerate(nodes[i + 1 :], start=i + 1):
            known = {one: shared.get((min(one, other), max(one, other))) for one in group}
            audited = {one: both for one, both in known.items() if both is not None}
            if audited:
                low, high = _overlap(
                    audited, size, sizes[i], sizes[j], complete=len(audited) == len(group)
                )
                least[i, j] = least[j, i] = low
                most[i, j] = most[j, i] = high
    return Cell(
        key,
        Sources(sizes, least, most),
        all_listed=len(listed) == len(size),
        impossible=bool((least > most).any() or (least > np.minimum.outer(sizes, sizes)).any()),
    )


def _overlap(
    audited: Mapping[str, int],
    size: Mapping[str, int],
    group: float,
    other: float,
    *,
    complete: bool,
) -> tuple[float, float]:
    """Return least and most children shared by a group of sources and another one.

    The group holds at least what one of its sources shares with the other. At most it holds what
    one shares and all children of the group whom that one does not serve; if each was audited,
    the sum of what they share.
    """
    least = max(audited.values())
    rests = [both + group - size[one] for one, both in audited.items()]
    sums = [sum(audited.values())] if complete else []
    return float(least), float(min(*rests, *sums, group, other))
