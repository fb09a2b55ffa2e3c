"""The pages as a donor opens and prints them: a real browser, the network cut."""

from __future__ import annotations

import re

import pytest

from needs.programmes import load_programme
from needs.proposals import write_basket, write_proposals, write_province_sheet
from tests.offline import opened_offline

from .planned import CODES, cell, gift, planned

SQUEEZED = """cells => cells.filter(cell => cell.innerText.length > 30
    && cell.getBoundingClientRect().width < 90).map(cell => cell.innerText)"""


@pytest.fixture(scope="module")
def pages(data, tmp_path_factory):
    programme = load_programme("cao-bang-588", data)
    cells = [
        cell(programme, code, category)
        for code in CODES
        for category in ("warm_clothing", "nutrition")
    ]
    gifts = [
        gift("small", budget_vnd=6_000_000, categories=("warm_clothing",)),
        gift("large", budget_vnd=10**9),
    ]
    plan = planned(programme, cells, gifts)
    folder = tmp_path_factory.mktemp("reports")
    written = write_proposals(plan, folder)
    return [*written, write_province_sheet(plan, folder), write_basket(plan, folder)]


@pytest.fixture(scope="module", params=[1000, 390])
def opened(request, browser, pages):
    """Every page, open at this width: page, requests made, complaints."""
    with opened_offline(browser, pages, request.param) as found:
        yield found


def test_nothing_is_asked_of_any_network_and_nothing_complains(opened):
    for path, _, asked, told in opened:
        assert asked == [], path
        assert told == [], path


def test_no_page_scrolls_sideways_and_no_words_are_squeezed(opened):
    for path, page, _, _ in opened:
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path
        squeezed = page.eval_on_selector_all("table.data tbody td:not(.num)", SQUEEZED)
        assert squeezed == [], path


def test_the_map_is_drawn_as_wide_as_the_page(opened):
    for path, page, _, _ in opened:
        if path.name == "proposal.html":
            box = page.locator("figure.map svg").bounding_box()
            assert box["width"] > 0.85 * page.evaluate(
                "document.querySelector('main').clientWidth - 40"
            )
            assert box["height"] > 0.4 * box["width"]


def test_the_reply_slip_prints_on_one_sheet_of_its_own(browser, pages):
    context = browser.new_context(offline=True)
    for path in pages:
        page = context.new_page()
        page.goto(path.resolve().as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        sheets = len(re.findall(rb"/Type\s*/Page(?!s)", printed))
        assert 1 <= sheets <= 6, (path, sheets)
        if path.name == "proposal.html":
            page.emulate_media(media="print")
            slip = page.locator(".slip")
            style = slip.evaluate("e => getComputedStyle(e.closest('section')).breakBefore")
            assert style == "page"
            # A sheet of A4 has 1,060 px between its margins.
            assert slip.bounding_box()["height"] < 1000
            assert slip.locator(".box").count() >= 3
    context.close()
