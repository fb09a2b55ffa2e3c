"""The map of places: the communes of a programme that counts children by their circumstances.

No zones and no figures: what stands where, of which district, and which communes take part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from shapely.geometry.base import BaseGeometry

from needs.errors import FaultCollector
from needs.maps.appearance import OUTSIDE, Appearance
from needs.maps.inputs import FLAG_COLUMN, checked_communes
from needs.maps.joining import JoinedBoundaries
from needs.maps.layers import Layer
from needs.maps.legend import Legend, LegendGroup, LegendRow, other_communes
from needs.maps.marks import PLAIN_SYMBOL, Mark, mark_of
from needs.maps.scale import MapScale
from needs.maps.view import View, find_district
from needs.wording import missing_text, number, say

OWN = Appearance("#5ba3cf")


def place_layer(
    communes: pd.DataFrame,
    *,
    title: str,
    source: str,
    district: str | None = None,
    boundaries: JoinedBoundaries | None = None,
    lang: str = "vi",
) -> Layer:
    """Return the map of places as a layer.

    Parameters
    ----------
    communes
        One row per commune of the whole province, as `needs.maps.inputs.checked_communes` asks.
    title, source, district, boundaries, lang
        As for `needs.maps.zone_layer`.

    Raises
    ------
    InputFaults
        If the table cannot be used, or no commune has a place.
    NotFound
        If the district is not one of the table's.
    """
    checked = checked_communes(communes)
    chosen = None if district is None else find_district(checked, district)
    areas = {} if boundaries is None else boundaries.areas
    marks = tuple(_mark(row, chosen, areas, lang) for row in checked.to_dict("records"))
    if all(mark.point is None for mark in marks):
        faults = FaultCollector("bản đồ các xã / map of communes")
        found = "không xã nào có tọa độ / no commune has coordinates"
        faults.add("latitude, longitude", found, "tọa độ hoặc ranh giới / coordinates")
        faults.raise_if_any()
    view = View(
        communes=checked,
        marks=marks,
        scale=MapScale(lowest=None, upper=(), largest=None),
        title=title,
        source=source,
        count_label="",
        rate_label=say("Xã, phường", lang=lang),
        district=chosen,
        illustrative=False,
        lang=lang,
    )
    return Layer(say("Xã, phường", lang=lang), view, _in_words(view), _legend(view))


def _mark(
    row: Mapping[Any, Any], district: str | None, areas: Mapping[str, BaseGeometry], lang: str
) -> Mark:
    home = missing_text(lang=lang) if pd.isna(row["district"]) else str(row["district"])
    facts = (
        (say("Xã", lang=lang), str(row["commune"])),
        (say("Huyện", lang=lang), home),
        (say("Dân số", lang=lang), number(row["population"], lang=lang)),
    )
    return mark_of(row, _looks, district=district, areas=areas, facts=facts)


def _looks(row: Mapping[Any, Any], *, on_area: bool) -> tuple[Appearance, Appearance | None, float]:
    look = OWN if row[FLAG_COLUMN] else OUTSIDE
    return look, None if on_area else look, PLAIN_SYMBOL


def _legend(view: View) -> Legend:
    swatch = None if view.with_areas else PLAIN_SYMBOL
    rows = [LegendRow(_counted(view), OWN, swatch), *other_communes(view)]
    return Legend((LegendGroup(view.rate_label, tuple(rows)),), ())


def _in_words(view: View) -> str:
    parts = [
        view.title.rstrip(".") + ".",
        _counted(view) + ".",
        view.not_drawn_line and view.not_drawn_line + ".",
    ]
    return " ".join(part for part in parts if part)


def _counted(view: View) -> str:
    codes = {mark.code for mark in view.marks if mark.emphasised and mark.served}
    count = number(len(codes), lang=view.lang)
    return say("xã, phường của chương trình: {n}", lang=view.lang, n=count)
