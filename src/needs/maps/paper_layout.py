"""The sheet of a printed map before it is drawn: what stands where, in centimetres.

A page of the briefing gives a map so much height; a higher picture is shrunk, and its words with
it. So the sheet is laid out for that height: every word stands on paper in the size given here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from matplotlib.axes import Axes

from needs.maps.legend import Legend
from needs.maps.paper_column import (
    SCALE_BLOCK_HEIGHT,
    Block,
    caption_block,
    group_blocks,
    total_height,
)
from needs.maps.paper_ground import draw_locator
from needs.maps.paper_names import WrittenName, hardest_name, key_lines, written_names
from needs.maps.projection import Ground, fit_ground, ground_shape
from needs.maps.sheet import inset
from needs.maps.typesetting import broken_lines, line_height
from needs.maps.view import View
from needs.wording import say

WIDTH = 16.5
# The height that the page leaves to its main map and to a map beside a table (`briefing/page.css`).
TALLEST = 8.2
TALLEST_SMALL = 6.4
# Words that are many (a long list of sources) do not squeeze the map below this.
SHORTEST_GROUND = 3.6
EDGE = 0.1
INNER = WIDTH - 2 * EDGE
GAP = 0.3
COLUMN = 3.7
TITLE_SIZE = 10.5
FOOT_SIZE = 8.0
# Symbols at the edge need room for themselves, their names and some neighbours.
_MARGIN, _SYMBOL_MARGIN = 0.3, 0.6
_TALLEST_LOCATOR, _SHORTEST_LOCATOR = 2.6, 1.1
_UNDER_TITLE, _UNDER_MAP = 0.08, 0.1


@dataclass(frozen=True)
class Layout:
    """A sheet before it is drawn.

    Parameters
    ----------
    title, foot
        Lines above and below the map.
    top
        Upper edge of the map, centimetres from the sheet's.
    ground
        What part of the earth is shown, how large.
    columns
        Blocks of the legend, one list a column, right of the map.
    bar_below
        Whether the scale bar stands right of the lines below the map; else below the legend.
    names
        On the map.
    """

    title: list[str]
    foot: list[str]
    top: float
    ground: Ground
    columns: list[list[Block]]
    bar_below: bool
    names: list[WrittenName]

    @property
    def under(self) -> float:
        """Upper edge of the lines below the map, centimetres from the sheet's."""
        return self.top + self.ground.height + _UNDER_MAP

    @property
    def height(self) -> float:
        """Height of the sheet, centimetres."""
        return self.under + _foot_height(self.foot, bar_below=self.bar_below) + EDGE


def lay_out(view: View, legend: Legend, *, tallest: float) -> Layout:
    """Return the sheet: names that find no room become numbers, which a line below explains.

    Parameters
    ----------
    view, legend
        What is shown.
    tallest
        Height that the page leaves, centimetres. Only words that do not fit make the sheet higher.
    """
    labels = view.labels
    numbered: list[int] = []
    while True:
        key = partial(key_lines, labels, numbered, size=FOOT_SIZE, lang=view.lang)
        plan = _largest(view, legend, key, tallest=tallest)
        names = written_names(view, labels, plan.ground, numbered)
        hardest = hardest_name(view, names, plan.ground, numbered)
        if hardest is None:
            return replace(plan, names=names)
        numbered.append(hardest)


def _largest(
    view: View, legend: Legend, key: Callable[..., list[str]], *, tallest: float
) -> Layout:
    """Return the sheet without names, the map as large as the height leaves.

    The scale bar stands below the legend or, where that leaves more room to the map, right of the
    lines below it.
    """
    plans = []
    for bar_below in (False, True):
        width = INNER - (GAP + COLUMN) * bar_below
        texts = (view.source_line, view.not_drawn_line)
        foot = key(width=width)
        foot += [line for text in texts for line in broken_lines(text, width=width, size=FOOT_SIZE)]
        plans.append(_planned(view, legend, foot, tallest=tallest, bar_below=bar_below))
    fitting = [plan for plan in plans if plan.height <= tallest + 1e-9] or plans
    return min(fitting, key=lambda plan: round(plan.ground.km_per_cm, 6))


def _planned(
    view: View, legend: Legend, foot: list[str], *, tallest: float, bar_below: bool
) -> Layout:
    title = broken_lines(view.title, width=INNER, size=TITLE_SIZE, bold=True)
    top = EDGE + len(title) * line_height(TITLE_SIZE) + _UNDER_TITLE
    under = _UNDER_MAP + _foot_height(foot, bar_below=bar_below) + EDGE
    room = max(SHORTEST_GROUND, tallest - top - under)

    kept = 0.0 if bar_below else SCALE_BLOCK_HEIGHT
    columns = _columns(view, legend, room=room - kept)
    heights = [total_height(blocks) for blocks in columns]
    highest = max(*heights[:-1], heights[-1] + kept, SHORTEST_GROUND)
    width = INNER - len(columns) * (GAP + COLUMN)
    margin = _MARGIN if view.with_areas else _SYMBOL_MARGIN
    wanted = (width - 2 * margin) * ground_shape(view.bounds) + 2 * margin
    height = max(highest, min(room, wanted))
    ground = fit_ground(view.bounds, width=width, height=height, margin=margin)
    return Layout(title, foot, top, ground, columns, bar_below, names=[])


def _foot_height(foot: Sequence[str], *, bar_below: bool) -> float:
    return max(SCALE_BLOCK_HEIGHT * bar_below, len(foot) * line_height(FOOT_SIZE))


def _columns(view: View, legend: Legend, *, room: float) -> list[list[Block]]:
    """Return the legend in one column if it fits, else in two; the locator where room is left."""
    said = view.source_line.casefold()
    notes = [
        caption_block(note, width=COLUMN) for note in legend.notes if note.casefold() not in said
    ]
    groups = [group_blocks(group, width=COLUMN) for group in legend.groups]
    whole = [*(block for group in groups for block in group), *notes]
    locator = _locator_blocks(view, room=room - total_height(whole))
    if total_height(whole) <= room and (locator or view.district is None):
        return [[*whole, *locator]]
    rest = [*(block for group in groups[1:] for block in group), *notes]
    return [groups[0], [*rest, *_locator_blocks(view, room=room - total_height(rest))]]


def _locator_blocks(view: View, *, room: float) -> list[Block]:
    """Return the small map of the province; none for the province itself, or without room."""
    if view.district is None:
        return []
    caption = caption_block(say("Vị trí trong tỉnh", lang=view.lang), width=COLUMN)
    bounds = view.province_bounds
    height = min(_TALLEST_LOCATOR, COLUMN * ground_shape(bounds), room - caption.height)
    if height < _SHORTEST_LOCATOR:
        return []
    ground = fit_ground(bounds, width=COLUMN, height=height, margin=0.1)

    def draw(column: Axes, y: float) -> None:
        draw_locator(inset(column, y, width=COLUMN, height=height), view, ground)

    return [caption, Block(height, draw)]
