"""The map of the proposal: how much each commune is proposed to get, and for how many children.

Blue, where what is lacking is brown; symbols are as large as on the map of what is lacking, so that
the two can be held beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from needs.maps.appearance import (
    COUNT_SYMBOL,
    MISSING,
    OUTSIDE,
    Appearance,
    spread_appearance,
)
from needs.maps.inputs import FLAG_COLUMN, checked_communes
from needs.maps.joining import JoinedBoundaries
from needs.maps.layers import Layer
from needs.maps.legend import Legend, LegendGroup, LegendRow, other_communes
from needs.maps.marks import FILL_SYMBOL, PLAIN_SYMBOL, mark_of
from needs.maps.scale import SMALLEST_SYMBOL, MapScale, natural_breaks
from needs.maps.view import View, find_district
from needs.wording import interval, missing_text, number, say

MILLION = 1_000_000
MOST_CLASSES = 5
#: The hues of ColorBrewer's Blues, as far apart in black and white as `CLASS_FILLS`.
FILLS = ("#c9d9e7", "#8eb9d0", "#4f98c4", "#2b73b2", "#264f90")
REACHED, PROPOSED = "reached", "proposed_vnd"


@dataclass(frozen=True)
class AmountClasses:
    """Classes of amounts of a province, whole million đồng: first and last of each."""

    ranges: tuple[tuple[int, int], ...]

    def class_of(self, amount_vnd: Any) -> int | None:
        """Return the class of an amount (đồng), counted from 0; missing stays missing."""
        if pd.isna(amount_vnd):
            return None
        millions = whole_millions(amount_vnd)
        return next(n for n, (first, last) in enumerate(self.ranges) if first <= millions <= last)

    def look(self, number_of_class: int) -> Appearance:
        """Return how a class looks."""
        return spread_appearance(FILLS, number_of_class, of=len(self.ranges))


def whole_millions(amount_vnd: float) -> int:
    """Return whole million đồng; something is never nothing."""
    return 0 if amount_vnd == 0 else max(1, round(float(amount_vnd) / MILLION))


def amount_classes(communes: pd.DataFrame) -> AmountClasses:
    """Return the classes of what the communes of the whole province are proposed to get.

    «Nothing» is a class of its own; the others are natural breaks (`needs.maps.scale`).
    """
    known = communes.loc[communes[FLAG_COLUMN], PROPOSED].dropna()
    millions = sorted(whole_millions(amount) for amount in known)
    some = [amount for amount in millions if amount]
    ends = [0] * (0 in millions) + list(natural_breaks(some, most=MOST_CLASSES - (0 in millions)))
    first = [ends[0] if ends[:1] == [0] else min(some, default=0)]
    first += [end + 1 for end in ends[:-1]]
    return AmountClasses(tuple(zip(first, ends, strict=False)))


def proposed_layer(
    communes: pd.DataFrame,
    *,
    scale: MapScale,
    title: str,
    source: str,
    district: str | None = None,
    boundaries: JoinedBoundaries | None = None,
    illustrative: bool = False,
    lang: str = "vi",
) -> Layer:
    """Return the map of what is proposed, as a layer.

    Parameters
    ----------
    communes
        As `needs.maps.inputs.checked_communes` asks, of the whole province, with `reached`
        (children, may be missing) and `proposed_vnd` (đồng, may be missing).
    scale
        Of what is lacking (`map_scale`): symbols are as large for as many children.
    title, source, district, boundaries, illustrative, lang
        As for `needs.maps.interactive_map`.

    Raises
    ------
    InputFaults
        If the table cannot be used, or a count is larger than the scale's largest.
    NotFound
        If the district is not one of the table's.
    """
    checked = checked_communes(communes)
    chosen = None if district is None else find_district(checked, district)
    scale = scale if chosen is not None else scale.among(len(checked))
    classes = amount_classes(checked)
    areas = {} if boundaries is None else boundaries.areas
    looks = partial(_looks, scale=scale, classes=classes)
    view = View(
        communes=checked,
        marks=tuple(
            mark_of(row, looks, district=chosen, areas=areas) for row in checked.to_dict("records")
        ),
        scale=scale,
        title=title,
        source=source,
        count_label=say("Trẻ được đề xuất hỗ trợ (ít nhất)", lang=lang),
        rate_label=say("Đề xuất, triệu đồng", lang=lang),
        district=chosen,
        illustrative=illustrative,
        lang=lang,
    )
    name = say("Đề xuất", lang=lang)
    return Layer(name, view, _alternative_text(view), _legend(view, classes))


def _looks(
    row: Mapping[Any, Any], *, scale: MapScale, classes: AmountClasses, on_area: bool
) -> tuple[Appearance, Appearance | None, float]:
    """Return the look of the area, the look of the symbol and the symbol's radius."""
    if not row[FLAG_COLUMN]:
        return OUTSIDE, None if on_area else OUTSIDE, PLAIN_SYMBOL
    number_of_class = classes.class_of(row[PROPOSED])
    fill = MISSING if number_of_class is None else classes.look(number_of_class)
    reached = row[REACHED]
    if pd.isna(reached) or (on_area and reached == 0):
        return fill, None if on_area else fill, PLAIN_SYMBOL
    radius = SMALLEST_SYMBOL if reached == 0 else scale.radius(reached)
    return fill, COUNT_SYMBOL if on_area else fill, radius


def _legend(view: View, classes: AmountClasses) -> Legend:
    lang = view.lang
    plain = None if view.with_areas else FILL_SYMBOL
    rows = [
        LegendRow(
            number(first, lang=lang) if first == last else interval(first, last, lang=lang),
            classes.look(place),
            plain,
        )
        for place, (first, last) in enumerate(classes.ranges)
    ]
    if view.communes.loc[view.communes[FLAG_COLUMN], PROPOSED].isna().any():
        rows.append(LegendRow(missing_text(lang=lang), MISSING, plain))
    sizes = [
        LegendRow(number(count, lang=lang), COUNT_SYMBOL, view.scale.radius(count))
        for count in view.scale.reference_counts
    ]
    notes = []
    if view.district is not None and view.communes["zone"].notna().any():
        notes.append(say("(I), (II), (III): khu vực của xã", lang=lang))
    if view.illustrative:
        notes.append(say("số liệu minh họa", lang=lang).capitalize())
    return Legend(
        (
            LegendGroup(view.rate_label, (*rows, *other_communes(view))),
            LegendGroup(view.count_label, tuple(sizes)),
        ),
        tuple(notes),
    )


def _alternative_text(view: View) -> str:
    """Return what the map tells in words: how many communes, the most, those without."""
    lang = view.lang
    codes = {mark.code for mark in view.marks if mark.emphasised and mark.served}
    served = view.communes[view.communes["commune_code"].isin(codes)]
    parts = [view.title.rstrip(".") + "."]
    known = served.dropna(subset=[PROPOSED]).sort_values([PROPOSED, "commune_code"])
    if len(known):
        most = known.iloc[-1]
        some = known[known[PROPOSED] > 0]
        parts.append(
            say(
                "{some}/{all} xã có đề xuất; nhiều nhất {commune}: {amount} triệu đồng.",
                lang=lang,
                some=number(len(some), lang=lang),
                all=number(len(served), lang=lang),
                commune=most["commune"],
                amount=number(whole_millions(most[PROPOSED]), lang=lang),
            )
            if len(some)
            else say("Chưa xã nào có đề xuất.", lang=lang)
        )
    if view.not_drawn_line:
        parts.append(view.not_drawn_line + ".")
    if view.illustrative:
        parts.append(say("số liệu minh họa", lang=lang).capitalize() + ".")
    return " ".join(parts)
