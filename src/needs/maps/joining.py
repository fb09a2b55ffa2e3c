"""Giving communes their boundaries: by code, else by name within the district; never fuzzy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from needs.errors import Fault
from needs.maps.boundaries import SCREEN_CRS, Boundaries
from needs.maps.simplifying import simplified
from needs.places.names import normalise


@dataclass(frozen=True)
class JoinedBoundaries:
    """Communes with their boundaries, and everything that did not fit.

    Parameters
    ----------
    frame
        `commune_code`, `commune`, `matched_by` ("code", "name" or missing), `geometry`
        (degrees, simplified; missing where none was found), in the order of the codes.
    without_shape
        Communes without a boundary: drawn as symbols at their centres.
    without_commune
        Areas of the file that belong to no commune of the table.
    name_differs
        Joined by code although the names differ: «code: commune / name in the file». Many of
        them mean that the file is of another edition of the communes.
    faults
        Duplicates, and what was mended while reading.
    """

    frame: gpd.GeoDataFrame
    without_shape: tuple[str, ...]
    without_commune: tuple[str, ...]
    name_differs: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def areas(self) -> dict[str, BaseGeometry]:
        """Commune code → boundary, for the communes that have one."""
        known = self.frame[self.frame.geometry.notna()]
        return dict(zip(known["commune_code"], known.geometry, strict=True))

    def told_for(self, commune_codes: Iterable[str]) -> JoinedBoundaries:
        """Keep what concerns some communes: the map of a district tells its own mismatches.

        Areas that no commune took are told only where one of these communes lacks an area.
        """
        codes = set(commune_codes)
        frame = self.frame[self.frame["commune_code"].isin(codes)]
        without_shape = tuple(frame.loc[frame.geometry.isna(), "commune"])
        return replace(
            self,
            frame=frame,
            without_shape=without_shape,
            without_commune=self.without_commune if without_shape else (),
            name_differs=tuple(
                told for told in self.name_differs if told.partition(":")[0] in codes
            ),
        )


def join_boundaries(communes: pd.DataFrame, boundaries: Boundaries) -> JoinedBoundaries:
    """Find each commune's boundary.

    First by code. What is left is joined by name: spelling normalised, within the district if
    the file says the district, and only where the name is unique on both sides: first with
    «xã», «thị trấn» …, then without. A code or a name that stands twice joins nothing.

    Parameters
    ----------
    communes
        `commune_code`, `commune`, `district` of the whole province.
    boundaries
        As read by `load_boundaries`.
    """
    table = communes[["commune_code", "commune", "district"]].astype("string")
    table = table.sort_values("commune_code", ignore_index=True)
    shapes = boundaries.shapes
    faults = [*boundaries.faults, *_duplicates(shapes["code"], boundaries.file)]

    by_code = _one_to_one(table["commune_code"], shapes["code"])
    pairs = dict.fromkeys(by_code, "code")
    for keep_prefix in (True, False):
        spelling = {"with_district": boundaries.has_districts, "keep_prefix": keep_prefix}
        taken_rows = {row for row, _ in pairs}
        # The outlines of a code that stands twice are in doubt, whatever their name says.
        taken_shapes = {shape for _, shape in pairs} | _doubtful(shapes["code"])
        by_name = _one_to_one(
            _names(table["commune"], table["district"], **spelling),
            _names(shapes["name"], shapes["district"], **spelling),
        )
        for row, shape in by_name:
            if row not in taken_rows and shape not in taken_shapes:
                pairs[row, shape] = "name"

    outlines: list[BaseGeometry | None] = [None] * len(table)
    matched_by: list[str | None] = [None] * len(table)
    ordered = sorted(pairs)
    light = simplified(shapes.geometry.iloc[[shape for _, shape in ordered]])
    for (row, shape), outline in zip(ordered, light, strict=True):
        outlines[row], matched_by[row] = outline, pairs[row, shape]
    frame = gpd.GeoDataFrame(
        table[["commune_code", "commune"]].assign(matched_by=pd.Series(matched_by, dtype="string")),
        geometry=gpd.GeoSeries(outlines, crs=SCREEN_CRS),
    )
    used = {shape for _, shape in pairs}
    return JoinedBoundaries(
        frame=frame,
        without_shape=tuple(frame.loc[frame.geometry.isna(), "commune"]),
        without_commune=tuple(
            sorted(_title(shapes, shape) for shape in range(len(shapes)) if shape not in used)
        ),
        name_differs=tuple(_differing_names(table, shapes, by_code)),
        faults=tuple(faults),
    )


def _one_to_one(left: pd.Series, right: pd.Series) -> list[tuple[int, int]]:
    """Return the positions that share a key which stands once on each side."""
    shared = _once(left) & _once(right)
    places = {key: position for position, key in enumerate(right) if key in shared}
    return [(position, places[key]) for position, key in enumerate(left) if key in shared]


def _once(keys: pd.Series) -> set[str]:
    counts = keys.dropna().value_counts()
    return set(counts.index[counts == 1])


def _names(
    names: pd.Series, districts: pd.Series, *, with_district: bool, keep_prefix: bool
) -> pd.Series:
    own = names.map(lambda name: normalise(name, keep_prefix=keep_prefix), na_action="ignore")
    if not with_district:
        return own
    return districts.map(normalise, na_action="ignore") + " / " + own


def _doubtful(codes: pd.Series) -> set[int]:
    twice = codes.notna() & codes.duplicated(keep=False)
    return {position for position, doubt in enumerate(twice) if doubt}


def _duplicates(codes: pd.Series, file: str) -> Iterable[Fault]:
    counts = codes.dropna().value_counts()
    for code in sorted(counts.index[counts > 1]):
        yield Fault(
            f"{file}, mã / code {code}",
            f"{counts[code]} vùng / areas",
            "1 vùng / area",
            "gộp các mảnh của xã thành một vùng, hoặc sửa mã / merge the parts, or mend the code",
        )


def _differing_names(
    table: pd.DataFrame, shapes: pd.DataFrame, by_code: list[tuple[int, int]]
) -> Iterable[str]:
    for row, shape in sorted(by_code):
        ours, theirs = table["commune"].iloc[row], shapes["name"].iloc[shape]
        if pd.notna(theirs) and normalise(ours) != normalise(theirs):
            yield f"{table['commune_code'].iloc[row]}: {ours} / {theirs}"


def _title(shapes: pd.DataFrame, position: int) -> str:
    row = shapes.iloc[position]
    parts = [str(row[column]) for column in ("code", "name", "district") if pd.notna(row[column])]
    return " · ".join(parts) or f"vùng / area {position + 1}"
