"""The site as anybody opens and prints it: a real browser, the network cut."""

from __future__ import annotations

import re

import pytest

from needs.programmes import load_programme
from needs.public import write_public_pages
from needs.sponsorship.standing import Need
from tests.offline import opened_offline

from .desk import open_desk
from .small import ON, Books, data_root, gave, small

SQUEEZED = """cells => cells.filter(cell => cell.innerText.length > 30
    && cell.getBoundingClientRect().width < 90).map(cell => cell.innerText)"""
# A page is wider than the window, or something in it sticks out of every box that scrolls.
OUTSIDE = """() => [...document.querySelectorAll('main *')].filter(
    e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1
  ).map(e => e.tagName + ' ' + e.innerText.slice(0, 40))"""


@pytest.fixture(scope="module")
def pages(data, tmp_path_factory):
    """A site of each kind: donors' gifts; a Fund with long lists, cases; nothing on record."""
    found = []
    for name in ("cao-bang-588", "thanh-hoa-fund", "hai-duong-2024", "thanh-hoa-588"):
        programme = load_programme(name, data)
        root = data_root(tmp_path_factory.mktemp(name) / "data", data)
        if name == "cao-bang-588":
            for count in range(1, 30):
                gave(programme, root, children=count, value=count * 10_350_000, place=count % 2)
        if name == "thanh-hoa-fund":
            books = Books(programme, root)
            for number in range(60):
                unit = f"Liên đoàn Lao động và các trường trung học của huyện minh họa {number}"
                books.unit(f"U{number}", unit, 123_456_789)
                books.gift(1_234_567_891, donor="Công ty trách nhiệm hữu hạn Sáng", named=True)
            for activity in ("treatment", "scholarships", "facilities"):
                books.paid(activity, 1_234_567_890)
            desk = open_desk(programme, root)
            needs = (Need("living", 500_000, 12), Need("treatment", 60_000_000))
            desk.crowd(12, needs=needs)
            for _ in range(4):
                desk.child(told=True, needs=needs)
        lang = "en" if name == "hai-duong-2024" else "vi"
        folder = root / "out"
        found += write_public_pages(small(programme), folder, root=root, on=ON, lang=lang)
    return found


@pytest.fixture(scope="module", params=[1000, 390])
def opened(request, browser, pages):
    """Every page, open at this width: page, requests made, complaints."""
    with opened_offline(browser, pages, request.param) as found:
        yield found


def test_nothing_is_asked_of_any_network_and_nothing_complains(opened):
    # The site's own, and of each the overview and the one district that its communes were in.
    assert len(opened) == 3 + 4 + 4 + 3 + 4 * 2
    for path, _, asked, told in opened:
        assert asked == [], path
        assert told == [], path


def test_no_page_scrolls_sideways_and_no_words_are_squeezed(opened):
    for path, page, _, _ in opened:
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
        assert page.evaluate(OUTSIDE) == [], path
        squeezed = page.eval_on_selector_all("table.data tbody td:not(.num)", SQUEEZED)
        assert squeezed == [], path


def test_a_long_list_is_read_on_a_phone_without_scrolling_it(opened):
    for path, page, _, _ in opened:
        if path.name in ("money.html", "cases.html"):
            wide = page.evaluate(
                "Math.max(0, ...[...document.querySelectorAll('.scroll')]"
                ".map(e => e.scrollWidth - e.clientWidth))"
            )
            assert wide <= 1, path


def test_the_links_lead_from_page_to_page_in_a_folder(browser, pages):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(pages[0].resolve().as_uri())
    for name in ("money", "needs", "index"):
        page.click(f'nav a[href="{name}.html"]')
        assert page.url == (pages[0].parent / f"{name}.html").resolve().as_uri()
        assert page.locator("nav b").count() == 1
    context.close()


def test_pages_print_on_few_sheets_and_repeat_their_titles(browser, pages):
    context = browser.new_context(offline=True)
    for path in pages:
        page = context.new_page()
        page.goto(path.resolve().as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        sheets = len(re.findall(rb"/Type\s*/Page(?!s)", printed))
        assert 1 <= sheets <= (8 if path.name == "money.html" else 2), (path, sheets)
        page.emulate_media(media="print")
        heads = page.eval_on_selector_all(
            "table.data thead", "all => all.map(e => getComputedStyle(e).display)"
        )
        assert set(heads) <= {"table-header-group"}
    context.close()
