"""Tables that cannot be used are refused, with every fault named."""

import pandas as pd
import pytest

from needs.allocation.given.inputs import checked_inputs
from needs.errors import InputFaults

from .allocation_cases import (
    ages_table,
    cell,
    cells_table,
    gift,
    gifts_table,
    held_table,
    offered_table,
    random_case,
    shuffled,
)


def faults_of(*tables):
    with pytest.raises(InputFaults) as refused:
        checked_inputs(*tables)
    return [f"{fault.where} | {fault.found} | {fault.expected}" for fault in refused.value.faults]


def test_missing_columns_are_all_named():
    cells = cells_table(cell("00001")).drop(columns=["gap_low", "zone"])
    gifts = gifts_table(gift("G", budget_vnd=1)).drop(columns="basis")
    held = held_table(("G", "00001", "meals", 1, 1)).drop(columns="taken")
    found = " ".join(faults_of(cells, gifts, None, held))
    assert all(name in found for name in ("gap_low", "zone", "basis", "taken"))


def test_all_faults_of_all_tables_come_together():
    cells = cells_table(
        cell("00001", children_target=0, gap_low=-1, priority=-0.5),
        cell("00002", gap_low=101, unit_price_vnd=1.5, months=(13,)),
        cell("00003", priority=float("nan"), package_children=True, counted="cows"),
        cell("00004"),
        cell("00004", held=-1),
    )
    gifts = gifts_table(
        gift("A", budget_vnd=-1, zones="III"),
        gift("B", budget_vnd=pd.NA),
        gift("C", units=5),
        gift("C", units=5, category="meals", share=0.5),
        gift("D", children=5, category="meals", months=13, joins=True),
        gift("E", budget_vnd=5, most_communes=0, from_age=6, to_age=3, visit_months=(0,)),
        gift("F", budget_vnd=9, least_per_commune=7, most_per_commune=5, share=1.5),
        gift("H", budget_vnd=9, units=3, category="meals", funding="cash"),
        gift("I", budget_vnd=9, funding="gold", whole="yes"),
    )
    held = held_table(("A", "00001", "meals", -1, 1))
    offered = offered_table(("A", "", "00001", "meals", 1.5))
    found = faults_of(cells, gifts, None, held, offered)
    expected = [
        ("00001 × meals", "children_target = 0"),
        ("00001 × meals", "gap_low = -1"),
        ("00001 × meals", "priority = -0.5"),
        ("00002 × meals", "gap_low = 101"),
        ("00002 × meals", "unit_price_vnd = 1.5"),
        ("00002 × meals", "months = (13,)"),
        ("00003 × meals", "priority = nan"),
        ("00003 × meals", "package_children = True"),
        ("00003 × meals", "counted = 'cows'"),
        ("00004 × meals", "nhiều dòng"),
        ("00004 × meals", "held = -1"),
        ("gifts: A", "budget_vnd = -1"),
        ("gifts: A", "zones = 'III'"),
        ("gifts: B", "budget_vnd = "),
        ("gifts: C", "category = "),
        ("gifts: C", "share = 0.5, funding = stock"),
        ("gifts: C", "nhiều dòng"),
        ("gifts: D", "months = 13"),
        ("gifts: D", "joins = True"),
        ("gifts: E", "most_communes = 0"),
        ("gifts: E", "from_age = 6 > to_age = 3"),
        ("gifts: E", "visit_months = (0,)"),
        ("gifts: F", "least_per_commune = 7 > most_per_commune = 5"),
        ("gifts: F", "share = 1.5"),
        ("gifts: H", "units = 3"),
        ("gifts: I", "funding = 'gold'"),
        ("gifts: I", "whole = 'yes'"),
        ("held: A", "count = -1"),
        ("offered: A", "packages = 1.5"),
    ]
    for where, what in expected:
        assert any(where in fault and what in fault for fault in found), (where, what)
    assert len(found) == len(expected)


def test_ages_have_to_add_up_to_the_gap():
    cells = cells_table(cell("00001", gap_low=12), cell("00002", gap_low=12))
    ages = ages_table(("00001", "meals", {3: 5, 4: 7}), ("00002", "meals", {3: 5, 4: 6}))
    gifts = gifts_table(gift("G", budget_vnd=1))
    found = faults_of(cells, gifts, ages)
    assert len(found) == 1
    assert "00002 × meals" in found[0]
    assert "11 trẻ" in found[0]


def test_codes_read_as_numbers_are_refused():
    cells = cells_table(cell("00001")).assign(commune_code=1)
    gifts = gifts_table(gift("G", budget_vnd=1))
    assert any("commune_code = 1" in fault for fault in faults_of(cells, gifts))


def test_what_is_missing_stays_missing_whatever_the_column_type():
    cells = cells_table(cell("00001"), cell("00002", gap_low=pd.NA, unit_price_vnd=pd.NA))
    gifts = gifts_table(gift("G", budget_vnd=500))
    typed = cells.assign(
        gap_low=cells["gap_low"].astype("Float64").astype("float64"),
        unit_price_vnd=cells["unit_price_vnd"].astype("Int64"),
    )
    ours = checked_inputs(cells, gifts)
    other = checked_inputs(typed, gifts.astype({"budget_vnd": "Int64", "units": "Float64"}))
    pd.testing.assert_frame_equal(ours.cells, other.cells)
    pd.testing.assert_frame_equal(ours.gifts, other.gifts)
    assert ours.cells["gap_low"].isna().to_list() == [False, True]
    assert ours.cells["unit_price_vnd"].isna().to_list() == [False, True]


def test_what_is_not_given_is_an_empty_table():
    inputs = checked_inputs(cells_table(cell("00001")), gifts_table(gift("G", budget_vnd=500)))
    assert len(inputs.ages) == len(inputs.held) == len(inputs.offered) == 0


def test_promises_to_one_cell_are_added_up():
    held = held_table(("G", "00001", "meals", 10, 100), ("G", "00001", "meals", 20, 200))
    gifts = gifts_table(gift("G", budget_vnd=500))
    inputs = checked_inputs(cells_table(cell("00001", held=30)), gifts, None, held)
    assert inputs.held[["count", "taken"]].to_numpy().tolist() == [[30, 300]]


def test_row_order_never_changes_the_tables():
    case = random_case(3, communes=4, categories=3, gifts=6)
    other = shuffled(case, 1)
    ours, theirs = checked_inputs(*case), checked_inputs(*other)
    for name in ("cells", "gifts", "ages", "held"):
        pd.testing.assert_frame_equal(getattr(ours, name), getattr(theirs, name))
