"""Finding the district that a planner named."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import NotFound
from needs.places import find_district, load_gazetteer, without_prefix
from needs.wording import collation_key


@pytest.fixture(scope="module")
def districts_of(gazetteer):
    def of(province: str, edition: str):
        return gazetteer.districts(gazetteer.communes(province, edition).district_code)

    return of


@pytest.mark.parametrize("edition", ["pre-2025", "2025"])
@pytest.mark.parametrize("name", ["Tĩnh Gia", "huyện Tĩnh Gia", "TĨNH GIA", "Thị xã Nghi Sơn"])
def test_an_old_name_leads_to_the_district_of_today(districts_of, edition, name):
    districts = districts_of("38", edition)
    code = find_district(unicodedata.normalize("NFD", name), districts)
    assert districts.set_index("district_code").district[code] == "Thị xã Nghi Sơn"


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Bảo Lạc", "Huyện Bảo Lạc"),
        ("huyện hoà an", "Huyện Hòa An"),
        ("TP. Cao Bằng", "Thành phố Cao Bằng"),
        ("Cao Bằng", "Thành phố Cao Bằng"),
    ],
)
def test_a_district_is_found_in_any_spelling(districts_of, name, district):
    districts = districts_of("04", "2025")
    found = districts.set_index("district").district_code[district]
    assert find_district(name, districts) == found
    assert find_district(found, districts) == found


def test_an_unknown_district_lists_the_valid_ones(districts_of):
    districts = districts_of("04", "2025")
    with pytest.raises(NotFound) as told:
        find_district("Bảo Lộc", districts)
    assert sorted(told.value.valid) == sorted(districts.district)
    # As in a Vietnamese dictionary, not by code point.
    assert list(told.value.valid) == sorted(told.value.valid, key=collation_key)
    assert all(name in str(told.value) for name in districts.district)


def test_a_code_without_its_zero_is_not_taken_for_another(districts_of):
    with pytest.raises(NotFound):
        find_district("43", districts_of("04", "2025"))


def test_a_name_that_two_districts_bear_is_not_decided_for_the_planner(districts_of):
    """Đồng Tháp has a town and a rural district of Cao Lãnh."""
    districts = districts_of("87", "pre-2025")
    with pytest.raises(NotFound) as told:
        find_district("Cao Lãnh", districts)
    assert {"Huyện Cao Lãnh", "Thành phố Cao Lãnh"} <= set(told.value.valid)
    codes = districts.set_index("district").district_code
    assert find_district("huyện Cao Lãnh", districts) == codes["Huyện Cao Lãnh"]
    assert find_district("Thành phố Cao Lãnh", districts) == codes["Thành phố Cao Lãnh"]


def test_a_name_typed_without_any_marks_is_found(districts_of):
    districts = districts_of("04", "2025")
    found = districts.set_index("district_code").district
    assert found[find_district("bao lac", districts)] == "Huyện Bảo Lạc"
    with pytest.raises(NotFound):  # a wrong mark is not «no mark»
        find_district("Bảo Lác", districts)


DISTRICTS = load_gazetteer().units["pre-2025"].drop_duplicates("district_code")


@given(row=st.sampled_from(range(len(DISTRICTS))))
@settings(deadline=None)
def test_every_district_of_the_country_is_found_by_its_own_name(row):
    wanted = DISTRICTS.iloc[row]
    peers = DISTRICTS[DISTRICTS.province_code == wanted.province_code]
    assert find_district(wanted.district, peers) == wanted.district_code
    assert find_district(wanted.district.upper(), peers) == wanted.district_code
    bare = without_prefix(wanted.district)
    if peers.district.map(without_prefix).eq(bare).sum() == 1:
        assert find_district(bare, peers) == wanted.district_code
