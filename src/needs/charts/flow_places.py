"""Where the pieces of a flow stand: columns of equal thickness, and the bands between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GAP = 0.16


@dataclass(frozen=True)
class Piece:
    """A donor, category or district in its column.

    Attributes
    ----------
    key
        What it is.
    top
        Upper edge of its bar (centimetres).
    thick
        Thickness of its bar: its amount.
    label
        Height that its words need.
    """

    key: str
    top: float
    thick: float
    label: float

    @property
    def middle(self) -> float:
        """Height at which its words are centred."""
        return self.top + self.thick / 2


@dataclass(frozen=True)
class Band:
    """What runs from a piece on the left to one on the right, as thick at both ends."""

    start: str
    end: str
    start_top: float
    end_top: float
    thick: float


def column(
    sizes: Mapping[str, tuple[float, float]], *, top: float, height: float
) -> dict[str, Piece]:
    """Stand pieces below each other over a height, none on another's words.

    Parameters
    ----------
    sizes
        Key → (thickness of the bar, height of the words), from above.
    top, height
        Where the column begins, and how long it is; at least `needed(sizes)`.
    """
    spare = (height - needed(sizes)) / max(1, len(sizes))
    pieces, y = {}, top
    for key, (thick, label) in sizes.items():
        room = max(thick, label)
        pieces[key] = Piece(key, y + spare / 2 + (room - thick) / 2, thick, label)
        y += room + GAP + spare
    return pieces


def needed(sizes: Mapping[str, tuple[float, float]]) -> float:
    """Return the least height of a column."""
    return sum(max(size) for size in sizes.values()) + GAP * max(0, len(sizes) - 1)


def bands(
    left: Mapping[str, Piece],
    right: Mapping[str, Piece],
    thick: Mapping[tuple[str, str], float],
) -> list[Band]:
    """Return the bands between two columns, stacked at each piece in the order of the other.

    Parameters
    ----------
    left, right
        The pieces, from above.
    thick
        (left key, right key) → thickness.
    """
    starts = _stacked(left, right, thick)
    ends = _stacked(right, left, {(end, start): value for (start, end), value in thick.items()})
    return [
        Band(start, end, starts[start, end], ends[end, start], thick[start, end])
        for start in left
        for end in right
        if (start, end) in thick
    ]


def _stacked(
    own: Mapping[str, Piece], other: Mapping[str, Piece], thick: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    tops = {}
    for key, piece in own.items():
        y = piece.top
        for far in other:
            if (key, far) in thick:
                tops[key, far] = y
                y += thick[key, far]
    return tops
