"""How each kind of commune looks; the same on the screen, on paper and in the legend.

The five fills are ColorBrewer's YlOrBr without its near-white first colour (communes outside
the programme are white): safe for colour-blind readers, and each is darker than the one before,
so that a black-and-white copy still reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLASS_FILLS = ("#fee391", "#fec44f", "#f58b20", "#cc4c02", "#7a2a03")
MISSING_FILL = "#c4c4c4"
OUTSIDE_FILL = "#ffffff"
CONTEXT_FILL = "#eceae6"
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
        Hatched on paper, so that grey is not read as a class in black and white.
    dashed
        Outline of short dashes: the size of the symbol says nothing.
    """

    fill: str
    outline: str = INK
    width: float = 1.0
    opacity: float = 1.0
    hatched: bool = False
    dashed: bool = False


MISSING = Appearance(MISSING_FILL, hatched=True)
OUTSIDE = Appearance(OUTSIDE_FILL, outline="#8a8a8a", width=0.7)
CONTEXT = Appearance(CONTEXT_FILL, outline=FAINT_INK, width=0.7)
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
