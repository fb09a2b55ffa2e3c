"""The marked copy: the sender's own table, faults where they stand, nothing that runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from needs.reading.records import Place, ReturnFault
from needs.returns.loadable import may_be_loaded
from needs.returns.marked_copy import copy_name, write_marked_copy
from needs.returns.words import words_of
from needs.workbooks import Book, CellError, Sheet, address, read_book

FRONT = "Lỗi cần sửa"
NEGATIVE = (("found", "-5"), ("title", "cộng"))


def fault(sheet: str, row: int, column: int, *, severity="error", code="negative") -> ReturnFault:
    return ReturnFault(Place("bao-lac.xlsx", sheet, row, column), code, severity, NEGATIVE)


FAULTS = [
    fault("Đồ ấm", 4, 2),
    fault("Đồ ấm", 5, 1, severity="warning", code="zero_in_words"),
    fault("Đồ ấm", 5, -1),
    fault("Đồ ấm", -1, 3),
    fault("Đồ ấm", -1, -1),
    fault("Đồ ấm", 2, 3),
    ReturnFault(Place("bao-lac.xlsx"), "macros", "warning"),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A sender's workbook: merged title, look of its own, formulas, a rule, a link, a comment."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Đồ ấm"
    sheet["A1"] = "BÁO CÁO"
    sheet["A1"].font = Font(name="Arial", size=20, bold=True)
    sheet["B3"] = "Tên xã"
    sheet["C3"] = "Trẻ em"
    sheet.merge_cells("C3:E3")
    sheet["D4"] = "Tiểu học"
    sheet["E4"] = "Trung học"
    for row in range(5, 9):
        sheet.cell(row, 2, f"Xã số {row}")
        sheet.cell(row, 3, -row)
        sheet.cell(row, 5, f"=SUM(C{row}:D{row})")
    sheet["C5"].number_format = "#,##0"
    sheet["C5"].comment = Comment("số của trạm y tế", "Lan")
    sheet["B8"] = "=1+1 là hai"
    sheet["B8"].data_type = "s"
    sheet["B7"].hyperlink = "https://example.org/"
    sheet["B6"].hyperlink = "#'Đồ ấm'!A1"
    sheet.column_dimensions["B"].width = 33
    sheet.conditional_formatting.add(
        "C5:C8", FormulaRule(formula=["C5<0"], fill=PatternFill("solid", bgColor="FF0000"))
    )
    for rule, cells in (
        (DataValidation(type="list", formula1='"có,không"'), "G5"),
        (DataValidation(type="list", formula1="danh_muc_1"), "G6"),
        (DataValidation(type="list", formula1="INDIRECT(A1)"), "G7"),
        (DataValidation(type="custom", formula1="WEBSERVICE(A1)"), "G8"),
    ):
        rule.add(cells)
        sheet.add_data_validation(rule)
    book.defined_names["danh_muc_1"] = DefinedName("danh_muc_1", attr_text="'Đồ ấm'!$B$5:$B$8")
    book.defined_names["Auto_Open"] = DefinedName("Auto_Open", attr_text="'Đồ ấm'!$A$1")
    book.defined_names["x"] = DefinedName("x", attr_text="[1]Khác!$A$1")
    book.create_sheet("_needs").sheet_state = "veryHidden"
    path = tmp_path / "bao-lac.xlsx"
    book.save(path)
    return path


def as_book(path: Path) -> Book:
    book = read_book(path)
    assert isinstance(book, Book)
    return book


@pytest.fixture
def marked(source: Path, tmp_path: Path) -> Path:
    return write_marked_copy(source, as_book(source), FAULTS, tmp_path / "out")


def rebuilt(path: Path, tmp_path: Path) -> Path:
    """The copy as it is made where the file cannot be written back: from the cells alone."""
    return write_marked_copy(path.with_name("gone"), as_book(path), FAULTS, tmp_path / "again")


WAYS: dict[str, Callable[[Path, Path], Path]] = {
    "in its own look": lambda path, out: write_marked_copy(path, as_book(path), FAULTS, out / "o"),
    "from the cells": rebuilt,
}


@pytest.mark.parametrize("way", WAYS)
def test_faulty_cells_are_coloured_framed_and_commented(source, tmp_path, way):
    sheet = load_workbook(WAYS[way](source, tmp_path))["Đồ ấm"]
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    # A row marks its first cell, a column its first filled one, a sheet A1, a merged cell C3.
    assert marked == {"A1", "A6", "B6", "C3", "C5", "D4"}
    error, warning = sheet["C5"], sheet["B6"]
    assert error.fill.start_color.rgb != warning.fill.start_color.rgb
    assert error.border.top.style == "thick"
    assert warning.border.top.style == "mediumDashed"
    told = words_of(FAULTS[0], "vi")
    for words in ("LỖI C5", told.found, f"cần: {told.expected}", f"cách sửa: {told.action}"):
        assert words in error.comment.text
    assert "CẦN XEM B6" in warning.comment.text
    assert sheet["C6"].comment is None


def filled(sheet: Sheet) -> dict[str, object]:
    return {
        address((row, column)): value
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if value is not None
    }


@pytest.mark.parametrize("way", WAYS)
def test_values_stay_and_nothing_is_calculated(source, tmp_path, way):
    path = WAYS[way](source, tmp_path)
    before, after = as_book(source).sheets[0], as_book(path).sheets[1]
    assert after.name == before.name
    assert filled(after) == filled(before)
    assert len(filled(before)) > 10
    assert after.formulas == frozenset()
    assert (2, 2, 2, 4) in after.merged
    assert load_workbook(path)["Đồ ấm"]["B8"].quotePrefix


def test_the_own_look_stays(source, marked):
    sheet = load_workbook(marked)["Đồ ấm"]
    assert sheet["A1"].font.size == 20
    assert sheet["C5"].number_format == "#,##0"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["C5"].comment.text.startswith("số của trạm y tế\n\n")
    assert load_workbook(marked)["_needs"].sheet_state == "veryHidden"


def test_what_could_run_or_lead_elsewhere_is_left_out(marked):
    book = load_workbook(marked)
    sheet = book["Đồ ấm"]
    assert list(book.defined_names) == ["danh_muc_1"]
    rules = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert rules == ['"có,không"', "danh_muc_1"]
    assert len(list(sheet.conditional_formatting)) == 0
    assert sheet["B7"].hyperlink is None
    assert sheet["B7"].value == "Xã số 7"
    with zipfile.ZipFile(marked) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert [name for name in parts if "vba" in name.lower() or "external" in name.lower()] == []
    assert [name for name, part in parts.items() if re.search(rb"<(\w+:)?f[ >]", part)] == []
    assert b"example.org" not in b"".join(parts.values())


def test_the_list_at_the_front_leads_to_each_cell(marked):
    book = load_workbook(marked)
    front = book.worksheets[0]
    assert front.title == FRONT
    assert book.active is front
    rows = [[cell.value for cell in row] for row in front.iter_rows(min_row=4)]
    assert len(rows) == len(FAULTS)
    assert [row[3] for row in rows] == ["lỗi"] * 5 + ["cần xem"] * 2
    links = {
        front.cell(row, 3).value: getattr(front.cell(row, 3).hyperlink, "location", None)
        for row in range(4, 4 + len(FAULTS))
        if front.cell(row, 2).value == "Đồ ấm"
    }
    assert links["C5"] == "'Đồ ấm'!C5"
    assert links["6"] == "'Đồ ấm'!A6"
    assert links["D3"] == "'Đồ ấm'!C3"
    (whole,) = (row for row in rows if row[1] == "cả tệp")
    assert "macro" in whole[4]


def test_in_english(source, tmp_path):
    path = write_marked_copy(source, as_book(source), FAULTS, tmp_path, lang="en")
    book = load_workbook(path)
    assert book.worksheets[0].title == "Faults to mend"
    assert "ERROR C5" in book["Đồ ấm"]["C5"].comment.text


def test_the_order_of_the_faults_does_not_matter(source, tmp_path):
    book = as_book(source)
    texts = []
    for n, faults in enumerate((FAULTS, FAULTS[::-1])):
        copy = load_workbook(write_marked_copy(source, book, faults, tmp_path / str(n)))
        texts.append(
            [
                [(cell.value, cell.comment and cell.comment.text) for row in sheet for cell in row]
                for sheet in copy.worksheets
            ]
        )
    assert texts[0] == texts[1]


def test_the_senders_file_is_not_touched(source, tmp_path):
    before = source.read_bytes()
    write_marked_copy(source, as_book(source), FAULTS, source.parent)
    assert source.read_bytes() == before
    assert (source.parent / "bao-lac-can-sua.xlsx").exists()


def test_a_file_that_changed_since_it_was_read_is_not_believed(source, tmp_path):
    book = as_book(source)
    other = Workbook()
    other.active.title = "Đồ ấm"
    other.active["C5"] = "khác"
    other.save(source)
    copy = load_workbook(write_marked_copy(source, book, FAULTS, tmp_path))
    assert copy["Đồ ấm"]["C5"].value == -5


def test_a_copy_that_was_sent_back_can_be_marked_again(marked, tmp_path):
    again = write_marked_copy(marked, as_book(marked), FAULTS, tmp_path / "2")
    names = load_workbook(again).sheetnames
    assert len(set(names)) == len(names) == 4
    assert [name for name in names if name.startswith(FRONT)] == names[:2]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bao-lac.xlsx", "bao-lac-can-sua.xlsx"),
        ("Bảo Lạc 2026.XLSX", "Bảo Lạc 2026-can-sua.xlsx"),
        ("bao-lac.xls", "bao-lac.xls-can-sua.xlsx"),
        ("bao-lac.csv", "bao-lac.csv-can-sua.xlsx"),
        ("..\\u000a/x.xlsx", "_u000a_x-can-sua.xlsx"),
        ("???.xlsx", "_-can-sua.xlsx"),
        (".xlsx", "tep-can-sua.xlsx"),
        ("a" * 120 + ".xlsx", "a" * 120 + "-can-sua.xlsx"),
    ],
)
def test_the_copys_name_fits_any_file_system(name, expected):
    assert copy_name(Book(name, "", "xlsx", ())) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_long_vietnamese_names_are_written_and_told_apart(form):
    """200 letters are up to 600 bytes; file systems take 255, the temporary name included."""
    long = unicodedata.normalize(form, "Báo cáo nhu cầu hỗ trợ trẻ em huyện " * 6)[:200]
    names = [copy_name(Book(f"{long} {end}.xlsx", "", "xlsx", ())) for end in ("A", "B")]
    assert names[0] != names[1]
    for name in names:
        assert name.startswith("Báo cáo nhu cầu hỗ trợ trẻ em huyện ")
        assert name.endswith("-can-sua.xlsx")
        assert len(name.encode()) <= 120 + len("-can-sua.xlsx")


def test_a_copy_of_a_file_with_a_long_name_is_written(source, tmp_path):
    book = replace(as_book(source), name="Ấ" * 200 + ".xlsx")
    copy = write_marked_copy(source, book, FAULTS, tmp_path / "ra")
    assert [path.name for path in (tmp_path / "ra").iterdir()] == [copy.name]


def test_other_kinds_of_files(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Đồ ấm")
    sheet.write_merge(0, 0, 0, 3, "BÁO CÁO")
    sheet.write(4, 2, -5)
    old = tmp_path / "bao-lac.xls"
    book.save(str(old))
    text = tmp_path / "bao-lac.csv"
    text.write_text("Tên xã,Trẻ em\nCô Ba,-5\n=1+1,@x\n", encoding="utf-8")
    for path in (old, text):
        read = as_book(path)
        where = [fault(sheet.name, 1, 1) for sheet in read.sheets]
        copy = as_book(write_marked_copy(path, read, where, tmp_path))
        assert [sheet.rows[: len(read.sheets[0].rows)] for sheet in copy.sheets[1:]] == [
            sheet.rows for sheet in read.sheets
        ]
        assert copy.sheets[1].formulas == frozenset()


# -- files that would hurt ----------------------------------------------------------------------


def package(tmp_path: Path, source: Path, change: Callable[[str], str]) -> Path:
    """The sender's workbook with the XML of its first sheet changed."""
    path = tmp_path / "xau.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = change(content.decode("utf-8")).encode("utf-8")
            new.writestr(name, content)
    return path


def test_a_cell_that_calls_its_value_a_formula_is_text_in_the_copy(source, tmp_path):
    """openpyxl believes the type that a cell states, and would write a formula."""
    evil = package(
        tmp_path,
        source,
        lambda xml: re.sub(r'<c r="C6"[^>]*>.*?</c>', '<c r="C6" t="f"><v>=1+1</v></c>', xml),
    )
    assert '"C6" t="f"' in zipfile.ZipFile(evil).read("xl/worksheets/sheet1.xml").decode()
    sha256 = hashlib.sha256(evil.read_bytes()).hexdigest()
    book = replace(as_book(source), sha256=sha256)
    copy = write_marked_copy(evil, book, FAULTS, tmp_path / "out")
    with zipfile.ZipFile(copy) as made:
        parts = [made.read(name) for name in made.namelist() if name.endswith(".xml")]
    assert not any(re.search(rb"<(\w+:)?f[ >]", part) for part in parts)


@pytest.mark.parametrize(
    "bomb",
    [
        lambda xml: xml.replace('ref="C3:E3"', 'ref="A1:XFD1048576"'),
        lambda xml: xml.replace('ref="B6"', 'ref="A1:Z1000000"'),
        lambda xml: xml.replace('ref="B6"', 'ref="A:XFD"'),
        lambda xml: xml.replace(
            "</sheetData>",
            "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(100, 120_000))
            + "</sheetData>",
        ),
        lambda xml: xml[:-50],
    ],
)
def test_what_would_fill_the_memory_is_not_loaded(source, tmp_path, bomb):
    assert may_be_loaded(source.read_bytes())
    path = package(tmp_path, source, bomb)
    assert not may_be_loaded(path.read_bytes())


def test_a_workbook_that_cannot_be_loaded_is_copied_from_its_cells(source, tmp_path):
    path = package(tmp_path, source, lambda xml: xml.replace('ref="C3:E3"', 'ref="A1:Z1048576"'))
    book = replace(as_book(source), name="xau.xlsx")
    copy = load_workbook(write_marked_copy(path, book, FAULTS, tmp_path / "out"))
    assert copy["Đồ ấm"]["C5"].value == -5
    assert copy["Đồ ấm"]["C5"].comment


ODD = [
    ("=cmd|' /C calc'!A0", "\x00\x0b\ud800?", "x" * 40_000, True, 1e300, float("inf")),
    (
        dt.date(1850, 1, 1),
        dt.datetime.combine(dt.date(2026, 11, 21), dt.time(8)),
        dt.time(8, 30),
        dt.timedelta(hours=30),
    ),
    (CellError("#REF!"), None, 2**60, -0.5, "", "'"),
]


def test_odd_values_and_names_can_be_copied(tmp_path):
    rows = tuple((*row, *[None] * (6 - len(row))) for row in ODD)
    names = ["=1+1", "A/B:C?*[]", "x" * 60, "", "'", FRONT, FRONT.upper()]
    merged = ((0, 0, 1, 1), (1, 1, 2, 2), (0, 0, 9, 99), (5, 5, 5, 5))
    book = Book("lạ.ods", "", "ods", tuple(Sheet(name, rows, merged) for name in names))
    faults = [fault(name, 50, 40) for name in names] + [fault(names[0], 10**7, 10**5)]
    path = write_marked_copy(tmp_path / "gone", book, faults, tmp_path)
    copy = as_book(path)
    assert len(copy.sheets) == len(names) + 1
    assert all(sheet.formulas == frozenset() for sheet in copy.sheets)
    assert copy.sheets[1].rows[1][3] == dt.timedelta(hours=30)


cells = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=400)),
)


@given(
    rows=st.lists(st.tuples(cells, cells, cells), max_size=6),
    name=st.text(max_size=40),
    merged=st.lists(st.tuples(*[st.integers(0, 8)] * 4), max_size=4),
    places=st.lists(st.tuples(st.integers(-1, 9), st.integers(-1, 9)), max_size=6),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_can_be_copied_and_marked(tmp_path, rows, name, merged, places):
    spans = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged)
    book = Book("f.csv", "", "csv", (Sheet(name, tuple(rows), spans),))
    faults = [fault(name, row, column) for row, column in places]
    copy = load_workbook(write_marked_copy(tmp_path / "gone", book, faults, tmp_path))
    assert len(copy.worksheets) == 2
    assert copy.worksheets[0].max_row == max(3, 3 + len(set(faults)))
    marked = [cell for row in copy.worksheets[1].iter_rows() for cell in row if cell.comment]
    assert bool(marked) == bool(faults)
