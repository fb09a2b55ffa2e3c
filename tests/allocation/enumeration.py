"""The allocation by brute force: every plan of a tiny case, compared by the rules as written."""

from fractions import Fraction

import pandas as pd


def _admits(donor, cell):
    pairs = {"categories": "category", "districts": "district_code"}
    pairs |= {"communes": "commune_code", "zones": "zone"}
    return all(not donor[mark] or cell[key] in donor[mark] for mark, key in pairs.items())


def _routes(cells, donors):
    """List (cell, purse, what a package takes) and what every purse holds."""
    routes, holds = [], []
    for donor in donors.to_dict("records"):
        for funding in ("cash", "stock"):
            held = donor["budget_vnd"] if funding == "cash" else donor["stock_units"]
            if pd.isna(held):
                continue
            purse = len(holds)
            holds.append(int(held))
            for number, cell in enumerate(cells):
                if not _admits(donor, cell) or pd.isna(cell["gap_low"]):
                    continue
                if funding == "stock" and donor["stock_category"] != cell["category"]:
                    continue
                price = cell["unit_price_vnd"] if funding == "cash" else 1
                takes = cell["package_units"] * price
                if takes <= held and cell["package_children"] <= cell["gap_low"]:
                    routes.append((number, purse, takes))
    return routes, holds


def possible_packages(cells, donors):
    """Return the cells' records and every possible tuple of packages per cell."""
    records = cells.to_dict("records")
    routes, holds = _routes(records, donors)
    fits = [
        0 if pd.isna(cell["gap_low"]) else cell["gap_low"] // cell["package_children"]
        for cell in records
    ]
    states = {((0,) * len(records), tuple(holds))}
    for number, purse, takes in routes:
        following = set()
        for packages, left in states:
            for more in range(min(fits[number] - packages[number], left[purse] // takes) + 1):
                then = list(packages), list(left)
                then[0][number] += more
                then[1][purse] -= more * takes
                following.add((tuple(then[0]), tuple(then[1])))
        states = following
    reachable = sorted({number for number, _, _ in routes})
    return records, fits, reachable, {packages for packages, _ in states}


def floors(records, fits, reachable, packages):
    """Return the floor per category: lowest coverage of the cells not full, else the top one."""
    result = {}
    for name in sorted({records[number]["category"] for number in reachable}):
        inside = [n for n in reachable if records[n]["category"] == name]
        covered = {
            n: 1
            - Fraction(
                int(records[n]["gap_low"] - packages[n] * records[n]["package_children"]),
                int(records[n]["children_target"]),
            )
            for n in inside
        }
        still_open = [covered[n] for n in inside if packages[n] < fits[n]]
        result[name] = min(still_open) if still_open else max(covered.values())
    return result


def best(cells, donors):
    """Return (common floor ranking, greatest effect per floors, floors that reach it).

    The first is the leximin ranking; the second maps each category floors with that ranking to
    the greatest Σ priority × children among plans that keep them.
    """
    records, fits, reachable, plans = possible_packages(cells, donors)
    found = {plan: floors(records, fits, reachable, plan) for plan in plans}
    ranking = max(sorted(by_name.values()) for by_name in found.values())
    effects = {}
    for by_name in found.values():
        if sorted(by_name.values()) != ranking:
            continue
        key = tuple(sorted(by_name.items()))
        if key in effects:
            continue
        effects[key] = max(
            sum(
                records[n]["priority"] * records[n]["package_children"] * plan[n]
                for n in range(len(records))
            )
            for plan, other in found.items()
            if all(other[name] >= floor for name, floor in by_name.items())
        )
    return ranking, effects
