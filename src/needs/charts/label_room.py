"""Room for labels beside marks: boxes, and how much of one lies on another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Box = tuple[float, float, float, float]

#: Half the side of the box of a mark, in the units of a drawing.
MARK = 0.17
_STRIDE = 0.08


def around(place: tuple[float, float]) -> Box:
    """Return the box of a mark at a place."""
    x, y = place
    return (x - MARK, y - MARK, x + MARK, y + MARK)


def along(places: Sequence[tuple[float, float]]) -> list[Box]:
    """Return small boxes along a line, so that no label is written across it."""
    boxes = []
    for begin, end in pairwise(places):
        parts = max(1, math.ceil(math.dist(begin, end) / _STRIDE))
        for n in range(parts + 1):
            x, y = (a + (b - a) * n / parts for a, b in zip(begin, end, strict=True))
            boxes.append((x - 0.05, y - 0.05, x + 0.05, y + 0.05))
    return boxes


def shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def outside(box: Box, frame: Box) -> float:
    """Return the area of a box outside its frame."""
    return (box[2] - box[0]) * (box[3] - box[1]) - shared(box, frame)
