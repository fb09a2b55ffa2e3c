"""Maps as they lie on the table: as large as their page has room, every word whole and readable."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import pytest

from needs.documents.measures import TEXT_WIDTH_MM
from needs.maps import (
    join_boundaries,
    load_boundaries,
    map_scale,
    paper_map,
    proposed_layer,
    static_map,
    zone_layer,
)
from needs.maps.labels import Box
from needs.maps.legend import make_legend
from needs.maps.paper_layout import TALLEST, TALLEST_SMALL, WIDTH, lay_out
from needs.maps.paper_names import NAME_SIZE, hardest_name
from needs.maps.place_map import place_layer
from needs.maps.sheet import Sheet
from needs.maps.view import make_view

#: Points on paper.
LEAST_SIZE = 8.0
DISTRICTS = ("041", "042", "043", None)


@pytest.fixture
def figures(monkeypatch):
    """The figures that are drawn, as matplotlib holds them."""
    drawn = []
    png = Sheet.png

    def remember(sheet):
        drawn.append(sheet.figure)
        return png(sheet)

    monkeypatch.setattr(Sheet, "png", remember)
    return drawn


def texts(figure):
    """Every word of a picture: text, points, and where it stands (dots)."""
    own = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
    return [
        (text.get_text(), text.get_fontsize(), text.get_window_extent())
        for text in own
        if text.get_text().strip()
    ]


def assert_printed_well(figure, *, tallest):
    """No word is small, cut or on another; the picture is not shrunk to its place on the page."""
    width, height = (side * 2.54 for side in figure.get_size_inches())
    assert width == pytest.approx(WIDTH)
    assert height <= tallest + 1e-6
    words = texts(figure)
    assert min(size for _, size, _ in words) >= LEAST_SIZE
    for text, _, box in words:
        assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1, text
        assert figure.bbox.y0 <= box.y0 < box.y1 <= figure.bbox.y1, text
    for (one, _, box), (other, _, beside) in combinations(words, 2):
        shared = Box(*box.extents).overlap(Box(*beside.extents))
        least = min(box.width * box.height, beside.width * beside.height)
        # Lines of a paragraph touch where an accent stands under a tail.
        assert shared <= 0.08 * least, (one, other)


@pytest.fixture
def frame(province):
    return province.assign(
        proposed_vnd=(province["count"] * 1_000_000).astype("Int64"), reached=province["count"]
    )


def test_the_page_gives_a_map_the_height_that_it_is_drawn_for():
    """A higher picture would be shrunk on the page, its words with it."""
    css = files("needs.briefing").joinpath("page.css").read_text(encoding="utf-8")
    main = re.search(r"figure\.print-only img \{[^}]*max-height: ([\d.]+)cm", css)
    small = re.search(r"\.print-only\.small img \{[^}]*max-height: ([\d.]+)cm", css)
    assert float(main[1]) >= TALLEST
    assert float(small[1]) >= TALLEST_SMALL
    assert TEXT_WIDTH_MM >= 10 * WIDTH - 1e-6, "Word and PDF set it over the width of the text"


@pytest.mark.parametrize("with_areas", [False, True])
@pytest.mark.parametrize("district", DISTRICTS)
def test_no_word_of_any_map_is_small_cut_or_on_another(
    frame, words, squares, save, figures, district, with_areas
):
    joined = join_boundaries(frame, load_boundaries(save(squares))) if with_areas else None
    shared = {"district": district, "boundaries": joined}
    plain = {"title": words["title"], "source": words["source"], **shared}
    static_map(frame, scale=map_scale(frame), **words, **shared, illustrative=True)
    paper_map(zone_layer(frame, **plain))
    paper_map(proposed_layer(frame, scale=map_scale(frame), **plain, illustrative=True))
    paper_map(place_layer(frame, **plain))
    main, *small = figures
    assert_printed_well(main, tallest=TALLEST)
    for figure in small:
        assert_printed_well(figure, tallest=TALLEST_SMALL)


def laid_out(frame, words, *, district, boundaries=None, tallest=TALLEST):
    view = make_view(
        frame, scale=map_scale(frame), district=district, boundaries=boundaries, **words
    )
    return view, lay_out(view, make_legend(view), tallest=tallest)


@pytest.fixture
def crowded(province):
    """Nine communes of one district that stand closer than their names are wide."""
    frame = province.assign(district="Huyện Sơn Hạ", district_code="041")
    frame["longitude"] = 105 + 0.01 * (frame.index % 3)
    frame["latitude"] = 22 + 0.008 * (frame.index // 3)
    # A far corner keeps the others close together on paper.
    frame.loc[8, ["longitude", "latitude"]] = (105.4, 22.4)
    return frame


def test_a_name_without_room_is_a_number_that_the_key_explains(crowded, words, figures):
    view, plan = laid_out(crowded, words, district="041")
    numbers = {one.text for one in plan.names if one.text.isdigit()}
    key = " ".join(plan.foot)
    assert numbers, "the names cannot all have room"
    assert numbers == {str(n) for n in range(1, len(numbers) + 1)}
    written = {one.text for one in plan.names} - numbers
    told = re.findall(r"\d+ ([^;]+?)(?=;| Nguồn)", key.partition("Số trên bản đồ: ")[2])
    assert sorted([*written, *told]) == sorted(label.text for label in view.labels)
    static_map(crowded, scale=map_scale(crowded), district="041", **words)
    assert min(size for _, size, _ in texts(figures[-1])) >= LEAST_SIZE


def test_names_with_room_stay_names(frame, words):
    view, plan = laid_out(frame, words, district="041")
    assert {one.text for one in plan.names} == {label.text for label in view.labels}
    assert "Số trên bản đồ" not in " ".join(plan.foot)


def test_the_key_is_the_same_whatever_the_order_of_the_rows(crowded, words):
    mixed = crowded.sample(frac=1, random_state=5)
    assert laid_out(crowded, words, district="041")[1].foot == laid_out(
        mixed, words, district="041"
    )[1].foot  # fmt: skip


def test_districts_share_classes_symbols_and_sizes_on_paper(frame, words):
    rows, radii = [], []
    for district in ("041", "042", "043"):
        view, _ = laid_out(frame, words, district=district)
        fills, sizes = make_legend(view).groups
        classes = [row for row in fills.rows if "%" in row.text]
        rows.append((classes, [row for row in sizes.rows if row.text.isdigit()]))
        radii.append({mark.code: mark.radius for mark in view.marks})
    assert rows[0] == rows[1] == rows[2]
    assert radii[0] == radii[1] == radii[2]


@pytest.fixture(scope="module")
def cao_bang(shared):
    from .test_real_boundaries import cao_bang_frame

    frame = cao_bang_frame(shared)
    file = shared / "geo/communes_2025_04_cao_bang.geojson"
    return frame, join_boundaries(frame, load_boundaries(file))


@pytest.mark.parametrize("tallest", [TALLEST, TALLEST_SMALL])
@pytest.mark.parametrize("with_areas", [False, True])
def test_every_name_of_a_real_province_is_readable(cao_bang, words, with_areas, tallest):
    """Quarters of Cao Bằng, 11 to 17 communes: twice as many as its former districts have."""
    frame, joined = cao_bang
    for district in [*frame["district"].unique(), None]:
        view, plan = laid_out(
            frame,
            words,
            district=district,
            boundaries=joined if with_areas else None,
            tallest=tallest,
        )
        assert plan.height <= tallest + 1e-6
        assert hardest_name(view, plan.names, plan.ground, ()) is None, "numbers have room too"
        assert NAME_SIZE >= LEAST_SIZE
        names = sum(not one.text.isdigit() for one in plan.names)
        assert names >= len(plan.names) / 4, "not a map of numbers"


BAO_LAC = (
    *("Bảo Lạc", "Cốc Pàng", "Cô Ba", "Khánh Xuân"),
    *("Xuân Trường", "Hưng Đạo", "Huy Giáp", "Sơn Lộ"),
)


@pytest.mark.parametrize("with_areas", [False, True])
def test_a_district_as_large_as_most_needs_no_numbers(cao_bang, words, with_areas):
    frame, joined = cao_bang
    own = frame["commune"].isin([f"Xã {name}" for name in BAO_LAC])
    assert own.sum() == len(BAO_LAC)
    frame = frame.assign(
        district=frame["district"].mask(own, "Huyện Bảo Lạc"),
        district_code=frame["district_code"].mask(own, "043"),
    )
    boundaries = joined if with_areas else None
    _, plan = laid_out(frame, words, district="043", boundaries=boundaries)
    assert {one.text for one in plan.names} == {f"{name} (III)" for name in BAO_LAC}
