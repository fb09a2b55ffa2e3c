"""The official zone lists: what holds on a date, and every fault of a list told at once."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.areas import area_list_on, read_area_index, specially_disadvantaged
from needs.errors import InputFaults

CAO_BANG = {"province_code": "04", "edition": "2025"}
NINH_THUAN = {"province_code": "58", "edition": "pre-2025"}
THANH_HOA = {"province_code": "38", "edition": "2025"}
IN_2026, IN_2025 = dt.date(2026, 1, 1), dt.date(2025, 6, 30)

INDEX = "reference/area_lists.csv"
CAO_BANG_LIST = "reference/areas/cao-bang-2026-2030.csv"
NINH_THUAN_LIST = "reference/areas/ninh-thuan-2021-2025.csv"


@pytest.fixture
def list_on(gazetteer, data):
    def get(day, province, root=data):
        return area_list_on(day, **province, root=root, gazetteer=gazetteer)

    return get


@pytest.mark.parametrize(
    ("day", "province", "counts"),
    [
        (IN_2026, CAO_BANG, {"total": 56, "zone_I": 1, "zone_II": 2, "zone_III": 53}),
        (IN_2025, NINH_THUAN, {"total": 28, "zone_I": 12, "zone_II": 1, "zone_III": 15}),
    ],
)
def test_the_lists_hold_what_the_decisions_say(list_on, day, province, counts):
    listed = list_on(day, province)
    assert listed.counts() == counts
    assert listed.communes.commune_code.is_unique
    assert listed.communes.source.notna().all()


def test_a_list_cites_its_decision_with_the_date(list_on):
    assert list_on(IN_2026, CAO_BANG).name == "2230/QĐ-UBND ngày 25/12/2025"


def test_which_communes_are_specially_disadvantaged_is_one_call(gazetteer, data):
    codes = specially_disadvantaged(IN_2026, **CAO_BANG, root=data, gazetteer=gazetteer)
    assert len(codes) == len(set(codes)) == 53
    all_zones = specially_disadvantaged(
        IN_2025, **NINH_THUAN, zones=("I", "II", "III"), root=data, gazetteer=gazetteer
    )
    assert len(all_zones) == 28


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2030, 12, 31)])
def test_a_list_holds_on_its_first_and_last_day(list_on, day):
    assert list_on(day, CAO_BANG).list_id == "cao-bang-2026-2030"


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2031, 1, 1)])
def test_on_another_day_it_says_which_lists_there_are(list_on, day):
    with pytest.raises(InputFaults) as told:
        list_on(day, CAO_BANG)
    (fault,) = told.value.faults
    assert f"{day:%d/%m/%Y}" in fault.where
    assert "2230/QĐ-UBND (01/01/2026–31/12/2030)" in fault.found
    assert "reference_date" in fault.action


def test_a_province_without_a_list_is_told_so(list_on):
    with pytest.raises(InputFaults, match="chưa có danh sách xã"):
        list_on(IN_2026, THANH_HOA)


def test_two_lists_for_one_day_are_an_error_that_names_both(list_on, edit):
    def twice(index: pd.DataFrame) -> pd.DataFrame:
        later = index[index.province_code == "04"].assign(
            list_id="cao-bang-sua-doi", decision="99/QĐ-UBND", valid_from="2026-06-01"
        )
        return pd.concat([index, later])

    root = edit(INDEX, twice)
    with pytest.raises(InputFaults) as told:
        list_on(dt.date(2026, 7, 1), CAO_BANG, root)
    (fault,) = told.value.faults
    assert fault.found.startswith("2 danh sách")
    assert "2230/QĐ-UBND" in fault.found
    assert "99/QĐ-UBND" in fault.found
    # Before the second one begins there is no doubt.
    assert list_on(dt.date(2026, 5, 31), CAO_BANG, root).list_id == "cao-bang-2026-2030"


def test_every_fault_of_a_list_is_told_at_once(list_on, edit):
    """A wrong zone, a code that lost its zero, a name of another commune, a repeated row."""

    def spoil(listed: pd.DataFrame) -> pd.DataFrame:
        listed.loc[0, "zone"] = "IV"
        listed.loc[1, "commune_code"] = listed.loc[1, "commune_code"].lstrip("0")
        listed.loc[2, "commune"] = "Xã Không Có Thật"
        return pd.concat([listed, listed.iloc[[10]]])

    lost_zero, real_name = "1279", "Phường Tân Giang"
    with pytest.raises(InputFaults) as told:
        list_on(IN_2026, CAO_BANG, edit(CAO_BANG_LIST, spoil))
    faults = {fault.where: fault for fault in told.value.faults}
    assert len(told.value.faults) == 4
    assert faults["dòng 2, cột zone"].found == "IV"
    assert faults["dòng 2, cột zone"].expected == "I; II; III"
    assert lost_zero in faults["dòng 3"].found
    assert "số 0" in faults["dòng 3"].action
    assert faults["dòng 4"].found == "Xã Không Có Thật"
    assert real_name in faults["dòng 4"].expected
    assert "dòng 58" in faults  # the row that was added under the 56 and the header


def test_a_commune_in_the_wrong_district_is_a_fault(list_on, edit):
    def move(listed: pd.DataFrame) -> pd.DataFrame:
        listed.loc[0, "district"] = "Huyện Bác Ái"
        return listed

    with pytest.raises(InputFaults, match=r"Huyện Bác Ái.*Huyện Ninh Sơn"):
        list_on(IN_2025, NINH_THUAN, edit(NINH_THUAN_LIST, move))


def test_another_spelling_of_the_name_is_no_fault(list_on, edit):
    def respell(listed: pd.DataFrame) -> pd.DataFrame:
        return listed.assign(commune=listed.commune.str.upper().str.normalize("NFD"))

    root = edit(CAO_BANG_LIST, respell)
    assert list_on(IN_2026, CAO_BANG, root).counts()["total"] == 56


def test_a_list_read_in_the_wrong_edition_is_refused(list_on, edit):
    """New communes kept the code of one predecessor: the code exists, the name tells them apart."""

    def backdate(index: pd.DataFrame) -> pd.DataFrame:
        return index.assign(edition="pre-2025")

    with pytest.raises(InputFaults) as told:
        list_on(IN_2026, CAO_BANG | {"edition": "pre-2025"}, edit(INDEX, backdate))
    assert len(told.value.faults) > 10


def test_every_fault_of_the_index_is_told_at_once(data, edit):
    def spoil(index: pd.DataFrame) -> pd.DataFrame:
        index.loc[0, "issued"] = "25/12/2025"
        index.loc[0, "edition"] = "2026"
        index.loc[1, "file"] = ""
        index.loc[1, "valid_from"] = "2026-01-01"
        return index

    with pytest.raises(InputFaults) as told:
        read_area_index(edit(INDEX, spoil))
    where = [fault.where for fault in told.value.faults]
    assert sorted(where) == [
        "dòng 2, cột edition",
        "dòng 2, cột issued",
        "dòng 3, cột file",
        "ninh-thuan-2021-2025",
    ]


def test_the_order_of_the_rows_does_not_matter(list_on, edit, data):
    root = edit(CAO_BANG_LIST, lambda listed: listed.sample(frac=1, random_state=588))
    shuffled = list_on(IN_2026, CAO_BANG, root).communes
    assert shuffled.equals(list_on(IN_2026, CAO_BANG).communes)
