"""The ground of the maps of proposals: the province's communes, drawn once for all donors.

Drawn as light SVG and not by matplotlib: hundreds of pages take seconds, a map some tens of
kilobytes, and it is as sharp on paper as on a screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pandas as pd
from shapely.geometry.base import BaseGeometry

from needs.assessment import Assessment
from needs.maps import join_boundaries, load_boundaries
from needs.maps.paper_column import km_per_degree_east
from needs.places import load_gazetteer, package_version, without_prefix
from needs.tables import rows_of
from needs.wording import say

#: Width of the drawing, tenths of a millimetre: the text of an A4 page.
WIDTH, TALLEST = 1700.0, 1250.0
MARGIN = 70.0
TYPE_SIZE = 31.0  # 6 points and more where a high map is printed small
INK, QUIET = "#333333", "#8a8a8a"
_KM_PER_DEGREE = 111.32


@dataclass(frozen=True)
class MapGround:
    """The province, drawn once for all its donors.

    Attributes
    ----------
    height
        Of the drawing, tenths of a millimetre; it is `WIDTH` wide.
    points
        Commune code → place on the drawing.
    drawn
        SVG of the communes and of the names of the districts.
    km
        Kilometres in one unit of the drawing.
    with_areas
        Whether boundaries are drawn.
    source
        Where places and boundaries come from.
    by_list
        Whether the communes on the official list are marked.
    """

    height: float
    points: dict[str, tuple[float, float]]
    drawn: str = field(repr=False)
    km: float
    with_areas: bool
    source: str
    by_list: bool = True


def map_ground(
    assessment: Assessment, *, boundaries: Path | None = None, lang: str
) -> MapGround | None:
    """Draw the province's communes; nothing where none has a place.

    Parameters
    ----------
    assessment
        Names the province and the edition of its communes.
    boundaries
        File of commune boundaries; without one, communes are small circles.
    lang
        Language of the source line.
    """
    programme = assessment.programme
    communes = load_gazetteer().communes(programme.province_code, programme.edition)
    source = [say("tọa độ: {package}", lang=lang, package=package_version())]
    areas: dict[str, BaseGeometry] = {}
    if boundaries is not None:
        areas = join_boundaries(communes, load_boundaries(boundaries)).areas
        source.append(say("ranh giới: {file}", lang=lang, file=boundaries.name))
    places = {
        str(row.commune_code): (float(row.longitude), float(row.latitude))
        for row in rows_of(communes.dropna(subset=["latitude", "longitude"]))
    }
    for code, area in areas.items():
        inside = area.representative_point()
        places[code] = (inside.x, inside.y)
    if not places:
        return None
    boxes = [area.bounds for area in areas.values()]
    boxes += [(*place, *place) for code, place in places.items() if code not in areas]
    project = _Projection.of(boxes)
    points = {code: project.at(*place) for code, place in places.items()}
    listed = set(assessment.communes.commune_code[assessment.communes.specially_disadvantaged])
    drawn = [_area(areas[code], project, listed=code in listed) for code in sorted(areas)]
    drawn += [
        _dot(points[code], listed=code in listed) for code in sorted(set(points) - set(areas))
    ]
    drawn += _district_names(communes, points)
    return MapGround(
        height=project.height,
        points=points,
        drawn="".join(drawn),
        km=project.km,
        with_areas=bool(areas),
        source="; ".join(source),
        by_list=assessment.standing == "listed",
    )


@dataclass(frozen=True)
class _Projection:
    """Degrees to the drawing: equirectangular, true to scale at the province's middle."""

    west: float
    north: float
    x_scale: float
    y_scale: float
    left: float
    height: float

    @classmethod
    def of(cls, boxes: list[tuple[float, ...]]) -> _Projection:
        west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
        east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
        across = km_per_degree_east((south + north) / 2)
        wide = max((east - west) * across, 10.0)
        tall = max((north - south) * _KM_PER_DEGREE, 10.0)
        per_km = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
        return cls(
            west=west,
            north=north,
            x_scale=per_km * across,
            y_scale=per_km * _KM_PER_DEGREE,
            left=(WIDTH - per_km * wide) / 2,
            height=per_km * tall + 2 * MARGIN,
        )

    @property
    def km(self) -> float:
        """Kilometres in one unit of the drawing."""
        return _KM_PER_DEGREE / self.y_scale

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the place on the drawing."""
        x = self.left + (longitude - self.west) * self.x_scale
        return x, MARGIN + (self.north - latitude) * self.y_scale


def _area(area: BaseGeometry, project: _Projection, *, listed: bool) -> str:
    lines = []
    for part in getattr(area, "geoms", [area]):
        for ring in (part.exterior, *part.interiors):
            corners = [project.at(x, y) for x, y in ring.coords]
            lines.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in corners[:-1]) + "Z")
    fill = "#efe9df" if listed else "#ffffff"
    return (
        f'<path d="{"".join(lines)}" fill="{fill}" fill-rule="evenodd" stroke="#a9a49a" '
        'stroke-width="2"/>'
    )


def _dot(point: tuple[float, float], *, listed: bool) -> str:
    fill = "#d9d3c7" if listed else "#ffffff"
    x, y = point
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="9" fill="{fill}" stroke="{QUIET}" stroke-width="2"/>'
    )


def _district_names(communes: pd.DataFrame, points: dict[str, tuple[float, float]]) -> list[str]:
    """Write the names of the (former) districts, pale, in the middle of their communes."""
    names = []
    placed = communes[communes.commune_code.isin(points)]
    for district, rows in placed.groupby("district", sort=True):
        own = [points[code] for code in rows.commune_code]
        x = sum(point[0] for point in own) / len(own)
        y = sum(point[1] for point in own) / len(own)
        words = escape(without_prefix(str(district)).upper())
        names.append(svg_text(x, y, words, fill=QUIET, anchor="middle", spacing=True))
    return names


def svg_text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = TYPE_SIZE,
    fill: str = INK,
    anchor: str = "start",
    spacing: bool = False,
) -> str:
    """Write one line; `words` are escaped already. A white rim keeps it readable on symbols."""
    more = ' letter-spacing="2"' if spacing else ""
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" fill="{fill}" '
        f'text-anchor="{anchor}" dominant-baseline="central" stroke="#fff" stroke-width="6" '
        f'paint-order="stroke"{more}>{words}</text>'
    )
