"""The 90 % intervals of all draws, as a tidy table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from needs.tables import ALL
from needs.uncertainty.arrays import BoolArray, FloatArray

#: The ends of a 90 % interval.
ENDS = (0.05, 0.95)

#: What is told of each category.
OF_CATEGORY = (
    "children_eligible",
    "need_cost_vnd",
    "children_target",
    "state_children",
    "covered_children",
    "gap_children",
    "gap_cost_vnd",
)
#: What is told of all categories together: only money adds up, and people counted once.
OF_ALL = ("need_cost_vnd", "gap_cost_vnd", "people_in_need", "population", "children")

_LEVELS = ("commune", "district", "province")


@dataclass(frozen=True)
class Intervals:
    """Intervals of every commune, district and the province.

    Parameters
    ----------
    table
        level ("commune", "district", "province"), area_code ("" for the province), category
        ("all": over all categories), measure, mean, low (5 %), high (95 %); children or VND, not
        rounded; NaN where a figure that the cell rests on is not known.
    gap_cost_draws
        The province's gap cost over all categories in each draw, VND (length: draws).
    """

    table: pd.DataFrame
    gap_cost_draws: FloatArray


class Ends(NamedTuple):
    """Mean, 5 % and 95 % quantile of each area and measure."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray


def measures_of(categories: Sequence[str]) -> list[tuple[str, str]]:
    """Return category and measure of each row of draws, in order."""
    rows = [(category, measure) for category in categories for measure in OF_CATEGORY]
    return rows + [(ALL, measure) for measure in OF_ALL]


def ends_of(draws: FloatArray) -> Ends:
    """Return mean and ends of draws along the last axis, which is sorted in place.

    Quantiles between two draws are linear, as in `numpy.quantile`; one missing draw makes all
    three missing.
    """
    mean = draws.mean(axis=-1)
    draws.sort(axis=-1)  # missing draws go last
    last = draws.shape[-1] - 1
    quantiles = []
    for end in ENDS:
        below = int(end * last)
        part = end * last - below
        lower, upper = draws[..., below], draws[..., min(below + 1, last)]
        quantiles.append(np.where(np.isnan(mean), np.nan, lower + part * (upper - lower)))
    return Ends(mean, *quantiles)


class AreaEnds(NamedTuple):
    """Ends of some areas of one level; `present` tells which measures each of them has."""

    level: str
    codes: Sequence[str]
    ends: Ends
    present: BoolArray


def tidy(parts: Sequence[AreaEnds], categories: Sequence[str]) -> pd.DataFrame:
    """Return one row for each area, category and measure that there is.

    Sorted by level, area, category ("all" last) and measure.
    """
    names = measures_of(categories)
    columns: dict[str, list[np.ndarray]] = {
        name: [] for name in ("level", "area", "row", *Ends._fields)
    }
    for part in parts:
        area, row = np.nonzero(part.present)
        columns["level"].append(np.full(len(area), _LEVELS.index(part.level)))
        columns["area"].append(np.asarray(part.codes, dtype=str)[area])
        columns["row"].append(row)
        for name, values in zip(Ends._fields, part.ends, strict=True):
            columns[name].append(values[area, row])
    whole = {name: np.concatenate(values) for name, values in columns.items()}
    order = np.lexsort((whole["row"], whole["area"], whole["level"]))
    level, area, row = (whole[name][order] for name in ("level", "area", "row"))
    return pd.DataFrame(
        {
            "level": np.asarray(_LEVELS)[level],
            "area_code": area,
            "category": np.asarray([category for category, _ in names])[row],
            "measure": np.asarray([measure for _, measure in names])[row],
            **{name: whole[name][order] for name in Ends._fields},
        }
    ).astype(dict.fromkeys(("level", "area_code", "category", "measure"), "str"))
