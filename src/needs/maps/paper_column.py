"""The column beside the printed map: legend, notes, locator, scale bar and north arrow.

Everything here is in centimetres, from the top down, so that nothing can overlap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Patch, Polygon, Rectangle

from needs.maps.appearance import INK, Appearance
from needs.maps.legend import LegendGroup, LegendRow
from needs.maps.scale import round_count
from needs.maps.typesetting import broken_lines, line_height, text_width
from needs.wording import number, say

LARGEST_RADIUS = 0.27
# Points as printed: `needs.maps.paper` draws a map as large as it stands on A4.
TEXT_SIZE = 8.0
HEADING_SIZE = 8.0
KM_PER_DEGREE = 111.32
SCALE_BLOCK_HEIGHT = 0.95

_SWATCH_MIDDLE = LARGEST_RADIUS + 0.02
_TEXT_LEFT = 2 * LARGEST_RADIUS + 0.2
_ROW_GAP = 0.06
_GROUP_GAP = 0.2
# Hatching is drawn on white: a grey copy shows lines, not one grey more.
_HATCH_GROUND, _HATCH = "#ffffff", "////"
_DASHES, _DOTS = (0, (2.2, 1.4)), (0, (1.0, 2.2))


@dataclass(frozen=True)
class Block:
    """A piece of the column: its height, and how to draw it with its top at `y`."""

    height: float
    draw: Callable[[Axes, float], None]


def paper_look(look: Appearance) -> dict[str, Any]:
    """Return an appearance in matplotlib's words."""
    broken = _DOTS if look.dotted else _DASHES
    return {
        "facecolor": _HATCH_GROUND if look.hatched else look.fill,
        "edgecolor": look.outline,
        "linewidth": look.width * 0.75,
        "linestyle": broken if look.dashed or look.dotted else "solid",
        "hatch": _HATCH if look.hatched else None,
    }


def group_blocks(group: LegendGroup, *, width: float) -> list[Block]:
    """Return a heading of the legend with its rows."""
    return [
        _text_block(group.heading, width=width, size=HEADING_SIZE, bold=True),
        *(_row_block(rows, width=width) for rows in _lines_of(group.rows, width=width)),
        _space(_GROUP_GAP),
    ]


def total_height(blocks: Sequence[Block]) -> float:
    """Return the height of blocks that stand one under the other."""
    return sum(block.height for block in blocks)


def draw_blocks(column: Axes, blocks: Sequence[Block]) -> None:
    """Draw blocks from the top of the column down."""
    y = 0.0
    for block in blocks:
        block.draw(column, y)
        y += block.height


def scale_block(km_per_cm: float, *, width: float, lang: str) -> Block:
    """Return the scale bar, of a round length, with the north arrow at the column's right."""
    length_km = round_length(km_per_cm * width * 0.55)
    length = length_km / km_per_cm

    def draw(axes: Axes, y: float) -> None:
        bar = y + 0.62
        for start, fill in ((0.0, INK), (0.5, "#ffffff")):
            axes.add_patch(
                Rectangle(
                    (start * length, bar),
                    length / 2,
                    0.1,
                    facecolor=fill,
                    edgecolor=INK,
                    linewidth=0.7,
                )
            )
        decimals = 0 if length_km >= 1 else 1
        text = f"{number(length_km, lang=lang, decimals=decimals)} km"
        _write(axes, 0.0, bar - 0.12, "0", va="baseline")
        _write(axes, length, bar - 0.12, text, va="baseline", ha="center")
        middle = width - 0.35
        axes.add_patch(
            Polygon(
                [
                    (middle, y + 0.3),
                    (middle + 0.17, y + 0.85),
                    (middle, y + 0.72),
                    (middle - 0.17, y + 0.85),
                ],
                closed=True,
                facecolor=INK,
                edgecolor="none",
            )
        )
        _write(axes, middle, y + 0.24, say("B", lang=lang), ha="center", va="baseline", bold=True)

    return Block(SCALE_BLOCK_HEIGHT, draw)


def round_length(longest: float) -> float:
    """Return the largest round length (1, 2, 5, 10 …, or 0.1, 0.2, 0.5 km) not above one."""
    return round_count(longest) if longest >= 1 else max(round_count(longest * 10), 1) / 10


def caption_block(text: str, *, width: float) -> Block:
    """Return a small heading."""
    return _text_block(text, width=width, size=TEXT_SIZE)


def _space(height: float) -> Block:
    return Block(height, lambda *_: None)


def _text_block(text: str, *, width: float, size: float, bold: bool = False) -> Block:
    lines = broken_lines(text, width=width, size=size, bold=bold)
    step = line_height(size)

    def draw(axes: Axes, y: float) -> None:
        for place, line in enumerate(lines):
            _write(axes, 0.0, y + (place + 0.5) * step, line, size=size, bold=bold)

    return Block(len(lines) * step + 0.1, draw)


def _lines_of(rows: Sequence[LegendRow], *, width: float) -> list[list[LegendRow]]:
    """Return the rows of a group line by line: circles that tell sizes stand side by side."""
    if len({row.radius for row in rows}) < len(rows):
        return [[row] for row in rows]
    lines: list[list[LegendRow]] = []
    for row in rows:
        if lines and sum(_row_width(one) for one in (*lines[-1], row)) <= width:
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _row_width(row: LegendRow) -> float:
    return _text_left(row) + text_width(row.text, size=TEXT_SIZE) + 0.14


def _text_left(row: LegendRow) -> float:
    return _TEXT_LEFT if row.radius is None else 2 * row.radius * LARGEST_RADIUS + 0.1


def _row_block(rows: Sequence[LegendRow], *, width: float) -> Block:
    """Return one line of the legend: a row, or several circles side by side."""
    if len(rows) > 1:
        return _circles_block(rows)
    row = rows[0]
    lines = broken_lines(row.text, width=width - _TEXT_LEFT, size=TEXT_SIZE)
    step = line_height(TEXT_SIZE)
    swatch = 0.34 if row.radius is None else 2 * row.radius * LARGEST_RADIUS
    height = max(len(lines) * step, swatch) + _ROW_GAP

    def draw(axes: Axes, y: float) -> None:
        middle = y + height / 2
        axes.add_patch(_swatch(row, _SWATCH_MIDDLE, middle))
        for place, line in enumerate(lines):
            offset = (place - (len(lines) - 1) / 2) * step
            _write(axes, _TEXT_LEFT, middle + offset, line)

    return Block(height, draw)


def _circles_block(rows: Sequence[LegendRow]) -> Block:
    height = max(line_height(TEXT_SIZE), 2 * LARGEST_RADIUS) + _ROW_GAP

    def draw(axes: Axes, y: float) -> None:
        left, middle = 0.0, y + height / 2
        for row in rows:
            axes.add_patch(_swatch(row, left + (row.radius or 0.0) * LARGEST_RADIUS + 0.02, middle))
            _write(axes, left + _text_left(row), middle, row.text)
            left += _row_width(row)

    return Block(height, draw)


def _swatch(row: LegendRow, x: float, middle: float) -> Patch:
    look = paper_look(row.look) | {"alpha": row.look.opacity}
    if row.radius is None:
        return Rectangle((x - 0.27, middle - 0.15), 0.54, 0.3, **look)
    return Circle((x, middle), row.radius * LARGEST_RADIUS, **look)


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = TEXT_SIZE,
    bold: bool = False,
    ha: str = "left",
    va: str = "center_baseline",
) -> None:
    weight = "bold" if bold else "normal"
    axes.text(
        x, y, text, fontsize=size, weight=weight, ha=ha, va=va, color="#222222", parse_math=False
    )


def km_per_degree_east(latitude: float) -> float:
    """Return the length of one degree of longitude, kilometres."""
    return KM_PER_DEGREE * math.cos(math.radians(latitude))
