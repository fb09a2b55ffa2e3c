"""The proposal on the map: what each commune gets, and what is then still lacking."""

from __future__ import annotations

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.measures import total, unmet_on_map

#: Highest whole percent of each class: nothing, then quarters.
QUARTERS = (0, 25, 50, 75, 100)


def still_unmet_on_map(assessment: Assessment) -> pd.DataFrame:
    """Return what the map shows of every commune once the proposal is carried out.

    count: children who then still lack at least one kind of support, at the least; rate: what is
    then still open of the low target, weighted by cost. Missing stays missing.
    """
    before = unmet_on_map(assessment)
    left = assessment.open_needs[assessment.open_needs.counted == "children"]
    still = left.groupby("commune_code").agg(
        open_children=("children_open", lambda values: values.max(skipna=False)),
        open_cost=("cost_vnd", total),
    )
    gap = assessment.gap.groupby("commune_code").agg(gap_cost=("cost_vnd", total))
    frame = before.join(gap, on="commune_code").join(still, on="commune_code")
    # A commune with figures that does not stand among the open needs has nothing open.
    closed = ~frame.commune_code.isin(still.index)
    open_cost = frame.open_cost.mask(closed, 0).astype("Float64")
    share = (open_cost / frame.gap_cost.where(frame.gap_cost > 0)).clip(0, 1)
    unknown = frame["count"].isna()
    after = frame.assign(
        count=frame.open_children.mask(closed, 0).mask(unknown, pd.NA),
        rate=(frame.rate * share).mask(frame.gap_cost.eq(0).fillna(False), frame.rate),
    )
    return after[list(before.columns)].astype({"count": "Int64", "rate": "Float64"})


def proposed_on_map(assessment: Assessment) -> pd.DataFrame:
    """Return what the map of the proposal shows of every commune.

    Columns of `unmet_on_map`, and `reached`: children who are proposed to get at least one kind of
    support, at the least (the most of any category: they may be the same children);
    `proposed_vnd`: what all of it is worth, missing where a price is not known. Both are missing
    where a commune's figures are.
    """
    frame = unmet_on_map(assessment)
    lots = assessment.allocation
    reached = lots.groupby(["commune_code", "category"]).children_reached.sum()
    sums = pd.DataFrame(
        {
            "reached": reached.groupby("commune_code").max(),
            "proposed_vnd": lots.groupby("commune_code").cost_vnd.agg(total),
        }
    )
    joined = frame.join(sums, on="commune_code")
    # Nothing proposed is a fact, but not where nobody knows what is lacking.
    nothing = ~joined.commune_code.isin(sums.index) & joined["count"].notna()
    return joined.assign(
        reached=joined.reached.mask(nothing, 0).astype("Int64"),
        proposed_vnd=joined.proposed_vnd.mask(nothing, 0).astype("Int64"),
    )
