"""Figures of communes, as the chain uses them: one number a commune and field, with its cells."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from needs.reading.records import Place, ReturnedValue, ReturnFault
from needs.wording import masked

# No commune has so many children.
_NO_COUNT = re.compile(r"\d{9,}")
#: Sheet and row (from 0).
RowKey = tuple[str, int]


@dataclass(frozen=True)
class CommuneFigure:
    """One figure of one commune, of the programme's edition of the map.

    Attributes
    ----------
    commune_code, field_id
        Of what: the commune, and the field of the form.
    value
        Children (or residents), as a whole number.
    places
        The cells that it was read from: one, or one for each former commune that was added up.
    also
        Other cells of the file in which the same numbers stand.
    """

    commune_code: str
    field_id: str
    value: int
    places: tuple[Place, ...]
    also: tuple[Place, ...] = ()

    @property
    def cells(self) -> tuple[Place, ...]:
        """Every cell that is wrong if the figure is."""
        return (*self.places, *self.also)

    @property
    def rows(self) -> frozenset[RowKey]:
        """The rows of these cells."""
        return frozenset(map(row_key, self.cells))

    @property
    def where(self) -> str:
        """Its cells, as the sender finds them: «Trẻ em!C5 + Trẻ em!C6»."""
        return " + ".join(map(where, self.places))

    @property
    def found(self) -> str:
        """The number as it is told; with its cells where it stands in none of them alone."""
        return str(self.value) if len(self.places) == 1 else f"{self.value} (= {self.where})"


#: (commune code, field id) → figure.
Figures = Mapping[tuple[str, str], CommuneFigure]


def count_shown(told: object) -> str:
    """Return a count, or words with one, as told in a fault; nine digits may be a telephone."""
    return _NO_COUNT.sub(lambda digits: masked(digits[0]), str(told))


def row_key(place: Place) -> RowKey:
    """Return the row in which a cell stands."""
    return place.sheet, place.row


def where(place: Place) -> str:
    """Return a cell or row as the sender finds it: «Trẻ em!C5»."""
    return f"{place.sheet}!{place.cell}"


def count_of(value: ReturnedValue) -> int:
    """Return a value that is a count.

    Raises
    ------
    TypeError
        If it is not a whole number: the reader gives counts as such.
    """
    if not isinstance(value.value, int):
        raise TypeError(f"{value.field_id}: {value.value!r} is not a count")
    return value.value


def by_cell(values: Iterable[ReturnedValue]) -> dict[tuple[str, str, str], list[ReturnedValue]]:
    """Return values by edition, commune and field; more than one where a commune is repeated."""
    grouped: dict[tuple[str, str, str], list[ReturnedValue]] = defaultdict(list)
    for value in values:
        grouped[value.edition, value.commune_code, value.field_id].append(value)
    return grouped


def once_a_row(faults: Iterable[ReturnFault]) -> list[ReturnFault]:
    """Return faults of whole rows, each told once, at the first cell of its row."""
    first: dict[ReturnFault, ReturnFault] = {}
    for fault in sorted(faults):
        of_row = dataclasses.replace(fault, place=dataclasses.replace(fault.place, column=-1))
        first.setdefault(of_row, fault)
    return list(first.values())
