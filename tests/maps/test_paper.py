from __future__ import annotations

from io import BytesIO

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import image
from matplotlib.colors import to_rgb

from needs.maps import join_boundaries, load_boundaries, map_scale, static_map
from needs.maps.appearance import CLASS_FILLS
from needs.maps.paper_column import round_length
from needs.maps.projection import fit_ground
from needs.maps.sheet import DOTS_PER_INCH
from needs.maps.typesetting import broken_lines, text_width


@pytest.fixture
def printed(province, words):
    def draw(communes=province, **options):
        return static_map(communes, scale=map_scale(communes), **{**words, **options})

    return draw


def pixels(picture):
    return np.round(image.imread(BytesIO(picture.png))[..., :3] * 255).astype(int)


def count_of(colour, picture):
    return int((pixels(picture) == np.round(np.array(to_rgb(colour)) * 255)).all(axis=-1).sum())


def test_as_wide_as_the_text_of_an_a4_page(printed):
    width_cm = pixels(printed()).shape[1] / DOTS_PER_INCH * 2.54
    assert 16 <= width_cm <= 17


def test_same_figures_same_bytes_whatever_the_rows_and_the_readers_settings(printed, province):
    expected = printed(district="041").png
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "lines.linewidth": 9}):
        assert printed(province.sample(frac=1, random_state=3), district="041").png == expected
    assert b"Software" not in expected
    assert b"tIME" not in expected


def test_rates_are_fills(printed, province, squares, save):
    joined = join_boundaries(province, load_boundaries(save(squares)))
    picture = printed(boundaries=joined, district="041")
    # 80 % fills one of the district's four squares; 45 % and 60 % are other districts'.
    assert count_of(CLASS_FILLS[4], picture) > 20 * count_of(CLASS_FILLS[2], picture) > 0
    everything = printed(boundaries=joined)
    assert count_of(CLASS_FILLS[2], everything) > 5 * count_of(CLASS_FILLS[2], picture)


def test_communes_without_a_place_are_returned(printed, province):
    lost = province.copy()
    lost.loc[[0, 4], ["latitude", "longitude"]] = float("nan")
    assert printed(lost, district="041").not_drawn == ["Xã Bình Lộc"]
    assert printed(lost).not_drawn == ["Xã Bình Lộc", "Xã Tân Lập"]


def test_boundary_stands_in_for_lost_coordinates(printed, province, squares, save):
    lost = province.copy()
    lost.loc[0, ["latitude", "longitude"]] = float("nan")
    joined = join_boundaries(lost, load_boundaries(save(squares)))
    assert printed(lost, district="041", boundaries=joined).not_drawn == []


def test_words_for_readers_who_do_not_see_the_picture(printed):
    alt = printed(district="041", illustrative=True).alt
    assert alt == (
        "Huyện Sơn Hạ: trẻ em chưa được hỗ trợ dinh dưỡng. "
        "Bản đồ 4 xã, trong đó 3 xã đặc biệt khó khăn. "
        "Tỷ lệ chưa được hỗ trợ: cao nhất Xã Bình Lộc (80%), thấp nhất Xã Cẩm Giàng (10%). "
        "Chưa có số liệu: Xã Hoá Thượng. Số liệu minh họa."
    )


def test_illustrative_is_printed(printed):
    assert printed().png != printed(illustrative=True).png


def test_names_that_look_like_formulas_are_printed(printed, province):
    assert printed(province.assign(commune="Xã $x_1^{"), district="041").png


def test_long_title_is_broken_into_lines_that_fit(words):
    lines = broken_lines(words["title"] * 3, width=16, size=11.5, bold=True)
    assert len(lines) > 1
    assert all(text_width(line, size=11.5, bold=True) <= 16 for line in lines)
    assert " ".join(lines) == words["title"] * 3


@pytest.mark.parametrize(
    ("longest", "expected"), [(37, 20), (5, 5), (1.9, 1), (0.7, 0.5), (0.05, 0.1)]
)
def test_scale_bar_has_a_round_length(longest, expected):
    assert round_length(longest) == expected


def test_scale_is_true_to_the_ground():
    # One degree of latitude is 111.32 km; at 60° north a degree of longitude is half of that.
    ground = fit_ground((10, 59.5, 12, 60.5), width=12, height=12, margin=1)
    (west, bottom), (east, top) = ground.paper(10, 59.5), ground.paper(12, 60.5)
    assert (east - west) * ground.km_per_cm == pytest.approx(111.32, rel=1e-4)
    assert (top - bottom) * ground.km_per_cm == pytest.approx(111.32)
    assert max(east - west, top - bottom) == pytest.approx(10)
    assert ground.at(*ground.paper(11.3, 60.1)) == pytest.approx((11.3, 60.1))
