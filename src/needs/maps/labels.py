"""Where to write names so that they can be read: beside their symbols, not on each other.

Every name tries places around its symbol, near ones first, and takes the cheapest; the names
take turns until none can do better. No chance is involved: the same names in the same order
always land in the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_ROUNDS = 30
_ON_NAME, _ON_SYMBOL, _OUTSIDE, _FAR = 12.0, 5.0, 40.0, 0.35
# Sides in the order in which map makers prefer them: right, left, below, above, corners.
_SIDES = (0, 180, 270, 90, 315, 45, 225, 135, 337, 23, 203, 157)


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
    boxes = [box for box, _ in places]
    around = Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )
    near = [other for other in blocked if around.overlap(other)]
    return [(box, fixed + _fixed_cost(box, name, frame, near)) for box, fixed in places]


def _places(name: Name) -> Iterator[tuple[Box, float]]:
    """Yield boxes around the symbol with what their distance and side cost."""
    if not name.radius:
        yield _box(name, 0.0, 0.0), 0.0
    for ring in range(5):
        reach = name.radius + name.height * (0.18 + 0.75 * ring)
        for rank, side in enumerate(_SIDES):
            across, up = math.cos(math.radians(side)), math.sin(math.radians(side))
            # The box touches the ring with the side or corner that faces the symbol.
            shift_x = across * reach + _sign(across) * name.width / 2
            shift_y = up * reach + _sign(up) * name.height / 2
            yield _box(name, shift_x, shift_y), _FAR * ring * 2 + 0.04 * rank + 0.01


def _sign(part: float) -> float:
    return 0.0 if abs(part) < 0.2 else math.copysign(1.0, part)


def _box(name: Name, shift_x: float, shift_y: float) -> Box:
    x, y = name.x + shift_x, name.y + shift_y
    half_width, half_height = name.width / 2, name.height / 2
    return Box(x - half_width, y - half_height, x + half_width, y + half_height)


def _fixed_cost(box: Box, name: Name, frame: Box, blocked: Sequence[Box]) -> float:
    unit = name.height**2
    outside = box.area - box.overlap(frame)
    covered = sum(box.overlap(other) for other in blocked)
    # The name of a district may lie on symbols rather than leave its district.
    weight = _ON_SYMBOL if name.radius else _ON_SYMBOL / 8
    return (_OUTSIDE * outside + weight * covered) / unit
