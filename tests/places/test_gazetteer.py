"""Both editions, the former districts of the new communes, and what the place data lack."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from needs.errors import NotFound
from needs.places import crosswalk, kept_codes, read_corrections, units
from needs.places.districts import former_districts

CAO_BANG, THANH_HOA, QUANG_NINH = "04", "38", "22"

# Which former district each of Cao Bằng's 56 new communes belongs to, counted by hand.
CAO_BANG_DISTRICTS = {
    "Huyện Bảo Lạc": 8,
    "Huyện Hà Quảng": 7,
    "Huyện Trùng Khánh": 7,
    "Huyện Nguyên Bình": 7,
    "Huyện Thạch An": 6,
    "Huyện Bảo Lâm": 5,
    "Huyện Quảng Hòa": 5,
    "Huyện Hạ Lang": 4,
    "Huyện Hòa An": 4,
    "Thành phố Cao Bằng": 3,
}
ISLANDS = ("Hoàng Sa", "Bạch Long Vĩ", "Côn Đảo", "Lý Sơn", "Cồn Cỏ")


@pytest.mark.parametrize(("edition", "count"), [("pre-2025", 10_040), ("2025", 3_321)])
def test_an_edition_holds_every_unit_once(gazetteer, edition, count):
    frame = gazetteer.units[edition]
    assert len(frame) == frame.unit_key.nunique() == count


@pytest.mark.parametrize("edition", ["pre-2025", "2025"])
def test_codes_are_text_of_fixed_length_and_unique(gazetteer, edition):
    frame = gazetteer.units[edition]
    codes = frame.commune_code.dropna()
    assert codes.is_unique
    assert codes.str.fullmatch(r"\d{5}").all()
    assert frame.province_code.str.fullmatch(r"\d{2}").all()
    assert frame.district_code.dropna().str.fullmatch(r"\d{3}").all()


def test_the_leading_zero_of_cao_bang_is_there(gazetteer):
    codes = gazetteer.communes(CAO_BANG, "2025").commune_code
    assert codes.str.startswith("01").all()


@pytest.mark.parametrize(
    ("province", "communes", "several"), [(CAO_BANG, 56, 8), (THANH_HOA, 166, 5)]
)
def test_communes_that_draw_on_several_former_districts_are_flagged(
    gazetteer, province, communes, several
):
    frame = gazetteer.communes(province, "2025")
    assert len(frame) == communes
    assert frame.several_districts.sum() == several
    # A flag without the shares would leave the planner guessing.
    assert (frame.district_shares.str.contains("·") == frame.several_districts).all()


def test_the_56_communes_of_cao_bang_fall_into_10_former_districts(gazetteer):
    frame = gazetteer.communes(CAO_BANG, "2025")
    assert frame.district.value_counts().to_dict() == CAO_BANG_DISTRICTS


@pytest.mark.parametrize(
    ("commune", "district", "shares"),
    [
        ("Xã Cốc Pàng", "Huyện Bảo Lạc", "Bảo Lạc 50% · Bảo Lâm 50%"),
        ("Xã Minh Tâm", "Huyện Nguyên Bình", "Nguyên Bình 50% · Hòa An 50%"),
    ],
)
def test_a_tie_goes_to_the_district_of_the_predecessor_whose_code_was_kept(
    gazetteer, commune, district, shares
):
    frame = gazetteer.communes(CAO_BANG, "2025").set_index("commune")
    chosen = frame.loc[commune]
    links = gazetteer.crosswalk
    kept = links[(links.new_code == chosen.commune_code) & (links.old_code == chosen.commune_code)]
    assert kept.district.tolist() == [district]
    assert chosen.district == district
    assert chosen.district_shares == shares


def test_former_districts_do_not_hang_on_the_row_order(gazetteer):
    shuffled = gazetteer.crosswalk.sample(frac=1, random_state=588)
    again = former_districts(shuffled).loc[gazetteer.former.index]
    columns = ["district_code", "district_shares", "several_districts", "split_predecessor"]
    assert again[columns].equals(gazetteer.former[columns])


def test_a_former_commune_stands_in_its_own_district(gazetteer):
    frame = gazetteer.communes("58", "pre-2025")
    assert frame.district_shares.equals(frame.district)
    assert not frame.several_districts.any()


def test_known_gaps_are_the_five_island_districts(gazetteer):
    gaps = gazetteer.known_gaps()
    without_communes = gaps[gaps.gap.str.contains("không có xã")]
    without_centre = gaps[gaps.gap.str.contains("không có tọa độ")]
    for listed in (without_communes, without_centre):
        assert sorted(name.split(",")[0] for name in listed.unit) == sorted(
            f"Huyện {island}" for island in ISLANDS
        )
        assert set(listed.edition) == {"pre-2025"}
    assert len(gaps) == len(ISLANDS)


def test_the_one_code_that_differs_from_the_decision_is_told(gazetteer, root):
    """19/2025/QĐ-TTg prints 06978 for Ba Chẽ; the statistics office and the package have 06970."""
    ba_che = gazetteer.communes(QUANG_NINH, "2025").set_index("commune").loc["Xã Ba Chẽ"]
    assert ba_che.commune_code == "06970"
    corrections = read_corrections(root / "data")
    given = pd.Series(["06978", "06970", "01290"])
    kept = kept_codes(given, edition="2025", corrections=corrections)
    assert kept.tolist() == ["06970", "06970", "01290"]
    assert kept_codes(given, edition="pre-2025", corrections=corrections).equals(given)


def test_an_unknown_edition_or_province_lists_the_valid_ones(gazetteer):
    with pytest.raises(NotFound, match=r"pre-2025; 2025"):
        gazetteer.communes(CAO_BANG, "2024")
    with pytest.raises(NotFound) as told:
        gazetteer.communes("4", "2025")
    assert "04 Tỉnh Cao Bằng" in told.value.valid
    assert len(told.value.valid) == 34


def test_a_package_with_another_number_of_units_is_refused(monkeypatch):
    monkeypatch.setitem(units.EXPECTED_UNITS, "2025", 3_322)
    with pytest.raises(units.NeedsError, match=r"3321 đơn vị, cần 3322"):
        units.read_units("2025")


def test_reading_the_places_never_imports_the_package_or_a_geocoder():
    code = (
        "import sys; from needs.places import load_gazetteer; load_gazetteer();"
        "print(sorted({'vietnamadminunits', 'geopy', 'requests'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"


def test_reading_twice_gives_the_same_places(gazetteer):
    old, new = (units.read_units(edition) for edition in units.EDITIONS)
    assert old.equals(gazetteer.units["pre-2025"])
    assert crosswalk.read_crosswalk(old, new).equals(gazetteer.crosswalk)
