"""A drawing that grows downwards, in centimetres from its upper left corner.

Ten centimetres wide: that is a telephone's screen. Wide screens and paper show it larger.
"""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from itertools import pairwise
from typing import Any

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from needs.charts.looks import INK, QUIET_INK, WARN_INK, Look
from needs.charts.picture import Picture
from needs.charts.svg import PART, page_svg
from needs.maps.sheet import Sheet
from needs.maps.typesetting import FONT, broken_lines, line_height, text_width
from needs.wording import say

WIDTH = 10.0
EDGE = 0.1
LEFT, RIGHT = EDGE, WIDTH - EDGE
INNER = RIGHT - LEFT
SIZE = 8.0
SMALL = 7.2
WIDEST_CM = 11.0


class Drawing:
    """What is drawn so far; `top` is where the next row begins.

    Parameters
    ----------
    lang
        "vi" or "en".
    illustrative
        Whether invented figures are in the picture: it then says so above all else.
    """

    def __init__(self, *, lang: str, illustrative: bool) -> None:
        self.lang = lang
        self.illustrative = illustrative
        self.top = EDGE
        self._marks: list[Callable[[Axes], object]] = []
        if illustrative:
            self._illustrative_mark()

    def text(
        self,
        words: str,
        x: float,
        y: float,
        *,
        size: float = SIZE,
        colour: str = INK,
        align: str = "left",
    ) -> None:
        """Write one line whose middle is at height `y`."""
        self._marks.append(
            lambda axes: axes.text(
                x,
                y,
                words,
                fontsize=size,
                color=colour,
                ha=align,
                va="center_baseline",
                parse_math=False,
            )
        )

    def paragraph(self, words: str, *, size: float = SMALL, colour: str = QUIET_INK) -> None:
        """Write text over the whole width, and move on below it."""
        for line in broken_lines(words, width=INNER, size=size):
            self.text(line, LEFT, self.top + line_height(size) / 2, size=size, colour=colour)
            self.top += line_height(size)

    def heading(self, words: str) -> None:
        """Write what the rows below show, and move on."""
        self.paragraph(words, size=SIZE, colour=INK)
        self.line(LEFT, self.top + 0.05, RIGHT, self.top + 0.05, width=0.6)
        self.top += 0.18

    def named(self, name: str, figures: str, *, colour: str = INK) -> None:
        """Write a row's name and, to the right, its figures; a long name takes several lines."""
        room = INNER - text_width(figures, size=SIZE) - 0.3
        step = line_height(SIZE)
        beside = room >= INNER * 0.4
        for line in broken_lines(name, width=room if beside else INNER, size=SIZE):
            self.text(line, LEFT, self.top + step / 2)
            self.top += step
        if not beside:
            self.top += step
        self.text(figures, RIGHT, self.top - step / 2, colour=colour, align="right")
        self.top += 0.06

    def bar(
        self, x: float, y: float, width: float, height: float, *, look: Look, part: str
    ) -> None:
        """Draw a bar from its upper left corner; nothing where it has no width."""
        if width > 0:
            self._marks.append(
                lambda axes: axes.add_patch(
                    Rectangle(
                        (x, y),
                        width,
                        height,
                        facecolor=look.fill,
                        edgecolor=look.outline,
                        hatch=look.hatch,
                        linewidth=0.7,
                        zorder=2,
                        gid=PART + part,
                        clip_on=False,
                    )
                )
            )

    def line(  # noqa: PLR0913
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        width: float = 0.8,
        colour: str = INK,
        dashed: bool = False,
        part: str = "",
        above: float = 1.0,
    ) -> None:
        """Draw a straight line."""
        options: dict[str, Any] = {"gid": PART + part} if part else {}
        if dashed:
            options["dashes"] = (2, 2)
        self._marks.append(
            lambda axes: axes.add_line(
                Line2D(
                    [x, to_x],
                    [y, to_y],
                    linewidth=width,
                    color=colour,
                    zorder=above,
                    solid_capstyle="butt",
                    clip_on=False,
                    **options,
                )
            )
        )

    def band(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        thick: float,
        *,
        look: Look,
        part: str,
    ) -> None:
        """Draw a band between two upper corners, level at both ends and as thick at each."""
        (x, y), (to_x, to_y) = start, end
        middle = (x + to_x) / 2
        ends = [
            (x, y),
            *((middle, y), (middle, to_y), (to_x, to_y)),
            (to_x, to_y + thick),
            *((middle, to_y + thick), (middle, y + thick), (x, y + thick)),
            (x, y),
        ]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        self._marks.append(
            lambda axes: axes.add_patch(
                PathPatch(
                    Path(ends, codes),
                    facecolor=look.fill,
                    edgecolor=look.outline,
                    hatch=look.hatch,
                    linewidth=0.4,
                    zorder=2,
                    gid=PART + part,
                    clip_on=False,
                )
            )
        )

    def dot(self, x: float, y: float, *, part: str) -> None:
        """Draw a dot."""
        self._marks.append(
            lambda axes: axes.add_line(
                Line2D(
                    [x],
                    [y],
                    marker="o",
                    markersize=5.5,
                    linestyle="none",
                    markerfacecolor=INK,
                    markeredgecolor="white",
                    markeredgewidth=0.8,
                    zorder=5,
                    clip_on=False,
                    gid=PART + part,
                )
            )
        )

    def picture(self, *, title: str, alt: list[str]) -> Picture:
        """Return the finished picture; `alt` are sentences."""
        sentences = [title.rstrip(".") + ".", *alt]
        if self.illustrative:
            sentences.append(say("số liệu minh họa", lang=self.lang).capitalize() + ".")
        words = " ".join(sentences)
        # A user's own matplotlib settings must not change the picture.
        own = {
            "font.family": FONT,
            "hatch.linewidth": 0.7,
            "svg.fonttype": "path",
            "svg.hashsalt": "needs",
            "text.hinting": "none",
        }
        drawn = StringIO()
        with matplotlib.style.context(["default", own]):
            sheet = Sheet(WIDTH, self.top + EDGE)
            axes = sheet.column(0, 0, width=WIDTH, height=sheet.height)
            for mark in self._marks:
                mark(axes)
            nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
            sheet.figure.savefig(drawn, format="svg", metadata=nothing)
        return Picture(
            svg=page_svg(drawn.getvalue(), alt=words, widest_cm=WIDEST_CM), alt=words, title=title
        )

    def _illustrative_mark(self) -> None:
        words = say("số liệu minh họa", lang=self.lang).capitalize()
        height = line_height(SIZE) + 0.1
        width = text_width(words, size=SIZE) + 0.3
        corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
        for (x, y), (to_x, to_y) in pairwise(corners):
            self.line(
                LEFT + x,
                self.top + y,
                LEFT + to_x,
                self.top + to_y,
                colour=WARN_INK,
                dashed=True,
            )
        self.text(words, LEFT + 0.15, self.top + height / 2, colour=WARN_INK)
        self.top += height + 0.15
