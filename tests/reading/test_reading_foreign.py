"""Tables as districts make them themselves: what is not known exactly is asked, nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

BANDS = [
    "nhà trẻ (0-2 tuổi)",
    "Mẫu giáo (3–5 tuổi)",
    "TIỂU HỌC (6-10 tuổi)",
    "Trung học cơ sở (11–15 tuổi)",
]
OVER = "Trẻ thuộc đối tượng, theo tuổi"
TOP = ["STT", "Tên xã", OVER, None, None, None, None]
LOW = [None, None, *BANDS, "Cộng"]
NURSERY = "warm_clothing.eligible.nursery"


def warm(*rows):
    """A table about one category that the sheet's name gives."""
    return [["UBND HUYỆN BẢO LẠC"], TOP, LOW, *rows]


@pytest.fixture
def read_warm(read, sheet):
    return lambda *rows, answers=None, **more: read(
        sheet(warm(*rows), name="Đồ ấm", **more), answers
    )


def test_exact_titles_need_no_question(read_warm, figures, outcomes):
    result = read_warm(
        [1, "cốc pàng", 1, 2, 3, 4, 10], [2, "XÃ CÔ BA", "1.234", None, "-", 0, "1 234"]
    )
    assert result.questions == ()
    assert (result.own, result.form, result.district_code) == (False, "district", "043")
    assert outcomes(result) == ["title", "header", "header", "accepted", "accepted"]
    assert figures(result) == {
        ("01324", NURSERY): 1,
        ("01324", "warm_clothing.eligible.kindergarten"): 2,
        ("01324", "warm_clothing.eligible.primary"): 3,
        ("01324", "warm_clothing.eligible.lower_secondary"): 4,
        ("01324", "warm_clothing.eligible"): 10,
        ("01327", NURSERY): 1234,
        ("01327", "warm_clothing.eligible.lower_secondary"): 0,
        ("01327", "warm_clothing.eligible"): 1234,
    }
    assert [(fault.code, fault.place.cell) for fault in result.faults] == [("dash", "E5")]


def test_the_category_may_stand_in_the_title(read, sheet):
    rows = [["Biểu số 4. ĐỒ ẤM"], TOP, LOW, [1, "Cốc Pàng", 1, 2, 3, 4, 10]]
    assert len(read(sheet(rows)).values) == 5
    # «Đồ ấm cho trẻ em nghèo» is not the category's name: asked.
    rows[0] = ["Biểu số 4. ĐỒ ẤM cho trẻ em nghèo"]
    assert len(read(sheet(rows)).questions) == 5


UNKNOWN = [["Đồ ấm"], ["STT", "Xã", "Số cháu được nhận áo"], [1, "Cốc Pàng", 5], [2, "Cô Ba", 6]]


def test_an_unknown_column_is_asked_and_its_rows_wait(read, outcomes):
    result = read(UNKNOWN)
    (question,) = result.questions
    assert (question.kind, question.asked) == ("column", "Số cháu được nhận áo")
    assert question.place.cell == "C2"
    assert 1 <= len(question.candidates) <= 5
    assert question.candidates[0].answer == "warm_clothing.covered"
    scores = [candidate.score for candidate in question.candidates]
    assert scores == sorted(scores, reverse=True)
    assert "5; 6" in question.context
    assert outcomes(result) == ["title", "header", "column_unconfirmed", "column_unconfirmed"]
    assert [(fault.code, fault.place.cell) for fault in result.faults] == [
        ("column_unconfirmed", "C")
    ]


def test_an_answer_about_a_column_is_used_for_other_districts_and_years(read, figures):
    title = [["UBND huyện Bảo Lạc"], ["Đồ ấm năm 2025, huyện Bảo Lạc"]]
    (question,) = read([*title, *UNKNOWN[1:]]).questions
    answers = {("column", question.key): "warm_clothing.covered.society"}
    other = [
        ["UBND HUYỆN BẢO LÂM"],
        ["ĐỒ ẤM NĂM 2026, HUYỆN BẢO LÂM"],
        ["stt", "XÃ", "Số  cháu được nhận áo"],
        [1, "Lý Bôn", 7],
    ]
    result = read(other, answers)
    assert result.questions == ()
    assert figures(result) == {("01294", "warm_clothing.covered.society"): 7}


@pytest.mark.parametrize(
    "changed",
    [
        [["Sách vở"], *UNKNOWN[1:]],
        [["Đồ ấm"], ["STT", "Xã", "Số cháu được nhận quần áo"], *UNKNOWN[2:]],
        [["Đồ ấm"], ["ĐVT: nghìn trẻ"], *UNKNOWN[1:]],
    ],
)
def test_the_answer_is_not_used_for_a_table_of_another_meaning(read, changed):
    (question,) = read(UNKNOWN).questions
    (other,) = read(changed).questions
    assert other.key != question.key


def test_two_columns_of_one_title_are_two_questions(read):
    rows = [["STT", "Xã", "Số áo", "Số áo"], [1, "Cốc Pàng", 5, 6]]
    keys = {question.key for question in read(rows).questions}
    assert len(keys) == 2


def test_a_column_answered_as_nothing_is_left_out(read, outcomes):
    (question,) = read(UNKNOWN).questions
    result = read(UNKNOWN, {("column", question.key): "ignore"})
    assert (result.values, result.questions) == ((), ())


def test_an_answer_that_names_no_field_is_asked_again(read):
    (question,) = read(UNKNOWN).questions
    for answer in ("books.covered", "ledger.amount_vnd", "place.commune"):
        assert read(UNKNOWN, {("column", question.key): answer}).questions == (question,)


def test_two_columns_of_one_meaning_are_an_error(read, codes, outcomes):
    result = read([["Xã", "Dân số", "DÂN SỐ"], ["Cốc Pàng", 5, 6]])
    assert codes(result) == [("column_twice", "C")]
    assert outcomes(result) == ["header", "column_twice"]


def test_words_without_figures_are_left_out_and_told(read, codes):
    rows = [["Xã", "Dân số", "Cán bộ phụ trách"], ["Cốc Pàng", 500, "Nông Văn A"]]
    result = read(rows)
    assert codes(result) == [("column_ignored", "C")]
    assert [value.value for value in result.values] == [500]


def test_a_table_without_communes_waits(read, codes, outcomes):
    """«Địa phương» over figures is what the province gave, and names no place."""
    rows = [["STT", "Hỗ trợ", None], [None, "Trung ương", "Địa phương"], [1, 5, 6], [2, 7, 8]]
    result = read(rows)
    assert ("no_commune_column", "") in codes(result)
    assert outcomes(result)[2:] == ["no_commune_column", "no_commune_column"]


def test_figures_without_a_header_wait(read, codes, outcomes):
    result = read([["STT", "Số trẻ", "Dân số"], [1, 5, 10], [2, 6, 20]])
    assert codes(result) == [("no_table", "")]
    assert outcomes(result) == ["title", "no_table", "no_table"]


def test_figures_outside_a_table_are_not_lost(read, outcomes):
    rows = [["Thống kê", 12, 30], [], ["Xã", "Dân số"], ["Cốc Pàng", 500]]
    result = read(rows)
    assert outcomes(result) == ["no_table", "blank", "header", "accepted"]


# Rows


def test_sections_subtotals_and_totals(read_warm, outcomes):
    result = read_warm(
        ["I", "Khu vực III"],
        [1, "Cốc Pàng", 1, 2, 3, 4, 10],
        [2, "Cô Ba", 1, 2, 3, 4, 10],
        [None, "Cộng khu vực III", 2, 4, 6, 8, 20],
        ["II. Các xã khu vực I"],
        [3, "Xuân Trường", 5, 5, 5, 5, 20],
        ["Cộng khu vực I", None, 5, 5, 5, 5, 20],
        ["TỔNG CỘNG (I+II)", None, 7, 9, 11, 13, 40],
        [],
        ["Ghi chú: số liệu đến 30/11"],
        [None, None, None, "Bảo Lạc, ngày 12 tháng 11 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"],
        [None, "Nông Văn A"],
    )
    assert outcomes(result)[3:] == [
        *["section", "accepted", "accepted", "subtotal"],
        *["section", "accepted", "subtotal", "total"],
        *["blank", "footnote", "footnote", "footnote", "footnote"],
    ]
    over = {total.place.row: (total.over, total.values[NURSERY]) for total in result.totals}
    assert over == {6: ((4, 5), 2), 9: ((8,), 5), 10: ((4, 5, 8), 7)}
    assert result.date == dt.date(2026, 11, 12)


def test_communes_called_like_totals_are_communes(read, figures):
    rows = [["Xã", "Dân số"], ["Tổng Cọt", 5], ["Cốc Pàng", 6], ["Tổng số", 11]]
    result = read(rows)
    assert figures(result) == {
        ("01414", "children.population"): 5,
        ("01324", "children.population"): 6,
    }
    assert [total.over for total in result.totals] == [(1, 2)]


def test_a_total_misspelt_or_of_something_else_is_asked(read, outcomes):
    rows = [["Xã", "Dân số"], ["Cốc Pàng", 6], ["Tổng cột", 11], ["Cộng hưởng", 3]]
    assert outcomes(read(rows))[2:] == ["name_unknown", "name_unknown"]


def test_each_sections_plain_total_is_a_subtotal(read):
    rows = [
        ["Xã", "Dân số"],
        ["Khu vực III"],
        ["Cốc Pàng", 6],
        ["Cộng", 6],
        ["Khu vực I"],
        ["Cô Ba", 7],
        ["Cộng", 7],
        ["Tổng cộng", 13],
    ]
    assert [total.over for total in read(rows).totals] == [(2,), (5,), (2, 5)]


def test_a_section_with_figures_stands_for_the_rows_below(read, outcomes):
    rows = [
        ["Xã", "Dân số"],
        ["Toàn tỉnh", 25],
        ["Huyện Bảo Lạc", 13],
        ["Khu vực III", 6],
        ["Cốc Pàng", 6],
        ["Khu vực I", 7],
        ["Cô Ba", 7],
        ["Huyện Bảo Lâm", 12],
        ["Lý Bôn", 12],
    ]
    result = read(rows)
    assert [total.over for total in result.totals] == [(4, 6, 8), (4, 6), (4,), (6,), (8,)]
    assert outcomes(result).count("accepted") == 3


def test_figures_of_districts_alone_are_not_lost(read, outcomes):
    rows = [["Xã", "Dân số"], ["Huyện Bảo Lạc", 13], ["Huyện Bảo Lâm", 12], ["Tổng cộng", 25]]
    assert outcomes(read(rows))[1:] == ["total_without_rows"] * 3


def test_a_total_without_its_communes_waits(read_warm, outcomes):
    result = read_warm([1, "Cốc Pàng"], ["Tổng cộng", None, 5])
    assert outcomes(result)[3:] == ["empty_form_row", "total_without_rows"]


def test_figures_without_a_commune_wait(read, outcomes, codes):
    rows = [["STT", "Xã", "Dân số"], [1, "Cốc Pàng", 5], [2, None, 7], [3, "", "khoảng 8"]]
    result = read(rows)
    assert outcomes(result)[2:] == ["row_without_commune", "row_without_commune"]
    assert [value.value for value in result.values] == [5]


def test_a_commune_without_figures_is_told(read, outcomes):
    result = read([["Xã", "Dân số"], ["Cốc Pàng", None], ["Cô Ba", "-"]])
    assert outcomes(result)[1:] == ["empty_form_row", "accepted"]
    told = {(fault.code, fault.severity, fault.place.cell) for fault in result.faults}
    assert told == {("row_without_figures", "warning", "2"), ("dash", "warning", "B3")}


def test_merged_communes_and_merged_figures(read, sheet, outcomes, figures):
    rows = [["Xã", "Dân số", "Trẻ"], ["Cốc Pàng", 5], ["Cô Ba", None], ["Hưng Đạo", 7]]
    merged = sheet([row[:2] for row in rows], merged=["B2:B3"])
    result = read(merged)
    assert outcomes(result)[1:] == ["merged_figure", "merged_figure", "accepted"]
    assert figures(result) == {("01351", "children.population"): 7}
    twice = read(
        sheet([["Xã", "Dân số"], ["Cốc Pàng", 5], [None, 6]], merged=["A2:A3"]),
    )
    assert [value.commune_code for value in twice.values] == ["01324", "01324"]


def test_hidden_rows_are_read_and_told(read, sheet):
    rows = [["Xã", "Dân số"], ["Cốc Pàng", 5], ["Cô Ba", 6]]
    result = read(sheet(rows, hidden_rows=frozenset({2})))
    assert len(result.values) == 2
    assert [(fault.code, fault.severity) for fault in result.faults] == [("hidden_rows", "warning")]


def test_hidden_sheets_are_not_read(read, sheet, book):
    shown = sheet([["Xã", "Dân số"], ["Cốc Pàng", 5]])
    hidden = sheet([["Xã", "Dân số"], ["Cô Ba", 6]], name="Nháp", hidden=True)
    result = read(book(shown, hidden))
    assert [value.commune_code for value in result.values] == ["01324"]
    assert [fault.code for fault in result.faults] == ["hidden_sheet"]


def test_headers_repeated_on_each_page(read, outcomes, figures):
    page = [["Xã", "Dân số"], ["(1)", "(2)"]]
    result = read([*page, ["Cốc Pàng", 5], [], *page, ["Cô Ba", 6], ["Cộng", 11]])
    assert outcomes(result) == [
        *["header", "unit", "accepted", "blank"],
        *["header_again", "unit", "accepted", "total"],
    ]
    assert result.totals[0].over == (2, 6)


def test_codes_alone_are_enough(read, figures):
    rows = [["Mã xã", "Dân số"], [1324, 5], ["01327", 6], ["Tổng cộng", 11]]
    result = read(rows)
    assert figures(result) == {
        ("01324", "children.population"): 5,
        ("01327", "children.population"): 6,
    }
    assert [fault.code for fault in result.faults] == ["code_padded"]
    assert [total.over for total in result.totals] == [(1, 2)]


def test_two_tables_side_by_side_are_not_mixed_up(read, codes):
    rows = [["Xã", "Dân số", None, "Xã", "Dân số"], ["Cốc Pàng", 5, None, "Cô Ba", 6]]
    result = read(rows)
    assert ("several_commune_columns", "") in codes(result)
    assert result.values == ()


def test_communes_of_before_and_after_a_merger_side_by_side_are_not_guessed(read, codes):
    rows = [["Trước", "Sau", "Dân số"], ["Thượng Hà", "Cô Ba", 5], ["Bảo Toàn", "Cô Ba", 6]]
    result = read(rows)
    assert ("several_commune_columns", "") in codes(result)
    assert result.values == ()


def test_figures_in_a_column_without_a_title_are_asked_about(read):
    result = read([["Xã", "Dân số", None], ["Cốc Pàng", 5, 7]])
    (question,) = result.questions
    assert (question.asked, question.place.cell) == ("", "C1")
    assert result.values == ()


def test_signatures_beside_and_below_the_table_are_no_column(read, outcomes):
    rows = [
        ["Xã", "Dân số"],
        ["Cốc Pàng", 5],
        [None, None, None, "Bảo Lạc, ngày 12 tháng 11 năm 2026"],
        ["Người lập", None, None, "CHỦ TỊCH"],
        [None, None, None, "0912 345 678"],
    ]
    result = read(rows)
    assert (result.faults, result.questions) == ((), ())
    assert outcomes(result)[1:] == ["accepted", "footnote", "footnote", "footnote"]


def test_the_same_figure_of_two_years_are_two_questions(read):
    rows = [
        ["Xã", "Năm 2025", "Năm 2026"],
        [None, "Số cháu", "Số cháu"],
        ["Cốc Pàng", 5, 6],
    ]
    assert len({question.key for question in read(rows).questions}) == 2


def test_a_sheet_larger_than_any_return_waits_as_a_whole(read, sheet, book, outcomes):
    small = sheet([["Xã", "Dân số"], ["Cốc Pàng", 5]], name="A")
    wide = sheet([["Xã", *["Số trẻ"] * 400], ["Cô Ba", *[1] * 400], []], name="B")
    result = read(book(small, wide))
    assert outcomes(result) == ["header", "accepted", "beyond_a_return", "beyond_a_return", "blank"]
    (fault,) = result.faults
    assert dict(fault.values) == {"what": "columns", "n": "401", "most": "300"}


# Districts and names


def test_a_district_section_says_where_the_following_communes_are(read, figures):
    rows = [["Xã", "Dân số"], ["I. Huyện Bảo Lâm"], ["Lý Bôn", 5], ["II. Huyện Bảo Lạc"]]
    inside = read([*rows, ["Cô Ba", 6]])
    assert len(figures(inside)) == 2
    outside = read([*rows, ["Quảng Lâm", 6]])
    assert [fault.code for fault in outside.faults] == ["name_elsewhere"]


def test_a_column_of_districts_says_where_each_commune_is(read, figures):
    rows = [["Huyện", "Xã", "Dân số"], ["Bảo Lạc", "Cô Ba", 5], ["Bảo Lâm", "Cô Ba", 6]]
    result = read(rows)
    assert figures(result) == {("01327", "children.population"): 5}
    assert [fault.code for fault in result.faults] == ["name_elsewhere"]


def test_a_name_is_asked_once_and_remembered(read, figures):
    rows = [["Xã", "Dân số"], ["Cốc Pang", 5], ["CỐC PANG", None], ["Cô Ba", 6]]
    result = read(rows, district_code="043")
    (question,) = result.questions
    assert (question.kind, question.asked, question.place.cell) == ("name", "Cốc Pang", "A2")
    assert question.candidates[0].answer == "2025:01324"
    answered = read(rows, {("name", question.key): "2025:01324"}, district_code="043")
    assert figures(answered)["01324", "children.population"] == 5
    assert answered.questions == ()
    ignored = read(rows, {("name", question.key): "ignore"}, district_code="043")
    assert [row.reason for row in ignored.rows][1] == "answered_ignore"
    stale = read(rows, {("name", question.key): "2025:99999"}, district_code="043")
    assert stale.questions == (question,)


def test_the_same_name_in_another_district_is_another_question(read):
    rows = [["Xã", "Dân số"], ["Cốc Pang", 5]]
    keys = {
        question.key
        for code in ("042", "043")
        for question in read(rows, district_code=code).questions
    }
    assert len(keys) == 2


def test_former_communes_are_recognised_by_the_company_they_keep(read):
    rows = [["Xã", "Dân số"], ["Thượng Hà", 1], ["Bảo Toàn", 2], ["Hồng Trị", 3], ["Cốc Pàng", 4]]
    result = read(rows, district_code="043")
    assert {value.edition for value in result.values} == {"pre-2025"}
    assert result.values[0].entry.startswith("pre-2025:")


# Period, day, unit


def test_the_period_in_a_title(read, sheet):
    rows = [["Số liệu năm 2025"], ["Xã", "Dân số"], ["Cốc Pàng", 5]]
    result = read(rows)
    assert result.period == "2025"
    assert [fault.code for fault in result.faults] == ["other_period"]
    assert read(rows, period="2026").period == "2026"
    assert read([*rows[1:]], period="2026").faults == ()


def test_thousands_of_people_are_asked_about(read, figures):
    rows = [["ĐVT: nghìn người"], ["Xã", "Dân số"], ["Cốc Pàng", "1,5"]]
    result = read(rows)
    (question,) = result.questions
    assert question.candidates[0].answer == "children.population*1000"
    answered = read(rows, {("column", question.key): "children.population*1000"})
    assert figures(answered) == {("01324", "children.population"): 1500}


def test_several_tables_on_one_sheet(read, figures):
    first = [["Biểu 1. Đồ ấm"], TOP, LOW, [1, "Cốc Pàng", 1, 2, 3, 4, 10], ["Cộng", None, 1]]
    second = [[], ["Biểu 2. Trẻ em"], ["TT", "Xã", "Dân số"], [1, "Cốc Pàng", 500]]
    result = read([*first, *second])
    assert figures(result)["01324", "children.population"] == 500
    assert figures(result)["01324", NURSERY] == 1
    assert [total.over for total in result.totals] == [(3,)]


def test_columns_in_any_order(read, sheet, figures):
    rows = [["Cộng", "Tên xã", "Dân số", "STT"], [None, "Cốc Pàng", 500, 1]]
    assert figures(read(rows)) == {("01324", "children.population"): 500}


def test_faults_and_questions_do_not_depend_on_the_order_of_sheets(read, sheet, book):
    one = sheet(UNKNOWN, name="A")
    other = sheet([["Xã", "Dân số"], ["Cốc Pang", -1]], name="B")
    there, back = read(book(one, other)), read(book(other, one))
    assert there.faults == back.faults
    assert there.questions == back.questions


def test_a_file_without_any_table(read, codes):
    result = read([["Kính gửi Sở Y tế"], ["Huyện không có số liệu."]])
    assert codes(result) == [("no_table", "")]
    assert result.faults[0].place.sheet == ""
    assert dataclasses.astuple(result.faults[0].place)[1:] == ("", -1, -1)
