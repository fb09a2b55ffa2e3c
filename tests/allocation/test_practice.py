"""Usual practice, played honestly: by its own rules, within every limit."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.allocation import AllocationRules, allocate, compare_practice
from needs.allocation.beside.practice import practice_lots
from needs.allocation.checking.check_limits import Given, check_ages, check_gaps, check_gifts
from needs.allocation.checking.check_lots import check_lots
from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model
from needs.errors import FaultCollector

from .allocation_cases import cell, cells_table, gift, gifts_table, random_case

EXACT = AllocationRules(epsilon=0.0, mip_gap=0.0, floor_nodes=10_000, time_limit_s=20)


def lots_of(cells, gifts, *, ages=None, held=None, came=None):
    inputs = checked_inputs(cells, gifts, ages, held)
    model, _ = build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held)
    return practice_lots(inputs, model, came=came)


def served(lots):
    return {
        (row["gift_id"], row["commune_code"]): row["packages"] for row in lots.to_dict("records")
    }


def test_down_the_list_fills_the_first_commune_before_the_second():
    cells = cells_table(
        cell("00001", priority=1.0), cell("00002", priority=3.0), cell("00003", priority=2.0)
    )
    gifts = gifts_table(gift("A", budget_vnd=1200), gift("B", budget_vnd=300))
    # 00002 first: 10 packages of A; 00003: the last 2 of A, then 3 of B; nothing for 00001.
    expected = {("A", "00002"): 10, ("A", "00003"): 2, ("B", "00003"): 3}
    assert served(lots_of(cells, gifts)["rank"]) == expected


def test_first_come_first_served_goes_by_donor():
    cells = cells_table(cell("00001", gap_low=20), cell("00002"), cell("00003"))
    gifts = gifts_table(
        gift("A", budget_vnd=500), gift("B", budget_vnd=1100, communes=("00003", "00002"))
    )
    # A: 2 packages fill 00001, 3 go to 00002. B begins with what it named first: 00003.
    expected = {("A", "00001"): 2, ("A", "00002"): 3, ("B", "00003"): 10, ("B", "00002"): 1}
    assert served(lots_of(cells, gifts)["first_come"]) == expected
    # B came first: nothing else changes here but that 00002 has one less to fill.
    assert served(lots_of(cells, gifts, came=("B",))["first_come"]) == expected


def test_a_donor_whose_wish_cannot_be_kept_on_the_way_withdraws_and_the_next_takes_its_place():
    cells = cells_table(cell("00001", gap_low=30, priority=2.0), cell("00002"))
    gifts = gifts_table(
        gift("A", budget_vnd=800, whole=True, communes=("00001",)),
        gift("B", budget_vnd=500, least_per_commune=400),
        gift("C", budget_vnd=200),
    )
    # A can never give 800 đồng in 00001. B: 3 packages in 00001 are less than its least, and it
    # withdraws from there; C fills 2 of 3; B gives its 5 in 00002.
    expected = {("C", "00001"): 2, ("B", "00002"): 5}
    assert served(lots_of(cells, gifts)["rank"]) == expected


def test_side_by_side_on_the_same_data():
    # 10 packages of 10 children for two communes of 100.
    cells = cells_table(cell("00001", priority=1.0), cell("00002", priority=2.0))
    gifts = gifts_table(gift("A", budget_vnd=1000))
    ours = allocate(cells, gifts, rules=EXACT)
    table = compare_practice(cells, gifts, ours).set_index("plan")
    assert table["lowest_coverage"].to_dict() == {"ours": 0.5, "rank": 0.0, "first_come": 0.0}
    assert table["gini"].to_dict() == {"ours": 0.0, "rank": 0.5, "first_come": 0.5}
    assert table["children_reached"].to_dict() == {"ours": 100, "rank": 100, "first_come": 100}
    assert table["effect"].to_dict() == {"ours": 150.0, "rank": 200.0, "first_come": 100.0}
    assert table["cells_at_zero"].to_dict() == {"ours": 0, "rank": 1, "first_come": 1}
    assert set(table["unspent_vnd"]) == {0}


@pytest.mark.parametrize("seed", range(12))
def test_practice_keeps_every_limit_too(seed):
    case = random_case(seed, communes=5, categories=3, gifts=6, scale=0.5)
    inputs = checked_inputs(case.cells, case.gifts, case.ages, case.held)
    cells = {(r["commune_code"], r["category"]): r for r in inputs.cells.to_dict("records")}
    gifts = {r["gift_id"]: r for r in inputs.gifts.to_dict("records")}
    ages = {}
    for row in inputs.ages.to_dict("records"):
        ages.setdefault((row["commune_code"], row["category"]), {})[row["age"]] = row["children"]
    faults, plans = FaultCollector("practice"), lots_of(*case[:2], ages=case.ages, held=case.held)
    for lots in plans.values():
        known = check_lots(faults, lots, cells, gifts)
        given_now = Given(known, inputs.held)
        check_gifts(faults, given_now, gifts, inputs.cells)
        check_gaps(faults, given_now, cells)
        check_ages(faults, known, cells, gifts, ages, inputs.held)
    assert faults.faults == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), scale=st.sampled_from([0.2, 0.6, 1.0]))
def test_nobody_raises_the_lowest_coverage_higher_than_our_plan(seed, scale):
    case = random_case(seed, communes=3, categories=2, gifts=4, scale=scale, largest=40)
    given_so = {"ages": case.ages, "held": case.held}
    ours = allocate(case.cells, case.gifts, **given_so, rules=EXACT)
    if (ours.stages["status"] == "limit").any():
        return
    table = compare_practice(case.cells, case.gifts, ours, **given_so).set_index("plan")
    lowest = table["lowest_coverage"]
    if lowest.notna().all():
        assert lowest["ours"] >= lowest[["rank", "first_come"]].max() - 1e-9
