"""Figures that a page states in one line: sums by category, and what a map shows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.need import quantity
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


def place_key(name: str) -> tuple[Any, ...]:
    """Return what places are put in Vietnamese alphabetical order by: «Xã», «Huyện» … left out."""
    return (collation_key(without_prefix(name)), name)


def alphabetical_rank(names: pd.Series) -> pd.Series:
    """Return the place of each name in Vietnamese alphabetical order; missing stays missing."""
    order = sorted(set(names.dropna()), key=place_key)
    return names.map({name: place for place, name in enumerate(order)})


def listed_places(names: Iterable[str]) -> str:
    """Write places, each once, in Vietnamese alphabetical order: «Xã Cô Ba; Xã Đình Phùng»."""
    return "; ".join(sorted(set(names), key=place_key))


def with_sums(rows: pd.DataFrame, table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Add sums of a table's columns, by the index of `rows`, under new names.

    A row that the table does not have is a fact, zero: nothing needed, proposed or open there. A
    sum over a missing figure is missing.
    """
    by = list(rows.index.names)
    sums = table.groupby(by)[list(columns)].sum(skipna=False).rename(columns=columns)
    absent = ~rows.index.isin(sums.index)
    joined = rows.join(sums)
    for name in columns.values():
        joined[name] = joined[name].mask(absent, 0)
    return joined


def whole_up(quantity: Any) -> int:
    """Round a quantity up to whole pieces; what computers add to a sum of hundredths is no piece.

    By the method a quantity is standard × children (half a set for 50 children at one for 100),
    and so is the cost. What is handed over in a commune is whole.
    """
    return math.ceil(round(float(quantity), 6))


def whole_in_communes(table: pd.DataFrame) -> pd.DataFrame:
    """Return the quantity of each category in each commune in whole pieces, rounded up there.

    Parameters
    ----------
    table
        With commune_code, category and quantity, in one row for each cell or several (age bands).

    Returns
    -------
    DataFrame
        commune_code, category, quantity (`Int64`; missing where a part is): what adds up to the
        district is what the communes show.
    """
    cells = table.groupby(["commune_code", "category"])[["quantity"]]
    sums = cells.sum(skipna=False).reset_index()
    whole = [pd.NA if pd.isna(one) else whole_up(one) for one in sums.quantity]
    sums["quantity"] = pd.array(whole, dtype="Int64")
    return sums


def by_category(assessment: Assessment) -> pd.DataFrame:
    """Return one row for each category, in the profile's order: eligible to gap, cost, proposal.

    Where the chain went up to the gap only, what is proposed and what stays open is missing.
    """
    order = [category.id for category in assessment.programme.categories]
    costs = assessment.need.groupby("category")[["cost_vnd"]].sum(skipna=False)
    rows = costs.rename(columns={"cost_vnd": "need_cost_vnd"})
    pieces = whole_in_communes(assessment.need).groupby("category").quantity
    rows["need_quantity"] = pieces.sum(skipna=False)
    gap = assessment.gap.groupby("category")[
        ["children_eligible", "children_target", "gap_low", "gap_point", "cost_vnd"]
    ].sum(skipna=False)
    rows = rows.join(gap)
    for table, columns in (
        ("allocation", {"children_reached": "children_reached", "cost_vnd": "proposed_vnd"}),
        ("open_needs", {"children_open": "children_open", "cost_vnd": "open_vnd"}),
    ):
        if table in assessment.tables:
            rows = with_sums(rows, assessment.tables[table], columns)
        else:  # the chain went up to the gap: what is proposed is not known
            for name in columns.values():
                rows[name] = pd.NA
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
    gap = assessment.gap
    units = [
        quantity(gap.children_target_low[gap.category == category.id], category)
        for category in programme.categories
    ]
    gap = gap.assign(target_cost=pd.concat(units) * gap.unit_price_vnd)
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
    # Without a list, and where circumstances count, all communes of the programme are shown.
    own = (
        frame.specially_disadvantaged.eq(True).fillna(False)
        if assessment.standing == "listed"
        else frame.commune_code.isin(listed.index)
    )
    frame["specially_disadvantaged"] = own.astype(bool)
    frame["standing"] = assessment.standing
    frame = frame.join(cells[["count", "rate"]], on="commune_code")
    return frame.astype({"count": "Int64", "rate": "Float64"})
