"""Donors as TOML: what stands once holds for all the gifts of a donor."""

from __future__ import annotations

TWO_GIFTS = """
basis = "illustrative"

[[donors]]
donor = "Tổ chức minh họa"
donor_type = "ngo"
districts = ["Bảo Lạc", "Hạ Lang"]
visit_months = [10, 11]
phone = "0912345678"

[[donors.gifts]]
gift = "Bữa ăn"
budget_vnd = "1,2 tỷ"
categories = ["nutrition"]
share = 0.5

[[donors.gifts]]
gift = "Áo ấm"
stock_category = "warm_clothing"
stock_units = 300
districts = ["Bảo Lâm"]
whole = true

[[donors]]
donor = "Bà minh họa"
donor_type = "individual"
budget_vnd = 5_000_000
"""


def test_gifts_inherit_what_the_donor_wishes_and_may_wish_otherwise(read):
    donors = read(TWO_GIFTS, ".toml")
    assert donors.put_aside.empty
    gifts = donors.gifts.set_index("gift")
    assert gifts.districts.to_dict() == {"Bữa ăn": ("043", "048"), "Áo ấm": ("042",), "": ()}
    assert gifts.visit_months.to_dict() == {"Bữa ăn": (10, 11), "Áo ấm": (10, 11), "": ()}
    assert gifts.budget_vnd["Bữa ăn"] == 1_200_000_000
    assert (gifts.units["Áo ấm"], gifts.whole["Áo ấm"]) == (300, True)
    assert gifts.share["Bữa ăn"] == 0.5
    assert set(gifts.basis) == {"illustrative"}
    assert sorted(gifts.source) == [
        "donors.toml, nhà tài trợ 1, khoản 1",
        "donors.toml, nhà tài trợ 1, khoản 2",
        "donors.toml, nhà tài trợ 2",
    ]


def test_keys_that_are_not_read_are_named_without_what_stands_there(read):
    donors = read(TWO_GIFTS, ".toml")
    assert donors.notes.column.tolist() == ["phone"]
    assert "0912345678" not in donors.notes.to_csv()


def test_money_beside_gifts_is_a_gift_of_its_own(read):
    beside = TWO_GIFTS.replace('phone = "0912345678"', "budget_vnd = 7_000_000")
    donors = read(beside, ".toml")
    assert donors.put_aside.empty
    assert sorted(donors.gifts.budget_vnd.dropna()) == [5_000_000, 7_000_000, 1_200_000_000]


def test_a_value_of_another_kind_puts_its_gift_aside_alone(read):
    for wrong in ("[1]", "{ a = 1 }", "1979-05-27", "inf", "true"):
        donors = read(TWO_GIFTS.replace("300", wrong), ".toml")
        assert set(donors.put_aside.column) == {"stock_units"}, wrong
        assert len(donors.gifts) == 2


def test_a_donor_without_any_gift_is_not_lost(read):
    lone = '[[donors]]\ndonor = "A"\ndonor_type = "ngo"\nbasis = "returned"\ngifts = []\n'
    assert read(lone, ".toml").put_aside.donor.tolist() == ["A"]
