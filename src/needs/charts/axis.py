"""A measuring line: from figures to centimetres, with round figures written below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from needs.charts.drawing import LEFT, RIGHT, SMALL, Drawing
from needs.charts.looks import BAND_INK, GRID_INK, QUIET_INK
from needs.maps.typesetting import line_height, text_width
from needs.wording import say

INTERVAL_HEIGHT = 0.34
_ROUND_STEPS = [1, 2, 2.5, 5, 10]


@dataclass(frozen=True)
class Axis:
    """Where figures stand between two edges (centimetres)."""

    low: float
    high: float
    left: float = LEFT
    right: float = RIGHT

    def at(self, value: float) -> float:
        """Return the place of a figure."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def span(self, low: float, high: float) -> float:
        """Return the distance between two figures."""
        return self.at(high) - self.at(low)

    def ticks(self) -> list[float]:
        """Return three to six round figures within the ends."""
        found = MaxNLocator(nbins=4, steps=_ROUND_STEPS).tick_values(self.low, self.high)
        slack = 1e-9 * (self.high - self.low)
        return [float(value) for value in found if self.low - slack <= value <= self.high + slack]


def axis_over(
    values: Iterable[float], *, from_zero: bool = True, left: float = LEFT, right: float = RIGHT
) -> Axis:
    """Return an axis that holds all figures; of some width even where they agree."""
    known = list(values)
    low = 0.0 if from_zero else min(known, default=0.0)
    high = max(known, default=0.0)
    if high <= low:
        high = low + max(1.0, abs(low) * 0.01)
    room = 0.0 if from_zero else (high - low) * 0.04
    return Axis(low - room, high + room, left, right)


def draw_axis(drawing: Drawing, axis: Axis, *, top: float, words: Callable[[float], str]) -> None:
    """Draw thin lines at round figures from `top` down to here, write the figures, move on."""
    bottom = drawing.top
    written_to = 0.0
    for value in axis.ticks():
        x = axis.at(value)
        drawing.line(x, top, x, bottom, width=0.6, colour=GRID_INK, above=0)
        label = words(value)
        width = text_width(label, size=SMALL)
        start = min(max(x - width / 2, LEFT), RIGHT - width)
        if start >= written_to:
            middle = bottom + line_height(SMALL) / 2
            drawing.text(label, start, middle, size=SMALL, colour=QUIET_INK)
            written_to = start + width + 0.2
    drawing.top = bottom + line_height(SMALL) + 0.1


def same_measure(*, lang: str) -> str:
    """Say that the figures of every district are drawn on one and the same measure."""
    return say("Cùng thước đo cho mọi huyện trong tỉnh.", lang=lang)


def draw_interval(
    drawing: Drawing, axis: Axis, middle: float, ends: tuple[float, float], *, part: str
) -> None:
    """Draw a thick line from end to end, closed by strokes, and a dot in the middle."""
    y = drawing.top + INTERVAL_HEIGHT / 2
    low, high = (axis.at(end) for end in ends)
    drawing.line(low, y, high, y, width=4, colour=BAND_INK, part=f"interval {part}", above=3)
    for x in (low, high):
        drawing.line(x, y - 0.12, x, y + 0.12, width=1, above=3)
    drawing.dot(axis.at(middle), y, part=f"middle {part}")
