"""From one plan of an all-or-nothing gift to others: another commune in place of one visited.

A gift given in full or not at all, that also has wishes by commune, is settled by exact solves;
each shows only as many routes as the gift can pay at once. Visiting another commune in place of
one of the plan, and filling it up with the dearest packages first to what the other got, settles
most of the rest at once. A yes is certain: the plan can be written down; a no is not.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from needs.allocation.model.filling import plain_routes
from needs.allocation.model.model import Flags, Model, Whole

# Communes of the plan tried in place of which another is visited.
TRIED = 16


def exchanged(model: Model, plan: Whole, packages: Whole, asked: Flags) -> Flags:
    """Flag the routes that can give so many packages by some exchange of a commune in the plan.

    Parameters
    ----------
    model
        The routes of one gift.
    plan
        A plan that keeps its limits.
    packages
        Per route, at most `route_most`.
    asked
        The routes asked about; others are not flagged.
    """
    flags = np.zeros(len(model.route_cell), dtype=bool)
    lines = sparse.csr_array(model.switches)
    reach = np.diff(lines.indptr)
    full = np.flatnonzero(reach == len(model.route_cell))
    switches = np.diff(model.switches.indptr)
    if len(full) != 1 or (switches > 2).any() or not plain_routes(model).all():
        return flags
    whole = int(full[0])
    takes = np.zeros(len(model.route_cell), dtype=np.int64)
    entry = slice(lines.indptr[whole], lines.indptr[whole + 1])
    takes[lines.indices[entry]] = lines.data[entry]
    given = np.asarray(model.switches @ plan, dtype=np.int64)
    visited = np.flatnonzero(given > 0)
    visited = visited[visited != whole][:TRIED]
    for switch in range(len(reach)):
        routes = lines.indices[lines.indptr[switch] : lines.indptr[switch + 1]]
        if switch == whole or not asked[routes].any():
            continue
        left_out = np.array([switch]) if given[switch] else visited
        rest = given[whole] - given[left_out]
        most = np.minimum(model.switch_most[switch], model.switch_most[whole] - rest)
        least = np.maximum(model.switch_least[switch], model.switch_least[whole] - rest)
        routes = routes[np.argsort(-takes[routes], kind="stable")]
        amounts = model.route_most[routes], packages[routes]
        good = _filled(takes[routes], *amounts, least, most)
        flags[routes[good & asked[routes]]] = True
    return flags


def _filled(takes: Whole, able: Whole, packages: Whole, least: Whole, most: Whole) -> Flags:
    """Say, per route, whether with its packages what is given comes within a least and most.

    Parameters
    ----------
    takes, able, packages
        Per route, the dearest first: what a package takes, the most packages, those asked for.
    least, most
        Per choice: what has to be given, and what may be.
    """
    count = len(takes)
    left = np.subtract.outer(-takes * packages, -most)
    possible = left >= 0
    able_now = np.tile(able, (count, 1)) - np.diag(packages)
    for route in range(count):
        number = np.minimum(left // takes[route], able_now[:, route][:, None])
        left = left - np.where(possible, number * takes[route], 0)
    return np.asarray((possible & (most - left >= least)).any(axis=1))
