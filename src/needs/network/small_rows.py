"""Rows too small to be published are joined, so that no amount tells of one child or one person.

Whoever knows the price of a coat reads «1,050,000 đồng, Lý Bôn» as three children of Lý Bôn. So
small rows are added up: first with small ones near them, then farther away (commune, district,
province), and where they are still too few, together with a row that could stand alone. No amount
is left out: the list adds up to the books as before. Whatever is summed by (giver, place, year) is
summed over the joined rows, so no difference between two sums tells more than the rows themselves.
(Suppression with margins kept: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4; here
by joining rows instead of blanking cells.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Row:
    """A row that might be published.

    `name` tells it from the others; `amount` in đồng (None: not known). `shares` says how large a
    part of each of the least numbers it is (children, payments …): from 1 on of each, it may stand
    alone; an `alone` row may whatever its shares, which count where it comes along. Of rows with
    the same amount the first by `order` comes along first.
    """

    name: str
    shares: tuple[Fraction, ...]
    amount: int | None = 0
    order: str = ""
    alone: bool = False

    @property
    def small(self) -> bool:
        """Whether it may not stand alone."""
        return not self.alone and not _enough((self,))


@dataclass(frozen=True)
class Step:
    """How far small rows may lie apart to be joined: those with the same `key`.

    `along`: where they are too few, others of the same key come along, the smallest amounts first;
    rows with the same `along` come together. None: nobody comes along, and the next step is tried.
    Keys get coarser from step to step: rows with the same key have the same later keys.
    """

    key: Callable[[Row], Hashable]
    along: Callable[[Row], Hashable] | None = None


@dataclass(frozen=True)
class Joined:
    """Rows that are published as one: their names, and the step at which they were joined.

    `enough` is False where all rows there are were too few: then only their sum may be told.
    """

    names: frozenset[str]
    step: int
    enough: bool = True


def join_small(rows: Iterable[Row], steps: Sequence[Step]) -> tuple[Joined, ...]:
    """Return which rows are published as one; rows that stand alone are in none of them.

    The order of the rows does not matter.

    Parameters
    ----------
    rows
        All rows of one list.
    steps
        From the nearest to the farthest.
    """
    ordered = sorted(rows, key=lambda row: row.name)
    waiting: list[tuple[Row, ...]] = [(row,) for row in ordered if row.small]
    standing: list[tuple[int | None, tuple[Row, ...]]] = [
        (None, (row,)) for row in ordered if not row.small
    ]
    for number, step in enumerate(steps):
        by_key: dict[Hashable, list[Row]] = defaultdict(list)
        for rows_ in waiting:
            for row in rows_:
                by_key[step.key(row)].append(row)
        waiting = []
        for key, near in by_key.items():
            taken: list[Row] = list(near)
            if not _enough(taken) and step.along is not None:
                taken, standing = _with_others(taken, standing, step, key)
            if _enough(taken):
                standing.append((number, tuple(taken)))
            else:
                waiting.append(tuple(taken))
    joined = [
        Joined(frozenset(row.name for row in rows_), number)
        for number, rows_ in standing
        if number is not None
    ]
    left = frozenset(row.name for rows_ in waiting for row in rows_)
    if left:
        joined.append(Joined(left, len(steps), enough=False))
    return tuple(sorted(joined, key=lambda one: sorted(one.names)))


def _with_others(
    near: list[Row],
    standing: list[tuple[int | None, tuple[Row, ...]]],
    step: Step,
    key: Hashable,
) -> tuple[list[Row], list[tuple[int | None, tuple[Row, ...]]]]:
    """Take others along until there are enough; return what was taken, and what still stands."""
    assert step.along is not None
    together: dict[Hashable, list[tuple[int | None, tuple[Row, ...]]]] = defaultdict(list)
    for one in standing:
        if step.key(one[1][0]) == key:
            together[step.along(one[1][0])].append(one)
    choices = sorted(together.values(), key=_smallest_first)
    gone: list[tuple[int | None, tuple[Row, ...]]] = []
    for choice in choices:
        if _enough(near):
            break
        gone += choice
        near = near + [row for _, rows_ in choice for row in rows_]
    return near, [one for one in standing if one not in gone]


def _smallest_first(
    choice: list[tuple[int | None, tuple[Row, ...]]],
) -> tuple[int, list[tuple[str, str]]]:
    rows = [row for _, rows_ in choice for row in rows_]
    return sum(row.amount or 0 for row in rows), sorted((row.order, row.name) for row in rows)


def _enough(rows: Sequence[Row]) -> bool:
    return all(sum(parts) >= 1 for parts in zip(*(row.shares for row in rows), strict=True))
