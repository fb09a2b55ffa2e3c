"""What 5, 30 and 500 million would do beside all proposals."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.programmes import load_programme
from needs.proposals import needs_basket, write_basket
from needs.tables import CELL

from .planned import CODES, cell, figure, gift, planned, read, rows_of_table


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def test_a_small_amount_gives_single_units_in_one_commune(programme, tmp_path):
    """5 million at 400,000 đồng a set: no package of 30 (12 million), but 12 sets (4.8 million)."""
    cells = [cell(programme, code, unit_price_vnd=400_000) for code in CODES[:3]]
    plan = planned(programme, cells, [gift("A", budget_vnd=1_000_000)])
    lots = needs_basket(plan, amounts=[5_000_000])[5_000_000]
    assert list(lots.quantity) == [12]
    assert int(lots.cost_vnd.sum()) == 4_800_000
    page = read(write_basket(plan, tmp_path, amounts=[5_000_000]))
    (row,) = rows_of_table(page, "Mỗi khoản làm được gì")
    assert row["Dùng, đồng"] == "4.800.000"
    assert row["Còn lại, đồng"] == "200.000"
    assert "tính theo từng suất lẻ" in page.get_text()


def test_a_large_amount_meets_all_that_is_smaller_than_a_package(programme, tmp_path):
    """20 children lack a coat in each of 3 communes: less than 30; 60 coats at 100,000 đồng."""
    cells = [cell(programme, code, gap_low=20) for code in CODES[:3]]
    plan = planned(programme, cells, [gift("A", budget_vnd=1_000_000)])
    lots = needs_basket(plan, amounts=[50_000_000])[50_000_000]
    assert sorted(lots.children_reached) == [20, 20, 20]
    page = read(write_basket(plan, tmp_path, amounts=[50_000_000]))
    (row,) = rows_of_table(page, "Mỗi khoản làm được gì")
    assert (row["Dùng, đồng"], row["Còn lại, đồng"]) == ("6.000.000", "44.000.000")
    # Not that less than a package is open anywhere: with packages of ten nobody may know that.
    assert "tính theo từng suất lẻ" in page.get_text()
    assert "nhỏ hơn một gói" not in page.get_text()


def test_whole_packages_where_the_amount_pays_them(programme):
    """50 million at 100,000 đồng a set: 3 million a package, 16 packages; 2 million are left."""
    cells = [cell(programme, code, gap_low=200, children_target=200) for code in CODES]
    plan = planned(programme, cells, [gift("A", budget_vnd=1_000_000)])
    lots = needs_basket(plan, amounts=[50_000_000])[50_000_000]
    assert int(lots.packages.sum()) == 16
    assert int(lots.cost_vnd.sum()) == 48_000_000


def test_the_basket_takes_only_what_no_proposal_takes(programme):
    cells = [cell(programme, code) for code in CODES]
    plan = planned(programme, cells, [gift("A", budget_vnd=30_000_000)])
    still_open = plan.open_needs.set_index(CELL).children_open
    for amount, lots in needs_basket(plan, amounts=[3_000_000, 10**9]).items():
        assert int(lots.cost_vnd.sum()) <= amount
        taken = lots.groupby(CELL).children_reached.sum()
        assert len(taken)
        assert (taken <= still_open.reindex(taken.index)).all()
    # 8 communes × 60 children are 16 packages; 10 are given, 6 are left for the largest amount.
    assert int(lots.packages.sum()) == 6


def test_the_amounts_are_those_of_the_programme(programme):
    plan = planned(programme, [cell(programme, CODES[0])], [gift("A", budget_vnd=1_000_000)])
    assert tuple(needs_basket(plan)) == tuple(sorted(programme.allocation.baskets_vnd))


def test_the_wish_list_says_what_is_lacking_where(programme, tmp_path):
    """60 + 90 children lack warm clothing; a play area has no price."""
    cells = [
        cell(programme, CODES[0]),
        cell(programme, CODES[1], gap_low=90),
        cell(programme, CODES[2], "play_area", gap_low=2, children_target=2, unit_price_vnd=None),
    ]
    plan = planned(programme, cells, [gift("A", budget_vnd=1_000_000)])
    page = read(write_basket(plan, tmp_path, amounts=[10**9]))
    (row,) = rows_of_table(page, "Phần thiếu chắc chắn chưa có nguồn")
    assert row["Khối lượng"] == "150 bộ đồ ấm"
    assert figure(row["Trẻ chưa có nguồn"]) == 150
    assert row["Giá trị, triệu đồng"] == "15"
    assert row["Khi nào"] == "tháng 9–12"
    assert row["Thiếu nhiều nhất (số trẻ)"] == "Xã Lý Bôn (90); Xã Bảo Lâm (60)"
    (place,) = rows_of_table(page, "Công trình chưa có nguồn")
    assert (place["Chưa có nguồn"], place["Đơn giá, đồng"]) == ("2", "chưa có số liệu")


def test_a_programme_without_zones_has_a_basket_too(programme):
    """By groups of children there are no zones: 5 million at 100,000 đồng are 50 sets."""
    cells = [cell(programme, code) for code in CODES[:3]]
    plan = planned(programme, cells, [gift("A", budget_vnd=1_000_000)])
    nowhere = {
        name: plan.tables[name].assign(zone=pd.Series(pd.NA, plan.tables[name].index, dtype="str"))
        for name in ("open_needs", "gap")
    }
    with_zones = needs_basket(plan, amounts=[5_000_000])[5_000_000]
    lots = needs_basket(plan | nowhere, amounts=[5_000_000])[5_000_000]
    assert list(lots.quantity) == list(with_zones.quantity)


def test_where_nothing_firm_is_open_the_basket_says_so_and_not_that_the_amount_is_small(
    programme, tmp_path
):
    """30 children lack a coat, one donor gives 30: 500 million would find no place."""
    plan = planned(
        programme, [cell(programme, CODES[0], gap_low=30)], [gift("A", budget_vnd=900_000_000)]
    )
    assert plan.open_needs.empty
    page = read(write_basket(plan, tmp_path, amounts=[500_000_000])).get_text(" ")
    assert "Không có nghĩa là đã đủ" in page
    assert "chưa đủ một suất" not in page
    assert "Với 500.000.000" not in page
