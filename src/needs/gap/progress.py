"""How far the plan's targets are from being reached, year by year and district by district.

A target is a share of the children that the plan counts (all those of the minority and mountainous
area, or only those of the specially disadvantaged communes), to be reached by a year. Of each
commune T children are to be reached and U are covered, T − U are still to reach; districts and
the province are sums of their communes: a child served beyond one commune's target takes the
place of no child of another. In the year assessed the children still to reach are the gap.

Years other than the one assessed are told with what is known of them, and no more:

* the list of communes and the children are today's: lists and counts of those years are not on
  record. Such a row rests on an assumption, and says so in `basis`;
* what the State's schemes covered is worked out for the year assessed only. In other years a
  category that such schemes serve is known at one end: at least so many children were covered,
  at most so many were still to reach; the other end, and the middle, are missing.
"""

from __future__ import annotations

import pandas as pd

from needs.programmes import Category, Programme
from needs.support import Known, covered_children, in_period
from needs.tables import CELL, weakest_basis

_DISTRICT = ["district_code", "district"]
#: Column of the result → column of the cells that it adds up.
_ADDED = {
    "denominator_children": "children_eligible",
    "children_target": "children_target",
    "covered_low": "covered_low",
    "covered_point": "covered_point",
    "covered_high": "covered_high",
    "to_reach_low": "to_reach_low",
    "to_reach_high": "to_reach_high",
}


def target_progress(
    programme: Programme,
    gap: pd.DataFrame,
    support: pd.DataFrame,
    *,
    known: Known | None = None,
) -> pd.DataFrame:
    """Return the progress to the targets (table `targets`).

    Parameters
    ----------
    programme
        Targets, the years by which they are due, the year assessed.
    gap
        From `assess_gap`, with its column children_eligible_high: the year assessed, and what is
        known of the children.
    support
        The whole ledger, all years: commune_code, category, donor_id, period, children, basis.
    known
        Lists of children and audited overlaps of all years, if there are any.

    Returns
    -------
    DataFrame
        One row for each category, district with communes in the target's denominator, and year
        (every year with support for children on record, and the year assessed): district_code,
        district, category, year, denominator_children, target_share, children_target, covered_low,
        covered_point, covered_high, to_reach_low = Σ max(0, T_low − U_high), to_reach_high =
        Σ max(0, T_high − U_low) (children; missing where one commune's are), years_left
        (from that year to the year in which the target is due: its own, else the last of the
        plan), pace_low and pace_high (children to reach in each of these years, rounded up), basis.

        With no year left the pace is missing: everything still to reach is due at once.
    """
    # A commune of which nobody knows whether the target counts it leaves its district unknown.
    cells = gap[gap.in_target.fillna(True)]
    of_children = support[support.category.isin([c.id for c in programme.categories])]
    years = sorted({programme.period, *of_children.period})
    frames = []
    for year in years:
        if year == programme.period:
            rows = cells.assign(to_reach_low=cells.gap_low, to_reach_high=cells.gap_high)
        else:
            then = None if known is None else known.in_period(year)
            rows = _in_another_year(programme, cells, in_period(of_children, year), then)
        frames += [
            _one_category(programme, category, rows[rows.category == category.id], year)
            for category in programme.categories
        ]
    result = pd.concat(frames, ignore_index=True)
    return result.sort_values(["district_code", "category", "year"]).reset_index(drop=True)


def due_year(programme: Programme, category: Category) -> int:
    """Return the year by which a target is to be reached: its own, else the plan's last."""
    return category.target.due_year or programme.plan.period_to


def _in_another_year(
    programme: Programme, cells: pd.DataFrame, support: pd.DataFrame, known: Known | None
) -> pd.DataFrame:
    """Return today's cells with the children whom another year's support on record covered."""
    eligible = cells[[*CELL, "children_eligible", "children_eligible_high"]]
    covered = covered_children(support, eligible, key=CELL, known=known)
    columns = ["covered_low", "covered_point", "covered_high", "overlap_known", "support_basis"]
    rows = cells.drop(columns=columns, errors="ignore")
    rows = rows.merge(covered[[*CELL, *columns]], on=CELL, validate="one_to_one")
    by_state = [category.id for category in programme.categories if category.state_schemes]
    # Who counted each child once counted those of the State, too.
    unknown = rows.category.isin(by_state) & rows.overlap_known.ne("told_once")
    for name in ("covered_point", "covered_high"):
        rows[name] = rows[name].mask(unknown)
    of_support = rows.support_basis.fillna("assumption")
    rows["basis"] = [
        weakest_basis("assumption", *bases) for bases in zip(rows.basis, of_support, strict=True)
    ]
    return rows.assign(
        to_reach_low=(rows.children_target_low - rows.covered_high).clip(lower=0),
        to_reach_high=(rows.children_target_high - rows.covered_low).clip(lower=0),
    )


def _one_category(
    programme: Programme, category: Category, cells: pd.DataFrame, year: str
) -> pd.DataFrame:
    """Add up the communes of each district; one that is not known leaves its district unknown."""
    districts = cells.groupby(_DISTRICT)
    sums = {name: _sum_if_known(cells, column) for name, column in _ADDED.items()}
    result = pd.DataFrame(sums | {"basis": districts.basis.agg(lambda all_: weakest_basis(*all_))})
    result = result.reset_index()
    result["category"] = category.id
    result["year"] = year
    result["target_share"] = category.target.share.value
    left = max(due_year(programme, category) - int(year), 0)
    result["years_left"] = left
    for end in ("low", "high"):
        to_reach = result[f"to_reach_{end}"]
        # Rounded up: the last child is reached in time, too.
        pace = -(-to_reach // left) if left else to_reach.mask(to_reach.notna())
        result[f"pace_{end}"] = pace.astype("Int64")
    return result


def _sum_if_known(cells: pd.DataFrame, column: str) -> pd.Series:
    place = [cells[name] for name in _DISTRICT]
    sums = cells[column].astype("Int64").groupby(place).sum()
    return sums.mask(cells[column].isna().groupby(place).any())
