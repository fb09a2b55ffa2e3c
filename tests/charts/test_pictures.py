"""What holds for every picture: words, languages, the same bytes, nothing from elsewhere."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pandas as pd
import pytest

from needs.charts import (
    Picture,
    flow,
    interval_chart,
    progress,
    ranking,
    tornado,
    waterfall,
    waterfall_children,
)
from needs.charts.outlines import short_outline
from needs.runs.self_contained import assert_self_contained

KINDS = [
    "waterfall", "waterfall_children", "interval_chart", "ranking", "tornado", "progress", "flow",
]  # fmt: skip


@pytest.fixture
def draw(gap, intervals, priority, assumptions, targets, allocation, programme):
    """Draw one kind of picture; `change` changes its table first."""
    tables = {
        "waterfall": (waterfall, gap),
        "waterfall_children": (waterfall_children, gap),
        "interval_chart": (interval_chart, intervals),
        "ranking": (ranking, priority),
        "progress": (progress, targets),
        "flow": (flow, allocation),
    }

    def one(kind, *, lang="vi", change=lambda table: table):
        if kind == "tornado":
            return tornado(change(assumptions), central_vnd=100_000_000, lang=lang)
        function, table = tables[kind]
        return function(change(table), programme, lang=lang)

    return one


@pytest.mark.parametrize("kind", KINDS)
def test_same_table_in_any_order_gives_the_same_bytes(draw, kind):
    first = draw(kind)
    assert first == draw(kind)
    assert first == draw(kind, change=lambda table: table.sample(frac=1, random_state=3))


@pytest.mark.parametrize("kind", KINDS)
def test_a_users_own_settings_change_nothing(draw, kind):
    first = draw(kind)
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "none", "lines.linewidth": 5}):
        assert draw(kind) == first


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_loaded_and_no_font_is_needed(draw, kind, lang):
    picture = draw(kind, lang=lang)
    assert_self_contained(f"<html><body>{picture.html()}</body></html>")
    root = ET.fromstring(picture.svg)
    assert not [entry for entry in root.iter() if entry.tag.rpartition("}")[2] in ("text", "style")]
    targets = re.findall(r'(?:href="|url\()([^")]*)', picture.svg)
    known = {entry.get("id") for entry in root.iter()}
    assert targets
    assert all(target.startswith("#") and target[1:] in known for target in targets)


def test_identifiers_of_two_pictures_on_a_page_differ(draw):
    pictures = [draw(kind, lang=lang) for kind in KINDS for lang in ("vi", "en")]
    named = [re.findall(r'\bid="([^"]*)"', picture.svg) for picture in pictures]
    assert all(named)
    together = [name for names in named for name in names]
    assert len(together) == len(set(together))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_tells_the_same_in_words(draw, kind, texts):
    picture = draw(kind)
    root = ET.fromstring(picture.svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == picture.alt
    assert picture.alt.startswith(picture.title)
    assert f"<figcaption>{picture.title}</figcaption>" in picture.html()
    assert draw(kind, lang="en").title != picture.title


@pytest.mark.parametrize("kind", KINDS)
def test_invented_data_are_called_so_in_the_picture(draw, kind, texts):
    columns = {"tornado": "kind", "interval_chart": "interval_basis"}

    def invent(table: pd.DataFrame) -> pd.DataFrame:
        table = table.copy()
        table.loc[0, columns.get(kind, "basis")] = "illustrative"
        return table

    plain, invented = draw(kind), draw(kind, change=invent)
    assert "Số liệu minh họa" not in texts(plain)
    assert texts(invented)[0] == "Số liệu minh họa"
    assert invented.alt.endswith("Số liệu minh họa.")
    assert "Illustrative data" in texts(draw(kind, lang="en", change=invent))


def test_illustrative_price_marks_the_money_only(draw, texts):
    def invent(table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(price_basis="illustrative")

    assert "Số liệu minh họa" in texts(draw("waterfall", change=invent))
    assert "Số liệu minh họa" not in texts(draw("waterfall_children", change=invent))


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_leaves_the_picture(draw, kind, browser):
    """On a telephone 390 pixels wide: nothing wider than the screen, no text cut off."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    try:
        page.set_content(f'<body style="margin:0">{draw(kind).html()}</body>')
        outside = page.evaluate(
            """() => {
                const box = document.querySelector('svg').getBoundingClientRect();
                return [...document.querySelectorAll('[data-text]')].filter(entry => {
                    const b = entry.getBoundingClientRect();
                    return b.left < box.left - 1 || b.right > box.right + 1 ||
                        b.top < box.top - 1 || b.bottom > box.bottom + 1;
                }).map(entry => entry.dataset.text)
            }"""
        )
        assert outside == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    finally:
        page.close()


def test_texts_do_not_cover_each_other(priority, programme, browser):
    """Long names of communes and districts are broken, not printed over the next column."""
    priority["commune"] = "Thị trấn Tháp Chàm Đông Nam Phan Rang"
    priority["district"] = "Thành phố Phan Rang - Tháp Chàm và vùng phụ cận phía Đông"
    page = browser.new_page(viewport={"width": 390, "height": 800})
    try:
        page.set_content(ranking(priority, programme, lang="vi").html())
        covered = page.evaluate(
            """() => {
                const all = [...document.querySelectorAll('[data-text]')];
                const boxes = all.map(entry => entry.getBoundingClientRect());
                const found = [];
                for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
                    const [a, b] = [boxes[i], boxes[j]];
                    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (wide > 1 && high > 3) found.push(
                        all[i].dataset.text + ' | ' + all[j].dataset.text);
                }
                return found
            }"""
        )
        assert covered == []
    finally:
        page.close()


def test_names_with_signs_of_markup_are_only_names(priority, programme, texts):
    priority.loc[0, "commune"] = 'Xã <b>"$x_1$" & -- Co'
    picture = ranking(priority, programme, lang="vi")
    assert "<b>" not in picture.html()
    assert any('<b>"$x_1$" &' in line for line in texts(picture))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_small(draw, kind):
    assert len(draw(kind).svg.encode()) <= 60_000


def test_a_long_ranking_is_small(priority, programme):
    rows = pd.concat([priority[:3]] * 5, ignore_index=True)
    rows["rank"] = pd.array(range(1, 16), dtype="Int64")
    rows["rank_low"], rows["rank_high"] = rows["rank"], rows["rank"] + 8
    rows["commune_code"] = [f"{code:05d}" for code in range(15)]
    rows["district"] = "Thành phố Phan Rang - Tháp Chàm"
    assert len(ranking(rows, programme, lang="vi").svg.encode()) <= 60_000


def test_picture_escapes_its_title():
    assert "<figcaption>a &lt; b</figcaption>" in Picture(svg="", alt="", title="a < b").html()


def test_steps_of_an_outline_lead_to_the_same_places():
    # Places ÷ 10: (0, 0) (10, 0) (10, 21) (0, 0), then a curve from (5, 5) over (8, 9) to (4, 2).
    path = "M 0 0 \nL 100 0 \nL 104 206 \nz \nM 50 50 \nQ 80 90 40 20 \n"
    assert short_outline(path, divisor=10) == "m0 0l10 0l0 21zm5 5q3 4-1-3"
