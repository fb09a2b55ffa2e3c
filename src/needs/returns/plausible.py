"""What deserves a look in a return: it may well be true (warnings, but for impossible counts)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from needs.people.told import POPULATION, share_ages
from needs.programmes import Category
from needs.reading.records import ReturnFault
from needs.returns.compared import (
    Compared,
    Told,
    added,
    all_children,
    bands_of,
    eligible_bands,
    fault_of,
)
from needs.returns.figures import CommuneFigure, RowKey, row_key

#: What changes little from year to year; support given and children examined do change.
_STEADY = ("population", "children", "eligible", "group")
#: So many figures that are all what they were last year were copied, most likely.
_COPIED = 3
#: 300 × 0.35 is 105, not a little less.
_DECIMALS = 6


def against_population(commune: str, told: Told, compared: Compared) -> Iterator[ReturnFault]:
    """Compare children and residents with the residents on record."""
    programme = compared.programme
    limits = programme.returns.plausible
    population = compared.population.get(commune)
    if population is None:
        return
    children = all_children(told, programme)
    eligible = [_most_told(told, category) for category in programme.categories]
    for figure in filter(None, (least_children(told, compared), *eligible)):
        if figure.value > population:
            yield from fault_of(
                figure, "more_children_than_people", "error", {"population": population}
            )
    for figure in filter(None, (told.get(POPULATION), children)):
        if population and not figure.value:
            yield from fault_of(figure, "nobody", "warning", {"population": population})
    share = limits.children_of_population
    # The eligible are compared with the children where these are told: asked about once only.
    for figure in filter(None, eligible if children is None else [children]):
        if round(population * share.value, _DECIMALS) < figure.value <= population:
            words = {"population": population, "share": round(share.value * 100)}
            yield from fault_of(figure, "many_children", "warning", words)
    residents = told.get(POPULATION)
    factor = limits.yearly_change.value
    if residents is not None and residents.value > round(population * factor, _DECIMALS):
        yield from fault_of(residents, "many_residents", "warning", {"population": population})


def least_children(told: Told, compared: Compared) -> CommuneFigure | None:
    """Return how many children there are at least: all, or those of the bands that are told."""
    children = all_children(told, compared.programme)
    if children is None and not share_ages(compared.programme.age_bands):
        return added(told, bands_of(compared.programme), lacking=True)
    return children


def _most_told(told: Told, category: Category) -> CommuneFigure | None:
    """Return the largest number of children that a category names."""
    eligible = told.get(f"{category.id}.eligible") or added(
        told, eligible_bands(category), lacking=True
    )
    others = [told[name] for name in sorted(told) if name.split(".")[0] == category.id]
    return eligible or max(others, key=lambda figure: figure.value, default=None)


def against_last_period(commune: str, told: Told, compared: Compared) -> Iterator[ReturnFault]:
    """Compare with what was returned for the year before: leaps, and copies."""
    limits = compared.programme.returns.plausible
    factor = limits.yearly_change.value
    of_block: dict[str, list[tuple[CommuneFigure, int]]] = defaultdict(list)
    for field_id, now in sorted(told.items()):
        block, measure, *_ = field_id.split(".")
        before = compared.last_period.get((commune, field_id))
        if before is None or measure not in _STEADY or max(before, now.value) < limits.small_count:
            continue
        of_block[block].append((now, before))
        if abs(now.value - before) > round(before * (factor - 1), _DECIMALS):
            words = {"before": before, "percent": round((factor - 1) * 100)}
            yield from fault_of(now, "changed_much", "warning", words)
    for pairs in of_block.values():
        if len(pairs) >= _COPIED and all(now.value == before for now, before in pairs):
            first = min((now for now, _ in pairs), key=lambda figure: figure.places)
            yield from fault_of(first, "same_as_last_period", "warning", {"count": len(pairs)})


def against_list(commune: str, told: Told, compared: Compared) -> Iterator[ReturnFault]:
    """Tell once a row that a commune is not in the programme's list."""
    if commune in compared.listed:
        return
    seen: set[RowKey] = set()
    for _, figure in sorted(told.items()):
        new = [place for place in figure.cells if row_key(place) not in seen]
        seen |= figure.rows
        yield from fault_of(figure, "commune_not_listed", "warning", {}, new)
