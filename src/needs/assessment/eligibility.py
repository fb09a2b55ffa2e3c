"""Who gains and who loses support when a commune enters or leaves the zone list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from needs.areas import (
    AreaList,
    ZoneList,
    area_list,
    compare_areas,
    province_totals,
    read_area_index,
    unit_edition,
    unit_province,
)
from needs.assessment.listed import ListedCommunes
from needs.need import quantity
from needs.people import (
    AgeRange,
    Assumptions,
    age_range,
    children_under_16,
    read_assumptions,
    read_district_census,
    read_registered,
    residents,
)
from needs.people.children import YEARS_OF_CHILDHOOD
from needs.places import Gazetteer, load_gazetteer
from needs.programmes import BASIS_OF_KIND, Category, Programme
from needs.tables import rows_of, weakest_basis

DIRECTIONS = ("lost", "gained")

_CHILDREN = ["children", "children_low", "children_high", "children_basis"]

_WHOLE = [
    f"{figure}{end}{unit}"
    for figure, unit in (("children", ""), ("amount", "_vnd"))
    for end in ("", "_low", "_high")
]


def children_compared(
    before: ZoneList, after: ZoneList, root: Path, gazetteer: Gazetteer
) -> pd.DataFrame:
    """Return the children under 16 of every commune that two lists are compared by.

    Returns
    -------
    DataFrame
        Indexed by commune_code of `unit_edition`: children, children_low, children_high
        (missing where residents are not known), children_basis.
    """
    assumptions = read_assumptions(root)
    people = residents(
        gazetteer.communes(unit_province(before, after), unit_edition(before, after)),
        gazetteer=gazetteer,
        registered=read_registered(root),
        census=read_district_census(root),
        assumptions=assumptions,
    )
    return children_under_16(people, assumptions)[_CHILDREN]


def earlier_lists(area: AreaList, root: Path, gazetteer: Gazetteer) -> list[AreaList]:
    """Return the lists that held in the province before this one; empty where none is at hand.

    Of a province that merged there may be several, one for each former province.
    """
    index = read_area_index(root)
    today = _provinces_today(area.province_code, area.edition, gazetteer)
    earlier = index[index.valid_from < pd.Timestamp(area.valid_from)]
    of_province = [
        row
        for row in rows_of(earlier.sort_values(["valid_from", "list_id"]))
        if today & _provinces_today(str(row.province_code), str(row.edition), gazetteer)
    ]
    last = {(row.edition, row.province_code): str(row.list_id) for row in of_province}
    same = (area.edition, area.province_code)
    ids = [last[same]] if same in last else sorted(last.values())
    return [area_list(list_id, root=root, gazetteer=gazetteer) for list_id in ids]


def eligibility_change(
    programme: Programme, listed: ListedCommunes, root: Path, gazetteer: Gazetteer
) -> pd.DataFrame | None:
    """Return what changed since the list before the programme's; none where it is not at hand.

    Children whom communes told stand in place of estimates where both lists are of the
    programme's edition.

    Returns
    -------
    DataFrame
        As `needs.areas.compare_areas`.
    """
    if listed.area is None:
        return None
    after = ZoneList.of(listed.area)
    told = listed.communes.set_index("commune_code")[_CHILDREN]
    frames = []
    for earlier in earlier_lists(listed.area, root, gazetteer):
        before = ZoneList.of(earlier)
        children = children_compared(before, after, root, gazetteer)
        if before.edition == after.edition:
            children = pd.concat([children[~children.index.isin(told.index)], told])
        frames.append(
            compare_areas(
                before,
                after,
                children,
                zones=tuple(programme.beneficiaries.specially_disadvantaged_zones),
                gazetteer=gazetteer,
            )
        )
    return pd.concat(frames, ignore_index=True) if frames else None


def support_changes(
    change: pd.DataFrame, programme: Programme, assumptions: Assumptions | None = None
) -> pd.DataFrame:
    """Return, for each category, the children who lose it and those who gain it.

    A child loses a category whose zones (the denominator of its target) the commune leaves;
    where the whole area counts, only a commune that leaves the list altogether does. Villages
    that stay on a list of their own in a commune that leaves zone III are not looked at here.

    Parameters
    ----------
    change
        From `needs.areas.compare_areas`.
    assumptions
        For the range of the ages; without them ages are taken as evenly spread.

    Returns
    -------
    DataFrame
        category, direction («lost», «gained»), communes (communes or parts), children,
        children_low, children_high (eligible children by the plan's share, whole), units,
        amount_vnd, amount_low_vnd, amount_high_vnd (whole VND a year at the plan's price with
        its uplift, without what distance adds), basis. In the profile's order. Missing where
        the children of a commune concerned are not known.
    """
    rows = [
        row
        for category in programme.categories
        for row in _of_category(change, programme, category, assumptions)
    ]
    columns = ["category", "direction", "communes", *_WHOLE[:3], "units", *_WHOLE[3:], "basis"]
    types = dict.fromkeys(_WHOLE, "Int64") | {"units": "Float64"}
    return pd.DataFrame(rows)[columns].astype(types)


def earlier_totals(
    listed: AreaList, root: Path, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Return the official counts of communes that are known of the province, list or no list.

    Returns
    -------
    DataFrame
        decision, year, province, total, zone_I, zone_II, zone_III (communes; missing where the
        source does not give them), source, current (of the list itself); by year. Communes of
        before 1/7/2025 were smaller: counts of the two editions do not compare.
    """
    rows = province_totals(
        listed.province_code,
        listed.edition,
        root,
        gazetteer or load_gazetteer(),
        province=listed.province,
    )
    return rows.assign(current=rows.decision.eq(listed.totals_decision))


def _provinces_today(province_code: str, edition: str, gazetteer: Gazetteer) -> set[str]:
    keys = gazetteer.communes(province_code, edition).unit_key
    return set(gazetteer.provinces_today(keys))


def _of_category(
    change: pd.DataFrame,
    programme: Programme,
    category: Category,
    assumptions: Assumptions | None,
) -> Iterator[dict[str, object]]:
    zones = programme.zones_in_scope(category)
    years = sum(programme.band(name).years for name in category.age_bands)
    ages = AgeRange(1.0, 1.0, None) if assumptions is None else age_range(years, assumptions)
    share, price = category.eligible_share, category.unit_price_vnd
    uplift = category.delivery_uplift
    part = years / YEARS_OF_CHILDHOOD
    was, becomes = change.zone_before.isin(zones), change.zone_after.isin(zones)
    for direction, concerned in (("lost", was & ~becomes), ("gained", becomes & ~was)):
        rows = change[concerned]
        found: dict[str, object] = {
            "category": category.id,
            "direction": direction,
            "communes": len(rows),
        }
        for end, of_ages, of_share, price_vnd in (
            ("", 1.0, share.value, price.value * (1 + uplift.value)),
            ("_low", ages.low, share.at_low, price.at_low * (1 + uplift.at_low)),
            ("_high", ages.high, share.at_high, price.at_high * (1 + uplift.at_high)),
        ):
            eligible = (rows[f"children{end}"].astype("Float64") * part * of_ages * of_share).sum(
                skipna=False
            )
            children = pd.Series([eligible], dtype="Float64").round()
            units = quantity(children, category)
            found[f"children{end}"] = children[0]
            found[f"amount{end}_vnd"] = (units * round(price_vnd)).round()[0]
            if not end:
                found["units"] = units[0]
        found["basis"] = weakest_basis(
            *rows.basis, share.basis, price.basis, uplift.basis,
            BASIS_OF_KIND[category.standard.kind], ages.basis,
        )  # fmt: skip
        yield found
