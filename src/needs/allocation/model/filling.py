"""Whether a gift that is given in full, or in a least lot, can be filled up around one route.

A quick constructive answer for the plain case: every route of the switch has no other switch, no
partner and no limit but its own room and the means. Packages of the other routes are added, the
dearest first, until what is given lies within least and most. A yes is certain; a no is not, and
left to an exact solve.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from needs.allocation.model.model import Flags, Model, Whole, summed
from needs.allocation.model.small_plans import divided

# Price classes tried one by one after the bulk, and again among the cheapest.
CLASSES = 64


def plain_switches(model: Model) -> Flags:
    """Flag the switches whose routes are limited by nothing else than their room and the means."""
    entries = sparse.coo_array(model.switches)
    switch, route = entries.coords
    once = np.diff(model.switches.indptr) == 1
    plain = np.ones(len(model.switch_least), dtype=bool)
    np.logical_and.at(plain, switch, (plain_routes(model) & once)[route])
    return plain


def plain_routes(model: Model) -> Flags:
    """Flag the routes without a partner, and without a row for the most per commune."""
    return np.asarray(_pays_alone(model) & ~_limited_by_commune(model))


def fills(model: Model, packages: Whole, asked: Flags) -> Flags:
    """Flag the routes asked about that surely can give at least so many packages.

    Parameters
    ----------
    model
        All routes and limits.
    packages
        Per route, at most `route_most`.
    asked
        The routes asked about; others are not flagged.
    """
    lines, step = divided(model.switches)
    flags = np.zeros(len(model.route_cell), dtype=bool)
    for switch in np.flatnonzero(plain_switches(model)):
        entry = slice(lines.indptr[switch], lines.indptr[switch + 1])
        routes, takes = lines.indices[entry], lines.data[entry].astype(np.int64)
        if not asked[routes].any():
            continue
        least = -(-int(model.switch_least[switch]) // int(step[switch]))
        most = int(model.switch_most[switch]) // int(step[switch])
        good = _filled(takes, model.route_most[routes], packages[routes], least, most)
        flags[routes[good & asked[routes]]] = True
    return flags


def _filled(takes: Whole, able: Whole, packages: Whole, least: int, most: int) -> Flags:
    """Say, per route, whether the others can bring what it gives to within least and most."""
    price, kind = np.unique(-takes, return_inverse=True)
    price = -price  # the dearest first
    stock = summed(kind, able, len(price))
    used_up = np.cumsum(price * stock)
    # The dearest kinds all used: their routes give all they can.
    bulk = int(np.searchsorted(used_up, most, side="right"))
    in_bulk = kind < bulk
    left = np.where(in_bulk, most, most - packages * takes)
    possible = left >= 0
    start = np.searchsorted(used_up, left, side="right")
    left = left - np.concatenate([[0], used_up])[start]
    tail = np.maximum(start + CLASSES, len(price) - CLASSES)
    for begin in (start, tail):
        for step in range(CLASSES):
            now = begin + step
            there = now < len(price)
            now = np.minimum(now, len(price) - 1)
            own = ~in_bulk & (now == kind)
            number = np.minimum(left // price[now], stock[now] - np.where(own, packages, 0))
            left = left - np.where(there & possible, number * price[now], 0)
    return np.asarray(possible & (most - left >= least))


def _limited_by_commune(model: Model) -> Flags:
    """Flag the routes in a row for the most per commune."""
    lines = np.array([kind == "commune" for kind in model.row_kind], dtype=bool)
    chosen = sparse.csr_array(model.rows)[np.flatnonzero(lines)]
    flags = np.zeros(len(model.route_cell), dtype=bool)
    flags[chosen.indices] = True
    return flags


def _pays_alone(model: Model) -> Flags:
    """Flag the routes whose gift nowhere pays together with another."""
    gifts = int(max(model.route_gift.max(initial=0), model.route_partner.max(initial=0))) + 1
    joint = model.route_partner >= 0
    together = np.zeros(gifts, dtype=bool)
    together[model.route_gift[joint]] = True
    together[model.route_partner[joint]] = True
    return np.asarray(~together[model.route_gift])
