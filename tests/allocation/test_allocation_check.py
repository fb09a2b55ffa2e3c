"""The second look finds what it is there to find."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from needs.allocation import AllocationRules, allocate, check_allocation
from needs.allocation.checking.check_limits import check_ages
from needs.errors import FaultCollector

from .allocation_cases import (
    Case,
    ages_table,
    cell,
    cells_table,
    gift,
    gifts_table,
    held_table,
    random_case,
)

CASE = Case(
    cells=cells_table(
        cell("00001", gap_low=55, months=(9, 10, 11)),
        cell("00002", zone="I", months=(9, 10, 11)),
        cell("00003", held=10, months=(9, 10, 11)),
        cell("00001", "books", gap_low=None),
        cell("00002", "books", unit_price_vnd=105),
        cell("00003", "class", counted="places", package_children=1, unit_price_vnd=900),
    ),
    gifts=gifts_table(
        gift("MONEY", budget_vnd=450, zones=("III",), categories=("meals",), visit_months=(10,)),
        gift("GOODS", category="meals", units=6, without_communes=("00003",)),
        gift("HALF", budget_vnd=130, share=0.3, categories=("books",)),
        gift("JOINS", donor_id="J", budget_vnd=300, joins=True, categories=("books",)),
        gift("ROOMS", budget_vnd=2000, categories=("class",), least_per_commune=1800),
        gift("GODPARENT", category="meals", children=4, from_age=3, to_age=4, months=9),
        gift("OLD", budget_vnd=900, period="2025", categories=("meals",)),
    ),
    ages=ages_table(
        ("00001", "meals", {3: 5, 4: 5, 5: 45}),
        ("00002", "meals", {3: 10, 5: 90}),
        ("00003", "meals", {3: 1, 5: 99}),
    ),
    held=held_table(("MONEY", "00003", "meals", 10, 100)),
)
PERIOD = "2026"


def second_look(allocation, case=CASE):
    return check_allocation(
        case.cells, case.gifts, allocation, ages=case.ages, held=case.held, period=PERIOD
    )


@pytest.fixture(scope="module")
def allocation():
    made = allocate(CASE.cells, CASE.gifts, ages=CASE.ages, held=CASE.held, period=PERIOD)
    assert second_look(made) == []
    # Every gift but that of another period gives something: each limit has a lot to break it with.
    assert set(made.lots["gift_id"]) == {"MONEY", "GOODS", "HALF", "ROOMS", "GODPARENT"}
    return made


def row_of(frame, key):
    column = "gift_id" if "gift_id" in frame else "category"
    return int((frame[column] == key).to_numpy().argmax())


def faults(allocation, table, key, column, value):
    frame = getattr(allocation, table).copy()
    frame[column] = frame[column].astype("object")
    frame.loc[frame.index[row_of(frame, key)], column] = value
    return " ".join(map(str, second_look(replace(allocation, **{table: frame}))))


@pytest.mark.parametrize(
    ("gift_id", "column", "value", "found"),
    [
        ("MONEY", "packages", 1.5, "packages = 1.5"),
        ("MONEY", "packages", 0, "packages = 0"),
        ("MONEY", "quantity", 99, "quantity = 99"),
        ("MONEY", "children_reached", 1, "children_reached = 1"),
        ("MONEY", "children_reached", 500, "<= gap_low"),
        ("MONEY", "cost_vnd", 1, "cost_vnd = 1"),
        ("MONEY", "paid_vnd", 451, "<= 450"),
        ("MONEY", "partner_vnd", 5, "partner_vnd = 5"),
        ("MONEY", "unit_price_vnd", 1, "unit_price_vnd = 1"),
        ("MONEY", "months", "9; 10", "months = 9; 10"),
        ("MONEY", "commune_code", "00002", "zones của MONEY"),
        ("MONEY", "commune_code", "77777", "không có trong cells"),
        ("MONEY", "category", "class", "categories của MONEY"),
        ("MONEY", "gift_id", "NOBODY", "không có trong gifts"),
        ("MONEY", "gift_id", "OLD", "period = 2025"),
        ("MONEY", "funding", "loan", "funding = loan"),
        ("MONEY", "basis", "official", "basis = official"),
        ("MONEY", "donor", "Ai đó", "donor = Ai đó"),
        ("MONEY", "counted", "places", "counted = places"),
        ("GOODS", "quantity", 7, "<= 6"),
        ("GOODS", "commune_code", "00003", "without_communes của GOODS"),
        ("GOODS", "category", "books", "category của GOODS"),
        ("HALF", "paid_vnd", 33, "paid_vnd = 33"),
        ("HALF", "partner_gift", "", "không ai góp phần còn lại"),
        ("HALF", "partner_gift", "MONEY", "joins = False"),
        ("HALF", "partner_gift", "NOBODY", "không có trong gifts"),
        ("HALF", "partner_gift", "HALF", "cùng nhà tài trợ HALF"),
        ("ROOMS", "paid_vnd", 900, ">= least_per_commune = 1800"),
        ("ROOMS", "places", 1, "places = 1"),
        ("GODPARENT", "children_reached", 40, "3–4 tuổi"),
        ("GODPARENT", "packages", 5, "<= 4"),
    ],
)
def test_a_wrong_lot_is_found(allocation, gift_id, column, value, found):
    assert found in faults(allocation, "lots", gift_id, column, value)


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "found"),
    [
        ("coverage", "meals", "children_open", 3, "children_open = 3"),
        ("coverage", "meals", "held", 7, "held = 7"),
        ("coverage", "meals", "coverage_after", 0.123, "coverage_after = 0.123"),
        ("coverage", "meals", "coverage_before", 0.123, "coverage_before = 0.123"),
        ("coverage", "meals", "reason", "kept_for_others", "kept_for_others"),
        ("coverage", "books", "reason", "", "reason = ''"),
        ("coverage", "meals", "reachable", False, "không với tới được"),
        ("coverage", "meals", "part", pd.NA, "mỗi ô với tới được thuộc một phần"),
        ("gift_use", "GOODS", "used", 1, "used = 1"),
        ("gift_use", "GOODS", "left", 1, "left = 1"),
        ("gift_use", "MONEY", "held_taken", 0, "held_taken = 0"),
        ("gift_use", "MONEY", "communes", 9, "communes = 9"),
        ("gift_use", "OLD", "reason", "kept_for_others", "kept_for_others"),
        ("gift_use", "OLD", "reason", "", "reason = ''"),
        ("floors", "meals", "floor_stage2", 0.0, "floor_stage2 = 0.0"),
        ("floors", "meals", "floor_stage2", 0.9876, "độ bao phủ của một ô"),
        ("floors", "meals", "cells", 9, "cells = 9"),
    ],
)
def test_a_table_that_does_not_follow_from_the_lots_is_found(
    allocation, table, key, column, value, found
):
    assert found in faults(allocation, table, key, column, value)


def test_a_row_missing_or_twice_is_found(allocation):
    for table in ("coverage", "gift_use"):
        short = replace(allocation, **{table: getattr(allocation, table).iloc[1:]})
        assert any(table in fault.where for fault in second_look(short))
    twice = pd.concat([allocation.lots, allocation.lots.iloc[:1]], ignore_index=True)
    assert any(
        "trùng dòng" in fault.found for fault in second_look(replace(allocation, lots=twice))
    )


@pytest.mark.parametrize(
    ("gift_id", "wish", "value", "found"),
    [
        ("MONEY", "budget_vnd", 110, "<= 110"),
        ("MONEY", "most_per_commune", 150, "<= most_per_commune = 150"),
        ("MONEY", "least_per_commune", 449, ">= least_per_commune = 449"),
        ("GOODS", "most_communes", 1, "<= most_communes = 1"),
        ("MONEY", "without_categories", ("meals",), "without_categories"),
        ("MONEY", "without_districts", ("001",), "without_districts"),
        ("MONEY", "communes", ("00009",), "communes của MONEY"),
        ("MONEY", "districts", ("009",), "districts của MONEY"),
        ("MONEY", "visit_months", (1,), "không có tháng chung"),
        ("GOODS", "units", 7, "còn 1, còn thiếu"),
        ("GOODS", "package_units", 4, "quantity = 1 | cần: 4"),
        ("JOINS", "joins", False, "joins = False"),
        ("JOINS", "budget_vnd", 200, "<= 200"),
        ("JOINS", "donor_id", "HALF", "cùng nhà tài trợ"),
        ("HALF", "share", 0.4, "paid_vnd"),
        ("GODPARENT", "from_age", 4, "4–4 tuổi"),
        ("GODPARENT", "months", 3, ""),
    ],
)
def test_a_plan_is_held_against_wishes_that_are_narrower(allocation, gift_id, wish, value, found):
    gifts = CASE.gifts.copy()
    gifts[wish] = gifts[wish].astype("object")
    at = gifts.index[gifts["gift_id"] == gift_id][0]
    gifts.at[at, wish] = value
    told = " ".join(map(str, second_look(allocation, CASE._replace(gifts=gifts))))
    if wish == "months":
        # Meals here are not counted in months: nothing changes.
        assert told == ""
    else:
        assert found in told


def can_be_given(groups, children):
    """Say whether each group (first age, last age, count) gets children of its own: max flow."""
    ages, nodes = len(children), 2 + len(groups) + len(children)
    pipes = np.zeros((nodes, nodes), dtype=np.int32)
    for number, (first, last, count) in enumerate(groups, start=1):
        pipes[0, number] = count
        for age in range(first, last + 1):
            pipes[number, 1 + len(groups) + age] = count
    for age in range(ages):
        pipes[1 + len(groups) + age, nodes - 1] = children[age]
    flow = maximum_flow(csr_array(pipes), 0, nodes - 1).flow_value
    return flow == sum(count for _, _, count in groups)


@settings(max_examples=200, deadline=None)
@given(
    children=st.lists(st.integers(0, 3), min_size=4, max_size=4),
    groups=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 4)), min_size=1, max_size=3
    ),
)
def test_ages_are_kept_exactly_when_every_child_can_have_its_own_gift(children, groups):
    by_age = dict(enumerate(children))
    groups = [(min(s, e), max(s, e), n) for s, e, n in groups]
    key = ("00001", "meals")
    lots = [
        {
            "gift_id": f"G{n}",
            "partner_gift": "",
            "counted": "children",
            "commune_code": key[0],
            "category": key[1],
            "children_reached": count,
        }
        for n, (_, _, count) in enumerate(groups)
    ]
    gifts = {f"G{n}": {"from_age": s, "to_age": e} for n, (s, e, _) in enumerate(groups)}
    faults = FaultCollector("ages")
    cells = {key: {"gap_low": sum(children), "held": 0}}
    check_ages(faults, lots, cells, gifts, {key: by_age}, held_table())
    assert (faults.faults == []) == can_be_given(groups, by_age)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**6), more=st.integers(1, 3))
def test_packages_added_to_a_lot_never_pass(seed, more):
    case = random_case(seed, communes=2, categories=2, gifts=3, largest=60)
    rules = AllocationRules(time_limit_s=10)
    made = allocate(case.cells, case.gifts, ages=case.ages, held=case.held, rules=rules)
    for row in range(len(made.lots)):
        lots = made.lots.copy()
        lot = lots.loc[row]
        for column in ("quantity", "children_reached", "places", "cost_vnd", "paid_vnd"):
            if pd.notna(lot[column]):
                lots.loc[row, column] = lot[column] // lot["packages"] * (lot["packages"] + more)
        lots.loc[row, "packages"] = lot["packages"] + more
        found = check_allocation(
            case.cells, case.gifts, replace(made, lots=lots), ages=case.ages, held=case.held
        )
        assert found
