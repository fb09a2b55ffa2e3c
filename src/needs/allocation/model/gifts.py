"""What each gift may pay: which cells it admits, what a package takes, what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from needs.allocation.given.gift_faults import HOLDS
from needs.allocation.given.inputs import EXCLUSIONS, WISHES
from needs.allocation.model.ages import ANY_AGE
from needs.allocation.model.model import Flags, Whole

ALL_MONTHS = 0b1111_1111_1111_0
#: No limit; far above anything counted, far below what 64 bits hold.
NO_LIMIT = 2**60


@dataclass(frozen=True)
class Gift:
    """The terms of one gift, as numbers.

    Parameters
    ----------
    row
        Row of the gift in the checked gift table.
    gift_id, donor_id, funding
        As there.
    left
        Đồng, units or children that are not held by lots; what one package may take at most.
    share
        Part of each package that this gift pays.
    joins
        Pays the rest of another donor's package.
    ages
        First and last age served.
    months
        Months of visits, as bits 1–12.
    least, most, communes
        Least and most per commune, and how many communes at most (`NO_LIMIT`: any).
    whole
        All or nothing.
    this_period
        The gift is for the period of the plan.
    held
        Commune → what is held there.
    """

    row: int
    gift_id: str
    donor_id: str
    funding: str
    left: int
    share: Fraction
    joins: bool
    ages: tuple[int, int]
    months: int
    least: int
    most: int
    communes: int
    whole: bool
    this_period: bool
    held: dict[str, int]

    @property
    def communes_left(self) -> int:
        """How many further communes it may serve."""
        if self.communes == NO_LIMIT:
            return NO_LIMIT
        return max(0, self.communes - len(self.held))


@dataclass(frozen=True)
class Package:
    """One package of a gift, per cell.

    Parameters
    ----------
    good
        It serves whole children and can be counted here.
    size
        Children (or places) that it serves; 1 where not good.
    cost
        What it costs in full in the measure of the gift: đồng (−1: no price), units, children.
    """

    good: Flags
    size: Whole
    cost: Whole


def month_bits(months: tuple[int, ...]) -> int:
    """Return months as bits 1–12; no month named is all of them."""
    return sum(1 << int(month) for month in set(months)) or ALL_MONTHS


def gifts_of(gifts: pd.DataFrame, held: pd.DataFrame, period: str | None) -> list[Gift]:
    """Read the terms of all gifts, in the order of the checked table.

    Parameters
    ----------
    gifts, held
        Checked tables.
    period
        Period of the plan; None: whatever the gifts say. A gift that names no period is for any.
    """
    by_gift = {str(name): rows for name, rows in held.groupby("gift_id")}
    found = []
    for row, gift in enumerate(gifts.to_dict("records")):
        lots = by_gift.get(gift["gift_id"])
        there: dict[str, int] = {}
        if lots is not None:
            there = {str(c): int(n) for c, n in lots.groupby("commune_code")["taken"].sum().items()}
        share = gift["share"]
        found.append(
            Gift(
                row=row,
                gift_id=gift["gift_id"],
                donor_id=gift["donor_id"],
                funding=gift["funding"],
                left=max(0, int(gift[HOLDS[gift["funding"]]]) - sum(there.values())),
                share=Fraction(1) if pd.isna(share) else Fraction(str(float(share))),
                joins=bool(gift["joins"]),
                ages=(
                    _or(gift["from_age"], ANY_AGE[0]),
                    _or(gift["to_age"], ANY_AGE[1]),
                ),
                months=month_bits(gift["visit_months"]),
                least=_or(gift["least_per_commune"], 0),
                most=_or(gift["most_per_commune"], NO_LIMIT),
                communes=_or(gift["most_communes"], NO_LIMIT),
                whole=bool(gift["whole"]),
                this_period=period is None or gift["period"] in ("", period),
                held=there,
            )
        )
    return found


def wished(cells: pd.DataFrame, gift: pd.Series) -> Flags:
    """Say, per cell, whether wishes, exclusions and the kind of goods of a gift admit it."""
    flags = np.ones(len(cells), dtype=bool)
    for wish, column in WISHES.items():
        if gift[wish]:
            flags &= cells[column].isin(gift[wish]).to_numpy(dtype=bool)
    for wish, column in EXCLUSIONS.items():
        if gift[wish]:
            flags &= ~cells[column].isin(gift[wish]).to_numpy(dtype=bool)
    if gift["funding"] != "cash":
        flags &= (cells["category"] == gift["category"]).to_numpy(dtype=bool)
    if gift["funding"] == "sponsored":
        flags &= (cells["counted"] == "children").to_numpy(dtype=bool)
    return flags


def package_of(cells: pd.DataFrame, gift: pd.Series) -> Package:
    """Work out one package of a gift in every cell, paid in full."""
    ones = np.ones(len(cells), dtype=np.int64)
    if gift["funding"] == "sponsored":
        return Package(ones.astype(bool), ones, ones)
    of_category = cells["package_units"].to_numpy(dtype=np.int64)
    children = cells["package_children"].to_numpy(dtype=np.int64)
    own = gift["package_units"]
    units = of_category if pd.isna(own) else ones * int(own)
    good = units * children % of_category == 0
    size = np.where(good, units * children // of_category, 1)
    if gift["funding"] == "stock":
        return Package(good, size, units)
    price = cells["unit_price_vnd"].fillna(-1).to_numpy(dtype=np.int64)
    return Package(good, size, np.where(price > 0, units * price, -1))


def paid_by(share: Fraction, cost: Whole) -> Whole:
    """Return a share of every cost in whole đồng, halves rounded up."""
    if share == 1:
        return cost
    top, bottom = share.numerator, share.denominator
    # Python's whole numbers do not overflow.
    exact = (2 * top * cost.astype(object) + bottom) // (2 * bottom)
    return np.asarray(exact, dtype=np.int64)


def _or(value: object, default: int) -> int:
    return default if pd.isna(value) else int(value)  # type: ignore[call-overload]
