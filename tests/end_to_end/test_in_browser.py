"""Every page as a planner opens it: in a real browser, with the network cut."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from needs.places import load_gazetteer, without_prefix
from needs.programmes import load_programme

from .opened import DRAWN, briefings

PAGES = {"cao-bang-588": 11, "ninh-thuan-588": 7}
SCREEN, PHONE = 1000, 390
SHEETS = 12  # paper: nobody reads more in a meeting
PROVINCE_SHEETS = 14  # with the plan beside others, and the flow of the proposed money

# Symbols that lie in the map's window, counted inside the page.
IN_WINDOW = """paths => {
  const ground = document.querySelector('.folium-map').getBoundingClientRect();
  return paths.map(path => path.getBoundingClientRect()).filter(box =>
    ground.left <= box.left && box.right <= ground.right
    && ground.top <= box.top && box.bottom <= ground.bottom).length;
}"""
# Cells with a sentence in a column where only single words fit.
SQUEEZED = """cells => cells.filter(cell => cell.innerText.length > 30
    && cell.getBoundingClientRect().width < 90).map(cell => cell.innerText)"""
SECTION_ENDS = "all => Math.max(...all.map(s => s.getBoundingClientRect().right))"


@dataclass(frozen=True)
class Visit:
    """What a reader with a window of this width finds on a page."""

    path: Path
    requests: list[str]
    complaints: list[str]
    title: str
    lang: str
    heading: str
    words: str
    drawn: int
    in_window: int
    names: str
    map_words: str
    legend_hidden_px: float
    too_wide_px: int
    sections_end_px: float
    badge_y: float
    squeezed: list[str]

    @property
    def name(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}"


def visit(opened, path: Path, *, width: int) -> Visit:
    shown = opened(path, width=width)
    page = shown.page
    before: dict[str, Any] = {
        "title": page.title(),
        "lang": page.evaluate("document.documentElement.lang"),
        "heading": page.inner_text("h1"),
        "words": page.inner_text("body"),
        "badge_y": page.locator(".badge-illustrative").bounding_box()["y"],
        "too_wide_px": shown.too_wide(),
        "sections_end_px": page.eval_on_selector_all("section.output", SECTION_ENDS),
        "squeezed": page.eval_on_selector_all("table.data tbody td:not(.num)", SQUEEZED),
    }
    inside = shown.map()
    drawn = inside.locator(DRAWN)
    result = Visit(
        path=path,
        requests=shown.requests,
        complaints=shown.complaints,
        drawn=drawn.count(),
        in_window=drawn.evaluate_all(IN_WINDOW),
        names=inside.locator(".folium-map").inner_text(),
        map_words=inside.locator("body").inner_text(),
        legend_hidden_px=inside.locator(".legend").evaluate(
            "element => element.scrollHeight - element.clientHeight"
        ),
        **before,
    )
    page.context.close()
    return result


@pytest.fixture(scope="module", params=[SCREEN, PHONE])
def width(request):
    return request.param


@pytest.fixture(scope="module")
def visits(report, programme, width, opened):
    """Every page of a programme, opened once at this width."""
    found = briefings(report)
    assert len(found) == PAGES[programme]
    return [visit(opened, path, width=width) for path in found]


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


def test_nothing_is_asked_of_any_network_and_nothing_complains(visits):
    for seen in visits:
        assert seen.requests == [], seen.name
        assert seen.complaints == [], seen.name


def test_the_map_draws_the_whole_province_and_shows_what_the_page_is_about(
    visits, places, communes, width
):
    for seen in visits:
        assert seen.drawn == len(places), seen.name
        about = of_page(communes, seen)
        assert seen.in_window >= len(about) > 0, seen.name
        if seen.path.name == "overview.html":
            named = {without_prefix(name) for name in communes.district}
        else:
            named = {without_prefix(name) for name in about.commune}
        # On a phone a name that fits nowhere waits until the reader zooms in.
        unnamed = {name for name in named if width == SCREEN and name not in seen.names}
        assert not unnamed, seen.name


def test_title_language_and_words_are_right(visits, communes):
    for seen in visits:
        assert seen.lang == "vi"
        if seen.path.name == "briefing.html":
            (district,) = of_page(communes, seen).district.unique()
            assert district in seen.title
        else:
            assert seen.heading.startswith("Tổng quan tỉnh")
        for words in (seen.words, seen.map_words):
            assert "số liệu minh họa" in words.lower()
            assert not re.search(r"\{\w*\}|\ufffd", words), seen.name
            read = set(re.findall(r"[\w<>]+", words))
            assert not read & {"NaN", "nan", "None", "<NA>", "undefined", "null"}, seen.name


def test_that_the_figures_are_invented_is_seen_without_scrolling(visits):
    for seen in visits:
        assert seen.badge_y < 400, seen.name


def test_the_page_does_not_scroll_sideways(visits, width):
    for seen in visits:
        assert seen.too_wide_px <= 0, seen.name
        # Tables wider than the window scroll within their own section.
        assert seen.sections_end_px <= width, seen.name


def test_words_in_a_table_are_not_squeezed(visits):
    """A table that scrolls anyway has room: no sentence of one word a line."""
    squeezed = {seen.name: seen.squeezed[0] for seen in visits if seen.squeezed}
    assert not squeezed


def test_the_legend_is_seen_to_its_end(visits):
    hidden = {seen.name: seen.legend_hidden_px for seen in visits if seen.legend_hidden_px > 0}
    assert not hidden, "px of the legend below the edge"


def test_a_page_prints_on_a_dozen_sheets_with_the_map(report, opened):
    for path in briefings(report):
        shown = opened(path)
        printed = shown.page.pdf(prefer_css_page_size=True)
        sheets = len(re.findall(rb"/Type\s*/Page(?!s)", printed))
        most = PROVINCE_SHEETS if path.parent.name == "province" else SHEETS
        assert 1 <= sheets <= most, (path.parent.name, sheets)
        shown.page.emulate_media(media="print")
        picture = shown.page.locator("figure.print-only img")
        assert picture.bounding_box()["height"] > 200
        assert picture.evaluate("image => image.naturalWidth") > 800, "sharp enough for paper"
        assert not shown.page.locator("iframe").is_visible()
        shown.page.context.close()


BOUNDARIES = {
    "cao-bang-588": ("communes_2025_04_cao_bang.geojson", "Hạ Lang", "ha-lang"),
    "ninh-thuan-588": ("communes_2019_58_ninh_thuan.geojson", "Bác Ái", "bac-ai"),
}


def test_real_boundaries_are_drawn_as_areas(
    programme, tables_only, needs, shared, communes, places, opened
):
    name, district, folder = BOUNDARIES[programme]
    out = tables_only(programme)
    result = needs(
        "run", programme, "--out", out, "--district", district,
        "--boundaries", shared / "geo" / name,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    path = out / programme / "districts" / folder / "briefing.html"
    seen = visit(opened, path, width=SCREEN)
    # An area for each commune of the province, and a symbol for each of the district's served.
    served = communes[communes.specially_disadvantaged & communes.district.str.contains(district)]
    assert seen.drawn == len(places) + len(served)
    assert seen.requests == []
    assert seen.complaints == []
    assert seen.too_wide_px <= 0
    assert f"ranh giới: {name}" in seen.map_words
    assert path.stat().st_size < 4_000_000, "still small enough to send by mail"
    manifest = (out / programme / "manifest.json").read_text(encoding="utf-8")
    assert f'"{name}"' in manifest, "the boundaries are one of the inputs"
    assert str(shared) not in manifest


def test_a_briefing_sent_on_alone_still_shows_its_map(report, opened, tmp_path):
    """Mailed as one file, under another name, out of its folder."""
    path = sorted(report.glob("districts/*/briefing.html"))[0]
    moved = tmp_path / "bản tóm tắt (gửi Sở) #2.html"
    shutil.copy(path, moved)
    seen = visit(opened, moved, width=SCREEN)
    assert seen.drawn > 0
    assert seen.complaints == []
