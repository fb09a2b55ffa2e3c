"""Word files as Decree 30/2020/NĐ-CP wants them; every form opened by another office program."""

from __future__ import annotations

import re
import zipfile

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from pypdf import PdfReader

from .printed_words import (
    FIGURE,
    READ,
    as_printed,
    closed_up,
    converted,
    of_each_kind,
    page_tables,
)

#: The stored results of formulas, which a workbook without them has to reckon anew.
RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")


@pytest.fixture(scope="module")
def pages(reports):
    return of_each_kind(reports("cao-bang-588"))


# -- the Word file, as the decree wants it ---------------------------------------------------------


def test_a_briefing_is_set_as_decree_30_wants_it(pages):
    for page in pages:
        made = docx.Document(str(page.with_suffix(".docx")))
        for section in made.sections:
            sides = (section.page_width, section.page_height)
            assert sorted(round(side.mm) for side in sides) == [210, 297]
            assert 20 <= round(section.top_margin.mm, 1) <= 25
            assert 20 <= round(section.bottom_margin.mm, 1) <= 25
            assert 30 <= round(section.left_margin.mm, 1) <= 35
            assert 15 <= round(section.right_margin.mm, 1) <= 20
        normal = made.styles["Normal"].font
        assert (normal.name, 13 <= normal.size.pt <= 14) == ("Times New Roman", True)
        named = {fonts.get(qn("w:ascii")) for fonts in made.element.body.iter(qn("w:rFonts"))}
        assert named <= {"Times New Roman", None}
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        titles = [closed_up(title.get_text(" ")) for title in soup.select("main h2, main h3")]
        heads = [p for p in made.paragraphs if p.style.name.startswith("Heading")]
        kind, about = (p.text for p in made.paragraphs if p.style.name == "Title")
        assert kind in {"BÁO CÁO", "TỜ TRÌNH", "PHƯƠNG ÁN"}, page
        assert closed_up(about) == closed_up(soup.h1.get_text(" ")), page
        assert not about.casefold().startswith(kind.casefold()), page  # no word twice
        shown = {closed_up(head.text).casefold() for head in heads}
        assert {as_printed(title) for title in titles} <= shown, page
        captioned = {
            closed_up(table.caption.get_text(" ")) for table in soup("table") if table.caption
        }
        assert captioned <= {closed_up(p.text) for p in made.paragraphs}, page
        data = [table for table in made.tables if table.rows[0]._tr.trPr is not None]
        repeated = [t for t in data if t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert len(repeated) == len(page_tables(page)), page
        alts = [shape.get("descr") for shape in made.element.body.iter(qn("wp:docPr"))]
        assert all(alt and len(alt) > 10 for alt in alts), page


# -- another office program ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def in_office(pages, tmp_path_factory):
    """A Word file and a workbook of each kind of page as LibreOffice prints them."""
    sources = {
        f"{place}{ending[1:]}": page.with_suffix(ending)
        for place, page in enumerate(pages)
        for ending in (".docx", ".xlsx")
    }
    return converted(sources, "pdf", tmp_path_factory.mktemp("office"))


def test_libreoffice_prints_every_kind_of_page_with_headings_and_totals(pages, in_office):
    for place, page in enumerate(pages):
        words = {
            form: closed_up(READ[".pdf"](in_office[f"{place}{form}"])) for form in ("docx", "xlsx")
        }
        sheets = {form: len(PdfReader(in_office[f"{place}{form}"]).pages) for form in words}
        own = len(PdfReader(page.with_suffix(".pdf")).pages)
        # Its stand-in for Times New Roman is as wide; a briefing takes a dozen sheets or two.
        assert own <= sheets["docx"] <= own * 1.5 + 2, page
        # The cover and the meanings of the columns at the least.
        assert 2 <= sheets["xlsx"] < 120, page
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for title in soup.select("main h2"):
            told = plain(as_printed(closed_up(title.get_text(" "))))
            assert told in plain(words["docx"].casefold()), (page, title)
        for figure in FIGURE.findall(" ".join(foot.get_text(" ") for foot in soup("tfoot"))):
            assert figure in words["docx"], (page, figure)


def plain(text):
    """Letters without marks: others may come from another type, and are then read apart."""
    return re.sub(r"[^\x21-\x7e]+", "", text)


def test_libreoffice_reckons_the_totals_that_the_workbooks_state(pages, tmp_path):
    """Handed over without the stored results, so that every formula has to be reckoned."""
    bare, pages = {}, pages[:3]
    for place, page in enumerate(pages):
        bare[f"book-{place}"] = without_results(page.with_suffix(".xlsx"), tmp_path)
    again = converted(bare, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    compared = 0
    for place, page in enumerate(pages):
        formulas = openpyxl.load_workbook(page.with_suffix(".xlsx"))
        stated = openpyxl.load_workbook(page.with_suffix(".xlsx"), data_only=True)
        blank = openpyxl.load_workbook(bare[f"book-{place}"], data_only=True)
        reckoned = openpyxl.load_workbook(again[f"book-{place}"], data_only=True)
        for sheet in formulas:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.data_type == "f":
                    where = (sheet.title, cell.coordinate)
                    told, anew = (book[where[0]][where[1]].value for book in (stated, reckoned))
                    assert blank[where[0]][where[1]].value is None
                    assert anew == (pytest.approx(told) if isinstance(told, float) else told), where
                    compared += 1
    assert compared > 100


def without_results(path, folder):
    """Copy a workbook without what its formulas come to."""
    bare = folder / f"{path.parent.name}-{path.name}"
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(bare, "w") as taken:
        for part in given.namelist():
            taken.writestr(part, RESULT.sub(rb"\1", given.read(part)))
    return bare
