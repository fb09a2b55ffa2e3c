"""What has been offered to donors changes as little as possible."""

from dataclasses import replace

import numpy as np
import pytest

from needs.allocation.solving.modes import solve_plan

from . import enumeration
from .allocation_cases import Case, cell, cells_table, gift, gifts_table, random_case
from .test_fairness import EXACT, model_of
from .tiny_cases import tiny_case

STEADY = replace(EXACT, steadiness=0.0)


def two_donors():
    """Return two equal donors and two equal communes: who goes where makes no difference."""
    cells = cells_table(cell("00001"), cell("00002"))
    gifts = gifts_table(gift("A", budget_vnd=500), gift("B", budget_vnd=500))
    return model_of(Case(cells, gifts))


@pytest.mark.parametrize("first", [0, 1])
def test_of_equal_plans_the_one_offered_is_kept(first):
    model = two_donors()
    # A to one commune, B to the other, all five packages.
    to_first = (model.route_cell == first) == (model.route_gift == 0)
    offered = np.where(to_first, 5, 0)
    outcome = solve_plan(model, STEADY, offered=offered)
    assert outcome.plan.tolist() == offered.tolist()
    assert (outcome.steady.objective, outcome.steady.status) == (10, "optimal")


def test_a_small_loss_of_effect_is_taken_only_within_the_steadiness():
    # 00001 has a little more priority; all ten packages were offered to 00002. Floors ask nothing
    # (effect first), so only the steadiness decides: 100 × 1.05 = 105 against 100.
    cells = cells_table(cell("00001", priority=1.05), cell("00002"))
    model = model_of(Case(cells, gifts_table(gift("G", budget_vnd=1000))))
    offered = np.where(model.route_cell == 1, 10, 0)
    rules = replace(EXACT, mode="effect_first", epsilon=0.0)
    kept = {
        share: int(solve_plan(model, replace(rules, steadiness=share), offered=offered).plan[1])
        for share in (0.0, 0.01, 0.03, 0.05)
    }
    # Each package moved back costs 0.5 of 105: 1 % allows 2 packages, 3 % six, 5 % all ten.
    assert kept == {0.0: 0, 0.01: 2, 0.03: 6, 0.05: 10}


def test_offers_beyond_the_means_keep_all_limits():
    model = two_donors()
    outcome = solve_plan(model, STEADY, offered=np.full(len(model.route_cell), 99))
    assert model.keeps_limits(outcome.plan)
    assert outcome.plan.sum() == 10


def test_nothing_offered_means_no_such_stage():
    model = two_donors()
    nothing = np.zeros(len(model.route_cell), dtype=np.int64)
    assert solve_plan(model, STEADY, offered=nothing).steady is None
    assert solve_plan(model, STEADY).steady is None


@pytest.mark.parametrize("seed", range(40))
def test_as_many_offered_packages_are_kept_as_any_plan_keeps(seed):
    case = tiny_case(5000 + seed)
    found = enumeration.possible_plans(case)
    if found is None or not found.reachable:
        return
    model = model_of(case)
    before = solve_plan(model, STEADY)
    draw = np.random.default_rng(seed)
    offered = draw.integers(0, model.route_most + 1)
    if not offered.any():
        return
    outcome = solve_plan(model, STEADY, offered=offered)
    assert model.effect(outcome.plan) == pytest.approx(model.effect(before.plan))
    # Brute force over the model's routes: floors and effect kept, offered packages counted.
    grid = np.meshgrid(*[np.arange(most + 1) for most in model.route_most], indexing="ij")
    plans = np.stack([axis.ravel() for axis in grid], axis=1)
    most = 0
    for plan in plans:
        if np.minimum(plan, offered).sum() <= most or not model.keeps_limits(plan):
            continue
        counts = model.counts(plan)
        covered = (model.covered + counts) / model.target
        floor = np.array([float(outcome.floors[part]) for part in outcome.part])
        fair = (covered >= floor - 1e-12) | (counts == model.full)
        if fair.all() and model.effect(plan) >= model.effect(before.plan) - 1e-9:
            most = np.minimum(plan, offered).sum()
    assert outcome.steady.objective == most


def test_offered_lots_of_an_earlier_plan_survive_a_new_donor():
    case = random_case(4, communes=5, categories=2, gifts=5, largest=80, plain=True)
    rules = replace(EXACT, mip_gap=1e-3, floor_nodes=20, effect_nodes=20, steadiness=0.05)
    model = model_of(case)
    first = solve_plan(model, rules).plan
    again = solve_plan(model, rules, offered=first)
    # Nothing has changed: everything offered can be kept.
    assert np.minimum(again.plan, first).sum() == first.sum()
