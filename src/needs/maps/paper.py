"""The map for paper: a PNG as wide as the text of an A4 page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import matplotlib.style
import pandas as pd
from matplotlib.axes import Axes

from needs.maps.joining import JoinedBoundaries
from needs.maps.layers import Layer
from needs.maps.legend import Legend, alternative_text, make_legend
from needs.maps.paper_column import (
    SCALE_BLOCK_HEIGHT,
    Block,
    caption_block,
    draw_blocks,
    group_blocks,
    note_blocks,
    scale_block,
    total_height,
)
from needs.maps.paper_ground import (
    Ground,
    draw_ground,
    draw_locator,
    fit_ground,
    ground_shape,
)
from needs.maps.scale import MapScale
from needs.maps.sheet import Sheet, inset
from needs.maps.typesetting import FONT, broken_lines, line_height
from needs.maps.view import View, make_view
from needs.wording import say

WIDTH = 16.5
EDGE = 0.15
INNER = WIDTH - 2 * EDGE
GAP = 0.35
COLUMN = 4.2
# Ground flatter than this takes the sheet's whole width and has its legend below.
FLAT_GROUND = 0.72
TALLEST_MAP = 12.5
# Symbols at the edge need room for themselves, their names and some neighbours.
MARGIN = 0.5
SYMBOL_MARGIN = 0.9
TALLEST_LOCATOR = 2.6
TITLE_SIZE = 11.5
FOOT_SIZE = 7.0
PAPER = "#fbfaf8"


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
    return paper_map(Layer("", view, alternative_text(view), make_legend(view)))


def paper_map(layer: Layer) -> StaticMap:
    """Return a map as a picture, 16.5 cm wide."""
    # A user's own matplotlib settings must not change the picture.
    own = {"font.family": FONT, "hatch.linewidth": 0.5, "text.hinting": "none"}
    with matplotlib.style.context(["default", own]):
        png = _drawn(layer.view, layer.legend)
    return StaticMap(png=png, alt=layer.alt, not_drawn=layer.view.not_drawn)


@dataclass(frozen=True)
class Part:
    """Blocks one under the other, placed from the map's upper left corner (centimetres)."""

    left: float
    top: float
    width: float
    blocks: list[Block]


def _drawn(view: View, legend: Legend) -> bytes:
    title = broken_lines(view.title, width=INNER, size=TITLE_SIZE, bold=True)
    foot = [
        line
        for text in (view.source_line, view.not_drawn_line)
        for line in broken_lines(text, width=INNER, size=FOOT_SIZE)
    ]
    flat = ground_shape(view.bounds) < FLAT_GROUND
    ground, parts = _legend_below(view, legend) if flat else _legend_beside(view, legend)

    top = EDGE + len(title) * line_height(TITLE_SIZE) + 0.15
    ends = [ground.height, *(part.top + total_height(part.blocks) for part in parts)]
    under = top + max(ends) + 0.12
    sheet = Sheet(WIDTH, under + len(foot) * line_height(FOOT_SIZE) + EDGE)
    sheet.write(title, left=EDGE, top=EDGE, size=TITLE_SIZE, bold=True)
    sheet.write(foot, left=EDGE, top=under, size=FOOT_SIZE, colour="#555555")

    axes = sheet.axes(EDGE, top, ground.width, ground.height)
    axes.set_facecolor(PAPER)
    for side in axes.spines.values():
        side.set(edgecolor="#8a8a8a", linewidth=0.6)
    draw_ground(axes, view, ground)
    for part in parts:
        height = total_height(part.blocks)
        column = sheet.column(EDGE + part.left, top + part.top, width=part.width, height=height)
        draw_blocks(column, part.blocks)
    return sheet.png()


def _legend_beside(view: View, legend: Legend) -> tuple[Ground, list[Part]]:
    upper = [block for group in legend.groups for block in group_blocks(group, width=COLUMN)]
    upper += note_blocks(legend.notes, width=COLUMN)
    lower = _locator_blocks(view, width=COLUMN)
    shortest = total_height(upper) + GAP + total_height(lower) + SCALE_BLOCK_HEIGHT
    width = INNER - GAP - COLUMN
    ground = _ground(view, width=width, shortest=shortest)
    lower.append(scale_block(ground.km_per_cm, width=COLUMN, lang=view.lang))
    left = width + GAP
    lower_top = ground.height - total_height(lower)
    return ground, [Part(left, 0.0, COLUMN, upper), Part(left, lower_top, COLUMN, lower)]


def _legend_below(view: View, legend: Legend) -> tuple[Ground, list[Part]]:
    ground = _ground(view, width=INNER, shortest=0.0)
    width = (INNER - 2 * GAP) / 3
    columns = [group_blocks(group, width=width) for group in legend.groups]
    columns.append(
        [
            *note_blocks(legend.notes, width=width),
            *_locator_blocks(view, width=width),
            scale_block(ground.km_per_cm, width=width, lang=view.lang),
        ]
    )
    return ground, [
        Part(place * (width + GAP), ground.height + GAP, width, blocks)
        for place, blocks in enumerate(columns)
    ]


def _ground(view: View, *, width: float, shortest: float) -> Ground:
    margin = MARGIN if view.with_areas else SYMBOL_MARGIN
    wanted = (width - 2 * margin) * ground_shape(view.bounds) + 2 * margin
    height = max(shortest, min(TALLEST_MAP, wanted))
    return fit_ground(view.bounds, width=width, height=height, margin=margin)


def _locator_blocks(view: View, *, width: float) -> list[Block]:
    """Return the small map of the province; a map of the province needs none."""
    if view.district is None:
        return []
    height = min(TALLEST_LOCATOR, width * ground_shape(view.province_bounds))
    ground = fit_ground(view.province_bounds, width=width, height=height, margin=0.2)

    def draw(column: Axes, y: float) -> None:
        draw_locator(inset(column, y, width=width, height=height), view, ground)

    return [
        caption_block(say("Vị trí trong tỉnh", lang=view.lang), width=width),
        Block(height, draw),
    ]
