"""The same page in four forms: one set of figures, small enough to be sent."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter

import docx
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from .opened import number, read_page
from .printed_words import FIGURE, READ, as_printed, closed_up, of_each_kind, page_tables

ENDINGS = (".docx", ".pdf", ".xlsx")
HTML_BYTES, MAP_BYTES = 1_500_000, 400_000


def printed(report):
    return [
        *report.glob("districts/*/briefing.html"),
        *report.glob("province/overview.html"),
        *report.glob("donors/*/proposal.html"),
        *report.glob("offices/reports/*.html"),
        *report.glob("public/briefings/*.html"),
    ]


@pytest.fixture(scope="module")
def briefing(report):
    return sorted(report.glob("districts/*/briefing.html"))[-1]


def test_every_page_that_is_printed_has_its_forms_and_no_other_has(report):
    pages = printed(report)
    assert len(pages) > 10
    for page in pages:
        for ending in ENDINGS:
            assert page.with_suffix(ending).stat().st_size > 5_000, page
    wanted = {page.with_suffix(ending) for page in pages for ending in ENDINGS}
    found = {path for ending in ENDINGS for path in report.rglob(f"*{ending}")}
    assert found == wanted


# -- the same in every form ------------------------------------------------------------------------


def word_tables(path):
    tables = docx.Document(str(path)).tables
    return [[[closed_up(c.text) for c in row.cells] for row in table.rows] for table in tables]


def not_in_word(tables, page):
    found = word_tables(page.with_suffix(".docx"))
    return [row for table in tables if table not in found for row in table]


def not_in_pdf(tables, page):
    """A PDF is set cell after cell: the words of a row stand together."""
    words = closed_up(READ[".pdf"](page.with_suffix(".pdf")))
    return [row for table in tables for row in table if "".join(row) not in words]


def page_lines(page):
    """Headings, paragraphs and items of a page that hold no others."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for hidden in soup.select("style, script, svg, iframe, nav, .screen-only, .slip, table, i"):
        hidden.decompose()
    return [
        words
        for line in soup.select("main h1, main h2, main h3, main p, main li")
        if not line.select("p, li") and (words := closed_up(line.get_text(" ")))
    ]


def not_in_workbook(tables, page):
    """Cell by cell, the total's value too."""
    book = openpyxl.load_workbook(page.with_suffix(".xlsx"), data_only=True)
    lacking = []
    for place, table in enumerate(tables, start=1):
        rows = list(book[f"Bảng {place}"].iter_rows(min_row=3, max_row=2 + len(table)))
        lacking += [
            told
            for told, row in zip(table, rows, strict=True)
            if not all(same(words, cell.value) for words, cell in zip(told, row, strict=True))
        ]
    return lacking


def same(words, value):
    """Whether a cell of a workbook says what the page says: the number, or the very words."""
    if isinstance(value, (int, float)) and not re.fullmatch(r"\d{4}", words):
        share = words.endswith("%")
        return number(words.removesuffix("%").removeprefix("-")) == pytest.approx(
            abs(value) * (100 if share else 1)
        )
    told = str(value or "")
    # Of two columns with one title the second is numbered: a workbook filters by titles.
    return words in (closed_up(told), closed_up(re.sub(r" \(\d\)$", "", told)))


@pytest.fixture(scope="module")
def pages(report):
    return of_each_kind(report)


def test_word_and_pdf_have_every_table_of_the_page_cell_by_cell(pages):
    rows = 0
    for page in pages:
        tables = page_tables(page)
        rows += sum(map(len, tables))
        assert not_in_word(tables, page) == [], page
        assert not_in_pdf(tables, page) == [], page
    assert rows > 200


def test_workbooks_have_every_table_cell_by_cell(pages):
    told = []
    for page in pages:
        tables = page_tables(page)
        told.append(sum(map(len, tables)))
        assert not_in_workbook(tables, page) == [], page
    # A district where nothing is counted has a proposal without tables.
    assert sum(rows > 5 for rows in told) > len(told) / 2


def test_one_digit_less_and_each_comparison_says_which_row(pages):
    """What the comparisons above would say of a form that is off by one digit in one cell."""
    page = pages[2]
    tables = page_tables(page)
    row = tables[0][1]
    place = next(n for n, words in enumerate(row) if re.fullmatch(r"[\d.]{3,}", words))
    row[place] = row[place][:-1] + str((int(row[place][-1]) + 1) % 10)
    for lacking in (not_in_word, not_in_pdf, not_in_workbook):
        assert row in lacking(tables, page), lacking


def test_words_outside_tables_are_the_same(pages):
    for page in pages:
        on_page = Counter(FIGURE.findall(READ[".html"](page)))
        in_word = Counter(FIGURE.findall(READ[".docx"](page.with_suffix(".docx"))))
        assert not on_page - in_word, page
        told = page_lines(page)
        assert len(told) > 3, page
        told = [as_printed(line) for line in told]
        word, pdf = (
            closed_up(READ[form](page.with_suffix(form))).casefold() for form in (".docx", ".pdf")
        )
        assert [line for line in told if line not in word] == [], page
        # The number of a page may stand within words that go on from the page before.
        lacking = [line for line in told if line not in pdf]
        assert len(lacking) < len(PdfReader(page.with_suffix(".pdf")).pages), (page, lacking)


def test_the_workbook_of_a_briefing_says_what_its_page_says(briefing):
    """Communes, children and money from target to gap, communes without a source."""
    page = read_page(briefing)
    book = openpyxl.load_workbook(briefing.with_suffix(".xlsx"), data_only=True)
    communes, sums, without = (sheet_of(book, name) for name in ("Xã", "Tổng hợp", "Chưa có nguồn"))
    compared = 0
    for caption, sheet, columns, scale in (
        (
            "Các xã trong danh sách",
            communes.set_index("Xã, phường"),
            {"Dân số": "Dân số", "Trẻ dưới 16": "Trẻ em dưới 16 tuổi"},
            1,
        ),
        (
            "Trẻ: từ chỉ tiêu đến phần còn thiếu",
            sums.set_index("Loại hỗ trợ"),
            {
                "Trẻ cần đạt": "Trẻ cần đạt theo chỉ tiêu",
                "Còn thiếu, mức giữa": "Trẻ còn thiếu, mức giữa",
                "Thiếu chắc chắn": "Trẻ còn thiếu, ít nhất",
            },
            1,
        ),
        (
            "Tiền: từ chi phí của chỉ tiêu",
            sums.set_index("Loại hỗ trợ"),
            {
                "Cần cho chỉ tiêu": "Chi phí của chỉ tiêu",
                "Nhà nước lo": "Phần Nhà nước lo",
                "Nguồn khác lo": "Phần các nguồn khác lo",
                "Còn thiếu, mức giữa": "Phần còn thiếu, mức giữa",
                "Thiếu chắc chắn": "Phần thiếu chắc chắn, thành tiền",
            },
            1_000_000,
        ),
    ):
        table = page.table(caption)
        for on_page, in_book in columns.items():
            for row, words in table[on_page].items():
                exact = sheet.loc[row, in_book]
                if not isinstance(exact, str):
                    assert number(words) == pytest.approx(exact / scale, abs=0.5 * (scale > 1))
                    compared += 1
    assert compared > 20
    rows = sheet_of(book, "Còn thiếu")
    for title in ("Nhà nước lo", "Nguồn khác lo"):
        part = pd.to_numeric(rows[f"{title}, trẻ, mức giữa"], errors="coerce")
        for kind, words in page.table("Trẻ: từ chỉ tiêu")[title].items():
            exact = part[rows["Loại hỗ trợ"] == kind].sum(skipna=False)
            if pd.notna(exact):
                assert number(words) == exact, (kind, title)
                compared += 1
    open_on_page = page.table("Từng xã")["Chưa có nguồn"]
    figures = [number(words) for words in open_on_page if words[:1].isdigit()]
    in_book = [shown for shown in without["Chưa có nguồn"] if isinstance(shown, (int, float))]
    assert sum(figures) == sum(in_book) > 0


def sheet_of(book, name):
    """A sheet as a table, without its row of totals."""
    titles, *rows = [[cell.value for cell in row] for row in book[name].iter_rows(min_row=3)]
    frame = pd.DataFrame(rows, columns=titles)
    return frame[~frame.iloc[:, 0].eq("Cộng")]


def test_the_workbook_has_the_tables_figures_and_sums(report, briefing):
    book = openpyxl.load_workbook(briefing.with_suffix(".xlsx"), data_only=True)
    gap = pd.read_parquet(report / "tables" / "gap.parquet")
    districts = pd.read_parquet(report / "tables" / "communes.parquet")
    page = book["Còn thiếu"]
    titles = [cell.value for cell in page[3]]
    place = {title: number for number, title in enumerate(titles)}
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
    name = rows[0][place["Huyện, thành phố (cũ)"]]
    code = districts.district_code[districts.district == name].iloc[0]
    own = gap[gap.district_code == code]
    assert len(rows) == len(own) + 1
    for title, column in (
        ("Phần còn thiếu, mức giữa", "gap_vnd"),
        ("Phần thiếu chắc chắn, thành tiền", "cost_vnd"),
        ("Chi phí của chỉ tiêu", "target_vnd"),
    ):
        total = own[column].sum(skipna=False)
        shown = rows[-1][place[title]]
        assert shown == ("chưa có số liệu" if pd.isna(total) else total), title
    children = sum(row[place["Trẻ còn thiếu, ít nhất"]] for row in rows[:-1])
    assert children == own.gap_low.sum()


def test_sizes_are_small_enough_to_be_sent(report):
    for path in report.glob("districts/*/briefing.html"):
        assert path.stat().st_size <= HTML_BYTES
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for frame in page.find_all("iframe"):
            assert len(frame["srcdoc"].encode()) <= MAP_BYTES


def test_nothing_on_this_machine_is_named_in_any_form(report, tmp_path):
    for path in report.rglob("*"):
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
                content = b"".join(parts.read(name) for name in parts.namelist())
        elif path.suffix == ".pdf":
            content = json.dumps(PdfReader(path).metadata).encode()
        else:
            continue
        assert str(report).encode() not in content
        assert b"/home/" not in content
