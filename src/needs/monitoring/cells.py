"""What one year's tables say of each commune and category, as far as years are compared by it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.tables import CELL, weakest_basis

#: The figures that are compared: children in need, cost of the need, children lacking, cost of it.
MEASURES = ("need_children", "need_vnd", "gap_children", "gap_vnd")
#: What the measures are made of, in children, shares and đồng.
INPUTS = ("eligible", "share", "target_share", "state", "others", "standard", "price")
#: Tables that a year needs to be compared.
COMPARED = ("communes", "need", "gap", "targets")


def year_cells(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each commune and category of a year.

    Parameters
    ----------
    tables
        `COMPARED`, as an assessment of the year wrote them.

    Returns
    -------
    DataFrame
        commune_code, commune, district_code, district, category; `INPUTS`: children eligible, the
        share of the commune's children that they are, share to be reached, children whom the State
        and whom others cover (middle), units for a child, price of a unit; `MEASURES`, in the
        middle; counted_by: what the number of children rests on; basis. Missing where not known.
    """
    gap = tables["gap"]
    cells = gap[gap.in_target.fillna(True).astype(bool)].merge(
        _of_need(tables["need"]), on=CELL, validate="one_to_one"
    )
    shares = tables["targets"].groupby("category").target_share.first()
    told = cells.category.map(shares).astype("Float64")
    found = cells.children_target.astype("Float64") / cells.children_eligible.astype("Float64")
    standards = _standards(tables["need"])
    return pd.DataFrame(
        {
            **{name: cells[name] for name in ("commune_code", "commune", "category")},
            **{name: cells[name] for name in ("district_code", "district")},
            "eligible": cells.children_eligible.astype("Float64"),
            "share": cells.share,
            "target_share": told.fillna(found),
            "state": cells.state_children.astype("Float64"),
            "others": (cells.covered_point - cells.state_children).astype("Float64"),
            "standard": cells.category.map(standards).astype("Float64"),
            "price": cells.unit_price_vnd.astype("Float64"),
            "need_children": cells.children_eligible,
            "need_vnd": cells.need_vnd,
            "gap_children": cells.gap_point,
            "gap_vnd": cells.gap_vnd,
            "counted_by": cells.eligible_basis,
            "basis": cells.basis,
        }
    )


def split_by(cells: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Return cells of which only a part counts; the measures stay whole and add up.

    Parameters
    ----------
    cells
        Rows of `year_cells`; those of one commune and category stand for its parts, in order.
    weights
        The part of each row: those of one commune and category add up to 1.
    """
    parts = cells.copy()
    for name in ("eligible", "state", "others"):
        parts[name] = parts[name] * weights
    of_cell = [parts[name] for name in CELL]
    upto = weights.groupby(of_cell).cumsum().round(12)
    for name in MEASURES:
        whole = parts[name].astype("Float64")
        # What all parts so far take, rounded, less what those before took: the last takes the rest.
        taken = (whole * upto).round()
        before = taken.groupby(of_cell).shift().fillna(0)
        parts[name] = (taken - before).astype("Int64")
    return parts


def _of_need(need: pd.DataFrame) -> pd.DataFrame:
    """Return, by cell, the cost of the need and the share of the children that is eligible."""
    counts = need.children_eligible.astype("Float64")
    part = (need.eligible_share * need.scope_share).astype("Float64")
    rows = need[CELL].assign(
        counts=counts, people=counts / part.where(part > 0), cost=need.cost_vnd
    )
    by = rows.groupby(CELL)
    sums = by[["counts", "people", "cost"]].sum(skipna=False)
    share = sums.counts / sums.people.where(sums.people > 0)
    return pd.DataFrame({"share": share, "need_vnd": sums.cost.astype("Int64")}).reset_index()


def _standards(need: pd.DataFrame) -> pd.Series:
    """Return the units for a child, by category."""
    known = need[need.quantity.notna() & need.children_eligible.gt(0).fillna(False)]
    sums = known.assign(children=known.children_eligible.astype("Float64")).groupby("category")
    added = sums[["quantity", "children"]].sum()
    return added.quantity / added.children


def weakest_of_both(before: pd.Series, after: pd.Series) -> list[str]:
    """Return, row by row, the weaker of two bases; one may be missing."""
    pairs = zip(before, after, strict=True)
    return [weakest_basis(*(one for one in pair if not pd.isna(one))) for pair in pairs]
