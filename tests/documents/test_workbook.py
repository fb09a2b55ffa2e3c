"""The workbook: totals are formulas that agree, nothing typed by somebody is ever reckoned."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from needs.documents.page_sheets import figure_of, page_cover, page_sheets
from needs.documents.sheet import Cover, Sheet, SheetColumn, SumOf
from needs.documents.workbook import xlsx_bytes

from .conftest import HOSTILE, ON

COVER = Cover("Thử", (("Chương trình", "Thử"),), (("chính thức", "số của văn bản"),), False)
HEADER = 3  # rows of Excel count from 1


def sheet_of(rows, name="Còn thiếu"):
    columns = (
        SheetColumn("Loại", "text", "loại"),
        SheetColumn("Xã", "text", "xã"),
        SheetColumn("Trẻ", "count", "trẻ", "trẻ", total=True),
    )
    frame = pd.DataFrame(rows, columns=["Loại", "Xã", "Trẻ"]).astype({"Trẻ": "Int64"})
    return Sheet(name, "Trẻ còn thiếu", columns, frame, {})


def summary_of(detail, kinds):
    sums = detail.rows.groupby("Loại")["Trẻ"].sum(skipna=False)
    columns = (detail.columns[0], detail.columns[2])
    rows = pd.DataFrame({"Loại": kinds, "Trẻ": [sums.get(kind, 0) for kind in kinds]})
    return Sheet("Tổng hợp", "Tổng", columns, rows, {"Trẻ": SumOf(detail.name, "Loại", "Trẻ")})


def book_of(*sheets, values=False):
    content = xlsx_bytes(COVER, sheets, made=ON, lang="vi")
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


ROWS = [["Áo", "Xã A", 5], ["Áo", "Xã B", 7], ["Sữa", "Xã A", 2]]


def test_each_table_has_a_sheet_with_frozen_header_filter_print_area():
    book = book_of(sheet_of(ROWS))
    assert book.sheetnames == ["Bìa", "Còn thiếu", "Các cột"]
    page = book["Còn thiếu"]
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:C6"
    assert page.print_area == "'Còn thiếu'!$A$1:$C$7"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.paperSize == 9
    assert page["C4"].number_format == "#,##0"
    assert [cell.value for cell in page[HEADER]] == ["Loại", "Xã", "Trẻ"]


@pytest.mark.parametrize(("more", "paper"), [(1, 9), (16, 8)])  # A4, A3
def test_a_wide_table_is_printed_on_a3_with_its_names_on_every_sheet(more, paper):
    narrow = sheet_of(ROWS)
    figures = tuple(SheetColumn(f"Trẻ {n}", "count", "trẻ") for n in range(more))
    rows = narrow.rows.assign(**{column.title: 1 for column in figures})
    page = book_of(replace(narrow, columns=(*narrow.columns, *figures), rows=rows))["Còn thiếu"]
    assert page.page_setup.paperSize == paper
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_cols == "$A:$A"
    assert page.print_title_rows == "$3:$3"


def test_the_total_is_a_formula_and_its_value_is_the_sum():
    formula = book_of(sheet_of(ROWS))["Còn thiếu"]["C7"].value
    assert formula.startswith("=IF(SUBTOTAL(102")
    assert "SUBTOTAL(109,$C$4:$C$6)" in formula
    assert book_of(sheet_of(ROWS), values=True)["Còn thiếu"]["C7"].value == 14


def test_one_figure_missing_and_there_is_no_total():
    page = book_of(sheet_of([*ROWS, ["Sữa", "Xã B", pd.NA]]), values=True)["Còn thiếu"]
    assert page["C7"].value == "chưa có số liệu"
    assert page["C8"].value == "chưa có số liệu"


def test_the_list_of_columns_tells_meaning_and_unit():
    page = book_of(sheet_of(ROWS))["Các cột"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert ["Trẻ", "Còn thiếu", "Trẻ còn thiếu", "trẻ", "Trẻ"] in rows
    assert "Tên trong tệp CSV" not in [cell.value for cell in page[1]]


def test_the_name_in_the_csv_file_stands_last():
    sheet = sheet_of(ROWS)
    told = (*sheet.columns[:2], replace(sheet.columns[2], field="gap.csv: gap_point"))
    page = book_of(replace(sheet, columns=told))["Các cột"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0] == ["Cột", "Trang", "Bảng", "Đơn vị", "Nghĩa", "Tên trong tệp CSV"]
    assert rows[-1] == ["Trẻ", "Còn thiếu", "Trẻ còn thiếu", "trẻ", "Trẻ", "gap.csv: gap_point"]


@pytest.mark.parametrize("name", [*HOSTILE, "+84 912", "-1", "@SUM(A1)", "0123", "\t=1+1"])
def test_what_looks_like_a_formula_is_text(name):
    page = book_of(sheet_of([[name, name, 1]]))["Còn thiếu"]
    assert page["A4"].value == name
    assert page["A4"].data_type == "s"
    assert page["A4"].hyperlink is None


def test_ten_thousand_letters_and_more_than_a_cell_takes():
    page = book_of(sheet_of([["a" * 10_000, "b" * 40_000, 1]]))["Còn thiếu"]
    assert page["A4"].value == "a" * 10_000
    assert page["B4"].value == "b" * 32_766 + "…"


def test_the_same_tables_give_the_same_bytes():
    twice = [xlsx_bytes(COVER, [sheet_of(ROWS)], made=ON, lang="vi") for _ in range(2)]
    assert twice[0] == twice[1]


def random_rows(rng):
    for _ in range(rng.integers(1, 9)):
        figure = pd.NA if rng.random() < 0.2 else int(rng.integers(0, 10 ** rng.integers(1, 12)))
        yield [str(rng.choice(["Áo", "Sữa"])), f"Xã {rng.integers(9)}", figure]


def test_libreoffice_reckons_what_the_file_says(converted):
    rng = np.random.default_rng(588)
    sheets = []
    for number in range(12):
        detail = sheet_of(list(random_rows(rng)), name=f"Thiếu {number}")
        summary = summary_of(detail, ["Áo", "Sữa", "Chăn"])
        sheets += [replace(summary, name=f"Tổng {number}"), detail]
    content = xlsx_bytes(COVER, sheets, made=ON, lang="vi")
    told = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    again = converted(content, ".xlsx", "xlsx:Calc MS Excel 2007 XML")
    reckoned = openpyxl.load_workbook(io.BytesIO(again), data_only=True)
    compared = 0
    for sheet in sheets:
        for row in told[sheet.name].iter_rows(min_row=HEADER + 1):
            for cell in row:
                assert (reckoned[sheet.name][cell.coordinate].value or "") == (cell.value or ""), (
                    cell
                )
                compared += cell.value is not None
    assert compared > 100


@pytest.mark.parametrize(
    ("words", "lang", "number"),
    [
        ("1.234.567", "vi", 1_234_567),
        ("12,5", "vi", 12.5),
        ("12,5 %", "vi", 0.125),
        ("12,5%", "vi", 0.125),
        ("94%", "vi", 0.94),
        ("1,234.5", "en", 1234.5),
        ("-3", "vi", -3),
        ("1.2", "vi", None),  # in Vietnamese a point parts thousands
        ("12–15", "vi", None),
        ("8 / 8", "vi", None),
        ("< 1", "vi", None),
        ("2026 xã", "vi", None),
        ("2026", "vi", None),  # a year: Excel would show 2.026, and add years up
        ("2026", "en", None),
        ("", "vi", None),
    ],
)
def test_a_cell_of_a_page_is_a_number_only_where_it_shows_one(words, lang, number):
    assert figure_of(words, lang=lang) == number


def test_the_tables_of_a_page_become_sheets_with_a_total_that_adds_up(document):
    content = xlsx_bytes(
        page_cover(document, illustrative=False), page_sheets(document), made=ON, lang="vi"
    )
    page = openpyxl.load_workbook(io.BytesIO(content))["Bảng 1"]
    assert [cell.value for cell in page[4]] == ["Xã A", 1000, "a"]
    assert page["B6"].value.startswith("=IF(SUBTOTAL")
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Bảng 1"]
    assert [cell.value or "" for cell in values[6]] == ["Cộng", 1234, ""]


def test_rows_are_as_high_as_their_text_and_shares_are_not_rounded_away():
    columns = (SheetColumn("Nguồn", "text", "nguồn"), SheetColumn("Giá trị", "number", "giá trị"))
    long = "Kế hoạch 3732/KH-UBND ngày 25/9/2024, trẻ em của các xã đặc biệt khó khăn " * 3
    rows = pd.DataFrame({"Nguồn": [long, "giả định"], "Giá trị": [0.2555, 15_000_000.0]})
    page = book_of(Sheet("Giả định", "Giả định", columns, rows, {}))["Giả định"]
    width = page.column_dimensions["A"].width
    assert page.row_dimensions[4].height >= 15 * len(long) / width
    assert page.row_dimensions[5].height is None
    assert [page[f"B{row}"].number_format for row in (4, 5)] == ["#,##0.####", "#,##0"]
