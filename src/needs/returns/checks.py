"""Logic checks of a return: what cannot be true (error), and what deserves a look (warning).

Each check looks at the figures of one commune in one file and says which cells do not fit
together. An error keeps its rows out until they are mended; a warning is only told. Which of
two figures is wrong cannot be told: where they stand in different rows, both rows wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from needs.people.told import CHILDREN, POPULATION, make_up_childhood, share_ages
from needs.programmes import Category
from needs.reading.records import ReturnFault, Severity
from needs.returns.compared import (
    Compared,
    Told,
    added,
    all_children,
    bands_of,
    eligible_bands,
    fault_of,
)
from needs.returns.figures import CommuneFigure, Figures, row_key
from needs.returns.plausible import (
    against_last_period,
    against_list,
    against_population,
    least_children,
)

__all__ = ["Compared", "logic_faults"]


def logic_faults(figures: Figures, compared: Compared) -> list[ReturnFault]:
    """Return everything that does not fit together, sorted by cell."""
    of_commune: dict[str, dict[str, CommuneFigure]] = defaultdict(dict)
    for (commune, field_id), figure in figures.items():
        of_commune[commune][field_id] = figure
    faults = {
        fault
        for commune, told in of_commune.items()
        for check in _CHECKS
        for fault in check(commune, told, compared)
    }
    return sorted(faults)


def _disagree(
    blamed: CommuneFigure,
    others: Iterable[CommuneFigure],
    compared: Compared,
    code: str,
    values: Mapping[str, object],
) -> Iterator[ReturnFault]:
    """Blame a figure, and hold back those that it disagrees with in other rows."""
    yield from fault_of(blamed, code, "error", values)
    label = compared.label(blamed)
    for other in others:
        elsewhere = [place for place in other.cells if row_key(place) not in blamed.rows]
        yield from fault_of(
            other,
            "figures_disagree",
            "error",
            {
                "other": label.vi,
                "other_en": label.en,
                "value": blamed.value,
                "where": blamed.where,
            },
            elsewhere,
        )


def _subset(
    part: CommuneFigure | None,
    whole: CommuneFigure | None,
    compared: Compared,
    severity: Severity = "error",
) -> Iterator[ReturnFault]:
    if part is None or whole is None or part.value <= whole.value:
        return
    one, other = compared.label(part), compared.label(whole)
    near = len(whole.places) == 1 and row_key(whole.places[0]) in part.rows
    words = {
        "part": one.vi,
        "part_en": one.en,
        "whole": other.vi,
        "whole_en": other.en,
        "most": whole.value if near else f"{whole.value} (= {whole.where})",
    }
    if severity == "error":
        yield from _disagree(part, [whole], compared, "part_exceeds_whole", words)
    else:
        yield from fault_of(part, "part_exceeds_whole", severity, words)


def _sum_differs(
    told: Told, parts: Sequence[str], whole: str, compared: Compared, *, all_parts: bool = True
) -> Iterator[ReturnFault]:
    """Compare a stated total with its parts; unless these are `all_parts`, it may be more."""
    known = [told[field_id] for field_id in parts if field_id in told]
    stated = told.get(whole)
    if stated is None or not known:
        return
    total = sum(figure.value for figure in known)
    # A band left empty is not known: the others may add up to less than the whole, never to more.
    if total > stated.value or (all_parts and len(known) == len(parts) and total != stated.value):
        yield from _disagree(stated, known, compared, "bands_differ_from_total", {"total": total})


def _age_bands(_: str, told: Told, compared: Compared) -> Iterator[ReturnFault]:
    programme = compared.programme
    if share_ages(programme.age_bands):
        for band in bands_of(programme):
            yield from _subset(told.get(band), told.get(CHILDREN), compared)
    else:
        every = make_up_childhood(programme.age_bands)
        yield from _sum_differs(told, bands_of(programme), CHILDREN, compared, all_parts=every)
    for category in programme.categories:
        parts = eligible_bands(category)
        yield from _sum_differs(told, parts, f"{category.id}.eligible", compared)


def _subsets(_: str, told: Told, compared: Compared) -> Iterator[ReturnFault]:
    for category in compared.programme.categories:
        yield from _eligible_children(told, compared, category)
        yield from _parts_of_eligible(told, compared, category)


def _eligible_children(told: Told, compared: Compared, category: Category) -> Iterator[ReturnFault]:
    """The eligible are children of the commune, of the category's ages."""
    stated = told.get(f"{category.id}.eligible")
    of_ages = [f"{CHILDREN}.{band}" for band in category.age_bands]
    for eligible, children in zip(eligible_bands(category), of_ages, strict=True):
        yield from _subset(told.get(eligible), told.get(children), compared)
    same_ages = added(told, of_ages)
    if same_ages is not None:
        yield from _subset(stated, same_ages, compared)
    else:
        least = stated or added(told, eligible_bands(category), lacking=True)
        yield from _subset(least, all_children(told, compared.programme), compared)


def _parts_of_eligible(told: Told, compared: Compared, category: Category) -> Iterator[ReturnFault]:
    """Groups, the covered and the examined are eligible children; the affected were examined."""
    returns = compared.programme.returns

    def of(measure: str) -> CommuneFigure | None:
        return told.get(f"{category.id}.{measure}")

    whole = (
        of("eligible")
        or added(told, eligible_bands(category))
        or added(told, [f"{CHILDREN}.{band}" for band in category.age_bands])
        or all_children(told, compared.programme)
    )
    for group in returns.groups:
        yield from _subset(of(f"group.{group.id}"), whole, compared)
    once = of("covered")
    for source in returns.sources:
        yield from _subset(of(f"covered.{source.id}"), whole, compared)
        yield from _subset(of(f"covered.{source.id}"), once, compared)
    yield from _subset(once, whole, compared)
    sources = added(told, [f"{category.id}.covered.{source.id}" for source in returns.sources])
    if once is not None and sources is not None and once.value > sources.value:
        most = {"most": sources.value}
        yield from _disagree(once, [sources], compared, "covered_more_than_sources", most)
    for sample in returns.samples:
        if sample.category == category.id:
            examined = of(f"examined.{sample.id}")
            yield from _subset(of(f"affected.{sample.id}"), examined, compared)
            yield from _subset(examined, whole, compared, "warning")


def _residents(_: str, told: Told, compared: Compared) -> Iterator[ReturnFault]:
    yield from _subset(least_children(told, compared), told.get(POPULATION), compared)


Check = Callable[[str, Told, Compared], Iterator[ReturnFault]]
_CHECKS: tuple[Check, ...] = (
    _age_bands,
    _subsets,
    _residents,
    against_population,
    against_last_period,
    against_list,
)
