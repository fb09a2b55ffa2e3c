"""Between fairness and effect: what each share of the fair floors costs."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from needs.allocation import AllocationRules, allocate, frontier
from needs.allocation.solving.frontier import frontier_points

from .allocation_cases import Case, cell, cells_table, gift, gifts_table, random_case
from .test_fairness import EXACT, model_of


def test_by_hand_the_price_of_each_share_of_the_floors():
    # 10 packages for two communes of priority 2 and 1: fair floors 50 % and 50 %.
    cells = cells_table(cell("00001", priority=2.0), cell("00002", priority=1.0))
    model = model_of(Case(cells, gifts_table(gift("G", budget_vnd=1000))))
    points = frontier_points(model, EXACT, (0.0, 1.0, 0.5))
    assert [point.step for point in points] == [1.0, 0.5, 0.0]
    # 50 + 50: 150. Half of 50 % is 25 %, in whole packages 30: 70 × 2 + 30 = 170. None: 200.
    assert [point.solved.objective for point in points] == pytest.approx([150, 170, 200])
    assert [point.lowest for point in points] == [Fraction(1, 2), Fraction(3, 10), 0]


@pytest.mark.parametrize("mode", ["fair_first", "proportional"])
@pytest.mark.parametrize("seed", range(8))
def test_effect_never_falls_when_less_of_the_floors_is_kept(seed, mode):
    case = random_case(seed, communes=4, categories=2, gifts=5, largest=80, scale=0.5)
    model = model_of(case)
    rules = AllocationRules(mode=mode, floor_nodes=20, effect_nodes=20)
    points = frontier_points(model, rules)
    effects = [point.solved.objective for point in points]
    assert effects == sorted(effects)
    for point in points:
        assert model.keeps_limits(point.solved.plan)
        assert point.solved.objective == pytest.approx(model.effect(point.solved.plan))
        assert point.solved.bound >= point.solved.objective - 1e-9


def test_no_cell_has_no_frontier_and_a_share_above_one_is_refused():
    model = model_of(
        Case(
            cells_table(cell("00001", gap_low=0)), gifts_table(gift("G", units=1, category="meals"))
        )
    )
    assert frontier_points(model, EXACT) == []
    with pytest.raises(ValueError, match="steps"):
        frontier_points(model, EXACT, (1.5,))
    assert np.array_equal(model.cell, [])


@pytest.mark.parametrize("mode", ["fair_first", "proportional", "effect_first"])
@pytest.mark.parametrize("seed", range(4))
def test_a_plan_that_is_there_saves_the_search_and_changes_nothing(seed, mode):
    case = random_case(seed, communes=3, categories=2, gifts=3, largest=40, scale=0.5)
    rules = replace(EXACT, mode=mode)
    more = {"ages": case.ages, "held": case.held, "rules": rules}
    plan = allocate(case.cells, case.gifts, **more)
    alone = frontier(case.cells, case.gifts, **more)
    beside = frontier(case.cells, case.gifts, **more, allocation=plan)
    assert set(alone["status"]) == {"optimal"}
    told = ["step", "floor", "effect", "price_of_fairness"]
    pd.testing.assert_frame_equal(beside[told], alone[told])
