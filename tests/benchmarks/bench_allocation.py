"""Time the allocation of a province and of the country to a proven 0.1 % gap, beside PuLP's CBC.

Both get the same greatest-effect program, column by column (HiGHS as `needs` calls it, CBC as PuLP
calls it by default); each runs in its own process, so that the peak memory is its own. All figures
are invented for timing: donors of all sizes, from one open to all to one for two communes.

    python tests/benchmarks/bench_allocation.py [--small] [--fair] [--limit 600]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pulp
from rich.console import Console
from rich.table import Table

from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.solving.effect import most_effective
from needs.allocation.solving.modes import solve_plan
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solve import PlanSolver

GAP = 1e-3
SIZES = {"province": (56, 4, 20), "country": (3321, 8, 200)}
SCALE = 0.12
# Of every hundred gifts, the one that pays half of each package and the one that pays the rest.
SHARES, JOINS = 2, 3
UNITS = np.array([1, 10, 9, 20, 5, 1, 20, 4])
CHILDREN = np.array([1, 10, 1, 25, 5, 1, 20, 2])
PRICE = np.array([400, 350, 120, 90, 200, 60, 800, 50]) * 1000


def invented_cells(communes: int, categories: int, dice: np.random.Generator) -> pd.DataFrame:
    """Return cells of so many communes and categories, all figures drawn."""
    commune = np.repeat(np.arange(communes), categories)
    category = np.tile(np.arange(categories), communes)
    target = dice.integers(20, 400, len(commune))
    gap = (target * np.minimum(1, dice.random(len(commune)) * 1.3)).astype(np.int64)
    price = (PRICE[category] * dice.uniform(1, 1.2, len(commune)) / 1000).astype(np.int64) * 1000
    return pd.DataFrame(
        {
            "commune_code": [f"{code:05d}" for code in commune],
            "commune": [f"Xã {code}" for code in commune],
            "district_code": [f"{code // 14:03d}" for code in commune],
            "district": [f"Huyện {code // 14}" for code in commune],
            "zone": np.array(["I", "II", "III"])[dice.integers(0, 3, communes)][commune],
            "category": [f"category-{number}" for number in category],
            "counted": "children",
            "children_target": target,
            "gap_low": gap,
            "held": 0,
            "priority": np.round(dice.random(len(commune)), 3),
            "worth": 1.0,
            "unit": "set",
            "unit_months": False,
            "package_units": UNITS[category],
            "package_children": CHILDREN[category],
            "unit_price_vnd": price,
            "months": [()] * len(commune),
        }
    )


def invented_gift(number: int, cells: pd.DataFrame, dice: np.random.Generator) -> dict[str, object]:
    """Return one gift: one in twenty for all, one in four for a province, the rest for few."""
    gift: dict[str, object] = dict.fromkeys(
        (
            *("budget_vnd", "category", "units", "children", "months", "month_vnd", "from_age"),
            *("to_age", "least_per_commune", "most_per_commune", "most_communes"),
            *("package_units", "share"),
        ),
        pd.NA,
    )
    gift |= dict.fromkeys(
        (
            *("categories", "districts", "communes", "zones", "without_categories"),
            *("without_districts", "without_communes", "visit_months"),
        ),
        (),
    )
    gift |= {"donor_id": f"D{number:03d}", "donor": f"Donor {number}", "donor_type": "enterprise"}
    gift |= {"gift_id": f"D{number:03d}", "gift": "", "period": "2026", "whole": False}
    gift |= {"joins": False, "basis": "illustrative", "source": "invented", "funding": "cash"}
    districts, categories = cells["district_code"].unique(), cells["category"].unique()
    inside, kind, share = cells, dice.random(), 0.1
    co_funded = number % 100 in {SHARES, JOINS}
    kind = 0.0 if co_funded else kind
    if kind >= 0.05:
        share = 0.33
        first = int(dice.integers(0, max(1, len(districts) - 6)))
        chosen = districts[first : first + 7]
        if kind >= 0.3:
            chosen = dice.choice(chosen, min(len(chosen), int(dice.integers(1, 4))), replace=False)
            some = dice.choice(categories, min(len(categories), 2), replace=False)
            gift["categories"] = tuple(sorted(some.tolist()))
            inside = inside[inside["category"].isin(some)]
        gift["districts"] = tuple(sorted(chosen.tolist()))
        inside = inside[inside["district_code"].isin(chosen)]
    goods = dice.random() < 0.2 and not co_funded
    if goods:
        gift["categories"] = ()
        gift["category"] = str(dice.choice(inside["category"].unique()))
        inside = inside[inside["category"] == gift["category"]]
    package = inside["package_units"] * inside["unit_price_vnd"] / inside["package_children"]
    worth = SCALE * float((inside["gap_low"] * package).sum()) * share * dice.lognormal(0, 0.5)
    if goods:
        gift["funding"] = "stock"
        gift["units"] = max(1, int(worth / inside["unit_price_vnd"].mean()))
    else:
        gift["budget_vnd"] = max(1, int(worth))
    gift |= invented_limits(number, gift)
    return gift


def invented_limits(number: int, gift: dict[str, object]) -> dict[str, object]:
    """Return what a few gifts ask for beyond their wishes."""
    goods = gift["funding"] == "stock"
    holds = gift["units"] if goods else gift["budget_vnd"]
    if number % 11 == 5:
        return {"least_per_commune": max(1, int(holds * 0.02))}
    if number % 11 == 6:
        return {"most_per_commune": max(1, int(holds * 0.2))}
    if number % 11 == 7:
        return {"most_communes": 5}
    if number % 23 == 8:
        return {"whole": True}
    if number % 100 == SHARES:
        return {"share": 0.5}
    return {"joins": number % 100 == JOINS}


def invented(size: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the cells and gifts of a size."""
    communes, categories, gifts = SIZES[size]
    dice = np.random.default_rng(588)
    cells = invented_cells(communes, categories, dice)
    return cells, pd.DataFrame([invented_gift(n, cells, dice) for n in range(gifts)])


def ours(size: str, limit: float, *, fair: bool) -> dict[str, float]:
    """Solve with `needs`; return seconds and the proven gap."""
    start = time.perf_counter()
    inputs = checked_inputs(*invented(size), None, None, None)
    model, _ = build_model(inputs.cells, inputs.gifts)
    built = time.perf_counter()
    rules = AllocationRules(mip_gap=GAP, time_limit_s=limit, effect_nodes=10**6)
    if fair:
        found = solve_plan(model, rules).effect
    else:
        solver = PlanSolver(model, rules)
        nothing = np.zeros(len(model.route_cell), dtype=np.int64)
        found = most_effective(solver, np.zeros(len(model.cell), dtype=np.int64), nothing)
    assert found is not None
    return {
        "build_s": built - start,
        "solve_s": time.perf_counter() - built,
        "effect": found.objective,
        "gap": (found.bound - found.objective) / found.bound,
        "columns": float(len(model.route_cell)),
    }


def through_pulp(size: str, limit: float) -> dict[str, float]:
    """Solve the same program through PuLP with its default solver."""
    start = time.perf_counter()
    inputs = checked_inputs(*invented(size), None, None, None)
    model, _ = build_model(inputs.cells, inputs.gifts)
    built = time.perf_counter()
    problem = pulp.LpProblem("effect", pulp.LpMaximize)
    columns = [
        pulp.LpVariable(f"x{n}", 0, int(most), cat="Integer")
        for n, most in enumerate(model.route_most)
    ]
    on = [pulp.LpVariable(f"s{n}", cat="Binary") for n in range(len(model.switch_least))]
    value = model.value[model.route_cell] * model.route_size
    problem += pulp.LpAffineExpression(zip(columns, value.tolist(), strict=True))
    rows = model.rows.tocsr()
    for row, most in enumerate(model.row_most.tolist()):
        problem += _line(rows, row, columns) <= most
    switches = model.switches.tocsr()
    for number, switch in enumerate(on):
        takes = _line(switches, number, columns)
        problem += takes >= int(model.switch_least[number]) * switch
        problem += takes <= int(model.switch_most[number]) * switch
    for group, most in enumerate(model.group_most.tolist()):
        members = np.flatnonzero(model.switch_group == group)
        problem += pulp.lpSum(on[n] for n in members) <= most
    solver = pulp.PULP_CBC_CMD(msg=False, gapRel=GAP, timeLimit=limit)
    problem.solve(solver)
    seconds = time.perf_counter() - built
    # Without a plan in whole packages PuLP hands on the relaxed one: that is none.
    given = np.array([column.value() or 0.0 for column in columns])
    plan = np.rint(given).astype(np.int64)
    sound = bool(np.abs(given - plan).max() < 1e-4) and model.keeps_limits(plan)
    effect = model.effect(plan) if sound else float("nan")
    status = problem.sol_status if sound else pulp.LpSolutionNoSolutionFound
    return {
        "build_s": built - start,
        "solve_s": seconds,
        "effect": effect,
        # PuLP does not hand on CBC's bound: solved to the gap asked for, or not.
        "gap": GAP if status == pulp.LpSolutionOptimal else float("nan"),
        "columns": float(len(columns)),
    }


def _line(rows, row, columns):
    here = slice(rows.indptr[row], rows.indptr[row + 1])
    pairs = zip(rows.indices[here].tolist(), rows.data[here].tolist(), strict=True)
    return pulp.LpAffineExpression([(columns[n], takes) for n, takes in pairs])


def measured(way: str, size: str, limit: float) -> dict[str, float]:
    """Run one way in its own process."""
    command = [sys.executable, __file__, "--one", way, "--size", size, "--limit", str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        Console(stderr=True).print(done.stderr[-2000:])
        return {}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Measure all, or one (in a process of its own)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="the province only")
    parser.add_argument("--fair", action="store_true", help="also fairness first, then effect")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds for each solve")
    parser.add_argument("--one", choices=["ours", "fair", "pulp"])
    parser.add_argument("--size", choices=list(SIZES))
    options = parser.parse_args()
    if options.one:
        if options.one == "pulp":
            found = through_pulp(options.size, options.limit)
        else:
            found = ours(options.size, options.limit, fair=options.one == "fair")
        scale = 1024 if sys.platform != "darwin" else 1024**2
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        # CBC is a program of its own, started by PuLP: its memory counts too.
        found["peak_mb"] = (own + below) / scale
        sys.stdout.write(json.dumps(found) + "\n")
        return
    table = Table("size", "way", "columns", "build s", "solve s", "gap", "effect", "peak MB")
    ratios = []
    for size in ["province"] if options.small else list(SIZES):
        results = {}
        for way in ["ours", *(["fair"] if options.fair else []), "pulp"]:
            found = results[way] = measured(way, size, options.limit)
            if not found:
                table.add_row(size, way, *["—"] * 6)
                continue
            table.add_row(
                size,
                way,
                f"{found['columns']:,.0f}",
                f"{found['build_s']:.1f}",
                f"{found['solve_s']:.2f}",
                f"{found['gap']:.2%}",
                f"{found['effect']:,.1f}",
                f"{found['peak_mb']:,.0f}",
            )
        if results["ours"] and results["pulp"]:
            times = results["pulp"]["solve_s"] / results["ours"]["solve_s"]
            memory = results["pulp"]["peak_mb"] / results["ours"]["peak_mb"]
            ratios.append(f"{size}: CBC takes {times:.1f} × the time, {memory:.1f} × the memory")
    console = Console()
    console.print(table)
    for line in ratios:
        console.print(line)


if __name__ == "__main__":
    main()
