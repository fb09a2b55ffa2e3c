"""Who comes first: the two tables of the composite index, category by category and over all.

Over all categories (`ALL`) an indicator that belongs to some categories only counts with its
weight times what the targets of these categories cost, as a share of what all targets cost.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from needs.priority.index_values import indicator_values, ranked_cells
from needs.priority.inputs import IndexInputs, IndicatorInputs
from needs.priority.measures import Facts, weakest_of_commune
from needs.priority.movers import movers
from needs.priority.ranks import rank_intervals
from needs.programmes import Indicator, Priority
from needs.tables import ALL, PLACE, table
from needs.uncertainty.inputs import Range
from needs.uncertainty.streams import Draws

Weighted = tuple[Indicator, Range]

_OF_INDEX = ["index", "index_low", "index_high", "rank", "rank_low", "rank_high", "top_probability"]
_PRIORITY = list(table("priority").columns)
_INDICATORS = list(table("priority_indicators").columns)


def priority_tables(
    settings: Priority,
    communes: pd.DataFrame,
    gap: pd.DataFrame,
    attributes: pd.DataFrame,
    rates: pd.DataFrame,
    told: pd.DataFrame,
    *,
    draws: int,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables `priority` and `priority_indicators`.

    Parameters
    ----------
    settings
        Indicators, goalposts, weights, aggregation (`Programme.priority`).
    communes
        Table `communes`.
    gap
        Table `gap`. Cells out of the target, or known to have no child to reach, are not ranked.
    attributes
        From `needs.areas.read_attributes`.
    rates
        Table `rates`.
    told
        What communes returned: commune_code, field, value, source.
    draws, seed
        How many joint draws, from which seed.

    Returns
    -------
    priority
        One row for each ranked commune and category, and for category "all". An indicator that
        is not known stands in the middle between floor and 1, widens the interval, and is named
        in `indicators_missing`; where none is known, index and rank are missing. `mover`: see
        `movers`.
    priority_indicators
        What the index is made of, indicator by indicator; `weight` adds up to 1.

    Notes
    -----
    Ranges of the gap are bounds and are drawn for each commune on its own, although part of what
    is not known is common to all: rank intervals are rather too wide than too narrow.
    """
    facts = Facts(settings, communes, attributes, rates, told)
    cells = ranked_cells(gap)
    place = communes[PLACE].drop_duplicates("commune_code")
    orders, parts = [], []
    for category, rows in _categories(cells):
        weights = _weights(settings, category, cells)
        values = {one.id: indicator_values(one, rows, facts) for one, _ in weights}
        inputs = _inputs(settings, weights, values, sorted(set(rows.commune_code)))
        orders.append(_order(inputs, values, weights, Draws(seed, draws)).assign(category=category))
        parts.append(_parts(inputs, values).assign(category=category))
    priority = _placed(orders, place, _PRIORITY)
    indicators = _placed(parts, place, _INDICATORS)
    return (
        priority.sort_values(["category", "commune_code"]).reset_index(drop=True),
        indicators.sort_values(["category", "commune_code", "indicator"]).reset_index(drop=True),
    )


def _categories(cells: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each category with its cells, then all of them."""
    for category, rows in cells.groupby("category"):
        yield str(category), rows
    if len(cells):
        yield ALL, cells


def _weights(settings: Priority, category: str, cells: pd.DataFrame) -> list[Weighted]:
    """Return the indicators that count for a category with their weights, in order of their ids."""
    cost = cells.target_vnd.astype("Float64").groupby(cells.category).sum()
    total = float(cost.sum())
    weighted = []
    for one in sorted(settings.indicators, key=lambda entry: entry.id):
        if not one.categories or category in one.categories:
            part = 1.0
        elif category == ALL:
            of_these = float(cost[cost.index.isin(one.categories)].sum())
            # Without any cost to weigh by, it counts as it stands.
            part = of_these / total if total else 1.0
        else:
            continue
        figure = one.weight
        ends = (figure.at_low * part, figure.value * part, figure.at_high * part)
        weighted.append((one, Range(f"weight:{one.id}", *ends)))
    return weighted


def _inputs(
    settings: Priority,
    weights: list[Weighted],
    values: dict[str, pd.DataFrame],
    codes: list[str],
) -> IndexInputs:
    return IndexInputs(
        commune_code=codes,
        indicators=tuple(
            IndicatorInputs(
                one.id,
                low=_numbers(values[one.id].low),
                value=_numbers(values[one.id].value),
                high=_numbers(values[one.id].high),
                goalposts=(one.goalpost_low, one.goalpost_high),
                weight=weight,
            )
            for one, weight in weights
        ),
        aggregation=settings.aggregation,
        floor=settings.floor,
        top_k=settings.top_k,
    )


def _numbers(values: pd.Series) -> npt.NDArray[np.float64]:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def _order(
    inputs: IndexInputs,
    values: dict[str, pd.DataFrame],
    weights: list[Weighted],
    draws: Draws,
) -> pd.DataFrame:
    """Return index, ranks, mover, what is missing and the basis, by commune_code."""
    codes = pd.Index(inputs.commune_code, name="commune_code")
    if not sum(weight.value for _, weight in weights):
        # No indicator speaks of this category: it has no order.
        empty = pd.DataFrame(dict.fromkeys([*_OF_INDEX, "mover"], pd.NA), index=codes)
        return empty.assign(indicators_missing="", basis="assumption").reset_index()
    order = rank_intervals(inputs, draws).set_index("commune_code")
    order["mover"] = movers(inputs, draws)
    missing = pd.DataFrame({name: frame.value.isna() for name, frame in values.items()})
    order["indicators_missing"] = ["; ".join(missing.columns[row]) for row in missing.to_numpy()]
    of_weights = [one.weight.basis for one, _ in weights]
    # What is not known is assumed to be anywhere in its range.
    bases = pd.concat([frame.basis.fillna("assumption") for frame in values.values()])
    order["basis"] = weakest_of_commune(bases, *of_weights)
    return order.reset_index()


def _parts(inputs: IndexInputs, values: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return each indicator of each commune: its value, its urgency with both ends, its weight."""
    total = sum(one.weight.value for one in inputs.indicators)
    frames = []
    for one in inputs.indicators:
        frame = values[one.id]
        ends = np.sort(
            [inputs.urgency(one, end, "goalposts", np.asarray(0.5)) for end in (one.low, one.high)],
            axis=0,
        )
        frames.append(
            pd.DataFrame(
                {
                    "commune_code": list(inputs.commune_code),
                    "indicator": one.id,
                    "indicator_value": frame.value.to_numpy(),
                    "normalised": np.where(one.missing, np.nan, inputs.central_urgency(one)),
                    "normalised_low": np.where(one.missing, inputs.floor, ends[0]),
                    "normalised_high": np.where(one.missing, 1.0, ends[1]),
                    "weight": one.weight.value / total if total else 0.0,
                    "basis": frame.basis.fillna("assumption").to_numpy(),
                    "source": frame.source.to_numpy(),
                }
            )
        )
    if not frames:
        return pd.DataFrame(columns=["commune_code", *_INDICATORS[len(PLACE) + 1 :]])
    return pd.concat(frames, ignore_index=True)


def _placed(frames: list[pd.DataFrame], place: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the rows of all categories with the names of their communes, columns in order."""
    if not frames:
        return pd.DataFrame(columns=columns)
    rows = pd.concat([frame for frame in frames if len(frame)], ignore_index=True)
    return rows.merge(place, on="commune_code", how="left", validate="many_to_one")[columns]
