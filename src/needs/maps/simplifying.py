"""Boundaries light enough for a page that travels by e-mail, with neighbours still touching."""

from __future__ import annotations

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

# About 20 characters a corner: 9,000 corners stay near 180 kB of the page.
MOST_CORNERS = 9_000
FINEST_STEP = 0.0001
DECIMALS = 4


def simplified(shapes: gpd.GeoSeries, *, most_corners: int = MOST_CORNERS) -> gpd.GeoSeries:
    """Return the areas with at most `most_corners` corners, shared borders still shared.

    Borders are simplified once for both neighbours (coverage simplification, Visvalingam–
    Whyatt), more strongly until the areas are light enough, then put on a grid of 0.0001
    degrees (about 11 m).

    Parameters
    ----------
    shapes
        Polygons in degrees.
    most_corners
        Corners allowed over all areas; an area never falls below a triangle.
    """
    light = shapes
    step = FINEST_STEP
    widest = 1.0
    while shapely.get_num_coordinates(light.to_numpy()).sum() > most_corners and step < widest:
        light = shapes.simplify_coverage(step)
        step *= 1.5
    coarse_areas = [on_grid(area) for area in light]
    # A sliver thinner than the grid collapses; then the commune keeps its unrounded outline.
    kept = [
        fine if coarse.is_empty or coarse.area == 0 else coarse
        for fine, coarse in zip(light, coarse_areas, strict=True)
    ]
    return gpd.GeoSeries(kept, index=shapes.index, crs=shapes.crs)


def on_grid(area: BaseGeometry) -> BaseGeometry:
    """Return the area with its corners on the grid."""
    return shapely.transform(area, lambda corners: corners.round(DECIMALS))
