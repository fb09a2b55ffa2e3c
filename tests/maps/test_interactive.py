from __future__ import annotations

import re

import pandas as pd
import pytest

from needs.errors import InputFaults, NotFound
from needs.maps import embed, interactive_map, join_boundaries, load_boundaries, map_scale


@pytest.fixture
def page(province, words):
    def draw(communes=province, **options):
        return interactive_map(communes, scale=map_scale(communes), **{**words, **options})

    return draw


def ours(document):
    """The document without the text of Leaflet."""
    return re.sub(r"<script>/\* @preserve.*?</script>", "", document, flags=re.DOTALL)


def test_nothing_is_asked_from_a_network(page):
    document = page()
    assert not re.search(r"""(src|href)=["'](?!#)""", ours(document))
    assert "@import" not in document
    assert "url(images" not in document
    assert "sourceMappingURL" not in document


def test_same_figures_same_bytes_in_any_row_order(page, province):
    assert page(district="041") == page(province.sample(frac=1, random_state=7), district="041")


def test_the_district_may_be_named_in_any_way(page):
    pages = {page(district=name) for name in ("041", "Huyện Sơn Hạ", "sơn hạ")}
    assert len(pages) == 1


def test_wrong_district_lists_the_valid_ones(page):
    with pytest.raises(NotFound, match="Huyện Lũng Vân; Huyện Sơn Hạ; Thị xã Ngân Phong"):
        page(district="Son Ha")


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "</script><b>", "a'\"`${x}{{ y }}"])
def test_names_are_text_everywhere(page, province, evil):
    marked = province.assign(commune=evil, district=evil, extra=evil)
    document = page(marked, title=evil, source=evil, count_label=evil, tooltips={"extra": evil})
    assert "<script>alert" not in document
    assert "</script><b>" not in document
    # The page's own four scripts: Leaflet, its switches, the map, and no more.
    assert document.count("</script>") == page().count("</script>")


def test_legend_names_what_is_grey_and_what_is_white(page):
    document = page(district="041")
    legend = document[document.index("<aside") : document.index("</aside>")]
    for text in (
        "Tỷ lệ chưa được hỗ trợ",
        "Số trẻ chưa được hỗ trợ",
        "61–80%",
        "chưa có số liệu",
        "không phải xã đặc biệt khó khăn",
        "xã của huyện khác",
        "khu vực",
    ):
        assert text in legend
    assert "minh họa" not in document


def test_illustrative_figures_are_called_so_in_legend_and_source_line(page):
    document = page(illustrative=True)
    assert "Số liệu minh họa" in document[document.index("<aside") : document.index("</aside>")]
    assert "số liệu minh họa" in document[document.index("<footer") :]


def test_communes_without_a_place_are_listed_under_the_map(page, province):
    lost = province.copy()
    lost.loc[[0, 4], ["latitude", "longitude"]] = float("nan")
    footer = page(lost, district="041").split("<footer>")[1]
    # The other district's commune is told of on its own district's map.
    assert "không vẽ: Xã Bình Lộc<" in footer


def test_province_without_any_place_is_a_fault(page, province):
    with pytest.raises(InputFaults, match="tọa độ"):
        page(province.assign(latitude=float("nan")))


def test_further_facts_are_shown_in_words(page, province):
    extra = province.assign(far=[1.5, 2, None, 4, 5, 6, 7, 8, 9], boarding=True, head="Bà Én")
    document = page(extra, tooltips={"far": "Cách huyện (km)", "boarding": "Bán trú", "head": "Ai"})
    assert '"1,5"' in document
    assert '"2"' in document
    assert '"Bà Én"' in document or '"B\\u00e0 \\u00c9n"' in document
    with pytest.raises(InputFaults, match="near"):
        page(extra, tooltips={"near": "?"})


def test_scale_of_other_figures_is_refused(province, words):
    scale = map_scale(province.assign(rate=pd.array([0.1] * 9, dtype="Float64")))
    with pytest.raises(InputFaults, match="map_scale"):
        interactive_map(province, scale=scale, **words)


def test_english(page):
    document = page(district="041", lang="en", illustrative=True)
    assert '<html lang="en">' in document
    for text in ("no data", "communes of other districts", "Source: ", "llustrative data"):
        assert text in document
    for text in ("chưa có", "minh họa", "Nguồn"):
        assert text not in document


def test_commune_without_area_falls_back_to_its_symbol(page, province, squares, save):
    joined = join_boundaries(province, load_boundaries(save(squares.drop(index=0))))
    document = page(boundaries=joined, district="041")
    assert joined.without_shape == ("Xã Bình Lộc",)
    assert document.count('"type": "Polygon"') == 8
    # Its own symbol, and those of the district's two other communes that have figures to show.
    assert document.count('"type": "Point"') == 3


def test_frame_is_named_and_closed_off(page):
    frame = embed(page(), title='Bản đồ "Sơn Hạ"', height_px=480)
    assert frame.startswith('<iframe title="Bản đồ &quot;Sơn Hạ&quot;" srcdoc="&lt;!DOCTYPE')
    assert frame.count("<") == 2
    assert "480px" in frame
