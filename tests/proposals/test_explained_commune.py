"""Why this commune, why not that one: the sentences a planner reads, case by case."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.errors import NotFound
from needs.programmes import load_programme
from needs.proposals.explained_commune import explain_commune

from .explained_cases import cell, everything, explained, gift, lines_of, lot


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="module")
def warm(programme):
    return programme.category("warm_clothing").name.vi


def of_cell(assessment, commune="04101", lang="vi"):
    category = assessment.programme.category("warm_clothing").name.text(lang)
    return lines_of(explain_commune(assessment, commune, lang=lang), category)


def test_the_commune_stands_first_with_what_it_gets_and_its_rank(programme):
    giver = gift("A")
    told = explained(
        programme,
        [cell("04101"), cell("04102")],
        [giver],
        [lot(giver, "04101", packages=2)],
        ranks=[("04101", "all", 1, 1, 2), ("04102", "all", 2, 1, 2)],
    )
    title, lines = explain_commune(told, "04101", lang="vi")[0]
    assert title == "Xã Một (04101), Bảo Lạc"
    # 2 packages × 30 sets × 100,000 đồng.
    assert lines == [
        "Kế hoạch đề xuất cho xã: 60 trẻ, trị giá 6.000.000 đồng, từ Nhà tài trợ A.",
        "Hạng ưu tiên 1 trong 2 xã, tính chung các loại hỗ trợ (khoảng hạng 1–2).",
    ]
    assert explain_commune(told, "04101", lang="en")[0][1] == [
        "Proposed for the commune: 60 children, worth VND 6,000,000, from Nhà tài trợ A.",
        "Rank 1 of 2 communes by priority, over all kinds of support (interval of ranks 1–2).",
    ]


def test_a_commune_with_nothing_and_without_a_rank_is_told_so(programme):
    told = explained(programme, [cell("04101", reachable=False, reason="no_donor", part=pd.NA)])
    assert explain_commune(told, "04101", lang="vi")[0][1] == [
        "Kế hoạch chưa đề xuất hỗ trợ nào cho xã này.",
        "Xã chưa có hạng ưu tiên: thiếu số liệu của các chỉ số.",
    ]


def test_all_that_is_lacking_is_proposed(programme):
    giver = gift("A")
    told = explained(programme, [cell("04101")], [giver], [lot(giver, "04101", packages=2)])
    assert of_cell(told) == [
        "Được đề xuất 60 trẻ: đủ phần thiếu chắc chắn.",
        "Cần đạt 100 trẻ; thiếu chắc chắn 60; mức phủ từ 40% lên 100%.",
        "Nhà tài trợ A: 60 bộ đồ ấm, 6.000.000 đồng.",
        "Công bằng đi trước: nhóm 1 xã này được nâng ít nhất tới 100%; ở đây 100%.",
        "Quà phù hợp: Nhà tài trợ A (được đề xuất ở đây).",
    ]
    assert of_cell(told, lang="en")[:3] == [
        "Proposed: 60 children, all that is lacking for certain.",
        "To reach: 100 children; lacking for certain: 60; coverage rises from 40% to 100%.",
        "Nhà tài trợ A: 60 warm sets, VND 6,000,000.",
    ]


def test_a_part_is_proposed_and_the_rest_says_why_and_who_could_help(programme):
    giver = gift("A")
    told = explained(programme, [cell("04101")], [giver], [lot(giver, "04101")])
    lines = of_cell(told)
    assert (
        lines[0] == "Được đề xuất 30 trẻ; còn 30 trẻ chưa có nguồn, vì nguồn phù hợp đã dùng hết."
    )
    # 30 children open = one package: 30 × 100,000.
    assert lines[-2:] == [
        "Để đủ cần thêm 30 bộ đồ ấm, khoảng 3.000.000 đồng: một món quà là đủ.",
        "Ai giúp được: thêm tiền hoặc hiện vật cùng loại.",
    ]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (20, "Để đủ cần thêm 20 bộ đồ ấm, khoảng 2.000.000 đồng: một quà nhỏ hơn một gói là đủ."),
        (
            90,
            (
                "Để đủ cần thêm 90 bộ đồ ấm, khoảng 9.000.000 đồng; quà nhỏ nhất có ích: 30 bộ đồ "
                "ấm cho 30 trẻ, khoảng 3.000.000 đồng."
            ),
        ),
    ],
)
def test_the_smallest_gift_of_use_is_a_package_or_what_is_open(programme, gap, expected):
    assert expected in of_cell(explained(programme, [cell("04101", gap_low=gap)]))


def test_without_a_price_no_cost_is_made_up(programme):
    told = explained(programme, [cell("04101", price=pd.NA, gap_low=20, reason="no_price")])
    assert "Để đủ cần thêm 20 bộ đồ ấm, chưa có đơn giá: một quà nhỏ hơn một gói là đủ." in of_cell(
        told
    )


def test_an_unknown_gap_asks_for_figures_and_names_no_number(programme):
    told = explained(
        programme,
        [cell("04101", gap_low=pd.NA, target=pd.NA, reason="gap_unknown", reachable=False)],
    )
    assert of_cell(told) == [
        "Chưa biết ở đây còn thiếu bao nhiêu, nên chưa đề xuất được.",
        "Ai giúp được: chưa mời được ai: trước hết cần số liệu của xã.",
    ]


def test_no_certain_gap_means_no_proposal(programme):
    told = explained(programme, [cell("04101", gap_low=0, reason="no_gap", reachable=False)])
    assert of_cell(told) == [
        "Không còn phần thiếu chắc chắn: không đề xuất thêm, để không hỗ trợ trùng.",
        "Cần đạt 100 trẻ; thiếu chắc chắn 0; mức phủ vẫn là 100%.",
    ]


def test_what_is_promised_already_is_not_proposed_again(programme):
    told = explained(
        programme,
        [cell("04101", held=60, reachable=False, reason="no_gap")],
        commitments=pd.DataFrame(
            [("A", "04101", "warm_clothing", "2026", "accepted", 60, 0)],
            columns=[
                *("gift_id", "commune_code", "category", "period", "lot_state"),
                *("lot_children", "places"),
            ],
        ),
    )
    assert of_cell(told)[:2] == [
        "Phần thiếu chắc chắn đã có người nhận lời.",
        (
            "Cần đạt 100 trẻ; thiếu chắc chắn 60, trong đó đã có người nhận lời 60; mức phủ vẫn là "
            "100%."
        ),
    ]


def test_nothing_proposed_says_what_is_open_and_why(programme):
    told = explained(programme, [cell("04101", reason="no_donor", reachable=False, part=pd.NA)])
    assert of_cell(told)[0] == (
        "Chưa được đề xuất gì cho 60 trẻ còn thiếu, vì chưa có nhà tài trợ cho loại này ở xã này."
    )
    assert "Không quà nào phù hợp với nơi này." in of_cell(told)


def test_two_who_pay_one_package_are_both_named(programme):
    lead, partner = gift("A", share=0.6), gift("B", joins=True)
    shared = lot(
        lead,
        "04101",
        partner_id="b",
        partner="Nhà tài trợ B",
        partner_gift="B",
        paid_vnd=1_800_000,
        partner_vnd=1_200_000,
    )
    told = explained(programme, [cell("04101")], [lead, partner], [shared])
    expected = (
        "Nhà tài trợ A: 30 bộ đồ ấm, 3.000.000 đồng: tự trả 1.800.000 đồng, Nhà tài trợ B trả "
        "1.200.000 đồng."
    )
    assert expected in of_cell(told)
    assert "từ Nhà tài trợ A; Nhà tài trợ B." in explain_commune(told, "04101", lang="vi")[0][1][0]


REFUSALS = [
    ({"period": "2025"}, "quà của kỳ khác"),
    (
        {"funding": "stock", "goods_category": "nutrition", "goods_units": 90},
        "hiện vật hoặc suất đỡ đầu của loại khác",
    ),
    ({"categories": ("nutrition",)}, "chỉ muốn hỗ trợ loại khác"),
    ({"without_categories": ("warm_clothing",)}, "không muốn hỗ trợ loại này"),
    ({"zones": ("I",)}, "chỉ muốn hỗ trợ khu vực khác"),
    ({"districts": ("102",)}, "chỉ muốn hỗ trợ huyện khác"),
    ({"without_districts": ("101",)}, "không muốn hỗ trợ huyện này"),
    ({"communes": ("04102",)}, "chỉ muốn hỗ trợ xã khác"),
    ({"without_communes": ("04101",)}, "không muốn hỗ trợ xã này"),
    # Warm clothing is handed over from September to December.
    ({"visit_months": ("5", "6")}, "không đi trao được vào mùa cần"),
    ({"share": 0.5}, "chỉ trả một phần, chưa có ai góp phần còn lại"),
    # 90 sets in one package; 60 children lack one.
    ({"gift_package_units": 90}, "một gói lớn hơn phần còn thiếu ở đây"),
    # The whole gap costs 60 × 100,000 = 6,000,000.
    ({"least_per_commune": 6_000_001}, "mức ít nhất cho một xã lớn hơn phần còn thiếu ở đây"),
]


@pytest.mark.parametrize(("wishes", "why"), REFUSALS)
def test_a_gift_that_does_not_fit_is_named_with_the_reason(programme, wishes, why):
    cells = [cell("04101", reachable=False, reason="no_donor", part=pd.NA)]
    told = explained(programme, cells, [gift("A", **wishes)])
    assert f"Không phù hợp: Nhà tài trợ A ({why})." in of_cell(told)
    assert "Quà phù hợp" not in everything(explain_commune(told, "04101", lang="vi"))
    assert "Do not fit: Nhà tài trợ A (" in everything(explain_commune(told, "04101", lang="en"))


def test_the_least_that_the_gap_can_just_take_is_no_obstacle(programme):
    """60 × 100,000 = 6,000,000: exactly the least."""
    told = explained(programme, [cell("04101")], [gift("A", least_per_commune=6_000_000)])
    assert "Không phù hợp" not in everything(explain_commune(told, "04101", lang="vi"))


def test_money_cannot_pay_what_has_no_price_but_goods_can_be_given(programme):
    goods = gift("B", funding="stock", goods_category="warm_clothing", goods_units=60, left=0)
    cells = [cell("04101", price=pd.NA)]
    lines = of_cell(explained(programme, cells, [gift("A"), goods]))
    assert "Quà phù hợp: Nhà tài trợ B (đã dùng hết cho nơi khác)." in lines
    assert "Không phù hợp: Nhà tài trợ A (cho tiền, mà loại này chưa có đơn giá)." in lines


def test_goods_for_ages_that_the_support_does_not_reach_do_not_fit(programme, warm):
    bands = programme.category("warm_clothing").age_bands
    eldest = max(programme.band(name).to_age for name in bands)
    given = gift("A", funding="stock", goods_category="warm_clothing", goods_units=60)
    other = given | {"from_age": eldest + 1, "to_age": eldest + 1}
    fits = given | {"gift_id": "B", "donor_id": "b", "donor": "Nhà tài trợ B", "to_age": eldest}
    lines = of_cell(explained(programme, [cell("04101")], [other, fits]))
    assert "Không phù hợp: Nhà tài trợ A (quà cho lứa tuổi khác)." in lines
    assert "Quà phù hợp: Nhà tài trợ B (đã dùng hết cho nơi khác)." in lines


STATES = [
    ({"left": 0}, "đã dùng hết cho nơi khác"),
    ({"left": 2_999_999}, "còn 2.999.999 đồng, không đủ một gói"),
    ({"left": 5_000_000, "most_communes": 1}, "đã đủ 1 xã khác, không nhận thêm xã"),
    (
        {"left": 5_000_000, "left_reason": "cannot_be_whole", "whole": True},
        "còn 5.000.000 đồng: quà trọn gói: không nơi nào dùng hết cả phần",
    ),
    ({"left": 5_000_000}, "còn 5.000.000 đồng"),
    ({"left": pd.NA}, "không được đề xuất ở đây"),
]


@pytest.mark.parametrize(("values", "state"), STATES)
def test_what_became_of_a_gift_that_fits(programme, values, state):
    giver = gift("A", **values)
    cells = [cell("04101"), cell("04102")]
    told = explained(programme, cells, [giver], [lot(giver, "04102")])
    assert f"Quà phù hợp: Nhà tài trợ A ({state})." in of_cell(told)


def test_a_donor_of_several_gifts_has_them_told_apart(programme):
    coats = gift(
        "A2",
        donor_id="a",
        donor="Nhà tài trợ A",
        funding="stock",
        goods_category="warm_clothing",
        goods_units=30,
    )
    lines = of_cell(explained(programme, [cell("04101")], [gift("A"), coats]))
    assert (
        "Quà phù hợp: Nhà tài trợ A, tiền (đã dùng hết cho nơi khác); Nhà tài trợ A, hiện vật (đã "
        "dùng hết cho nơi khác)."
    ) in lines


def test_two_sums_of_one_donor_are_told_apart_by_their_ids(programme):
    second = gift("A2", donor_id="a", donor="Nhà tài trợ A")
    lines = of_cell(explained(programme, [cell("04101")], [gift("A"), second]))
    assert (
        "Quà phù hợp: Nhà tài trợ A, tiền A (đã dùng hết cho nơi khác); Nhà tài trợ A, tiền A2 (đã "
        "dùng hết cho nơi khác)."
    ) in lines


def test_many_donors_of_one_reason_are_counted_after_the_first_names(programme):
    gifts = [gift(f"G{n}", districts=("102",)) for n in range(9)]
    lines = of_cell(explained(programme, [cell("04101")], gifts))
    assert (
        "Không phù hợp: Nhà tài trợ G0; Nhà tài trợ G1; Nhà tài trợ G2; Nhà tài trợ G3 và 5 tên "
        "khác (chỉ muốn hỗ trợ huyện khác)."
    ) in lines


class TestWhyNotThisOne:
    def compared(self, programme, mine, other, *, mode="fair_first", **values):
        giver = gift("A", **values)
        cells = [cell("04101", **mine), cell("04103", **other)]
        told = explained(programme, cells, [giver], [lot(giver, "04103")], mode=mode)
        return [
            line
            for line in of_cell(told)
            if line.startswith(("Đi trước", "Cùng các quà", "Các quà phù hợp được"))
        ]

    def test_the_other_had_less_cover(self, programme):
        assert self.compared(programme, {"gap_low": 60}, {"gap_low": 90}) == [
            "Đi trước: Xã Ba (Hạ Lang), mới phủ 10%, ở đây đã 40%."
        ]

    def test_nobody_came_first_where_only_less_than_a_package_is_open(self, programme):
        mine = {"gap_low": 20, "reason": "below_package"}
        assert self.compared(programme, mine, {"gap_low": 90}) == []

    def test_the_other_is_more_urgent(self, programme):
        assert self.compared(programme, {"priority": 0.4}, {"priority": 0.6}) == [
            "Đi trước: Xã Ba (Hạ Lang), trọng số ưu tiên 0,600, ở đây 0,400."
        ]

    def test_the_same_money_goes_further_there(self, programme):
        assert self.compared(programme, {"price": 120_000}, {"price": 100_000}) == [
            (
                "Đi trước: Xã Ba (Hạ Lang), 1 bộ đồ ấm giá 100.000 đồng, ở đây 120.000 đồng: cùng "
                "số tiền được nhiều hơn."
            )
        ]

    def test_more_urgent_but_so_dear_that_the_money_does_less_is_no_reason(self, programme):
        """0.6 / 200,000 < 0.5 / 100,000."""
        assert self.compared(programme, {}, {"priority": 0.6, "price": 200_000}) == [
            (
                "Cùng các quà này còn đến Xã Ba (Hạ Lang); xét riêng từng nơi thì các nơi ấy không "
                "cấp bách hơn: gói trọn, mong muốn và giới hạn của nhà tài trợ quyết định trong cả "
                "kế hoạch."
            )
        ]

    def test_of_goods_the_price_is_no_matter(self, programme):
        stock = {"funding": "stock", "goods_category": "warm_clothing", "goods_units": 30}
        lines = self.compared(programme, {}, {"priority": 0.6, "price": 200_000}, **stock)
        assert lines == ["Đi trước: Xã Ba (Hạ Lang), trọng số ưu tiên 0,600, ở đây 0,500."]

    def test_effect_first_says_the_urgency_before_the_cover(self, programme):
        lines = self.compared(
            programme, {"gap_low": 60}, {"gap_low": 90, "priority": 0.6}, mode="effect_first"
        )
        assert lines == ["Đi trước: Xã Ba (Hạ Lang), trọng số ưu tiên 0,600, ở đây 0,500."]

    def test_equal_shares_of_the_gap_do_not_look_at_the_cover_before(self, programme):
        lines = self.compared(programme, {"gap_low": 60}, {"gap_low": 90}, mode="proportional")
        assert lines[0].startswith("Cùng các quà này còn đến Xã Ba")

    def test_the_gifts_went_to_another_kind_of_support(self, programme):
        giver = gift("A")
        cells = [cell("04101"), cell("04103", "nutrition")]
        told = explained(programme, cells, [giver], [lot(giver, "04103", "nutrition")])
        name = programme.category("nutrition").name.vi
        assert f"Các quà phù hợp được dùng cho loại khác: {name}." in of_cell(told)

    def test_communes_that_other_donors_serve_are_not_compared(self, programme):
        other = gift("B", districts=("102",))
        cells = [cell("04101"), cell("04103", gap_low=90)]
        told = explained(programme, cells, [gift("A"), other], [lot(other, "04103")])
        assert "Xã Ba" not in "\n".join(of_cell(told))


class TestFloor:
    def floor(self, programme, mode, *, cells=None, **values):
        giver = gift("A")
        cells = cells or [cell("04101"), cell("04102", gap_low=30)]
        lots = [lot(giver, "04101", packages=values.get("packages", 1))]
        told = explained(programme, cells, [giver], lots, mode=mode)
        return next(line for line in of_cell(told) if "này được" in line)

    def test_fair_first(self, programme):
        """Open 30 of 100 each: both stand at 70 %."""
        assert self.floor(programme, "fair_first") == (
            "Công bằng đi trước: nhóm 2 xã này được nâng ít nhất tới 70%; ở đây 70%."
        )

    def test_effect_first(self, programme):
        assert self.floor(programme, "effect_first") == (
            "Hiệu quả đi trước; sau đó nhóm 2 xã này được nâng ít nhất tới 70%; ở đây 70%."
        )

    def test_a_cell_below_the_floor_has_all_it_could_get(self, programme):
        giver = gift("A")
        cells = [cell("04101", gap_low=95), cell("04102")]
        floors = pd.DataFrame(
            [("warm_clothing", 1, 2, 0.05, 0.7, 0.7)],
            columns=[
                *("category", "part", "cells", "floor_before", "floor_stage1", "floor_stage2")
            ],
        )
        told = explained(
            programme, cells, [giver], [lot(giver, "04101"), lot(giver, "04102")], floors=floors
        )
        # 100 − (95 − 30) = 35 of 100.
        assert (
            "Nhóm 2 xã này được nâng ít nhất tới 70%; ở đây chỉ tới 35%, hết mức các nhà tài trợ "
            "phù hợp cho được riêng nơi này."
        ) in of_cell(told)

    def test_equal_shares_are_told_of_the_gap(self, programme):
        floors = pd.DataFrame(
            [("warm_clothing", 1, 2, 0.0, 0.5, 0.5)],
            columns=[
                *("category", "part", "cells", "floor_before", "floor_stage1", "floor_stage2")
            ],
        )
        giver = gift("A")
        told = explained(
            programme,
            [cell("04101"), cell("04102")],
            [giver],
            [lot(giver, "04101")],
            mode="proportional",
            floors=floors,
        )
        # 30 of 60 lacking.
        assert "Nhóm 2 xã này được đáp ứng ít nhất 50% phần thiếu; ở đây 50%." in of_cell(told)
        assert (
            "Nhóm 2 xã này được đáp ứng ít nhất 50% phần thiếu; ở đây 0%, hết mức các nhà tài trợ "
            "phù hợp cho được riêng nơi này."
        ) in of_cell(told, "04102")

    def test_two_groups_of_a_category_are_not_mixed_up(self, programme):
        giver = gift("A")
        cells = [cell("04101"), cell("04103", part=2, gap_low=90)]
        told = explained(programme, cells, [giver], [lot(giver, "04101")])
        assert "Công bằng đi trước: nhóm 1 xã này được nâng ít nhất tới 70%; ở đây 70%." in (
            of_cell(told)
        )


def test_places_are_counted_in_places_and_take_no_unnamed_money(programme):
    room = cell("04101", "classroom", counted="places", target=3, gap_low=2, price=400_000_000)
    named, unnamed = gift("B", categories=("classroom",)), gift("A")
    told = explained(programme, [room], [named, unnamed], [lot(named, "04101", "classroom")])
    name = next(f.name.vi for f in programme.facilities if f.id == "classroom")
    lines = lines_of(explain_commune(told, "04101", lang="vi"), name)
    assert lines[0].startswith("Được đề xuất 1 phòng học; còn 1 phòng học chưa có nguồn")
    assert "Không phù hợp: Nhà tài trợ A (không nêu công trình, dành cho trẻ)." in lines
    assert "Để đủ cần thêm 1 phòng học, khoảng 400.000.000 đồng: một món quà là đủ." in lines
    english = explain_commune(told, "04101", lang="en")
    assert "Proposed for the commune: 1 classroom, worth" in english[0][1][0]


def test_several_places_name_the_smallest_gift_of_use(programme):
    room = cell("04101", "classroom", counted="places", target=3, gap_low=2, price=400_000_000)
    told = explained(programme, [room])
    assert (
        "Để đủ cần thêm 2 phòng học, khoảng 800.000.000 đồng; quà nhỏ nhất có ích: 1 phòng học, "
        "khoảng 400.000.000 đồng."
    ) in everything(explain_commune(told, "04101", lang="vi"))
    assert "2 classrooms, about VND 800,000,000" in everything(
        explain_commune(told, "04101", lang="en")
    )


def test_one_category_may_be_asked_for_by_name(programme, warm):
    told = explained(programme, [cell("04101"), cell("04101", "nutrition")])
    assert len(explain_commune(told, "04101", lang="vi")) == 3
    assert [title for title, _ in explain_commune(told, "04101", lang="vi", category=warm)] == [
        "Xã Một (04101), Bảo Lạc",
        warm,
    ]


def test_a_commune_without_such_a_target_is_told_so(programme):
    told = explained(programme, [cell("04102")])
    (_, lines), *rest = explain_commune(told, "04101", lang="vi")
    assert rest == []
    assert lines[-1] == "Kế hoạch không tính chỉ tiêu nào như vậy cho xã này."


def test_a_misspelt_category_lists_the_valid_ones(programme):
    told = explained(programme, [cell("04101")])
    with pytest.raises(NotFound, match="warm_clothing"):
        explain_commune(told, "04101", lang="vi", category="coats")


def test_two_kinds_of_support_warn_that_a_child_is_counted_twice(programme):
    giver = gift("A")
    cells = [cell("04101"), cell("04101", "nutrition")]
    lots = [lot(giver, "04101"), lot(giver, "04101", "nutrition")]
    told = explained(programme, cells, [giver], lots)
    assert (
        "Một trẻ nhận hai loại hỗ trợ thì được đếm hai lần ở đây."
        in (explain_commune(told, "04101", lang="vi")[0][1])
    )


def test_invented_data_say_so(programme):
    told = explained(programme, [cell("04101")], [gift("A", basis="illustrative")])
    assert "Số liệu minh họa" in everything(explain_commune(told, "04101", lang="vi"))
    assert "Số liệu minh họa" not in everything(
        explain_commune(explained(programme, [cell("04101")]), "04101", lang="vi")
    )
