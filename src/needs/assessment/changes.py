"""Figures of a plan changed for a trial, by the ids of the table `assumptions`.

Nothing is written: the files keep what they say, and every figure changed says that it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TypeAlias

from pydantic import ValidationError

from needs.assessment.changed_value import SOURCE, Entry, changed_value
from needs.errors import FaultCollector, NotFound
from needs.need import CIRCLE, OFFICIAL
from needs.people import Assumption, Assumptions
from needs.programmes import Category, Programme
from needs.programmes.category import Standard
from needs.uncertainty.inputs import VILLAGE_SHARE

#: A number, or (low, value, high).
Change: TypeAlias = float | tuple[float, float, float]

WHAT = "con số đem thử / figure to change"

_OF_CATEGORY = ("eligible_share", "unit_price_vnd", "delivery_uplift")
_OF_DELIVERY = ("per_100_km", "per_1000_m", "no_road")
#: Rows of the table `assumptions` that are a mean over communes, each with its own figure.
_OF_COMMUNES = ("rate:", "unknown:")


def changed(
    programme: Programme, assumptions: Assumptions, changes: Mapping[str, Change]
) -> tuple[Programme, Assumptions]:
    """Return the profile and the named assumptions with some figures changed.

    A number sets the value, and the figure's ends move along in proportion (low × new / old,
    high × new / old), kept within what is possible (shares up to 1, prices whole đồng); the ends
    of a figure that was 0 keep their distance. (low, value, high) sets all three. A figure that
    was exact stays exact under a number. `kind` becomes «assumption», the source says that the
    figure was changed. Where a standard changes, the package follows it: whole packages serve
    whole children.

    Parameters
    ----------
    programme, assumptions
        As read from their files; not altered.
    changes
        Figure id (table `assumptions`) → new value; units as in that table. The order does not
        matter.

    Raises
    ------
    NotFound
        If there is no such figure; lists the ids that come nearest.
    InputFaults
        With every value that cannot be (text, price ≤ 0, share > 1, ends in disorder), by id,
        and with the ids that do not exist.
    """
    known = changeable(programme, assumptions)
    faults = FaultCollector(WHAT)
    unknown = sorted(str(figure) for figure in changes if figure not in known)
    for figure in [name for name in unknown if _of_communes(name)]:
        unknown.remove(figure)
        faults.add(
            figure,
            "mỗi xã có con số riêng",
            "con số chung của chương trình",
            "sửa báo cáo của xã hoặc bảng của từng xã",
        )
    new: dict[str, Entry] = {}
    for figure in sorted(set(changes) & set(known)):
        value = changed_value(figure, known[figure], changes[figure], faults)
        if value is not None:
            new[figure] = value
    if unknown and not faults.faults:
        near = dict.fromkeys(one for figure in unknown for one in _nearest(figure, known))
        raise NotFound(WHAT, "; ".join(unknown), near)
    for figure in unknown:
        valid = "; ".join(_nearest(figure, known))
        faults.add(figure, "không có con số này", valid, "kiểm tra chính tả")
    faults.raise_if_any()
    named = {name: entry for name, entry in new.items() if isinstance(entry, Assumption)}
    return _with_profile(programme, new), Assumptions({**assumptions, **named})


def changeable(programme: Programme, assumptions: Assumptions) -> dict[str, Entry]:
    """Return every figure that can be changed, by its id in table `assumptions`.

    Figures that each commune has its own of (rates measured, villages) are not among them.
    """
    return {**assumptions, **dict(_of_profile(programme))}


def _of_communes(figure: str) -> bool:
    return figure.startswith(_OF_COMMUNES) or figure == VILLAGE_SHARE


def _of_profile(programme: Programme) -> Iterator[tuple[str, Entry]]:
    if programme.beneficiaries.by_groups:
        totals = programme.beneficiaries.totals
        for key, total in (
            (CIRCLE, totals.share_of_children),
            (OFFICIAL, totals.special_circumstances),
        ):
            if total is not None:
                yield key, total
    for category in programme.categories:
        for key in _OF_CATEGORY:
            yield f"{category.id}.{key}", getattr(category, key)
        yield f"{category.id}.target", category.target.share
        yield f"{category.id}.standard", category.standard
    for key in _OF_DELIVERY:
        figure = getattr(programme.delivery, key, None)
        if figure is not None:
            yield f"delivery.{key}", figure
    for indicator in programme.priority.indicators:
        yield f"priority.{indicator.id}", indicator.weight
    for zone, weight in programme.priority.zone_weights.items():
        yield f"priority.zone_{zone}", weight


def _nearest(figure: str, known: Mapping[str, Entry]) -> list[str]:
    """Return the ids written most like it, and those of the same category; else all."""
    alike = get_close_matches(figure, known, n=5, cutoff=0.6)
    first, dot, _ = figure.partition(".")
    same = [name for name in known if dot and name.startswith(f"{first}.")]
    return list(dict.fromkeys([*alike, *same])) or list(known)


def _with_profile(programme: Programme, new: Mapping[str, Entry]) -> Programme:
    delivery, priority = programme.delivery, programme.priority
    if delivery is not None:
        delivery = delivery.model_copy(update=_own("delivery", _OF_DELIVERY, new))
    zones = {
        zone: new.get(f"priority.zone_{zone}", weight)
        for zone, weight in priority.zone_weights.items()
    }
    if zones != priority.zone_weights:
        priority = priority.model_copy(
            update={"zone_weights": zones, "kind": "assumption", "source": SOURCE}
        )
    indicators = [
        entry.model_copy(update={"weight": new.get(f"priority.{entry.id}", entry.weight)})
        for entry in priority.indicators
    ]
    update: dict[str, object] = {
        "categories": [_category(category, new) for category in programme.categories],
        "delivery": delivery,
        "priority": priority.model_copy(update={"indicators": indicators}),
    }
    of_circle = {key: new[key] for key in (CIRCLE, OFFICIAL) if key in new}
    if of_circle:
        beneficiaries = programme.beneficiaries
        totals = beneficiaries.totals.model_copy(update=of_circle)
        update["beneficiaries"] = beneficiaries.model_copy(update={"totals": totals})
    return _sound(programme.model_copy(update=update))


def _own(part: str, keys: tuple[str, ...], new: Mapping[str, Entry]) -> dict[str, Entry]:
    return {key: new[f"{part}.{key}"] for key in keys if f"{part}.{key}" in new}


def _category(category: Category, new: Mapping[str, Entry]) -> Category:
    update: dict[str, object] = {**_own(category.id, _OF_CATEGORY, new)}
    share = new.get(f"{category.id}.target")
    if share is not None:
        update["target"] = category.target.model_copy(update={"share": share})
    standard = new.get(f"{category.id}.standard")
    if isinstance(standard, Standard):
        whole = standard.units  # in lowest terms: fewer units serve no whole number of children
        update["standard"] = standard
        update["package_units"] = max(1, round(category.package_units / whole)) * whole
    return category.model_copy(update=update)


def _sound(programme: Programme) -> Programme:
    """Return the profile checked as a whole, as if read from its file."""
    try:
        return Programme.model_validate(programme.model_dump(by_alias=True))
    except ValidationError as error:
        faults = FaultCollector(WHAT)
        for problem in error.errors():
            where = ".".join(str(part) for part in problem["loc"]) or programme.id
            faults.add(where, SOURCE, problem["msg"].removeprefix("Value error, "))
        faults.raise_if_any()
        raise
