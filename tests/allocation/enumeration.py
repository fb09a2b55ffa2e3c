"""The allocation by brute force: every plan of a tiny case, judged by the rules as written.

Nothing here is taken from the code that it tests: routes, limits, floors and effect are worked out
once more from the tables. What is held is left to other tests where ages are concerned.
"""

from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

WISHES = {
    "categories": "category",
    "districts": "district_code",
    "communes": "commune_code",
    "zones": "zone",
}
HOLDS = {"cash": "budget_vnd", "stock": "units", "sponsored": "children"}


class Route(NamedTuple):
    cell: int
    payers: dict  # gift → what one package takes
    size: int
    ages: tuple


class Plans(NamedTuple):
    """Every possible plan of a case."""

    cells: list  # records, those of the tables
    open: list  # children that may still be given, per cell
    routes: list
    packages: np.ndarray  # plans × routes
    counts: np.ndarray  # plans × cells
    reachable: list
    full: np.ndarray
    parts: list  # lists of reachable cells: category by category, first cell by first cell


def _has(value):
    return not pd.isna(value)


def _admits(gift, cell, *months):
    for wish, column in WISHES.items():
        if gift[wish] and cell[column] not in gift[wish]:
            return False
        if gift.get(f"without_{wish}") and cell[column] in gift[f"without_{wish}"]:
            return False
    if gift["funding"] != "cash" and gift["category"] != cell["category"]:
        return False
    seasons = [set(m) for m in (cell["months"], gift["visit_months"], *months) if m]
    return not seasons or bool(set.intersection(*seasons))


def _package(gift, cell):
    """Return children of one package, and what it costs in full in the gift's measure."""
    if gift["funding"] == "sponsored":
        return 1, 1
    units = gift["package_units"] if _has(gift["package_units"]) else cell["package_units"]
    if units * cell["package_children"] % cell["package_units"]:
        return 0, 0
    size = units * cell["package_children"] // cell["package_units"]
    if gift["funding"] == "stock":
        return size, units
    return size, units * cell["unit_price_vnd"] if _has(cell["unit_price_vnd"]) else 0


def _ages(*gifts):
    first = max((g["from_age"] for g in gifts if _has(g["from_age"])), default=0)
    last = min((g["to_age"] for g in gifts if _has(g["to_age"])), default=999)
    return first, last


def _share(gift, cost):
    if not _has(gift["share"]):
        return cost
    # Half a đồng is rounded up.
    return int(Fraction(str(gift["share"])) * cost + Fraction(1, 2))


def _routes(cells, gifts):
    found = []
    for number, cell in enumerate(cells):
        for lead, gift in enumerate(gifts):
            size, cost = _package(gift, cell)
            if not _admits(gift, cell) or cost <= 0:
                continue
            takes = _share(gift, cost)
            if takes == cost and not (_has(gift["share"]) and gift["share"] < 1):
                found.append(Route(number, {lead: cost}, size, _ages(gift)))
                continue
            for other, partner in enumerate(gifts):
                if not partner["joins"] or partner["donor_id"] == gift["donor_id"]:
                    continue
                if _admits(partner, cell, gift["visit_months"]) and 0 < takes < cost:
                    payers = {lead: takes, other: cost - takes}
                    found.append(Route(number, payers, size, _ages(gift, partner)))
    return found


def possible_plans(case, largest=4000):
    """Return all plans that keep every limit; None if there are too many to write down."""
    cells, gifts = case.cells.to_dict("records"), case.gifts.to_dict("records")
    still_open = [max(0, c["gap_low"] - c["held"]) if _has(c["gap_low"]) else 0 for c in cells]
    held = (
        {} if case.held is None else case.held.groupby(["gift_id", "commune_code"])["taken"].sum()
    )
    held = {key: int(value) for key, value in dict(held).items()}
    left = [
        g[HOLDS[g["funding"]]] - sum(n for (name, _), n in held.items() if name == g["gift_id"])
        for g in gifts
    ]
    routes, most = [], []
    for route in _routes(cells, gifts):
        fits = min(left[g] // takes for g, takes in route.payers.items())
        fits = min(fits, still_open[route.cell] // route.size)
        if fits > 0:
            routes.append(route)
            most.append(fits)
    total = 1
    for fits in most:
        total *= fits + 1
    if total > largest:
        return None
    grid = np.meshgrid(*[np.arange(fits + 1) for fits in most], indexing="ij")
    packages = np.stack([axis.ravel() for axis in grid], axis=1) if grid else np.zeros((1, 0), int)
    keeps = _keeps(case, cells, gifts, routes, packages, still_open, left, held)
    packages = packages[keeps]
    counts = np.zeros((len(packages), len(cells)), dtype=np.int64)
    for number, route in enumerate(routes):
        counts[:, route.cell] += packages[:, number] * route.size
    full = counts.max(axis=0)
    used = [route for number, route in enumerate(routes) if packages[:, number].any()]
    reachable = sorted({route.cell for route in used})
    parts = _parts(cells, used, reachable)
    return Plans(cells, still_open, routes, packages, counts, reachable, full, parts)


def _keeps(case, cells, gifts, routes, packages, still_open, left, held):
    keeps = np.ones(len(packages), dtype=bool)
    for number in range(len(cells)):
        given = sum(
            (packages[:, n] * r.size for n, r in enumerate(routes) if r.cell == number),
            np.zeros(len(packages), dtype=np.int64),
        )
        keeps &= given <= still_open[number]
        keeps &= _ages_suffice(case, cells[number], number, routes, packages)
    for row, gift in enumerate(gifts):
        keeps &= _gift_agrees(row, gift, cells, routes, packages, left[row], held)
    return keeps


def _gift_agrees(row, gift, cells, routes, packages, left, held):
    nothing = np.zeros(len(packages), dtype=np.int64)
    keeps = np.ones(len(packages), dtype=bool)
    given, visited = nothing.copy(), nothing.copy()
    for commune in {cell["commune_code"] for cell in cells}:
        there = nothing.copy()
        for number, route in enumerate(routes):
            if row in route.payers and cells[route.cell]["commune_code"] == commune:
                there += packages[:, number] * route.payers[row]
        before = held.get((gift["gift_id"], commune), 0)
        given += there
        visited += (there > 0) | (before > 0)
        if _has(gift["least_per_commune"]):
            keeps &= (there == 0) | (there + before >= gift["least_per_commune"])
        if _has(gift["most_per_commune"]):
            keeps &= (there == 0) | (there + before <= gift["most_per_commune"])
    keeps &= given <= left
    if _has(gift["most_communes"]):
        already = sum(1 for (name, _), _n in held.items() if name == gift["gift_id"])
        keeps &= (visited <= gift["most_communes"]) | (visited <= already)
    if gift["whole"]:
        rest = left - given
        if gift["funding"] == "cash":
            prices = [_share(gift, _package(gift, c)[1]) for c in cells if _admits(gift, c)]
            prices = [price for price in prices if price > 0]
            keeps &= (given == 0) | (rest < min(prices, default=1))
        else:
            keeps &= (given == 0) | (rest == 0)
    return keeps


def _ages_suffice(case, cell, number, routes, packages):
    """Hall's condition over all sets of routes: the ages they may serve hold enough children."""
    keeps = np.ones(len(packages), dtype=bool)
    aged = [n for n, r in enumerate(routes) if r.cell == number and r.ages != (0, 999)]
    if not aged:
        return keeps
    ages = case.ages
    here = ages[(ages["commune_code"] == cell["commune_code"])]
    here = here[here["category"] == cell["category"]]
    for count in range(1, len(aged) + 1):
        for chosen in combinations(aged, count):
            inside = np.zeros(len(here), dtype=bool)
            for n in chosen:
                first, last = routes[n].ages
                inside |= here["age"].between(first, last).to_numpy(dtype=bool)
            wanted = sum(packages[:, n] * routes[n].size for n in chosen)
            keeps &= wanted <= int(here["children"].to_numpy()[inside].sum())
    return keeps


def _parts(cells, used, reachable):
    label = {number: number for number in reachable}
    for _ in reachable:
        for one in used:
            for other in used:
                same = cells[one.cell]["category"] == cells[other.cell]["category"]
                if same and set(one.payers) & set(other.payers):
                    low = min(label[one.cell], label[other.cell])
                    label[one.cell] = label[other.cell] = low
    groups = {}
    for number in reachable:
        groups.setdefault(label[number], []).append(number)
    return sorted(groups.values(), key=lambda group: (cells[group[0]]["category"], group))


def floors(plans, mode, counts):
    """Return the floor of each part: lowest coverage of the cells not full, else the top one."""
    result = []
    for part in plans.parts:
        covered = {}
        for number in part:
            cell = plans.cells[number]
            lacking, given = int(plans.open[number]), int(counts[number])
            target = lacking if mode == "proportional" else int(cell["children_target"])
            covered[number] = 1 - Fraction(lacking - given, target)
        still_open = [covered[n] for n in part if counts[n] < plans.full[n]]
        result.append(min(still_open) if still_open else max(covered.values()))
    return tuple(result)


def effect(plans, counts):
    return sum(
        cell["priority"] * cell["worth"] * int(counts[number])
        for number, cell in enumerate(plans.cells)
    )


def best(plans, mode):
    """Return what the mode asks for: (ranking of floors, greatest effect by floors, top effect).

    The ranking is the leximin one (in `effect_first` among the plans of greatest effect); the
    second maps each tuple of floors with that ranking to the greatest effect of plans keeping them.
    """
    distinct = np.unique(plans.counts, axis=0)
    found = [(floors(plans, mode, row), effect(plans, row)) for row in distinct]
    top = max(value for _, value in found)
    if mode == "effect_first":
        found = [(by_part, value) for by_part, value in found if value >= top - 1e-9]
    ranking = max(sorted(by_part) for by_part, _ in found)
    effects = {}
    for by_part, _ in found:
        if sorted(by_part) == ranking and by_part not in effects:
            effects[by_part] = max(
                value
                for other, value in found
                if all(a >= b for a, b in zip(other, by_part, strict=True))
            )
    return ranking, effects, top
