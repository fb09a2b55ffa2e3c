"""Targets with pace: who is still to reach once this year's deliveries are counted."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.commitments.states import GIVEN
from needs.monitoring.delivered import sum_if_known
from needs.tables import CELL, table, weakest_basis

_SUMS = (
    *("denominator_children", "children_target", "covered_low", "covered_high"),
    *("children_delivered", "to_reach_low", "to_reach_high"),
)
#: Stands in the place of a district where the whole province is meant.
PROVINCE = "province"


def pace_table(assessment: Assessment, histories: pd.DataFrame | None) -> pd.DataFrame:
    """Return the progress to the targets with this year's deliveries (table `target_pace`).

    In the year assessed the table `targets` tells what was covered before anything of the ledger
    came. What has been delivered since reaches further children: of each commune those still to
    reach are max(0, gap − delivered), at both ends; a delivery beyond the gap of its commune
    takes the place of no child of another. Other years stand as in `targets`.

    Parameters
    ----------
    assessment
        With the tables `targets` and `gap`.
    histories
        The ledger on the day reported (`lot_histories`); None: there is none, and what was
        delivered this year is not known.

    Returns
    -------
    DataFrame
        Table `target_pace`: each category and year by district, and for the province (area_code
        "province"), whose pace is that of its sum, rounded up once. Children; missing where one
        commune's are. No pace where no year is left: everything is due at once.
    """
    rows = assessment.targets.copy()
    rows["children_delivered"] = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    if histories is not None:
        year = assessment.programme.period
        reached = _reached(assessment, histories, year)
        current = rows.year == year
        joined = rows[["district_code", "category"]].merge(
            reached, on=["district_code", "category"], how="left"
        )
        joined.index = rows.index
        for name in ("children_delivered", "to_reach_low", "to_reach_high"):
            rows[name] = rows[name].mask(current, joined[name])
    areas = rows.rename(columns={"district_code": "area_code", "district": "area"})
    province = _of_province(rows).assign(
        area_code=PROVINCE, area=assessment.programme.province.vi, level="province"
    )
    result = pd.concat([areas.assign(level="district"), province], ignore_index=True)
    left = result.years_left.where(result.years_left > 0)
    for end in ("low", "high"):
        result[f"pace_{end}"] = (-(-result[f"to_reach_{end}"] // left)).astype("Int64")
    return table("target_pace").check(result)


def _reached(assessment: Assessment, histories: pd.DataFrame, year: str) -> pd.DataFrame:
    """Return, by district and category, the children delivered to and those still to reach."""
    lots = histories[histories.state.isin(GIVEN) & (histories.period == year)]
    given = lots.groupby(CELL).given_children.sum().rename("children_delivered").reset_index()
    cells = assessment.gap[assessment.gap.in_target.fillna(True).astype(bool)]
    cells = cells.merge(given, on=CELL, how="left", validate="one_to_one")
    cells["children_delivered"] = cells.children_delivered.fillna(0).astype("Int64")
    for end in ("low", "high"):
        cells[f"to_reach_{end}"] = (cells[f"gap_{end}"] - cells.children_delivered).clip(lower=0)
    columns = ["children_delivered", "to_reach_low", "to_reach_high"]
    return cells.groupby(["district_code", "category"])[columns].agg(sum_if_known).reset_index()


def _of_province(rows: pd.DataFrame) -> pd.DataFrame:
    by = rows.groupby(["category", "year"])
    sums = by[list(_SUMS)].agg(sum_if_known)
    first = by[["target_share", "years_left"]].first()
    basis = by.basis.agg(lambda bases: weakest_basis(*bases))
    return sums.join(first).join(basis).reset_index()
