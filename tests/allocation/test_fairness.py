"""Floors by hand: which commune is raised first, who stays behind, who rises on."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from needs.allocation import AllocationRules
from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.solving.fairness import FairPlan, FloorRaiser
from needs.allocation.solving.floors import CellLevels
from needs.allocation.solving.giving import nothing_left_idle
from needs.allocation.solving.modes import solve_plan
from needs.allocation.solving.rising import part_names
from needs.allocation.solving.solve import PlanSolver

from .allocation_cases import cell, cells_table, gift, gifts_table, random_case, shuffled

EXACT = AllocationRules(epsilon=0.0, mip_gap=0.0, floor_nodes=100_000, effect_nodes=100_000)


def model_of(case):
    inputs = checked_inputs(case.cells, case.gifts, case.ages, case.held, None)
    return build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held)[0]


def solved(cells, gifts, rules=EXACT):
    inputs = checked_inputs(cells, gifts, None, None, None)
    model, _ = build_model(inputs.cells, inputs.gifts)
    outcome = solve_plan(model, rules)
    codes = inputs.cells["commune_code"].iloc[model.cell]
    children = dict(zip(codes, model.counts(outcome.plan).tolist(), strict=True))
    return model, outcome, children


def test_the_lowest_coverage_is_raised_before_priority_counts():
    # 8 packages of 10 children for two communes of 100: 40 and 40, though one has more priority.
    cells = cells_table(cell("00001", priority=9.0), cell("00002", priority=0.1))
    _, outcome, children = solved(cells, gifts_table(gift("G", budget_vnd=800)))
    assert children == {"00001": 40, "00002": 40}
    assert outcome.floors == {0: Fraction(2, 5)}
    # Effect first: all 8 packages where priority is higher.
    _, outcome, children = solved(
        cells, gifts_table(gift("G", budget_vnd=800)), replace(EXACT, mode="effect_first")
    )
    assert children == {"00001": 80, "00002": 0}
    assert outcome.first_effect.objective == pytest.approx(720)


def test_proportional_closes_the_same_share_of_what_is_lacking():
    # 00001 lacks 100 of 100, 00002 lacks 50 of 100 (50 % are covered already): 9 packages.
    cells = cells_table(cell("00001"), cell("00002", gap_low=50))
    _, _, children = solved(cells, gifts_table(gift("G", budget_vnd=900)))
    # Coverage: 00001 is raised to 50 % (5), then both by turns: 70 % and 70 %.
    assert children == {"00001": 70, "00002": 20}
    _, outcome, children = solved(
        cells, gifts_table(gift("G", budget_vnd=900)), replace(EXACT, mode="proportional")
    )
    # 60 of 100 and 30 of 50: 60 % of the gap each.
    assert children == {"00001": 60, "00002": 30}
    assert outcome.floors == {0: Fraction(3, 5)}


def test_epsilon_is_the_share_of_what_came_first_that_is_given_up():
    # Floors of 50 % from 10 packages; with ε = 20 % each keeps 40 %: 2 packages go by priority.
    cells = cells_table(cell("00001", priority=2.0), cell("00002", priority=1.0))
    gifts = gifts_table(gift("G", budget_vnd=1000))
    _, _, children = solved(cells, gifts, replace(EXACT, epsilon=0.2))
    assert children == {"00001": 60, "00002": 40}
    # Effect first: 100 and 0 give 200; 180 have to be left: x + y = 100, 2x + y >= 180.
    rules = replace(EXACT, mode="effect_first", epsilon=0.1)
    _, _, children = solved(cells, gifts, rules)
    assert children == {"00001": 80, "00002": 20}


def test_a_commune_that_cannot_be_helped_does_not_hold_the_others_down():
    # SMALL has two packages for 00001 and 00002; BIG's eleven may go to all but 00001.
    cells = cells_table(*(cell(f"0000{n}") for n in range(1, 5)))
    gifts = gifts_table(
        gift("SMALL", units=2, category="meals", communes=("00001", "00002")),
        gift("BIG", units=11, category="meals", communes=("00002", "00003", "00004")),
    )
    model, _, children = solved(cells, gifts)
    # The gifts join all four: one part. 00001 gets both packages of SMALL: 20 %, and no plan gives
    # it more; the other three share eleven: 30 % at least, not 20 %.
    assert model.parts == (("meals", 1),)
    assert children.pop("00001") == 20
    assert min(children.values()) == 30
    assert sum(children.values()) == 110


def test_cells_that_block_stay_behind_and_the_rest_rises_as_its_own_part():
    # LOW's three packages are for 00001 to 00003, HIGH's ten for 00003 to 00005.
    cells = cells_table(*(cell(f"0000{n}") for n in range(1, 6)))
    gifts = gifts_table(
        gift("LOW", units=3, category="meals", communes=("00001", "00002", "00003")),
        gift("HIGH", units=10, category="meals", communes=("00003", "00004", "00005")),
    )
    _, outcome, children = solved(cells, gifts)
    # LOW: 00001 and 00002 get 1 and 2 packages (10 %, stuck); HIGH: 3, 3 and 4 packages.
    assert sorted(children[code] for code in ("00001", "00002")) == [10, 20]
    assert sorted(children[code] for code in ("00003", "00004", "00005")) == [30, 30, 40]
    assert outcome.parts == (("meals", 1), ("meals", 2))
    assert outcome.part.tolist() == [0, 0, 1, 1, 1]
    assert outcome.floors == {0: Fraction(1, 10), 1: Fraction(3, 10)}


def test_a_whole_gift_is_given_in_full_or_not_at_all():
    # 70 sets that fit nowhere in part: 100 children are open, 7 packages; the whole gift is given.
    cells = cells_table(cell("00001"))
    whole = gift("W", units=7, category="meals", whole=True)
    assert solved(cells, gifts_table(whole))[2] == {"00001": 70}
    # With 40 children open only 4 packages fit: the cell cannot be reached at all.
    cells = cells_table(cell("00001", gap_low=40))
    model, _, children = solved(cells, gifts_table(whole))
    assert children == {}
    assert len(model.cell) == 0


def test_most_communes_sends_the_gift_where_the_floor_gains_most():
    # 20 packages, one commune at most: the one without its own donor gains 100 children; the
    # lowest coverage over both stays 0 in whichever is left out, so effect decides.
    cells = cells_table(cell("00001", priority=1.0), cell("00002", priority=1.5))
    _, outcome, children = solved(cells, gifts_table(gift("G", budget_vnd=2000, most_communes=1)))
    assert children == {"00001": 0, "00002": 100}
    assert outcome.floors[0] == 0


@pytest.mark.parametrize("seed", range(6))
def test_row_order_does_not_change_the_plan(seed):
    case = random_case(seed, communes=5, categories=2, gifts=5, largest=80)
    rules = AllocationRules(floor_nodes=20, effect_nodes=20)
    first = model_of(case)
    again = model_of(shuffled(case, seed))
    for mode in ("fair_first", "effect_first"):
        plan = solve_plan(first, replace(rules, mode=mode)).plan
        assert plan.tolist() == solve_plan(again, replace(rules, mode=mode)).plan.tolist()


@pytest.mark.parametrize("seed", range(4))
def test_floors_found_roughly_are_within_their_gap_and_the_effect_as_exact_as_before(seed):
    model = model_of(random_case(seed, communes=5, categories=2, gifts=4, largest=80))
    exact = solve_plan(model, EXACT)
    rough = solve_plan(model, replace(EXACT, floor_gap=0.2))
    assert min(rough.floors.values()) >= min(exact.floors.values()) * Fraction(4, 5)
    assert rough.searches[0].floor >= rough.searches[0].bound * Fraction(4, 5)
    assert rough.effect.objective == pytest.approx(rough.effect.bound)


def test_the_same_solver_asked_twice_gives_the_same_floors():
    model = model_of(random_case(11, communes=6, categories=3, gifts=6, largest=80))
    nothing = FairPlan({}, np.zeros(len(model.route_cell), dtype=np.int64))
    solver, cells = PlanSolver(model, EXACT), CellLevels(model)
    # The second time, proofs of the first are at hand: they may not change the answer.
    found = [
        FloorRaiser(solver, cells, part_names(model.parts), EXACT).fairest(nothing).floors
        for _ in range(2)
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(8))
def test_more_money_never_lowers_the_lowest_floor(seed):
    lowest = []
    for factor in (1, 2, 4):
        case = random_case(
            seed, communes=3, categories=2, gifts=3, scale=0.3, largest=80, plain=True
        )
        for column in ("budget_vnd", "units", "children"):
            case.gifts[column] = case.gifts[column] * factor
        model = model_of(case)
        floors = solve_plan(model, EXACT).floors
        lowest.append((model.cell.tolist(), model.full.tolist(), min(floors.values(), default=0)))
    # Where more money brings further cells within reach, they may stand lower: compare the same.
    same = [(a[2], b[2]) for a, b in pairwise(lowest) if a[:2] == b[:2]]
    assert all(low <= high for low, high in same)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_left_idle_is_given_within_all_limits(seed):
    model = model_of(random_case(seed, communes=4, categories=3, gifts=6, largest=80))
    nothing = np.zeros(len(model.route_cell), dtype=np.int64)
    plan = nothing_left_idle(model, nothing)
    assert model.keeps_limits(plan)
    for route in range(len(plan)):
        for more in range(1, int(model.route_most[route]) + 1):
            further = plan.copy()
            further[route] += more
            assert not model.keeps_limits(further)


@pytest.mark.parametrize(
    "wrong",
    [
        {"mode": "fair"},
        {"epsilon": -0.1},
        {"steadiness": 1.5},
        {"mip_gap": 1.0},
        {"floor_gap": -0.1},
        {"time_limit_s": 0.0},
        {"effect_nodes": -1},
    ],
)
def test_rules_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong)).split("_")[0]):
        AllocationRules(**wrong)
