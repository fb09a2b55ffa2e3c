"""Tables that cannot be used are refused, with every fault named."""

import pandas as pd
import pytest

from needs.allocation import allocate
from needs.errors import InputFaults

from .allocation_cases import cell, cells_table, donor, donors_table


def faults_of(cells, donors):
    with pytest.raises(InputFaults) as refused:
        allocate(cells, donors)
    return [f"{fault.where} | {fault.found} | {fault.expected}" for fault in refused.value.faults]


def test_missing_columns_are_all_named():
    cells = cells_table(cell("00001")).drop(columns=["gap_low", "zone"])
    donors = donors_table(donor("D", budget_vnd=1)).drop(columns="basis")
    found = " ".join(faults_of(cells, donors))
    assert all(name in found for name in ("gap_low", "zone", "basis"))


def test_all_faults_of_both_tables_come_together():
    cells = cells_table(
        cell("00001", children_target=0, gap_low=-1, priority=-0.5),
        cell("00002", gap_low=101, unit_price_vnd=1.5),
        cell("00003", priority=float("nan"), package_children=True),
        cell("00004"),
        cell("00004"),
    )
    donors = donors_table(
        donor("A", budget_vnd=-1, zones="III"),
        donor("B"),
        donor("C", stock_units=5),
        donor("C", stock_category="meals", stock_units=-5),
    )
    found = faults_of(cells, donors)
    expected = [
        ("00001 × meals", "children_target = 0"),
        ("00001 × meals", "gap_low = -1"),
        ("00001 × meals", "priority = -0.5"),
        ("00002 × meals", "gap_low = 101"),
        ("00002 × meals", "unit_price_vnd = 1.5"),
        ("00003 × meals", "priority = nan"),
        ("00003 × meals", "package_children = True"),
        ("00004 × meals", "nhiều dòng"),
        ("donors: A", "budget_vnd = -1"),
        ("donors: A", "zones = 'III'"),
        ("donors: B", "không có tiền"),
        ("donors: C", "chỉ có một trong hai"),
        ("donors: C", "stock_units = -5"),
        ("donors: C", "nhiều dòng"),
    ]
    for where, what in expected:
        assert any(where in fault and what in fault for fault in found), (where, what)
    assert len(found) == len(expected)


def test_an_earmark_on_a_place_without_a_cell_admits_nothing():
    cells = cells_table(cell("00001"))
    donors = donors_table(
        donor("HERE", budget_vnd=100),
        donor("ELSEWHERE", budget_vnd=100, communes=("99999",)),
        donor("RADIOS", stock_category="radios", stock_units=5),
    )
    allocation = allocate(cells, donors)
    assert allocation.lots["donor_id"].to_list() == ["HERE"]
    use = allocation.donor_use.set_index("donor_id")
    assert use.loc["ELSEWHERE", "unspent_reason"] == "no_admitted_cell"
    assert use.loc["RADIOS", "stock_reason"] == "no_admitted_cell"


def test_codes_read_as_numbers_are_refused():
    cells = cells_table(cell("00001")).assign(commune_code=1)
    donors = donors_table(donor("D", budget_vnd=1))
    assert any("commune_code = 1" in fault for fault in faults_of(cells, donors))


def test_nullable_and_floating_columns_are_read_the_same():
    cells = cells_table(cell("00001"), cell("00002", gap_low=pd.NA))
    donors = donors_table(donor("D", budget_vnd=500))
    typed = cells.assign(gap_low=cells["gap_low"].astype("Float64").astype("float64"))
    pd.testing.assert_frame_equal(
        allocate(cells, donors).coverage,
        allocate(typed, donors.astype({"budget_vnd": "Int64"})).coverage,
    )
