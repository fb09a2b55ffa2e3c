"""What a return is compared with, and the figures of one commune as the checks see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from needs.forms.labels import field_labels
from needs.people.told import CHILDREN, make_up_childhood
from needs.programmes import Category, Programme, Words
from needs.reading.records import Place, ReturnFault, Severity
from needs.returns.figures import CommuneFigure, count_shown

#: Field id → figure, of one commune.
Told = Mapping[str, CommuneFigure]

#: Stands between the fields of a figure that was added up here.
_AND = " + "


@dataclass(frozen=True)
class Compared:
    """What the figures of a return are compared with.

    Attributes
    ----------
    programme
        Age bands, groups, sources, samples and the limits of what is plausible.
    population
        Commune code → residents on record; communes without a count are left out.
    last_period
        (commune code, field id) → figure returned for the period before.
    listed
        Codes of the communes that the programme's list holds.
    """

    programme: Programme
    population: Mapping[str, int]
    last_period: Mapping[tuple[str, str], int]
    listed: frozenset[str]

    @cached_property
    def labels(self) -> dict[str, Words]:
        """What each field is called."""
        return field_labels(self.programme)

    def label(self, figure: CommuneFigure) -> Words:
        """Return what a figure is called; of a sum, what each of its parts is called."""
        parts = [self.labels[field_id] for field_id in figure.field_id.split(_AND)]
        return Words(
            vi=_AND.join(part.vi for part in parts), en=_AND.join(part.en for part in parts)
        )


def fault_of(
    figure: CommuneFigure,
    code: str,
    severity: Severity,
    values: Mapping[str, object],
    places: Iterable[Place] | None = None,
) -> Iterator[ReturnFault]:
    """Blame every cell that the figure was read from, or those given."""
    words = tuple(sorted((name, count_shown(value)) for name, value in values.items()))
    found = ("found", count_shown(figure.found))
    for place in figure.cells if places is None else places:
        yield ReturnFault(place, code, severity, (found, *words))


def added(told: Told, fields: Sequence[str], *, lacking: bool = False) -> CommuneFigure | None:
    """Return the sum of figures; none where one of them is not told, unless some may be lacking."""
    known = [told[field_id] for field_id in fields if field_id in told]
    if not known or (len(known) < len(fields) and not lacking):
        return None
    places = tuple(place for figure in known for place in figure.places)
    also = tuple(place for figure in known for place in figure.also)
    names = _AND.join(figure.field_id for figure in known)
    return CommuneFigure(
        known[0].commune_code, names, sum(figure.value for figure in known), places, also
    )


def bands_of(programme: Programme) -> list[str]:
    """Return the fields that hold the children of each age band."""
    return [f"{CHILDREN}.{band.id}" for band in programme.age_bands]


def eligible_bands(category: Category) -> list[str]:
    """Return the fields that hold the eligible children of each of a category's age bands."""
    return [f"{category.id}.eligible.{band}" for band in category.age_bands]


def all_children(told: Told, programme: Programme) -> CommuneFigure | None:
    """Return all children under 16: as stated, else the bands where these hold every age once."""
    stated = told.get(CHILDREN)
    if stated is None and make_up_childhood(programme.age_bands):
        return added(told, bands_of(programme))
    return stated
