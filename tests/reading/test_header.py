"""Where tables stand: titles above, headers of one to three rows, merged or not."""

from __future__ import annotations

import pytest

from needs.reading.header import find_tables
from needs.reading.layout import Layout
from needs.reading.vocabulary import vocabulary

COMMUNES = {"Cốc Pàng", "Cô Ba", "Bảo Lạc", "Tổng Cọt"}
ROW = [1, "Cốc Pàng", 5, 6, 11]


@pytest.fixture
def tables(sheet):
    def found(rows, **more):
        layout = Layout(sheet(rows, **more))
        words = vocabulary().columns
        return find_tables(
            layout,
            anchors=words["commune"] | words["code"],
            least=2,
            is_place=COMMUNES.__contains__,
        )

    return found


def paths(table):
    return [" / ".join(column.path) for column in table.columns]


def test_one_row_of_titles(tables):
    found = tables([["BIỂU 1"], [], ["STT", "Tên xã", "Trẻ em"], [1, "Cô Ba", 5]])
    (table,) = found.tables
    assert paths(table) == ["STT", "Tên xã", "Trẻ em"]
    assert table.title == ("BIỂU 1",)
    assert table.body == [3]
    assert found.others == {0: "title", 1: "blank", 2: "header"}


TWO = [
    ["STT", "Tên xã", "Trẻ em", None, None],
    [None, None, "nhà trẻ", "mẫu giáo", "cộng"],
    ROW,
]
TWO_PATHS = ["STT", "Tên xã", "Trẻ em / nhà trẻ", "Trẻ em / mẫu giáo", "Trẻ em / cộng"]


@pytest.mark.parametrize(
    "merged",
    [
        ["A1:A2", "B1:B2", "C1:E1"],
        ["C1:E1"],
        [],
    ],
)
def test_two_rows_merged_or_not(tables, merged):
    (table,) = tables(TWO, merged=merged).tables
    assert paths(table) == TWO_PATHS
    assert table.body == [2]


def test_a_title_repeated_over_each_column_of_its_group(tables):
    rows = [["STT", "Tên xã", "Trẻ em", "Trẻ em", "Trẻ em"], *TWO[1:]]
    assert paths(tables(rows).tables[0]) == TWO_PATHS


def test_the_titles_of_communes_may_stand_in_the_lower_row(tables):
    rows = [[None, None, "Trẻ em", None, None], ["STT", "Xã", "nhà trẻ", "mẫu giáo", "cộng"], ROW]
    (table,) = tables(rows).tables
    assert paths(table) == ["STT", "Xã", *TWO_PATHS[2:]]
    assert (table.top, table.body) == (0, [2])


def test_three_rows(tables):
    rows = [
        ["STT", "Tên xã", "Trẻ em", None, None],
        [None, None, "dưới 6 tuổi", None, "từ 6 tuổi"],
        [None, None, "0-2", "3-5", None],
        ROW,
    ]
    spans = ["A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3"]
    (table,) = tables(rows, merged=spans).tables
    assert paths(table)[2:] == [
        "Trẻ em / dưới 6 tuổi / 0-2",
        "Trẻ em / dưới 6 tuổi / 3-5",
        "Trẻ em / từ 6 tuổi",
    ]
    assert table.body == [3]


def test_a_merged_title_reaches_no_further_than_its_cells(tables):
    rows = [
        ["STT", "Tên xã", "Trẻ em", None, None],
        [None, None, "nhà trẻ", "mẫu giáo", "Ghi chú"],
        ROW,
    ]
    (table,) = tables(rows, merged=["C1:D1"]).tables
    assert paths(table)[2:] == ["Trẻ em / nhà trẻ", "Trẻ em / mẫu giáo", "Ghi chú"]


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(3)", "(4)", "(5=3+4)"],
        ["A", "B", 1, 2, 3],
        ["A", "B", "1", "2", "3=1+2"],
        [1, 2, 3, 4, 5],
    ],
)
def test_a_row_of_column_numbers_and_one_of_units_are_no_data(tables, numbers):
    units = [None, None, "(trẻ)", "trẻ", "(trẻ)"]
    found = tables([*TWO[:2], numbers, units, ROW])
    (table,) = found.tables
    assert table.body == [4]
    assert [found.others[row] for row in (2, 3)] == ["unit", "unit"]
    assert [column.unit for column in table.columns][2:] == ["(trẻ)", "trẻ", "(trẻ)"]


def test_a_first_row_that_lacks_its_commune_is_not_taken_for_column_numbers(tables):
    (table,) = tables([["STT", "Xã", "Nam", "Nữ"], [1, None, 2, 3], [2, "Cô Ba", 4, 5]]).tables
    assert table.body == [1, 2]


def test_the_same_header_on_each_page_is_one_table(tables):
    found = tables([*TWO, [], *TWO])
    (table,) = found.tables
    assert table.body == [2, 3, 6]
    assert found.others == {0: "header", 1: "header", 4: "header_again", 5: "header_again"}


def test_another_header_is_another_table_with_its_own_title(tables):
    second = [["Biểu 2. Sách vở"], ["TT", "Xã", "Số bộ"], [1, "Cô Ba", 7]]
    found = tables([["Biểu 1. Trẻ em"], *TWO, ["Tổng cộng", None, 5, 6, 11], [], *second])
    first, other = found.tables
    assert (first.title, other.title) == (("Biểu 1. Trẻ em",), ("Biểu 2. Sách vở",))
    assert paths(other) == ["TT", "Xã", "Số bộ"]
    assert (first.body, other.body) == ([3, 4, 5], [8])


def test_lines_of_a_letterhead_are_no_titles_of_columns(tables):
    rows = [
        ["UBND HUYỆN BẢO LẠC", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Đơn vị:", "Huyện Bảo Lạc", None, "Độc lập - Tự do - Hạnh phúc"],
        [None, None, None, None, "ĐVT: trẻ"],
        *TWO,
    ]
    found = tables(rows)
    (table,) = found.tables
    assert table.top == 3
    assert [found.others[row] for row in range(3)] == ["title"] * 3


def test_a_table_whose_titles_are_all_unknown_is_found_by_its_communes(tables):
    rows = [["Bảng tổng hợp"], [], ["Nơi", "Bé trai", "Bé gái"], ["Cô Ba", 3, 4]]
    (table,) = tables(rows).tables
    assert paths(table) == ["Nơi", "Bé trai", "Bé gái"]
    assert table.body == [3]


def test_a_sheet_of_words_has_no_table(tables):
    found = tables([["Kính gửi: Sở Y tế"], [], ["Xã"]])
    assert found.tables == []
    assert found.others == {0: "title", 1: "blank", 2: "title"}


def test_merged_ranges_beyond_the_sheet_or_over_each_other_do_no_harm(tables):
    spans = ["A1:XFD1048576", "A1:XFD1048576", "B2:D9"]
    found = tables(TWO, merged=spans)
    rows = sorted([*found.others, *(row for table in found.tables for row in table.body)])
    assert rows == [0, 1, 2]
