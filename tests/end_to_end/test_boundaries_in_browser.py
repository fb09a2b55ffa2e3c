"""Real boundaries: drawn as areas, and every district's page light enough for a slow line."""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
from bs4 import BeautifulSoup

from needs.assessment import open_assessment
from needs.briefing.open_page import page_of_results
from needs.briefing.parameters import Parameters
from needs.places import load_gazetteer

from .looking import SCREEN, look_at
from .opened import DRAWN, briefings

BOUNDARIES = {
    "cao-bang-588": ("communes_2025_04_cao_bang.geojson", "Hạ Lang", "ha-lang"),
    "ninh-thuan-588": ("communes_2019_58_ninh_thuan.geojson", "Bác Ái", "bac-ai"),
}
PAGE_BYTES, MAP_BYTES = 1_500_000, 400_000


def map_bytes(html):
    """Return the size of each map in a page, in bytes."""
    frames = BeautifulSoup(html, "html.parser").find_all("iframe")
    return [len(frame["srcdoc"].encode()) for frame in frames]


def frameless(html):
    return re.sub(r"<iframe .*?</iframe>", "", html, flags=re.DOTALL)


def test_real_boundaries_are_drawn_as_areas(programme, tables_only, needs, shared, browser):
    name, district, folder = BOUNDARIES[programme]
    out = tables_only(programme)
    result = needs(
        "run", programme, "--out", out, "--district", district,
        "--boundaries", shared / "geo" / name,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    path = out / programme / "districts" / folder / "briefing.html"

    def areas(shown):
        inside = shown.map()
        return inside.locator(DRAWN).count(), inside.locator("body").inner_text()

    seen = look_at(browser, path, width=SCREEN, and_at=areas)
    drawn, words = seen.more
    # An area for each commune of the province, and a symbol for each of the district's served.
    communes = pd.read_parquet(out / programme / "tables" / "communes.parquet")
    served = communes[communes.specially_disadvantaged & communes.district.str.contains(district)]
    of_list = communes.iloc[0]
    province = load_gazetteer().communes(of_list.province_code, of_list.edition)
    assert drawn == province.latitude.notna().sum() + len(served)
    assert seen.requests == []
    assert seen.complaints == []
    assert seen.too_wide_px <= 0
    assert seen.serious == []
    assert f"ranh giới: {name}" in words
    assert path.stat().st_size <= PAGE_BYTES
    manifest = (out / programme / "manifest.json").read_text(encoding="utf-8")
    assert f'"{name}"' in manifest, "the boundaries are one of the inputs"
    assert str(shared) not in manifest


def test_every_district_is_light_enough_for_a_slow_line(programme, report, shared, data):
    """A page is what it is without boundaries, less its map, plus the map that has them."""
    tables, name = report / "tables", BOUNDARIES[programme][0]
    whole = open_assessment(programme, data, tables)
    pages = {
        BeautifulSoup(html, "html.parser").h1.get_text(): html
        for html in (path.read_text(encoding="utf-8") for path in briefings(report))
    }
    for district in whole.districts.district:
        parameters = Parameters(
            programme=programme, district=district, lang="vi", tables=tables, data=data,
            boundaries=shared / "geo" / name,
        )  # fmt: skip
        drawn = page_of_results(whole, parameters).map().html
        assert f"ranh giới: {name}" in unescape(drawn), district
        assert max(map_bytes(drawn)) <= MAP_BYTES, district
        (written,) = [html for heading, html in pages.items() if f": {district}" in heading]
        page = len(frameless(written).encode()) + len(drawn.encode())
        assert page <= PAGE_BYTES, district
