"""Names on the printed map: whole, none on another, as large as the rest of the page.

Where a name finds no room, a number stands in its place and a line below the map says whose it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from needs.maps.appearance import INK
from needs.maps.labels import Box, Name, crosses, nearest, needs_leader, place_names
from needs.maps.paper_column import LARGEST_RADIUS
from needs.maps.projection import Ground
from needs.maps.typesetting import line_height, text_width
from needs.maps.view import Label, View
from needs.wording import collation_key, say

# Points as printed.
NAME_SIZE = 8.0
DISTRICT_NAME_SIZE = 8.4
EDGE = 0.08
_TOUCHING = 1e-6


@dataclass(frozen=True)
class WrittenName:
    """A name on the paper.

    Parameters
    ----------
    text
        The name, or the number that stands for it.
    box
        Where it is written, centimetres from the lower left corner of the ground.
    name
        Its size, and the place that it belongs to.
    """

    text: str
    box: Box
    name: Name

    @property
    def near(self) -> tuple[float, float]:
        """The point of the box that is nearest to the place."""
        return nearest(self.box, self.name)

    @property
    def has_leader(self) -> bool:
        """Whether a line leads from the name to its place: it stands apart from it."""
        return needs_leader(self.box, self.name)


def numbers_of(labels: Sequence[Label], numbered: Collection[int]) -> dict[int, int]:
    """Return the number of each label (by its place) that has one, in alphabetical order."""
    order = sorted(numbered, key=lambda place: (collation_key(labels[place].text), place))
    return {place: number for number, place in enumerate(order, start=1)}


def key_lines(
    labels: Sequence[Label], numbered: Collection[int], *, width: float, size: float, lang: str
) -> list[str]:
    """Return what the numbers on the map stand for, in lines not wider than `width` (cm)."""
    if not numbered:
        return []
    lines = [say("Số trên bản đồ: {names}", lang=lang, names="").strip()]
    filled = text_width(lines[0], size=size)
    for place, number in numbers_of(labels, numbered).items():
        end = "" if number == len(numbered) else ";"
        # The number apart: names are measured once, whatever number they get.
        words = text_width(f"{labels[place].text};", size=size)
        words += text_width(f"\u2007{number}\u2007", size=size)
        if filled + words > width:
            lines.append("")
            filled = 0.0
        lines[-1] = f"{lines[-1]} {number} {labels[place].text}{end}".strip()
        filled += words
    return lines


def written_names(
    view: View, labels: Sequence[Label], ground: Ground, numbered: Collection[int] = ()
) -> list[WrittenName]:
    """Return where the names stand; those of `numbered` (by place) as numbers."""
    numbers = numbers_of(labels, numbered)
    texts = [str(numbers.get(place, label.text)) for place, label in enumerate(labels)]
    names = [
        _name(text, label, ground, view=view, bold=place in numbers)
        for place, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]
    own = {label.point for label in labels}
    others = [
        _square(x, y, radius) for x, y, radius, point in _symbols(view, ground) if point not in own
    ]
    frame = Box(EDGE, EDGE, ground.width - EDGE, ground.height - EDGE)
    boxes = place_names(names, frame=frame, obstacles=others)
    return [WrittenName(*one) for one in zip(texts, boxes, names, strict=True)]


def hardest_name(
    view: View, names: Sequence[WrittenName], ground: Ground, numbered: Collection[int]
) -> int | None:
    """Return the place of the name to write as a number; missing where all are well placed.

    The hardest to read: it lies on another name or a symbol, is cut, or its leader leads over the
    symbol of another. The names of districts may lie on the symbols of their communes.
    """
    frame = Box(0.0, 0.0, ground.width, ground.height)
    circles = _symbols(view, ground, emphasised=True) if view.district is not None else []
    squares = [_square(x, y, radius) for x, y, radius, _ in circles]
    worst: dict[int, float] = {}
    for place, one in enumerate(names):
        others = [other.box for at, other in enumerate(names) if at != place]
        trouble = sum(one.box.overlap(other) for other in others)
        trouble += one.box.area - one.box.overlap(frame)
        trouble += sum(_reach(one.box, x, y, radius) for x, y, radius, _ in circles)
        trouble += sum(crosses(one.box, one.name, square) for square in squares)
        if trouble > _TOUCHING:
            worst[place] = trouble
    free = [place for place in range(len(names)) if place not in numbered]
    if not worst or not free:
        return None
    if in_trouble := [place for place in free if place in worst]:
        return max(in_trouble, key=lambda place: (worst[place], -place))
    # Only numbers have trouble: the name that is nearest to the hardest one makes room.
    hardest = names[max(worst, key=lambda place: (worst[place], -place))]
    return min(free, key=lambda place: (_gap(names[place].box, hardest.name), place))


def _gap(box: Box, name: Name) -> float:
    x, y = nearest(box, name)
    return float(((x - name.x) ** 2 + (y - name.y) ** 2) ** 0.5)


def write_names(
    axes: Axes, names: Sequence[WrittenName], ground: Ground, *, of_districts: bool
) -> None:
    """Write names with their leaders."""
    for one in names:
        if one.has_leader:
            ends = [ground.at(*one.near), ground.at(one.name.x, one.name.y)]
            axes.plot(
                *zip(*ends, strict=True),
                color=INK,
                linewidth=0.7,
                zorder=3.5 if one.name.radius else 4.5,
                marker=None if one.name.radius else ".",
                markevery=[1],
                markersize=3.5,
                # Seen on dark fills too.
                path_effects=[withStroke(linewidth=2.0, foreground="white")],
            )
    for one in names:
        axes.text(
            *ground.at(*one.box.middle),
            one.text,
            fontsize=DISTRICT_NAME_SIZE if of_districts else NAME_SIZE,
            weight="bold" if of_districts or one.text.isdigit() else "normal",
            ha="center",
            va="center_baseline",
            color="#111111",
            zorder=9,
            parse_math=False,
            path_effects=[withStroke(linewidth=2.4, foreground="white")],
        )


def _symbols(
    view: View, ground: Ground, *, emphasised: bool = False
) -> list[tuple[float, float, float, tuple[float, float]]]:
    """Return place and radius of the symbols on the paper, and where on earth they belong."""
    return [
        (*ground.paper(*mark.point), mark.radius * LARGEST_RADIUS, mark.point)
        for mark in view.drawn
        if mark.point is not None
        and mark.symbol_look is not None
        and (mark.emphasised or not emphasised)
    ]


def _square(x: float, y: float, radius: float) -> Box:
    return Box(x - radius, y - radius, x + radius, y + radius)


def _reach(box: Box, x: float, y: float, radius: float) -> float:
    """Return how far a box reaches into a circle."""
    across = x - min(max(x, box.left), box.right)
    up = y - min(max(y, box.bottom), box.top)
    return max(0.0, radius - float((across**2 + up**2) ** 0.5))


def _name(text: str, label: Label, ground: Ground, *, view: View, bold: bool) -> Name:
    of_districts = view.district is None
    size = DISTRICT_NAME_SIZE if of_districts else NAME_SIZE
    x, y = ground.paper(*label.point)
    return Name(
        width=text_width(text, size=size, bold=bold or of_districts) + 0.06,
        height=line_height(size),
        x=x,
        y=y,
        radius=label.radius * LARGEST_RADIUS,
    )
