"""The ground of the printed map: what part of the earth it shows, areas, symbols and names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

import geopandas as gpd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from shapely.geometry.base import BaseGeometry

from needs.maps.appearance import CONTEXT_FILL, FAINT_INK, INK, Appearance
from needs.maps.labels import Box, Name, place_names
from needs.maps.paper_column import (
    KM_PER_DEGREE,
    LARGEST_RADIUS,
    km_per_degree_east,
    paper_look,
)
from needs.maps.typesetting import CM_PER_POINT, line_height, text_width
from needs.maps.view import Label, View

NAME_SIZE = 7.2
DISTRICT_NAME_SIZE = 8.4


@dataclass(frozen=True)
class Ground:
    """A part of the earth on a sheet: its corner, and its scale.

    Parameters
    ----------
    west, south
        Longitude and latitude of the lower left corner.
    km_per_cm
        Kilometres of ground for each centimetre of paper.
    width, height
        Size on paper, centimetres.
    km_per_degree
        Length of a degree of longitude and of a degree of latitude, kilometres.
    """

    west: float
    south: float
    km_per_cm: float
    width: float
    height: float
    km_per_degree: tuple[float, float]

    @property
    def limits(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """West and east, south and north."""
        east, north = self.at(self.width, self.height)
        return (self.west, east), (self.south, north)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a place on the paper, centimetres."""
        return (
            self.west + x * self.km_per_cm / self.km_per_degree[0],
            self.south + y * self.km_per_cm / self.km_per_degree[1],
        )

    def paper(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the place on the paper, centimetres from the lower left corner."""
        return (
            (longitude - self.west) * self.km_per_degree[0] / self.km_per_cm,
            (latitude - self.south) * self.km_per_degree[1] / self.km_per_cm,
        )


def ground_shape(bounds: tuple[float, float, float, float]) -> float:
    """Return height divided by width of a part of the earth, on paper."""
    west, south, east, north = bounds
    width = (east - west) * km_per_degree_east((south + north) / 2)
    return (north - south) * KM_PER_DEGREE / width


def fit_ground(
    bounds: tuple[float, float, float, float], *, width: float, height: float, margin: float
) -> Ground:
    """Return the ground that shows the bounds as large as they fit, in the middle.

    Parameters
    ----------
    bounds
        West, south, east, north, degrees.
    width, height
        Size on paper, centimetres.
    margin
        Paper left free on each side, centimetres.
    """
    west, south, east, north = bounds
    across = km_per_degree_east((south + north) / 2)
    km_per_cm = max(
        (east - west) * across / (width - 2 * margin),
        (north - south) * KM_PER_DEGREE / (height - 2 * margin),
    )
    return Ground(
        west=(west + east) / 2 - width / 2 * km_per_cm / across,
        south=(south + north) / 2 - height / 2 * km_per_cm / KM_PER_DEGREE,
        km_per_cm=km_per_cm,
        width=width,
        height=height,
        km_per_degree=(across, KM_PER_DEGREE),
    )


def draw_ground(axes: Axes, view: View, ground: Ground) -> None:
    """Draw areas, outlines, symbols and names."""
    _spread(axes, ground)
    by_look: defaultdict[Appearance, list[BaseGeometry]] = defaultdict(list)
    for mark in view.drawn:
        if mark.area is not None and mark.area_look is not None:
            by_look[mark.area_look].append(mark.area)
    for look, areas in by_look.items():
        gpd.GeoSeries(areas).plot(ax=axes, aspect=None, zorder=2, **paper_look(look))
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
    _write_names(axes, view, ground)


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


def _write_names(axes: Axes, view: View, ground: Ground) -> None:
    size = NAME_SIZE if view.district is not None else DISTRICT_NAME_SIZE
    bold = view.district is None
    labels = view.labels
    names = [_name(label, ground, size=size, bold=bold) for label in labels]
    own = {label.point for label in labels}
    obstacles = [
        _square(ground.paper(*mark.point), mark.radius * LARGEST_RADIUS)
        for mark in view.drawn
        if mark.point is not None and mark.symbol_look is not None and mark.point not in own
    ]
    frame = Box(0.1, 0.1, ground.width - 0.1, ground.height - 0.1)
    boxes = place_names(names, frame=frame, obstacles=obstacles)
    for label, name, box in zip(labels, names, boxes, strict=True):
        _write_name(axes, label.text, name, box, ground, size=size, bold=bold)


def _write_name(
    axes: Axes, text: str, name: Name, box: Box, ground: Ground, *, size: float, bold: bool
) -> None:
    near = min(max(name.x, box.left), box.right), min(max(name.y, box.bottom), box.top)
    away = ((near[0] - name.x) ** 2 + (near[1] - name.y) ** 2) ** 0.5
    if name.radius and away > name.radius + 0.75 * name.height:
        ends = [ground.at(*near), ground.at(name.x, name.y)]
        axes.plot(*zip(*ends, strict=True), color=INK, linewidth=0.5, zorder=3.5)
    axes.text(
        *ground.at(*box.middle),
        text,
        fontsize=size,
        weight="bold" if bold else "normal",
        ha="center",
        va="center_baseline",
        color="#1d1d1d",
        zorder=9,
        parse_math=False,
        path_effects=[withStroke(linewidth=1.9, foreground="white", alpha=0.9)],
    )


def _name(label: Label, ground: Ground, *, size: float, bold: bool) -> Name:
    x, y = ground.paper(*label.point)
    return Name(
        width=text_width(label.text, size=size, bold=bold) + 0.06,
        height=line_height(size),
        x=x,
        y=y,
        radius=label.radius * LARGEST_RADIUS,
    )


def _square(centre: tuple[float, float], radius: float) -> Box:
    x, y = centre
    return Box(x - radius, y - radius, x + radius, y + radius)
