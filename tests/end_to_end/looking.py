"""What a reader finds on an open page, measured in the browser: one look, every check from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from .opened import Opened, open_page
from .printing import POINTS_OF_A4, Printed, printed

SCREEN, PHONE = 1000, 390
WIDTHS = (SCREEN, PHONE)
SERIOUS = {"serious", "critical"}
# Points on paper; lettering of maps and charts may be finer.
SMALLEST, SMALLEST_IN_DRAWINGS = 7.99, 6.0

# What every look needs: texts that are seen, and whether one is cut off. What scrolls is reached
# by scrolling; what is made for screen readers alone (a box of one pixel) is not looked for.
TEXTS = """
const HIDES = ['hidden', 'clip'], SCROLLS = ['auto', 'scroll'];
function* texts(root) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const box = node.parentElement;
    if (!node.data.trim() || box.closest('script, style, noscript, iframe')) continue;
    if (!box.checkVisibility({visibilityProperty: true})) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const seen = range.getBoundingClientRect();
    if (seen.width > 1 || seen.height > 1) yield [node, box, seen];
  }
}
function cutOff(box, seen, onPaper) {
  for (let around = box; around && around !== document.body; around = around.parentElement) {
    if (around.namespaceURI.endsWith('svg') && around.tagName !== 'svg') continue;
    const style = getComputedStyle(around);
    let [x, y] = [style.overflowX, style.overflowY];
    if (x === 'visible' && y === 'visible') continue;
    const edge = around.getBoundingClientRect();
    if (edge.width <= 1) return false;
    if (!onPaper && [x, y].some(way => SCROLLS.includes(way))) return false;
    const wide = seen.left < edge.left - 1 || seen.right > edge.right + 1;
    const high = seen.top < edge.top - 1 || seen.bottom > edge.bottom + 1;
    if ((x !== 'visible' && wide) || (y !== 'visible' && high)) return true;
    if (style.textOverflow === 'ellipsis' && around.scrollWidth > around.clientWidth) return true;
  }
  return seen.left < -1 || seen.right > window.innerWidth + 1;
}
"""
LOOK = (
    "(root => {"
    + TEXTS
    + """
  const all = (what, how) => [...document.querySelectorAll(what)].map(how);
  const cut = [];
  for (const [node, box, seen] of texts(document.querySelector(root) || document.body))
    if (cutOff(box, seen, false)) cut.push(node.data.trim().slice(0, 60));
  return {
    cut,
    // Cells with a sentence in a column where only single words fit.
    squeezed: all('table.data tbody td:not(.num)', cell => cell)
      .filter(cell => cell.innerText.length > 30 && cell.getBoundingClientRect().width < 90)
      .map(cell => cell.innerText),
    too_wide_px: document.documentElement.scrollWidth - window.innerWidth,
    // Tables wider than the window scroll within their own section.
    sections_end_px: Math.max(0, ...all('section', one => one.getBoundingClientRect().right)),
    title: document.title,
    lang: document.documentElement.lang,
    headings: all('h1, h2, h3, h4, h5, h6', one => [Number(one.tagName[1]), one.innerText.trim()]),
    links: all('a[href]', link => link.getAttribute('href')),
    words: document.body.innerText,
    badge_px: all('.badge-illustrative', badge => badge.getBoundingClientRect().top),
  };
})"""
)
# Colours are those of the wide window; the map's frame is examined by itself.
AXE = """colours => axe.run({iframes: false, preload: false, resultTypes: ['violations'],
  rules: {'color-contrast': {enabled: colours}}})"""


@dataclass(frozen=True)
class Seen:
    """What a reader with a window of this width finds; `paper` is what the printer puts out."""

    path: Path
    width: int
    requests: list[str]
    complaints: list[str]
    cut: list[str]
    squeezed: list[str]
    too_wide_px: int
    sections_end_px: float
    title: str
    lang: str
    headings: list[tuple[int, str]]
    links: list[str]
    words: str
    badge_px: list[float]
    serious: list[tuple[str, str]]
    rules_kept: int
    more: Any
    paper: Printed | None

    @property
    def name(self) -> str:
        """Folder and file, to be found again."""
        return f"{self.path.parent.name}/{self.path.name} ({self.width})"

    @property
    def heading(self) -> str:
        return self.headings[0][1]


def look_at(
    browser: Browser, path: Path, *, width: int, and_at: Callable[[Opened], Any] | None = None
) -> Seen:
    """Open a page with no network, look at it, print it if the window is wide, and close it.

    `and_at` is a further look at the open page (its map), kept as `more`.
    """
    shown = open_page(browser, path, width=width)
    try:
        return _seen(shown, path, width, and_at)
    finally:
        shown.page.context.close()


def _seen(shown: Opened, path: Path, width: int, and_at: Callable[[Opened], Any] | None) -> Seen:
    found = shown.page.evaluate(LOOK, "body")
    more = and_at(shown) if and_at else None
    # Complaints about the examiner would not be the page's.
    complaints = list(shown.complaints)
    serious, kept = examined(shown.page, colours=width == SCREEN)
    return Seen(
        path=path,
        width=width,
        requests=list(shown.requests),
        complaints=complaints,
        serious=serious,
        rules_kept=kept,
        more=more,
        paper=printed(shown.page, TEXTS) if width == SCREEN else None,
        **{**found, "headings": [tuple(heading) for heading in found["headings"]]},
    )


def examined(page: Page, *, colours: bool) -> tuple[list[tuple[str, str]], int]:
    """Return the serious faults that axe-core finds, the frames' too, and the rules kept."""
    serious, kept = [], 0
    for frame in page.frames:
        frame.evaluate(AXE_SCRIPT)
        found = frame.evaluate(AXE, colours)
        kept += len(found["passes"])
        serious += [
            (one["id"], node["html"][:100])
            for one in found["violations"]
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]
    return serious, kept


class EveryPage:
    """What holds of every page, whoever it is for; `visits` are pages seen at one width."""

    def test_nothing_is_asked_of_any_network_and_nothing_complains(self, visits):
        for seen in visits:
            assert seen.requests == [], seen.name
            assert seen.complaints == [], seen.name

    def test_no_page_scrolls_sideways_and_no_words_are_cut_off(self, visits):
        for seen in visits:
            assert seen.too_wide_px <= 0, seen.name
            assert seen.sections_end_px <= seen.width, seen.name
            assert seen.cut == [], seen.name
            # A table that scrolls anyway has room: no sentence of one word a line.
            assert seen.squeezed == [], seen.name

    def test_axe_finds_nothing_serious(self, visits):
        assert {seen.name: seen.serious for seen in visits if seen.serious} == {}
        tried = sum(seen.rules_kept for seen in visits)
        assert tried > 15 * len(visits), "rules that were tried and kept"

    def test_each_page_has_a_title_one_heading_and_its_language(self, visits):
        for seen in visits:
            assert seen.lang == "vi", seen.name
            assert len(seen.title.strip()) > 5, seen.name
            levels = [level for level, _ in seen.headings]
            assert levels.count(1) == 1, seen.name
            assert all(words for _, words in seen.headings), seen.name
            # Somebody who listens to the page finds the way by its headings.
            assert levels[0] == 1, seen.name
            assert max((after - before for before, after in pairwise(levels)), default=0) <= 1

    def test_all_that_stands_on_the_page_stands_on_paper(self, visits):
        for seen, paper in on_paper(visits):
            assert paper.pieces, seen.name
            assert paper.lost() == [], seen.name
            assert paper.cut == [], seen.name
            assert paper.too_wide_px <= 0, seen.name

    def test_tables_go_on_with_their_titles_and_headings_stay_with_what_they_head(self, visits):
        for seen, paper in on_paper(visits):
            assert paper.torn() == [], seen.name
            assert paper.untitled() == [], seen.name
            assert paper.left_behind() == [], seen.name

    def test_sheets_are_a4_and_none_is_empty(self, visits):
        for seen, paper in on_paper(visits):
            for number, sheet in enumerate(paper.sheets, start=1):
                where = (seen.name, f"sheet {number} of {len(paper.sheets)}")
                assert paper.sizes[number - 1] == pytest.approx(POINTS_OF_A4, abs=1.5), where
                assert len(sheet) > 20 or paper.pictures[number - 1], where

    def test_paper_is_light_and_its_words_large_enough(self, visits):
        """Printed from a machine that shows everything dark."""
        for seen, paper in on_paper(visits):
            assert paper.dark == [], seen.name
            for points, words, drawn in paper.small:
                least = SMALLEST_IN_DRAWINGS if drawn else SMALLEST
                assert points >= least, (seen.name, words, points)


def on_paper(visits: list[Seen]) -> Iterator[tuple[Seen, Printed]]:
    """Return the pages that were printed: those of the wide window."""
    return ((seen, seen.paper) for seen in visits if seen.paper is not None)
