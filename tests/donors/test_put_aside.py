"""What cannot be used waits with its reasons, and the rest of the register is used."""

from __future__ import annotations

import pytest

from needs.errors import InputFaults

MONEY = {"budget_vnd": "5 triệu"}
COATS = {"stock_category": "warm_clothing", "stock_units": "60"}
SPONSOR = {"sponsored_category": "nutrition", "sponsored_children": "3", "sponsored_months": "9"}
GOOD = {"donor": "Quỹ Tốt", **MONEY}


@pytest.mark.parametrize(
    ("told", "column", "found"),
    [
        ({**MONEY, "donor": ""}, "donor", "donor"),
        ({**MONEY, "donor_type": "công ty ma"}, "donor_type", "công ty ma"),
        ({**MONEY, "basis": "certain"}, "basis", "certain"),
        ({"budget_vnd": "khoảng 5 triệu"}, "budget_vnd", "khoảng 5 triệu"),
        ({"budget_vnd": "1.5"}, "budget_vnd", "1.5"),
        ({"budget_vnd": "-5"}, "budget_vnd", "-5"),
        # So long a number may be anybody's: how long it is, is told.
        ({"budget_vnd": "9" * 30}, "budget_vnd", "•" * 30),
        ({}, "budget_vnd", "không rõ"),
        ({"stock_category": "warm_clothing"}, "stock_units", "stock_units"),
        ({"stock_units": "60"}, "stock_category", "stock_category"),
        ({"stock_category": "Học bổng", "stock_units": "6"}, "stock_category", "Học bổng"),
        ({**SPONSOR, "sponsored_months": ""}, "sponsored_months", "sponsored_months"),
        ({**SPONSOR, "sponsored_months": "13"}, "sponsored_months", "13"),
        ({**SPONSOR, "sponsored_category": "classroom"}, "sponsored_category", "classroom"),
        ({**SPONSOR, "sponsored_children": ""}, "sponsored_children", "sponsored_children"),
        ({**SPONSOR, "package_units": "9"}, "package_units", "9"),
        ({**MONEY, "categories": "health;meals"}, "categories", "meals"),
        ({**MONEY, "districts": "Mường Lát"}, "districts", "Mường Lát"),
        ({**MONEY, "without_districts": "Mường Lát"}, "without_districts", "Mường Lát"),
        ({**MONEY, "communes": "Lý Bốn"}, "communes", "Lý Bốn"),
        ({**MONEY, "communes": "99999"}, "communes", "99999"),
        ({**MONEY, "communes": "Thượng Hà"}, "communes", "Thượng Hà"),
        ({**MONEY, "zones": "IV"}, "zones", "IV"),
        ({**MONEY, "visit_months": "10; 13"}, "visit_months", "10; 13"),
        ({**MONEY, "from_age": "18"}, "from_age", "18"),
        ({**MONEY, "from_age": "6", "to_age": "5"}, "from_age", "6"),
        ({**MONEY, "most_communes": "0"}, "most_communes", "0"),
        ({**MONEY, "share": "120%"}, "share", "120"),
        ({**MONEY, "share": "một nửa"}, "share", "một nửa"),
        ({**MONEY, "whole": "có lẽ"}, "whole", "có lẽ"),
        ({**COATS, "joins": "có"}, "joins", ""),
        ({**COATS, "share": "50%"}, "share", "50"),
        ({**COATS, "least_per_commune": "61"}, "least_per_commune", "61"),
        ({**COATS, "most_per_commune": "20", "least_per_commune": "30"}, "least_per_commune", "30"),
        ({**MONEY, **COATS, "most_per_commune": "20"}, "most_per_commune", "20"),
        ({**COATS, "categories": "health"}, "stock_category", "warm_clothing"),
        ({**COATS, "without_categories": "warm_clothing"}, "stock_category", "warm_clothing"),
        (
            {**MONEY, "districts": "Bảo Lạc; Hạ Lang", "without_districts": "Hạ Lang"},
            "without_districts",
            "048",
        ),
        ({**MONEY, "period": "năm sau"}, "period", "năm sau"),
        # 100 meal-months are 11 children and a bit: nine months each.
        ({**MONEY, "package_units": "100", "categories": "nutrition"}, "package_units", "100"),
    ],
)
def test_one_bad_gift_waits_and_the_others_are_used(rows, told, column, found):
    donors = rows(told, GOOD)
    assert donors.gifts.donor.tolist() == ["Quỹ Tốt"]
    told_of = donors.put_aside.to_dict("records")
    assert [(one["source"], one["column"]) for one in told_of] == [("donors.csv, dòng 2", column)]
    assert found in told_of[0]["found"]
    assert told_of[0]["expected"]
    assert told_of[0]["advice"]


def test_everything_wrong_with_a_gift_is_told_at_once(rows):
    donors = rows({"budget_vnd": "nhiều", "zones": "IV;V", "districts": "Mường Lát", "basis": ""})
    assert sorted(donors.put_aside.column) == ["basis", "budget_vnd", "districts", "zones", "zones"]
    assert donors.gifts.empty


def test_the_words_are_those_of_the_language_asked_for(rows):
    said = [rows({}, lang=lang).put_aside.found[0] for lang in ("vi", "en")]
    assert said == ["không rõ nhà tài trợ có thể cho gì", "what the donor can give is not clear"]


def test_the_same_gift_twice_is_asked_about_whatever_the_order(rows):
    twice = [{**MONEY, "donor": "Quỹ A"}, {**MONEY, "donor": "QUỸ A"}, GOOD]
    for order in (twice, twice[::-1]):
        donors = rows(*order)
        assert donors.gifts.donor.tolist() == ["Quỹ Tốt"]
        assert sorted(donors.put_aside.donor) == ["QUỸ A", "Quỹ A"]


def test_two_gifts_alike_are_told_apart_by_their_names_or_ids(rows):
    assert len(rows({**MONEY, "gift": "đợt 1"}, {**MONEY, "gift": "đợt 2"}).gifts) == 2
    assert len(rows({**MONEY, "gift_id": "a"}, {**MONEY, "gift_id": "b"}).gifts) == 2


def test_one_id_for_two_gifts_and_one_id_for_two_donors(rows):
    donors = rows({**MONEY, "gift_id": "a"}, {"budget_vnd": "6 triệu", "gift_id": "a"}, GOOD)
    assert donors.gifts.donor.tolist() == ["Quỹ Tốt"]
    assert set(donors.put_aside.column) == {"gift_id"}
    named = {"donor_id": "q", **MONEY}
    donors = rows({**named, "donor": "Quỹ A"}, {**named, "donor": "Quỹ B"}, GOOD)
    assert donors.gifts.donor.tolist() == ["Quỹ Tốt"]
    assert set(donors.put_aside.column) == {"donor_id"}
    donors = rows(
        {**named, "gift": "a", "donor_type": "ngo"}, {**named, "gift": "b", "donor_type": "union"}
    )
    assert donors.gifts.empty


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"\xff\xfe\x00", ".csv"),
        (b"", ".csv"),
        (b"donor,budget_vnd\nA,5\n", ".csv"),  # no donor_type, no basis
        (b"[[donors]\n", ".toml"),
        (b"\xff", ".toml"),
        (b"", ".toml"),
        (b"donors = 3\n", ".toml"),
        (b"donors = [1]\n", ".toml"),
        (b"[[donor]]\ndonor = 'A'\n", ".toml"),
        (b"a = " + b"[" * 5000, ".toml"),
        (b"x", ".xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_stops_the_run_with_its_reason(read, content, ending):
    with pytest.raises(InputFaults) as told:
        read(content, ending)
    assert all(fault.expected for fault in told.value.faults)
