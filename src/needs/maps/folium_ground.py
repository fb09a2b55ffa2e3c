"""Areas, outlines and symbols as folium writes them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import folium
from shapely.geometry import mapping

from needs.maps.appearance import INK, Appearance
from needs.maps.marks import Mark
from needs.maps.simplifying import DECIMALS
from needs.maps.view import View

LARGEST_RADIUS = 17.0
DASHES = "3 2"
DOTS = "1 3"


def folium_map(view: View) -> tuple[folium.Map, dict[str, str]]:
    """Return the map of a view, and the names of its areas and of its symbols in the script."""
    canvas = folium.Map(
        location=(0, 0),
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
    )
    canvas.default_js = []
    canvas.default_css = []
    groups = {}
    if areas := [mark for mark in view.drawn if mark.area_look is not None]:
        groups["areas"] = _add_layer(
            canvas,
            areas,
            {mark.code: style(mark.area_look) for mark in areas if mark.area_look},
            [mapping(mark.area) for mark in areas if mark.area is not None],
        )
    for outline in view.outlines:
        folium.GeoJson(
            mapping(outline.boundary),
            style_function=lambda _: {"color": INK, "weight": 2.2},
            smooth_factor=0,
            interactive=False,
        ).add_to(canvas)
    if symbols := [mark for mark in view.drawn if mark.symbol_look is not None]:
        groups["symbols"] = _add_layer(
            canvas,
            symbols,
            {
                mark.code: style(mark.symbol_look, mark.radius)
                for mark in symbols
                if mark.symbol_look
            },
            [_place(mark.point) for mark in symbols if mark.point is not None],
        )
    return canvas, groups


def style(look: Appearance, radius: float | None = None) -> dict[str, Any]:
    """Return an appearance in Leaflet's words; a symbol has a radius (share of the largest)."""
    written = {
        "fill": True,
        "fillColor": look.fill,
        "fillOpacity": look.opacity,
        "color": look.outline,
        "weight": look.width,
        "dashArray": dashes(look),
    }
    return written if radius is None else {**written, "radius": round(radius * LARGEST_RADIUS, 1)}


def dashes(look: Appearance) -> str | None:
    """Return how an outline is broken, in the words of SVG; missing where it is not."""
    if look.dotted:
        return DOTS
    return DASHES if look.dashed else None


def _add_layer(
    canvas: folium.Map,
    marks: Sequence[Mark],
    styles: dict[str, dict[str, Any]],
    shapes: Sequence[dict[str, Any]],
) -> str:
    widest = max(len(mark.facts) for mark in marks)
    features = [_feature(mark, shape) for mark, shape in zip(marks, shapes, strict=True)]
    layer = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda feature: styles[feature["id"]],
        highlight_function=lambda _: {"weight": 3},
        marker=folium.CircleMarker(),
        smooth_factor=0,
        tooltip=folium.GeoJsonTooltip(
            fields=[f"f{place}" for place in range(widest)],
            aliases=[escape(label) for label, _ in marks[0].facts],
            class_name="facts",
            sticky=True,
        ),
    )
    layer.add_to(canvas)
    return str(layer.get_name())


def _place(point: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [round(ordinate, DECIMALS) for ordinate in point]}


def _feature(mark: Mark, geometry: dict[str, Any]) -> dict[str, Any]:
    # Folium puts these texts into the page as they are: a name may hold «<» or «</script>».
    facts = {f"f{place}": escape(text) for place, (_, text) in enumerate(mark.facts)}
    return {"type": "Feature", "id": mark.code, "properties": facts, "geometry": geometry}
