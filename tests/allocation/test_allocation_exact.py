"""The allocation against brute force, and against CBC: other code, other solver, same optimum."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pulp
import pytest

from needs.allocation import AllocationRules, allocate, check_allocation
from needs.allocation.donors import out_of_reach, purses
from needs.allocation.floors import levels_of, reached_floor, required_packages
from needs.allocation.inputs import checked_inputs
from needs.allocation.model import build_reach

from .allocation_cases import cell, cells_table, donor, donors_table, random_case
from .enumeration import best

EXACT = AllocationRules(epsilon=0.0, mip_gap=0.0, floor_nodes=100_000)


def tiny_case(seed):
    """Return a case of two to four cells and one to three donors that can be enumerated."""
    draw = np.random.default_rng(seed)
    rows, names = [], ["books", "clothing", "meals"][: int(draw.integers(1, 4))]
    for c in range(int(draw.integers(1, 3))):
        for name in names:
            target = int(draw.integers(4, 13))
            gap = pd.NA if draw.random() < 0.08 else int(draw.integers(0, target + 1))
            rows.append(
                cell(
                    f"{c:05d}",
                    name,
                    zone=("I", "III")[c % 2],
                    children_target=target,
                    gap_low=gap,
                    priority=float(draw.integers(0, 6)) / 4,
                    package_units=int(draw.integers(1, 3)),
                    package_children=int(draw.integers(1, 5)),
                    unit_price_vnd=int(draw.integers(3, 12)),
                )
            )
    cells = cells_table(*rows)
    given = []
    for d in range(int(draw.integers(1, 4))):
        values = {}
        if draw.random() < 0.7:
            values["budget_vnd"] = int(draw.integers(0, 45))
        if draw.random() < 0.3 or not values:
            values["stock_category"] = str(draw.choice(cells["category"]))
            values["stock_units"] = int(draw.integers(0, 6))
        if draw.random() < 0.3:
            values["categories"] = (str(draw.choice(cells["category"])),)
        if draw.random() < 0.2:
            values["communes"] = (str(draw.choice(cells["commune_code"])),)
        given.append(donor(f"D{d}", **values))
    return cells, donors_table(*given)


def effect_of(cells, allocation):
    lots = allocation.lots.merge(
        cells[["commune_code", "category", "priority"]], on=["commune_code", "category"]
    )
    return float((lots["priority"] * lots["children_reached"]).sum())


@pytest.mark.parametrize("block", range(10))
def test_fairness_and_effect_equal_brute_force(block):
    for seed in range(40 * block, 40 * block + 40):
        cells, donors = tiny_case(seed)
        allocation = allocate(cells, donors, rules=EXACT)
        ranking, effects = best(cells, donors)
        floors = allocation.floors.dropna(subset="floor_stage1")
        assert sorted(floors["floor_stage1"]) == [float(level) for level in ranking], seed
        key = tuple(zip(floors["category"], floors["floor_stage1"], strict=True))
        by_floors = {
            tuple((name, float(level)) for name, level in found): value
            for found, value in effects.items()
        }
        assert key in by_floors, seed
        assert effect_of(cells, allocation) == pytest.approx(by_floors[key]), seed
        assert check_allocation(cells, donors, allocation) == [], seed
        assert set(allocation.stages["status"]) <= {"optimal", "rises"}, seed


class Cbc:
    """The same limits, written a second time for another solver."""

    def __init__(self, reach):
        self.reach = reach

    def _problem(self, required):
        reach = self.reach
        problem = pulp.LpProblem("second", pulp.LpMaximize)
        packages = [
            problem.add_variable(f"x{n}", 0, int(most), cat="Integer")
            for n, most in enumerate(reach.route_most)
        ]
        for number in range(len(reach.cell)):
            total = pulp.lpSum(packages[n] for n in np.flatnonzero(reach.route_cell == number))
            problem += total >= int(required[number])
            problem += total <= int(reach.fits[number])
        for purse, holds in enumerate(reach.purse_holds):
            routes = np.flatnonzero(reach.route_purse == purse)
            taken = pulp.lpSum(int(reach.route_takes[n]) * packages[n] for n in routes)
            problem += taken <= int(holds)
        return problem, packages

    def possible(self, required):
        problem, packages = self._problem(required)
        problem.setObjective(pulp.lpSum(packages) * 0)
        problem.solve(pulp.PULP_CBC_CMD(msg=False))
        assert problem.status in {pulp.LpStatusOptimal, pulp.LpStatusInfeasible}
        return problem.status == pulp.LpStatusOptimal

    def greatest_effect(self, required):
        problem, packages = self._problem(required)
        value = self.reach.value[self.reach.route_cell]
        problem.setObjective(pulp.lpSum(value[n] * packages[n] for n in range(len(packages))))
        problem.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0.0))
        assert problem.status == pulp.LpStatusOptimal
        return pulp.value(problem.objective)


@pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")
@pytest.mark.parametrize("seed", range(30))
def test_common_floor_and_effect_equal_another_solver(seed):
    cells, donors = random_case(
        seed,
        communes=1 + seed % 3,
        categories=1 + seed % 4,
        donors=1 + seed % 4,
        scale=0.6,
        largest=80,
    )
    allocation = allocate(cells, donors, rules=EXACT)
    assert set(allocation.stages["status"]) <= {"optimal", "rises"}

    ordered, ordered_donors = checked_inputs(cells, donors)
    given = purses(ordered, ordered_donors)
    reach = build_reach(ordered, given, out_of_reach(ordered, given))
    cbc, everything = Cbc(reach), tuple(range(len(reach.categories)))
    levels = levels_of(reach, everything)
    common = allocation.stages["objective"].iloc[0]
    position = int(np.argmin([abs(float(levels[n]) - common) for n in range(len(levels))]))
    assert float(levels[position]) == common
    at = required_packages(reach, dict.fromkeys(everything, levels[position]))
    assert cbc.possible(at)
    if position + 1 < len(levels):
        above = required_packages(reach, dict.fromkeys(everything, levels[position + 1]))
        assert not cbc.possible(above)

    exact = {
        reach.categories.index(name): min(
            (levels[n] for n in range(len(levels))), key=lambda level: abs(float(level) - floor)
        )
        for name, floor in allocation.floors[["category", "floor_stage1"]].dropna().to_numpy()
    }
    effect = cbc.greatest_effect(required_packages(reach, exact))
    assert effect_of(cells, allocation) == pytest.approx(effect, rel=1e-6)


def test_required_packages_reach_the_floor_and_one_less_does_not():
    cells, donors = random_case(3, communes=8, categories=3, donors=4)
    cells, donors = checked_inputs(cells, donors)
    given = purses(cells, donors)
    reach = build_reach(cells, given, out_of_reach(cells, given))
    for category in range(len(reach.categories)):
        levels = levels_of(reach, (category,))
        for n in range(0, len(levels), 7):
            required = required_packages(reach, {category: levels[n]})
            assert reached_floor(reach, required, (category,)) >= levels[n]
            for number in np.flatnonzero(required):
                fewer = required.copy()
                fewer[number] -= 1
                assert reached_floor(reach, fewer, (category,)) < levels[n]


def test_required_packages_do_not_round_thirds():
    cells = cells_table(cell("00001", children_target=3, gap_low=3, package_children=1))
    donors = donors_table(donor("D", budget_vnd=100))
    given = purses(*checked_inputs(cells, donors))
    reach = build_reach(cells, given, out_of_reach(cells, given))
    for packages in range(4):
        assert required_packages(reach, {0: Fraction(packages, 3)}).tolist() == [packages]
