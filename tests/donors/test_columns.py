"""Each column of a register, by hand: what is written, what it means."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.donors import GIFT_TYPES

from .conftest import NOT_LISTED

MONEY = {"budget_vnd": "5 triệu"}
COATS = {"stock_category": "Đồ ấm", "stock_units": 60}
SPONSOR = {"sponsored_category": "nutrition", "sponsored_children": 3, "sponsored_months": 9}


def test_a_gift_of_money_with_nothing_else_said_leaves_everything_open(gift):
    found = gift(donor="Bà Nguyễn Minh Họa", donor_type="cá nhân", **MONEY)
    assert list(found.index) == list(GIFT_TYPES)
    assert found[["donor_id", "gift_id", "funding", "donor_type", "period"]].tolist() == [
        "ba-nguyen-minh-hoa",
        "ba-nguyen-minh-hoa",
        "cash",
        "individual",
        "2026",
    ]
    assert found.budget_vnd == 5_000_000
    open_ones = ["categories", "districts", "communes", "zones", "visit_months"]
    open_ones += ["without_categories", "without_districts", "without_communes"]
    assert all(found[name] == () for name in open_ones)
    assert not found.whole
    assert not found.joins
    unsaid = ["category", "units", "children", "months", "month_vnd", "from_age", "to_age"]
    unsaid += ["least_per_commune", "most_per_commune", "most_communes", "package_units", "share"]
    assert found[unsaid].isna().all()
    assert found.source == "donors.csv, dòng 2"


@pytest.mark.parametrize(
    ("written", "money"),
    [
        ("5000000", 5_000_000),
        ("5 triệu", 5_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("20 tỉ đồng", 20_000_000_000),
        ("500.000", 500_000),  # dots group thousands in whole đồng
    ],
)
def test_money_is_read_as_returns_read_it(gift, written, money):
    assert gift(budget_vnd=written).budget_vnd == money


def test_goods_are_units_of_a_category_or_places(gift):
    coats = gift(**COATS)
    assert (coats.funding, coats.category, coats.units) == ("stock", "warm_clothing", 60)
    assert pd.isna(coats.budget_vnd)
    rooms = gift(stock_category="Phòng học", stock_units=2)
    assert (rooms.funding, rooms.category, rooms.units) == ("stock", "classroom", 2)


def test_a_sponsorship_is_children_for_months(gift):
    found = gift(**SPONSOR, month_vnd="200.000")
    assert (found.funding, found.category) == ("sponsored", "nutrition")
    assert (found.children, found.months, found.month_vnd) == (3, 9, 200_000)
    assert pd.isna(found.units)
    assert pd.isna(found.budget_vnd)


@pytest.mark.parametrize(
    ("column", "written", "means"),
    [
        ("categories", "Đồ ấm; khám bệnh", ("health", "warm_clothing")),
        ("categories", "classroom", ("classroom",)),
        ("without_categories", "play", ("play",)),
        ("districts", "Bảo Lạc; huyện Bảo Lâm", ("042", "043")),
        ("districts", "043", ("043",)),
        ("without_districts", "bao lac", ("043",)),
        ("communes", "xã lý bôn", ("01294",)),
        ("communes", "01294", ("01294",)),
        ("without_communes", "Lý Bôn；01294", ("01294",)),
        ("zones", "iii; khu vực II", ("II", "III")),
        ("visit_months", "10; 11; 12", (10, 11, 12)),
        ("visit_months", "tháng 11 đến tháng 2", (1, 2, 11, 12)),
        ("visit_months", "cả năm", ()),
    ],
)
def test_several_items_may_stand_in_a_cell(gift, column, written, means):
    assert gift(**MONEY, **{column: written})[column] == means


@pytest.mark.parametrize(
    ("column", "written", "means"),
    [
        ("gift", "Áo ấm cỡ nhỏ", "Áo ấm cỡ nhỏ"),
        ("gift_id", "quy-thu-ao", "quy-thu-ao"),
        ("donor_id", "quy", "quy"),
        ("period", "2027", "2027"),
        ("from_age", "0", 0),
        ("to_age", "5", 5),
        ("least_per_commune", "2 triệu", 2_000_000),
        ("most_per_commune", "3000000", 3_000_000),
        ("most_communes", "8", 8),
        ("package_units", "450", 450),
        ("whole", "có", True),
        ("whole", "không", False),
        ("joins", "x", True),
        ("share", "50%", 0.5),
        ("share", "0.5", 0.5),
        ("share", "30", 0.3),
        ("share", "100 %", 1.0),
    ],
)
def test_conditions(gift, column, written, means):
    # 450 check-ups, meal-months or sets serve whole children in every category of the plan.
    assert gift(**MONEY, **{column: written})[column] == means


def test_limits_for_a_commune_are_in_what_the_gift_holds(gift):
    found = gift(**COATS, least_per_commune="30", most_per_commune="60")
    assert (found.least_per_commune, found.most_per_commune) == (30, 60)


def test_a_row_with_money_and_goods_is_two_gifts(rows):
    """As in the form of before: the wishes for categories are those of the money."""
    donors = rows({**MONEY, **COATS, "categories": "health", "whole": "có", "share": "50%"})
    assert donors.put_aside.empty
    told = donors.gifts.set_index("funding")
    assert told.gift_id.to_dict() == {"cash": "quy-thu", "stock": "quy-thu-2"}
    assert told.categories.to_dict() == {"cash": ("health",), "stock": ()}
    assert told.whole.all()
    assert told.share["cash"] == 0.5
    assert pd.isna(told.share["stock"])
    assert told.source.nunique() == 1


def test_nought_of_something_is_nothing_of_it(rows):
    donors = rows({**COATS, "budget_vnd": "0"}, {**MONEY, "stock_units": "0"})
    assert donors.put_aside.empty
    assert sorted(donors.gifts.funding) == ["cash", "stock"]


def test_coats_by_size_are_gifts_of_one_donor_with_ids_of_their_own(rows):
    small = {**COATS, "gift": "Áo cỡ nhỏ", "from_age": 0, "to_age": 5}
    large = {**COATS, "gift": "Áo cỡ lớn", "from_age": 6, "to_age": 15}
    for order in ([small, large], [large, small]):
        gifts = rows(*order).gifts.set_index("gift")
        # By name: «Áo cỡ lớn» stands before «Áo cỡ nhỏ».
        assert gifts.gift_id.to_dict() == {"Áo cỡ lớn": "quy-thu", "Áo cỡ nhỏ": "quy-thu-2"}
        assert gifts.loc["Áo cỡ nhỏ", ["from_age", "to_age"]].tolist() == [0, 5]


def test_an_amount_that_is_mended_changes_no_id(rows):
    first = {**MONEY, "gift": "Đợt 1"}
    before = rows(first, {**MONEY, "gift": "Đợt 2"}).gifts
    after = rows({**first, "budget_vnd": "9 triệu"}, {**MONEY, "gift": "Đợt 2"}).gifts
    assert before.gift_id.tolist() == after.gift_id.tolist()
    assert after.set_index("gift").budget_vnd["Đợt 1"] == 9_000_000


def test_an_id_given_out_is_not_that_of_another_donor(rows):
    """«quy-thu-2» is a donor of its own here; the second gift of «Quỹ Thử» takes the next."""
    gifts = rows(
        {**MONEY, "gift": "a"}, {**MONEY, "gift": "b"}, {**MONEY, "donor": "Quỹ Thử 2"}
    ).gifts
    assert gifts.set_index("gift_id").gift.to_dict() == {
        "quy-thu": "a",
        "quy-thu-2": "",
        "quy-thu-3": "b",
    }


def test_a_wish_for_a_commune_that_is_not_listed_is_kept_and_told(rows):
    donors = rows({**MONEY, "communes": f"{NOT_LISTED}; Lý Bôn"})
    assert donors.put_aside.empty
    assert donors.gifts.communes[0] == ("01294", NOT_LISTED)
    (note,) = donors.notes.to_dict("records")
    assert (note["gift_id"], note["column"], note["found"]) == (
        "quy-thu",
        "communes",
        "Xã Cốc Pàng",
    )


def test_telephone_and_address_are_never_read(rows):
    donors = rows({**MONEY, "phone": "0912345678", "địa chỉ": "12 phố Vàng", "budget": "1"})
    everything = "".join(frame.to_csv() for frame in (donors.gifts, donors.put_aside, donors.notes))
    assert "0912345678" not in everything
    assert "phố Vàng" not in everything
    named = donors.notes.set_index("column").found
    assert set(named.index) == {"phone", "địa chỉ", "budget"}
    assert "phone" in named["phone"]
    misspelt = donors.notes.set_index("column").expected["budget"]
    assert "budget_vnd" in misspelt


def test_the_types_are_those_of_the_table(rows, read):
    gifts = rows({**MONEY}, {**COATS, "gift": "áo"}, {**SPONSOR, "gift": "đỡ đầu"}).gifts
    assert gifts.dtypes.astype(str).to_dict() == GIFT_TYPES
    nobody = read("donor,donor_type,basis\n").gifts
    assert nobody.dtypes.astype(str).to_dict() == GIFT_TYPES


def test_ends_of_a_range_may_be_equal(gift):
    same = {"from_age": 5, "to_age": 5, "least_per_commune": 60, "most_per_commune": 60}
    found = gift(**COATS, **same)
    assert found[list(same)].tolist() == list(same.values())
