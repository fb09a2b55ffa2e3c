"""A new province is data only: files written by hand, no line of code.

The list is invented («danh sách giả để thử»): Thanh Hóa's real list is not here, its totals are.
"""

from __future__ import annotations

import pandas as pd
import pytest

from needs.assessment import assess
from needs.errors import InputFaults
from needs.programmes import list_programmes

from .third_programme import PROGRAMME, write_third


def test_the_programme_is_there_beside_the_others(third_root, data):
    assert list_programmes(third_root) == sorted([*list_programmes(data), PROGRAMME])


def test_its_communes_stand_in_their_former_districts(third):
    assert third.tables["communes"].district.value_counts().to_dict() == {
        "Huyện Mường Lát": 2,
        "Huyện Quan Sơn": 2,
        "Thị xã Nghi Sơn": 1,
    }
    assert set(third.tables["communes"].population_basis) == {"official"}


def test_its_two_targets_count_different_children(third):
    """Swimming: 90 % of half the children of all five communes; warm sets: all in zone III."""
    gap = third.tables["gap"]
    children = third.tables["communes"].set_index("commune_code").children
    swimming = gap[gap.category == "swimming"].set_index("commune_code")
    warm = gap[gap.category == "warm_sets"].set_index("commune_code")
    assert sorted(swimming.index) == ["14845", "14848", "15010", "15016", "16591"]
    assert sorted(warm.index) == ["14845", "14848", "16591"]
    for code, row in swimming.iterrows():
        assert abs(row.children_target - 0.45 * children[code]) <= 1
    assert warm.children_target.to_dict() == children[warm.index].to_dict()


def test_its_support_covers_who_is_served_this_year(third):
    """Hội A 300 and Hội B 200 in 2026: 300 to 500 children; Hội B's 900 of 2025 cover nobody."""
    gap = third.tables["gap"].set_index(["category", "commune_code"])
    row = gap.loc[("warm_sets", "14845")]
    assert [row.support_sources, row.covered_low, row.covered_high] == [2, 300, 500]


def test_its_donors_give_what_they_wish_under_the_old_name_of_a_district(third):
    lots = third.tables["allocation"]
    coast, store = (lots[lots.donor_id == donor] for donor in ("ven-bien", "kho-am"))
    assert set(coast.district) == {"Thị xã Nghi Sơn"}
    assert 0 < coast.cost_vnd.sum() <= 50_000_000
    assert set(store.zone) == {"III"}
    assert set(store.category) == {"warm_sets"}
    assert store.quantity.sum() == 500
    assert (
        third.of_district("Tĩnh Gia")
        .tables["allocation"]
        .donor_id.isin(["ven-bien", "kho-am"])
        .all()
    )


def test_its_list_is_shown_as_unchecked_and_as_what_it_is(third):
    checks = third.tables["checks"].set_index("check")
    assert set(checks.status[checks.index.str.startswith("thanh-hoa-gia")]) == {"unchecked"}
    assert third.tables["communes"].area_list.unique().tolist() == [
        "danh sách giả để thử ngày 01/05/2026"
    ]


def test_nothing_of_it_is_illustrative_unless_its_data_are(third):
    assert not third.illustrative


def test_checked_against_the_real_totals_the_invented_list_is_refused(data_copy):
    """The decision counts 78 communes, 57 of them in zone III; the invented list has 5 and 3."""
    third_root = write_third(data_copy)
    index = third_root / "reference" / "area_lists.csv"
    rows = pd.read_csv(index, dtype="str", keep_default_na=False)
    rows.loc[rows.list_id == "thanh-hoa-gia", "totals_decision"] = "60/QĐ-BDTTG 2026"
    rows.to_csv(index, index=False, encoding="utf-8")
    with pytest.raises(InputFaults) as told:
        assess(PROGRAMME, third_root)
    shown = {fault.where: (fault.found[:2], fault.expected[:3]) for fault in told.value.faults}
    assert shown["total"] == ("5 ", "78 ")
    assert shown["zone_III"] == ("3 ", "57 ")
