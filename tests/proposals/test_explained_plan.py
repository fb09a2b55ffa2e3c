"""The plan as a whole in words: rule, floors, price, practice, next gift, what stays open."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.assessment import Assessment
from needs.programmes import load_programme
from needs.proposals.explained_plan import explain_plan

from .explained_cases import cell, everything, explained, gift, lines_of, lot, stages

HOW, FLOORS, PRICE = "Kế hoạch chọn thế nào", "Mức thấp nhất tăng tới đâu", "Giá của công bằng"
PRACTICE, OPEN = "So với cách làm thường gặp", "Còn thiếu gì, ai giúp được"
NEXT, SURE = "10.000.000 đồng tiếp theo làm được gì", "Chắc tới đâu"
FLOOR = ["category", "part", "cells", "floor_before", "floor_stage1", "floor_stage2"]


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


def section(assessment, title):
    return lines_of(explain_plan(assessment, lang="vi"), title)


@pytest.mark.parametrize(
    ("mode", "first"),
    [
        (
            "fair_first",
            (
                "Công bằng trước: nâng nơi được hỗ trợ ít nhất lên cao hết mức, rồi giúp được "
                "nhiều trẻ cần nhất; bước sau bớt của bước trước không quá 1%."
            ),
        ),
        (
            "effect_first",
            (
                "Hiệu quả trước: giúp được nhiều trẻ cần nhất, rồi nâng nơi được hỗ trợ ít nhất; "
                "bước sau bớt của bước trước không quá 1%."
            ),
        ),
        (
            "proportional",
            (
                "Chia đều: mọi nơi được đáp ứng cùng một phần của điều còn thiếu, rồi giúp được "
                "nhiều trẻ cần nhất; bước sau bớt của bước trước không quá 1%."
            ),
        ),
    ],
)
def test_the_rule_stands_first_then_what_is_given(programme, mode, first):
    a, b = gift("A", left=4_000_000), gift("B", budget_vnd=5_000_000, left=2_000_000)
    lots = [lot(a, "04101", packages=2), lot(b, "04103")]
    told = explained(programme, [cell("04101"), cell("04103")], [a, b], lots, mode=mode)
    # 3 packages × 30 × 100,000; budgets 10 + 5 million.
    assert section(told, HOW) == [
        first,
        "Đề xuất: 90 trẻ ở 2 xã, trị giá 9.000.000 đồng, từ 2 nhà tài trợ.",
        "Tiền chưa phân bổ: 6.000.000 đồng trong 15.000.000 đồng.",
    ]
    assert "Proposed: 90 children in 2 communes" in everything(explain_plan(told, lang="en"))


def test_children_of_several_kinds_of_support_are_not_told_as_so_many_children(programme):
    giver = gift("A")
    lots = [lot(giver, "04101"), lot(giver, "04101", "nutrition")]
    cells = [cell("04101"), cell("04101", "nutrition")]
    told = explained(programme, cells, [giver], lots)
    # 30 children get clothes, 10 get meals; they may be the same children.
    assert "40 lượt trẻ ở 1 xã" in section(told, HOW)[1]
    assert "40 children (once for each kind of support)" in everything(
        explain_plan(told, lang="en")
    )


def test_money_left_is_explained_and_the_uncertain_gap_named(programme):
    full = gift("A", left=4_000_000, left_reason="reach_full")
    small = gift("B", left=500_000, left_reason="below_package_price")
    lots = [lot(full, "04101", packages=2)]
    told = explained(programme, [cell("04101")], [full, small], lots)
    gap = told.gap.assign(gap_high=pd.array([90], dtype="Int64"))
    assert section(told, HOW)[3:] == [
        (
            "Vì sao còn: nơi phù hợp không còn chỗ cho một gói trọn (4.000.000 đồng); phần còn lại "
            "nhỏ hơn giá một gói (500.000 đồng)."
        ),
    ]
    uncertain = Assessment(programme=told.programme, tables=told.tables | {"gap": gap})
    assert section(uncertain, HOW)[4] == (
        "Đề xuất chỉ bù phần thiếu chắc chắn, 60 trẻ; phần thiếu có thể tới 90 trẻ. Thêm báo cáo "
        "của xã thì lập lại kế hoạch: tiền còn lại có thể có chỗ dùng."
    )


def test_who_only_pays_the_rest_of_packages_counts_as_a_donor(programme):
    shared = lot(gift("A"), "04101", partner_id="b", partner="B", partner_gift="B")
    told = explained(programme, [cell("04101")], [gift("A"), gift("B", joins=True)], [shared])
    assert "từ 2 nhà tài trợ" in section(told, HOW)[1]


def test_an_empty_plan_says_so(programme):
    told = explained(programme, [cell("04101", reachable=False, reason="no_donor", part=pd.NA)])
    assert section(told, HOW)[1] == ("Kế hoạch không đề xuất gì: không quà nào đến được nơi nào.")
    assert section(told, FLOORS) == ["Không nhóm nào có nơi mà nhà tài trợ nào đến được."]


class TestFloors:
    def test_each_category_rises_from_to(self, programme):
        floors = pd.DataFrame(
            [("warm_clothing", 1, 12, 0.1, 0.35, 0.35), ("nutrition", 1, 1, 0.2, 0.2, 0.2)],
            columns=FLOOR,
        )
        told = explained(programme, [cell("04101")], floors=floors)
        assert section(told, FLOORS) == [
            "Bữa ăn dinh dưỡng: 1 xã, nơi thấp nhất vẫn là 20%.",
            "Đồ ấm: 12 xã, nơi thấp nhất từ 10% lên 35%.",
        ]

    def test_a_small_rise_is_not_rounded_away(self, programme):
        floors = pd.DataFrame([("warm_clothing", 1, 2, 0.101, 0.104, 0.104)], columns=FLOOR)
        told = explained(programme, [cell("04101")], floors=floors)
        assert section(told, FLOORS) == ["Đồ ấm: 2 xã, nơi thấp nhất từ 10,1% lên 10,4%."]

    def test_groups_of_a_category_are_numbered(self, programme):
        floors = pd.DataFrame(
            [
                ("warm_clothing", 2, 3, 0.0, 0.5, 0.5),
                ("warm_clothing", 1, 2, 0.1, 0.3, 0.3),
                ("nutrition", pd.NA, 0, pd.NA, pd.NA, pd.NA),
            ],
            columns=FLOOR,
        )
        told = explained(programme, [cell("04101")], floors=floors)
        assert section(told, FLOORS) == [
            "Đồ ấm, nhóm 1: 2 xã, nơi thấp nhất từ 10% lên 30%.",
            "Đồ ấm, nhóm 2: 3 xã, nơi thấp nhất từ 0% lên 50%.",
        ]

    def test_equal_shares_are_of_the_gap(self, programme):
        floors = pd.DataFrame([("warm_clothing", 1, 2, 0.0, 0.5, 0.5)], columns=FLOOR)
        giver = gift("A")
        # 30 of 60 children lacking: half of the gap, as the floor says.
        half = [lot(giver, "04101")]
        told = explained(
            programme, [cell("04101")], [giver], half, floors=floors, mode="proportional"
        )
        assert section(told, FLOORS) == ["Đồ ấm: 2 xã, phần thiếu được đáp ứng ít nhất 50%."]

    def test_places_full_below_the_floor_are_told_with_the_lowest(self, programme):
        floors = pd.DataFrame([("warm_clothing", 1, 2, 0.1, 0.99, 0.99)], columns=FLOOR)
        giver = gift("A")
        cells = [cell("04101"), cell("04103", gap_low=40)]
        # 40 of 100 are covered before, one package serves 30: 70 %; 60 + 30 of 100: 90 %.
        lots = [lot(giver, "04101"), lot(giver, "04103")]
        told = explained(programme, cells, [giver], lots, floors=floors)
        assert section(told, FLOORS) == [
            (
                "Đồ ấm: 2 xã, mức sàn từ 10% lên 99%. Riêng 2 xã đã nhận hết mức có thể mà vẫn "
                "thấp hơn: thấp nhất 70%."
            )
        ]


class TestPrice:
    def frontier(self, *rows):
        columns = ["fair_share", "lowest_coverage", "children_reached", "price_of_fairness"]
        return pd.DataFrame(list(rows), columns=columns)

    def test_the_points_go_from_full_fairness_to_none(self, programme):
        points = self.frontier((0.0, 0.1, 1200, 0.0), (1.0, 0.35, 1000, 0.08))
        told = explained(programme, [cell("04101")], frontier=points)
        assert section(told, PRICE) == [
            "Công bằng trọn vẹn giảm 8,0% hiệu quả (số trẻ theo trọng số ưu tiên).",
            "Giữ 100% mức công bằng: nơi thấp nhất 35,0%, 1.000 trẻ, hiệu quả giảm 8,0%.",
            "Giữ 0% mức công bằng: nơi thấp nhất 10,0%, 1.200 trẻ, hiệu quả giảm 0,0%.",
        ]

    def test_fairness_that_costs_next_to_nothing(self, programme):
        told = explained(
            programme, [cell("04101")], frontier=self.frontier((1.0, 0.35, 1000, 0.004))
        )
        assert section(told, PRICE)[0] == (
            "Công bằng trọn vẹn hầu như không làm giảm số trẻ cần nhất được giúp."
        )

    def test_an_unknown_price_is_not_told_as_none(self, programme):
        told = explained(
            programme, [cell("04101")], frontier=self.frontier((1.0, 0.35, 1000, pd.NA))
        )
        assert section(told, PRICE) == [
            "Giữ 100% mức công bằng: nơi thấp nhất 35,0%, 1.000 trẻ, hiệu quả giảm chưa có số liệu."
        ]

    def test_without_the_table_there_is_no_section(self, programme):
        titles = [title for title, _ in explain_plan(explained(programme, []), lang="vi")]
        assert not {PRICE, PRACTICE, NEXT} & set(titles)


class TestPractice:
    def practice(self, *rows):
        columns = ["plan", "lowest_coverage", "gini", "children_reached", "unspent_vnd"]
        return pd.DataFrame(list(rows), columns=columns)

    @pytest.mark.parametrize(
        ("other", "verdict"),
        [
            ((0.1, 1100), "kế hoạch này nâng nơi thấp nhất cao hơn, giúp ít trẻ hơn"),
            ((0.3, 1000), "nơi thấp nhất bằng nhau, giúp số trẻ bằng nhau"),
            ((0.4, 900), "kế hoạch này để nơi thấp nhất thấp hơn, giúp nhiều trẻ hơn"),
        ],
    )
    def test_what_is_worse_is_said_as_well_as_what_is_better(self, programme, other, verdict):
        floor, children = other
        practice = self.practice(
            ("first_come", floor, 0.5, children, 7_000_000), ("ours", 0.3, 0.25, 1000, 0)
        )
        told = explained(programme, [cell("04101")], practice=practice)
        lines = section(told, PRACTICE)
        assert lines[0].endswith(
            ": nơi thấp nhất 30,0%, chênh lệch (Gini) 0,250, 1.000 trẻ, chưa dùng 0 đồng."
        )
        assert lines[2] == f"So lại: {verdict}."

    def test_both_usual_ways_are_named(self, programme):
        practice = self.practice(
            ("ours", 0.3, 0.2, 10, 0), ("rank", 0.1, 0.3, 9, 0), ("first_come", 0.0, 0.4, 8, 0)
        )
        told = explained(programme, [cell("04101")], practice=practice)
        names = [line.split(":")[0] for line in section(told, PRACTICE)]
        assert len(set(names)) == 4
        assert not [name for name in names if name in ("ours", "rank", "first_come")]


class TestNext:
    """The profile tells 10 million next, and 5, 50 and 500 million for the basket."""

    def further(self, *rows):
        lots = [lot(gift("n"), code, *more) | {"amount_vnd": vnd} for vnd, code, *more in rows]
        return pd.DataFrame(lots, columns=[*lot(gift("n"), "04101"), "amount_vnd"])

    def test_what_it_buys_and_where_then_what_other_amounts_would(self, programme):
        lots = self.further(
            (10_000_000, "04103", "warm_clothing", 2),
            (10_000_000, "04101", "nutrition"),
            (50_000_000, "04101", "warm_clothing", 5),
        )
        told = explained(programme, [cell("04101")], next_gifts=lots)
        # 2 × 30 sets and 90 meal-months at 100,000 each; 5 × 30 sets.
        assert section(told, NEXT) == [
            (
                "Thêm 10.000.000 đồng không kèm mong muốn nào: giúp được 70 lượt trẻ ở 2 xã, hết "
                "15.000.000 đồng."
            ),
            "Xã Ba (Hạ Lang): Đồ ấm, 60 bộ đồ ấm.",
            "Xã Một (Bảo Lạc): Bữa ăn dinh dưỡng, 90 tháng ăn.",
            "Thêm 5.000.000 đồng chưa mua được gói nào cho phần còn thiếu.",
            (
                "Thêm 50.000.000 đồng không kèm mong muốn nào: giúp được 150 trẻ ở 1 xã, hết "
                "15.000.000 đồng."
            ),
            "Thêm 500.000.000 đồng chưa mua được gói nào cho phần còn thiếu.",
        ]

    def test_too_little_for_any_package(self, programme):
        told = explained(programme, [cell("04101")], next_gifts=self.further())
        assert section(told, NEXT)[0] == (
            "Thêm 10.000.000 đồng chưa mua được gói nào cho phần còn thiếu."
        )

    def test_a_long_list_is_summed_up(self, programme):
        codes = [code for code in ("04101", "04102", "04103") for _ in range(3)]
        lots = self.further(*[(10_000_000, code) for code in [*codes, "04104"]])
        told = explained(programme, [cell("04101")], next_gifts=lots)
        lines = section(told, NEXT)
        assert lines[0].startswith(
            "Thêm 10.000.000 đồng không kèm mong muốn nào: giúp được 300 trẻ"
        )
        # 8 of 10 lots are named; 2 × 30 children remain.
        assert "Và 60 trẻ ở các nơi khác." in lines

    @pytest.mark.parametrize(("status", "told_so"), [("yes", True), ("no", False)])
    def test_further_money_is_a_fact_only_if_confirmed(self, programme, status, told_so):
        binding = pd.DataFrame(
            [("*", "means", "vnd", 1e7, 21.5, status)],
            columns=["gift_id", "limit", "per", "widened_by", "confirmed_split", "status"],
        )
        lots = self.further((10_000_000, "04101"))
        told = explained(programme, [cell("04101")], next_gifts=lots, binding=binding)
        sentence = (
            "Cứ thêm 10.000.000 đồng thì được thêm 21,5 trẻ theo trọng số ưu tiên (đã giải lại để "
            "kiểm)."
        )
        assert (sentence in section(told, NEXT)) is told_so


class TestOpen:
    def test_reason_by_reason_the_greatest_first_then_the_sum(self, programme):
        cells = [
            cell("04101", gap_low=20, reason="below_package"),
            cell("04102", gap_low=60),
            cell("04103", gap_low=50),
            cell("04104", gap_low=pd.NA, target=pd.NA, reason="gap_unknown", reachable=False),
        ]
        assert section(explained(programme, cells), OPEN) == [
            (
                "Nguồn phù hợp đã dùng hết: 2 chỗ, 110 trẻ; khoảng 11.000.000 đồng. Ai giúp được: "
                "thêm tiền hoặc hiện vật cùng loại."
            ),
            (
                "Phần còn lại nhỏ hơn một gói: 1 chỗ, 20 trẻ; khoảng 2.000.000 đồng. Ai giúp được: "
                "quà nhỏ, lẻ: cá nhân, nhóm bạn, gói nhỏ hơn."
            ),
            "Cộng: 3 chỗ, 130 trẻ; khoảng 13.000.000 đồng.",
            (
                "Chưa biết còn thiếu bao nhiêu: 1 chỗ. Ai giúp được: chưa mời được ai: trước hết "
                "cần số liệu của xã."
            ),
        ]

    def test_children_and_places_are_not_added(self, programme):
        cells = [
            cell("04101", reason="no_donor"),
            cell(
                "04101", "classroom", counted="places", target=2, gap_low=2, price=pd.NA,
                reason="no_donor",
            ),
        ]  # fmt: skip
        assert section(explained(programme, cells), OPEN)[0].startswith(
            "Chưa có nhà tài trợ cho loại này ở xã này: 2 chỗ, 60 trẻ, 2 phòng học; khoảng "
            "6.000.000 đồng, chưa kể 1 chỗ chưa có đơn giá."
        )

    def test_no_price_at_all(self, programme):
        cells = [cell("04101", reason="no_price", price=pd.NA)]
        assert "60 trẻ; chưa có đơn giá." in section(explained(programme, cells), OPEN)[0]

    def test_in_english_communes_by_kind_of_support_are_needs_not_places(self, programme):
        cells = [cell("04101"), cell("04102", gap_low=50)]
        lines = dict(explain_plan(explained(programme, cells), lang="en"))
        assert lines["What stays open, and who could help"][-1] == (
            "Altogether: 2 needs, 110 children; about VND 11,000,000."
        )

    def test_nothing_open(self, programme):
        giver = gift("A")
        told = explained(programme, [cell("04101")], [giver], [lot(giver, "04101", packages=2)])
        assert section(told, OPEN) == ["Không nơi nào còn thiếu."]

    CODES = (
        *("gap_below_package", "no_donor", "no_price", "no_season", "no_age"),
        *("no_means", "lot_too_large", "no_partner", "below_package", "means_spent"),
        *("communes_full", "kept_for_others", ""),
    )

    @pytest.mark.parametrize("lang", ["vi", "en"])
    @pytest.mark.parametrize("code", CODES)
    def test_every_reason_has_words_and_somebody_who_could_help(self, programme, code, lang):
        told = explained(programme, [cell("04101", reason=code)])
        words = everything(explain_plan(told, lang=lang))
        assert not code or code not in words
        assert ": ." not in words


class TestExactness:
    def test_proven_best(self, programme):
        told = explained(programme, [cell("04101")])
        assert section(told, SURE) == [
            "Đã chứng minh: không kế hoạch nào tốt hơn theo các quy tắc trên."
        ]

    def test_a_gap_is_told(self, programme):
        rows = stages(("effect", 0.0012, "optimal"), ("rises", float("nan"), "rises"))
        told = explained(programme, [cell("04101")], stages=rows)
        assert section(told, SURE) == [
            "Đã chứng minh: kế hoạch kém mức tốt nhất có thể không quá 0,12%."
        ]

    def test_a_limit_of_time_is_told(self, programme):
        rows = stages(("effect", 0.02, "limit"))
        told = explained(programme, [cell("04101")], stages=rows)
        assert section(told, SURE) == [
            "Đã chứng minh: kế hoạch kém mức tốt nhất có thể không quá 2,00%.",
            "1 bước tính dừng vì hết thời gian; cho thêm thời gian có thể tốt hơn.",
        ]


def test_invented_data_say_so(programme):
    told = explained(programme, [cell("04101")], [gift("A", basis="illustrative")])
    assert "Số liệu minh họa" in everything(explain_plan(told, lang="vi"))
