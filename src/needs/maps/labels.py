"""Where to write names so that they can be read: beside their symbols, not on each other.

Every name tries places around its symbol, near ones first, and takes the cheapest; the names
take turns until none can do better. No chance is involved: the same names in the same order
always land in the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_ROUNDS = 30
_ON_NAME, _ON_SYMBOL, _OUTSIDE, _FAR = 12.0, 5.0, 40.0, 0.35
_CROSSING, _MISTAKEN = 2.0, 0.6
# A name farther from its symbol than this share of its height is led there by a line.
_LEADER = 0.75
_SAME = 1e-9
# Sides in the order in which map makers prefer them: right, left, below, above, corners.
_SIDES = (0, 180, 270, 90, 315, 45, 225, 135, 337, 23, 203, 157)


# Steps aside that keep a name at its place: half its width, once its height.
_NUDGES = tuple(
    (across / 2, up / 2) for across in (-2, -1, 0, 1, 2) for up in (-2, -1, 0, 1, 2) if across or up
)
_NUDGE = 0.3


@dataclass(frozen=True)
class Box:
    """A rectangle with sides along the axes."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: Box) -> float:
        """Return the area that two boxes share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(0.0, width) * max(0.0, height)

    @property
    def area(self) -> float:
        """Width times height."""
        return (self.right - self.left) * (self.top - self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True)
class Name:
    """A name to place: size of its text, and the symbol it belongs to (0 if it has none)."""

    width: float
    height: float
    x: float
    y: float
    radius: float

    @property
    def symbol(self) -> Box:
        """The square around the symbol."""
        return Box(
            self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius
        )


def place_names(names: Sequence[Name], *, frame: Box, obstacles: Sequence[Box] = ()) -> list[Box]:
    """Return the box in which each name is best written.

    Parameters
    ----------
    names
        In any length unit; the same for all.
    frame
        Names should stay inside.
    obstacles
        Further things that names should not cover.
    """
    blocked = [name.symbol for name in names if name.radius] + list(obstacles)
    options = [_priced(name, frame, blocked) for name in names]
    chosen = [min(places, key=lambda place: place[1])[0] for places in options]
    for _ in range(MOST_ROUNDS):
        moved = False
        for turn, places in enumerate(options):
            others = chosen[:turn] + chosen[turn + 1 :]
            unit = names[turn].height ** 2
            costs = [
                fixed + _ON_NAME * sum(box.overlap(other) for other in others) / unit
                for box, fixed in places
            ]
            current = next(k for k, (box, _) in enumerate(places) if box == chosen[turn])
            best = min(range(len(costs)), key=costs.__getitem__)
            if costs[best] < costs[current]:
                chosen[turn], moved = places[best][0], True
        if not moved:
            break
    return chosen


def _priced(name: Name, frame: Box, blocked: Sequence[Box]) -> list[tuple[Box, float]]:
    """Return the places of a name with what each costs whatever the other names do."""
    places = list(_places(name))
    costs = _fixed_costs([box for box, _ in places], name, frame, blocked)
    return [(box, far + cost) for (box, far), cost in zip(places, costs, strict=True)]


def _places(name: Name) -> Iterator[tuple[Box, float]]:
    """Yield boxes around the symbol with what their distance and side cost."""
    if not name.radius:
        # Without a symbol the place itself is best, then a little beside it.
        yield _box(name, 0.0, 0.0), 0.0
        for across, up in _NUDGES:
            cost = _NUDGE * math.hypot(across, up)
            yield _box(name, across * name.width / 2, up * name.height), cost
    for ring in range(5):
        reach = name.radius + name.height * (0.18 + 0.75 * ring)
        for rank, side in enumerate(_SIDES):
            across, up = math.cos(math.radians(side)), math.sin(math.radians(side))
            # The box touches the ring with the side or corner that faces the symbol.
            shift_x = across * reach + _sign(across) * name.width / 2
            shift_y = up * reach + _sign(up) * name.height / 2
            away = ring if name.radius else ring + 2
            yield _box(name, shift_x, shift_y), _FAR * away * 2 + 0.04 * rank + 0.01


def _sign(part: float) -> float:
    return 0.0 if abs(part) < 0.2 else math.copysign(1.0, part)


def _box(name: Name, shift_x: float, shift_y: float) -> Box:
    x, y = name.x + shift_x, name.y + shift_y
    half_width, half_height = name.width / 2, name.height / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def _fixed_costs(
    boxes: Sequence[Box], name: Name, frame: Box, blocked: Sequence[Box]
) -> list[float]:
    unit = name.height**2
    outside = np.array([box.area - box.overlap(frame) for box in boxes])
    cost = _OUTSIDE * outside / unit
    if blocked:
        # The name of a district may lie on symbols rather than leave its district.
        weight = _ON_SYMBOL if name.radius else _ON_SYMBOL / 3
        cost += weight * _overlaps(boxes, blocked).sum(axis=1) / unit
        # A leader through the symbol of a neighbour would seem to lead there.
        cost += _CROSSING * _crossings(boxes, name, blocked).sum(axis=1)
    if blocked and name.radius:
        # Nearer to another symbol than to its own, a name would be read as the other's.
        own = _gaps(boxes, [name.symbol])
        cost += _MISTAKEN * (_gaps(boxes, blocked) < own).sum(axis=1)
    return [float(one) for one in cost]


def nearest(box: Box, name: Name) -> tuple[float, float]:
    """Return the point of a box that is nearest to the name's place: its leader begins there."""
    return min(max(name.x, box.left), box.right), min(max(name.y, box.bottom), box.top)


def needs_leader(box: Box, name: Name) -> bool:
    """Tell whether a name stands so far from its place that a line has to lead there."""
    x, y = nearest(box, name)
    return math.hypot(x - name.x, y - name.y) > name.radius + _LEADER * name.height


def crosses(box: Box, name: Name, other: Box) -> bool:
    """Tell whether the leader of a name leads over another symbol."""
    return bool(_crossings([box], name, [other])[0, 0])


_Numbers = NDArray[np.float64]


def _sides(boxes: Sequence[Box]) -> _Numbers:
    """Return left, bottom, right and top: one row for each side."""
    return np.array([(box.left, box.bottom, box.right, box.top) for box in boxes]).T


def _overlaps(boxes: Sequence[Box], others: Sequence[Box]) -> _Numbers:
    """Return the area that each box shares with each other."""
    left, bottom, right, top = _sides(boxes)[:, :, None]
    other_left, other_bottom, other_right, other_top = _sides(others)[:, None, :]
    width = np.minimum(right, other_right) - np.maximum(left, other_left)
    height = np.minimum(top, other_top) - np.maximum(bottom, other_bottom)
    shared: _Numbers = width.clip(0) * height.clip(0)
    return shared


def _gaps(boxes: Sequence[Box], others: Sequence[Box]) -> _Numbers:
    """Return how far each box stands from each other; 0 where they touch."""
    left, bottom, right, top = _sides(boxes)[:, :, None]
    other_left, other_bottom, other_right, other_top = _sides(others)[:, None, :]
    across = np.maximum(left - other_right, other_left - right).clip(0)
    up = np.maximum(bottom - other_top, other_bottom - top).clip(0)
    apart: _Numbers = np.hypot(across, up)
    return apart


def _crossings(boxes: Sequence[Box], name: Name, others: Sequence[Box]) -> NDArray[np.bool_]:
    """Tell for each box whether a leader from it to the name's place leads over each symbol."""
    left, bottom, right, top = _sides(boxes)[:, :, None]
    other_left, other_bottom, other_right, other_top = _sides(others)[:, None, :]
    x, y = np.clip(name.x, left, right), np.clip(name.y, bottom, top)
    other_x, other_y = (other_left + other_right) / 2, (other_bottom + other_top) / 2
    across, up = name.x - x, name.y - y
    length = across**2 + up**2
    along = (other_x - x) * across + (other_y - y) * up
    along = np.divide(along, length, out=np.zeros_like(along), where=length > 0).clip(0, 1)
    apart = np.hypot(x + along * across - other_x, y + along * up - other_y)
    its_own = np.hypot(other_x - name.x, other_y - name.y) < _SAME
    led = np.sqrt(length) > name.radius + _LEADER * name.height
    crossed: NDArray[np.bool_] = led & ~its_own & (apart < (other_right - other_left) / 2)
    return crossed
