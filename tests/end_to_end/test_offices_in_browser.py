"""Pages for offices and for the public, of a real run of each of the five plans, in a browser.

The network is cut; a phone's width and a desk's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from tests.offline import opened_offline

from .conftest import ONE_DISTRICT, PROGRAMMES

SCREEN, PHONE = 1000, 390
# Words of a page that lie outside its window, or are cut off by their own box; what scrolls within
# its section is reached there, what is made for screen readers alone is not looked for.
CUT = """() => {
  const width = window.innerWidth, found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const box = node.parentElement;
    if (!node.data.trim() || box.closest('script, style, svg, iframe, .print-only')) continue;
    if (!box.checkVisibility()) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const seen = range.getBoundingClientRect();
    if (seen.width <= 1 && seen.height <= 1) continue;
    const scrolls = box.closest('.scroll');
    const style = getComputedStyle(box);
    const hides = ['hidden', 'clip'].includes(style.overflowX);
    const cut = hides && box.scrollWidth > box.clientWidth + 1;
    if ((!scrolls && (seen.left < -1 || seen.right > width + 1)) || cut)
      found.push(node.data.trim().slice(0, 60));
  }
  return found; }"""
# Pictures of words (SVG): text beyond the edge of its own drawing.
DRAWN_OUT = """() => [...document.querySelectorAll('svg text')].filter(text => {
  const own = text.getBoundingClientRect();
  const ground = text.ownerSVGElement.getBoundingClientRect();
  return own.width > 0 && (own.left < ground.left - 1 || own.right > ground.right + 1
    || own.top < ground.top - 1 || own.bottom > ground.bottom + 1);
}).map(text => text.textContent)"""
SQUEEZED = """cells => cells.filter(cell => cell.innerText.length > 30
    && cell.getBoundingClientRect().width < 90).map(cell => cell.innerText)"""
LINKS = "all => all.map(link => link.getAttribute('href'))"


@pytest.fixture(scope="module", params=(*PROGRAMMES, *ONE_DISTRICT))
def programme(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(report) -> list[Path]:
    return sorted([*report.glob("offices/**/*.html"), *report.glob("public/*.html")])


@pytest.fixture(scope="module", params=[SCREEN, PHONE])
def opened(request, browser, pages):
    with opened_offline(browser, pages, request.param) as found:
        yield found


def test_nothing_is_asked_of_any_network_and_nothing_complains(opened, pages):
    assert len(opened) == len(pages) >= 10
    for path, _, asked, told in opened:
        assert asked == [], path.name
        assert told == [], path.name


def test_each_page_has_a_title_one_heading_and_its_language(opened):
    titles = []
    for path, page, _, _ in opened:
        assert page.evaluate("document.documentElement.lang") == "vi", path.name
        assert page.locator("h1").count() == 1, path.name
        assert page.inner_text("h1").strip(), path.name
        assert len(page.title().strip()) > 5, path.name
        titles.append((path.parent.name, page.title()))
    doubled = {title for title in titles if titles.count(title) > 1}
    assert not doubled, "two pages of a folder that a reader's tabs cannot tell apart"


def test_no_page_scrolls_sideways_and_no_words_are_cut_off(opened):
    for path, page, _, _ in opened:
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, path.name
        assert page.evaluate(CUT) == [], path.name
        assert page.evaluate(DRAWN_OUT) == [], path.name
        squeezed = page.eval_on_selector_all("table.data tbody td:not(.num)", SQUEEZED)
        assert squeezed == [], path.name


def test_every_link_leads_to_something_that_is_there(opened, report):
    for path, page, _, _ in opened:
        for link in page.eval_on_selector_all("a[href]", LINKS):
            target, part = urldefrag(link)
            if re.match(r"[a-z]+:", target):
                assert target.startswith(("https://", "mailto:")), (path.name, link)
                continue
            aim = (path.parent / unquote(target)).resolve() if target else path
            assert aim.is_file(), (path.name, link)
            assert aim.is_relative_to(report.resolve()), (path.name, link)
            if part and aim.suffix == ".html":
                assert f'id="{unquote(part)}"' in aim.read_text(encoding="utf-8"), (path, link)


def test_headings_go_down_step_by_step(opened):
    """Somebody who listens to the page finds the way by its headings."""
    for path, page, _, _ in opened:
        levels = page.eval_on_selector_all(
            "h1, h2, h3, h4, h5, h6", "all => all.map(one => Number(one.tagName[1]))"
        )
        assert levels[0] == 1, path.name
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, path.name
