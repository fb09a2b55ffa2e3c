"""What a wider limit would bring: duals known by hand, and never told without a second solve."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needs.allocation import AllocationRules, allocate, binding_limits, check_allocation, next_gift
from needs.allocation.beside.next_gift import cells_beside, open_gift

from .allocation_cases import cell, cells_table, gift, gifts_table, random_case

EXACT = AllocationRules(epsilon=0.0, mip_gap=0.0)


def limits(cells, gifts, *, step_vnd=1000, **given_so):
    made = allocate(cells, gifts, rules=EXACT, **given_so)
    table = binding_limits(cells, gifts, made, step_vnd=step_vnd, **given_so)
    return table.set_index(["gift_id", "limit"])


def test_a_further_million_serves_children_at_their_price():
    # One child costs 100 000 đồng and counts 3: a million serves 10, effect 30.
    cells = cells_table(cell("00001", priority=3.0, package_children=1, unit_price_vnd=100_000))
    gifts = gifts_table(gift("D", budget_vnd=4_000_000))
    # Money of anybody would bring the same: whole packages are asked once for both.
    found = limits(cells, gifts, step_vnd=1_000_000)
    for gift_id in ("D", "*"):
        row = found.loc[(gift_id, "means")]
        assert row["dual_per_million"] == pytest.approx(30)
        assert row["predicted"] == pytest.approx(30)
        assert row["confirmed_split"] == pytest.approx(30)
        assert row["status"] == "yes"
    assert found.loc[("*", "means"), "confirmed"] == pytest.approx(30)
    # More gap alone would bring nothing.
    assert ("D", "gap") not in found.index


def test_where_the_money_is_enough_the_gap_binds():
    cells = cells_table(cell("00001", priority=2.0, gap_low=40))
    gifts = gifts_table(gift("D", budget_vnd=5000))
    found = limits(cells, gifts)
    assert list(found.index) == [("D", "gap")]
    row = found.loc[("D", "gap")]
    # 10 children more could be served by a package: 10 × 2.
    assert row[["predicted", "confirmed", "step"]].to_list() == [20, 20, 10]
    assert row["commune_code"] == "00001"
    assert row["status"] == "yes"


def test_the_number_of_communes_binds():
    # 3000 đồng could fill three communes, the wish allows one: one more brings 100 × 1.
    cells = cells_table(cell("00001"), cell("00002"), cell("00003"))
    gifts = gifts_table(gift("D", budget_vnd=3000, most_communes=1))
    row = limits(cells, gifts).loc[("D", "most_communes")]
    assert row[["predicted", "confirmed", "step", "per"]].to_list() == [100, 100, 1, "communes"]
    assert row["status"] == "yes"


def test_the_most_per_commune_binds():
    # 200 đồng a commune are 2 packages; 1000 đồng more each: 8 packages in both (gap 100).
    cells = cells_table(cell("00001"), cell("00002"))
    gifts = gifts_table(gift("D", budget_vnd=9000, most_per_commune=200))
    row = limits(cells, gifts, step_vnd=500).loc[("D", "most_per_commune")]
    # 500 đồng more in each of two communes: 5 packages of 10 children each.
    assert row[["predicted", "confirmed"]].to_list() == [100, 100]
    assert row["status"] == "yes"


def test_a_dual_that_holds_only_at_the_point_is_not_told_as_a_fact():
    # The dual says 0.1 per đồng, but only one package (100 đồng) is open.
    cells = cells_table(cell("00001", gap_low=50))
    gifts = gifts_table(gift("D", budget_vnd=400))
    found = limits(cells, gifts, step_vnd=1000)
    assert found.loc[("*", "means"), "confirmed"] == 10
    for gift_id in ("D", "*"):
        row = found.loc[(gift_id, "means")]
        assert row["predicted"] == pytest.approx(100)
        assert row["confirmed_split"] == pytest.approx(10)
        assert row["status"] == "no"


def test_floors_that_are_kept_lower_what_a_gift_brings():
    # Fair: both communes rise together; of 1000 đồng 500 go to the lower priority.
    cells = cells_table(
        cell("00001", priority=1.0, package_children=1, unit_price_vnd=10),
        cell("00002", priority=5.0, package_children=1, unit_price_vnd=10),
    )
    made = allocate(cells, gifts_table(gift("D", budget_vnd=1000)), rules=EXACT)
    gifts = gifts_table(gift("D", budget_vnd=1000))
    row = binding_limits(cells, gifts, made, step_vnd=100).set_index(["gift_id", "limit"])
    # With the floors of the plan kept, the next đồng go where a child counts 5.
    assert row.loc[("D", "means"), "predicted"] == pytest.approx(50)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), step=st.sampled_from([100_000, 3_000_000]))
def test_split_packages_never_bring_more_than_the_dual_predicts(seed, step):
    case = random_case(seed, communes=3, categories=2, gifts=4, largest=60)
    given_so = {"ages": case.ages, "held": case.held}
    made = allocate(case.cells, case.gifts, **given_so, rules=AllocationRules(time_limit_s=10))
    table = binding_limits(case.cells, case.gifts, made, **given_so, step_vnd=step)
    assert (table["confirmed_split"] <= table["predicted"] * (1 + 1e-6) + 1e-6).all()
    assert (table["confirmed_split"] >= -1e-6).all()
    told = table[table["status"] == "yes"]
    assert (told["confirmed_split"] >= 0.99 * told["predicted"]).all()
    assert not table.duplicated(["gift_id", "limit"]).any()


def test_the_next_gift_takes_what_is_left_open():
    # The plan leaves 40 and 70 of 100 open; 300 đồng lift the lower one.
    cells = cells_table(cell("00001", gap_low=100), cell("00002", gap_low=100))
    gifts = gifts_table(gift("D", budget_vnd=600, communes=("00001",)), gift("E", budget_vnd=0))
    made = allocate(cells, gifts, rules=EXACT)
    lots = next_gift(cells, gifts, made, 300, rules=EXACT)
    assert lots[["gift_id", "commune_code", "packages", "cost_vnd"]].to_numpy().tolist() == [
        ["next", "00002", 3, 300]
    ]
    assert list(lots.columns) == list(made.lots.columns)
    assert next_gift(cells, gifts, made, 0).empty
    assert next_gift(cells, gifts.iloc[:0], made, 90).empty


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), amount=st.sampled_from([1_000_000, 50_000_000]))
def test_the_next_gift_is_possible_beside_the_plan(seed, amount):
    case = random_case(seed, communes=3, categories=3, gifts=3, scale=0.3, largest=60)
    given_so = {"ages": case.ages, "held": case.held}
    rules = AllocationRules(time_limit_s=10)
    made = allocate(case.cells, case.gifts, **given_so, rules=rules)
    lots = next_gift(case.cells, case.gifts, made, amount, rules=rules)
    assert lots["cost_vnd"].sum() <= amount
    reached = lots.groupby(["commune_code", "category"])[["children_reached", "places"]].sum()
    still_open = made.coverage.set_index(["commune_code", "category"])["children_open"]
    for key, row in reached.iterrows():
        assert row.sum() <= still_open[key]
    beside = cells_beside(case.cells, made)
    gifts = open_gift(case.gifts, amount)
    assert check_allocation(beside, gifts, allocate(beside, gifts, rules=rules)) == []
