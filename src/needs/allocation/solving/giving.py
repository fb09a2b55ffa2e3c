"""Give packages one route at a time within all limits: rounding, topping up, leaving none idle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from needs.allocation.model.model import Flags, Model, Whole

# Amounts this near below a whole number are that number.
NEARLY = 1e-6


class Giving:
    """A plan being written, with what is left of every limit.

    Parameters
    ----------
    model
        The limits.
    plan
        Packages per route to begin with; keeps all limits.
    """

    def __init__(self, model: Model, plan: Whole) -> None:
        self.plan = plan.copy()
        self._model = model
        self._left = model.row_most - model.taken(plan)
        self._given = np.asarray(model.switches @ plan, dtype=np.int64)
        grouped = (self._given > 0) & (model.switch_group >= 0)
        used = np.bincount(model.switch_group[grouped], minlength=len(model.group_most))
        self._groups_left = model.group_most - used

    def addable(self) -> Flags:
        """Flag the routes whose rows (switches aside) admit one package more."""
        rows, plan = self._model.rows, self.plan
        fits = np.asarray(self._left[rows.indices] >= rows.data, dtype=np.int64)
        filled = np.diff(rows.indptr) > 0
        enough = np.ones(len(plan), dtype=bool)
        enough[filled] = np.minimum.reduceat(fits, rows.indptr[:-1][filled]) > 0
        return np.asarray(enough & (plan < self._model.route_most))

    def more(self, route: int) -> tuple[int, int]:
        """Return the fewest and the most packages (0, 0: none) that this route could add."""
        rows, takes = _column(self._model.rows, route)
        most = int(self._model.route_most[route] - self.plan[route])
        if len(rows):
            most = min(most, int((self._left[rows] // takes).min()))
        fewest = 1
        switches, takes = _column(self._model.switches, route)
        for switch, one in zip(switches.tolist(), takes.tolist(), strict=True):
            given = int(self._given[switch])
            group = int(self._model.switch_group[switch])
            if given == 0 and group >= 0 and self._groups_left[group] < 1:
                return 0, 0
            fewest = max(fewest, -((given - int(self._model.switch_least[switch])) // one))
            most = min(most, (int(self._model.switch_most[switch]) - given) // one)
        return (fewest, most) if fewest <= most else (0, 0)

    def give(self, route: int, packages: int) -> None:
        """Add packages to a route; `more` says how many."""
        rows, takes = _column(self._model.rows, route)
        self._left[rows] -= takes * packages
        switches, takes = _column(self._model.switches, route)
        for switch in switches[self._given[switches] == 0].tolist():
            group = int(self._model.switch_group[switch])
            if group >= 0:
                self._groups_left[group] -= 1
        self._given[switches] += takes * packages
        self.plan[route] += packages

    def share_of_left(self, routes: Whole) -> NDArray[np.float64]:
        """Return the largest share of what is left of any limit that one package takes."""
        shares = np.empty(len(routes))
        for number, route in enumerate(routes.tolist()):
            rows, takes = _column(self._model.rows, route)
            shares[number] = (takes / np.maximum(self._left[rows], 1)).max(initial=0.0)
        return shares


def nothing_left_idle(model: Model, plan: Whole, *, first: Whole | None = None) -> Whole:
    """Return the plan with all that a single route can still give within every limit.

    A solve within a gap, or a cell of priority 0, may leave means idle beside an open gap. Routes
    give in the order of priority × children of a package, then of the cell table. Afterwards no
    route can give one package more (or, where its gift asks for a least, that least) anywhere.

    Parameters
    ----------
    model, plan
        The limits, and a plan that keeps them.
    first
        Per route: packages that are given before all else, where they fit (none by default).
    """
    giving = Giving(model, plan)
    value = model.value[model.route_cell] * model.route_size
    if first is not None:
        for route in np.flatnonzero(giving.addable() & (first > 0)).tolist():
            fewest, most = giving.more(route)
            if most:
                giving.give(route, min(most, max(fewest, int(first[route]))))
    changed = True
    while changed:
        changed = False
        routes = np.flatnonzero(giving.addable())
        # A lot that opens a switch may let others follow: go round until nothing is added.
        for route in routes[np.lexsort((routes, -value[routes]))].tolist():
            _, most = giving.more(route)
            if most:
                giving.give(route, most)
                changed = True
    return giving.plan


def rounded(model: Model, amounts: NDArray[np.float64], required: Whole) -> Whole | None:
    """Round split packages to a plan that gives what is required; None if it does not succeed.

    Amounts are rounded down. Gifts that then miss a least of theirs give one package more where
    most of one was cut off, as far as they can; if that is not enough, they give nothing there.
    Cells that got too few are topped up by the routes that take least of what is left.
    """
    plan = np.minimum(np.floor(amounts + NEARLY).astype(np.int64), model.route_most)
    if len(model.switch_least):
        _least_reached(model, plan, amounts - plan)
    if not model.keeps_limits(plan):
        return None
    giving = Giving(model, plan)
    short = np.flatnonzero(model.counts(plan) < required)
    if len(short):
        by_cell = np.argsort(model.route_cell, kind="stable")
        first = np.searchsorted(model.route_cell[by_cell], np.arange(len(model.cell) + 1))
        for cell in short.tolist():
            routes = by_cell[first[cell] : first[cell + 1]]
            if not _topped_up(giving, model, routes, int(required[cell])):
                return None
    return giving.plan


def _least_reached(model: Model, plan: Whole, cut_off: NDArray[np.float64]) -> None:
    """Bring each switch above its least, or to nothing; the plan is changed in place."""
    left = model.row_most - model.taken(plan)
    switches = sparse.csr_array(model.switches)
    given = np.asarray(switches @ plan, dtype=np.int64)
    for switch in np.flatnonzero((given > 0) & (given < model.switch_least)).tolist():
        here = slice(switches.indptr[switch], switches.indptr[switch + 1])
        routes, takes = switches.indices[here], switches.data[here]
        for number in np.lexsort((routes, -cut_off[routes])).tolist():
            if plan[routes] @ takes >= model.switch_least[switch]:
                break
            rows, of_row = _column(model.rows, routes[number])
            fits = plan[routes[number]] < model.route_most[routes[number]]
            if fits and (left[rows] >= of_row).all():
                plan[routes[number]] += 1
                left[rows] -= of_row
        if plan[routes] @ takes < model.switch_least[switch]:
            for route in routes[plan[routes] > 0].tolist():
                rows, of_row = _column(model.rows, route)
                left[rows] += of_row * plan[route]
                plan[route] = 0


def _topped_up(giving: Giving, model: Model, routes: Whole, required: int) -> bool:
    while True:
        missing = required - int(giving.plan[routes] @ model.route_size[routes])
        if missing <= 0:
            return True
        found = [(route, *giving.more(route)) for route in routes.tolist()]
        usable = np.array([route for route, _, most in found if most], dtype=np.int64)
        if not len(usable):
            return False
        chosen = int(usable[np.argmin(giving.share_of_left(usable))])
        fewest, most = next((low, high) for route, low, high in found if route == chosen)
        enough = -(-missing // int(model.route_size[chosen]))
        giving.give(chosen, min(most, max(fewest, enough)))


def _column(matrix: sparse.csc_array, column: int) -> tuple[Whole, Whole]:
    here = slice(matrix.indptr[column], matrix.indptr[column + 1])
    return matrix.indices[here], matrix.data[here]
