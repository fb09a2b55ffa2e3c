"""What each commune looks like on a map, and what is told when it is pointed at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from numbers import Real
from typing import Any, Protocol

import numpy as np
import pandas as pd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from needs.maps.appearance import (
    CONTEXT,
    COUNT_SYMBOL,
    MISSING,
    OUTSIDE,
    UNKNOWN_COUNT_SYMBOL,
    Appearance,
    class_appearance,
)
from needs.maps.inputs import FLAG_COLUMN, STANDING_COLUMN
from needs.maps.scale import MapScale
from needs.places.names import without_prefix
from needs.wording import missing_text, number, percent, say

# Radius of a symbol whose size says nothing, as a share of the largest symbol's.
PLAIN_SYMBOL = 0.28
# In the legend a fill is told by a larger one: greys of small circles look alike.
FILL_SYMBOL = 0.5


@dataclass(frozen=True)
class Mark:
    """One commune on the map.

    Parameters
    ----------
    code, commune, district
        What it is.
    label
        Its short name with its zone, as written on the map.
    served
        Specially disadvantaged: the programme's own communes.
    emphasised
        Inside the district that the map is about.
    point
        Longitude and latitude of its symbol; missing where it has neither centre nor area.
    area
        Its boundary, where there is one.
    area_look, symbol_look
        How area and symbol are drawn; missing where they are not.
    radius
        Radius of the symbol, share of the largest.
    facts
        Label and text of each line of its tooltip.
    """

    code: str
    commune: str
    district: str
    label: str
    served: bool
    emphasised: bool
    point: tuple[float, float] | None
    area: BaseGeometry | None
    area_look: Appearance | None
    symbol_look: Appearance | None
    radius: float
    facts: tuple[tuple[str, str], ...]


class Looks(Protocol):
    """How a map draws a commune: look of the area, look and radius of the symbol."""

    def __call__(
        self, row: Mapping[Any, Any], *, on_area: bool
    ) -> tuple[Appearance, Appearance | None, float]:
        """Return the three for a row."""


def commune_mark(
    row: Mapping[Any, Any],
    *,
    scale: MapScale,
    district: str | None,
    areas: Mapping[str, BaseGeometry],
    labels: Mapping[str, str],
    lang: str,
) -> Mark:
    """Return the mark of one row of the checked table.

    Parameters
    ----------
    row
        Column → value.
    scale
        Of the whole province.
    district
        Name of the district that the map is about; every commune is emphasised without one.
    areas
        Commune code → boundary.
    labels
        What the columns `count` and `rate` and those of the tooltips are called.
    """
    return mark_of(
        row,
        partial(_looks, scale=scale),
        district=district,
        areas=areas,
        facts=_facts(row, labels=labels, lang=lang),
    )


def mark_of(
    row: Mapping[Any, Any],
    looks: Looks,
    *,
    district: str | None,
    areas: Mapping[str, BaseGeometry],
    facts: tuple[tuple[str, str], ...] = (),
) -> Mark:
    """Return a commune's mark, whatever the map tells; other districts' are drawn in grey.

    Parameters
    ----------
    row, district, areas
        As for `commune_mark`.
    looks
        Of the row, and whether its area is drawn: look of the area, look and radius of the symbol.
    facts
        Of its tooltip.
    """
    area = areas.get(str(row["commune_code"]))
    emphasised = is_of(row, district)
    fill, symbol, radius = looks(row, on_area=area is not None)
    if not emphasised:
        fill, symbol = CONTEXT, None if area is not None else CONTEXT
    name = short_name(str(row["commune"]))
    return Mark(
        code=str(row["commune_code"]),
        commune=str(row["commune"]),
        district="" if pd.isna(row["district"]) else str(row["district"]),
        label=name if pd.isna(row["zone"]) else f"{name} ({row['zone']})",
        served=row[FLAG_COLUMN],
        emphasised=emphasised,
        point=commune_point(row, area),
        area=area,
        area_look=None if area is None else fill,
        symbol_look=symbol,
        radius=radius,
        facts=facts,
    )


def is_of(row: Mapping[Any, Any], district: str | None) -> bool:
    """Tell whether a commune is of a district; without one every commune is."""
    return district is None or (not pd.isna(row["district"]) and row["district"] == district)


def _looks(
    row: Mapping[Any, Any], *, scale: MapScale, on_area: bool
) -> tuple[Appearance, Appearance | None, float]:
    """Return the look of the area, the look of the symbol and the symbol's radius."""
    if not row[FLAG_COLUMN]:
        return OUTSIDE, None if on_area else OUTSIDE, PLAIN_SYMBOL
    number_of_class = scale.class_of(row["rate"])
    fill = (
        MISSING
        if number_of_class is None
        else class_appearance(number_of_class, of=len(scale.ranges))
    )
    if pd.isna(row["count"]):
        return fill, UNKNOWN_COUNT_SYMBOL if on_area else replace(fill, dashed=True), PLAIN_SYMBOL
    return fill, COUNT_SYMBOL if on_area else fill, scale.radius(row["count"])


def commune_point(row: Mapping[Any, Any], area: BaseGeometry | None) -> tuple[float, float] | None:
    """Return the commune's centre; where that is not in its area, a point that is."""
    located = not (pd.isna(row["longitude"]) or pd.isna(row["latitude"]))
    centre = Point(float(row["longitude"]), float(row["latitude"])) if located else None
    if area is not None and (centre is None or not area.covers(centre)):
        centre = area.representative_point()
    return None if centre is None else (centre.x, centre.y)


def _facts(
    row: Mapping[Any, Any], *, labels: Mapping[str, str], lang: str
) -> tuple[tuple[str, str], ...]:
    facts = [
        (say("Xã", lang=lang), str(row["commune"])),
        (say("Huyện", lang=lang), _text(row["district"], lang=lang)),
        *zone_facts(row, lang=lang),
        (say("Dân số", lang=lang), number(row["population"], lang=lang)),
        (labels["count"], number(row["count"], lang=lang)),
        (labels["rate"], percent(row["rate"], lang=lang)),
    ]
    facts += [
        (label, _text(row[column], lang=lang))
        for column, label in labels.items()
        if column not in ("count", "rate")
    ]
    return tuple(facts)


def zone_facts(row: Mapping[Any, Any], *, lang: str) -> list[tuple[str, str]]:
    """Return zone and eligibility as tooltips tell them; nothing where there are no zones."""
    if row[STANDING_COLUMN] == "by_groups":
        return []
    if row[STANDING_COLUMN] == "no_list":
        return [(say("Khu vực", lang=lang), say("chưa có danh sách xã", lang=lang))]
    served = say("có", lang=lang) if row[FLAG_COLUMN] else say("không", lang=lang)
    no_zone = say("không thuộc danh sách", lang=lang)
    return [
        (say("Khu vực", lang=lang), no_zone if pd.isna(row["zone"]) else str(row["zone"])),
        (say("Xã đặc biệt khó khăn", lang=lang), served),
    ]


def _text(value: Any, *, lang: str) -> str:
    if pd.isna(value):
        return missing_text(lang=lang)
    text = str(value)
    if isinstance(value, bool | np.bool_):
        text = say("có", lang=lang) if value else say("không", lang=lang)
    elif isinstance(value, Real):
        text = number(value, lang=lang, decimals=0 if float(value).is_integer() else 1)
    return text


def short_name(name: str) -> str:
    """Return a place's name without «xã», «huyện» …; a number keeps it («Phường 5»)."""
    bare = without_prefix(name)
    return name if bare[:1].isdigit() else bare
