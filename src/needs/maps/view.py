"""What a map shows, before it is drawn: the screen and the paper are made from one view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
from shapely import union_all
from shapely.geometry.base import BaseGeometry

from needs.errors import Fault, InputFaults, NotFound
from needs.maps.inputs import STANDING_COLUMN, checked_communes
from needs.maps.joining import JoinedBoundaries
from needs.maps.marks import Mark, commune_mark, short_name
from needs.maps.scale import MapScale
from needs.maps.simplifying import on_grid
from needs.places.names import normalise
from needs.wording import collation_key, say

# A district of one commune still needs some ground around it, degrees.
NARROWEST_VIEW = 0.06
# Without boundaries, neighbours around the district say where it is: share of its own size.
NEIGHBOURS_AROUND = 0.2
# Boundary files leave slits between neighbours, degrees (about 400 m).
WIDEST_SLIT = 0.004


@dataclass(frozen=True)
class Label:
    """A name on the map and the place it belongs to (longitude, latitude)."""

    text: str
    point: tuple[float, float]
    radius: float = 0.0


@dataclass(frozen=True)
class View:
    """Everything a map of one district, or of the whole province, shows.

    `communes` is the checked table of the whole province; `marks` follow its order.
    """

    communes: pd.DataFrame
    marks: tuple[Mark, ...]
    scale: MapScale
    title: str
    source: str
    count_label: str
    rate_label: str
    district: str | None
    illustrative: bool
    lang: str

    @property
    def drawn(self) -> list[Mark]:
        """Marks that have a place, the context first, then from the largest symbol down."""
        placed = [mark for mark in self.marks if mark.point is not None]
        return sorted(placed, key=lambda mark: (mark.emphasised, -mark.radius, mark.code))

    @property
    def standing(self) -> str:
        """How the communes are known: from a list, from none yet, or all of them count."""
        return str(self.communes[STANDING_COLUMN].iloc[0])

    @property
    def with_areas(self) -> bool:
        """Whether boundaries are drawn."""
        return any(mark.area is not None for mark in self.marks)

    @property
    def not_drawn(self) -> list[str]:
        """Communes of this view that have neither coordinates nor a boundary."""
        return [mark.commune for mark in self.marks if mark.emphasised and mark.point is None]

    @property
    def labels(self) -> list[Label]:
        """Names to write: communes of a district, districts of a province."""
        emphasised = [mark for mark in self.drawn if mark.emphasised]
        if self.district is not None:
            return [
                Label(mark.label, mark.point, mark.radius if mark.symbol_look else 0.0)
                for mark in emphasised
                if mark.point is not None
            ]
        names = sorted({mark.district for mark in emphasised if mark.district})
        return [Label(short_name(name), self._middle(name)) for name in names]

    @property
    def outlines(self) -> list[BaseGeometry]:
        """Outlines to stress: of the district, or of each district of the province."""
        own: dict[str, list[BaseGeometry]] = {}
        for mark in self.marks:
            if mark.emphasised and mark.area is not None:
                own.setdefault(mark.district, []).append(mark.area)
        return [joined_outline(areas) for _, areas in sorted(own.items())]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what the map is about, degrees."""
        shown = [mark for mark in self.drawn if mark.emphasised] or self.drawn
        west, south, east, north = _bounds(shown)
        spare = 0.0 if self.with_areas or self.district is None else NEIGHBOURS_AROUND
        across, up = spare * (east - west), spare * (north - south)
        return west - across, south - up, east + across, north + up

    @property
    def province_bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the whole province, degrees."""
        return _bounds(self.drawn)

    @property
    def source_line(self) -> str:
        """Where the figures come from; says when they are illustrative."""
        line = say("Nguồn: {source}", lang=self.lang, source=self.source)
        return f"{line} — {say('số liệu minh họa', lang=self.lang)}" if self.illustrative else line

    @property
    def not_drawn_line(self) -> str:
        """The communes that are not drawn, in one sentence; empty where all are."""
        if not self.not_drawn:
            return ""
        names = "; ".join(self.not_drawn)
        return say("Chưa có tọa độ nên không vẽ: {names}", lang=self.lang, names=names)

    def _middle(self, district: str) -> tuple[float, float]:
        own = [mark for mark in self.drawn if mark.district == district]
        areas = [mark.area for mark in own if mark.area is not None]
        if areas:
            inside = union_all(areas).representative_point()
            return inside.x, inside.y
        points = [mark.point for mark in own if mark.point is not None]
        return (
            sum(x for x, _ in points) / len(points),
            sum(y for _, y in points) / len(points),
        )


def make_view(  # noqa: PLR0913
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
) -> View:
    """Decide what every commune looks like; parameters as in `needs.maps.interactive_map`.

    Raises
    ------
    InputFaults
        If the table cannot be used, lacks a tooltip's column, or has no place at all.
    NotFound
        If the district is not one of the table's; lists the valid ones.
    """
    checked = checked_communes(communes)
    columns = dict(tooltips or {})
    if lacking := [column for column in columns if column not in checked.columns]:
        raise InputFaults(
            "bản đồ / map",
            [Fault("tooltips", column, "một cột của bảng / a column") for column in lacking],
        )
    chosen = None if district is None else find_district(checked, district)
    scale = scale if chosen is not None else scale.among(len(checked))
    areas = {} if boundaries is None else boundaries.areas
    labels = {"count": count_label, "rate": rate_label, **columns}
    marks = tuple(
        commune_mark(row, scale=scale, district=chosen, areas=areas, labels=labels, lang=lang)
        for row in checked.to_dict("records")
    )
    if all(mark.point is None for mark in marks):
        raise InputFaults(
            "bản đồ / map",
            [
                Fault(
                    "latitude, longitude",
                    "không xã nào có tọa độ / no commune has coordinates",
                    "tọa độ hoặc ranh giới / coordinates or boundaries",
                )
            ],
        )
    return View(
        communes=checked,
        marks=marks,
        scale=scale,
        title=title,
        source=source,
        count_label=count_label,
        rate_label=rate_label,
        district=chosen,
        illustrative=illustrative,
        lang=lang,
    )


def find_district(communes: pd.DataFrame, given: str) -> str:
    """Return the name of a district given by its code, its name or its name without prefix.

    Raises
    ------
    NotFound
        If there is none, or if several share the name.
    """
    pairs = communes[["district_code", "district"]].dropna().drop_duplicates()
    names = sorted(set(pairs["district"]), key=collation_key)
    if given in names:
        return given
    matches = {
        name
        for code, name in zip(pairs["district_code"], pairs["district"], strict=True)
        if code == given or normalise(name) == normalise(given)
    }
    if len(matches) != 1:
        raise NotFound("huyện / district", given, names)
    return str(matches.pop())


def joined_outline(areas: list[BaseGeometry]) -> BaseGeometry:
    """Return several areas as one; slits up to `WIDEST_SLIT` between neighbours are closed."""
    wider = union_all(areas).buffer(WIDEST_SLIT / 2, join_style="mitre")
    return on_grid(wider.buffer(-WIDEST_SLIT / 2, join_style="mitre"))


def _bounds(marks: Iterable[Mark]) -> tuple[float, float, float, float]:
    boxes = [mark.area.bounds for mark in marks if mark.area is not None]
    boxes += [(*mark.point, *mark.point) for mark in marks if mark.area is None and mark.point]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    x_spare = max(0.0, NARROWEST_VIEW - (east - west)) / 2
    y_spare = max(0.0, NARROWEST_VIEW - (north - south)) / 2
    return west - x_spare, south - y_spare, east + x_spare, north + y_spare
