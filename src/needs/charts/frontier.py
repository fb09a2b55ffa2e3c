"""Fairness against effect: what holding the worst-off commune high costs in children reached."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import pandas as pd

from needs.charts.amounts import known_figures
from needs.charts.axis import Axis, axis_over, draw_axis
from needs.charts.drawing import LEFT, RIGHT, SMALL, Drawing
from needs.charts.label_room import MARK, Box, along, around, outside, shared
from needs.charts.looks import BAND_INK, GRID_INK, INK, QUIET_INK, WARN_INK, Look
from needs.charts.picture import Picture
from needs.maps.typesetting import line_height, text_width
from needs.tables import rows_of
from needs.wording import number, percent, say

PLOT_HEIGHT = 6.2
#: Steps that would be drawn on top of one another share a dot and a label.
_NEAR = 0.18
_GAP = 0.08
_FEW = 100
#: The axis of the effect spans at least this share of the largest.
_LEAST_SPAN = 0.05
_HOLLOW = Look("#ffffff")
_FULL = Look("#1f4e79")

Kind = Literal["proposal", "practice", "trial"]


@dataclass(frozen=True)
class PlanPoint:
    """A plan on the picture.

    Attributes
    ----------
    name
        What is written beside it; few words.
    lowest_coverage
        Coverage of the worst-off commune that donors can reach, 0–1.
    effect
        Children reached, weighted by priority.
    kind
        The proposal (diamond), usual practice (hollow square), a trial (full square).
    """

    name: str
    lowest_coverage: float
    effect: float
    kind: Kind


def frontier(
    steps: pd.DataFrame, plans: Sequence[PlanPoint] = (), *, lang: str, illustrative: bool
) -> Picture | None:
    """Draw the plans that are possible: lowest coverage to the right, effect upwards.

    Parameters
    ----------
    steps
        Table `frontier`: fair_share (0–1, of the fair floors kept), lowest_coverage (0–1),
        effect (children weighted by priority), price_of_fairness (0–1).
    plans
        Plans marked beside the steps.
    lang
        "vi" or "en".
    illustrative
        Whether invented figures are in it.

    Returns
    -------
    Picture or None
        None where no step has both figures. Source of the price of fairness: Bertsimas, Farias,
        Trichakis (2011), doi 10.1287/opre.1100.0865.
    """
    known = steps.dropna(subset=["lowest_coverage", "effect"])
    known = known.sort_values("fair_share", ascending=False)
    shown = [plan for plan in plans if len(known_figures([plan.lowest_coverage, plan.effect])) == 2]
    if known.empty:
        return None
    drawing = Drawing(lang=lang, illustrative=illustrative)
    across, upwards = _axes(drawing, known, shown)
    _draw_ground(drawing, across, upwards)
    places = [(across.at(plan.lowest_coverage), upwards.at(plan.effect)) for plan in shown]
    taken = _draw_steps(drawing, known, (across, upwards), list(map(around, places)))
    _draw_plans(drawing, shown, (across, upwards), taken)
    drawing.top = upwards.left
    draw_axis(drawing, across, top=upwards.right, words=lambda share: percent(share, lang=lang))
    drawing.text(
        say("độ bao phủ của xã thấp nhất →", lang=lang),
        RIGHT,
        drawing.top + line_height(SMALL) / 2 - 0.05,
        size=SMALL,
        colour=QUIET_INK,
        align="right",
    )
    drawing.top += line_height(SMALL) + 0.1
    notes = _notes(shown, upwards, lang)
    for note in notes:
        drawing.paragraph(note)
    return drawing.picture(
        title=say("Công bằng và hiệu quả: các phương án có thể", lang=lang),
        alt=[*_told(known, shown, lang), *notes],
    )


def _axes(drawing: Drawing, steps: pd.DataFrame, plans: Sequence[PlanPoint]) -> tuple[Axis, Axis]:
    """Return the axis to the right and the one upwards; room is kept for the figures at the left.

    The steps often differ by some percent only: upwards the picture does not start from zero.
    """
    effects = known_figures(steps.effect, [plan.effect for plan in plans])
    shares = known_figures(steps.lowest_coverage, [plan.lowest_coverage for plan in plans])
    top = drawing.top + line_height(SMALL) + 0.35
    # A difference of some children must not look like one of thousands.
    least = max(effects) * (1 - _LEAST_SPAN)
    upwards = axis_over([*effects, least], from_zero=False, left=top + PLOT_HEIGHT, right=top)
    if upwards.low < 0 <= min(effects):
        upwards = Axis(0.0, upwards.high, upwards.left, upwards.right)
    written = max(text_width(_effect(value, drawing.lang), size=SMALL) for value in upwards.ticks())
    high = max(shares)
    across = Axis(0.0, high * 1.08 if high > 0 else 1.0, LEFT + written + 0.45, RIGHT - 0.2)
    return across, upwards


def _draw_ground(drawing: Drawing, across: Axis, upwards: Axis) -> None:
    drawing.text(
        say("↑ hiệu quả: số trẻ nhân trọng số ưu tiên", lang=drawing.lang),
        LEFT,
        drawing.top + line_height(SMALL) / 2,
        size=SMALL,
        colour=QUIET_INK,
    )
    for value in upwards.ticks():
        y = upwards.at(value)
        drawing.line(across.left, y, across.right, y, width=0.6, colour=GRID_INK, above=0)
        drawing.text(
            _effect(value, drawing.lang),
            across.left - 0.3,
            y,
            size=SMALL,
            colour=QUIET_INK,
            align="right",
        )


def _draw_steps(
    drawing: Drawing, steps: pd.DataFrame, axes: tuple[Axis, Axis], taken: list[Box]
) -> list[Box]:
    """Draw the steps as dots on a line; return what is taken, their labels too."""
    across, upwards = axes
    places = [(across.at(row.lowest_coverage), upwards.at(row.effect)) for row in rows_of(steps)]
    for (x, y), (to_x, to_y) in pairwise(places):
        drawing.line(x, y, to_x, to_y, width=1.6, colour=BAND_INK, above=2)
    together: list[tuple[tuple[float, float], list[str]]] = []
    for row, place in zip(rows_of(steps), places, strict=True):
        share = percent(row.fair_share, lang=drawing.lang)
        drawing.dot(*place, part=f"step {row.fair_share:g}")
        if together and math.dist(together[-1][0], place) < _NEAR:
            together[-1][1].append(share)
        else:
            together.append((place, [share]))
    taken = [*taken, *[around(place) for place, _ in together], *along(places)]
    for place, shares in together:
        words = shares[0] if len(shares) == 1 else f"{shares[0]} … {shares[-1]}"
        taken.append(_write(drawing, words, place, taken, axes, colour=QUIET_INK))
    return taken


def _draw_plans(
    drawing: Drawing, plans: Sequence[PlanPoint], axes: tuple[Axis, Axis], taken: list[Box]
) -> None:
    """Mark plans by shape and name; a plan on a step stands around its dot."""
    across, upwards = axes
    places = [(across.at(plan.lowest_coverage), upwards.at(plan.effect)) for plan in plans]
    taken = list(taken)
    for plan, (x, y) in zip(plans, places, strict=True):
        part = f"plan {plan.kind} {plan.name}"
        if plan.kind == "proposal":
            size = MARK * 1.35
            corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y), (x, y - size)]
            for begin, end in pairwise(corners):
                drawing.line(*begin, *end, width=1.8, colour=WARN_INK, part=part, above=6)
        else:
            look = _HOLLOW if plan.kind == "practice" else _FULL
            drawing.bar(x - MARK / 2, y - MARK / 2, MARK, MARK, look=look, part=part)
        taken.append(_write(drawing, plan.name, (x, y), taken, axes, colour=INK))


def _write(
    drawing: Drawing,
    words: str,
    place: tuple[float, float],
    taken: Sequence[Box],
    axes: tuple[Axis, Axis],
    *,
    colour: str,
) -> Box:
    """Write a label where it hides least, and return its box; a far one gets a thin line."""
    x, y = place
    width, height = text_width(words, size=SMALL), line_height(SMALL)
    away = MARK + _GAP
    boxes = []
    for far in (0.0, height, 2 * height, 3.2 * height):
        for left, middle in (
            (x - width / 2, y - away - height / 2 - far),
            (x + away, y - far),
            (x + away, y + far),
            (x - away - width, y + far),
            (x - away - width, y - far),
            (x - width / 2, y + away + height / 2 + far),
        ):
            boxes.append((left, middle - height / 2, left + width, middle + height / 2))
    across, upwards = axes
    inside: Box = (across.left, upwards.right - 0.3, RIGHT, upwards.left)
    # Ten times worse to leave the picture than to touch something in it; then the nearest.
    cost = [10 * outside(box, inside) + sum(shared(box, other) for other in taken) for box in boxes]
    best = min(range(len(boxes)), key=lambda n: (round(cost[n], 6), n))
    box = boxes[best]
    middle = (box[1] + box[3]) / 2
    if best >= len(boxes) // 2:
        edge = box[0] if box[0] > x else box[2] if box[2] < x else (box[0] + box[2]) / 2
        drawing.line(x, y, edge, middle, width=0.5, colour=QUIET_INK, above=1)
    drawing.text(words, box[0], middle, size=SMALL, colour=colour)
    return box


def _effect(value: Any, lang: str) -> str:
    return number(value, lang=lang, decimals=0 if abs(value) >= _FEW else 1)


def _told(steps: pd.DataFrame, plans: Sequence[PlanPoint], lang: str) -> list[str]:
    told = [
        say(
            "Giữ {share} sàn công bằng: xã thấp nhất {floor}, hiệu quả {effect} (kém mức cao nhất "
            "{price}).",
            lang=lang,
            share=percent(row.fair_share, lang=lang),
            floor=percent(row.lowest_coverage, lang=lang, decimals=1),
            effect=_effect(row.effect, lang),
            price=percent(row.price_of_fairness, lang=lang, decimals=1),
        )
        for row in rows_of(steps)
    ]
    return told + [
        say(
            "{plan}: xã thấp nhất {floor}, hiệu quả {effect}.",
            lang=lang,
            plan=plan.name[:1].upper() + plan.name[1:],
            floor=percent(plan.lowest_coverage, lang=lang, decimals=1),
            effect=_effect(plan.effect, lang),
        )
        for plan in plans
    ]


def _notes(plans: Sequence[PlanPoint], upwards: Axis, lang: str) -> list[str]:
    """Say how the picture is read: only of what is in it."""
    words = {
        "proposal": say("Hình thoi: đề xuất.", lang=lang),
        "practice": say("Ô vuông trống: cách làm thường thấy, cùng dữ liệu.", lang=lang),
        "trial": say("Ô vuông đặc: phương án đang thử.", lang=lang),
    }
    kinds = {plan.kind for plan in plans}
    notes = [
        say("Chấm tròn: giữ bao nhiêu phần của sàn công bằng.", lang=lang),
        *[text for kind, text in words.items() if kind in kinds],
    ]
    if upwards.low > 0:
        notes.append(say("Trục đứng không bắt đầu từ 0.", lang=lang))
    return [" ".join(notes)]
