"""Stage 1, fairness: raise the lowest coverage, then what can still rise, category by category.

The order of preference is leximin over the categories' floors: sort the floors rising; of two
plans the fairer has the higher first entry, then the higher second, and so on.

A floor is raised by bisection over the finite list of levels that it can take. Whether a level
is possible is a question without objective: give at least so many whole packages in each cell.
This is exact and needs no variable for the floor, no big-M for cells that are full and no
floating-point floor; relaxed solves (one warm-started LP each) cut the list from above, and
mostly a single solve in whole packages settles the rest.

When the common floor stands, a category is *stuck* if its floor cannot rise alone while the
others keep theirs; stuck categories are frozen and the rest go on. Packages are whole, so it can
happen that each could rise but not all together. Then one of them has to stay behind: each choice
is followed to its end and the fairest result is taken; of equal results the one that freezes the
first category in alphabetical order.

With a gap allowed (`mip_gap` > 0) a floor within that gap of its proven bound is final, and a
category that could rise only by about as much counts as stuck, at the best floor found for it.

Source: max–min and leximin fairness as in Bertsimas, Farias, Trichakis (2011), The Price of
Fairness, doi 10.1287/opre.1100.0865; freezing as in Ogryczak, Pióro, Tomaszewski (2005).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from needs.allocation.donors import Whole
from needs.allocation.floors import Levels, levels_of, reached_floor, required_packages
from needs.allocation.model import Reach
from needs.allocation.solve import IMPOSSIBLE, LIMIT, PROVEN, AllocationRules, PackageSolver, Solved

Floors = Mapping[int, Fraction]
RISES = "rises"
# The first step back from a floor for which no plan was found.
SMALLEST_STEP = Fraction(1, 1000)
# Questions left unsettled by a limit after which a search with a plan ends.
MOST_UNSETTLED = 3


@dataclass(frozen=True)
class Search:
    """How far a floor was raised, and the proof.

    Parameters
    ----------
    stage
        `floor` (raised as far as it goes) or `could rise` (is this category stuck?), with the
        names of the categories raised.
    floor, bound
        The floor reached, and the level above which none is possible.
    plan
        Packages per route; keeps this floor and all others asked for.
    status
        `PROVEN`: within the gap allowed of the bound; `RISES`: not stuck, and not raised further
        here; `LIMIT`: a limit of time or nodes came first.
    solves, nodes
        Solves in whole packages, and their nodes.
    """

    stage: str
    floor: Fraction
    bound: Fraction
    plan: Whole
    status: str
    solves: int
    nodes: int


@dataclass(frozen=True)
class FairPlan:
    """A plan and the floors it keeps.

    Parameters
    ----------
    floors
        Per category number: its floor.
    plan
        Packages per route; keeps all floors.
    """

    floors: Floors
    plan: Whole

    def ranking(self) -> list[Fraction]:
        """Return the floors, rising: what leximin compares."""
        return sorted(self.floors.values())


class FloorRaiser:
    """Raises floors on one model, and keeps a list of every search in `searches`."""

    def __init__(self, reach: Reach, solver: PackageSolver, rules: AllocationRules) -> None:
        self.searches: list[Search] = []
        self._reach = reach
        self._solver = solver
        self._gap = Fraction(str(rules.mip_gap))
        self._followed: dict[tuple[tuple[int, Fraction], ...], FairPlan] = {}

    def fairest(self) -> FairPlan:
        """Return the leximin plan over all categories that have a reachable cell."""
        nothing = np.zeros(len(self._reach.route_cell), dtype=np.int64)
        return self._follow(FairPlan({}, nothing))

    def _follow(self, start: FairPlan) -> FairPlan:
        """Raise all categories that `start` does not freeze; the order of freezing is no matter."""
        key = tuple(sorted(start.floors.items()))
        if len(key) == len(self._reach.categories):
            return start
        if key not in self._followed:
            self._followed[key] = self._raise_rest(start)
        return self._followed[key]

    def _raise_rest(self, start: FairPlan) -> FairPlan:
        rising = tuple(k for k in range(len(self._reach.categories)) if k not in start.floors)
        common = self._raise(rising, start.floors, start.plan, enough=None)
        plan, stuck = common.plan, dict[int, Fraction]()
        if len(rising) == 1:
            stuck[rising[0]] = common.floor
        else:
            # If each alone could rise by more, all together could beat the bound (convexity).
            enough = common.floor * (1 + self._gap * len(rising))
            for category in rising:
                held = {**start.floors, **dict.fromkeys(rising, common.floor), **stuck}
                alone = self._raise((category,), held, plan, enough=enough)
                if alone.floor <= enough:
                    stuck[category], plan = alone.floor, alone.plan
        if stuck:
            return self._follow(FairPlan({**start.floors, **stuck}, plan))
        # Each can rise, not all together: follow every choice of the one that stays behind.
        choices = [
            self._follow(FairPlan({**start.floors, category: common.floor}, plan))
            for category in rising
        ]
        return max(choices, key=FairPlan.ranking)

    def _raise(
        self, rising: tuple[int, ...], held: Floors, plan: Whole, *, enough: Fraction | None
    ) -> Search:
        """Raise the floor of `rising` as far as it goes, or to the first level above `enough`."""
        reach, solver = self._reach, self._solver
        levels = levels_of(reach, rising)

        def required(position: int) -> Whole:
            return required_packages(reach, {**held, **dict.fromkeys(rising, levels[position])})

        def goal() -> int:
            """Return the position that settles the search, given what is ruled out."""
            # Nearer than a gap above `enough` the question would be on the edge: raise, not ask.
            if enough is not None and levels[limit] * (1 - self._gap) > enough:
                return bisect_right(levels, enough)
            return bisect_left(levels, levels[limit] * (1 - self._gap))

        # `reached` is possible (the plan shows it); nothing above `limit` is.
        reached = self._shown(plan, rising, levels)
        limit = self._last_not_ruled_out(reached, len(levels) - 1, required)
        # Whole packages: first what settles the search; without a plan back in doubling steps;
        # with a plan by halves, unless too many questions have to be left unsettled.
        untried, step, found, unsettled = limit, max(self._gap, SMALLEST_STEP), False, 0
        solves, nodes = 0, 0
        while reached < min(goal(), untried) and not (found and unsettled >= MOST_UNSETTLED):
            if solves == 0:
                position = goal()
            elif found:
                position = (reached + untried + 1) // 2
            else:
                step *= 2
                position = max(reached + 1, bisect_left(levels, levels[untried] * (1 - step)))
            solved = solver.plan_for(required(position))
            solves, nodes = solves + 1, nodes + solved.nodes
            if isinstance(solved, Solved):
                plan, found = solved.plan, True
                reached = self._shown(plan, rising, levels)
                continue
            untried = position - 1
            if solved.status == IMPOSSIBLE:
                limit = untried
            else:
                unsettled += 1
        status = PROVEN if reached >= goal() else LIMIT
        if enough is not None and levels[reached] > enough:
            status = RISES
        names = ", ".join(reach.categories[category] for category in rising)
        search = Search(
            stage=f"floor: {names}" if enough is None else f"could rise: {names}",
            floor=levels[reached],
            bound=levels[limit],
            plan=plan,
            status=status,
            solves=solves,
            nodes=nodes,
        )
        self.searches.append(search)
        return search

    def _shown(self, plan: Whole, rising: tuple[int, ...], levels: Levels) -> int:
        """Return the position of the floor over `rising` that a plan keeps."""
        packages = self._reach.packages_by_cell(plan)
        return bisect_left(levels, reached_floor(self._reach, packages, rising))

    def _last_not_ruled_out(self, reached: int, last: int, required: Callable[[int], Whole]) -> int:
        """Return the highest position that relaxed solves do not rule out."""
        while reached < last:
            middle = (reached + last + 1) // 2
            if self._solver.rules_out(required(middle)):
                last = middle - 1
            else:
                reached = middle
        return last
