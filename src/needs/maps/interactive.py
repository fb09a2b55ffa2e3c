"""The map for the screen: one HTML document with everything in it, drawn with no network.

Folium writes the layers; the page around them is ours, because folium's own asks ten files
from the network. Leaflet comes from the XStatic-Leaflet package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

import jinja2
import pandas as pd
from branca.element import Element, Figure
from xstatic.pkg import leaflet

from needs.maps.folium_ground import LARGEST_RADIUS, dashes, folium_map
from needs.maps.joining import JoinedBoundaries
from needs.maps.layers import Layer, layer_looks, placed_names
from needs.maps.legend import alternative_text, make_legend
from needs.maps.scale import MapScale
from needs.maps.view import make_view
from needs.wording import say

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
    layers: Sequence[Layer] = (),
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
    layers
        Other subjects that the same ground can show, each at the press of a button.

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
    own = Layer(say("Còn thiếu", lang=lang), view, alternative_text(view), make_legend(view))
    return offline_page(
        [own, *layers], name_class="of-district" if district is None else "of-commune"
    )


def offline_page(layers: Sequence[Layer], *, name_class: str) -> str:
    """Return one HTML document that asks nothing of any network.

    Parameters
    ----------
    layers
        What it can show: the first at once, the others when their buttons are pressed. All show
        the same communes; tooltips are the first one's.
    name_class
        How names are written: "of-district" or "of-commune".
    """
    view = layers[0].view
    canvas, groups = folium_map(view)
    figure = canvas.get_root()
    assert isinstance(figure, Figure)
    canvas.render()  # type: ignore[no-untyped-call]
    west, south, east, north = view.bounds
    page = _environment().get_template("page.html.j2")
    document = page.render(
        lang=view.lang,
        layers=layers,
        looks=layer_looks(layers) if len(layers) > 1 else [],
        groups=groups,
        header=_FIXED_SIZE.sub("", figure.header.render()),
        html=figure.html.render(),
        script=figure.script.render(),
        map_name=canvas.get_name(),
        page_css=files("needs.maps").joinpath("page.css").read_text(encoding="utf-8"),
        leaflet_css=leaflet_file("leaflet.css"),
        leaflet_js=leaflet_file("leaflet.js"),
        largest_radius=LARGEST_RADIUS,
        swatch_width=2 * LARGEST_RADIUS + 3,
        dashes=dashes,
        words={
            "north": say("B", lang=view.lang),
            "closer": say("Phóng to", lang=view.lang),
            "farther": say("Thu nhỏ", lang=view.lang),
            "layers": say("Bản đồ cho thấy", lang=view.lang),
        },
        names=placed_names(layers),
        name_class=name_class,
        bounds=[[south, west], [north, east]],
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
