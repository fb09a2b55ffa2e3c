"""Who may serve what: every way in which a donor could pay a package in a commune."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from needs.allocation.inputs import EARMARKS

CASH, STOCK = "cash", "stock"
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Purse:
    """One donor's money, or one donor's stock of one category.

    Parameters
    ----------
    donor
        Row of the donor in the checked donor table.
    funding
        `CASH` or `STOCK`.
    holds
        Đồng, or units of stock.
    admits
        Per cell: may this purse serve it, by the donor's earmarks (and the stock's category)?
    package_takes
        Per cell: what one package takes out of the purse (đồng delivered there, or units).
    """

    donor: int
    funding: str
    holds: int
    admits: Flags
    package_takes: Whole


def admitted(cells: pd.DataFrame, donor: pd.Series) -> Flags:
    """Return, per cell, whether every earmark of the donor admits it."""
    admits = np.ones(len(cells), dtype=bool)
    for earmark, column in EARMARKS.items():
        if donor[earmark]:
            admits &= cells[column].isin(donor[earmark]).to_numpy(dtype=bool)
    return admits


def purses(cells: pd.DataFrame, donors: pd.DataFrame) -> tuple[Purse, ...]:
    """List the purses of all donors, money before stock, donors in table order.

    Parameters
    ----------
    cells, donors
        The tables of `checked_inputs`.
    """
    units = cells["package_units"].to_numpy(dtype=np.int64)
    price = units * cells["unit_price_vnd"].to_numpy(dtype=np.int64)
    found: list[Purse] = []
    for number, donor in donors.iterrows():
        admits = admitted(cells, donor)
        row = int(str(number))
        if pd.notna(donor["budget_vnd"]):
            found.append(Purse(row, CASH, int(donor["budget_vnd"]), admits, price))
        if pd.notna(donor["stock_units"]):
            of_category = (cells["category"] == donor["stock_category"]).to_numpy(dtype=bool)
            held = int(donor["stock_units"])
            found.append(Purse(row, STOCK, held, admits & of_category, units))
    return tuple(found)


def out_of_reach(cells: pd.DataFrame, all_purses: tuple[Purse, ...]) -> list[str]:
    """Say, per cell, why not even one package can reach it; empty text where one can.

    Returns
    -------
    list of str
        `gap_unknown`: nobody knows how many children are left; `no_gap`: nothing is open;
        `gap_below_package`: fewer children are open than one package serves; `no_donor`: no
        donor's earmarks admit the cell; `no_means`: no admitted donor can pay one package.
    """
    admits, pays = np.zeros(len(cells), dtype=bool), np.zeros(len(cells), dtype=bool)
    for purse in all_purses:
        admits |= purse.admits
        pays |= purse.admits & (purse.package_takes <= purse.holds)
    size = cells["package_children"].to_numpy(dtype=np.int64)
    unknown = cells["gap_low"].isna().to_numpy(dtype=bool)
    gap = cells["gap_low"].fillna(0).to_numpy(dtype=np.int64)
    codes = np.select(
        [unknown, gap == 0, gap < size, ~admits, ~pays],
        ["gap_unknown", "no_gap", "gap_below_package", "no_donor", "no_means"],
        default="",
    )
    return [str(code) for code in codes]
