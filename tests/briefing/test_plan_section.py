"""What is proposed, what stays open and who could help, and what else could be proposed."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from needs.assessment import Assessment
from needs.briefing.further_gifts import further_gifts
from needs.briefing.plan_points import lowest_coverage, plan_effect
from needs.briefing.plan_section import frontier_section, practice_section
from needs.briefing.promised import commitments_words
from needs.briefing.proposal import open_by_reason, proposal_by_commune, proposal_table
from needs.briefing.province import floors_table, gifts_table
from needs.briefing.sources import solver_note
from needs.briefing.words import idle_reason, mode_words, open_reason, who_could
from needs.programmes import load_programme

from .plan_cases import frame, gift_use, lot, place, plan, still_open
from .reading import as_rows, one, table, words

# The codes of the allocation (needs.allocation.results.reasons).
OPEN = [
    *("gap_unknown", "no_gap", "gap_below_package", "no_donor", "no_price", "no_season", "no_age"),
    *("no_means", "lot_too_large", "no_partner", "below_package", "means_spent", "communes_full"),
    "kept_for_others",
]
LEFT = [
    *("no_admitted_cell", "reach_full", "below_package_price", "below_package_units"),
    *("communes_full", "cannot_be_whole", "other_period", "no_partner", "kept_for_others"),
]


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@pytest.fixture
def joint(programme):
    """One lot of 10 million đồng: donor A pays 60 %, donor C the rest."""
    shared = {"partner_id": "c", "partner": "Nhà C", "partner_gift": "c", "paid_vnd": 6_000_000}
    return plan(
        programme,
        allocation=[lot("a", "01201", cost=10_000_000, partner_vnd=4_000_000, **shared)],
        gift_use=[gift_use("a", used=6_000_000), gift_use("c", used=4_000_000, donor_type="ngo")],
    )


# -- Words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_reason_has_words_and_tells_who_could_help(lang):
    for code in OPEN:
        assert open_reason(code, lang=lang)
        assert who_could(code, lang=lang) or code == "no_gap"
        assert code not in open_reason(code, lang=lang)
    told = [idle_reason(code, lang=lang) for code in LEFT]
    assert all(told)
    assert len(set(told)) == len(told)


def test_the_mode_is_told_in_words(programme):
    settings = programme.allocation.model_copy(update={"mode": "proportional"})
    other = programme.model_copy(update={"allocation": settings})
    assert "công bằng trước" in words(solver_note(plan(programme), lang="vi"))
    shown = words(solver_note(plan(other), lang="vi"))
    assert mode_words("proportional", lang="vi") in shown
    assert "không phương án nào khác tốt hơn quá 0,05%" in shown


def test_a_plan_proven_best_is_not_said_to_be_worse_by_nothing(programme):
    best = plan(programme)
    stages = best.stages.assign(gap=0.0)
    proven = Assessment(programme=best.programme, tables={**best.tables, "stages": stages})
    shown = words(solver_note(proven, lang="vi"))
    assert shown.endswith("không phương án nào khác tốt hơn.")
    unknown = Assessment(
        programme=best.programme, tables={**best.tables, "stages": stages.assign(gap=pd.NA)}
    )
    assert "tốt hơn" not in words(solver_note(unknown, lang="vi"))


# -- Who gives what ----------------------------------------------------------------------------


def test_money_stands_with_each_who_pays_and_children_once(joint):
    rows = as_rows(table(proposal_table(joint, lang="vi"), "Đề xuất phân bổ"))
    assert [row["Nhà tài trợ"] for row in rows] == ["Nhà A", "Nhà C"]
    assert [one(row["Giá trị, triệu đồng"]) for row in rows] == [6, 4]
    assert [row["Trẻ"] for row in rows] == ["30", "–"]
    assert rows[1]["Khối lượng"] == "cùng trả với Nhà A"
    assert rows[1]["Loại"] == "tổ chức phi chính phủ"
    foot = table(proposal_table(joint, lang="vi"), "Đề xuất phân bổ").tfoot
    assert "10" in foot.get_text(" ")


def test_the_total_is_the_cost_of_all_lots_also_where_rows_are_left_out(programme):
    lots = [lot(f"d{n}", "01201", cost=n * 1_000_000) for n in range(1, 6)]
    many = plan(programme, allocation=lots)
    shown = proposal_table(many, lang="vi", most=2)
    rows = as_rows(table(shown, "Đề xuất phân bổ"))
    # The two largest of 1 + 2 + 3 + 4 + 5 = 15 million.
    assert [one(row["Giá trị, triệu đồng"]) for row in rows] == [5, 4]
    assert "15" in table(shown, "Đề xuất").tfoot.get_text(" ").split()
    assert "2 dòng lớn nhất trong 5" in words(shown)


def test_a_place_is_not_counted_in_children(programme):
    one_place = plan(
        programme,
        allocation=[lot("a", "01301", "play_area", count=1)],
        open_needs=[still_open("01301", "play_area", left=1, reason="means_spent")],
    )
    rows = as_rows(table(proposal_table(one_place, lang="vi"), "Đề xuất"))
    assert rows[0]["Trẻ"] == "–"
    by_commune = as_rows(table(proposal_by_commune(one_place, lang="vi"), "Từng xã"))
    kind = programme.facilities[0].name.text("vi")
    given = next(row for row in by_commune if row["Loại hỗ trợ"] == kind)
    # Two places lacking, one proposed, one open.
    assert (given["Thiếu chắc chắn"], given["Đề xuất tới"], given["Chưa có nguồn"]) == (
        "2", "1", "1",
    )  # fmt: skip
    assert "1 nơi" in words(open_by_reason(one_place, lang="vi"))


def test_places_that_nobody_gives_do_not_lengthen_the_table(programme):
    rows = as_rows(table(proposal_by_commune(plan(programme), lang="vi"), "Từng xã"))
    assert {row["Loại hỗ trợ"] for row in rows} == {
        programme.category(name).name.text("vi") for name in ("warm_clothing", "nutrition")
    }


def test_each_gift_tells_what_is_left_and_why(programme):
    stock = {
        "funding": "stock", "goods_category": "warm_clothing", "stock_units": 100, "left": 70,
        "gift": "cỡ nhỏ", "budget_vnd": pd.NA,
    }  # fmt: skip
    gifts = [
        gift_use("a", used=9_000_000, held_taken=5_000_000, left=6_000_000),
        gift_use("a-2", used=30, reason="communes_full", **stock),
    ]
    rows = as_rows(table(gifts_table(plan(programme, gift_use=gifts), lang="vi"), "Từng món quà"))
    money, goods = rows
    # 20 million: 5 accepted before, 9 proposed, 6 left.
    assert [money[name] for name in ("Có", "Đã nhận lời", "Đề xuất", "Còn lại")] == [
        "20", "5", "9", "6",
    ]  # fmt: skip
    assert goods["Nhà tài trợ"] == "Nhà A cỡ nhỏ"
    assert (goods["Có"], goods["Còn lại"]) == ("100", "70")
    assert goods["Vì sao còn"] == idle_reason("communes_full", lang="vi")


def test_a_gift_that_cannot_be_used_is_named_with_what_to_do(programme):
    aside = {
        "remark": 1, "set_aside": True, "donor": "Nhà X", "gift_id": "x", "column": "tháng",
        "fault_found": "13", "fault_expected": "1–12", "fault_action": "sửa tháng",
    }  # fmt: skip
    note = aside | {"remark": 2, "set_aside": False, "donor": "Nhà Y"}
    shown = words(gifts_table(plan(programme, gift_remarks=[aside, note]), lang="vi"))
    assert "Nhà X: tháng, 13. Cần: sửa tháng." in shown
    assert "Nhà Y" not in shown, "it can be used"


def test_parts_of_a_category_have_their_own_floor(programme):
    row = {"category": "warm_clothing", "floor_before": 0.5, "floor_stage1": 0.9}
    floors = [
        row | {"part": 1, "cells": 2, "floor_stage2": 0.89},
        row | {"part": 2, "cells": 1, "floor_stage2": 0.4},
        {"category": "nutrition", "part": None, "cells": 0, "floor_stage2": None},
    ]
    assessment = plan(programme, floors=floors)
    shown = as_rows(table(floors_table(assessment, lang="vi"), "Độ bao phủ"))
    assert [row["Sau đề xuất"] for row in shown] == ["–", "89,0%", "40,0%"]
    assert "nhóm 2" in shown[2]["Loại hỗ trợ"]
    assert lowest_coverage(assessment) == 0.4


# -- What stays open ---------------------------------------------------------------------------


def test_what_stays_open_is_summed_by_reason_and_names_who_could_help(programme):
    rows = as_rows(table(open_by_reason(plan(programme), lang="vi"), "Phần chưa có nguồn"))
    # 18 million without a donor, 3 + 3 for spent means; what nobody can price comes last.
    assert [row["Vì sao chưa có nguồn"] for row in rows] == [
        open_reason(code, lang="vi") for code in ("no_donor", "means_spent", "gap_unknown")
    ]
    assert [row["Triệu đồng"] for row in rows] == ["18", "6", "chưa có số liệu"]
    assert rows[1]["Còn thiếu"].endswith(": 20 trẻ")
    assert rows[1]["Số xã"] == "2"
    assert rows[0]["Ai có thể giúp"] == who_could("no_donor", lang="vi")
    assert "0 trẻ" not in rows[2]["Còn thiếu"], "not known is not nothing"


def test_nothing_open_is_told(programme):
    closed = plan(programme)
    closed.tables["open_needs"] = closed.open_needs[:0]
    assert "Không còn phần thiếu chắc chắn nào" in words(open_by_reason(closed, lang="vi"))


# -- Promised ----------------------------------------------------------------------------------


def test_what_is_accepted_and_offered_here_is_told_and_what_is_declined_is_not(programme):
    entry = {"period": programme.period, "value_vnd": 5_000_000, "commune_code": "01201"}
    ledger = [
        entry | {"lot_state": "accepted", "donor_id": "a"},
        entry | {"lot_state": "accepted", "donor_id": "b", "commune_code": "01202"},
        entry | {"lot_state": "offered", "donor_id": "a"},
        entry | {"lot_state": "declined", "donor_id": "q"},
        entry | {"lot_state": "accepted", "donor_id": "a", "period": "1999"},
        entry | {"lot_state": "accepted", "donor_id": "a", "commune_code": "99999"},
    ]
    told = words(commitments_words(plan(programme, commitments=ledger), lang="vi"))
    assert "đã nhận lời: 2 phần quà của 2 nhà tài trợ ở 2 xã, 10 triệu đồng" in told
    assert "đã mời: 1 phần quà" in told
    assert "từ chối" not in told


def test_without_a_ledger_nothing_is_said_of_it(programme):
    assert not commitments_words(plan(programme), lang="vi").html
    empty = frame([{"lot_state": "declined", "period": programme.period, "commune_code": "01201"}])
    assert not commitments_words(plan(programme, commitments=empty), lang="vi").html


# -- Beside other plans ------------------------------------------------------------------------


def test_effect_is_children_times_priority(programme):
    # 30 × 0.5 + 40 × 0.25 = 25
    assert plan_effect(plan(programme)) == pytest.approx(25)
    # A place counts as one, at its commune's priority over all categories: 2.0.
    places = [lot("a", "01201"), lot("b", "01301", "play_area", count=1)]
    assert plan_effect(plan(programme, allocation=places)) == pytest.approx(15 + 2)


def test_an_unknown_priority_makes_the_effect_unknown_not_smaller(programme):
    assessment = plan(programme)
    assessment.gap["priority"] = assessment.gap.priority.mask(assessment.gap.index == 0)
    assert math.isnan(plan_effect(assessment))


@pytest.mark.parametrize(
    "section", [frontier_section, practice_section, further_gifts], ids=lambda one: one.__name__
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_not_computed_says_so(programme, section, lang):
    told = words(section(plan(programme), lang=lang))
    assert {"vi": "Chưa tính", "en": "Not computed"}[lang] in told


def steps(*rows):
    names = ["fair_share", "lowest_coverage", "effect", "price_of_fairness"]
    made = [dict(zip(names, row, strict=True)) for row in rows]
    return frame([row | {"children_reached": 70, "gap": 0.0004} for row in made])


def test_the_price_of_fairness_is_told_in_words(programme):
    # Our plan has effect 25; 50 would be possible: half is given up for the worst-off.
    table_of_steps = steps((1.0, 0.9, 20.0, 0.6), (0.5, 0.5, 30.0, 0.4), (0.0, 0.0, 50.0, 0.0))
    shown = frontier_section(plan(programme, frontier=table_of_steps), lang="vi")
    told = words(shown)
    assert "Giữ trọn sàn công bằng: hiệu quả bớt 60,0% so với mức cao nhất có thể." in told
    assert "Đề xuất này: xã thấp nhất 89,0%, hiệu quả bớt 50,0%." in told
    rows = as_rows(table(shown, "Nới sàn"))
    assert [row["Giữ sàn công bằng"] for row in rows] == ["100%", "50%", "0%"]
    assert "plan proposal" in shown.html


def test_fairness_that_costs_nothing_is_told_so(programme):
    free = steps((1.0, 0.9, 25.0, 0.0), (0.0, 0.9, 25.0, 0.0))
    assert "hiệu quả không bớt gì" in words(
        frontier_section(plan(programme, frontier=free), lang="vi")
    )


def test_usual_practice_stands_beside_the_proposal_also_where_it_is_better(programme):
    figures = {
        "lowest_coverage": 0.9, "lowest_commune_coverage": 0.8, "gini": 0.1, "gini_weighted": 0.1,
        "children_reached": 70, "places": 0, "effect": 25.0, "unspent_vnd": 19_000_000,
        "stock_left": 0, "sponsorships_left": 0, "communes_reached": 2, "cells_at_zero": 0,
    }  # fmt: skip
    rows = [
        figures | {"plan": "rank", "lowest_coverage": 0.0, "children_reached": 90},
        figures | {"plan": "first_come", "lowest_coverage": float("nan")},
        figures | {"plan": "ours"},
    ]
    shown = practice_section(plan(programme, practice=pd.DataFrame(rows)), lang="vi")
    body = table(shown, "Đề xuất này và cách làm")
    titles = [cell.get_text() for cell in body.select("thead th")]
    assert titles[1:] == [
        "đề xuất này", "lần lượt theo danh sách ưu tiên", "ai đến trước làm trước",
    ]  # fmt: skip
    by_name = {row["Chỉ số"]: row for row in as_rows(body)}
    lowest = by_name["Độ bao phủ thấp nhất (xã và loại hỗ trợ)"]
    assert list(lowest.values())[1:] == ["90,0%", "0,0%", "chưa có số liệu"]
    assert list(by_name["Lượt trẻ được hỗ trợ"].values())[1:] == ["70", "90", "70"]
    assert list(by_name["Tiền chưa phân bổ, triệu đồng"].values())[1:] == ["19"] * 3
    assert "Công trình (nơi)" not in by_name, "no plan gives any"


def test_further_money_tells_what_and_where_for_every_amount(programme):
    amount = programme.allocation.next_vnd

    def more(code, category, cost, **values):
        counted = {"counted": "children", "packages": 1, "quantity": 30.0, "children_reached": 30}
        return place(code) | counted | {
            "amount_vnd": amount, "category": category, "cost_vnd": cost,
        } | values  # fmt: skip

    lots = [
        more("01201", "warm_clothing", 3_000_000),
        more("01202", "warm_clothing", 4_000_000),
        more("01301", "play_area", 1_000_000, counted="places", quantity=2.0, packages=2),
    ]
    shown = further_gifts(plan(programme, next_gifts=lots), lang="vi")
    rows = as_rows(table(shown, "Một khoản thêm"))
    assert len(rows) == len({amount, *programme.allocation.baskets_vnd})
    named = {row["Thêm"]: row for row in rows}
    ten = named["10 triệu đồng"]
    assert "60 bộ đồ ấm (60 trẻ)" in ten["Làm được"]
    assert "(2 nơi)" in ten["Làm được"]
    assert (ten["Số xã"], ten["Dùng, triệu đồng"]) == ("3", "8")
    assert ten["Ở đâu"].startswith("Xã Hai"), "where most of it goes comes first"
    assert "không mua được gói nào" in named["5 triệu đồng"]["Làm được"]
