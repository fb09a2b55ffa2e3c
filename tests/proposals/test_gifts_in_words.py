"""What a donor said, told back to it; months as a reader writes them."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.briefing.words import idle_reason, open_reason, who_could
from needs.programmes import load_programme
from needs.proposals.gifts import gifts_said
from needs.proposals.words import months_words

from .planned import CODES, cell, gift, planned


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@pytest.mark.parametrize(
    ("months", "vi", "en"),
    [
        ((), "bất cứ tháng nào", "any month"),
        (tuple(range(1, 13)), "bất cứ tháng nào", "any month"),
        ((10,), "tháng 10", "Oct"),
        ((10, 9), "tháng 9, 10", "Sep, Oct"),
        ((9, 10, 11, 12), "tháng 9–12", "Sep–Dec"),
        ((1, 2, 11, 12), "tháng 11–2", "Nov–Feb"),
        ((3, 10), "tháng 3, 10", "Mar, Oct"),
    ],
)
def test_months_are_written_as_runs_also_over_the_new_year(months, vi, en):
    assert months_words(months, lang="vi") == vi
    assert months_words(months, lang="en") == en


SPONSORED_VI = (
    "Đỡ đầu 20 trẻ trong 9 tháng: Bữa ăn dinh dưỡng, 500.000 đồng một trẻ một tháng (năm 2026). "
    "Không có điều kiện nào kèm theo."
)
SPONSORED_EN = (
    "Sponsorship of 20 children for 9 month(s): School meals, VND 500,000 a child and month "
    "(year 2026). No conditions."
)


def said(programme, lang="vi", **wishes):
    plan = planned(programme, [cell(programme, code) for code in CODES], [gift("A", **wishes)])
    (sentence,) = gifts_said(plan, "A", lang=lang)
    return sentence


@pytest.mark.parametrize(
    ("wishes", "vi", "en"),
    [
        (
            {"budget_vnd": 5_000_000},
            "Tiền: 5.000.000 đồng (năm 2026). Không có điều kiện nào kèm theo.",
            "Money: VND 5,000,000 (year 2026). No conditions.",
        ),
        (
            {"units": 300, "category": "warm_clothing", "from_age": 6, "to_age": 10},
            "Hiện vật có sẵn: 300 bộ đồ ấm (năm 2026). Cho trẻ từ 6 đến 10 tuổi.",
            "Goods in stock: 300 warm sets (year 2026). For children aged 6 to 10.",
        ),
        (
            {"children": 20, "months": 9, "category": "nutrition", "month_vnd": 500_000},
            SPONSORED_VI,
            SPONSORED_EN,
        ),
    ],
)
def test_money_goods_and_sponsorship_are_told_apart(programme, wishes, vi, en):
    assert said(programme, **wishes) == vi
    assert said(programme, lang="en", **wishes) == en


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"categories": ("warm_clothing", "health")}, "Chỉ cho: Khám, chữa bệnh; Đồ ấm."),
        ({"districts": ("042",), "communes": ()}, "Chỉ ở: Huyện Bảo Lâm."),
        ({"communes": (CODES[0],)}, "Chỉ ở: Xã Bảo Lâm."),
        ({"zones": ("II", "III")}, "Chỉ xã khu vực II, III."),
        ({"without_categories": ("health",)}, "Không cho: Khám, chữa bệnh."),
        ({"without_communes": (CODES[1],)}, "Không ở: Xã Lý Bôn."),
        ({"from_age": 6}, "Cho trẻ từ 6 tuổi."),
        ({"to_age": 10}, "Cho trẻ đến 10 tuổi."),
        ({"from_age": 5, "to_age": 5}, "Cho trẻ 5 tuổi."),
        ({"least_per_commune": 3_000_000}, "Mỗi xã ít nhất 3.000.000 đồng."),
        ({"most_per_commune": 30_000_000}, "Mỗi xã nhiều nhất 30.000.000 đồng."),
        ({"most_communes": 2}, "Nhiều nhất 2 xã."),
        ({"whole": True}, "Trao trọn vẹn: hoặc cả, hoặc không."),
        ({"share": 0.6}, "Góp 60% chi phí mỗi gói; phần còn lại do một nhà tài trợ khác."),
        ({"joins": True}, "Sẵn lòng góp phần còn lại của nhà tài trợ khác."),
        ({"visit_months": (10, 11)}, "Đến trao: tháng 10, 11."),
    ],
)
def test_each_condition_is_told_back(programme, wish, sentence):
    told = said(programme, budget_vnd=30_000_000, **wish)
    assert told == f"Tiền: 30.000.000 đồng (năm 2026). {sentence}"


def test_goods_are_limited_in_their_own_units(programme):
    told = said(
        programme, units=90, category="warm_clothing", most_per_commune=45, package_units=15
    )
    assert "Mỗi xã nhiều nhất 45 bộ đồ ấm. Đóng gói 15 đơn vị một gói." in told


def test_a_gift_read_back_from_the_result_tables_says_the_same(programme):
    """The tables call some columns otherwise; lists come back as arrays or as text."""
    wishes = {"units": 90, "category": "warm_clothing", "districts": ("042", "043")}
    plan = planned(programme, [cell(programme, code) for code in CODES], [gift("A", **wishes)])
    names = {"category": "goods_category", "units": "goods_units", "package_units": "x"}
    stored = plan.gifts.rename(columns=names).drop(columns="x")
    stored["districts"] = pd.Series(["042; 043"], dtype="str")
    again = plan | {"gifts": stored}
    assert gifts_said(again, "A", lang="vi") == gifts_said(plan, "A", lang="vi")


OPEN = (
    *("gap_unknown", "gap_below_package", "no_donor", "no_price", "no_season", "no_age"),
    *("no_means", "lot_too_large", "no_partner", "below_package", "means_spent"),
    *("communes_full", "kept_for_others"),
)
LEFT = (
    *("", "no_admitted_cell", "reach_full", "below_package_price", "below_package_units"),
    *("communes_full", "cannot_be_whole", "other_period", "no_partner", "kept_for_others"),
)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_of_the_plan_has_words(lang):
    for code in OPEN:
        assert open_reason(code, lang=lang)
        assert who_could(code, lang=lang)
    for code in LEFT:
        assert bool(idle_reason(code, lang=lang)) is bool(code)
