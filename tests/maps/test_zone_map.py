"""The map of zones: every commune in its zone, for screen and paper, in black and white too."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image, ImageColor

from needs.errors import InputFaults, NotFound
from needs.maps import join_boundaries, load_boundaries, zone_map
from needs.maps.zone_map import ZONE_LOOKS, ZONE_RADIUS

TITLE, SOURCE = "Khu vực của các xã", "Quyết định thử"


def drawn(province, **options):
    return zone_map(province, title=TITLE, source=SOURCE, **options)


def lightness(colour):
    return ImageColor.getcolor(colour, "L")


def test_a_black_and_white_copy_tells_the_zones_apart():
    shades = [lightness(ZONE_LOOKS[zone].fill) for zone in ("I", "II", "III")]
    assert shades == sorted(shades, reverse=True), "harder is darker"
    assert ZONE_RADIUS["I"] < ZONE_RADIUS["II"] < ZONE_RADIUS["III"]
    assert shades[-1] >= 100, "the thick black outline is seen on the darkest fill"


def test_the_legend_counts_what_is_shown(province):
    screen, paper = drawn(province)
    for words in ("I: 1", "II: 1", "III: 6", "không thuộc danh sách: 1", "viền đậm: 6"):
        assert words in screen
    assert "khu vực III: 6" in paper.alt
    district, _ = drawn(province, district="Sơn Hạ")
    for words in ("I: 1", "II: 0", "III: 3", "viền đậm: 3", "xã của huyện khác"):
        assert words in district
    assert json.dumps("Bình Lộc (III)") in district, "the zone stands beside the name"


def test_screen_and_paper_say_the_same(province):
    screen, paper = drawn(province, district="041")
    assert paper.alt in screen
    assert TITLE in paper.alt
    picture = Image.open(io.BytesIO(paper.png))
    assert picture.width == pytest.approx(16.5 / 2.54 * 180, abs=2)
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1_000_000)}
    assert ImageColor.getrgb(ZONE_LOOKS["III"].fill) in colours


def test_areas_are_filled_where_boundaries_are_known(province, squares, save):
    joined = join_boundaries(province, load_boundaries(save(squares)))
    screen, paper = drawn(province, boundaries=joined)
    assert '"Polygon"' in screen
    colours = {c for _, c in Image.open(io.BytesIO(paper.png)).convert("RGB").getcolors(1_000_000)}
    assert {ImageColor.getrgb(look.fill) for look in ZONE_LOOKS.values()} <= colours


def test_the_order_of_rows_changes_nothing(province):
    again = province.sample(frac=1, random_state=3)
    assert drawn(province)[0] == drawn(again)[0]
    assert drawn(province)[1].png == drawn(again)[1].png


def test_nothing_is_asked_from_the_network(province):
    screen, _ = drawn(province)
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", screen)


def test_names_are_never_commands(province):
    province.loc[0, "commune"] = "Xã </script><script>alert(1)</script>"
    screen, _ = drawn(province, district="041")
    assert "<script>alert" not in screen


def test_a_place_lacking_is_told(province):
    province.loc[0, ["latitude", "longitude"]] = None
    screen, paper = drawn(province)
    assert paper.not_drawn == ["Xã Bình Lộc"]
    assert "Chưa có tọa độ nên không vẽ: Xã Bình Lộc" in screen


def test_without_a_list_there_is_no_map(province):
    with pytest.raises(InputFaults, match="chưa có danh sách xã"):
        drawn(province.assign(standing="no_list"))
    with pytest.raises(InputFaults, match="tọa độ"):
        drawn(province.assign(latitude=None, longitude=None))
    with pytest.raises(NotFound, match="Sơn Hạ"):
        drawn(province, district="Không Có")


def test_english(province):
    screen, paper = drawn(province, lang="en")
    assert "thick outline: 6" in screen
    assert "zone III: 6" in paper.alt
