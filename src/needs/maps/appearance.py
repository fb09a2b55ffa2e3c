"""How each kind of commune looks; the same on the screen, on paper and in the legend.

Offices print in black and white. The five fills have the hues of ColorBrewer's YlOrBr, each darker
than the one before by the same step of lightness (13 of CIE L*'s 100; the palest as far from the
white of communes without figures): a grey copy and colour-blind readers see the same order. What
is no class is white, and told by its lines: hatched (no figure), plain (outside the programme),
dotted outline (another district).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLASS_FILLS = ("#f0d584", "#e1aa35", "#da7706", "#c14804", "#89360f")
MISSING_FILL = "#c4c4c4"
OUTSIDE_FILL = "#ffffff"
CONTEXT_FILL = "#fcfcfc"
COUNT_INK = "#263238"
INK = "#333333"
FAINT_INK = "#b9b5ad"


@dataclass(frozen=True)
class Appearance:
    """Fill and outline of a symbol or an area.

    Parameters
    ----------
    fill, outline
        Colours (hex).
    width
        Width of the outline, screen pixels.
    opacity
        Opacity of the fill, 0–1.
    hatched
        On paper white with slanting lines: a grey would be read as a class in black and white.
    dashed
        Outline of short dashes: the size of the symbol says nothing.
    dotted
        Outline of fine dots: the commune is of another district.
    """

    fill: str
    outline: str = INK
    width: float = 1.0
    opacity: float = 1.0
    hatched: bool = False
    dashed: bool = False
    dotted: bool = False


MISSING = Appearance(MISSING_FILL, hatched=True)
OUTSIDE = Appearance(OUTSIDE_FILL, outline="#6a6a6a", width=0.9)
CONTEXT = Appearance(CONTEXT_FILL, outline="#6a6a6a", width=0.9, dotted=True)
# White with a dark outline stands out on every fill, light or dark.
COUNT_SYMBOL = Appearance("#ffffff", outline=COUNT_INK, width=1.2)
UNKNOWN_COUNT_SYMBOL = Appearance("#ffffff", outline=COUNT_INK, dashed=True)


def class_appearance(number: int, *, of: int) -> Appearance:
    """Return the look of a class (from 0) of several, spread over the whole range of fills."""
    return spread_appearance(CLASS_FILLS, number, of=of)


def spread_appearance(fills: Sequence[str], number: int, *, of: int) -> Appearance:
    """Return the look of a class (from 0) of several, spread over the fills given."""
    if of == 1:
        return Appearance(fills[len(fills) // 2])
    return Appearance(fills[round(number * (len(fills) - 1) / (of - 1))])
