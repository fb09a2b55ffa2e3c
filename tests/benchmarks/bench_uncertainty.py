"""Time the joint draws of a province, a country and its former communes, and what memory they take.

Each size runs in its own process, so that the peak memory is its own. Beside the smallest size
stands what one would type otherwise: a loop over the draws, the same chain in pandas each time.
All figures are invented for timing.

    python tests/benchmarks/bench_uncertainty.py [--communes 56 3321 10040] [--draws 1000]
        [--workers 1 4]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from needs.uncertainty import CategoryInputs, ChainInputs, Range, StateShare, simulate

PLAIN, OURS = "loop in pandas", "simulate"
CATEGORIES = 8
COMMUNES_IN_A_DISTRICT = 14
BAND_YEARS = np.array([3.0, 3.0, 5.0, 4.0])  # and one year that no band holds


def invented(communes: int) -> ChainInputs:
    """Return inputs of so many communes: a third told, half with donors, all ranges in use."""
    dice = np.random.default_rng(588)
    district = np.arange(communes) // COMMUNES_IN_A_DISTRICT
    none = np.full(communes, np.nan)
    told = dice.random(communes) < 1 / 3
    population = dice.integers(800, 12_000, communes).astype(float)
    bands = len(BAND_YEARS)
    scope = np.ones((communes, 3))
    villages = dice.random(communes) < 0.2
    scope[villages] = [0.3, 0.5, 0.8]
    distance = dice.uniform(0, 120, communes)
    categories = []
    for number in range(CATEGORIES):
        name = f"category-{number}"
        helped = dice.random(communes) < 0.5
        point = np.where(helped, dice.integers(5, 120, communes), 0.0)
        rate = dice.uniform(0.1, 0.4, communes) if number == 0 else None
        categories.append(
            CategoryInputs(
                id=name,
                bands=(0, 1) if number % 2 else (1, 2, 3),
                in_scope=dice.random(communes) < 0.9,
                share=Range(f"{name}.eligible_share", 0.3, 0.4, 0.6),
                rate=rate,
                rate_sd=None if rate is None else np.full(communes, 0.03),
                rate_figure="rate:screening",
                eligible_exact=np.full((communes, bands), np.nan),
                target=Range(f"{name}.target", 0.8, 0.9, 1.0),
                units_per_child=9.0,
                price=Range(f"{name}.unit_price_vnd", 80_000, 100_000, 150_000),
                uplift=Range(f"{name}.delivery_uplift", 0.0, 0.05, 0.1),
                delivery=((Range("delivery.per_100_km", 0.02, 0.05, 0.1), distance / 100),),
                state=(
                    StateShare(
                        (1, 2, 3) if not number % 2 else (1,),
                        (Range(f"{name}.state", 0.3, 0.5, 0.7, "commune"),),
                        (dice.random(communes) < 0.8).astype(float),
                    ),
                ),
                donors_low=np.round(point * 0.8),
                donors_point=point,
                donors_high=np.round(point * 1.3),
            )
        )
    return ChainInputs(
        commune_code=np.array([f"{code:05d}" for code in range(communes)]),
        district_code=np.array([f"{code:03d}" for code in district]),
        population=population,
        population_factor=Range("predecessor_share_spread", 0.7, 1.0, 1.3, "commune"),
        population_estimated=~told,
        census_group=district,
        children_share=Range("children_share", 0.27, 0.3, 0.34),
        age_spread=Range("age_spread", 0.85, 1.0, 1.2, "commune"),
        band_years=BAND_YEARS,
        children_exact=np.where(told, np.round(population * 0.3), none),
        band_exact=np.full((communes, bands), np.nan),
        scope_share=scope,
        overlap=Range("overlap_position", 0.0, 0.5, 1.0, "commune"),
        categories=tuple(categories),
    )


def plain_loop(inputs: ChainInputs, *, draws: int) -> None:
    """Draw the chain once for each draw with pandas, as one would in a notebook."""
    dice = np.random.default_rng(1)

    def two_piece(low: float, value: float, high: float, size: int | None = None):
        u = dice.random(size)
        return np.where(u < 0.5, low + 2 * u * (value - low), value + (2 * u - 1) * (high - value))

    kept = []
    for draw in range(draws):
        cells = []
        count = len(inputs.commune_code)
        factor = two_piece(0.7, 1.0, 1.3, count)
        people = np.where(inputs.population_estimated, inputs.population * factor, np.nan)
        people = np.where(np.isnan(people), inputs.population, people)
        children = people * float(two_piece(0.27, 0.3, 0.34))
        children = np.where(np.isnan(inputs.children_exact), children, inputs.children_exact)
        for category in inputs.categories:
            frame = pd.DataFrame({"commune": inputs.commune_code, "district": inputs.district_code})
            years = inputs.band_years[list(category.bands)]
            spread = two_piece(0.85, 1.0, 1.2, (count, len(years)))
            frame["eligible"] = (children[:, None] * years / 16 * spread).sum(axis=1) * float(
                two_piece(0.3, 0.4, 0.6)
            )
            state = frame.eligible * two_piece(0.3, 0.5, 0.7, count)
            donors = np.minimum(
                two_piece(category.donors_low, category.donors_point, category.donors_high, count),
                frame.eligible,
            )
            most = np.minimum(frame.eligible, state + donors)
            point = state + donors - state * donors / frame.eligible
            frame["covered"] = two_piece(np.maximum(state, donors), point, most, count)
            frame["target"] = frame.eligible * float(two_piece(0.8, 0.9, 1.0))
            frame["gap"] = (frame.target - frame.covered).clip(lower=0)
            price = float(two_piece(80_000, 100_000, 150_000)) * 9
            frame["cost"], frame["gap_cost"] = frame.eligible * price, frame.gap * price
            frame["category"], frame["draw"] = category.id, draw
            cells.append(frame[category.in_scope])
        kept.append(pd.concat(cells))
    drawn = pd.concat(kept)
    measures = ["eligible", "target", "covered", "gap", "cost", "gap_cost"]
    drawn.groupby(["commune", "category"])[measures].quantile([0.05, 0.95])
    for area in (["district"], []):
        totals = drawn.groupby([*area, "category", "draw"])[measures].sum()
        totals.groupby([*area, "category"])[measures].quantile([0.05, 0.95])


def measured(way: str, communes: int, draws: int, workers: int) -> dict[str, float]:
    """Return seconds and peak memory of one way and size, run in this process."""
    inputs = invented(communes)
    started = time.perf_counter()
    if way == PLAIN:
        plain_loop(inputs, draws=draws)
    else:
        simulate(inputs, draws=draws, seed=588, workers=workers)
    return {"seconds": time.perf_counter() - started, "megabytes": peak_megabytes()}


def peak_megabytes() -> float:
    """Return the most memory this process or one of its workers has held; NaN if not told."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    unit = 1 if sys.platform == "darwin" else 1024
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whose) * unit / 1e6


def in_own_process(way: str, communes: int, draws: int, workers: int = 1) -> dict[str, float]:
    """Measure one way and size in a process of its own."""
    asked = ["--one", way, "--communes", str(communes)]
    asked += ["--draws", str(draws), "--workers", str(workers)]
    done = subprocess.run(
        [sys.executable, __file__, *asked], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout))


def shown(measured: dict[str, float], communes: int) -> tuple[str, str, str]:
    """Write seconds, milliseconds a commune and megabytes."""
    seconds = measured["seconds"]
    return f"{seconds:.2f}", f"{seconds / communes * 1e3:.2f}", f"{measured['megabytes']:.0f}"


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--communes", type=int, nargs="+", default=[56, 3_321, 10_040])
    parser.add_argument("--draws", type=int, default=1_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--one", choices=[PLAIN, OURS], help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one is not None:
        sys.stdout.write(
            json.dumps(measured(chosen.one, chosen.communes[0], chosen.draws, chosen.workers[0]))
        )
        return

    title = f"{CATEGORIES} categories, {chosen.draws} draws, {os.cpu_count()} CPUs"
    table = Table(title=title)
    for heading in ("way", "communes", "workers", "seconds", "ms / commune", "MB at most"):
        table.add_column(heading, justify="left" if heading == "way" else "right")
    smallest = min(chosen.communes)
    plain = in_own_process(PLAIN, smallest, chosen.draws)
    table.add_row(PLAIN, str(smallest), "1", *shown(plain, smallest))
    ratios = []
    for communes in chosen.communes:
        for workers in chosen.workers:
            one = in_own_process(OURS, communes, chosen.draws, workers)
            table.add_row(OURS, str(communes), str(workers), *shown(one, communes))
            if communes == smallest:
                times = plain["seconds"] / one["seconds"]
                ratios.append(f"{workers} worker(s): {times:.0f} times as fast")
    console = Console()
    console.print(table)
    console.print(f"{smallest} communes, against the loop: " + "; ".join(ratios))


if __name__ == "__main__":
    main()
