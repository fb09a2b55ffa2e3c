"""Every list against the official totals; what has no official total is shown as unchecked."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.areas import area_list_on, check_against_totals, read_area_totals
from needs.errors import InputFaults

TOTALS = "reference/area_totals.csv"
INDEX = "reference/area_lists.csv"
CAO_BANG_LIST = "reference/areas/cao-bang-2026-2030.csv"


@pytest.fixture
def checks_of(gazetteer, data):
    def check(province="04", root=data):
        day, edition = {
            "04": (dt.date(2026, 1, 1), "2025"),
            "58": (dt.date(2025, 6, 30), "pre-2025"),
        }[province]
        listed = area_list_on(
            day, province_code=province, edition=edition, root=root, gazetteer=gazetteer
        )
        return check_against_totals(listed, root).set_index("check")

    return check


@pytest.mark.parametrize(
    ("province", "found"), [("04", ["56", "1", "2", "53"]), ("58", ["28", "12", "1", "15"])]
)
def test_the_lists_agree_with_the_official_totals(checks_of, province, found):
    checks = checks_of(province)
    assert checks.found.tolist() == found
    assert checks.expected[checks.status == "ok"].tolist() == (
        checks.found[checks.status == "ok"].tolist()
    )
    assert checks.status.iloc[-1] == "ok", "zone III is what the whole programme rests on"


def test_a_list_that_lost_a_commune_shows_both_counts(checks_of, edit):
    """One commune of zone III is left out: 55 of 56 in all, 52 of 53 in zone III."""
    root = edit(
        CAO_BANG_LIST, lambda listed: listed.drop(index=listed[listed.zone == "III"].index[0])
    )
    with pytest.raises(InputFaults) as told:
        checks_of(root=root)
    assert [(fault.where, fault.found, fault.expected) for fault in told.value.faults] == [
        ("total", "55 xã trong danh sách", "56 xã theo 60/QĐ-BDTTG 2026"),
        ("zone_III", "52 xã trong danh sách", "53 xã theo 60/QĐ-BDTTG 2026"),
    ]


def test_a_commune_moved_to_another_zone_is_noticed_though_the_total_agrees(checks_of, edit):
    def move(listed: pd.DataFrame) -> pd.DataFrame:
        listed.loc[listed[listed.zone == "III"].index[0], "zone"] = "II"
        return listed

    with pytest.raises(InputFaults) as told:
        checks_of(root=edit(CAO_BANG_LIST, move))
    assert [fault.where for fault in told.value.faults] == ["zone_II", "zone_III"]


def test_a_count_without_official_figure_is_unchecked_not_ok(checks_of, edit):
    def forget(totals: pd.DataFrame) -> pd.DataFrame:
        chosen = (totals.province == "Cao Bằng") & totals.decision.str.contains("2026")
        totals.loc[chosen, "zone_II"] = ""
        return totals

    checks = checks_of(root=edit(TOTALS, forget))
    assert checks.status.tolist() == ["ok", "ok", "unchecked", "ok"]
    assert "chưa có số chính thức" in checks.expected.iloc[2]


def test_a_list_that_names_no_totals_is_unchecked(checks_of, edit):
    root = edit(INDEX, lambda index: index.assign(totals_decision=""))
    assert set(checks_of(root=root).status) == {"unchecked"}


@pytest.mark.parametrize(
    ("column", "wrong"), [("totals_decision", "60/QĐ-BDTTG 2062"), ("province", "Cao Bang")]
)
def test_a_reference_to_totals_that_do_not_exist_is_a_fault(checks_of, edit, column, wrong):
    """A slip of the pen in the index must not switch the check off."""

    def misspell(index: pd.DataFrame) -> pd.DataFrame:
        index.loc[index.province_code == "04", column] = wrong
        return index

    with pytest.raises(InputFaults, match=wrong):
        checks_of(root=edit(INDEX, misspell))


def test_totals_of_provinces_whose_lists_are_not_here_are_ready(data):
    totals = read_area_totals(data)
    thanh_hoa = totals[(totals.province == "Thanh Hóa") & totals.decision.str.contains("2026")]
    assert thanh_hoa[["total", "zone_I", "zone_II", "zone_III"]].to_numpy().tolist() == [
        [78, 4, 17, 57]
    ]


def test_zones_add_up_to_the_total_wherever_all_are_given(data):
    totals = read_area_totals(data).dropna(subset=["total", "zone_I", "zone_II", "zone_III"])
    assert len(totals) > 20
    assert (totals.zone_I + totals.zone_II + totals.zone_III == totals.total).all()


def test_a_total_with_a_thousands_dot_is_a_fault(data, edit):
    """«1.056» is how a Vietnamese report writes 1056; as a number it would be 1,056."""

    def dotted(totals: pd.DataFrame) -> pd.DataFrame:
        totals.loc[0, "total"] = "1.056"
        totals.loc[1, "total"] = "1.000"
        return totals

    with pytest.raises(InputFaults) as told:
        read_area_totals(edit(TOTALS, dotted))
    assert [fault.found for fault in told.value.faults] == ["1.056", "1.000"]
