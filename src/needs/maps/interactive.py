"""The map for the screen: one HTML document with everything in it, drawn with no network.

Folium writes the layers; the page around them is ours, because folium's own asks ten files
from the network. Leaflet comes from the XStatic-Leaflet package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import folium
import jinja2
import pandas as pd
from branca.element import Element, Figure
from shapely.geometry import mapping
from xstatic.pkg import leaflet

from needs.maps.appearance import INK, Appearance
from needs.maps.joining import JoinedBoundaries
from needs.maps.legend import Legend, alternative_text, make_legend
from needs.maps.marks import Mark
from needs.maps.scale import MapScale
from needs.maps.simplifying import DECIMALS
from needs.maps.view import View, make_view
from needs.wording import say

LARGEST_RADIUS = 17.0
DASHES = "3 2"
# Folium forbids to enlarge the page by fingers.
_FIXED_SIZE = re.compile(r",\s*maximum-scale=1\.0,\s*user-scalable=no")


def interactive_map(  # noqa: PLR0913
    communes: pd.DataFrame,
    *,
    scale: MapScale,
    title: str,
    source: str,
    count_label: str,
    rate_label: str,
    district: str | None = None,
    boundaries: JoinedBoundaries | None = None,
    tooltips: Mapping[str, str] | None = None,
    illustrative: bool = False,
    lang: str = "vi",
) -> str:
    """Return the map as one HTML document that asks nothing of any network.

    Rates are fills in the scale's classes, counts are symbols whose area is proportional to
    the count; communes without figures are grey, those outside the programme white. The whole
    province is there, the district is emphasised and fills the window.

    Parameters
    ----------
    communes
        One row per commune of the whole province: `commune_code`, `commune`, `district_code`,
        `district`, `zone` ("I", "II", "III" or missing), `specially_disadvantaged`,
        `latitude`, `longitude` (degrees, may be missing), `population`, `count` (children,
        may be missing), `rate` (0–1, may be missing), and the columns of `tooltips`.
    scale
        Of the same table: `map_scale(communes)`.
    title, source
        Heading, and where the figures come from.
    count_label, rate_label
        What `count` and `rate` mean, for the legend.
    district
        Name or code of the district to emphasise; the whole province if missing.
    boundaries
        Areas of the communes; without them, and for communes that have none, symbols stand at
        the centres.
    tooltips
        Further columns to show when a commune is pointed at: column → label.
    illustrative
        The figures are invented: said in legend and source line.
    lang
        "vi" or "en".

    Raises
    ------
    InputFaults
        If the table cannot be used, the scale is of other figures, or nothing has a place.
    NotFound
        If the district is not one of the table's.
    """
    view = make_view(
        communes,
        scale=scale,
        title=title,
        source=source,
        count_label=count_label,
        rate_label=rate_label,
        district=district,
        boundaries=boundaries,
        tooltips=tooltips,
        illustrative=illustrative,
        lang=lang,
    )
    return offline_page(
        view,
        alt=alternative_text(view),
        legend=make_legend(view),
        name_class="of-district" if district is None else "of-commune",
    )


def offline_page(view: View, *, alt: str, legend: Legend, name_class: str) -> str:
    """Return a view as one HTML document that asks nothing of any network.

    Parameters
    ----------
    view
        What is drawn.
    alt
        What the map shows, read out by screen readers.
    legend
        Beside the map.
    name_class
        How names are written: "of-district" or "of-commune".
    """
    canvas = _folium_map(view)
    figure = canvas.get_root()
    assert isinstance(figure, Figure)
    canvas.render()  # type: ignore[no-untyped-call]
    west, south, east, north = view.bounds
    page = _environment().get_template("page.html.j2")
    document = page.render(
        lang=view.lang,
        title=view.title,
        alt=alt,
        header=_FIXED_SIZE.sub("", figure.header.render()),
        html=figure.html.render(),
        script=figure.script.render(),
        map_name=canvas.get_name(),
        page_css=files("needs.maps").joinpath("page.css").read_text(encoding="utf-8"),
        leaflet_css=leaflet_file("leaflet.css"),
        leaflet_js=leaflet_file("leaflet.js"),
        legend=legend,
        largest_radius=LARGEST_RADIUS,
        swatch_width=2 * LARGEST_RADIUS + 3,
        dashes=DASHES,
        words={
            "north": say("B", lang=view.lang),
            "closer": say("Phóng to", lang=view.lang),
            "farther": say("Thu nhỏ", lang=view.lang),
        },
        names=_names(view),
        name_class=name_class,
        bounds=[[south, west], [north, east]],
        source=view.source_line,
        not_drawn=view.not_drawn_line,
    )
    return _with_steady_ids(document, figure)


def embed(html_document: str, *, title: str, height_px: int) -> str:
    """Return an `<iframe>` that holds a whole HTML document inside another page.

    Parameters
    ----------
    html_document
        As `interactive_map` returns it.
    title
        What the frame holds, read out by screen readers.
    height_px
        Height, screen pixels; the width is the page's.
    """
    return (
        f'<iframe title="{escape(title)}" srcdoc="{escape(html_document)}" '
        f'sandbox="allow-scripts" style="width:100%;height:{height_px}px;border:0"></iframe>'
    )


@cache
def leaflet_file(name: str) -> str:
    """Return a file of Leaflet without the files it would ask for (pictures, source maps)."""
    text = Path(leaflet.BASE_DIR, name).read_text(encoding="utf-8")
    text = re.sub(r"url\(images/[^)]*\)", "none", text)
    return re.sub(r"//# sourceMappingURL=\S*", "", text)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("needs", "maps"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _folium_map(view: View) -> folium.Map:
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
    drawn = view.drawn
    if areas := [(mark, mark.area_look, _area(mark)) for mark in drawn if mark.area_look]:
        _add_layer(canvas, areas)
    for outline in view.outlines:
        folium.GeoJson(
            mapping(outline.boundary),
            style_function=lambda _: {"color": INK, "weight": 2.2},
            smooth_factor=0,
            interactive=False,
        ).add_to(canvas)
    if symbols := [(mark, mark.symbol_look, _symbol(mark)) for mark in drawn if mark.symbol_look]:
        _add_layer(canvas, symbols)
    return canvas


def _add_layer(canvas: folium.Map, layer: list[tuple[Mark, Appearance, dict[str, Any]]]) -> None:
    styles = {mark.code: _style(look, mark.radius) for mark, look, _ in layer}
    widest = max(len(mark.facts) for mark, _, _ in layer)
    first = layer[0][0]
    folium.GeoJson(
        {"type": "FeatureCollection", "features": [feature for _, _, feature in layer]},
        style_function=lambda feature: styles[feature["id"]],
        highlight_function=lambda _: {"weight": 3},
        marker=folium.CircleMarker(),
        smooth_factor=0,
        tooltip=folium.GeoJsonTooltip(
            fields=[f"f{place}" for place in range(widest)],
            aliases=[escape(label) for label, _ in first.facts],
            class_name="facts",
            sticky=True,
        ),
    ).add_to(canvas)


def _style(look: Appearance, radius: float) -> dict[str, Any]:
    return {
        "fill": True,
        "fillColor": look.fill,
        "fillOpacity": look.opacity,
        "color": look.outline,
        "weight": look.width,
        "dashArray": DASHES if look.dashed else None,
        "radius": round(radius * LARGEST_RADIUS, 1),
    }


def _area(mark: Mark) -> dict[str, Any]:
    assert mark.area is not None
    return _feature(mark, mapping(mark.area))


def _symbol(mark: Mark) -> dict[str, Any]:
    assert mark.point is not None
    place = [round(ordinate, DECIMALS) for ordinate in mark.point]
    return _feature(mark, {"type": "Point", "coordinates": place})


def _feature(mark: Mark, geometry: dict[str, Any]) -> dict[str, Any]:
    # Folium puts these texts into the page as they are: a name may hold «<» or «</script>».
    facts = {f"f{place}": escape(text) for place, (_, text) in enumerate(mark.facts)}
    return {"type": "Feature", "id": mark.code, "properties": facts, "geometry": geometry}


def _names(view: View) -> list[dict[str, Any]]:
    """Return the names in the order in which they are written, below their symbols."""
    labels = sorted(view.labels, key=lambda label: (-label.radius, label.text))
    return [
        {
            "text": label.text,
            "longitude": round(label.point[0], DECIMALS),
            "latitude": round(label.point[1], DECIMALS),
            "shift": round(label.radius * LARGEST_RADIUS + 8) if label.radius else 0,
        }
        for label in labels
    ]


def _with_steady_ids(document: str, figure: Figure) -> str:
    """Replace folium's random ids by numbers: the same figures give the same bytes."""
    for number, name in enumerate(_ids(figure), start=1):
        document = document.replace(name, str(number))
    return document


def _ids(element: Element) -> list[str]:
    found = [element._id]
    for child in element._children.values():
        found += _ids(child)
    return found
