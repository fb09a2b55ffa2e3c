"""What an allocation starts from, read off the tables: cells, gifts, ages, promises."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from needs.commitments.states import FIXED, OFFERED
from needs.people import apportion
from needs.programmes import Programme
from needs.tables import ALL, CELL, PLACE, rows_of

#: What the solver reads where a programme has no zones: no wish for a zone is met there.
NO_ZONE = "-"


@dataclass(frozen=True)
class PlanInputs:
    """The tables of `needs.allocation.allocate`.

    Attributes
    ----------
    cells
        What may be served: communes × categories (children), communes × facilities (places).
    gifts
        What donors give.
    ages
        Children of the low gap by year of age; None where no gift is for certain ages.
    held, offered
        What donors have accepted, and what they have been offered.
    """

    cells: pd.DataFrame
    gifts: pd.DataFrame
    ages: pd.DataFrame | None
    held: pd.DataFrame
    offered: pd.DataFrame


def without_mark(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the solver with a zone that is none missing again."""
    return rows.assign(zone=rows.zone.astype("str").mask(rows.zone == NO_ZONE))


def plan_inputs(
    programme: Programme,
    *,
    gap: pd.DataFrame,
    need: pd.DataFrame,
    facilities: pd.DataFrame,
    priority: pd.DataFrame,
    gifts: pd.DataFrame,
    commitments: pd.DataFrame,
) -> PlanInputs:
    """Return what the donors may be asked for, from the tables of the same names.

    Money without a wish goes to children: a place (classroom, play area) is built by who names it.
    """
    commitments = commitments[commitments.period == programme.period]
    commitments = commitments.assign(count=commitments.lot_children + commitments.places)
    fixed = commitments[commitments.lot_state.isin(FIXED)]
    cells = pd.concat(
        [_of_children(programme, gap), _of_places(facilities, priority)],
        ignore_index=True,
    )
    cells["zone"] = cells.zone.fillna(NO_ZONE)
    taken = fixed.groupby(CELL)["count"].sum()
    cells["held"] = pd.array(
        [int(taken.get((row.commune_code, row.category), 0)) for row in rows_of(cells)],
        dtype="Int64",
    )
    aged = gifts.from_age.notna() | gifts.to_age.notna()
    return PlanInputs(
        cells=cells,
        gifts=_children_first(gifts, [facility.id for facility in programme.facilities]),
        ages=children_by_year(programme, gap, need) if aged.any() else None,
        held=held_lots(fixed),
        offered=offered_lots(commitments[commitments.lot_state == OFFERED]),
    )


def _of_children(programme: Programme, gap: pd.DataFrame) -> pd.DataFrame:
    """Return the cells whose gap is known.

    Coverage is counted against the low target, as the gap is: a commune where nobody is
    covered starts from zero.
    """
    known = (
        gap.in_target.fillna(False) & gap.gap_low.notna() & gap.children_target_low.fillna(0).gt(0)
    )
    cells = gap[known][
        [*PLACE, "category", "children_target_low", "gap_low", "priority", "unit", "unit_price_vnd"]
    ].rename(columns={"children_target_low": "children_target"})
    of = {category.id: category for category in programme.categories}
    own = [of[name] for name in cells.category]
    return cells.assign(
        counted="children",
        worth=1.0,
        package_units=[category.package_units for category in own],
        package_children=[category.package_children for category in own],
        unit_months=[category.unit_months for category in own],
        months=pd.Series([category.delivery_months for category in own], index=cells.index),
    )


def _of_places(facilities: pd.DataFrame, priority: pd.DataFrame) -> pd.DataFrame:
    """Return the places that communes lack, one by one; a place counts as one in the effect."""
    lacking = facilities[facilities.places_open.fillna(0).gt(0)]
    index = priority[priority.category == ALL].set_index("commune_code")["index"]
    cells = lacking[[*PLACE, "facility", "places_needed", "places_open", "unit"]].rename(
        columns={
            "facility": "category",
            "places_needed": "children_target",
            "places_open": "gap_low",
        }
    )
    return cells.assign(
        unit_price_vnd=lacking.facility_price_vnd,
        priority=cells.commune_code.map(index).astype("Float64"),
        counted="places",
        worth=1.0,
        package_units=1,
        package_children=1,
        unit_months=False,
        months=pd.Series([()] * len(cells), index=cells.index, dtype="object"),
    )


def _children_first(gifts: pd.DataFrame, facilities: list[str]) -> pd.DataFrame:
    """Return the gifts; those that name no category give no places."""
    excluded = [
        without if wished else (*without, *facilities)
        for wished, without in zip(gifts.categories, gifts.without_categories, strict=True)
    ]
    goods_of_place = gifts.category.isin(facilities)
    return gifts.assign(
        without_categories=pd.Series(excluded, index=gifts.index, dtype="object").where(
            ~goods_of_place, gifts.without_categories
        )
    )


def children_by_year(programme: Programme, gap: pd.DataFrame, need: pd.DataFrame) -> pd.DataFrame:
    """Return the children of each low gap by year of age; they add up to it.

    The gap of a commune is divided by the eligible children of its age bands, evenly over the
    years of a band (an assumption: nothing tells more).

    Returns
    -------
    DataFrame
        commune_code, category, age (years), children.
    """
    years = {band.id: range(band.from_age, band.to_age + 1) for band in programme.age_bands}
    bands: dict[tuple[str, str], list[tuple[range, int]]] = {}
    by_age = need.sort_values("age_band", key=lambda names: names.map(lambda n: years[n].start))
    for row in rows_of(by_age):
        key = (row.commune_code, row.category)
        bands.setdefault(key, []).append((years[row.age_band], row.children_eligible))
    found = []
    for cell in rows_of(gap[gap.gap_low.fillna(0).gt(0)]):
        rows = bands[cell.commune_code, cell.category]
        ages = [age for band, _ in rows for age in band]
        weights = [eligible / len(band) for band, eligible in rows for _ in band]
        parts = apportion(int(cell.gap_low), weights)
        found += [
            (cell.commune_code, cell.category, age, part)
            for age, part in zip(ages, parts, strict=True)
        ]
    return pd.DataFrame(found, columns=[*CELL, "age", "children"])


def held_lots(fixed: pd.DataFrame) -> pd.DataFrame:
    """Return what accepted lots take: from the gift, and from the gift that pays the rest."""
    lead = fixed[["gift_id", *CELL, "count", "taken"]]
    joint = fixed[fixed.partner_gift != ""]
    partner = pd.DataFrame(
        {
            "gift_id": joint.partner_gift,
            "commune_code": joint.commune_code,
            "category": joint.category,
            "count": 0,
            "taken": joint.partner_taken,
        }
    )
    return pd.concat([lead, partner], ignore_index=True)


def offered_lots(offered: pd.DataFrame) -> pd.DataFrame:
    """Return what has been offered, in packages."""
    key = ["gift_id", "partner_gift", *CELL]
    return offered.groupby(key, as_index=False).agg(packages=("packages", "sum"))
