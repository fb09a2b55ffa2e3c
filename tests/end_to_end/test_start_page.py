"""The start page of a real run of each of the five plans: from it everything else is reached."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from needs.programmes import load_programme

from .conftest import ONE_DISTRICT, PROGRAMMES
from .opened import read_page

START = "index.html"


@pytest.fixture(scope="module", params=(*PROGRAMMES, *ONE_DISTRICT))
def programme(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(report):
    return read_page(report / START)


def linked(page, report: Path) -> set[str]:
    found = set()
    for link in page.soup.select("a[href]"):
        address, _ = urldefrag(link["href"])
        if address:
            assert (report / unquote(address)).is_file(), address
            found.add(unquote(address))
    return found


def cells(page) -> dict[str, list[str]]:
    """Return the page that a row links to → its cells."""
    return {
        unquote(row.a["href"]): [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.soup.select("table.data tbody tr")
        if row.a
    }


def test_the_command_ends_by_telling_which_page_to_open(report):
    printed = (report.parent / "printed.txt").read_text(encoding="utf-8")
    assert printed.splitlines()[-1] == f"Mở {report / START} để bắt đầu"


def test_every_link_leads_somewhere_and_every_page_form_and_table_is_reached(page, report):
    reached = linked(page, report)
    endings = {".html", ".docx", ".pdf", ".xlsx", ".ics", ".csv", ".parquet", ".gpkg", ".ipynb"}
    there = {
        path.relative_to(report).as_posix() for path in report.rglob("*") if path.suffix in endings
    }
    assert there - {START} <= reached
    assert len(there) > 100


def test_each_page_is_for_whom_it_says_itself(page, report):
    rows = cells(page)
    told = 0
    for name, (title, _, whom, state) in rows.items():
        if name.endswith(".html"):
            said = read_page(report / name).soup.select_one(".edition")
            assert whom == ("Bản công bố" if said is None else said.get_text()), name
            # Whatever says nothing itself stands in the public folder.
            assert said is not None or name.startswith("public/"), name
            assert title, name
            told += 1
        assert state == "mới lập" or state.startswith("có sẵn, lập ngày "), name
    assert told > 10


def test_nothing_outside_the_public_folder_is_for_everybody_but_lists_to_be_posted(page):
    for name, (_, _, whom, _) in cells(page).items():
        if whom == "Bản công bố" and not name.startswith("public/"):
            assert name.startswith(("offices/transparency.", "offices/fund-")), name
        if name.startswith("public/"):
            assert whom == "Bản công bố", name


def test_it_names_the_programme_is_internal_and_says_what_may_be_published(page, programme, data):
    profile = load_programme(programme, data)
    assert profile.title.text("vi") in page.text
    assert page.soup.select_one(".edition").get_text().startswith("Bản nội bộ")
    assert "Chỉ thư mục public/ được đưa lên mạng." in page.soup.select_one(".note").get_text()
    assert page.soup.select_one(".badge-illustrative").get_text() == "số liệu minh họa"
    assert page.figures()["chỗ chưa lập được"] == "0"


def test_no_row_is_called_by_a_code(page):
    """What a planner reads first is what a document is; its file's name stands below."""
    names = [link.get_text(strip=True) for link in page.soup.select("tbody th a")]
    assert len(names) > 60
    assert [name for name in names if "_" in name or name.endswith((".csv", ".json"))] == []
