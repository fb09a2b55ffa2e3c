"""Reading a file of commune boundaries: GeoJSON, GeoPackage or Shapefile.

Every province keeps such a file in its own shape. What cannot be used is said in words a
planner can act on; what had to be mended (lost zeros, damaged rings) is reported, not hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from needs.errors import Fault, FaultCollector, InputFaults
from needs.maps.columns import (
    DISTRICT_HEADINGS,
    NAME_HEADINGS,
    code_text,
    find_code_column,
    find_text_column,
    padded_codes,
)

FORMATS = (".geojson", ".json", ".gpkg", ".shp")
SCREEN_CRS = "EPSG:4326"
_POLYGONS = ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Boundaries:
    """The areas of a boundary file.

    Parameters
    ----------
    shapes
        `code` (five digits or missing), `name`, `district` (text or missing) and `geometry`
        (polygons, degrees, EPSG:4326), one row per area.
    file
        Name of the file.
    has_districts
        Whether the file says which district a commune is in.
    faults
        What was mended or left out while reading, row by row.
    """

    shapes: gpd.GeoDataFrame
    file: str
    has_districts: bool
    faults: tuple[Fault, ...]


def load_boundaries(path: Path) -> Boundaries:
    """Read commune boundaries from a GeoJSON, GeoPackage or Shapefile.

    Parameters
    ----------
    path
        The file; of a Shapefile the `.shp`, with its `.dbf`, `.shx` and `.prj` beside it.

    Returns
    -------
    Boundaries
        In degrees (EPSG:4326), with codes as five-digit text.

    Raises
    ------
    InputFaults
        If the file is not there, cannot be read, has no coordinate system, no areas, or no
        column with codes or names.
    """
    path = Path(path)
    faults = FaultCollector(f"ranh giới / boundaries {path.name}")
    raw = _read(path, faults)
    notes: list[Fault] = []
    areas = _polygons(raw, path.name, notes, faults)
    located = _in_degrees(areas, path.name, faults)

    code_column = find_code_column(located, faults)
    name_column = find_text_column(located, NAME_HEADINGS)
    district_column = find_text_column(located, DISTRICT_HEADINGS)
    if code_column is None and name_column is None:
        headings = ", ".join(str(column) for column in located.columns if column != "geometry")
        faults.add(
            path.name,
            f"các cột / columns: {headings or '—'}",
            "cột mã xã (năm chữ số) hoặc cột tên xã / commune codes or names",
            "đặt tên cột là «commune_code» hoặc «commune» / name the column so",
        )
    faults.raise_if_any()

    shapes = gpd.GeoDataFrame(
        {
            "code": _column(located, code_column),
            "name": _column(located, name_column),
            "district": _column(located, district_column),
        },
        geometry=located.geometry.to_numpy(),
        crs=SCREEN_CRS,
    )
    if code_column is not None:
        notes += _padding_notes(shapes["code"], path.name, code_column)
        shapes["code"] = padded_codes(shapes["code"])
    return Boundaries(shapes, path.name, district_column is not None, tuple(notes))


def _read(path: Path, faults: FaultCollector) -> gpd.GeoDataFrame:
    if path.suffix.lower() not in FORMATS:
        faults.add(path.name, path.suffix or "không đuôi / no suffix", " ".join(FORMATS))
    elif not path.is_file():
        faults.add(str(path), "không có tệp / no file", "tệp ranh giới xã / a boundary file")
    faults.raise_if_any()
    try:
        layers = gpd.list_layers(path)
        spatial = layers.loc[layers["geometry_type"].notna(), "name"].tolist()
        if len(spatial) > 1:
            faults.add(
                path.name,
                f"{len(spatial)} lớp / layers: {', '.join(spatial)}",
                "một lớp ranh giới xã / one layer",
                "xuất riêng lớp xã ra một tệp / export the layer of communes to its own file",
            )
            faults.raise_if_any()
        data = gpd.read_file(path)
    # What the drivers raise for damaged files has no common class but these.
    except (RuntimeError, OSError, ValueError) as problem:
        faults.add(
            path.name,
            str(problem).replace(str(path), path.name),
            "tệp GeoJSON, GeoPackage hoặc Shapefile đọc được / a readable file",
            "xuất lại tệp từ phần mềm bản đồ / export it again",
        )
        raise InputFaults(faults.subject, faults.faults) from problem
    if not isinstance(data, gpd.GeoDataFrame) or data.empty:
        faults.add(path.name, "không có vùng nào / no areas", "ranh giới xã / boundaries")
    faults.raise_if_any()
    return data


def _polygons(
    raw: gpd.GeoDataFrame, file: str, notes: list[Fault], faults: FaultCollector
) -> gpd.GeoDataFrame:
    """Keep the areas, mend damaged ones, and note every row left out or mended."""
    data = gpd.GeoDataFrame(
        raw.drop(columns=raw.geometry.name).reset_index(drop=True),
        geometry=shapely.force_2d(raw.geometry.to_numpy()),
        crs=raw.crs,
    )
    expected = "vùng / area (Polygon, MultiPolygon)"
    kinds = data.geom_type.astype("string")
    usable = kinds.isin(_POLYGONS) & ~data.geometry.is_empty
    if not usable.any():
        found = ", ".join(sorted(kinds.dropna().unique())) or "không có hình / no geometry"
        faults.add(file, found, expected, "xuất lớp ranh giới / export the layer of areas")
        faults.raise_if_any()
    notes += [
        Fault(f"{file}, vùng / area {row + 1}", str(kinds.iloc[row]), expected)
        for row in np.flatnonzero(~usable)
    ]
    damaged = usable & ~data.geometry.is_valid
    notes += [
        Fault(
            f"{file}, vùng / area {row + 1}",
            "đường ranh tự cắt / self-crossing outline",
            "đường ranh khép kín / a valid outline",
            "đã sửa khi đọc / mended while reading",
        )
        for row in np.flatnonzero(damaged)
    ]
    data.loc[damaged, "geometry"] = data.loc[damaged].geometry.make_valid(
        method="structure", keep_collapsed=False
    )
    return data.loc[usable].reset_index(drop=True)


def _in_degrees(areas: gpd.GeoDataFrame, file: str, faults: FaultCollector) -> gpd.GeoDataFrame:
    action = "xuất lại với hệ WGS 84 (EPSG:4326) / export again in WGS 84 (EPSG:4326)"
    expected = "hệ tọa độ được khai báo / a stated coordinate system"
    if areas.crs is None:
        faults.add(file, "không có hệ tọa độ (thiếu .prj?) / none", expected, action)
        faults.raise_if_any()
    located = areas.to_crs(SCREEN_CRS)
    west, south, east, north = located.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        found = f"tọa độ / coordinates {west:g} {south:g} … {east:g} {north:g}"
        faults.add(file, found, "kinh độ, vĩ độ / longitude, latitude", action)
        faults.raise_if_any()
    return located


def _column(data: pd.DataFrame, column: str | None) -> pd.Series:
    if column is None:
        return pd.Series(pd.NA, index=data.index, dtype="string")
    text = code_text(data[column]) if pd.api.types.is_numeric_dtype(data[column]) else data[column]
    return text.astype("string").str.strip().reset_index(drop=True)


def _padding_notes(codes: pd.Series, file: str, column: str) -> list[Fault]:
    short = code_text(codes).dropna()
    short = short[short.str.len() < 5]
    if short.empty:
        return []
    return [
        Fault(
            f"{file}, cột / column {column}",
            f"{len(short)} mã mất số 0 ở đầu / codes without leading zeros: {short.iloc[0]} …",
            "mã năm chữ số / five digits",
            "đã thêm số 0 khi đọc / zeros added while reading",
        )
    ]
