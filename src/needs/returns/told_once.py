"""What a file tells once, what it repeats in another table, and what it tells twice."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from needs.returns.figures import RowKey, by_cell, once_a_row, row_key, where
from needs.returns.former import Successors
from needs.returns.records import Place, ReturnedValue, ReturnFault

Groups = Mapping[tuple[str, str, str], Sequence[ReturnedValue]]


def told_once(
    values: Iterable[ReturnedValue], successors: Successors
) -> tuple[list[ReturnedValue], dict[Place, tuple[Place, ...]], list[ReturnFault]]:
    """Keep what a file tells once; a commune told twice, or under two names, is asked about.

    The same figure in several tables of a file (residents beside every category, a summary) is
    nothing wrong where all agree. A row that repeats another of its table always is: it may be
    that of a commune whose name was not changed after copying.

    Returns
    -------
    once, also, faults
        The values to use; the other cells in which the same stands; the errors.
    """
    grouped = by_cell(sorted(values, key=lambda value: value.place))
    fields_in: dict[RowKey, set[str]] = defaultdict(set)
    for (_, _, field_id), same in grouped.items():
        for value in same:
            fields_in[row_key(value.place)].add(field_id)
    once: list[ReturnedValue] = []
    also: dict[Place, tuple[Place, ...]] = {}
    faults: list[ReturnFault] = []
    for _, same in sorted(grouped.items()):
        wrong = [
            *_under_two_names(same, grouped, successors),
            *(_repeated(same, fields_in) or _differing(same)),
        ]
        faults += wrong
        if not wrong:
            first, *others = same
            once.append(first)
            also[first.place] = tuple(value.place for value in others)
    return once, also, once_a_row(faults)


def _under_two_names(
    same: Sequence[ReturnedValue], grouped: Groups, successors: Successors
) -> Iterator[ReturnFault]:
    """The same ground under its old and its new name: its children would count twice."""
    value = same[0]
    for edition in sorted({edition for edition, _, _ in grouped} - {value.edition}):
        for code in successors.same_ground(value.edition, value.commune_code):
            name = successors.name(edition, code)
            for other in grouped.get((edition, code, value.field_id), ()):
                words = {"other": name, "where": _row(other)}
                for blamed in same:
                    yield _fault(blamed, "commune_under_two_names", words)


def _repeated(
    same: Sequence[ReturnedValue], fields_in: Mapping[RowKey, set[str]]
) -> list[ReturnFault]:
    """A commune in two rows of one table."""
    if not any(_same_table(one, other, fields_in) for one, other in combinations(same, 2)):
        return []
    return [
        _fault(
            value,
            "commune_twice",
            {"others": ", ".join(_row(other) for other in same if other is not value)},
        )
        for value in same
    ]


def _same_table(
    one: ReturnedValue, other: ReturnedValue, fields_in: Mapping[RowKey, set[str]]
) -> bool:
    """Tell whether two rows are of one table: one answers nothing but what the other does."""
    first, second = fields_in[row_key(one.place)], fields_in[row_key(other.place)]
    return one.place.sheet == other.place.sheet and (first <= second or second <= first)


def _differing(same: Sequence[ReturnedValue]) -> Iterator[ReturnFault]:
    """The same figure in several tables, but not the same number."""
    for value in same:
        other = next((other for other in same if other.value != value.value), None)
        if other is not None:
            found, expected = str(value.value), str(other.value)
            words = {"found": found, "value": expected, "where": where(other.place)}
            yield _fault(value, "told_differently", words)


def _row(value: ReturnedValue) -> str:
    return where(dataclasses.replace(value.place, column=-1))


def _fault(value: ReturnedValue, code: str, words: dict[str, str]) -> ReturnFault:
    return ReturnFault(value.place, code, "error", tuple(sorted(words.items())))
