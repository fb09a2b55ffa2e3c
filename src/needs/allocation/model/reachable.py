"""Which routes can be used at all: decided exactly, before anything is solved.

A route through which one package fits may still be of no use: the gift wants to give more in a
commune than fits there, or all or nothing. A route can be used if some plan within all limits
gives at least one package by it. Whatever else gives nothing takes nothing away, so that only the
gifts that pay for it, and those paying with them, have to be looked at.

Most routes are settled by simple sufficient conditions; the rest by small exact solves that look
for plans using as many unsettled routes as possible, until none can be used.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from needs.allocation.model.exchange import exchanged
from needs.allocation.model.filling import fills, plain_switches
from needs.allocation.model.model import Flags, Model, Whole, summed
from needs.allocation.model.small_plans import divided, most_covering

# Communes in a small solve, beside twice those that a gift may visit.
FEW_COMMUNES = 20


def usable_routes(model: Model) -> Flags:
    """Say, per route, whether any plan within all limits gives a package by it."""
    usable = usable_alone(model)
    if usable.all():
        return usable
    usable |= _usable_together(model)
    usable |= fills(model, np.ones_like(model.route_most), ~usable)
    bound = bound_together(model)
    for gift in np.unique(model.route_gift[~usable]):
        asked = np.unique(bound[(model.route_gift == gift) & ~usable])
        usable |= _settled(model, np.isin(bound, asked), usable)
    return usable


def usable_alone(model: Model) -> Flags:
    """Flag the routes that some number of packages could use with all else giving nothing."""
    fewest, most = alone_packages(model)
    return np.asarray(fewest <= most)


def alone_packages(model: Model) -> tuple[Whole, Whole]:
    """Return the fewest and most packages by each route if all else gives nothing.

    The fewest is at least 1; above the most where the route cannot be used alone.
    """
    fewest, most = np.ones(len(model.route_cell), dtype=np.int64), model.route_most.copy()
    entries = sparse.coo_array(model.switches)
    switch, route = entries.coords
    np.maximum.at(fewest, route, -(-model.switch_least[switch] // entries.data))
    np.minimum.at(most, route, model.switch_most[switch] // entries.data)
    return fewest, most


def bound_together(model: Model) -> Whole:
    """Number the routes so that those joined by switches stand together.

    A plan without the packages of all other routes keeps its limits: whole switches go off.
    """
    graph = sparse.coo_array(model.switches)
    switch, route = graph.coords
    switches, routes = graph.shape
    edges = (np.ones(graph.nnz), (switch, switches + route))
    nodes = switches + routes
    joined = sparse.coo_array(edges, shape=(nodes, nodes))
    _, label = connected_components(joined, directed=False)
    return np.asarray(label[switches:], dtype=np.int64)


def _usable_together(model: Model) -> Flags:
    """Flag routes whose gift surely gives enough by several cells together.

    Holds for plain switches (`plain_switches`). All routes together give the gift enough; giving
    less step by step, a package at a time, what it gives comes within least and most before only
    one package of the route asked about is left.
    """
    lines, step = divided(model.switches)
    count, takes = len(model.switch_least), lines.data.astype(np.int64)
    switch = np.repeat(np.arange(count), np.diff(lines.indptr))
    route = lines.indices
    able = summed(switch, takes * model.route_most[route], count)
    largest = np.zeros(count, dtype=np.int64)
    np.maximum.at(largest, switch, takes)
    least, most = -(-model.switch_least // step), model.switch_most // step
    enough = np.where(able <= most, able, most - largest + 1) >= least
    flags = np.zeros(len(model.route_cell), dtype=bool)
    flags[route[(plain_switches(model) & enough)[switch] & (takes <= most[switch])]] = True
    return flags


def _settled(model: Model, members: Flags, usable: Flags) -> Flags:
    """Return those of some routes that can be used, by solves that cover unsettled ones.

    Plans on few communes are soon found, and mostly show the rest by exchange; only what they
    leave unsettled is asked of all communes, until it is proven that no more can be used.
    """
    found = np.zeros(len(members), dtype=bool)
    part, routes = model.with_routes(members), np.flatnonzero(members)
    unsettled = ~usable[routes]
    few = few_communes(part, unsettled)
    while unsettled.any():
        plan = np.zeros(len(routes), dtype=np.int64)
        plan[few] = most_covering(part.with_routes(few), unsettled[few])
        shown = exchanged(part, plan, np.ones_like(plan), unsettled)
        used = unsettled & ((plan > 0) | shown)
        found[routes[used]] = True
        unsettled &= ~used
        if not used.any() and few.all():
            break
        few = few_communes(part, unsettled) if used.any() else np.ones_like(few)
    return found


def surely_full(model: Model, asked: Flags) -> Flags:
    """Flag those of the routes asked about that surely can give their most; a no is not certain."""
    flags = fills(model, model.route_most, asked)
    bound = bound_together(model)
    for gift in np.unique(model.route_gift[asked & ~flags]):
        wanted = (model.route_gift == gift) & asked & ~flags
        members = np.isin(bound, np.unique(bound[wanted]))
        part = model.with_routes(members)
        few = few_communes(part, wanted[members])
        plan = np.zeros(len(few), dtype=np.int64)
        plan[few] = most_covering(part.with_routes(few), wanted[members][few])
        shown = exchanged(part, plan, part.route_most, wanted[members])
        flags[np.flatnonzero(members)[shown]] = True
    return flags


def few_communes(model: Model, unsettled: Flags) -> Flags:
    """Flag the routes of some unsettled communes, and of those where most can be given."""
    able = np.asarray(model.switches @ model.route_most, dtype=np.int64)
    asked = np.asarray(model.switches @ unsettled.astype(np.int64)) > 0
    size = np.diff(sparse.csr_array(model.switches).indptr)
    communes = np.flatnonzero(size < len(model.route_cell))
    order = communes[np.argsort(-able[communes], kind="stable")]
    number = FEW_COMMUNES + 2 * int(model.group_most.max(initial=0))
    few = np.zeros(len(able))
    few[order[:number]] = 1.0
    few[order[asked[order]][:FEW_COMMUNES]] = 1.0
    flags = np.asarray(model.switches.T @ few > 0)
    return flags if (flags & unsettled).any() else np.ones_like(flags)
