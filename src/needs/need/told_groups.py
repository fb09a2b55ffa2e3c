"""Children in special circumstances as communes told them, group by group.

A child may belong to several groups (an orphan with a disability), so the groups do not add up. How
many children they are is known within bounds (Fréchet 1935, as for children covered:
`design/method.md`, section 2): at least the largest group, at most all groups together. In the
middle, groups independent of each other: children × (1 − Π(1 − group / children)). Where only some
groups were told, the others may hold more: the estimate stays, raised to what was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

import pandas as pd

from needs.need.told import ELIGIBLE
from needs.people import apportion, told_of
from needs.programmes import Category
from needs.tables import rows_of

#: Marks the rows whose children lie between bounds that a commune's groups give.
TOLD_RANGE = "told_range"


class Between(NamedTuple):
    """Children at the middle and both ends."""

    middle: int
    low: int
    high: int


def group_field(category: str, group: str) -> str:
    """Return the field of the return's form in which a group of children is told."""
    return f"{category}.group.{group}"


def with_told_groups(
    eligible: pd.DataFrame,
    told: pd.DataFrame,
    category: Category,
    groups: Sequence[str],
    by_age: pd.DataFrame,
) -> pd.DataFrame:
    """Return eligible children with the groups that communes told of one category put in place.

    The children of a commune are divided among its age bands by their estimates (by equal parts
    where there are none): every band is marked as estimated.

    Parameters
    ----------
    eligible
        From `eligible_children`.
    told
        commune_code, field, value (children), source.
    category
        The category.
    groups
        Ids of the programme's groups.
    by_age
        From `people.children_by_age`: no more children are in the groups than there are.

    Returns
    -------
    DataFrame
        As `eligible`, with the column told_range: the row rests on told groups.
    """
    result = eligible.assign(**{TOLD_RANGE: False})
    known = [
        {
            row.commune_code: (int(row.value), str(row.source))
            for row in rows_of(told_of(told, group_field(category.id, name)).reset_index())
        }
        for name in groups
    ]
    children = by_age[by_age.age_band.isin(category.age_bands)].groupby("commune_code")
    there = children[["children", "children_high"]].sum(min_count=len(category.age_bands))
    for code, rows in result.groupby("commune_code"):
        cells = [of_group[code] for of_group in known if code in of_group]
        if not cells:
            continue
        counts = [count for count, _ in cells]
        of_commune = there.loc[code] if code in there.index else None
        union = _told(counts, of_commune, rows, complete=len(cells) == len(groups))
        result.loc[rows.index, list(ELIGIBLE)] = _of_bands(union, rows.children_eligible.tolist())
        result.loc[rows.index, "basis"] = "estimated"
        result.loc[rows.index, "sources"] = "; ".join(source for _, source in cells)
        result.loc[rows.index, "from_residents"] = False
        result.loc[rows.index, TOLD_RANGE] = True
    return result


def groups_together(counts: Sequence[int], children: float | None = None) -> Between:
    """Return how many children several groups are, each child once.

    Parameters
    ----------
    counts
        Children of each group.
    children
        All children; none, or fewer than a group holds: not known, then the groups are taken as
        apart in the middle.
    """
    most, summed = max(counts), sum(counts)
    if not children or children < most:
        return Between(summed, most, summed)
    high = min(summed, int(children))
    middle = round(children * (1 - prod(1 - count / children for count in counts)))
    return Between(min(max(middle, most), high), most, high)


def _told(counts: Sequence[int], there: Any, rows: pd.DataFrame, *, complete: bool) -> Between:
    children = None if there is None or there.isna().any() else float(there.children_high)
    union = groups_together(counts, children)
    if complete:
        return union
    estimate = [rows[name].sum(skipna=False) for name in ELIGIBLE]
    if any(pd.isna(end) for end in estimate):
        return union
    middle, low, high = (int(end) for end in estimate)
    return Between(max(middle, union.middle), max(low, union.low), max(high, union.high))


def _of_bands(union: Between, weights: Sequence[Any]) -> list[list[int]]:
    """Divide the children among age bands; in every band low ≤ middle ≤ high."""
    middle = apportion(union.middle, weights)
    fewer = apportion(union.middle - union.low, middle)
    more = apportion(union.high - union.middle, weights)
    return [
        [part, part - less, part + further]
        for part, less, further in zip(middle, fewer, more, strict=True)
    ]
