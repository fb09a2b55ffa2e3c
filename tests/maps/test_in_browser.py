"""The page as a planner opens it: in a real browser, with the network cut."""

from __future__ import annotations

import pytest

from needs.maps import (
    embed,
    interactive_map,
    join_boundaries,
    load_boundaries,
    map_scale,
    zone_layer,
)
from needs.maps.appearance import CONTEXT_FILL, MISSING_FILL, OUTSIDE_FILL
from needs.maps.zone_map import ZONE_LOOKS

SYMBOLS = "path.leaflet-interactive"


@pytest.fixture
def opened(browser, tmp_path):
    """Open a document with no network; fail on any request or complaint."""
    requests, complaints, contexts = [], [], []

    def open_document(document, *, width=900):
        path = tmp_path / "page.html"
        path.write_text(document, encoding="utf-8")
        context = browser.new_context(offline=True, viewport={"width": width, "height": 640})
        contexts.append(context)
        context.route(
            lambda url: not url.startswith("file:"),
            lambda route: (requests.append(route.request.url), route.abort()),
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector(SYMBOLS) if "iframe" not in document[:10] else None
        return page

    yield open_document
    for context in contexts:
        context.close()
    assert requests == []
    assert complaints == []


@pytest.fixture
def document(province, words):
    def draw(communes=province, **options):
        return interactive_map(communes, scale=map_scale(communes), **{**words, **options})

    return draw


def fills(page):
    return page.eval_on_selector_all(SYMBOLS, "paths => paths.map(p => p.getAttribute('fill'))")


def test_every_commune_with_a_place_is_drawn_and_missing_is_grey(opened, document, province):
    lost = province.copy()
    lost.loc[6, ["latitude", "longitude"]] = float("nan")
    page = opened(document(lost))
    drawn = fills(page)
    assert len(drawn) == 8
    assert drawn.count(MISSING_FILL) == 1
    assert drawn.count(OUTSIDE_FILL) == 3
    assert page.inner_text("h1") == "Huyện Sơn Hạ: trẻ em chưa được hỗ trợ dinh dưỡng"
    assert "Xã Tân Tiến" in page.inner_text("footer")


def test_the_district_fills_the_window_and_the_others_are_faint(opened, document):
    page = opened(document(district="041"))
    assert fills(page).count(CONTEXT_FILL) == 5
    frame = page.locator(".folium-map").bounding_box()
    inside = []
    for path in page.locator(SYMBOLS).all():
        if path.get_attribute("fill") != CONTEXT_FILL:
            box = path.bounding_box()
            assert frame["x"] <= box["x"] <= box["x"] + box["width"] <= frame["x"] + frame["width"]
            inside.append(box)
    heights = [box["y"] for box in inside]
    assert max(heights) - min(heights) > frame["height"] / 2


def test_areas_carry_rates_and_symbols_carry_counts(opened, document, province, squares, save):
    joined = join_boundaries(province, load_boundaries(save(squares)))
    page = opened(document(boundaries=joined))
    # Nine areas, and a symbol for each of the six communes that the programme serves.
    assert len(fills(page)) == 15
    assert fills(page).count(MISSING_FILL) == 1


def test_pointing_at_a_commune_tells_its_figures_as_text(opened, document, province):
    named = province.copy()
    named.loc[0, "commune"] = "Xã <b>A</b><script>"
    page = opened(document(named, district="041"))
    widths = [path.bounding_box()["width"] for path in page.locator(SYMBOLS).all()]
    page.locator(SYMBOLS).nth(widths.index(max(widths))).hover()
    told = page.inner_text(".leaflet-tooltip")
    assert "Xã <b>A</b><script>" in told
    assert "80%" in told
    assert "400" in told
    assert "5.000" in told


def test_names_are_written_without_lying_on_each_other(opened, document):
    page = opened(document(district="041"))
    boxes = [name.bounding_box() for name in page.locator(".place-name:not(.hidden) span").all()]
    assert len(boxes) == 4
    assert "Bình Lộc (III)" in page.inner_text(".folium-map")
    for first in range(4):
        for second in range(first):
            a, b = boxes[first], boxes[second]
            assert (
                a["x"] + a["width"] <= b["x"]
                or b["x"] + b["width"] <= a["x"]
                or a["y"] + a["height"] <= b["y"]
                or b["y"] + b["height"] <= a["y"]
            )


def test_legend_stands_beside_the_map_not_on_it(opened, document):
    page = opened(document(district="041"))
    ground = page.locator(".ground").bounding_box()
    legend = page.locator(".legend").bounding_box()
    assert legend["x"] >= ground["x"] + ground["width"] - 1

    narrow = opened(document(district="041"), width=420)
    ground = narrow.locator(".ground").bounding_box()
    assert narrow.locator(".legend").bounding_box()["y"] >= ground["y"] + ground["height"] - 1


def test_map_is_drawn_inside_another_page(opened, document):
    page = opened(embed(document(), title="Bản đồ", height_px=500))
    frame = page.frame_locator("iframe[title='Bản đồ']")
    frame.locator(SYMBOLS).first.wait_for()
    assert frame.locator(SYMBOLS).count() == 9


def test_another_subject_is_shown_on_the_same_ground_and_back(
    opened, document, province, squares, save
):
    joined = join_boundaries(province, load_boundaries(save(squares)))
    zones = zone_layer(province, title="Khu vực", source="Quyết định thử", boundaries=joined)
    page = opened(document(boundaries=joined, layers=[zones]))
    before = fills(page)
    page.get_by_role("button", name="Khu vực").click()
    assert page.inner_text("h1") == "Khu vực"
    assert "III: 6" in page.inner_text(".legend")
    assert "Tỷ lệ" not in page.inner_text(".legend")
    assert fills(page).count(ZONE_LOOKS["III"].fill) == 6
    assert fills(page).count("none") == 6, "zones have no symbols"
    # Pointing at a commune and leaving it must not bring the other subject's colours back.
    page.locator(SYMBOLS).first.hover()
    page.locator("h1").hover()
    assert fills(page).count(ZONE_LOOKS["III"].fill) == 6
    page.get_by_role("button", name="Còn thiếu").click()
    assert sorted(fills(page)) == sorted(before)
    assert page.locator("button[aria-pressed=true]").inner_text() == "Còn thiếu"
