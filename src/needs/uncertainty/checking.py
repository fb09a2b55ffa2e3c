"""Whether the inputs of a simulation fit together; everything that does not is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from needs.errors import FaultCollector
from needs.uncertainty.inputs import CategoryInputs, ChainInputs, Range


def check_inputs(inputs: ChainInputs, *, draws: int) -> None:
    """Insist on shapes, ordered ranges, one row a commune and at least one draw.

    Raises
    ------
    InputFaults
        With everything that does not fit.
    """
    faults = FaultCollector("mô phỏng khoảng tin cậy / simulation of intervals")
    if draws < 1:
        faults.add("draws", draws, "số lần rút ≥ 1 / draws ≥ 1")
    codes, counts = np.unique(inputs.commune_code, return_counts=True)
    for code in codes[counts > 1]:
        faults.add("commune_code", code, "mỗi xã một dòng / one row a commune")
    for where, found, expected in _shapes(inputs):
        if found != expected:
            faults.add(where, found, f"kích thước / shape {expected}")
    for figure in ranges_of(inputs):
        ordered = figure.low <= figure.value <= figure.high
        if not ordered:
            faults.add(
                figure.figure, f"{figure.low}, {figure.value}, {figure.high}", "low ≤ value ≤ high"
            )
    for figure in _around_one(inputs):
        if not figure.low <= 1 <= figure.high:
            faults.add(figure.figure, f"{figure.low}–{figure.high}", "low ≤ 1 ≤ high")
    for category in inputs.categories:
        _check_category(category, len(inputs.band_years), faults)
    faults.raise_if_any()


def ranges_of(inputs: ChainInputs) -> Iterator[Range]:
    """Yield every figure that is used with a range of its own (not sampled rates, villages)."""
    if inputs.population_factor is not None:
        yield inputs.population_factor
    yield from (inputs.children_share, inputs.age_spread, inputs.overlap)
    yield from (one for one in (inputs.circle, inputs.circle_total) if one is not None)
    for category in inputs.categories:
        if category.rate is None:
            yield category.share
        yield from (category.target, category.price, category.uplift)
        yield from (figure for figure, _ in category.delivery)
        for scheme in category.state:
            yield from scheme.factors


def _around_one(inputs: ChainInputs) -> Iterator[Range]:
    """Yield the figures whose deviations add up: the range has to hold 1."""
    yield inputs.age_spread
    if inputs.population_factor is not None and (inputs.census_group >= 0).any():
        yield inputs.population_factor


def _shapes(inputs: ChainInputs) -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    communes, bands = len(inputs.commune_code), len(inputs.band_years)
    for name in (
        "district_code",
        "population",
        "population_estimated",
        "census_group",
        "children_exact",
    ):
        yield name, getattr(inputs, name).shape, (communes,)
    yield "band_exact", inputs.band_exact.shape, (communes, bands)
    yield "scope_share", inputs.scope_share.shape, (communes, 3)
    for category in inputs.categories:
        yield f"{category.id}.eligible_exact", category.eligible_exact.shape, (communes, bands)
        if category.eligible_between is not None:
            between = category.eligible_between.shape
            yield f"{category.id}.eligible_between", between, (communes, bands, 3)
        arrays = [category.in_scope, category.donors_low, category.donors_point]
        arrays += [category.donors_high, *(of for _, of in category.delivery)]
        arrays += [scheme.applies for scheme in category.state]
        arrays += [one for one in (category.rate, category.rate_sd) if one is not None]
        for one in arrays:
            yield category.id, one.shape, (communes,)


def _check_category(category: CategoryInputs, bands: int, faults: FaultCollector) -> None:
    if (category.rate is None) != (category.rate_sd is None):
        faults.add(category.id, "rate, rate_sd", "cả hai hoặc không / both or neither")
    if not category.bands:
        faults.add(category.id, "bands: ()", "ít nhất một nhóm tuổi / at least one age band")
    held = {*category.bands, *(band for scheme in category.state for band in scheme.bands)}
    if not all(0 <= band < bands for band in held):
        faults.add(category.id, sorted(held), f"nhóm tuổi 0–{bands - 1} / age bands 0–{bands - 1}")
    donors = (category.donors_low, category.donors_point, category.donors_high)
    if any(bool((lower > upper).any()) for lower, upper in pairwise(donors)):
        faults.add(f"{category.id}.donors", "low > point / point > high", "low ≤ point ≤ high")
