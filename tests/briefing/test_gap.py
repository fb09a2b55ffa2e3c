"""From target to gap: what is printed can be reckoned, and what is missing stays missing."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.briefing import gap, headline, people, tables
from needs.briefing.uncertain import Interval, Intervals, own_interval, own_level

from .reading import as_rows, ends, one, table, words

MISSING = "chưa có số liệu"
PARTS = ["Nhà nước lo", "Nguồn khác lo", "Còn thiếu, mức giữa"]


def test_in_children_target_less_state_less_others_is_the_gap(province):
    rows = as_rows(table(gap.children_table(province, lang="vi"), "Trẻ:"))
    assert len(rows) == 4
    for row in rows:
        assert one(row["Trẻ cần đạt"]) == sum(one(row[part]) for part in PARTS)
        low, high = ends(row["Khoảng 90%"])
        assert low <= one(row["Còn thiếu, mức giữa"]) <= high
        assert one(row["Thiếu chắc chắn"]) <= one(row["Còn thiếu, mức giữa"])


def test_in_money_categories_and_parts_add_up_to_the_rounding(province):
    shown = table(gap.money_table(province, lang="vi"), "Tiền:")
    rows, (total,) = as_rows(shown), as_rows(shown, "tfoot")
    for row in [*rows, total]:
        assert one(row["Cần cho chỉ tiêu"]) == pytest.approx(
            sum(one(row[part]) for part in PARTS), abs=2
        )
    for title in ("Cần cho chỉ tiêu", *PARTS, "Thiếu chắc chắn"):
        assert one(total[title]) == pytest.approx(sum(one(row[title]) for row in rows), abs=2)
    # Ends of intervals do not add up: the sum of the low ends is lower than the low end of the sum.
    assert ends(total["Khoảng 90%"])[0] > sum(ends(row["Khoảng 90%"])[0] for row in rows)


def test_the_headline_says_the_same_money_as_the_tables(province):
    (total,) = as_rows(table(gap.money_table(province, lang="vi"), "Tiền:"), "tfoot")
    said = headline.money_in_words(province, lang="vi")
    for title in ("Cần cho chỉ tiêu", *PARTS, "Khoảng 90%"):
        assert total[title] in said, title


def test_a_commune_without_figures_makes_no_total_smaller(province, with_tables):
    frame = province.gap.copy()
    lost = frame.commune_code == frame.commune_code.iloc[0]
    figures = ["target_vnd", "state_vnd", "pledged_vnd", "gap_vnd", "children_target", "gap_point"]
    frame.loc[lost, figures] = pd.NA
    changed = with_tables(gap=frame)
    shown = table(gap.money_table(changed, lang="vi"), "Tiền:")
    for row in [*as_rows(shown), *as_rows(shown, "tfoot")]:
        assert {row[title] for title in ("Cần cho chỉ tiêu", *PARTS)} == {MISSING}
    said = headline.money_in_words(changed, lang="vi")
    known = frame[~lost]
    assert "Chỉ tính 52/53 xã" in said
    assert f"{round(known.gap_vnd.sum() / 1e6):,}".replace(",", ".") in said


def test_without_any_figure_no_money_is_named(province, with_tables):
    said = headline.money_in_words(with_tables(gap=province.gap.assign(gap_vnd=pd.NA)), lang="vi")
    assert said == "Chưa tính được chi phí: không xã nào có đủ số liệu."


def test_communes_of_a_district_add_up_to_its_middle(province):
    part = province.of_district("Hạ Lang")
    shown = table(gap.gap_by_area(part, lang="vi"), "Số trẻ còn thiếu theo xã")
    rows, (total,) = as_rows(shown), as_rows(shown, "tfoot")
    assert len(rows) == part.gap.commune_code.nunique()
    for name in list(total)[1:]:
        middle = sum(one(row[name].split()[0]) for row in rows)
        assert middle == one(total[name].split()[0])


def test_over_claimed_cells_are_marked_and_only_they(province, with_tables):
    part = province.of_district("Hạ Lang")
    frame = part.gap.assign(over_claimed=False)
    marked = type(part)(part.programme, {**part.tables, "gap": frame})
    assert "⚠" not in words(gap.gap_by_area(marked, lang="vi"))
    frame.loc[frame.index[0], "over_claimed"] = True
    cells = [
        cell
        for row in as_rows(table(gap.gap_by_area(marked, lang="vi"), "Số trẻ"))
        for cell in row.values()
    ]
    assert sum("⚠" in cell for cell in cells) == 1


def test_the_level_is_the_district_where_the_province_has_no_rows(province):
    assert own_level(province) == ("province", "04")
    assert own_level(province.of_district("Hạ Lang")) == ("district", "048")


def test_an_interval_that_there_is_not_is_missing_not_zero(province):
    found = own_interval(province, "health", "no_such_measure")
    assert all(pd.isna(part) for part in found)
    rows = Intervals(province.intervals, "commune")
    assert not rows.has("99999", "health", "gap_children")
    assert isinstance(rows.of("99999", "health", "gap_children"), Interval)


def test_people_are_fewer_than_the_sum_of_categories_and_both_are_said(province):
    said = people.people_words(province, lang="vi")
    each_once = province.people_in_need.in_need.sum()
    summed = province.people_in_need.sum_of_categories.sum()
    assert each_once < summed
    for figure in (each_once, summed):
        assert f"{figure:,}".replace(",", ".") in said


def test_people_in_need_are_not_known_where_one_commune_is_not(province, with_tables):
    frame = province.people_in_need.copy()
    frame.loc[0, ["children", "in_need", "sum_of_categories"]] = pd.NA
    changed = with_tables(people_in_need=frame)
    assert people.people_words(changed, lang="vi").startswith("Chưa tính được")
    rows = as_rows(table(people.need_by_area(changed, lang="vi"), "Ai cần"))
    lost = [row for row in rows if row["Trẻ dưới 16"] == MISSING]
    assert [row["Huyện, thành phố"] for row in lost] == [frame.district[0]]


def test_one_price_for_all_communes_is_one_figure(province, with_tables):
    need = province.need.assign(unit_price_vnd=province.need.unit_price_vnd.min())
    shown = tables.need_table(with_tables(need=need), lang="vi")
    prices = {row["Đơn giá, đồng"].split()[0] for row in as_rows(table(shown, "Nhu cầu"))}
    assert prices == {"120.000"}
    assert "đường xa" not in words(shown)
    assert "đường xa" in words(tables.need_table(province, lang="vi"))


def test_what_communes_told_has_no_interval_but_the_mark_of_a_return(province, with_tables):
    need = province.need.copy()
    told = need.category == "health"
    need.loc[told, "sources"] = "bao-lac.xlsx › Biểu 1 › C7"
    shown = table(tables.need_table(with_tables(need=need), lang="vi"), "Nhu cầu")
    beside = {row.th.get_text(): row.select("td")[1].get_text() for row in shown.select("tbody tr")}
    assert beside.pop("Khám, chữa bệnh") == "báo cáo"
    assert all("–" in interval for interval in beside.values())
