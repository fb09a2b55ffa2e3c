"""The ground of the printed map: areas, symbols and names; the district in its province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import geopandas as gpd
from matplotlib.axes import Axes
from shapely import line_merge, union_all
from shapely.geometry.base import BaseGeometry

from needs.maps.appearance import CONTEXT_FILL, FAINT_INK, INK, Appearance
from needs.maps.paper_column import LARGEST_RADIUS, paper_look
from needs.maps.paper_names import WrittenName, write_names
from needs.maps.projection import Ground
from needs.maps.typesetting import CM_PER_POINT
from needs.maps.view import View


def draw_ground(axes: Axes, view: View, ground: Ground, names: Sequence[WrittenName]) -> None:
    """Draw areas, outlines, symbols and names."""
    _spread(axes, ground)
    by_look: defaultdict[Appearance, list[BaseGeometry]] = defaultdict(list)
    for mark in view.drawn:
        if mark.area is not None and mark.area_look is not None:
            by_look[mark.area_look].append(mark.area)
    for look, areas in by_look.items():
        _draw_areas(axes, look, areas)
    if view.outlines:
        gpd.GeoSeries(view.outlines).boundary.plot(
            ax=axes, aspect=None, color=INK, linewidth=1.5, zorder=3
        )
    # Symbols alike that follow one another are drawn at once: it is many times as fast.
    placed = [
        (mark.symbol_look, mark.radius, mark.point)
        for mark in view.drawn
        if mark.symbol_look is not None and mark.point is not None
    ]
    alike = groupby(placed, key=lambda one: one[:2])
    for order, ((look, radius), symbols) in enumerate(alike):
        diameter = 2 * radius * LARGEST_RADIUS / CM_PER_POINT
        across, up = zip(*(point for *_, point in symbols), strict=True)
        axes.scatter(
            across,
            up,
            s=diameter**2,
            alpha=look.opacity,
            zorder=4 + order / 1000,
            **paper_look(look),
        )
    # Geopandas writes «x» and «y» at axes.
    axes.set(xlabel="", ylabel="")
    write_names(axes, names, ground, of_districts=view.district is None)


def draw_locator(axes: Axes, view: View, ground: Ground) -> None:
    """Draw the whole province small, the district dark in it."""
    _spread(axes, ground)
    axes.set_axis_off()
    for emphasised, fill in ((False, CONTEXT_FILL), (True, INK)):
        marks = [mark for mark in view.drawn if mark.emphasised is emphasised]
        areas = [mark.area for mark in marks if mark.area is not None]
        if areas:
            gpd.GeoSeries(areas).plot(
                ax=axes, aspect=None, facecolor=fill, edgecolor=FAINT_INK, linewidth=0.3
            )
        points = [mark.point for mark in marks if mark.area is None and mark.point is not None]
        if points:
            across, up = zip(*points, strict=True)
            axes.scatter(across, up, s=7, facecolor=fill, edgecolor=FAINT_INK, linewidth=0.4)


def _spread(axes: Axes, ground: Ground) -> None:
    across, up = ground.limits
    axes.set(xlim=across, ylim=up, xticks=[], yticks=[], aspect="auto", autoscale_on=False)


def _draw_areas(axes: Axes, look: Appearance, areas: list[BaseGeometry]) -> None:
    drawn = paper_look(look)
    if not look.dotted:
        gpd.GeoSeries(areas).plot(ax=axes, aspect=None, zorder=2, **drawn)
        return
    gpd.GeoSeries(areas).plot(ax=axes, aspect=None, zorder=1, facecolor=drawn["facecolor"])
    # A border that two neighbours share is one line: drawn twice, its dots would run together.
    borders = gpd.GeoSeries([line_merge(union_all([area.boundary for area in areas]))])
    borders.plot(
        ax=axes,
        aspect=None,
        zorder=1.5,
        color=drawn["edgecolor"],
        linewidth=drawn["linewidth"],
        linestyle=drawn["linestyle"],
    )
