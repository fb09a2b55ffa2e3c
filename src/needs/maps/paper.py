"""The map for paper: a PNG as wide as the text of an A4 page, no higher than its place there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import matplotlib.style
import pandas as pd

from needs.maps.appearance import Appearance
from needs.maps.joining import JoinedBoundaries
from needs.maps.layers import Layer
from needs.maps.legend import Legend, LegendRow, alternative_text, make_legend
from needs.maps.paper_column import draw_blocks, scale_block, total_height
from needs.maps.paper_ground import draw_ground
from needs.maps.paper_layout import (
    COLUMN,
    EDGE,
    FOOT_SIZE,
    GAP,
    TALLEST,
    TALLEST_SMALL,
    TITLE_SIZE,
    WIDTH,
    Layout,
    lay_out,
)
from needs.maps.scale import MapScale
from needs.maps.sheet import Sheet
from needs.maps.typesetting import FONT
from needs.maps.view import View, make_view

# Size of a province's symbols and lines, as a share of a district's.
PROVINCE_SHARE = 0.7
PAPER = "#ffffff"


@dataclass(frozen=True)
class StaticMap:
    """A printed map.

    Parameters
    ----------
    png
        The picture.
    alt
        What it tells, in words.
    not_drawn
        Communes of the district that have neither coordinates nor a boundary.
    """

    png: bytes
    alt: str
    not_drawn: list[str]


def static_map(  # noqa: PLR0913
    communes: pd.DataFrame,
    *,
    scale: MapScale,
    title: str,
    source: str,
    count_label: str,
    rate_label: str,
    district: str | None = None,
    boundaries: JoinedBoundaries | None = None,
    tooltips: Mapping[str, str] | None = None,
    illustrative: bool = False,
    lang: str = "vi",
) -> StaticMap:
    """Return the map as a picture, 16.5 cm wide at 180 dots per inch.

    The same inputs as `needs.maps.interactive_map`, and the same errors. The picture shows the
    district with a margin of its neighbours; a small locator shows it in the province. What
    `tooltips` adds can only be pointed at on a screen; its columns are checked all the same.
    """
    view = make_view(
        communes,
        scale=scale,
        title=title,
        source=source,
        count_label=count_label,
        rate_label=rate_label,
        district=district,
        boundaries=boundaries,
        tooltips=tooltips,
        illustrative=illustrative,
        lang=lang,
    )
    layer = Layer("", view, alternative_text(view), make_legend(view))
    return paper_map(layer, tallest=TALLEST)


def paper_map(layer: Layer, *, tallest: float = TALLEST_SMALL) -> StaticMap:
    """Return a map as a picture, 16.5 cm wide.

    Parameters
    ----------
    layer
        What it shows.
    tallest
        Height that its page leaves it, centimetres. Only words that do not fit make it higher.
    """
    # A user's own matplotlib settings must not change the picture.
    own = {"font.family": FONT, "hatch.linewidth": 0.7, "text.hinting": "none"}
    with matplotlib.style.context(["default", own]):
        view, legend = _for_paper(layer)
        png = _drawn(view, lay_out(view, legend, tallest=tallest))
    return StaticMap(png=png, alt=layer.alt, not_drawn=layer.view.not_drawn)


def _for_paper(layer: Layer) -> tuple[View, Legend]:
    """Return view and legend; symbols and lines of a province are finer, or they would hide it."""
    view, legend = layer.view, layer.legend
    if view.district is not None:
        return view, legend
    marks = tuple(
        replace(
            mark,
            radius=PROVINCE_SHARE * mark.radius,
            area_look=None if mark.area_look is None else _finer(mark.area_look),
        )
        for mark in view.marks
    )
    fills, *sizes = legend.groups
    finer = [replace(group, rows=tuple(map(_finer_row, group.rows))) for group in sizes]
    return replace(view, marks=marks), replace(legend, groups=(fills, *finer))


def _finer(look: Appearance) -> Appearance:
    return replace(look, width=PROVINCE_SHARE * look.width)


def _finer_row(row: LegendRow) -> LegendRow:
    if row.radius is None:
        return replace(row, look=_finer(row.look))
    return replace(row, radius=PROVINCE_SHARE * row.radius)


def _drawn(view: View, plan: Layout) -> bytes:
    sheet = Sheet(WIDTH, plan.height)
    sheet.write(plan.title, left=EDGE, top=EDGE, size=TITLE_SIZE, bold=True)
    sheet.write(plan.foot, left=EDGE, top=plan.under, size=FOOT_SIZE, colour="#333333")

    axes = sheet.axes(EDGE, plan.top, plan.ground.width, plan.ground.height)
    axes.set_facecolor(PAPER)
    for side in axes.spines.values():
        side.set(edgecolor="#8a8a8a", linewidth=0.6)
    draw_ground(axes, view, plan.ground, plan.names)
    left = EDGE + plan.ground.width + GAP
    for blocks in plan.columns:
        height = max(total_height(blocks), 0.1)
        draw_blocks(sheet.column(left, plan.top, width=COLUMN, height=height), blocks)
        left += COLUMN + GAP
    bar = scale_block(plan.ground.km_per_cm, width=COLUMN, lang=view.lang)
    bottom = plan.top + plan.ground.height
    bar_top = plan.under if plan.bar_below else bottom - bar.height
    right = WIDTH - EDGE - COLUMN
    draw_blocks(sheet.column(right, bar_top, width=COLUMN, height=bar.height), [bar])
    return sheet.png()
