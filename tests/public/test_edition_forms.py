"""The public edition in four forms: what the page does not tell, no other form tells."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import docx
import frictionless
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from needs.assessment import Assessment
from needs.disclosure import cell_id
from needs.documents.page_sheets import figure_of
from needs.editions.past import on_record
from needs.editions.told import NOT_SHOWN, told
from needs.errors import InputFaults
from needs.interchange import write_public_data
from needs.public import write_public_pages
from needs.runs.document_forms import printed_pages, write_printed_forms

from .small import ON
from .test_edition import printed, province

FEW = [[40, 3], [55, 61], [4, 80], [90, 9], [30, 12], [7, 45], [64, 33]]
FIGURE = re.compile(rf"\d[\d.,]*\d|\d|{NOT_SHOWN}")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def print_out(inside, folder, data, written):
    pages = printed_pages(inside, districts={}, overview=None, donors=(), offices=written)
    return write_printed_forms(pages, folder, inside.programme, root=data, on=ON)


@pytest.fixture(scope="module")
def inside(programme, places):
    return province(programme, places, FEW)


@pytest.fixture(scope="module")
def site(inside, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    written = write_public_pages(inside, folder, root=folder, on=ON, lang="vi")
    assert print_out(inside, folder, data, written).problems == ()
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return sorted((site / "public" / "briefings").glob("*.html"))


def on_page(page):
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for hidden in soup.select("style, svg, nav, .screen-only, title"):
        hidden.decompose()
    return soup


def in_word(page):
    nodes = docx.Document(page.with_suffix(".docx")).element.body.iter(f"{W}t", f"{W}br", f"{W}p")
    return "".join(node.text or "" if node.tag == f"{W}t" else " " for node in nodes)


def test_every_briefing_for_the_public_has_its_forms_and_no_other_page(site, pages):
    assert len(pages) == 1 + 2
    found = {path.suffix for page in pages for path in page.parent.glob(f"{page.stem}.*")}
    assert found == {".html", ".docx", ".pdf", ".xlsx"}
    assert {path.suffix for path in (site / "public").glob("*.*")} == {".html"}
    for page in pages:
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        links = {one["href"] for one in soup.select("p.screen-only a")}
        data = {"../data/figures.csv"} if page.stem == "index" else set()
        assert links == {f"{page.stem}{ending}" for ending in (".docx", ".pdf", ".xlsx")} | data


def test_word_and_pdf_show_and_hide_what_the_page_does(pages):
    dots = 0
    for page in pages:
        told = Counter(FIGURE.findall(on_page(page).body.get_text(" ")))
        dots += told[NOT_SHOWN]
        assert not told - Counter(FIGURE.findall(in_word(page)))
        reader = PdfReader(page.with_suffix(".pdf"))
        words = " ".join(one.extract_text() for one in reader.pages)
        assert "Bản công bố" in words
        assert sum((told - Counter(FIGURE.findall(words))).values()) <= 0.02 * sum(told.values())
    assert dots >= 10


def test_the_workbook_holds_the_tables_of_the_page_and_nothing_else(pages, inside):
    for page in pages:
        book = openpyxl.load_workbook(page.with_suffix(".xlsx"), data_only=True)
        tables = on_page(page).select("table")
        assert book.sheetnames == ["Bìa", *(f"Bảng {n + 1}" for n in range(len(tables))), "Các cột"]
        for table, name in zip(tables, book.sheetnames[1:], strict=False):
            shown = [
                [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
                for row in table.select("tbody tr, tfoot tr")
            ]
            sheet = [[cell.value for cell in row] for row in book[name].iter_rows(min_row=4)]
            assert len(sheet) == len(shown)
            for row, cells in zip(sheet, shown, strict=True):
                for value, words in zip(row, cells, strict=True):
                    number = figure_of(words, lang="vi")
                    told = "" if value is None else value
                    assert told == (number if isinstance(value, int | float) else words)
        cover = " ".join(str(cell.value) for row in book["Bìa"].iter_rows() for cell in row)
        assert "Bản công bố" in cover
        assert f"«{NOT_SHOWN}»: không nêu" in cover


def test_figures_beside_what_is_not_shown_stay_figures(pages):
    """A column with one «•» is still one that a planner can sort and add up."""
    values = [
        [cell.value for cell in column]
        for page in pages
        for sheet in openpyxl.load_workbook(page.with_suffix(".xlsx")).worksheets[1:-1]
        for column in sheet.iter_cols(min_row=4, min_col=2)
    ]
    mixed = [column for column in values if NOT_SHOWN in column and len(set(column)) > 1]
    assert mixed
    for column in mixed:
        assert {type(value) for value in column if value not in (NOT_SHOWN, "–")} <= {int, float}


def test_what_is_taken_from_the_site_takes_its_forms_along(
    inside,
    data,
    programme,
    places,
    tmp_path,
):
    written = write_public_pages(inside, tmp_path, root=tmp_path, on=ON, lang="vi")
    print_out(inside, tmp_path, data, written)
    gone = places.district_code[0]
    told_of = "cháu Lý Thị Hoa, sinh ngày 3/4/2016"
    worse = province(programme, places, FEW)
    zone = worse.tables["communes"].zone.mask(worse.communes.district_code == gone, told_of)
    worse.tables["communes"] = worse.tables["communes"].assign(zone=zone)
    with pytest.raises(InputFaults):
        write_public_pages(worse, tmp_path, root=tmp_path, on=ON, lang="vi")
    left = Counter(path.suffix for path in (tmp_path / "public" / "briefings").iterdir())
    assert left == {".html": 2, ".docx": 2, ".pdf": 2, ".xlsx": 2}


def test_the_data_for_other_tools_are_the_figures_of_the_pages(inside, site, pages):
    edition = told(inside, site / "tables")
    assert on_record(edition.past, edition.decision, edition.figures)
    listed = inside.communes.assign(area_list="danh sách thử")
    whole = Assessment(inside.programme, {**inside.tables, "communes": listed})
    edition = replace(edition, assessment=whole)
    paths = write_public_data(edition, site, on=ON)
    assert frictionless.validate(str(paths[-1])).valid
    table = pd.read_csv(
        site / "public" / "data" / "figures.csv",
        skiprows=[1],
        dtype={"commune_code": "str", "district_code": "str"},
        keep_default_na=False,
        na_values={"value": [""]},
    )
    assert (table.value.isna() == table.not_shown).all()
    read = {}
    for row in table.itertuples():
        own = {"commune_code": row.commune_code, "category": row.category}
        if row.level == "district":
            own["district_code"] = row.district_code
        name = cell_id(row.measure, **{side: entry for side, entry in own.items() if entry})
        read[name] = NOT_SHOWN if row.not_shown else int(row.value)
    soups = {f"briefings/{page.name}": on_page(page) for page in pages}
    seen = printed(inside, soups)
    assert len(seen) > 50
    for name, words in seen.items():
        assert {figure_of(word, lang="vi") or word for word in words} == {read[name] or "0"}, name
    described = json.loads(paths[-1].read_text(encoding="utf-8"))
    assert described["audience"] == "public"
    assert described["title"].startswith("Bản công bố")


def test_data_that_would_tell_of_a_child_are_not_written(inside, site, tmp_path):
    edition = told(inside, site / "tables")
    communes = inside.communes.assign(district="cháu Lý Thị Hoa, sinh ngày 3/4/2016")
    worse = replace(edition, assessment=Assessment(inside.programme, {"communes": communes}))
    with pytest.raises(InputFaults) as error:
        write_public_data(worse, tmp_path, on=ON)
    assert "Lý Thị Hoa" not in str(error.value)
    assert not list(tmp_path.rglob("*"))
