"""Why something stays open, and why something stays unspent: a reason code for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from needs.allocation.model.model import Model

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

GAP_CLOSED = ("gap_unknown", "no_gap", "gap_below_package")


@dataclass(frozen=True)
class Further:
    """Whether anything more could be given by each route beside a plan, and what forbids it.

    Each flag stands by itself: a route may be stopped by several limits at once.

    Parameters
    ----------
    possible
        Some whole packages more by this route alone break no limit.
    no_room
        Fewer children (or places) stay open than one package serves.
    no_means
        A gift has less left than one package takes.
    no_age
        The children of the gift's ages are served.
    no_commune
        The gift may go to no further commune, or gives the most that it wishes here.
    too_large
        One package could be paid, not as many as the gift's least or all-or-nothing asks for.
    """

    possible: Flags
    no_room: Flags
    no_means: Flags
    no_age: Flags
    no_commune: Flags
    too_large: Flags


def further_packages(model: Model, plan: Whole, gifts: pd.DataFrame) -> Further:
    """Try every route alone: whether it could give a whole package more, or its least lot at once.

    Parameters
    ----------
    model, plan
        The model and the packages per route.
    gifts
        Checked gifts: whether it is ages or a most per commune that stops a route which no row
        of the model stops (such rows are left out where `route_most` says the same).
    """
    routes = len(model.route_cell)
    switches = _Entries(model.switches)
    given = np.asarray(model.switches @ plan, dtype=np.int64)[switches.limit]
    least = model.switch_least[switches.limit]
    asked = np.where(given < least, -(-(least - given) // switches.takes), 1)
    number = np.ones(routes, dtype=np.int64)
    np.maximum.at(number, switches.route, asked)
    group = np.where(given == 0, model.switch_group[switches.limit], -1)
    used = model.switch_group[model.opened(plan) & (model.switch_group >= 0)]
    full = np.bincount(used, minlength=len(model.group_most)) >= model.group_most
    closed = np.append(full, False)[group]
    over = given + number[switches.route] * switches.takes > model.switch_most[switches.limit]
    rows = _Entries(model.rows)
    kind = np.array(model.row_kind, dtype="U8")[rows.limit]
    slack = (model.row_most - model.taken(plan))[rows.limit]
    one = rows.takes > slack
    all_asked = number[rows.route] * rows.takes > slack
    still_open = (model.gap - model.counts(plan))[model.route_cell]
    no_room = model.route_size > still_open
    no_commune = switches.any(closed, routes) | rows.any(one & (kind == "commune"), routes)
    no_means = rows.any(one & (kind == "gift"), routes)
    no_age = rows.any(one & (kind == "ages"), routes)
    stopped = rows.any(all_asked, routes) | switches.any(over, routes) | no_commune
    stopped |= (number * model.route_size > still_open) | (plan + number > model.route_most)
    spent = (plan + 1 > model.route_most) & ~(no_room | no_means | no_age | no_commune)
    aged = _says(model, gifts[["from_age", "to_age"]])
    bounded = _says(model, gifts[["most_per_commune"]])
    no_age |= spent & aged & ~bounded
    no_commune |= spent & ~no_age
    return Further(
        possible=~stopped,
        no_room=no_room,
        no_means=no_means,
        no_age=no_age,
        no_commune=no_commune,
        too_large=stopped & ~(no_room | no_means | no_age | no_commune),
    )


def open_reasons(model: Model, further: Further, plan: Whole, unreachable: list[str]) -> list[str]:
    """Say, per cell of the cell table, why children stay open; empty text where none do.

    Parameters
    ----------
    model, plan
        The model and the packages per route.
    further
        From `further_packages`.
    unreachable
        Per cell, from `build_model`; empty text for the cells of the model.

    Returns
    -------
    list of str
        The reasons of `build_model`, and for reachable cells: `below_package`: fewer are open than
        any package serves, or than one of those who have means left; `communes_full`: gifts with
        means left may go to no further commune, or give the most they wish there;
        `lot_too_large`: what is left of them is less than the least lot they wish to give;
        `no_age`: the children of their ages are served; `means_spent`: no admitted gift can pay
        one package more; `kept_for_others`: one could (a fault; `check_allocation` says so).
    """
    reasons = list(unreachable)
    fits = ~further.no_room
    pays = fits & ~further.no_means
    still_open = model.gap - model.counts(plan)
    told = [
        ("", still_open == 0),
        ("kept_for_others", _cells(model, further.possible)),
        ("below_package", ~_cells(model, fits)),
        ("communes_full", _cells(model, pays & further.no_commune)),
        ("lot_too_large", _cells(model, pays & further.too_large)),
        ("no_age", _cells(model, pays & further.no_age)),
        # Some small package would fit and is spent; who has means left has larger packages.
        ("below_package", _cells(model, further.no_room & ~further.no_means)),
    ]
    codes = np.select([flags for _, flags in told], [code for code, _ in told], "means_spent")
    for row, code in zip(model.cell, codes, strict=True):
        reasons[row] = str(code)
    return reasons


@dataclass(frozen=True)
class Admitted:
    """Where a gift could go, apart from what the others give.

    Parameters
    ----------
    cells
        Per cell of the cell table: do its wishes, season, price and package admit it?
    takes, size
        Per cell: what one package takes out of it, and whom it serves; 1 where not admitted.
    """

    cells: Flags
    takes: Whole
    size: Whole


def idle_reason(
    gift: pd.Series, admitted: Admitted, still_open: Whole, own: Further, left: int, used: int
) -> str:
    """Say why something of a gift stays unspent; empty text where nothing does.

    Parameters
    ----------
    gift
        Row of the gift table.
    admitted
        Where it could go.
    still_open
        Per cell: children (or places) open beside the plan; 0 where unknown.
    own
        `Further` of the gift's routes alone.
    left, used
        Đồng, units or children left, and given in this plan.

    Returns
    -------
    str
        `no_admitted_cell`: its wishes admit no cell of the table; `reach_full`: no admitted cell
        has room for one more package, of the ages it asks for; `no_partner`: it pays a share, and
        nobody joins; `cannot_be_whole`: all or nothing, and all is not possible beside the others;
        `below_package_price`, `below_package_units`: what is left is less than any package that
        has room; `communes_full`: it may go to no further commune, gives the most it wishes in
        each, or has less left than its least lot; `kept_for_others`: it could pay a package
        (a fault; `check_allocation` says so).
    """
    has_room = admitted.cells & (admitted.size <= still_open)
    pays = admitted.takes <= left
    cash = gift["funding"] == "cash"
    shares = cash and not pd.isna(gift["share"]) and gift["share"] < 1
    served = ~own.no_room & ~own.no_means & own.no_age
    told = [
        ("", left <= 0),
        ("no_admitted_cell", not admitted.cells.any()),
        ("kept_for_others", own.possible.any()),
        ("reach_full", not has_room.any()),
        ("cannot_be_whole", gift["whole"] and not used),
        ("below_package_price" if cash else "below_package_units", not (has_room & pays).any()),
        ("no_partner", shares),
        ("reach_full", served.any()),
    ]
    return next((code for code, holds in told if holds), "communes_full")


def routes_of(further: Further, chosen: Flags) -> Further:
    """Return what is known of some routes alone."""
    return Further(**{name: flags[chosen] for name, flags in vars(further).items()})


def _says(model: Model, wishes: pd.DataFrame) -> Flags:
    """Say, per route, whether its gift or its partner has one of some wishes."""
    said = np.append(wishes.notna().any(axis=1).to_numpy(dtype=bool), False)
    return np.asarray(said[model.route_gift] | said[model.route_partner])


def _cells(model: Model, flags: Flags) -> Flags:
    found = np.zeros(len(model.cell), dtype=bool)
    found[model.route_cell[flags]] = True
    return found


class _Entries:
    """The entries of limits × routes, one after the other."""

    def __init__(self, matrix: sparse.csc_array) -> None:
        entries = sparse.coo_array(matrix)
        self.limit, self.route = entries.coords
        self.takes = entries.data

    def any(self, flags: Flags, routes: int) -> Flags:
        """Say, per route, whether a flag of its entries is set."""
        found = np.zeros(routes, dtype=bool)
        found[self.route[flags]] = True
        return found
