"""A sheet of paper measured in centimetres from its upper left corner."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from needs.maps.palette_png import palette_png
from needs.maps.typesetting import line_height

DOTS_PER_INCH = 180
_CM_PER_INCH = 2.54


class Sheet:
    """A picture that grows by parts placed in centimetres.

    Parameters
    ----------
    width, height
        Size, centimetres.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.figure = Figure(
            figsize=(width / _CM_PER_INCH, height / _CM_PER_INCH),
            dpi=DOTS_PER_INCH,
            facecolor="white",
        )
        self.canvas = FigureCanvasAgg(self.figure)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return empty axes on a part of the sheet."""
        return self.figure.add_axes(
            (
                left / self.width,
                1 - (top + height) / self.height,
                width / self.width,
                height / self.height,
            )
        )

    def column(self, left: float, top: float, *, width: float, height: float) -> Axes:
        """Return invisible axes whose units are centimetres from their upper left corner."""
        axes = self.axes(left, top, width, height)
        axes.set(xlim=(0, width), ylim=(height, 0), autoscale_on=False)
        axes.set_axis_off()
        return axes

    def write(
        self,
        lines: Sequence[str],
        *,
        left: float,
        top: float,
        size: float,
        bold: bool = False,
        colour: str = "#222222",
    ) -> None:
        """Write lines of text from the top down."""
        for place, line in enumerate(lines):
            self.figure.text(
                left / self.width,
                1 - (top + (place + 0.5) * line_height(size)) / self.height,
                line,
                fontsize=size,
                weight="bold" if bold else "normal",
                color=colour,
                va="center_baseline",
                parse_math=False,
            )

    def png(self) -> bytes:
        """Return the picture without date or program in it: same drawing, same bytes."""
        self.canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(self.canvas.buffer_rgba())  # type: ignore[no-untyped-call]
        return palette_png(pixels, dots_per_inch=DOTS_PER_INCH)


def inset(column: Axes, top: float, *, width: float, height: float) -> Axes:
    """Return empty axes on a part of a column made by `Sheet.column` (centimetres)."""
    corners = column.transData.transform([(0.0, top + height), (width, top)])
    (left, bottom), (right, upper) = column.figure.transFigure.inverted().transform(corners)
    return column.figure.add_axes((left, bottom, right - left, upper - bottom))
