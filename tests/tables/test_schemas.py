"""The schemas: every bad cell named, nothing converted into something it was not."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.errors import InputFaults, NotFound
from needs.tables import BASES, COLUMNS, TABLES, table, weakest_basis


@pytest.fixture
def floors() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "category": ["health", "meals", "play"],
            "part": [1, 1, 1],
            "cells": [3, 4, 5],
            "floor_before": [0.1, 0.2, None],
            "floor_stage1": [0.3, 0.4, 0.5],
            "floor_stage2": [0.3, 0.4, 0.5],
        }
    )


@pytest.fixture
def support() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "commune_code": ["01290", "01294"],
            "commune": ["Xã Bảo Lâm", "Xã Lý Bôn"],
            "district_code": ["042", "042"],
            "district": ["Huyện Bảo Lâm"] * 2,
            "zone": ["III", "III"],
            "category": ["health"] * 2,
            "donor_id": ["a", "a"],
            "donor": ["Nhà tài trợ A"] * 2,
            "period": ["2026"] * 2,
            "children": pd.array([10, pd.NA], dtype="Int64"),
            "units": [1.5, None],
            "amount_vnd": pd.array([pd.NA, 5_000_000], dtype="Int64"),
            "basis": ["returned", "illustrative"],
            "source": ["sổ của xã"] * 2,
        }
    )


def faults_of(name: str, frame: pd.DataFrame) -> dict[str, str]:
    with pytest.raises(InputFaults) as told:
        table(name).check(frame)
    return {fault.where: fault.found for fault in told.value.faults}


def test_every_column_of_every_table_is_in_the_dictionary():
    for entry in TABLES.values():
        assert set(entry.key) <= set(entry.columns) <= set(COLUMNS)
        assert len(set(entry.columns)) == len(entry.columns)


def test_the_tables_of_the_card_have_the_columns_of_the_card():
    asked = {
        "communes": {"commune_code", "commune", "district", "zone"},
        "need": {"commune_code", "district", "zone", "category", "children_eligible", "quantity",
                 "unit", "unit_price_vnd", "cost_vnd", "basis"},
        "gap": {"commune_code", "district", "category", "children_target", "covered_low",
                "covered_high", "gap_low", "gap_high", "basis"},
        "allocation": {"donor_id", "commune_code", "district", "category", "quantity", "cost_vnd",
                       "basis"},
        "open_needs": {"commune_code", "district", "category", "gap_low", "gap_high", "basis"},
    }  # fmt: skip
    for name, columns in asked.items():
        assert columns <= set(table(name).columns)


def test_every_bad_cell_is_named_by_column_and_row(floors):
    floors.loc[0, "floor_before"] = 1.5
    floors.loc[2, "floor_stage1"] = -0.1
    faults = faults_of("floors", floors)
    assert {where: float(found) for where, found in faults.items()} == {
        "floor_before [0]": 1.5,
        "floor_stage1 [2]": -0.1,
    }


def test_missing_is_kept_where_it_may_be_and_refused_where_not(support):
    checked = table("support").check(support)
    assert pd.isna(checked.children[1])
    assert pd.isna(checked.amount_vnd[0])
    support.loc[0, "donor"] = None
    assert list(faults_of("support", support)) == ["donor [0]"]


def test_a_repeated_key_is_a_fault(floors):
    floors.loc[1, "category"] = "health"
    assert set(faults_of("floors", floors).values()) == {"health", "1"}, "category and part"


def test_a_missing_column_is_named(floors):
    assert list(faults_of("floors", floors.drop(columns="floor_stage1"))) == ["floor_stage1"]


def test_columns_and_rows_come_in_one_order(floors):
    mixed = floors.sample(frac=1, random_state=588)[floors.columns[::-1]].assign(more=1)
    checked = table("floors").check(mixed)
    assert list(checked.columns) == list(table("floors").columns)
    assert checked.equals(table("floors").check(floors))


@pytest.mark.parametrize("code", ["1290", "0129", "012900", "1290.0", "O1290"])
def test_a_commune_code_has_five_digits(support, code):
    support.loc[0, "commune_code"] = code
    assert code in faults_of("support", support).values()


@pytest.mark.parametrize(("column", "code"), [("district_code", "42"), ("district_code", "01290")])
def test_a_district_code_has_three_digits(support, column, code):
    support[column] = code
    assert code in faults_of("support", support).values()


def test_a_basis_outside_the_list_is_a_fault(support):
    support.loc[1, "basis"] = "certain"
    assert faults_of("support", support) == {"basis [1]": "certain"}


@pytest.mark.parametrize("typed", ["Lò Thị Vượn", "0917 285 746", "cháu Vượn sinh 23/7/2011"])
@pytest.mark.parametrize(
    "column", ["commune_code", "children", "units", "amount_vnd", "zone", "basis"]
)
def test_a_child_typed_in_a_wrong_column_is_not_repeated(support, column, typed):
    """Only that something stands there, and where: numbers, codes and choices of a list."""
    support[column] = support[column].astype("object")
    support.loc[0, column] = typed
    told = faults_of("support", support)
    assert any(where.startswith(column) for where in told)
    assert not any(part in " ".join(told.values()) for part in ("Vượn", "Thị", "285", "2011"))


def test_half_a_child_is_a_fault(support):
    support["children"] = pd.array([10.5, 3.0], dtype="Float64")
    assert any("children" in where for where in faults_of("support", support))


@pytest.mark.parametrize("value", [None, "không", 2])
def test_a_flag_is_true_or_false_and_nothing_becomes_one(value):
    """Coercing would make «không» (no) true, and an unknown flag false."""
    for name in ("gap", "communes"):
        found = table(name)
        flags = [one for one in found.columns if found.column(one).kind == "flag"]
        # A commune may not be known to be on the list; nothing else may be open.
        flags = [one for one in flags if value is not None or not found.column(one).nullable]
        for flag in flags:
            row = {one: _good(one) for one in found.columns} | {flag: value}
            with pytest.raises(InputFaults, match=flag):
                found.check(pd.DataFrame([row]))
            assert len(found.check(pd.DataFrame([row | {flag: True}]))) == 1
    assert flags


def test_what_is_not_known_of_a_commune_stays_unknown():
    """Without a list nobody knows whether a commune is specially disadvantaged."""
    communes = table("communes")
    row = {one: _good(one) for one in communes.columns}
    for value in (None, pd.NA, True, False):
        rows = pd.DataFrame([row | {"specially_disadvantaged": value, "zone": pd.NA}])
        kept = communes.check(rows).specially_disadvantaged
        assert kept.dtype == "boolean"
        assert pd.isna(kept[0]) if value is None or value is pd.NA else bool(kept[0]) is value


def _good(name: str) -> object:
    column = COLUMNS[name]
    codes = {"commune_code": "01290", "district_code": "042", "province_code": "04"}
    by_kind = {"text": "chữ", "count": 1, "money": 1, "number": 1.0, "rate": 0.5, "flag": False}
    return codes.get(name) or (column.allowed[0] if column.allowed else by_kind[column.kind])


def test_an_unknown_table_lists_the_valid_ones():
    with pytest.raises(NotFound, match="open_needs"):
        table("gaps")


def test_the_weakest_of_several_bases_wins():
    assert weakest_basis("official", "estimated", "returned") == "estimated"
    assert weakest_basis("assumption", "illustrative", None) == "illustrative"
    assert [weakest_basis(basis) for basis in BASES] == list(BASES)
