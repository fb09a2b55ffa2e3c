"""Figures that a page states in one line: sums by category, and what a map shows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.places import load_gazetteer, without_prefix
from needs.wording import collation_key


def total(values: pd.Series) -> Any:
    """Return the sum; missing if any part is missing, so that nothing looks smaller than it is."""
    return values.sum(skipna=False)


def alphabetical(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows in Vietnamese alphabetical order of the places in a column.

    «Xã», «Huyện» … do not count: nobody looks for a commune under X.
    """
    return frame.sort_values(
        column,
        key=lambda names: names.map(lambda name: collation_key(without_prefix(name))),
        kind="stable",
    )


def by_category(assessment: Assessment) -> pd.DataFrame:
    """Return one row for each category, in the profile's order: eligible to gap, cost, proposal."""
    order = [category.id for category in assessment.programme.categories]
    need = assessment.need.groupby("category")[
        ["quantity", "cost_vnd", "cost_low_vnd", "cost_high_vnd"]
    ]
    rows = need.sum(skipna=False).rename(
        columns={
            "quantity": "need_quantity",
            "cost_vnd": "need_cost_vnd",
            "cost_low_vnd": "need_cost_low_vnd",
            "cost_high_vnd": "need_cost_high_vnd",
        }
    )
    gap = assessment.gap.groupby("category")[
        [
            "children_eligible",
            "children_target",
            "children_target_low",
            "children_target_high",
            "covered_low",
            "covered_high",
            "gap_low",
            "gap_high",
            "cost_vnd",
            "cost_low_vnd",
            "cost_high_vnd",
        ]
    ].sum(skipna=False)
    lots = assessment.allocation.groupby("category")[["children_reached", "cost_vnd"]].sum()
    left = assessment.open_needs.groupby("category")[["children_open", "cost_vnd"]].sum(
        skipna=False
    )
    rows = (
        rows.join(gap)
        .join(lots.rename(columns={"cost_vnd": "proposed_vnd"}))
        .join(left.rename(columns={"cost_vnd": "open_vnd"}))
    )
    # No lot and no open need are facts (nothing proposed, nothing left), not unknown figures.
    for column in ("children_reached", "proposed_vnd", "children_open", "open_vnd"):
        absent = ~rows.index.isin(
            (lots if column in ("children_reached", "proposed_vnd") else left).index
        )
        rows[column] = rows[column].mask(absent, 0)
    return rows.reindex([name for name in order if name in rows.index])


def unmet_on_map(assessment: Assessment) -> pd.DataFrame:
    """Return what the map shows of every commune of the province, listed or not.

    count: children who lack at least one kind of support, at the least: the largest low gap of
    any category (children of different categories are the same children, they are not added).
    rate: low gap ÷ low target, over all categories, weighted by cost. Missing where a commune's
    figures are missing; communes outside the programme have neither.
    """
    programme = assessment.programme
    places = load_gazetteer().communes(programme.province_code, programme.edition)
    gap = assessment.gap.assign(
        target_cost=assessment.gap.unit_price_vnd
        * assessment.gap.children_target_low
        * assessment.gap.category.map(
            {c.id: c.standard.units / c.standard.per_children for c in programme.categories}
        ).astype("Float64")
    )
    cells = gap.groupby("commune_code").agg(
        count=("gap_low", lambda values: values.max(skipna=False)),
        cost=("cost_vnd", total),
        target_cost=("target_cost", total),
    )
    cells["rate"] = (
        cells.cost.astype("Float64") / cells.target_cost.where(cells.target_cost > 0)
    ).clip(0, 1)
    listed = assessment.communes.set_index("commune_code")
    frame = places[
        ["commune_code", "commune", "district_code", "district", "latitude", "longitude"]
    ].join(listed[["zone", "specially_disadvantaged", "population", "children"]], on="commune_code")
    frame["specially_disadvantaged"] = (
        frame.specially_disadvantaged.eq(True).fillna(False).astype(bool)
    )
    frame = frame.join(cells[["count", "rate"]], on="commune_code")
    return frame.astype({"count": "Int64", "rate": "Float64"})
