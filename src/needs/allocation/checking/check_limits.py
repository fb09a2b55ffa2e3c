"""The second look, summed up: means, communes, all-or-nothing, open gaps, ages; nothing idle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from needs.allocation.checking.check_lots import Cells, Gifts
from needs.allocation.checking.check_terms import (
    EVERY_AGE,
    Row,
    admits,
    ages_of,
    holds,
    interval_room,
    missing,
    package,
    share_of,
)
from needs.errors import FaultCollector

Ages = dict[tuple[str, str], dict[int, int]]
Key = tuple[str, str]


class Given:
    """What lots, and what is promised already, take from every gift and bring to every cell.

    Parameters
    ----------
    lots
        Known lots (`check_lots`).
    held
        The checked table `held`.
    """

    def __init__(self, lots: Iterable[Row], held: pd.DataFrame) -> None:
        self.now: dict[str, int] = defaultdict(int)
        self.in_commune: dict[Key, int] = defaultdict(int)
        self.count: dict[Key, int] = defaultdict(int)
        self.by_ages: dict[Key, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
        self.held: dict[str, int] = defaultdict(int)
        self.held_in: dict[Key, int] = defaultdict(int)
        for row in held.to_dict("records"):
            self.held[row["gift_id"]] += int(row["taken"])
            self.held_in[row["gift_id"], row["commune_code"]] += int(row["taken"])
        for lot in lots:
            self._add(lot)

    def _add(self, lot: Row) -> None:
        counted = int(lot["places"] if lot["counted"] == "places" else lot["children_reached"])
        self.count[lot["commune_code"], lot["category"]] += counted
        takes = {"cash": lot["paid_vnd"], "stock": lot["quantity"], "sponsored": lot["packages"]}
        for gift_id, taken in (
            (lot["gift_id"], takes.get(lot["funding"], pd.NA)),
            (lot["partner_gift"], lot["partner_vnd"]),
        ):
            if gift_id and not missing(taken):
                self.now[gift_id] += int(taken)
                self.in_commune[gift_id, lot["commune_code"]] += int(taken)

    def communes(self, gift_id: str) -> set[str]:
        """Return the communes that a gift serves now."""
        return {place for (gift, place), taken in self.in_commune.items() if gift == gift_id}

    def communes_held(self, gift_id: str) -> set[str]:
        """Return the communes to which a gift has promised something."""
        return {place for (gift, place) in self.held_in if gift == gift_id}


def check_gifts(faults: FaultCollector, given: Given, gifts: Gifts, cells: pd.DataFrame) -> None:
    """Check that no gift gives more than it holds, or elsewhere or otherwise than it wishes."""
    for gift_id, gift in gifts.items():
        used, left = given.now[gift_id], holds(gift) - given.held[gift_id] - given.now[gift_id]
        if not used:
            continue
        if left < 0:
            found = f"{gift['funding']}: {used} + {given.held[gift_id]} đã hứa"
            faults.add(gift_id, found, f"<= {holds(gift)}")
        _communes(faults, given, gift)
        if gift["whole"] and left > 0:
            cheapest = 1 if gift["funding"] != "cash" else _cheapest(gift, cells)
            if left >= cheapest:
                faults.add(gift_id, f"còn {left}", f"trọn khoản (còn < {cheapest}) hoặc không gì")


def _communes(faults: FaultCollector, given: Given, gift: Row) -> None:
    gift_id, served = gift["gift_id"], given.communes(gift["gift_id"])
    for commune in sorted(served):
        here = given.in_commune[gift_id, commune] + given.held_in.get((gift_id, commune), 0)
        where = f"{gift_id} → {commune}"
        if not missing(gift["least_per_commune"]) and here < gift["least_per_commune"]:
            faults.add(where, f"{here}", f">= least_per_commune = {gift['least_per_commune']}")
        if not missing(gift["most_per_commune"]) and here > gift["most_per_commune"]:
            faults.add(where, f"{here}", f"<= most_per_commune = {gift['most_per_commune']}")
    number = len(served | given.communes_held(gift_id))
    if not missing(gift["most_communes"]) and number > gift["most_communes"]:
        faults.add(gift_id, f"{number} xã", f"<= most_communes = {gift['most_communes']}")


def _cheapest(gift: Row, cells: pd.DataFrame) -> int:
    """Return the least đồng that a package may ask of a gift of money, anywhere it is admitted."""
    admitted = cells[admits(gift, cells)].to_dict("records")
    takes = [package(gift, cell)["takes"] for cell in admitted]
    return min(takes, default=0)


def check_gaps(faults: FaultCollector, given: Given, cells: Cells) -> None:
    """Check that no cell gets more than its low gap leaves open: nobody is served twice."""
    for key, count in given.count.items():
        cell = cells[key]
        where = f"{key[0]} × {key[1]}"
        if missing(cell["gap_low"]):
            faults.add(where, f"{count}", "không phân bổ khi chưa rõ khoảng thiếu")
        elif count > max(0, cell["gap_low"] - cell["held"]):
            found = f"{count} + {cell['held']} đã hứa"
            faults.add(where, found, f"<= gap_low = {cell['gap_low']}")


def check_ages(
    faults: FaultCollector,
    lots: list[Row],
    cells: Cells,
    gifts: Gifts,
    ages: Ages,
    held: pd.DataFrame,
) -> None:
    """Check, over every interval of ages, that no more children are served than there are."""
    promised: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for row in held[held["gift_id"].isin(list(gifts))].to_dict("records"):
        own = ages_of(gifts[row["gift_id"]])
        if own != EVERY_AGE:
            promised[row["commune_code"], row["category"]].append((*own, int(row["count"])))
    served: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for lot in lots:
        both = [gifts[name] for name in (lot["gift_id"], lot["partner_gift"]) if name]
        first, last = max(ages_of(g)[0] for g in both), min(ages_of(g)[1] for g in both)
        if (first, last) != EVERY_AGE and lot["counted"] == "children":
            count = int(lot["children_reached"])
            served[lot["commune_code"], lot["category"]].append((first, last, count))
    for key, groups in served.items():
        cell, children = cells[key], ages.get(key, {})
        gap, taken = (0 if missing(cell[name]) else int(cell[name]) for name in ("gap_low", "held"))
        firsts = {group[0] for group in groups + promised[key]}
        lasts = {group[1] for group in groups + promised[key]}
        for first, last in sorted((s, e) for s in firsts for e in lasts if s <= e):
            inside = sum(count for s, e, count in groups if first <= s and e <= last)
            before = sum(n for s, e, n in promised[key] if first <= s and e <= last)
            there = sum(n for age, n in children.items() if first <= age <= last)
            room = min(there - before, interval_room(children, gap, taken, (first, last)))
            if inside and inside > room:
                where = f"{key[0]} × {key[1]}, {first}–{last} tuổi"
                faults.add(where, f"{inside} trẻ", f"<= {room} trẻ ở các tuổi này")


def check_idle(
    faults: FaultCollector, given: Given, cells: pd.DataFrame, gifts: Gifts, period: str | None
) -> None:
    """Check that no gift (without ages, not all-or-nothing) could still pay a whole package."""
    size = cells["gap_low"].fillna(0) - cells["held"]
    still_open = size.to_numpy(dtype=np.int64).clip(min=0) - np.array(
        [given.count.get(key, 0) for key in zip(cells.commune_code, cells.category, strict=True)],
        dtype=np.int64,
    )
    for gift_id, gift in gifts.items():
        left = holds(gift) - given.held[gift_id] - given.now[gift_id]
        other = period is not None and gift["period"] not in ("", period)
        if left <= 0 or gift["whole"] or share_of(gift) < 1 or ages_of(gift) != EVERY_AGE or other:
            continue
        for row in np.flatnonzero(admits(gift, cells) & (still_open > 0)):
            cell = cells.iloc[row].to_dict()
            if _could_pay(given, gift, cell, left, int(still_open[row])):
                where = f"{gift_id} → {cell['commune_code']} × {cell['category']}"
                faults.add(where, f"còn {left}, còn thiếu {still_open[row]}", "không bỏ sót gói")
                break


def _could_pay(given: Given, gift: Row, cell: Row, left: int, still_open: int) -> bool:
    one = package(gift, cell)
    commune = (gift["gift_id"], cell["commune_code"])
    here = given.in_commune.get(commune, 0) + given.held_in.get(commune, 0)
    if not here and not missing(gift["most_communes"]):
        known = given.communes(gift["gift_id"]) | given.communes_held(gift["gift_id"])
        if len(known) >= gift["most_communes"]:
            return False
    if not missing(gift["most_per_commune"]):
        left = min(left, int(gift["most_per_commune"]) - here)
    number = 1
    if not missing(gift["least_per_commune"]):
        number = max(1, -(-(int(gift["least_per_commune"]) - here) // one["takes"]))
    return bool(number * one["takes"] <= left and number * one["size"] <= still_open)
