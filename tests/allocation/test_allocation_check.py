"""The second look finds what it is there to find."""

from dataclasses import replace

import pytest

from needs.allocation import allocate, check_allocation

from .allocation_cases import cell, cells_table, donor, donors_table

CELLS = cells_table(
    cell("00001", gap_low=55), cell("00002", zone="I"), cell("00001", "books", gap_low=None)
)
DONORS = donors_table(
    donor("MONEY", budget_vnd=450, zones=("III",), categories=("meals",)),
    donor("GOODS", stock_category="meals", stock_units=6),
)


@pytest.fixture
def allocation():
    made = allocate(CELLS, DONORS)
    assert check_allocation(CELLS, DONORS, made) == []
    return made


def faults(allocation, table, column, value, *, row=0):
    frame = getattr(allocation, table).copy()
    if isinstance(value, float) and frame[column].dtype == "int64":
        frame[column] = frame[column].astype("float64")
    frame.loc[frame.index[row], column] = value
    found = check_allocation(CELLS, DONORS, replace(allocation, **{table: frame}))
    return " ".join(map(str, found))


def money_row(allocation):
    return int((allocation.lots["donor_id"] == "MONEY").to_numpy().argmax())


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("packages", 50, "<= budget_vnd = 450"),
        ("packages", 50, "<= gap_low = 55"),
        ("packages", 1.5, "packages = 1.5"),
        ("packages", 0, "packages = 0"),
        ("quantity", 99, "quantity = 99"),
        ("children_reached", 1, "children_reached = 1"),
        ("cost_vnd", 1, "cost_vnd = 1"),
        ("unit_price_vnd", 1, "unit_price_vnd = 1"),
        ("commune_code", "00002", "zone = I"),
        ("commune_code", "77777", "không có trong cells"),
        ("donor_id", "NOBODY", "không có trong donors"),
        ("funding", "loan", "funding = loan"),
        ("funding", "stock", "hàng loại"),
        ("category", "books", "chưa rõ khoảng thiếu"),
        ("category", "books", "category = books"),
        ("basis", "official", "basis = official"),
    ],
)
def test_a_wrong_lot_is_found(allocation, column, value, found):
    row = money_row(allocation)
    assert found in faults(allocation, "lots", column, value, row=row)


def test_a_lot_too_many_is_found(allocation):
    row = int((allocation.lots["donor_id"] == "GOODS").to_numpy().argmax())
    assert "<= stock_units = 6" in faults(allocation, "lots", "packages", 7, row=row)


@pytest.mark.parametrize(
    ("table", "column", "value", "found"),
    [
        ("coverage", "children_open", 3, "children_open = 3"),
        ("coverage", "reason", "kept_for_others", "kept_for_others"),
        ("coverage", "reason", "", "reason = ''"),
        ("donor_use", "stock_used", 1, "stock_used = 1"),
        ("donor_use", "unspent_reason", "kept_for_others", "kept_for_others"),
        ("floors", "floor_stage2", 0.0, "floor_stage2 = 0.0"),
    ],
)
def test_a_table_that_does_not_follow_from_the_lots_is_found(
    allocation, table, column, value, found
):
    frame = getattr(allocation, table)
    row = int(frame["category"].eq("meals").to_numpy().argmax()) if "category" in frame else 0
    assert found in faults(allocation, table, column, value, row=row)


def test_a_row_missing_is_found(allocation):
    for table in ("coverage", "donor_use"):
        short = replace(allocation, **{table: getattr(allocation, table).iloc[1:]})
        assert any(table in fault.where for fault in check_allocation(CELLS, DONORS, short))
