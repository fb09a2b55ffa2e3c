"""Several maps of the same ground as layers of one page: other looks, titles, legends, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from needs.maps.folium_ground import LARGEST_RADIUS, style
from needs.maps.legend import Legend
from needs.maps.simplifying import DECIMALS
from needs.maps.view import View


@dataclass(frozen=True)
class Layer:
    """One subject of a map.

    Parameters
    ----------
    name
        On the button that shows it.
    view
        What is drawn; the layers of one page show the same communes.
    alt
        What it tells, in words.
    legend
        Beside the map.
    """

    name: str
    view: View
    alt: str
    legend: Legend


def layer_looks(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Return what changes on the page when a layer is chosen.

    Returns
    -------
    list
        For each layer: title and words; `looks` (distinct styles of Leaflet), `areas` and
        `symbols` (code → place in `looks`; a commune that is not in them is not drawn), `order`
        (codes of symbols from the lowest up).
    """
    return [
        {"title": layer.view.title, "alt": layer.alt, **_styles(layer.view)} for layer in layers
    ]


def _styles(view: View) -> dict[str, Any]:
    looks: list[dict[str, Any]] = []
    areas, symbols = {}, {}

    def place(look: dict[str, Any]) -> int:
        if look not in looks:
            looks.append(look)
        return looks.index(look)

    for mark in view.drawn:
        if mark.area_look is not None:
            areas[mark.code] = place(style(mark.area_look))
        if mark.symbol_look is not None:
            symbols[mark.code] = place(style(mark.symbol_look, mark.radius))
    return {"looks": looks, "areas": areas, "symbols": symbols, "order": list(symbols)}


def placed_names(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Return the names in the order in which they are written, below their symbols.

    `shifts` says for each layer how far below its place a name stands, screen pixels.
    """
    radii = [{(one.text, one.point): one.radius for one in each.view.labels} for each in layers]
    labels = sorted(layers[0].view.labels, key=lambda label: (-label.radius, label.text))
    return [
        {
            "text": label.text,
            "longitude": round(label.point[0], DECIMALS),
            "latitude": round(label.point[1], DECIMALS),
            "shifts": [_shift(own.get((label.text, label.point), 0.0)) for own in radii],
        }
        for label in labels
    ]


def _shift(radius: float) -> int:
    return round(radius * LARGEST_RADIUS + 8) if radius else 0
