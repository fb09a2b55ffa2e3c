"""The map of zones: which commune lies in zone I, II or III, and which are specially disadvantaged.

A zone is told by fill and by size, each darker and larger than the one before, and stands beside
the name on a district's map; specially disadvantaged communes have a thick outline: so the map
reads in black and white.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
from shapely.geometry.base import BaseGeometry

from needs.errors import FaultCollector
from needs.maps.appearance import CONTEXT, OUTSIDE, Appearance
from needs.maps.inputs import FLAG_COLUMN, STANDING_COLUMN, ZONES, checked_communes
from needs.maps.interactive import offline_page
from needs.maps.joining import JoinedBoundaries
from needs.maps.layers import Layer
from needs.maps.legend import Legend, LegendGroup, LegendRow
from needs.maps.marks import PLAIN_SYMBOL, Mark, is_of, mark_of, zone_facts
from needs.maps.paper import StaticMap, paper_map
from needs.maps.paper_layout import TALLEST
from needs.maps.scale import MapScale
from needs.maps.view import View, find_district
from needs.wording import missing_text, number, say

ZONE_LOOKS = {
    "I": Appearance("#f1d580"),
    "II": Appearance("#e89a2b"),
    "III": Appearance("#d15a10"),
}
ZONE_RADIUS = {"I": 0.28, "II": 0.38, "III": 0.48}
THICK = 2.4


def zone_map(
    communes: pd.DataFrame,
    *,
    title: str,
    source: str,
    district: str | None = None,
    boundaries: JoinedBoundaries | None = None,
    lang: str = "vi",
) -> tuple[str, StaticMap]:
    """Return the map for the screen (one HTML document, no network) and for paper.

    Parameters and errors as for `zone_layer`.
    """
    layer = zone_layer(
        communes, title=title, source=source, district=district, boundaries=boundaries, lang=lang
    )
    name_class = "of-district" if district is None else "of-commune"
    return offline_page([layer], name_class=name_class), paper_map(layer, tallest=TALLEST)


def zone_layer(
    communes: pd.DataFrame,
    *,
    title: str,
    source: str,
    district: str | None = None,
    boundaries: JoinedBoundaries | None = None,
    lang: str = "vi",
) -> Layer:
    """Return the map of zones as a layer.

    Parameters
    ----------
    communes
        One row per commune of the whole province, as `needs.maps.inputs.checked_communes` asks,
        known from a list.
    title, source
        Heading, and where the zones come from.
    district
        Name or code of the district to emphasise; the whole province if missing.
    boundaries
        Areas of the communes; without them symbols stand at the centres.
    lang
        "vi" or "en".

    Raises
    ------
    InputFaults
        If the table cannot be used, no list says the zones, or no commune has a place.
    NotFound
        If the district is not one of the table's.
    """
    checked = checked_communes(communes)
    chosen = None if district is None else find_district(checked, district)
    areas = {} if boundaries is None else boundaries.areas
    marks = tuple(_mark(row, chosen, areas, lang) for row in checked.to_dict("records"))
    _check(checked, marks)
    view = View(
        communes=checked,
        marks=marks,
        scale=MapScale(lowest=None, upper=(), largest=None),
        title=title,
        source=source,
        count_label="",
        rate_label=say("Khu vực (số xã)", lang=lang),
        district=chosen,
        illustrative=False,
        lang=lang,
    )
    return Layer(say("Khu vực", lang=lang), view, _alternative_text(view), _legend(view))


def _check(communes: pd.DataFrame, marks: tuple[Mark, ...]) -> None:
    faults = FaultCollector("bản đồ khu vực / map of zones")
    if not communes[STANDING_COLUMN].eq("listed").all():
        faults.add("khu vực / zone", "chưa có danh sách xã / no list", "danh sách xã / a list")
    if all(mark.point is None for mark in marks):
        found = "không xã nào có tọa độ / no commune has coordinates"
        faults.add("latitude, longitude", found, "tọa độ hoặc ranh giới / coordinates")
    faults.raise_if_any()


def _mark(
    row: Mapping[Any, Any], district: str | None, areas: Mapping[str, BaseGeometry], lang: str
) -> Mark:
    home = missing_text(lang=lang) if pd.isna(row["district"]) else str(row["district"])
    facts = (
        (say("Xã", lang=lang), str(row["commune"])),
        (say("Huyện", lang=lang), home),
        *zone_facts(row, lang=lang),
        (say("Dân số", lang=lang), number(row["population"], lang=lang)),
    )
    looks = partial(_looks, district=district)
    return mark_of(row, looks, district=district, areas=areas, facts=facts)


def _looks(
    row: Mapping[Any, Any], *, district: str | None, on_area: bool
) -> tuple[Appearance, Appearance | None, float]:
    zone = None if pd.isna(row["zone"]) else str(row["zone"])
    look = _look(zone, special=bool(row[FLAG_COLUMN]))
    radius = PLAIN_SYMBOL if zone is None or not is_of(row, district) else ZONE_RADIUS[zone]
    return look, None if on_area else look, radius


def _look(zone: str | None, *, special: bool) -> Appearance:
    look = OUTSIDE if zone is None else ZONE_LOOKS[zone]
    return replace(look, outline="#111111", width=THICK) if special else look


def _legend(view: View) -> Legend:
    lang = view.lang
    shown = _emphasised(view)
    plain = None if view.with_areas else PLAIN_SYMBOL
    rows = [
        LegendRow(
            f"{zone}: {number((shown['zone'] == zone).sum(), lang=lang)}",
            ZONE_LOOKS[zone],
            None if view.with_areas else ZONE_RADIUS[zone],
        )
        for zone in ZONES
    ]
    if view.communes["zone"].isna().any():
        words = say("không thuộc danh sách", lang=lang)
        count = number(shown["zone"].isna().sum(), lang=lang)
        rows.append(LegendRow(f"{words}: {count}", OUTSIDE, plain))
    if view.district is not None:
        rows.append(LegendRow(say("xã của huyện khác", lang=lang), CONTEXT, plain))
    count = number(shown[FLAG_COLUMN].sum(), lang=lang)
    special = LegendRow(say("viền đậm: {n}", lang=lang, n=count), _look(None, special=True), plain)
    return Legend(
        (
            LegendGroup(view.rate_label, tuple(rows)),
            LegendGroup(say("Xã đặc biệt khó khăn (số xã)", lang=lang), (special,)),
        ),
        (),
    )


def _alternative_text(view: View) -> str:
    lang = view.lang
    shown = _emphasised(view)
    zones = "; ".join(
        say("khu vực {zone}: {n}", lang=lang, zone=zone, n=number(len(own), lang=lang))
        for zone in ZONES
        if len(own := shown[shown["zone"] == zone])
    )
    count = number(shown[FLAG_COLUMN].sum(), lang=lang)
    parts = [
        view.title.rstrip(".") + ".",
        f"{view.rate_label}: {zones}." if zones else "",
        f"{say('Xã đặc biệt khó khăn (số xã)', lang=lang)}: {count}.",
        view.not_drawn_line and view.not_drawn_line + ".",
    ]
    return " ".join(part for part in parts if part)


def _emphasised(view: View) -> pd.DataFrame:
    codes = {mark.code for mark in view.marks if mark.emphasised}
    return view.communes[view.communes["commune_code"].isin(codes)]
