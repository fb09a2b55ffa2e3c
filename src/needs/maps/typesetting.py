"""Measuring and breaking lines of text on paper, in centimetres."""

from __future__ import annotations

from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

# Bundled with matplotlib and complete for Vietnamese: the same picture on every computer.
FONT = "DejaVu Sans"
CM_PER_POINT = 2.54 / 72


@cache
def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Return the width of one line of text, centimetres.

    Parameters
    ----------
    text
        One line.
    size
        Type size, points.
    bold
        Bold type.
    """
    if not text.strip():
        return 0.0
    font = FontProperties(family=FONT, weight="bold" if bold else "normal")
    # A dollar sign in a name is a dollar sign, not mathematics.
    path = TextPath((0, 0), text.replace("$", "S"), size=size, prop=font)
    # Glyphs are rendered on whole pixels: allow 2 % for their rounding.
    return float(path.get_extents().x1) * CM_PER_POINT * 1.02


def broken_lines(text: str, *, width: float, size: float, bold: bool = False) -> list[str]:
    """Return the text in lines that are not wider than `width` centimetres.

    A single word that is wider stands alone on its line.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def line_height(size: float) -> float:
    """Return the distance from one line to the next, centimetres."""
    return size * CM_PER_POINT * 1.25
