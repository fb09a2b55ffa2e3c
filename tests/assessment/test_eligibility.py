"""Who loses and gains which support when the list changes; and what is said without a list."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.areas import ZoneList, area_list, compare_areas
from needs.assessment import list_communes
from needs.assessment.eligibility import (
    children_compared,
    earlier_lists,
    earlier_totals,
    eligibility_change,
    support_changes,
)
from needs.assessment.eligibility_words import eligibility_words, no_earlier_list_words
from needs.people import read_assumptions
from needs.programmes import load_programme

NINH_THUAN, CAO_BANG = "ninh-thuan-588", "cao-bang-588"
LIST = "ninh-thuan-2021-2025"
# Zone III of Ninh Thuận's list, and zone I.
PHUOC_BINH, LAM_SON = "22783", "22813"
INDEX = "reference/area_lists.csv"


@pytest.fixture(scope="module")
def plan(data):
    return load_programme(NINH_THUAN, data)


@pytest.fixture(scope="module")
def official(data, gazetteer):
    return ZoneList.of(area_list(LIST, root=data, gazetteer=gazetteer))


def changed(listed, zones):
    """The list with other zones for some communes: invented."""
    communes = listed.communes.assign(
        zone=listed.communes.commune_code.map(zones).fillna(listed.communes.zone)
    )
    return ZoneList("sau", "danh sách thử", listed.edition, listed.province_code, communes, True)


def children_160(gazetteer):
    """160 children (80–240) in every commune of the province."""
    codes = gazetteer.communes("58", "pre-2025").commune_code
    columns = {"children": 160, "children_low": 80, "children_high": 240}
    frame = pd.DataFrame(columns, index=pd.Index(codes, name="commune_code"), dtype="Int64")
    return frame.assign(children_basis="estimated")


@pytest.fixture(scope="module")
def one_left(official, gazetteer):
    after = changed(official, {PHUOC_BINH: "I"})
    return compare_areas(official, after, children_160(gazetteer), gazetteer=gazetteer)


def test_the_support_that_is_lost_by_hand(one_left, plan):
    """160 children (80–240), ages evenly spread over 16 years.

    Meals: ages 3–10, 8 of 16 years: 80 children × 9 months × 160,000 = 115.2 million.
    Scholarships: ages 6–15, 100 children × 10 % (5–20 %): 10 × 1,350,000 = 13.5 million.
    """
    support = support_changes(one_left, plan).set_index(["category", "direction"])
    meals = support.loc[("nutrition", "lost")]
    assert [meals.communes, meals.children, meals.units] == [1, 80, 720]
    assert meals.amount_vnd == 720 * 160_000
    assert [meals.amount_low_vnd, meals.amount_high_vnd] == [360 * 160_000, 1_080 * 360_000]
    grants = support.loc[("scholarship", "lost")]
    assert [grants.children_low, grants.children, grants.children_high] == [2, 10, 30]
    assert grants.amount_vnd == 13_500_000
    gained = support.xs("gained", level="direction")
    assert (gained[["communes", "children", "units", "amount_vnd"]] == 0).all(axis=None)


def test_the_other_way_round_the_same_support_is_gained(one_left, official, gazetteer, plan):
    after = changed(official, {PHUOC_BINH: "I"})
    back = compare_areas(after, official, children_160(gazetteer), gazetteer=gazetteer)
    there = support_changes(one_left, plan).set_index(["category", "direction"])
    again = support_changes(back, plan).set_index(["category", "direction"])
    pd.testing.assert_frame_equal(
        there.xs("lost", level="direction"), again.xs("gained", level="direction")
    )


def test_what_the_whole_area_receives_is_not_lost_by_leaving_zone_iii(one_left, plan):
    """Health for zones I–III: Phước Bình keeps it in zone I; meals are for zone III alone."""
    target = plan.category("health").target.model_copy(update={"denominator": "area"})
    health = plan.category("health").model_copy(update={"target": target})
    categories = [health, *(entry for entry in plan.categories if entry.id != "health")]
    wide = plan.model_copy(update={"categories": categories})
    support = support_changes(one_left, wide).set_index(["category", "direction"])
    assert support.loc[("health", "lost")].communes == 0
    assert support.loc[("nutrition", "lost")].communes == 1


def test_ages_that_may_deviate_widen_the_range(one_left, plan, data):
    """Meals, ages 3–10: 8 of 16 years may hold 0.9 to 1.1 of an even share: 36 to 132 children."""
    support = support_changes(one_left, plan, read_assumptions(data))
    meals = support[(support.category == "nutrition") & (support.direction == "lost")].iloc[0]
    assert [meals.children_low, meals.children, meals.children_high] == [36, 80, 132]


def test_a_commune_of_unknown_children_makes_the_sum_unknown(official, gazetteer, plan):
    children = children_160(gazetteer).drop(index=PHUOC_BINH)
    after = changed(official, {PHUOC_BINH: "I", "22786": "I"})
    change = compare_areas(official, after, children, gazetteer=gazetteer)
    support = support_changes(change, plan)
    lost = support[support.direction == "lost"]
    assert (lost.communes == 2).all()
    assert lost[["children", "units", "amount_vnd"]].isna().all(axis=None)
    assert "chưa có số liệu" in eligibility_words(change, plan, "vi")


def test_the_words_name_communes_children_and_money(one_left, plan):
    words = eligibility_words(one_left, plan, "vi")
    for expected in (
        "So 861/QĐ-TTg ngày 04/06/2021 với danh sách thử.",
        "Ra khỏi diện xã đặc biệt khó khăn: 1 xã (hoặc phần xã), 160 (80–240) trẻ em",
        "(Xã Phước Bình)",
        "Vào diện xã đặc biệt khó khăn: 0 xã",
        "Bữa ăn dinh dưỡng: 80 (40–120) trẻ, 720 tháng ăn, 115 triệu đồng",
        "Số liệu minh họa.",
    ):
        assert expected in words
    assert "Hỗ trợ thêm" not in words


def test_the_words_in_english(one_left, plan):
    words = eligibility_words(one_left, plan, "en")
    assert "Ceased to be specially disadvantaged: 1 communes (or parts)" in words
    assert "School meals: 80 (40–120) children" in words
    assert "Illustrative" in words


def test_identical_lists_take_nothing_from_anybody(official, gazetteer, plan):
    change = compare_areas(official, official, children_160(gazetteer), gazetteer=gazetteer)
    assert "Không trẻ em nào mất hoặc thêm hỗ trợ." in eligibility_words(change, plan, "vi")


def test_the_children_compared_are_those_of_the_province(official, data, gazetteer):
    children = children_compared(official, official, data, gazetteer)
    assert children.index.is_unique
    assert len(children) == 62
    assert children.children.sum() == pytest.approx(590_467 * 0.2555494, abs=62)


# --- the earlier list of a programme ---


@pytest.mark.parametrize("name", [NINH_THUAN, CAO_BANG])
def test_neither_province_has_an_earlier_list_yet(data, gazetteer, name):
    listed = list_communes(load_programme(name, data), data, gazetteer)
    assert earlier_lists(listed.area, data, gazetteer) == []
    assert eligibility_change(load_programme(name, data), listed, data, gazetteer) is None


def test_the_official_totals_of_cao_bang_are_told(data, gazetteer):
    area = area_list("cao-bang-2026-2030", root=data, gazetteer=gazetteer)
    totals = earlier_totals(area, data)
    assert totals.year.tolist() == [2017, 2021, 2026]
    assert totals.current.tolist() == [False, False, True]
    assert totals.zone_III.tolist() == [139, 126, 53]
    words = no_earlier_list_words(totals, area, lang="vi")
    for expected in (
        "Chưa có danh sách kỳ trước để so sánh từng xã.",
        "582/QĐ-TTg 2017, Cao Bằng: 199 xã, khu vực I: 11, khu vực II: 49, khu vực III: 139",
        "861/QĐ-TTg 2021, Cao Bằng: khu vực III: 126",
        "56 xã, khu vực I: 1, khu vực II: 2, khu vực III: 53",
        "không so trực tiếp được",
    ):
        assert expected in words
    assert "no earlier list" in no_earlier_list_words(totals, area, lang="en")


def test_of_ninh_thuan_no_earlier_total_is_known(data, gazetteer):
    area = area_list(LIST, root=data, gazetteer=gazetteer)
    totals = earlier_totals(area, data, gazetteer)
    assert totals.decision.tolist() == ["861/QĐ-TTg 2021"]
    words = no_earlier_list_words(totals, area, lang="vi")
    assert "Cũng chưa có tổng số chính thức của kỳ trước." in words
    assert "28 xã, khu vực I: 12, khu vực II: 1, khu vực III: 15" in words


def test_an_earlier_list_in_the_index_is_compared_by_itself(data_copy, gazetteer):
    """An invented list of 2016–2021 with Lâm Sơn in zone III, and not Phước Bình."""
    folder = data_copy / "reference"
    rows = pd.read_csv(folder / "areas" / f"{LIST}.csv", dtype="str", keep_default_na=False)
    zones = {LAM_SON: "III", PHUOC_BINH: "II"}
    rows["zone"] = rows.commune_code.map(zones).fillna(rows.zone)
    rows["evidence"] = "illustrative"
    rows.to_csv(folder / "areas" / "truoc.csv", index=False, encoding="utf-8")
    index = pd.read_csv(data_copy / INDEX, dtype="str", keep_default_na=False)
    earlier = index[index.list_id == LIST].assign(
        list_id="truoc", decision="1/QĐ-TTg", issued="2016-01-01", valid_from="2016-01-01",
        valid_to="2021-06-03", file="areas/truoc.csv", totals_decision="",
    )  # fmt: skip
    pd.concat([earlier, index]).to_csv(data_copy / INDEX, index=False, encoding="utf-8")
    plan = load_programme(NINH_THUAN, data_copy)
    listed = list_communes(plan, data_copy, gazetteer)
    assert [area.list_id for area in earlier_lists(listed.area, data_copy, gazetteer)] == ["truoc"]
    change = eligibility_change(plan, listed, data_copy, gazetteer).set_index("former_code")
    assert change.change[[LAM_SON, PHUOC_BINH]].tolist() == ["left", "entered"]
    assert set(change.basis) == {"illustrative"}
    told = listed.communes.set_index("commune_code").children
    assert change.children[told.index].tolist() == told.tolist()
