"""Briefings and overviews as a planner opens them: in a real browser, with the network cut.

Every district of two provinces, on a desk's screen, a phone and A4 paper; each page is opened
once at each width, and all that is asked of it is asked of that look.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

import pandas as pd
import pytest

from needs.places import load_gazetteer, without_prefix
from needs.programmes import load_programme

from .looking import LOOK, SCREEN, WIDTHS, EveryPage, look_at, on_paper
from .opened import DRAWN, Opened, briefings

PAGES = {"cao-bang-588": 11, "ninh-thuan-588": 7}
SHEETS = 12  # paper: nobody reads more in a meeting
PROVINCE_SHEETS = 14  # with the plan beside others, and the flow of the proposed money

# Symbols that lie in the map's window, counted inside the page.
IN_WINDOW = """paths => {
  const ground = document.querySelector('.folium-map').getBoundingClientRect();
  return paths.map(path => path.getBoundingClientRect()).filter(box =>
    ground.left <= box.left && box.right <= ground.right
    && ground.top <= box.top && box.bottom <= ground.bottom).length;
}"""


@dataclass(frozen=True)
class MapSeen:
    """What the map of a page shows; names that fit nowhere wait for the reader to zoom in."""

    drawn: int
    in_window: int
    names: str
    words: str
    cut: list[str]
    legend_hidden_px: float


def map_of(shown: Opened) -> MapSeen:
    inside = shown.map()
    drawn = inside.locator(DRAWN)
    return MapSeen(
        drawn=drawn.count(),
        in_window=drawn.evaluate_all(IN_WINDOW),
        names=inside.locator(".folium-map").inner_text(),
        words=inside.locator("body").inner_text(),
        cut=[
            words
            for part in (".legend", "header", "footer")
            for words in inside.locator("body").evaluate(f"(_, root) => {LOOK}(root)", part)["cut"]
        ],
        legend_hidden_px=inside.locator(".legend").evaluate(
            "element => element.scrollHeight - element.clientHeight"
        ),
    )


@pytest.fixture(scope="module", params=WIDTHS)
def width(request):
    return request.param


@pytest.fixture(scope="module")
def visits(report, programme, width, browser):
    """Every page of a programme, opened once at this width."""
    found = briefings(report)
    assert len(found) == PAGES[programme]
    return [look_at(browser, path, width=width, and_at=map_of) for path in found]


@pytest.fixture(scope="module")
def places(programme, data):
    """The communes of the whole province that have a place on the map."""
    profile = load_programme(programme, data)
    frame = load_gazetteer().communes(profile.province_code, profile.edition)
    return frame[frame.latitude.notna()]


@pytest.fixture(scope="module")
def communes(report):
    return pd.read_parquet(report / "tables" / "communes.parquet")


def of_page(communes, seen):
    """Return the listed communes that a page is about."""
    if seen.path.name == "overview.html":
        return communes
    return communes[[district in seen.heading for district in communes.district]]


class TestBriefings(EveryPage):
    """What holds of every page holds of these."""


def test_the_map_draws_the_whole_province_and_shows_what_the_page_is_about(
    visits, places, communes, width
):
    for seen in visits:
        shown = seen.more
        assert shown.drawn == len(places), seen.name
        about = of_page(communes, seen)
        assert shown.in_window >= len(about) > 0, seen.name
        if seen.path.name == "overview.html":
            named = {without_prefix(name) for name in communes.district}
        else:
            named = {without_prefix(name) for name in about.commune}
        unnamed = {name for name in named if width == SCREEN and name not in shown.names}
        assert not unnamed, seen.name
        assert shown.cut == [], seen.name
        assert shown.legend_hidden_px <= 0, (seen.name, "the legend is seen to its end")


def test_title_and_words_are_right(visits, communes):
    for seen in visits:
        if seen.path.name == "briefing.html":
            (district,) = of_page(communes, seen).district.unique()
            assert district in seen.title
        else:
            assert seen.heading.startswith("Tổng quan tỉnh")
        for words in (seen.words, seen.more.words):
            assert "số liệu minh họa" in words.lower()
            assert not re.search(r"\{\w*\}|\ufffd", words), seen.name
            read = set(re.findall(r"[\w<>]+", words))
            assert not read & {"NaN", "nan", "None", "<NA>", "undefined", "null"}, seen.name


def test_that_the_figures_are_invented_is_seen_without_scrolling(visits):
    for seen in visits:
        assert seen.badge_px[0] < 400, seen.name


def test_a_page_prints_on_a_dozen_sheets_with_the_map(visits):
    for seen, paper in on_paper(visits):
        most = PROVINCE_SHEETS if seen.path.name == "overview.html" else SHEETS
        assert 1 <= len(paper.sheets) <= most, (seen.name, len(paper.sheets))
        # The map of the screen gives way to a picture, sharp enough for paper.
        assert paper.frames == 0, seen.name
        assert any(high > 200 and dots > 800 for high, dots in paper.drawn), seen.name


def test_a_briefing_sent_on_alone_still_shows_its_map(report, opened, tmp_path):
    """Mailed as one file, under another name, out of its folder."""
    path = sorted(report.glob("districts/*/briefing.html"))[0]
    moved = tmp_path / "bản tóm tắt (gửi Sở) #2.html"
    shutil.copy(path, moved)
    shown = opened(moved)
    assert shown.map().locator(DRAWN).count() > 0
    assert shown.complaints == []
    shown.page.context.close()
