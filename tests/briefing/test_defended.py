"""Schemes, overlap, places, priority, targets: what a planner is told, case by case."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.briefing import (
    assumptions,
    facilities,
    flow_section,
    overlap,
    priority,
    proposal,
    province_page,
    sources,
    state,
    targets,
    uncertain,
)
from needs.briefing.cells import at_ends
from needs.briefing.eligibility import eligibility

from .reading import as_rows, one, table, words

MISSING = "chưa có số liệu"
ADDED = [
    "denominator_children", "children_target", "covered_low", "covered_high", "to_reach_low",
    "to_reach_high",
]  # fmt: skip


# -- State schemes -----------------------------------------------------------------------------


def test_the_state_pays_children_times_rate_times_months(province):
    rows = as_rows(table(state.state_section(province, lang="vi"), "Chính sách Nhà nước"))
    for row in rows:
        amount, months = (one(part) for part in row["Đồng/tháng × tháng"].split(" × "))
        children = one(row["Trẻ ở đây"].split()[0])
        assert one(row["Nhà nước chi, triệu đồng"]) == round(children * amount * months / 1e6)


def test_a_rate_to_be_confirmed_is_marked_and_no_other(province):
    rows = as_rows(table(state.state_section(province, lang="vi"), "Chính sách Nhà nước"))
    marked = {row["Chính sách, căn cứ"].split(" Nghị định")[0] for row in rows if "⚠" in str(row)}
    expected = set(province.schemes[province.schemes.unconfirmed].name)
    assert marked == expected
    assert expected


def test_a_scheme_that_does_not_count_is_named_with_the_reason(province, with_tables):
    schemes = province.schemes.copy()
    schemes.loc[schemes.scheme == "lunch-border", "status"] = "not_in_force"
    shown = state.state_section(with_tables(schemes=schemes), lang="vi")
    assert "xã biên giới" not in str(as_rows(table(shown, "Chính sách Nhà nước")))
    assert "bữa ăn dinh dưỡng: không có hiệu lực vào ngày tính" in words(shown)


def test_a_scheme_of_which_it_is_not_known_whether_it_applies_stays_in_the_table(
    province, with_tables
):
    schemes = province.schemes.copy()
    schemes.loc[schemes.scheme == "lunch-border", "status"] = "not_known: border"
    shown = state.state_section(with_tables(schemes=schemes), lang="vi")
    (row,) = [
        row
        for row in as_rows(table(shown, "Chính sách Nhà nước"))
        if "biên giới" in row["Chính sách, căn cứ"]
    ]
    assert row["Tình trạng"] == "chưa biết có áp dụng không: thiếu danh sách xã biên giới"


def test_without_schemes_the_page_says_that_nothing_was_subtracted(province, with_tables):
    none = with_tables(schemes=province.schemes.head(0), entitlements=province.entitlements.head(0))
    assert "Không chính sách Nhà nước nào" in words(state.state_section(none, lang="vi"))
    assert "Chưa chính sách Nhà nước nào được trừ" in words(sources.limits(none, lang="vi"))
    told = words(sources.limits(province, lang="vi"))
    assert "Chính sách của Nhà nước đã được trừ" in told
    assert "Chưa chính sách" not in told


# -- Overlap -----------------------------------------------------------------------------------


def overlaps(*rows):
    columns = ["commune_code", "commune", "category", "double_low", "double_high"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"double_low": "Int64", "double_high": "Int64"}
    )
    return frame.assign(
        source_names="Nhà nước (Hỗ trợ ăn trưa trẻ mẫu giáo); Hội A",
        support_children=pd.array([500] * len(frame), dtype="Int64"),
        overlap_known="bounds",
        basis="illustrative",
    )


def test_overlap_is_told_from_to_largest_first(with_tables):
    frame = overlaps(("01", "Xã A", "play", 0, 20), ("02", "Xã B", "play", 10, 90))
    shown = overlap.overlap_section(with_tables(overlaps=frame), lang="vi")
    assert "Các suất có thể trùng: từ 10 đến 110." in words(shown)
    rows = as_rows(table(shown, "Nơi từ hai nguồn"))
    assert [(row["Xã"], row["Suất có thể trùng"]) for row in rows] == [
        ("Xã B", "10–90"),
        ("Xã A", "0–20"),
    ]


def test_an_overlap_that_is_not_known_is_not_zero(with_tables):
    frame = overlaps(("01", "Xã A", "play", 0, 20), ("02", "Xã B", "play", pd.NA, pd.NA))
    shown = overlap.overlap_section(with_tables(overlaps=frame), lang="vi")
    assert "từ 0 đến 20, chưa kể 1 chỗ chưa có số liệu" in words(shown)
    rows = as_rows(table(shown, "Nơi từ hai nguồn"))
    assert rows[1]["Suất có thể trùng"] == MISSING


def test_the_overview_shows_the_largest_and_says_how_many_there_are(with_tables):
    rows = [(f"{n:02}", f"Xã {n}", "play", 0, n) for n in range(1, 6)]
    shown = overlap.overlap_section(with_tables(overlaps=overlaps(*rows)), lang="vi", most=2)
    assert [row["Xã"] for row in as_rows(table(shown, "Nơi"))] == ["Xã 5", "Xã 4"]
    assert "2 chỗ có thể trùng nhiều nhất trong 5 chỗ" in words(shown)


def test_no_overlap_is_said_in_a_sentence(province, with_tables):
    shown = overlap.overlap_section(with_tables(overlaps=province.overlaps.head(0)), lang="vi")
    assert "Không xã nào ở đây có hai nguồn" in words(shown)
    assert "<table" not in shown.html


def test_in_english_the_state_and_its_schemes_are_english(province):
    names = "Nhà nước (Hỗ trợ ăn trưa trẻ mẫu giáo); Nhà nước và nhân dân"
    said = overlap.source_names(names, province.schemes, lang="en")
    assert said == "State (Lunch support, kindergarten); Nhà nước và nhân dân"
    assert overlap.source_names(names, province.schemes, lang="vi") == names


# -- Places ------------------------------------------------------------------------------------


def test_places_are_summed_over_the_communes_that_told(province, with_tables):
    """Two told: 3 + 2 lacking, 1 pledged, 4 open; of the other 51 nothing is known."""
    frame = province.facilities.copy()
    rooms = frame.index[frame.facility == "classroom"][:2]
    frame.loc[rooms, "places_needed"] = [3, 2]
    frame.loc[rooms, "places_pledged"] = [1, 0]
    frame.loc[rooms, "places_open"] = [2, 2]
    shown = facilities.facilities_section(with_tables(facilities=frame), lang="vi")
    rows = {row["Công trình"]: row for row in as_rows(table(shown, "Công trình còn thiếu ở"))}
    told = rows["Phòng học"]
    assert (told["Số xã đã báo"], told["Còn thiếu"]) == ("2/53", "5")
    assert (told["Đã có nguồn"], told["Chưa có nguồn"]) == ("1", "4")
    # No price in the profile: no cost.
    assert (told["Đơn giá, đồng"], told["Chi phí, triệu đồng"]) == (MISSING, MISSING)
    assert rows["Trạm y tế"]["Còn thiếu"] == MISSING
    by_commune = as_rows(table(shown, "Công trình còn thiếu của"))
    assert sorted(row["Phòng học"] for row in by_commune) == ["2", "3 (chưa có nguồn: 2)"]
    assert {row["Trạm y tế"] for row in by_commune} == {MISSING}


def test_places_of_which_nobody_told_are_said_not_known_without_an_empty_table(province):
    shown = facilities.facilities_section(province, lang="vi")
    assert "chưa xã nào ở đây báo còn thiếu bao nhiêu điểm vui chơi; phòng học" in words(shown)
    assert "<table" not in shown.html


# -- Priority ----------------------------------------------------------------------------------


def test_a_district_shows_its_communes_with_their_rank_in_the_province(province):
    part = province.of_district("Hạ Lang")
    rows = as_rows(table(priority.priority_section(part, province, lang="vi"), "Thứ tự"))
    ranks = province.priority.query("category == 'all' and district_code == '048'")
    assert [one(row["Hạng"]) for row in rows] == sorted(ranks["rank"])
    assert "53 xã của tỉnh" in words(priority.priority_section(part, province, lang="vi"))


def test_the_overview_shows_the_first_and_says_of_how_many(province):
    shown = priority.priority_section(province, province, lang="vi", most=3)
    rows = as_rows(table(shown, "Thứ tự"))
    assert [row["Hạng"] for row in rows] == ["1", "2", "3"]
    assert "3 xã đầu trong 53 xã" in words(shown)


def test_an_indicator_missing_in_some_communes_is_named_at_these(province, with_tables):
    frame = province.priority.copy()
    mine = frame.category == "all"
    first = frame[mine].sort_values("rank").index[0]
    frame.loc[mine, "indicators_missing"] = "poor"
    frame.loc[first, "indicators_missing"] = "poor; stunting"
    changed = with_tables(priority=frame)
    shown = priority.priority_section(changed, changed, lang="vi")
    assert "trẻ hộ nghèo (53/53 xã); suy dinh dưỡng thấp còi (1/53 xã)" in words(shown)
    named = [row["Chỉ số chưa có"] for row in as_rows(table(shown, "Thứ tự"))]
    assert named == ["suy dinh dưỡng thấp còi", *[""] * 52]


def test_where_every_indicator_is_known_nothing_is_said_of_missing_ones(province, with_tables):
    changed = with_tables(priority=province.priority.assign(indicators_missing=""))
    assert "chưa có số liệu" not in words(priority.priority_section(changed, changed, lang="vi"))
    assert "Thứ tự ưu tiên còn thiếu" not in words(sources.limits(changed, lang="vi"))
    assert "Thứ tự ưu tiên còn thiếu" in words(sources.limits(province, lang="vi"))


@pytest.mark.parametrize(
    ("mover", "said"),
    [
        ("poor", "số liệu về «trẻ hộ nghèo»"),
        ("weight:poor", "trọng số của «trẻ hộ nghèo»"),
        ("normalisation", "cách đưa các chỉ số về cùng thang"),
        ("aggregation", "cách gộp các chỉ số"),
    ],
)
def test_what_moves_a_rank_is_said_in_words(province, mover, said):
    assert priority.mover_words(province.programme, mover, lang="vi") == said


# -- Targets -----------------------------------------------------------------------------------


def progress(*rows):
    """District, year, denominator, target, covered low and high, to reach low and high, left."""
    columns = ["district_code", "year", *ADDED, "years_left"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys([*ADDED, "years_left"], "Int64")).assign(
        category="health", target_share=0.9
    )


def test_districts_add_up_and_the_pace_is_that_of_their_sum():
    """Still to reach 50 + 52 = 102 in 4 years: 26 a year (25.5 rounded up), not 13 + 13."""
    frame = progress(
        ("042", "2026", 100, 90, 30, 40, 50, 60, 4), ("043", "2026", 110, 99, 40, 47, 52, 59, 4)
    )
    (row,) = targets.of_area(frame).itertuples()
    assert (row.denominator_children, row.children_target) == (210, 189)
    assert (row.to_reach_low, row.to_reach_high) == (102, 119)
    assert (row.pace_low, row.pace_high) == (26, 30)


def test_a_district_that_is_not_known_leaves_only_that_end_unknown():
    frame = progress(
        ("042", "2024", 100, 90, 30, pd.NA, pd.NA, 60, 2),
        ("043", "2024", 110, 99, 40, 47, 52, 59, 2),
    )
    (row,) = targets.of_area(frame).itertuples()
    assert (row.covered_low, row.to_reach_high, row.pace_high) == (70, 119, 60)
    assert all(pd.isna(end) for end in (row.covered_high, row.to_reach_low, row.pace_low))


def test_with_no_year_left_there_is_no_pace_and_the_period_is_said_to_be_over(province):
    shown = targets.targets_section(province, lang="vi")
    assert "Kỳ kế hoạch đã hết năm 2025" in words(shown)
    rows = as_rows(table(shown, "Tiến độ"))
    assert {(row["Số năm còn lại"], row["Mỗi năm cần"]) for row in rows} == {("0", "hết hạn")}
    assert "khu vực III" in words(shown)


def test_the_last_year_of_the_plan_is_said_to_be_the_last(parameters):
    shown = province_page(parameters("ninh-thuan-588")).targets()
    assert "Năm 2025 là năm cuối của mọi chỉ tiêu" in words(shown)
    assert "đã hết năm" not in words(shown)
    assert {row["Mỗi năm cần"] for row in as_rows(table(shown, "Tiến độ"))} == {"ngay năm 2025"}


def test_another_year_is_shown_with_what_is_known_of_it(province, with_tables):
    earlier = province.targets.assign(
        year="2025", covered_high=pd.NA, covered_point=pd.NA, to_reach_low=pd.NA
    ).astype(province.targets.dtypes)
    changed = with_tables(targets=pd.concat([province.targets, earlier], ignore_index=True))
    shown = targets.targets_section(changed, lang="vi")
    assert "<svg" in shown.html
    assert "danh sách xã và số trẻ của 2026" in words(shown)
    rows = [row for row in as_rows(table(shown, "Tiến độ")) if row["Năm"] == "2025"]
    assert all(row["Đã hỗ trợ"].startswith("ít nhất ") for row in rows)
    assert all(row["Còn phải tới"].startswith("nhiều nhất ") for row in rows)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(5, 9, "5–9"), (5, 5, "5"), (5, pd.NA, "ít nhất 5"), (pd.NA, 1200, "nhiều nhất 1.200")],
)
def test_an_interval_with_one_end_unknown_says_the_other(low, high, said):
    assert at_ends(low, high, "vi") == said


# -- Proposal ----------------------------------------------------------------------------------


def test_cells_that_lack_nothing_for_certain_are_left_out_and_counted(province, with_tables):
    """Of 53 × 4 cells one lacks nothing, one is not known: 211 rows, the unknown among them."""
    frame = province.gap.assign(gap_low=province.gap.gap_low.clip(lower=1))
    frame.loc[frame.index[0], "gap_low"] = 0
    frame.loc[frame.index[1], "gap_low"] = pd.NA
    shown = proposal.proposal_by_commune(with_tables(gap=frame), lang="vi")
    rows = as_rows(table(shown, "Từng xã"))
    assert len(rows) == len(frame) - 1 == 211
    assert [row["Thiếu chắc chắn"] for row in rows].count(MISSING) == 1
    assert "Bảng không ghi 1 chỗ" in words(shown)


# -- What it rests on --------------------------------------------------------------------------


def test_assumptions_stand_by_their_share_of_the_uncertainty(province):
    rows = as_rows(table(assumptions.assumptions_table(province, lang="vi"), "Mọi giả định"))
    assert len(rows) == len(province.assumptions)
    shares = [row["Phần của độ bất định"] for row in rows]
    known = [float(share.rstrip("%").replace(",", ".")) for share in shares if share != "–"]
    assert known == sorted(known, reverse=True)
    assert shares[: len(known)] == [share for share in shares if share != "–"]


def test_the_draws_are_named_so_that_they_can_be_made_again(province):
    said = words(uncertain.draws_note(province, lang="vi"))
    assert "1.000 lần" in said
    assert f"bắt đầu từ số {province.programme.uncertainty.seed}:" in said


def test_a_table_whose_figures_do_not_move_the_cost_has_no_picture(province, with_tables):
    still = province.assumptions.assign(total_at_low_vnd=pd.NA, total_at_high_vnd=pd.NA)
    still = still.astype(province.assumptions.dtypes)
    assert "<svg" not in uncertain.how_sure(with_tables(assumptions=still), lang="vi").html
    assert "<svg" in uncertain.how_sure(province, lang="vi").html


def test_places_without_a_price_are_named_among_the_limits(province):
    assert "Chưa có đơn giá của: Điểm vui chơi; Phòng học" in words(
        sources.limits(province, lang="vi")
    )


# -- Lists -------------------------------------------------------------------------------------


def test_without_an_earlier_list_the_page_says_so(province, root):
    said = words(eligibility(province, root / "data", lang="vi"))
    assert "Chưa có danh sách kỳ trước để so sánh từng xã." in said


def test_what_changed_is_read_from_the_table(with_tables, root):
    """A commune of 100 children leaves zone III: the table alone says so, nothing is computed."""
    change = pd.DataFrame(
        {
            "former_code": ["01"], "former_commune": ["Xã A"], "commune_code": ["01"],
            "commune": ["Xã A"], "district_code": ["042"], "district": ["Huyện Bảo Lâm"],
            "zone_before": ["III"], "zone_after": ["I"], "change": ["left"],
            "children": [100.0], "children_low": [90.0], "children_high": [110.0],
            "basis": ["assumption"], "list_before": ["cũ"], "list_after": ["mới"],
            "latitude": [22.8], "longitude": [105.5],
        }
    )  # fmt: skip
    changed = with_tables(eligibility_change=change)
    page = eligibility(changed, root / "data", lang="vi")
    assert "<iframe" in page.html, "the map stands beside the words"
    assert 'src="http' not in page.html.replace("&quot;", '"')
    table = page.html[page.html.index("<tbody>") : page.html.index("</tbody>")]
    assert "Xã A" in table
    assert "ra khỏi diện xã đặc biệt khó khăn" in table
    said = words(page)
    assert "So cũ với mới." in said
    assert "Ra khỏi diện xã đặc biệt khó khăn: 1 xã (hoặc phần xã), 100 (90–110) trẻ" in said


@pytest.mark.parametrize(
    ("low", "high", "likely", "said"),
    [
        # 12 communes, k = 10: by chance each is among the first with 83 %.
        (1, 12, 0.8, True),
        # Two of them are never at one rank.
        (11, 12, 0.8, False),
    ],
)
def test_an_order_that_decides_nothing_is_said_to(province, low, high, likely, said):
    assert province.programme.priority.top_k == 10
    ranked = pd.DataFrame(
        {
            "rank_low": [1] * 11 + [low],
            "rank_high": [10] * 11 + [high],
            "top_probability": [likely] * 12,
        }
    )
    told = priority.undecided(ranked, province.programme, lang="vi")
    assert ("chồng lên nhau" in told.html) is said


def test_an_order_decides_where_one_commune_is_far_likelier_among_the_first(province):
    ranked = pd.DataFrame(
        {"rank_low": [1] * 40, "rank_high": [40] * 40, "top_probability": [0.25] * 40}
    )
    assert "chồng lên nhau" in priority.undecided(ranked, province.programme, lang="vi").html
    ranked.loc[0, "top_probability"] = 0.6  # by chance 10 of 40: 25 %
    assert not priority.undecided(ranked, province.programme, lang="vi").html


def test_money_by_district_and_kind_adds_up_to_the_proposal(province):
    """The table beside the flow: rows, columns and the whole agree with the lots, in million."""
    shown = table(flow_section.flow_section(province, lang="vi"), "Đề xuất theo huyện")
    rows, (total,) = as_rows(shown), as_rows(shown, "tfoot")
    lots = province.allocation
    assert one(total["Cộng"]) == pytest.approx(lots.cost_vnd.sum() / 1e6, abs=1)
    by_district = lots.groupby("district").cost_vnd.sum() / 1e6
    assert {row["Huyện"] for row in rows} == set(by_district.index)
    for row in rows:
        assert one(row["Cộng"]) == pytest.approx(by_district[row["Huyện"]], abs=1)
    for title, figure in total.items():
        if title not in ("Huyện", "Cộng"):
            assert one(figure) == pytest.approx(sum(one(row[title]) for row in rows), abs=len(rows))


def test_a_district_names_few_assumptions_and_where_the_others_are(province):
    every = assumptions.assumptions_table(province, lang="vi")
    few = assumptions.assumptions_table(province, lang="vi", most=3)
    rows = as_rows(table(few, "Các giả định"))
    assert [row["Con số"] for row in rows] == [
        row["Con số"] for row in as_rows(table(every, "Mọi giả định"))
    ][:3]
    left = len(province.assumptions) - 3
    assert f"Còn {left} con số và giả định" in words(few)
    # Ids are for who tries other figures: `what_if` shows them, a briefing does not.
    assert "<code>" not in every.html


def test_shares_are_written_as_a_reader_says_them(province):
    rows = {
        row["Con số"]: row["Giá trị (thấp–cao)"]
        for row in as_rows(table(assumptions.assumptions_table(province, lang="vi"), "Mọi giả"))
    }
    shown = rows["Tỷ lệ trẻ em dưới 16 tuổi trong dân số"]
    # 0.255549 (0.2327–0.278399)
    assert shown == "25,55% (23,27–27,84)"
    # The unit «0–1» is gone; a range «(0–1)» may stand.
    assert not any(" 0–1" in shown for shown in rows.values())


def test_no_file_of_the_data_is_named_on_a_page(province):
    assert ".csv" in " ".join(province.checks.source)
    assert ".csv" not in sources.checks_table(province, lang="vi").html
