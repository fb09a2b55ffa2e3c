"""What a file tells once, what it repeats in another table, and what it tells twice."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from needs.reading.records import Place, ReturnedValue, ReturnFault
from needs.returns.figures import RowKey, by_cell, count_shown, once_a_row, row_key, where
from needs.returns.former import Successors

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
    ordered = sorted(values, key=lambda value: value.place)
    grouped = by_cell(ordered)
    repeated = _repeated(ordered)
    once: list[ReturnedValue] = []
    also: dict[Place, tuple[Place, ...]] = {}
    faults: list[ReturnFault] = []
    editions = sorted({edition for edition, _, _ in grouped})
    for (edition, _, _), same in sorted(grouped.items()):
        others = [other for other in editions if other != edition]
        wrong = [
            *_under_two_names(same, others, grouped, successors),
            *(_twice(same, repeated) or _differing(same)),
        ]
        faults += wrong
        if not wrong:
            first, *rest = same
            once.append(first)
            also[first.place] = tuple(value.place for value in rest)
    return once, also, once_a_row(faults)


def _under_two_names(
    same: Sequence[ReturnedValue],
    others: Iterable[str],
    grouped: Groups,
    successors: Successors,
) -> Iterator[ReturnFault]:
    """The same ground under its old and its new name: its children would count twice."""
    value = same[0]
    for edition in others:
        for code in successors.same_ground(value.edition, value.commune_code):
            name = successors.name(edition, code)
            for other in grouped.get((edition, code, value.field_id), ()):
                words = {"other": name, "where": _row(other)}
                for blamed in same:
                    yield _fault(blamed, "commune_under_two_names", words)


def _repeated(values: Iterable[ReturnedValue]) -> dict[RowKey, list[str]]:
    """Return the rows whose commune stands in another row of their table, and these others.

    Whatever they tell: a row may have been copied for the next commune, and its name left.
    """
    of_table: dict[tuple[str, int, str, str], dict[RowKey, str]] = defaultdict(dict)
    for value in values:
        commune = (value.place.sheet, value.table, value.edition, value.commune_code)
        of_table[commune][row_key(value.place)] = _row(value)
    return {
        row: [name for other, name in rows.items() if other != row]
        for rows in of_table.values()
        for row in rows
        if len(rows) > 1
    }


def _twice(
    same: Sequence[ReturnedValue], repeated: Mapping[RowKey, Sequence[str]]
) -> list[ReturnFault]:
    """A commune in two rows of one table; then the others that tell the same wait, too."""
    others = [name for value in same for name in repeated.get(row_key(value.place), ())]
    if not others:
        return []
    rows = list(dict.fromkeys([*map(_row, same), *others]))
    return [
        _fault(value, "commune_twice", {"others": ", ".join(r for r in rows if r != _row(value))})
        for value in same
    ]


def _differing(same: Sequence[ReturnedValue]) -> Iterator[ReturnFault]:
    """The same figure in several tables, but not the same number."""
    for value in same:
        other = next((other for other in same if other.value != value.value), None)
        if other is not None:
            found, expected = count_shown(value.value), count_shown(other.value)
            words = {"found": found, "value": expected, "where": where(other.place)}
            yield _fault(value, "told_differently", words)


def _row(value: ReturnedValue) -> str:
    return where(dataclasses.replace(value.place, column=-1))


def _fault(value: ReturnedValue, code: str, words: dict[str, str]) -> ReturnFault:
    return ReturnFault(value.place, code, "error", tuple(sorted(words.items())))
