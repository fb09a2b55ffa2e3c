"""The same page in four forms: one set of figures, small enough to be sent."""

from __future__ import annotations

import io
import json
import re
from collections import Counter

import docx
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

ENDINGS = (".docx", ".pdf", ".xlsx")
FIGURE = re.compile(r"\d[\d.,]*\d|\d")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HTML_BYTES, MAP_BYTES = 1_500_000, 400_000


def printed(report):
    return [
        *report.glob("districts/*/briefing.html"),
        *report.glob("province/overview.html"),
        *report.glob("donors/*/proposal.html"),
        *report.glob("offices/reports/*.html"),
    ]


@pytest.fixture(scope="module")
def briefing(report):
    return sorted(report.glob("districts/*/briefing.html"))[-1]


def page_words(path):
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for hidden in page.select("style, script, svg, iframe, nav, .screen-only, title"):
        hidden.decompose()
    return page.body.get_text(" ")


def word_words(path):
    nodes = docx.Document(path).element.body.iter(f"{W}t", f"{W}br", f"{W}p")
    return "".join(node.text or "" if node.tag == f"{W}t" else " " for node in nodes)


def pdf_words(path):
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_every_page_that_is_printed_has_its_forms_and_no_other_has(report):
    pages = printed(report)
    assert len(pages) > 10
    for page in pages:
        for ending in ENDINGS:
            assert page.with_suffix(ending).stat().st_size > 5_000, page
    wanted = {page.with_suffix(ending) for page in pages for ending in ENDINGS}
    found = {path for ending in ENDINGS for path in report.rglob(f"*{ending}")}
    assert found == wanted


def test_word_and_pdf_show_every_figure_of_the_page_as_often(briefing):
    on_page = Counter(FIGURE.findall(page_words(briefing)))
    assert sum(on_page.values()) > 300
    in_word = Counter(FIGURE.findall(word_words(briefing.with_suffix(".docx"))))
    in_pdf = Counter(FIGURE.findall(pdf_words(briefing.with_suffix(".pdf"))))
    assert not on_page - in_word
    # A figure may stand on two lines of a narrow column of the PDF: only whole ones are counted.
    lacking = on_page - in_pdf
    assert sum(lacking.values()) <= 0.02 * sum(on_page.values()), lacking


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
    import zipfile

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
