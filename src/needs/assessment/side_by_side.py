"""Two runs of the chain side by side: need, target, who covers it, and the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from needs.assessment.intervals import PEOPLE
from needs.programmes import Programme
from needs.tables import ALL

#: Parts of the comparison, in order; target = state + pledged + gap.
PARTS = ("need", "target", "state", "pledged", "gap")

#: The interval of a part, by unit; the others have none.
_MEASURES = {
    ("need", "children"): "children_eligible",
    ("need", "vnd"): "need_cost_vnd",
    ("target", "children"): "children_target",
    ("gap", "children"): "gap_children",
    ("gap", "vnd"): "gap_cost_vnd",
    (PEOPLE, "children"): PEOPLE,
}
_KEY = ["category", "part", "unit"]


@dataclass(frozen=True)
class Results:
    """One run of the chain up to the gap.

    Attributes
    ----------
    programme
        The profile it ran with.
    need, gap, people, intervals, assumptions
        The tables (gap without priority; people: `people_in_need`).
    priority
        Table `priority`; none where no figure of the order of priority was changed.
    used
        Ids of the figures that something in the results rests on.
    """

    programme: Programme
    need: pd.DataFrame
    gap: pd.DataFrame
    people: pd.DataFrame
    intervals: pd.DataFrame
    assumptions: pd.DataFrame
    priority: pd.DataFrame | None
    used: frozenset[str]


def compare(before: Results, after: Results, *, district_code: str | None = None) -> pd.DataFrame:
    """Return need, target, its three parts and the gap of both runs side by side.

    Parameters
    ----------
    before, after
        Two runs of one programme.
    district_code
        A (former) district; none: the province.

    Returns
    -------
    DataFrame
        category (in the profile's order; "all": money, and children in need of anything, each
        once), part ("need", "target", "state", "pledged", "gap", "people_in_need"), unit
        ("children", "vnd"), before, before_low, before_high, after, after_low, after_high (90 %
        intervals; missing for parts that have none), difference (after − before). Target =
        state + pledged + gap: of the State and of donors only what falls inside the target.
        Sums over a commune without figures are missing.
    """
    sides = []
    for when, results in (("before", before), ("after", after)):
        names = {"middle": when, "low": f"{when}_low", "high": f"{when}_high"}
        sides.append(_summed(results, district_code).rename(columns=names))
    rows = sides[0].merge(sides[1], on=_KEY, how="left", validate="one_to_one")
    return rows.assign(difference=rows.after - rows.before)


def _summed(results: Results, district_code: str | None) -> pd.DataFrame:
    """Return category, part, unit, middle, low, high of one run, in order."""
    gap, need, people = results.gap, results.need, results.people
    if district_code is not None:
        gap, need, people = (
            frame[frame.district_code == district_code] for frame in (gap, need, people)
        )
    cells = pd.concat([_children(gap), _money(gap)])
    costs = need[["category"]].assign(part="need", unit="vnd", middle=need.cost_vnd)
    cells = pd.concat([cells, costs])
    money = cells[cells.unit == "vnd"].assign(category=ALL)
    each_once = people[[]].assign(category=ALL, part=PEOPLE, unit="children", middle=people.in_need)
    cells = pd.concat([cells, money, each_once], ignore_index=True)
    sums = cells.groupby(_KEY).middle.agg(lambda values: values.sum(skipna=False))
    order = [
        (category, part, unit)
        for unit in ("children", "vnd")
        for category in (*(entry.id for entry in results.programme.categories), ALL)
        for part in (*PARTS, PEOPLE)
    ]
    rows = sums.reindex([key for key in order if key in sums.index]).reset_index()
    level, code = "district", district_code
    if district_code is None:
        level, code = "province", results.programme.province_code
    ends = results.intervals[
        (results.intervals.level == level) & (results.intervals.area_code == code)
    ].set_index(["category", "measure"])
    measure = pd.Series([_MEASURES.get(key) for key in zip(rows.part, rows.unit, strict=True)])
    keys = pd.MultiIndex.from_arrays([rows.category, measure])
    for end in ("low", "high"):
        rows[end] = ends[f"interval_{end}"].reindex(keys).to_numpy()
    return rows.astype(dict.fromkeys(("middle", "low", "high"), "Float64"))


def _children(gap: pd.DataFrame) -> pd.DataFrame:
    within = gap.children_target - gap.gap_point
    state = gap.state_children.where(gap.state_children <= within, within)
    # Comparing with a figure that is not known keeps neither side.
    state = state.where(gap.state_children.notna())
    parts = {
        "need": gap.children_eligible,
        "target": gap.children_target,
        "state": state,
        "pledged": within - state,
        "gap": gap.gap_point,
    }
    return _parts(gap, parts, "children")


def _money(gap: pd.DataFrame) -> pd.DataFrame:
    return _parts(gap, {part: gap[f"{part}_vnd"] for part in PARTS[1:]}, "vnd")


def _parts(gap: pd.DataFrame, parts: Mapping[str, pd.Series], unit: str) -> pd.DataFrame:
    return pd.concat(
        [
            gap[["category"]].assign(part=part, unit=unit, middle=values)
            for part, values in parts.items()
        ]
    )


def first_communes(results: Results) -> list[str]:
    """Return the communes that come first over all categories, by rank: `priority.top_k` of them.

    Empty where no order of priority was worked out.
    """
    if results.priority is None:
        return []
    rows = results.priority[results.priority.category == ALL].dropna(subset="rank")
    rows = rows[rows["rank"] <= results.programme.priority.top_k]
    return [str(name) for name in rows.sort_values(["rank", "commune_code"]).commune]
