"""The map of a changed list: every part drawn, told thrice, offline."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from needs.areas import CHANGE_COLUMNS, CHANGES
from needs.errors import InputFaults
from needs.maps.change_map import LOOKS, NOT_COMPARED, SIGNS, change_map

SYMBOLS = "path.leaflet-interactive"


@pytest.fixture
def change():
    """Five parts, one of each kind; the commune that entered took a new name."""
    rows = [
        {
            "former_code": f"0100{n}",
            "former_commune": f"Xã Cũ {n}" if kind == "entered" else f"Xã Số {n}",
            "commune_code": f"0200{n}",
            "commune": f"Xã Số {n}",
            "district_code": "040",
            "district": "Huyện Thử",
            "latitude": 22.0 + n / 10,
            "longitude": 106.0 + n / 10,
            "zone_before": "II",
            "zone_after": "III",
            "change": kind,
            "children": 100 * (n + 1),
            "children_low": 80 * (n + 1),
            "children_high": 120 * (n + 1),
            "basis": "estimated",
            "list_before": "danh sách cũ",
            "list_after": "danh sách mới",
        }
        for n, kind in enumerate(CHANGES)
    ]
    frame = pd.DataFrame(rows)[list(CHANGE_COLUMNS)]
    counts = ["children", "children_low", "children_high"]
    return frame.astype(dict.fromkeys(counts, "Int64"))


@pytest.fixture
def grey():
    return pd.DataFrame({"commune": ["Xã Lạ"], "latitude": [22.05], "longitude": [106.35]})


def test_rings_are_apart_in_black_and_white():
    """They differ by width; the fills of discs are in `test_grey`."""
    assert LOOKS["left"].width > 3 * LOOKS["never"].width
    assert set(LOOKS) == set(CHANGES)


def test_the_page_asks_nothing_of_any_network(change, grey):
    page = change_map(change, not_compared=grey)
    assert not re.search(r"""<(?:script|img|link)[^>]*(?:src|href)\s*=\s*["']?https?:""", page)
    assert not re.search(r"url\(\s*['\"]?https?:", page)


def test_it_says_what_happened_in_the_legend_and_in_words(change):
    page = change_map(change)
    for words in (
        "+ vào diện xã đặc biệt khó khăn: 1",
        "− ra khỏi diện xã đặc biệt khó khăn: 1",
        "vẫn là xã đặc biệt khó khăn: 1",
        "danh sách cũ → danh sách mới",
        "Nguồn: danh sách cũ; danh sách mới",
    ):
        assert words in page
    assert "không so sánh được" not in page
    assert "minh họa" not in page


def test_invented_lists_are_said_to_be_invented(change):
    assert "minh họa" in change_map(change.assign(basis="illustrative"))


def test_a_list_where_nobody_was_or_is_disadvantaged_is_drawn_too(change):
    assert "5" in change_map(change.assign(change="never"))


def test_the_same_change_gives_the_same_bytes(change):
    assert change_map(change) == change_map(change.copy())


def test_in_english(change, grey):
    page = change_map(change, not_compared=grey, lang="en")
    assert "+ became specially disadvantaged: 1" in page
    assert "not comparable" in page
    assert "khó khăn" not in page


def test_names_cannot_run_as_script(change):
    change.loc[0, "commune"] = "</script><b>Xã"
    assert "</script><b>" not in change_map(change)


def test_a_table_that_lacks_columns_is_told(change):
    with pytest.raises(InputFaults) as told:
        change_map(change.drop(columns=["zone_after", "children"]))
    assert [fault.where for fault in told.value.faults] == [
        "cột / column zone_after", "cột / column children",
    ]  # fmt: skip


def test_without_any_place_it_says_so(change):
    with pytest.raises(InputFaults, match="tọa độ"):
        change_map(change.assign(latitude=pd.NA))


def test_every_part_is_drawn_and_what_is_unknown_is_grey_or_dashed(change, grey, browser, tmp_path):
    change.loc[2, ["children", "children_low", "children_high"]] = pd.NA
    path = tmp_path / "map.html"
    path.write_text(change_map(change, not_compared=grey), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": 900, "height": 640})
    complaints, requests = [], []
    try:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector(SYMBOLS)
        drawn = page.eval_on_selector_all(
            SYMBOLS,
            "paths => paths.map(p => [p.getAttribute('fill'), p.getAttribute('stroke-dasharray')])",
        )
        names = page.eval_on_selector_all(
            ".place-name span", "spans => spans.map(s => s.textContent)"
        )
    finally:
        context.close()
    assert complaints == []
    assert requests == [path.as_uri()]
    assert len(drawn) == 6
    assert sorted(fill for fill, dashes in drawn if dashes) == [
        NOT_COMPARED.fill,
        LOOKS["stayed"].fill,
    ]
    assert sorted(name[0] for name in names) == sorted(SIGNS.values())
    assert "+ Cũ 0 → Số 0" in names
