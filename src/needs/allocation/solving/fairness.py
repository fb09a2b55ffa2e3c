"""Stage 1, fairness: raise the lowest coverage, then what can still rise, part by part.

A *part* is a set of cells of one category that gifts join; its floor is raised as one. The order of
preference is leximin over the parts' floors: sort the floors rising; of two plans the fairer has
the higher first entry, then the higher second, and so on. Parts that share no limit with others
are settled by themselves, which gives the same ranking.

A floor is raised over the finite list of levels that it can take. Whether a level is possible is a
question without objective: give at least so many children in each cell. This is exact and needs no
variable for the floor, no big-M for cells that are full and no floating-point floor. Relaxed solves
cut the list from above: the duals of each say which cells together ask for too much, and the next
level tried is the highest that no such proof excludes (Newton's method; a few solves instead of a
bisection, and later questions are often settled by an earlier proof). Mostly the relaxed solve,
rounded, or a single solve in whole packages settles the rest.

When the common floor stands, a part is *stuck* if its floor cannot rise alone while the others keep
theirs; stuck parts are frozen and the rest go on. Packages are whole, so it can happen that each
could rise but not all together. Then one of them has to stay behind: each choice is followed to its
end and the fairest result is taken; of equal results the one that freezes the first part.

With a gap allowed (`gap_of_floors` > 0) a floor within that gap of its proven bound is final, and a
part that could rise only by about as much counts as stuck, at the best floor found for it.

Source: max–min and leximin fairness as in Bertsimas, Farias, Trichakis (2011), The Price of
Fairness, doi 10.1287/opre.1100.0865; freezing as in Ogryczak, Pióro, Tomaszewski (2005).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from needs.allocation.model.model import Whole
from needs.allocation.solving.floors import CellLevels, Floors, Levels
from needs.allocation.solving.highs import IMPOSSIBLE, LIMIT, PROVEN
from needs.allocation.solving.program import joined_cells
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solve import PlanSolver
from needs.allocation.solving.solved import Solved

RISES = "rises"
# The first step back from a floor for which no plan was found.
SMALLEST_STEP = Fraction(1, 1000)
# Questions left unsettled by a limit after which a search with a plan ends.
MOST_UNSETTLED = 3
# Choices of the part that stays behind that are followed to their end; then the first is taken.
MOST_FOLLOWED, MOST_FOLLOWED_WITH_GAP = 1000, 16


@dataclass(frozen=True)
class Search:
    """How far a floor was raised, and the proof.

    Parameters
    ----------
    stage
        `floor` (raised as far as it goes) or `could rise` (is this part stuck?), with the names
        of the parts raised.
    floor, bound
        The floor reached, and the level above which none is possible.
    plan
        Packages per route; keeps this floor and all others asked for.
    status
        `PROVEN`: within the gap allowed of the bound; `RISES`: not stuck, and not raised further
        here; `LIMIT`: a limit of time, nodes or choices came first.
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
        Per part: its floor.
    plan
        Packages per route; keeps all floors.
    """

    floors: Floors
    plan: Whole

    def ranking(self) -> list[Fraction]:
        """Return the floors, rising: what leximin compares."""
        return sorted(self.floors.values())


class FloorRaiser:
    """Raises floors on one model, and keeps a list of every search in `searches`.

    Parameters
    ----------
    solver
        The model in HiGHS (perhaps with an effect to keep).
    cells
        Which cells hold up which part.
    names
        Name per part, for people.
    rules
        Gap.
    """

    def __init__(
        self,
        solver: PlanSolver,
        cells: CellLevels,
        names: tuple[str, ...],
        rules: AllocationRules,
    ) -> None:
        self.searches: list[Search] = []
        self._cells = cells
        self._names = names
        self._solver = solver
        self._gap = Fraction(str(rules.gap_of_floors))
        self._followed: dict[tuple[tuple[int, Fraction], ...], FairPlan] = {}
        self._choices = 0

    def fairest(self, start: FairPlan) -> FairPlan:
        """Return the leximin plan over all parts that `start` does not freeze."""
        model, part = self._solver.model, self._cells.part
        blocks = joined_cells(model, part)
        if self._solver.keeps_effect:
            # An effect to keep is a limit that all share.
            blocks = np.zeros_like(blocks)
        fair = start
        for block in range(int(blocks.max(initial=-1)) + 1):
            parts = tuple(np.flatnonzero(blocks == block).tolist())
            fair = self.raise_all(parts, fair)
        return fair

    def raise_all(self, parts: tuple[int, ...], start: FairPlan) -> FairPlan:
        """Raise all of these parts that `start` does not freeze.

        The order of freezing is no matter.
        """
        rising = tuple(part for part in parts if part not in start.floors)
        if not rising:
            return start
        key = tuple(sorted(start.floors.items()))
        if key not in self._followed:
            self._followed[key] = self._raise_rest(parts, rising, start)
        return self._followed[key]

    def _raise_rest(
        self, parts: tuple[int, ...], rising: tuple[int, ...], start: FairPlan
    ) -> FairPlan:
        common = self.raise_floor(rising, start.floors, start.plan, enough=None)
        plan, stuck = common.plan, dict[int, Fraction]()
        if len(rising) == 1:
            stuck[rising[0]] = common.floor
        else:
            # If each alone could rise by more, all together could beat the bound (convexity).
            enough = common.floor * (1 + self._gap * len(rising))
            for part in rising:
                held = {**start.floors, **dict.fromkeys(rising, common.floor), **stuck}
                alone = self.raise_floor((part,), held, plan, enough=enough)
                if alone.floor <= enough:
                    stuck[part], plan = alone.floor, alone.plan
        if stuck:
            return self.raise_all(parts, FairPlan({**start.floors, **stuck}, plan))
        # Each can rise, not all together: follow every choice of the one that stays behind.
        choices: list[FairPlan] = []
        most = MOST_FOLLOWED if self._gap == 0 else MOST_FOLLOWED_WITH_GAP
        for part in rising:
            if choices and self._choices >= most:
                # Not every choice was followed: the ranking found stands without its proof.
                self.searches.append(replace(common, stage="left behind", status=LIMIT))
                break
            self._choices += 1
            frozen = FairPlan({**start.floors, part: common.floor}, plan)
            choices.append(self.raise_all(parts, frozen))
        return max(choices, key=FairPlan.ranking)

    def raise_floor(
        self,
        rising: tuple[int, ...],
        held: Floors,
        plan: Whole,
        *,
        enough: Fraction | None,
    ) -> Search:
        """Raise the floor of `rising` as far as it goes, or to the first level above `enough`.

        Parameters
        ----------
        rising
            Parts whose floors are raised as one.
        held
            Floors to be kept.
        plan
            A plan that keeps them.
        enough
            Above this floor the search may stop (none by default).
        """
        solver, levels = self._solver, self._cells.levels_of(rising)

        def required(position: int) -> Whole:
            return self._cells.required({**held, **dict.fromkeys(rising, levels[position])})

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
        names = ", ".join(self._names[part] for part in rising)
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
        counts = self._solver.model.counts(plan)
        return bisect_left(levels, self._cells.reached_floor(counts, rising))

    def _last_not_ruled_out(self, reached: int, last: int, required: Callable[[int], Whole]) -> int:
        """Return the highest position that relaxed solves do not rule out."""
        while reached < last and self._solver.relaxed.rules_out(required(last)):
            # The proof just found excludes more than this level: go to the first it does not.
            low, last = reached, last - 1
            while low < last:
                middle = (low + last + 1) // 2
                if self._solver.relaxed.known_impossible(required(middle)):
                    last = middle - 1
                else:
                    low = middle
        return last
