"""Why something stays open, and why something stays unspent: a reason code for each."""

from __future__ import annotations

import numpy as np

from needs.allocation.donors import CASH, Flags, Purse, Whole
from needs.allocation.model import Reach


def open_reasons(reach: Reach, plan: Whole, unreachable: list[str]) -> list[str]:
    """Say, per cell of the cell table, why children stay open; empty text where none do.

    Parameters
    ----------
    reach, plan
        The model and the packages per route.
    unreachable
        Per cell, from `out_of_reach`.

    Returns
    -------
    list of str
        The reasons of `out_of_reach` (`no_gap` leaves nothing open but is named all the same),
        and for reachable cells: `below_package`: fewer children are open than one package
        serves; `means_spent`: no admitted donor has the means for one package more;
        `kept_for_others`: means are left that could pay one (a fault; `check_allocation` says so).
    """
    reasons = list(unreachable)
    packages = reach.packages_by_cell(plan)
    payable = _payable(reach, plan)
    still_open = reach.gap - packages * reach.size
    for position, row in enumerate(reach.cell):
        if still_open[position] == 0:
            reasons[row] = ""
        elif packages[position] == reach.fits[position]:
            reasons[row] = "below_package"
        elif payable[position]:
            reasons[row] = "kept_for_others"
        else:
            reasons[row] = "means_spent"
    return reasons


def idle_reasons(
    reach: Reach, plan: Whole, all_purses: tuple[Purse, ...], unreachable: list[str]
) -> list[str]:
    """Say, per purse, why something in it stays unspent; empty text where nothing does.

    Returns
    -------
    list of str
        `no_admitted_cell`: the earmarks admit no cell of the table; `reach_full`: no admitted
        cell has room for one more package (or its gap is unknown); `below_package_price`,
        `below_package_units`: what is left is less than any package that has room;
        `kept_for_others`: it could pay one (a fault; `check_allocation` says so).
    """
    gap_closed = {"gap_unknown", "no_gap", "gap_below_package"}
    room = np.array([reason not in gap_closed for reason in unreachable], dtype=bool)
    room[reach.cell] = reach.packages_by_cell(plan) < reach.fits
    left = reach.purse_holds - reach.taken_by_purse(plan)
    reasons = []
    for purse, rest in zip(all_purses, left, strict=True):
        if rest == 0:
            reasons.append("")
        elif not purse.admits.any():
            reasons.append("no_admitted_cell")
        elif not (purse.admits & room).any():
            reasons.append("reach_full")
        elif (purse.package_takes[purse.admits & room] > rest).all():
            cash = purse.funding == CASH
            reasons.append("below_package_price" if cash else "below_package_units")
        else:
            reasons.append("kept_for_others")
    return reasons


def _payable(reach: Reach, plan: Whole) -> Flags:
    left = reach.purse_holds - reach.taken_by_purse(plan)
    payable = np.zeros(len(reach.cell), dtype=bool)
    np.logical_or.at(payable, reach.route_cell, reach.route_takes <= left[reach.route_purse])
    return payable
