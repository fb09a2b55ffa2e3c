"""The limits of a plan, read from the words of the contract alone: nothing of the model is used.

Every child of a cell is a child of an age, and a lot is a number of children to be found among
them: one flow through the whole cell tells whether each child can have one donor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

WISHES = {
    "categories": "category",
    "districts": "district_code",
    "communes": "commune_code",
    "zones": "zone",
}
HOLDS = {"cash": "budget_vnd", "stock": "units", "sponsored": "children"}
YOUNGEST, OLDEST = 0, 200


def broken_limits(cells, gifts, lots, *, ages=None, held=None, period=None):
    """Return what lots break, a line each beginning with the limit's name; none: all is kept."""
    return sorted(set(_broken(cells, gifts, lots, ages, held, period)))


def untrue_tables(cells, gifts, allocation, *, held=None):
    """Return where coverage and use of gifts do not tell what the lots tell; none: they do."""
    of_cell = {(row["commune_code"], row["category"]): row for row in cells.to_dict("records")}
    of_gift = {row["gift_id"]: row for row in gifts.to_dict("records")}
    return sorted(set(_sums(of_cell, of_gift, allocation, held)))


def _broken(cells, gifts, table, ages, held, period) -> Iterator[str]:
    of_cell = {(row["commune_code"], row["category"]): row for row in cells.to_dict("records")}
    of_gift = {row["gift_id"]: row for row in gifts.to_dict("records")}
    lots = table.to_dict("records")
    keys = ["gift_id", "partner_gift", "commune_code", "category"]
    if table.duplicated(keys).any():
        yield "twice: a lot stands in two rows"
    for lot in lots:
        cell = of_cell.get((lot["commune_code"], lot["category"]))
        gift = of_gift.get(lot["gift_id"])
        if cell is None or gift is None or (lot["partner_gift"] and _partner(lot, of_gift) is None):
            yield f"unknown: {lot}"
            continue
        yield from _one_lot(lot, cell, gift, _partner(lot, of_gift))
    yield from _means(cells, of_gift, lots, held, period)
    yield from _gaps(of_cell, of_gift, lots, ages)


def _partner(lot, of_gift):
    return of_gift.get(lot["partner_gift"])


def _count(lot) -> int:
    return int(lot["children_reached"]) + int(lot["places"])


def wanted(gift, cell) -> bool:
    """Tell whether the words of a gift allow this place, whatever else is given."""
    for wish, column in WISHES.items():
        if gift[wish] and cell[column] not in gift[wish]:
            return False
        without = gift.get(f"without_{wish}", ())
        if without and cell[column] in without:
            return False
    return gift["funding"] == "cash" or gift["category"] == cell["category"]


def _months(*named) -> set[int]:
    return set.intersection(set(range(1, 13)), *(set(months) for months in named if months))


def _one_lot(lot, cell, gift, partner) -> Iterator[str]:
    where = f"{lot['gift_id']} {lot['commune_code']} {lot['category']}"
    givers = [gift] if partner is None else [gift, partner]
    if not all(wanted(one, cell) for one in givers):
        yield f"wish: {where}"
    months = _months(cell["months"], *(one["visit_months"] for one in givers))
    told = {int(month) for month in lot["months"].split(";") if month.strip()}
    if not months or (told or set(range(1, 13))) != months:
        yield f"season: {where}: {lot['months']}"
    packages = int(lot["packages"])
    if packages < 1:
        yield f"package: {where}: {packages}"
        return
    yield from _quantity(where, lot, cell, gift)
    yield from _paid(where, lot, gift, partner)


def _quantity(where, lot, cell, gift) -> Iterator[str]:
    packages, quantity = int(lot["packages"]), int(lot["quantity"])
    units, children = int(cell["package_units"]), int(cell["package_children"])
    if gift["funding"] == "sponsored":
        # A package is one child; a set that is begun is a set needed.
        count, needed = Fraction(packages), Fraction(packages * units, children)
        if cell["unit_months"]:
            needed = Fraction(packages * int(gift["months"]))
    else:
        own = units if pd.isna(gift["package_units"]) else int(gift["package_units"])
        count, needed = Fraction(packages * own * children, units), Fraction(packages * own)
    if quantity != ceil(needed):
        yield f"package: {where}: {quantity} units, {needed} in its packages"
    if count != _count(lot):
        yield f"package: {where}: {_count(lot)} served, {count} in its packages"
    if (lot["places"] > 0) != (cell["counted"] == "places"):
        yield f"package: {where}: children and places confused"
    yield from _cost(where, lot, cell, gift)


def _cost(where, lot, cell, gift) -> Iterator[str]:
    price = cell["unit_price_vnd"]
    cost = None if pd.isna(price) else int(lot["quantity"]) * int(price)
    if gift["funding"] == "sponsored" and pd.notna(gift["month_vnd"]):
        cost = int(lot["packages"]) * int(gift["months"]) * int(gift["month_vnd"])
    elif not _same(lot["unit_price_vnd"], price):
        yield f"cost: {where}: price {lot['unit_price_vnd']}"
    if not _same(lot["cost_vnd"], cost):
        yield f"cost: {where}: {lot['cost_vnd']} đồng, by hand {cost}"
    if gift["funding"] == "cash" and cost is None:
        yield f"cost: {where}: money where no price is known"


def _same(one, other) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) or (
        pd.notna(one) and pd.notna(other) and bool(one == other)
    )


def _paid(where, lot, gift, partner) -> Iterator[str]:
    if pd.isna(lot["cost_vnd"]):
        if gift["funding"] == "cash" or partner is not None:
            yield f"share: {where}: nobody knows what it costs"
        return
    packages, cost = int(lot["packages"]), int(lot["cost_vnd"])
    paid, rest = int(lot["paid_vnd"]), int(lot["partner_vnd"])
    if paid + rest != cost:
        yield f"share: {where}: {paid} + {rest} is not {cost}"
    share = Fraction(1) if pd.isna(gift["share"]) else Fraction(str(gift["share"]))
    if (share < 1) != (partner is not None):
        yield f"share: {where}: share {share}, partner «{lot['partner_gift']}»"
        return
    # To the đồng in each package: no package is paid by less or more than its share, rounded.
    each = Fraction(paid, packages)
    if each.denominator != 1 or abs(each - share * Fraction(cost, packages)) >= 1:
        yield f"share: {where}: {paid} đồng is not {share} of {cost}"
    if partner is None:
        return
    if partner["funding"] != "cash" or not partner["joins"]:
        yield f"share: {where}: {lot['partner_gift']} does not join"
    if partner["donor_id"] == gift["donor_id"] or lot["partner_id"] != partner["donor_id"]:
        yield f"share: {where}: partner {lot['partner_id']}"


def _taken(of_gift, lots):
    """Return what is taken now of each gift in each commune, in what it holds."""
    taken: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for lot in lots:
        column = {"cash": "paid_vnd", "stock": "quantity", "sponsored": "packages"}
        of = of_gift.get(lot["gift_id"])
        if of is not None:
            taken[lot["gift_id"]][lot["commune_code"]] += int(lot[column[of["funding"]]])
        if lot["partner_gift"]:
            taken[lot["partner_gift"]][lot["commune_code"]] += int(lot["partner_vnd"])
    return taken


def _before(held):
    before: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in [] if held is None else held.to_dict("records"):
        before[row["gift_id"]][row["commune_code"]] += int(row["taken"])
    return before


def _means(cells, of_gift, lots, held, period) -> Iterator[str]:
    taken, before = _taken(of_gift, lots), _before(held)
    for gift_id, communes in taken.items():
        gift, earlier = of_gift.get(gift_id), before[gift_id]
        if gift is None:
            continue
        if period is not None and gift["period"] not in ("", period):
            yield f"period: {gift_id}: {gift['period']}"
        holds = int(gift[HOLDS[gift["funding"]]])
        left = holds - sum(earlier.values()) - sum(communes.values())
        if left < 0:
            yield f"means: {gift_id}: {-left} more than its {holds}"
        yield from _in_communes(gift, communes, earlier)
        if gift["whole"]:
            cheapest = _cheapest(gift, cells) if gift["funding"] == "cash" else 1
            if left >= cheapest:
                yield f"whole: {gift_id}: {left} left"


def _in_communes(gift, communes, earlier) -> Iterator[str]:
    gift_id = gift["gift_id"]
    for commune, now in communes.items():
        here = now + earlier.get(commune, 0)
        if pd.notna(gift["least_per_commune"]) and here < gift["least_per_commune"]:
            yield f"least: {gift_id} in {commune}: {here} < {gift['least_per_commune']}"
        if pd.notna(gift["most_per_commune"]) and here > gift["most_per_commune"]:
            yield f"most: {gift_id} in {commune}: {here} > {gift['most_per_commune']}"
    visited, new = set(communes) | set(earlier), set(communes) - set(earlier)
    if new and pd.notna(gift["most_communes"]) and len(visited) > gift["most_communes"]:
        yield f"communes: {gift_id}: {len(visited)} > {gift['most_communes']}"


def _cheapest(gift, cells) -> Fraction:
    """Return what the cheapest package costs this donor anywhere it would go."""
    costs = [Fraction(10**18)]
    for cell in cells.to_dict("records"):
        season = _months(cell["months"], gift["visit_months"])
        if wanted(gift, cell) and season and pd.notna(cell["unit_price_vnd"]):
            own = gift["package_units"]
            units = cell["package_units"] if pd.isna(own) else own
            share = Fraction(1) if pd.isna(gift["share"]) else Fraction(str(gift["share"]))
            costs.append(share * int(units) * int(cell["unit_price_vnd"]))
    return min(costs)


def _gaps(of_cell, of_gift, lots, ages) -> Iterator[str]:
    in_cell = defaultdict(list)
    for lot in lots:
        in_cell[lot["commune_code"], lot["category"]].append(lot)
    by_age: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in [] if ages is None else ages.to_dict("records"):
        by_age[row["commune_code"], row["category"]][int(row["age"])] = int(row["children"])
    for key, here in in_cell.items():
        cell = of_cell.get(key)
        if cell is None:
            continue
        if pd.isna(cell["gap_low"]):
            yield f"gap: {key}: nobody knows it"
            continue
        gap, open_count = int(cell["gap_low"]), int(cell["gap_low"]) - int(cell["held"])
        served = sum(_count(lot) for lot in here)
        if served > max(0, open_count):
            yield f"gap: {key}: {served} of {open_count} open"
            continue
        demands = []
        for lot in here:
            givers = [of_gift.get(lot["gift_id"]), _partner(lot, of_gift)]
            spans = [_span(gift) for gift in givers if gift is not None]
            youngest, oldest = max(s[0] for s in spans), min(s[1] for s in spans)
            demands.append((_count(lot), youngest, oldest))
        aged = any(span != [YOUNGEST, OLDEST] for _, *span in demands)
        if aged and not one_donor_each(demands, by_age[key], gap, open_count):
            yield f"ages: {key}: {demands} of {by_age[key]}, {open_count} of {gap} open"


def _span(gift) -> tuple[int, int]:
    youngest, oldest = gift["from_age"], gift["to_age"]
    return (
        YOUNGEST if pd.isna(youngest) else int(youngest),
        OLDEST if pd.isna(oldest) else int(oldest),
    )


def one_donor_each(demands, by_age, gap, open_count) -> bool:
    """Tell whether every lot finds its children among those of its ages, each child once.

    `demands`: (children, youngest, oldest) of each lot. Of each age, the share of the children that
    is still open counts; everything is multiplied by the gap, so that it stays whole.
    """
    names = sorted(by_age)
    if not names:
        return False
    lots = len(demands)
    source, sink = lots + len(names), lots + len(names) + 1
    flow = np.zeros((sink + 1, sink + 1), dtype=np.int32)
    for number, (children, youngest, oldest) in enumerate(demands):
        flow[source, number] = children * gap
        for place, age in enumerate(names):
            if youngest <= age <= oldest:
                flow[number, lots + place] = children * gap
    for place, age in enumerate(names):
        flow[lots + place, sink] = by_age[age] * open_count
    found = maximum_flow(csr_array(flow), source, sink).flow_value
    return bool(found == gap * sum(children for children, _, _ in demands))


def _sums(of_cell, of_gift, allocation, held) -> Iterator[str]:
    served = defaultdict(int)
    for lot in allocation.lots.to_dict("records"):
        served[lot["commune_code"], lot["category"]] += _count(lot)
    told = {(r["commune_code"], r["category"]): r for r in allocation.coverage.to_dict("records")}
    if told.keys() != of_cell.keys():
        yield "coverage: not the cells that were asked for"
        return
    for key, cell in of_cell.items():
        row = told[key]
        if row["children_reached"] != served[key]:
            yield f"coverage: {key}: {row['children_reached']} told, {served[key]} given"
        if pd.isna(cell["gap_low"]):
            if pd.notna(row["children_open"]):
                yield f"coverage: {key}: open, though nobody knows the gap"
        elif max(0, cell["gap_low"] - cell["held"]) != served[key] + row["children_open"]:
            yield f"coverage: {key}: held + given + open is not the gap"
    yield from _uses(of_gift, allocation, held)


def _uses(of_gift, allocation, held) -> Iterator[str]:
    taken, before = _taken(of_gift, allocation.lots.to_dict("records")), _before(held)
    for row in allocation.gift_use.to_dict("records"):
        gift_id = row["gift_id"]
        gift = of_gift[gift_id]
        now, earlier = sum(taken[gift_id].values()), sum(before[gift_id].values())
        left = max(0, int(gift[HOLDS[gift["funding"]]]) - earlier - now)
        if (row["used"], row["held_taken"], row["left"]) != (now, earlier, left):
            yield f"use: {gift_id}: {row['used']} + {row['held_taken']} + {row['left']}"
        if row["communes"] != len(taken[gift_id]):
            yield f"use: {gift_id}: {row['communes']} communes told"
