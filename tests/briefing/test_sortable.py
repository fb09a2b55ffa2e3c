"""Sortable tables: read without JavaScript, in a Vietnamese reader's order, with no network."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from needs.briefing import lookup, open_page
from needs.briefing.sortable import ROWS, sortable, sorting, title
from needs.errors import InputFaults
from needs.tables import TABLES
from needs.wording import collation_key, money, number

LANGUAGES = ("vi", "en")


def shown(names, children, *, lang="vi"):
    frame = pd.DataFrame({"commune": names, "children": pd.array(children, dtype="Int64")})
    return sortable(frame, "communes", ["commune", "children"], caption="Các xã", lang=lang).html


def column(html, place):
    rows = BeautifulSoup(html, "html.parser").select("tbody tr")
    cells = [row.select("td")[place] for row in rows]
    return [(cell.get_text(), cell["data-order"]) for cell in cells]


def as_clicked(cells):
    """The texts as the browser puts them in order after one click."""
    known = [cell for cell in cells if cell[1]]
    return [words for words, _ in sorted(known, key=lambda cell: float(cell[1]))]


def test_figures_are_written_by_locale_and_sorted_as_numbers():
    html = shown(["Xã A", "Xã B", "Xã C", "Xã D"], [12_345, 999, 1_000, None])
    cells = column(html, 1)
    assert [words for words, _ in cells] == ["12.345", "999", "1.000", "chưa có số liệu"]
    assert as_clicked(cells) == ["999", "1.000", "12.345"], "as text 1.000 would stand first"
    assert cells[3][1] == "", "missing is not zero"
    assert "12,345" in shown(["Xã A"], [12_345], lang="en")


def test_names_are_sorted_as_a_vietnamese_reader_expects():
    names = ["Xã Đông Khê", "Xã Ea", "Xã Dân Chủ", "Xã Ân", "Xã An", "Xã Ăn"]
    right = ["Xã An", "Xã Ăn", "Xã Ân", "Xã Dân Chủ", "Xã Đông Khê", "Xã Ea"]
    assert as_clicked(column(shown(names, [1] * 6), 0)) == right


@given(
    # A name that is nothing but spaces is none, and the reader of the page here shortens it.
    st.lists(st.text("aăâdđeê ạáx", min_size=1).filter(str.strip), min_size=1, unique=True)
)
def test_any_names_come_in_one_order_whatever_the_order_of_rows(names):
    forwards = as_clicked(column(shown(names, [1] * len(names)), 0))
    backwards = as_clicked(column(shown(names[::-1], [1] * len(names)), 0))
    assert forwards == backwards == sorted(names, key=collation_key)


def test_it_is_a_plain_table_that_says_what_its_columns_are():
    html = shown(["Xã <script>alert(1)</script>"], [5])
    page = BeautifulSoup(html, "html.parser")
    assert page.caption.get_text() == "Các xã"
    heads = [head.get_text() for head in page.select("thead th")]
    assert heads == ["Tên xã, phường, thị trấn", "Trẻ em dưới 16 tuổi"]
    assert [cell[0] for cell in column(html, 0)] == ["Xã <script>alert(1)</script>"]
    assert len(page.select("script")) == 1, "a name is never a command"


def test_no_rows_are_told():
    assert "không có dòng nào" in shown([], [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_table_has_a_short_title(lang):
    for one in TABLES.values():
        for name in one.columns:
            words = title(one.column(name), lang=lang)
            assert words.strip(), (one.name, name)
            assert ";" not in words


def test_the_library_stands_in_the_page_once_and_nothing_is_asked_from_the_network(parameters):
    page = open_page(parameters())
    library = sorting().html
    assert len(library) < 1_100_000
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=", library)
    tables = [
        show(page).html
        for show in (
            lookup.every_commune,
            lookup.joined_communes,
            lookup.every_gap,
            lookup.every_lot,
            lookup.still_open,
            lookup.communes_on,
            lookup.steps,
        )
    ]
    assert all("<table" in html for html in tables)
    assert max(map(len, tables)) < 200_000, "a table never brings the library along"
    assert "http" not in "".join(tables)


def test_a_figure_and_a_code_are_shown_in_words(parameters):
    page = open_page(parameters())
    cells = BeautifulSoup(lookup.still_open(page).html, "html.parser")
    reasons = {row.select("td")[-1].get_text() for row in cells.select("tbody tr")}
    codes = set(page.part.open_needs.reason)
    assert reasons
    assert not reasons & codes
    assert len(cells.select("tbody tr")) == len(page.part.open_needs), "every row is there"


def said_below(fragment):
    return " ".join(
        paragraph.get_text()
        for paragraph in BeautifulSoup(fragment.html, "html.parser").select("p")
    )


def test_each_table_is_followed_by_what_it_tells(parameters):
    page = open_page(parameters())
    part = page.part
    most = part.gap.loc[part.gap.gap_low.astype(float).idxmax()]
    assert f"{most.commune}, " in said_below(lookup.every_gap(page))
    assert f"ít nhất {number(most.gap_low, lang='vi')} trẻ" in said_below(lookup.every_gap(page))
    lots = said_below(lookup.every_lot(page))
    assert lots.startswith(f"{len(part.allocation)} phần quà")
    assert money(part.allocation.cost_vnd.sum(), lang="vi", millions=True) in lots
    commonest = part.open_needs.reason.value_counts().iloc[0]
    assert f"({commonest} dòng)" in said_below(lookup.still_open(page))
    joined = part.communes.several_districts.sum()
    assert said_below(lookup.joined_communes(page)).startswith(f"{joined} trong 56 xã")
    people = number(part.communes.population.sum(), lang="vi")
    assert people in said_below(lookup.every_commune(page))


def test_steps_of_the_solver_are_told_in_words(parameters):
    for lang in LANGUAGES:
        page = open_page(parameters(lang=lang))
        rows = BeautifulSoup(lookup.steps(page).html, "html.parser").select("tbody tr")
        assert len(rows) == len(page.province.stages)
        shown_words = " ".join(row.get_text(" ") for row in rows)
        for code in ("floor", "could rise", "optimal", "warm_clothing"):
            assert code not in shown_words


def test_a_list_is_told_for_its_day_with_its_districts(parameters):
    page = open_page(parameters())
    html = lookup.communes_on(page).html
    assert lookup.communes_on(page, "1/6/2026").html.count("<tr>") == html.count("<tr>")
    rows = BeautifulSoup(html, "html.parser").select("tbody tr")
    own = page.province.communes.set_index("commune").district
    assert {tuple(cell.get_text() for cell in row.select("td")[:2]) for row in rows} == {
        (commune, district) for commune, district in own.items()
    }
    for day in ("2026-06-01", "31/2/2026", "mai"):
        with pytest.raises(InputFaults) as caught:
            lookup.communes_on(page, day)
        assert day in str(caught.value)
    with pytest.raises(InputFaults):
        lookup.communes_on(page, "1/6/2019")


def test_headings_sort_when_clicked(browser, parameters, tmp_path):
    page = open_page(parameters())
    path = Path(tmp_path, "t.html")
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>t</title>"
        f"{sorting().html}{lookup.every_commune(page).html}",
        encoding="utf-8",
    )
    context = browser.new_context(offline=True)
    try:
        opened = context.new_page()
        asked, complaints = [], []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(path.as_uri())
        opened.wait_for_selector("table.dataTable")

        def of(place):
            cells = opened.locator(f"tbody tr td:nth-child({place})").all_inner_texts()
            return [cell.strip() for cell in cells]

        assert len(of(1)) == ROWS, "one page of the table"
        opened.locator("thead th").nth(0).click()
        names = sorted(page.part.communes.commune, key=collation_key)
        opened.wait_for_function(
            "name => document.querySelector('td').innerText == name", arg=names[0]
        )
        assert of(1) == names[:ROWS]
        children = opened.locator("thead th").last
        children.click()
        children.click()
        most = page.part.communes.children.astype(int).sort_values(ascending=False)
        opened.wait_for_function(
            "n => document.querySelector('tbody tr td:last-child').innerText == n",
            arg=f"{most.iloc[0]:,}".replace(",", "."),
        )
        assert of(6) == [f"{n:,}".replace(",", ".") for n in most.iloc[:ROWS]]
        opened.locator("input[type=search]").fill("bao lac")
        opened.wait_for_function("document.querySelectorAll('tbody tr').length < 15")
        assert "Xã Bảo Lạc" in of(1)
        assert not complaints
        assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
    finally:
        context.close()
