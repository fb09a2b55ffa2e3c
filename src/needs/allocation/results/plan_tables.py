"""Floors, stages and the frontier of a plan as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from needs.allocation.model.model import Model
from needs.allocation.solving.fairness import RISES
from needs.allocation.solving.floors import CellLevels
from needs.allocation.solving.frontier import FrontierPoint
from needs.allocation.solving.modes import Outcome, measured
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solved import Solved


def floors_table(
    categories: Sequence[str], model: Model, outcome: Outcome, rules: AllocationRules
) -> pd.DataFrame:
    """Write out, per category and part, its floor before, after stage 1 and in the plan.

    A category without a reachable cell has one row, without part and floors.
    """
    cells = CellLevels(measured(model, rules), outcome.part)
    counts = {
        "before": np.zeros(len(model.cell), dtype=np.int64),
        "after": model.counts(outcome.plan),
    }

    def floor(when: str, part: int) -> float:
        return float(cells.reached_floor(counts[when], (part,)))

    rows: list[tuple[object, ...]] = [
        (
            *(name, number, floor("before", part), float(outcome.floors[part])),
            *(floor("after", part), int((outcome.part == part).sum())),
        )
        for part, (name, number) in enumerate(outcome.parts)
    ]
    without = set(categories) - {name for name, _ in outcome.parts}
    rows += [(name, pd.NA, pd.NA, pd.NA, pd.NA, 0) for name in without]
    columns = ["category", "part", "floor_before", "floor_stage1", "floor_stage2", "cells"]
    shares = dict.fromkeys(columns[2:5], "Float64")
    table = pd.DataFrame(rows, columns=columns).astype(
        {"category": "str", "part": "Int64", **shares, "cells": "int64"}
    )
    return table.sort_values(["category", "part"], ignore_index=True)


def stages_table(outcome: Outcome) -> pd.DataFrame:
    """Write out every search with its proof, numbered in the order of solving."""
    rows = [] if outcome.first_effect is None else [_solved("effect alone", outcome.first_effect)]
    rows += [
        (s.stage, float(s.floor), float(s.bound), s.status, s.solves, s.nodes)
        for s in outcome.searches
    ]
    if outcome.effect is not None:
        rows.append(_solved("effect", outcome.effect))
    if outcome.steady is not None:
        rows.append(_solved("steady", outcome.steady))
    columns = ["stage", "objective", "bound", "status", "solves", "nodes"]
    stages = pd.DataFrame(rows, columns=columns).astype(
        {"stage": "str", "objective": "float64", "bound": "float64", "status": "str"}
        | {"solves": "int64", "nodes": "int64"}
    )
    stages["stage"] = [f"{n:02d} {stage}" for n, stage in enumerate(stages["stage"], start=1)]
    stages["stage"] = stages["stage"].astype("str")
    stages.insert(3, "gap", _gap(stages).mask(stages["status"] == RISES))
    return stages


def frontier_table(points: Sequence[FrontierPoint], reached: Mapping[float, int]) -> pd.DataFrame:
    """Write out the points between fairness and effect, the fairest first.

    Parameters
    ----------
    points
        From `frontier_points`.
    reached
        Per step: children reached (places are none).
    """
    rows = [
        (
            *(p.step, float(p.lowest), p.solved.objective, reached[p.step]),
            *(p.solved.bound, p.solved.status),
        )
        for p in points
    ]
    columns = ["step", "floor", "effect", "children_reached", "bound", "status"]
    table = pd.DataFrame(rows, columns=columns).astype(
        {"step": "float64", "floor": "float64", "effect": "float64", "children_reached": "int64"}
        | {"bound": "float64", "status": "str"}
    )
    most = table["effect"].max()
    lost = (most - table["effect"]) / most if len(table) and most > 0 else 0.0 * table["effect"]
    table.insert(4, "price_of_fairness", lost)
    table.insert(5, "gap", _gap(table.rename(columns={"effect": "objective"})))
    return table.drop(columns="bound")


def _solved(stage: str, solved: Solved) -> tuple[str, float, float, str, int, int]:
    return (stage, solved.objective, solved.bound, solved.status, 1, solved.nodes)


def _gap(table: pd.DataFrame) -> pd.Series:
    gap = (table["bound"] - table["objective"]).clip(lower=0) / table["bound"].abs()
    return gap.where(table["bound"] > 0, 0.0)
