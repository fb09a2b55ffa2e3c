"""A plan in two figures: coverage of the worst-off commune, and effect."""

from __future__ import annotations

from typing import Any

import pandas as pd

from needs.assessment import Assessment
from needs.briefing.cells import whole
from needs.briefing.measures import total
from needs.briefing.words import plan_name
from needs.charts.frontier import PlanPoint
from needs.tables import ALL, CELL, rows_of
from needs.wording import number
from needs.wording.numbers import is_missing

OURS = "ours"
_FEW = 100


def plan_effect(assessment: Assessment) -> float:
    """Return the effect of the proposal: children (and places) weighted by priority."""
    lots = assessment.allocation
    of_cell = assessment.gap.set_index(CELL).priority
    ranked = assessment.priority[assessment.priority.category == ALL]
    of_commune = ranked.set_index("commune_code")["index"]
    weights = [
        of_commune.get(lot.commune_code)
        if lot.counted == "places"
        else of_cell.get((lot.commune_code, lot.category))
        for lot in rows_of(lots)
    ]
    counts = lots.children_reached + lots.places
    weighted = counts.astype("Float64") * pd.Series(weights, index=lots.index, dtype="Float64")
    effect = total(weighted)
    return float("nan") if is_missing(effect) else float(effect)


def lowest_coverage(assessment: Assessment) -> Any:
    """Return the coverage of the worst-off commune after the proposal; missing where none is."""
    return assessment.floors.floor_stage2.min()


def plan_points(assessment: Assessment, *, lang: str) -> list[PlanPoint]:
    """Return the proposal, and usual practice where it was computed, as points of the picture."""
    floor = lowest_coverage(assessment)
    points = [
        PlanPoint(
            plan_name(OURS, lang=lang),
            float("nan") if is_missing(floor) else float(floor),
            plan_effect(assessment),
            "proposal",
        )
    ]
    if "practice" not in assessment.tables:
        return points
    return points + [
        PlanPoint(plan_name(row.plan, lang=lang), row.lowest_coverage, row.effect, "practice")
        for row in rows_of(assessment.practice[assessment.practice.plan != OURS])
    ]


def effect_words(value: Any, lang: str) -> str:
    """Write an effect: whole, a small one with a decimal."""
    if is_missing(value):
        return whole(value, lang)
    return number(value, lang=lang, decimals=0 if abs(value) >= _FEW else 1)
