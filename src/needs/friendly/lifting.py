"""Which needs not met would lift a commune: those that belong to criteria it has not reached."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.friendly.criteria import Criteria
from needs.programmes.friendly import ChildFriendly
from needs.tables import rows_of

#: A need not met: so many children or places, in the middle and at both ends.
OPEN_COLUMNS = ("still_open", "still_open_low", "still_open_high")
NEED_COLUMNS = ("commune_code", "category", "counted", *OPEN_COLUMNS)
LIFTING_COLUMNS = (
    *("commune_code", "commune", "criterion", "category", "counted", *OPEN_COLUMNS),
    *("points", "points_most", "points_left"),
)


def needs_that_lift(
    profile: ChildFriendly,
    criteria: Criteria,
    results: pd.DataFrame,
    scores: pd.DataFrame,
    needs: pd.DataFrame,
    *,
    most: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Return the needs not met of criteria not met, or met with fewer points than possible.

    Communes that are recognised already, criteria that are at their most and needs of which
    nothing is lacking are left out. A criterion that is not scored is kept (points missing), and
    so is a need that nobody has counted (still_open missing).

    Parameters
    ----------
    profile
        Its links say which category or kind of place belongs to which criterion.
    criteria, results, scores, most
        `read_criteria`, `friendly_results` and what it was made of.
    needs
        `NEED_COLUMNS`: what is lacking after the State and the donors.

    Returns
    -------
    DataFrame
        `LIFTING_COLUMNS`: criteria at 0 first, then those not scored, then by points left to win.
        `points_left` is missing where the points of the criterion, or its most, are not known.
    """
    known = dict(most or {}) | criteria.most
    given = {
        (str(row.commune_code), str(row.criterion)): int(row.points) for row in rows_of(scores)
    }
    floor = int(criteria.met_above.value)
    open_needs = needs[needs["still_open"].isna() | (needs["still_open"] > 0)]
    rows = []
    for commune in rows_of(results[results["outcome"] != "recognised"]):
        own = open_needs[open_needs["commune_code"] == commune.commune_code]
        for link in profile.links:
            points = given.get((commune.commune_code, link.criterion))
            top = known.get(link.criterion)
            if points is not None and points > floor and top is not None and points >= top:
                continue
            wanted = own[own["category"].isin([*link.categories, *link.facilities])]
            rows += [
                {
                    "commune_code": commune.commune_code,
                    "commune": commune.commune,
                    "criterion": link.criterion,
                    "category": need.category,
                    "counted": need.counted,
                    **{name: getattr(need, name) for name in OPEN_COLUMNS},
                    "points": pd.NA if points is None else points,
                    "points_most": pd.NA if top is None else top,
                    "points_left": pd.NA if top is None or points is None else top - points,
                }
                for need in rows_of(wanted)
            ]
    frame = pd.DataFrame(rows, columns=list(LIFTING_COLUMNS))
    counts = (*OPEN_COLUMNS, "points", "points_most", "points_left")
    frame = frame.astype(dict.fromkeys(counts, "Int64"))
    # At 0 it stands in the way of recognition, whatever the sum.
    order = frame["points"].eq(0).fillna(False).map({True: 0, False: 2}).astype("int64")
    order = order.mask(frame["points"].isna(), 1)
    ordered = frame.assign(_order=order).sort_values(
        ["commune_code", "_order", "points_left", "criterion", "category"],
        ascending=[True, True, False, True, True],
        na_position="last",
        ignore_index=True,
    )
    return ordered.drop(columns="_order")
