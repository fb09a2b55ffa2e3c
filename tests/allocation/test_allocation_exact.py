"""The allocation against brute force, and against scipy's solver: other code, same optimum."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy import optimize, sparse

from needs.allocation import AllocationRules, allocate, check_allocation
from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.solving.floors import CellLevels
from needs.allocation.solving.modes import measured, solve_plan

from . import enumeration
from .allocation_cases import cell, cells_table, gift, gifts_table, random_case
from .tiny_cases import joined, tiny_case

EXACT = AllocationRules(
    epsilon=0.0, steadiness=0.0, mip_gap=0.0, floor_nodes=100_000, effect_nodes=100_000
)
MODES = ("fair_first", "proportional", "effect_first")


def model_of(case):
    inputs = checked_inputs(case.cells, case.gifts, case.ages, case.held, None)
    model, _ = build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held)
    rows = inputs.cells.iloc[model.cell]
    return model, list(zip(rows["commune_code"], rows["category"], strict=True))


def equal_to_brute_force(seeds, mode):
    """Compare many tiny cases, solved as one; return how many were compared."""
    cases = {seed: tiny_case(seed) for seed in seeds}
    plans = {seed: enumeration.possible_plans(case) for seed, case in cases.items()}
    cases = {seed: case for seed, case in cases.items() if plans[seed] is not None}
    model, names = model_of(joined(list(cases.values())))
    outcome = solve_plan(model, replace(EXACT, mode=mode))
    assert model.keeps_limits(outcome.plan)
    assert {search.status for search in outcome.searches} <= {"optimal", "rises"}
    counts = model.counts(outcome.plan)
    position = {name: number for number, name in enumerate(names)}
    reachable = set()
    for seed in cases:
        found = plans[seed]
        own = [(c["commune_code"], c["category"]) for c in found.cells]
        reachable |= {own[number] for number in found.reachable}
        if not found.reachable:
            continue
        at = {number: position[own[number]] for number in found.reachable}
        assert [model.full[at[n]] for n in at] == [found.full[n] for n in at], seed
        parts = [{int(model.part[at[n]]) for n in part} for part in found.parts]
        assert all(len(numbers) == 1 for numbers in parts), seed
        by_part = tuple(outcome.floors[numbers.pop()] for numbers in parts)
        ranking, effects, top = enumeration.best(found, mode)
        assert sorted(by_part) == ranking, seed
        assert by_part in effects, seed
        # Parts that rose on: no plan that keeps all floors has one of them higher …
        own_parts = {}
        for number, where in at.items():
            own_parts.setdefault(int(outcome.part[where]), []).append(number)
        split = found._replace(parts=list(own_parts.values()))
        kept = tuple(outcome.floors[part] for part in own_parts)
        rows = np.unique(found.counts, axis=0)
        keeping = []
        for row in rows:
            if mode == "effect_first" and enumeration.effect(found, row) < top - 1e-9:
                continue
            by_own = enumeration.floors(split, mode, row)
            if all(a >= b for a, b in zip(by_own, kept, strict=True)):
                assert by_own == kept, seed
                keeping.append(enumeration.effect(found, row))
        # … and of those that keep them the plan has the greatest effect.
        given = np.zeros(len(own), dtype=np.int64)
        for number, where in at.items():
            given[number] = counts[where]
        reached = enumeration.effect(found, given)
        if mode == "effect_first":
            assert reached == pytest.approx(top, abs=1e-9), seed
        else:
            assert reached == pytest.approx(max(keeping), abs=1e-9), seed
            assert max(keeping) <= effects[by_part] + 1e-9, seed
    assert reachable == set(names)
    return len(cases)


@pytest.mark.parametrize("block", range(25))
def test_floors_and_effect_equal_brute_force(block):
    first = 80 * block
    compared = equal_to_brute_force(range(first, first + 40), "fair_first")
    compared += equal_to_brute_force(range(first + 40, first + 80), "proportional")
    # Cases with too many plans to write down are few: 2,000 seeds, more than 1,800 compared.
    assert compared >= 72


@pytest.mark.parametrize("block", range(10))
def test_effect_first_equals_brute_force(block):
    first = 3000 + 20 * block
    for seed in range(first, first + 20, 2):
        assert equal_to_brute_force(range(seed, seed + 2), "effect_first") <= 2


class Milp:
    """The same limits for scipy's `milp`, written down a second time, constraint by constraint."""

    def __init__(self, model):
        self.model = model
        self.routes, self.switches = len(model.route_cell), len(model.switch_least)
        self.limits = []
        for row in range(model.rows.shape[0]):
            takes = model.rows[[row]].toarray()[0]
            self._limit(takes, np.zeros(self.switches), -np.inf, model.row_most[row])
        for switch in range(self.switches):
            takes = model.switches[[switch]].toarray()[0]
            on = np.eye(self.switches)[switch]
            self._limit(takes, -on * model.switch_least[switch], 0, np.inf)
            self._limit(takes, -on * model.switch_most[switch], -np.inf, 0)
        for group, most in enumerate(model.group_most):
            on = (model.switch_group == group).astype(float)
            self._limit(np.zeros(self.routes), on, -np.inf, most)

    def _limit(self, takes, on, low, high):
        self.limits.append((np.concatenate([takes, on]).astype(float), low, high))

    def solve(self, value, required, least_effect=None):
        """Return the greatest value, or None if nothing gives what is required."""
        model, limits = self.model, list(self.limits)
        for number, least in enumerate(required):
            served = np.where(model.route_cell == number, model.route_size, 0)
            limits.append((np.concatenate([served, np.zeros(self.switches)]), least, np.inf))
        if least_effect is not None:
            limits.append((self.effect(), least_effect, np.inf))
        matrix = sparse.csr_array(np.array([takes for takes, _, _ in limits]))
        low, high = (np.array([limit[n] for limit in limits]) for n in (1, 2))
        most = np.concatenate([model.route_most, np.ones(self.switches)])
        found = optimize.milp(
            -value,
            constraints=optimize.LinearConstraint(matrix, low, high),
            integrality=np.ones(len(most)),
            bounds=optimize.Bounds(0, most),
            options={"mip_rel_gap": 0.0},
        )
        assert found.status in {0, 2}, found.message
        return -found.fun if found.status == 0 else None

    def effect(self):
        worth = self.model.value[self.model.route_cell] * self.model.route_size
        return np.concatenate([worth, np.zeros(self.switches)])


def medium_case(seed):
    return random_case(
        seed,
        communes=2 + seed % 5,
        categories=1 + seed % 4,
        gifts=2 + seed % 6,
        scale=(0.3, 0.6, 1.0)[seed % 3],
        largest=80,
    )


@pytest.mark.parametrize("seed", range(24))
def test_no_floor_and_no_effect_can_rise_by_another_solver(seed):
    mode = MODES[seed % 2]
    model, _ = model_of(medium_case(seed))
    if not len(model.cell):
        return
    rules = replace(EXACT, mode=mode)
    outcome = solve_plan(model, rules)
    assert {search.status for search in outcome.searches} <= {"optimal", "rises"}
    model = measured(model, rules)
    milp, cells = Milp(model), CellLevels(model, outcome.part)
    nothing = np.zeros(milp.routes + milp.switches)
    required = cells.required(outcome.floors)
    assert milp.solve(milp.effect(), required) == pytest.approx(model.effect(outcome.plan))
    for part, floor in outcome.floors.items():
        # All floors not above this one are kept, and so are those that are higher.
        levels = cells.levels_of((part,))
        above = [levels[n] for n in range(len(levels)) if levels[n] > floor]
        if not above:
            continue
        # Nothing lower is given up for it: with the others at their floors or at this one …
        low = {p: min(f, floor) for p, f in outcome.floors.items()}
        kept = {p: f for p, f in outcome.floors.items() if f <= floor}
        # … this part cannot rise by one level.
        risen = cells.required({**low, **kept, part: above[0]})
        alone = milp.solve(nothing, risen)
        if alone is not None:
            # It can only where a part with a floor as low stays behind (one of equals).
            assert any(p != part and f > floor for p, f in outcome.floors.items()) or any(
                search.status == "rises" for search in outcome.searches
            )
            assert milp.solve(nothing, cells.required({**outcome.floors, part: above[0]})) is None


@pytest.mark.parametrize("seed", range(12))
def test_effect_first_has_the_greatest_effect_by_another_solver(seed):
    model, _ = model_of(medium_case(seed))
    if not len(model.cell):
        return
    outcome = solve_plan(model, replace(EXACT, mode="effect_first"))
    milp = Milp(model)
    top = milp.solve(milp.effect(), np.zeros(len(model.cell)))
    assert model.effect(outcome.plan) == pytest.approx(top)
    cells = CellLevels(model, outcome.part)
    for part, floor in outcome.floors.items():
        levels = cells.levels_of((part,))
        above = next((levels[n] for n in range(len(levels)) if levels[n] > floor), None)
        if above is not None:
            risen = cells.required({**outcome.floors, part: above})
            value = np.zeros(milp.routes + milp.switches)
            assert milp.solve(value, risen, least_effect=top * (1 - 1e-9)) is None


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seed", range(4))
def test_every_limit_is_kept_in_every_mode(seed, mode):
    case = random_case(seed, communes=8, categories=3, gifts=8)
    rules = AllocationRules(mode=mode, floor_nodes=20, effect_nodes=20)
    allocation = allocate(case.cells, case.gifts, ages=case.ages, held=case.held, rules=rules)
    faults = check_allocation(case.cells, case.gifts, allocation, ages=case.ages, held=case.held)
    assert faults == []


def test_required_children_reach_the_floor_and_a_step_less_does_not():
    model, _ = model_of(random_case(3, communes=8, categories=3, gifts=6))
    cells = CellLevels(model)
    for part in range(len(model.parts)):
        levels = cells.levels_of((part,))
        for n in range(0, len(levels), 7):
            required = cells.required({part: levels[n]})
            assert cells.reached_floor(required, (part,)) >= levels[n]
            for number in np.flatnonzero(required):
                fewer = required.copy()
                below = model.levels[number][model.levels[number] < required[number]]
                fewer[number] = below[-1]
                assert cells.reached_floor(fewer, (part,)) < levels[n]


def test_required_children_do_not_round_thirds():
    cells = cells_table(cell("00001", children_target=3, gap_low=3, package_children=1))
    inputs = checked_inputs(cells, gifts_table(gift("D", budget_vnd=300)), None, None, None)
    model, _ = build_model(inputs.cells, inputs.gifts)
    for children in range(4):
        floor = {0: Fraction(children, 3)}
        assert CellLevels(model).required(floor).tolist() == [children]


def test_required_children_do_not_overflow():
    # A floor with a denominator near 10^18, as (1 − ε) of a floor may have.
    cells = cells_table(cell("00001", children_target=9_999_991, gap_low=9_999_991))
    inputs = checked_inputs(cells, gifts_table(gift("D", budget_vnd=10**12)), None, None, None)
    model, _ = build_model(inputs.cells, inputs.gifts)
    floor = Fraction(10**18 - 1, 2 * 10**18)
    # Half of 9,999,991 is 4,999,995.5; just below it the next full package is the 500,000th.
    assert CellLevels(model).required({0: floor}).tolist() == [5_000_000]
