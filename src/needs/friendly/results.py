"""What a commune's points say: recognised, not, or not yet known, with the bounds."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from needs.friendly.criteria import Criteria

RECOGNISED, NOT_RECOGNISED, UNKNOWN = "recognised", "not_recognised", "unknown"
RESULT_COLUMNS = (
    *("commune_code", "commune", "district_code", "district", "commune_class", "points_needed"),
    *("criteria_scored", "criteria_met", "criteria_failed", "points", "points_low", "points_high"),
    *("outcome", "points_lacking"),
)
_PLACE = ["commune_code", "commune", "district_code", "district"]


def most_points(criteria: Criteria, told: Mapping[str, int]) -> dict[str, int]:
    """Return the most points of each criterion: the standard's, else those that were told."""
    return dict(told) | criteria.most


def bounds(
    criteria: Criteria, most: Mapping[str, int], given: Mapping[str, int]
) -> tuple[int, int]:
    """Return the least and the most points a commune can have in the end.

    A criterion that is not scored gives nothing at least. At most it gives what the standard says;
    where that is not known for all of them, together no more than what the total leaves.

    Parameters
    ----------
    criteria, most
        The standard, and the most points known.
    given
        Points of the criteria that are scored.
    """
    low = sum(given.values())
    missing = [one for one in criteria.ids if one not in given]
    total = int(criteria.total_points.value)
    # What a scored criterion may take of the total: all that it gives, or at least what it gave.
    taken = sum(most.get(one, points) for one, points in given.items())
    left = max(0, total - taken)
    if all(one in most for one in missing):
        return low, low + min(left, sum(most[one] for one in missing))
    return low, low + (left if missing else 0)


def friendly_results(
    criteria: Criteria,
    communes: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    most: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Return what each commune has reached: points, criteria met, recognised or what is lacking.

    Recognition asks for all criteria, none of them at 0, and the points of the commune's class
    (Decision 06/QĐ-TTg of 2019). A criterion that is not scored stays unknown: the commune is then
    recognised by nobody, but may already be known to fail.

    Parameters
    ----------
    criteria
        `read_criteria`.
    communes
        commune_code, commune, district_code, district; commune_class ("" where not known).
    scores
        commune_code, criterion, points: one row for each criterion that is scored.
    most
        Most points of criteria for which the standard's are not sourced, as the forms told them.

    Returns
    -------
    DataFrame
        `RESULT_COLUMNS`, one row a commune. `points` is missing unless all criteria are scored;
        `points_low` and `points_high` bound what it will be. `criteria_met` counts criteria above
        the standard's floor, `criteria_failed` those scored and not met. `outcome`: "recognised",
        "not_recognised" or "unknown". `points_lacking`: what the points known so far lack to the
        class's number (0: enough; missing: class not known).
    """
    known = most_points(criteria, most or {})
    by_commune = {
        str(code): dict(zip(own["criterion"], own["points"].astype(int), strict=True))
        for code, own in scores.groupby("commune_code")
    }
    floor = int(criteria.met_above.value)
    rows = []
    for commune in communes[[*_PLACE, "commune_class"]].itertuples(index=False):
        given = by_commune.get(str(commune.commune_code), {})
        low, high = bounds(criteria, known, given)
        whole = len(given) == len(criteria.ids)
        met = sum(points > floor for points in given.values())
        failed = len(given) - met
        needed = criteria.recognised_from(str(commune.commune_class))
        rows.append(
            {
                **{name: getattr(commune, name) for name in (*_PLACE, "commune_class")},
                "points_needed": pd.NA if needed is None else needed,
                "criteria_scored": len(given),
                "criteria_met": met,
                "criteria_failed": failed,
                "points": low if whole else pd.NA,
                "points_low": low,
                "points_high": high,
                "outcome": _outcome(criteria, needed, low, high, failed=failed, whole=whole),
                "points_lacking": pd.NA if needed is None else max(0, needed - low),
            }
        )
    frame = pd.DataFrame(rows, columns=list(RESULT_COLUMNS))
    counts = [name for name in RESULT_COLUMNS if name.startswith(("points", "criteria"))]
    return frame.astype(dict.fromkeys(counts, "Int64"))


def _outcome(
    criteria: Criteria, needed: int | None, low: int, high: int, *, failed: int, whole: bool
) -> str:
    """Return what is certain: where the class is not known, only what holds for every class."""
    every = [int(one.points.value) for one in criteria.classes]
    least, largest = (needed, needed) if needed is not None else (min(every), max(every))
    if failed or high < least:
        return NOT_RECOGNISED
    return RECOGNISED if whole and low >= largest else UNKNOWN
