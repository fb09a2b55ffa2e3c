"""Parts that rise on: a few cells that cannot be helped do not hold all others down.

When the floor of a part is stuck, the duals of the relaxed solve name the cells that block it:
together they ask for more than the means that reach them allow. The other cells of the part that
are not full become a part of their own, whose floor rises on while all floors reached are kept.
Max–min fairness goes on in this way until nothing can rise; here for a bounded number of rounds,
until a search ends by its limit, in models up to `ROUTES_ALL_TRIED` routes, and not where an effect
has to be kept (there it is the effect that says who rises on).

Source: Ogryczak, Pióro, Tomaszewski (2005); Bertsimas, Farias, Trichakis (2011).
"""

from __future__ import annotations

from bisect import bisect_right

from needs.allocation.solving.fairness import FairPlan, FloorRaiser, Search
from needs.allocation.solving.floors import CellLevels
from needs.allocation.solving.highs import LIMIT
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solve import ROUTES_ALL_TRIED, PlanSolver

Parts = tuple[tuple[str, int], ...]
#: The plan with its floors, which cell holds up which part, the parts.
Fairest = tuple[FairPlan, CellLevels, Parts]
MOST_ROUNDS = 8


def part_names(parts: Parts) -> tuple[str, ...]:
    """Name each part by its category, with its number where the category has several."""
    categories = [category for category, _ in parts]
    return tuple(
        category if categories.count(category) == 1 else f"{category} {number}"
        for category, number in parts
    )


def fairest_plan(
    solver: PlanSolver, rules: AllocationRules, start: FairPlan
) -> tuple[FairPlan, CellLevels, Parts, list[Search]]:
    """Raise the floors of all parts as high as they go, then what can rise on.

    Parameters
    ----------
    solver, rules
        The model in HiGHS, and the gap allowed.
    start
        A plan that keeps all limits, without floors.

    Returns
    -------
    tuple
        The plan with its floors, which cell holds up which part, the parts (the model's first,
        then those that rose on), the searches.
    """
    cells, parts = CellLevels(solver.model), solver.model.parts
    raiser = FloorRaiser(solver, cells, part_names(parts), rules)
    fair, searches = raiser.fairest(start), raiser.searches
    fresh = tuple(range(len(parts)))
    large = len(solver.model.route_cell) > ROUTES_ALL_TRIED
    rounds = 0 if large or solver.keeps_effect else MOST_ROUNDS
    for _ in range(rounds):
        cells, parts, fresh = _split(solver, cells, parts, fresh, fair)
        if not fresh:
            break
        raiser = FloorRaiser(solver, cells, part_names(parts), rules)
        fair = raiser.fairest(fair)
        searches += raiser.searches
        if any(search.status == LIMIT for search in raiser.searches):
            break
    return fair, cells, parts, searches


def _split(
    solver: PlanSolver, cells: CellLevels, parts: Parts, fresh: tuple[int, ...], fair: FairPlan
) -> tuple[CellLevels, Parts, tuple[int, ...]]:
    """Take the cells that could rise out of their parts; return the new parts' numbers too."""
    model, part = solver.model, cells.part.copy()
    required = cells.required(fair.floors)
    found: list[tuple[str, int]] = []
    for number in fresh:
        floor, levels = fair.floors[number], cells.levels_of((number,))
        above = bisect_right(levels, floor)
        if above == len(levels):
            continue
        blocked = solver.relaxed.blocking(cells.required({**fair.floors, number: levels[above]}))
        if blocked is None:
            continue
        inside = (cells.part == number) & (required < model.full)
        if not (inside & ~blocked).any() or not (inside & blocked).any():
            continue
        part[inside & ~blocked] = len(parts) + len(found)
        category = parts[number][0]
        count = sum(other == category for other, _ in (*parts, *found))
        found.append((category, count + 1))
    new = tuple(range(len(parts), len(parts) + len(found)))
    return CellLevels(model, part), (*parts, *found), new
