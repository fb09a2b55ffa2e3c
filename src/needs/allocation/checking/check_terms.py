"""What a gift may pay and what a package of it holds, from the tables alone, for the second look.

Nothing of the model is used here: what `routes` works out for the solver is worked out once more
in another way, so that one mistake cannot hide itself.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

WISHES = {
    "categories": "category",
    "districts": "district_code",
    "communes": "commune_code",
    "zones": "zone",
}
EXCLUSIONS = {
    "without_categories": "category",
    "without_districts": "district_code",
    "without_communes": "commune_code",
}
HOLDS = {"cash": "budget_vnd", "stock": "units", "sponsored": "children"}
EVERY_AGE = (0, 10**6)

Row = dict[Hashable, Any]


def missing(value: object) -> bool:
    """Say whether a single value is not there."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def holds(gift: Row) -> int:
    """Return what a gift holds: đồng, units or children; 0 where nothing is said."""
    value = gift[HOLDS[gift["funding"]]]
    return 0 if missing(value) else int(value)


def ages_of(gift: Row) -> tuple[int, int]:
    """Return the first and the last age of a gift, both served."""
    first, last = gift["from_age"], gift["to_age"]
    return (
        EVERY_AGE[0] if missing(first) else int(first),
        EVERY_AGE[1] if missing(last) else int(last),
    )


def refused_wish(gift: Row, cell: Row) -> str:
    """Name the first wish of a gift that does not admit a cell; empty text if all do."""
    for wish, column in WISHES.items():
        if gift[wish] and cell[column] not in gift[wish]:
            return wish
    for wish, column in EXCLUSIONS.items():
        if cell[column] in gift[wish]:
            return wish
    if gift["funding"] != "cash" and not missing(gift["category"]):
        return "category" if gift["category"] != cell["category"] else ""
    return ""


def admits(gift: Row, cells: pd.DataFrame) -> NDArray[np.bool_]:
    """Flag the cells that wishes, exclusions, season and price of a gift admit (ages apart)."""
    flags = np.ones(len(cells), dtype=bool)
    for wish, column in WISHES.items():
        if gift[wish]:
            flags &= cells[column].isin(gift[wish]).to_numpy(dtype=bool)
    for wish, column in EXCLUSIONS.items():
        flags &= ~cells[column].isin(gift[wish]).to_numpy(dtype=bool)
    if gift["funding"] == "cash":
        flags &= cells["unit_price_vnd"].notna().to_numpy(dtype=bool)
    else:
        flags &= cells["category"].eq(gift["category"]).to_numpy(dtype=bool)
    if gift["visit_months"]:
        visit = set(gift["visit_months"])
        flags &= np.array([not own or bool(visit & set(own)) for own in cells["months"]], bool)
    return flags


def season(cell: Row, *gifts: Row) -> tuple[int, ...] | None:
    """Return the months open to the category and to all gifts; None if none is, () if all are."""
    named = [set(months) for months in (cell["months"], *(g["visit_months"] for g in gifts))]
    named = [months for months in named if months]
    if not named:
        return ()
    return tuple(sorted(set.intersection(*named))) or None


def share_of(gift: Row) -> Fraction:
    """Return the share of each package that a gift pays, exactly as written."""
    return Fraction(1) if missing(gift["share"]) else Fraction(str(float(gift["share"])))


def package(gift: Row, cell: Row, number: int = 1) -> Row:
    """Work out packages of a gift in a cell.

    Returns
    -------
    dict
        Of all packages together: `size` (children or places), `quantity` (units), `cost` (đồng;
        None without a price), `takes` (what they take out of the gift if its donor pays its
        share); and `price` (đồng a unit; None where there is none, or where a sponsorship is
        priced by child and month).
    """
    units, children = int(cell["package_units"]), int(cell["package_children"])
    price = None if missing(cell["unit_price_vnd"]) else int(cell["unit_price_vnd"])
    if gift["funding"] == "sponsored":
        months = int(gift["months"])
        quantity = number * months if cell["unit_months"] else math.ceil(number * units / children)
        cost = None if price is None else price * quantity
        if not missing(gift["month_vnd"]):
            cost = int(gift["month_vnd"]) * months * number
            price = int(gift["month_vnd"]) if cell["unit_months"] else None
        return {"size": number, "quantity": quantity, "cost": cost, "takes": number, "price": price}
    own = units if missing(gift["package_units"]) else int(gift["package_units"])
    size, quantity = number * Fraction(own * children, units), number * own
    cost = None if price is None else quantity * price
    takes: int | None = quantity
    if gift["funding"] == "cash":
        takes = None if price is None else number * half_up(own * price * share_of(gift))
    return {"size": size, "quantity": quantity, "cost": cost, "takes": takes, "price": price}


def half_up(amount: Fraction) -> int:
    """Round an amount of đồng to whole đồng, halves up."""
    return math.floor(amount + Fraction(1, 2))


def interval_room(children: dict[int, int], gap: int, held: int, ages: tuple[int, int]) -> int:
    """Return how many children of some ages may still be served: held taken off in proportion."""
    inside = sum(count for age, count in children.items() if ages[0] <= age <= ages[1])
    return inside * max(0, gap - held) // gap if gap else 0
