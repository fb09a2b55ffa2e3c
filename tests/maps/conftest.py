"""A small invented province: three districts in a row, one commune per grid square."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

SIDE = 0.1
WEST, SOUTH = 105.0, 22.0

# code, name, district code and name, zone, column and row of the grid, population, count, rate
ROWS = [
    ("01001", "Xã Bình Lộc", "041", "Huyện Sơn Hạ", "III", 0, 0, 5000, 400, 0.80),
    ("01002", "Xã Cẩm Giàng", "041", "Huyện Sơn Hạ", "III", 0, 1, 4000, 100, 0.10),
    ("01003", "Thị trấn Đồng Mỏ", "041", "Huyện Sơn Hạ", "I", 0, 2, 9000, 50, 0.05),
    ("01004", "Xã Hoá Thượng", "041", "Huyện Sơn Hạ", "III", 1, 0, 3000, None, None),
    ("01005", "Xã Tân Lập", "042", "Huyện Lũng Vân", "III", 1, 1, 3500, 225, 0.45),
    ("01006", "Xã Thuỷ Sơn", "042", "Huyện Lũng Vân", "II", 1, 2, 3600, 60, 0.20),
    ("01007", "Xã Tân Tiến", "042", "Huyện Lũng Vân", "III", 2, 0, 2500, 0, 0.0),
    ("01008", "Xã Tân Lập", "043", "Thị xã Ngân Phong", None, 2, 1, 8000, None, None),
    ("01009", "Phường 5", "043", "Thị xã Ngân Phong", "III", 2, 2, 7000, 300, 0.60),
]

WORDS = {
    "title": "Huyện Sơn Hạ: trẻ em chưa được hỗ trợ dinh dưỡng",
    "source": "Quyết định 588",
    "count_label": "Số trẻ chưa được hỗ trợ",
    "rate_label": "Tỷ lệ chưa được hỗ trợ",
}


@pytest.fixture
def province() -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {
                "commune_code": code,
                "commune": commune,
                "district_code": district_code,
                "district": district,
                "zone": zone,
                "specially_disadvantaged": zone == "III",
                "latitude": SOUTH + (row + 0.5) * SIDE,
                "longitude": WEST + (column + 0.5) * SIDE,
                "population": population,
                "count": count,
                "rate": rate,
            }
            for (
                code, commune, district_code, district, zone, column, row, population, count, rate,
            ) in ROWS
        ]
    )  # fmt: skip
    return frame.astype({"population": "Int64", "count": "Int64", "rate": "Float64"})


@pytest.fixture
def words() -> dict[str, str]:
    return dict(WORDS)


@pytest.fixture
def squares(province: pd.DataFrame) -> gpd.GeoDataFrame:
    """The province's communes as squares that touch."""
    half = SIDE / 2
    outlines = [
        box(*(round(corner, 4) for corner in (x - half, y - half, x + half, y + half)))
        for x, y in zip(province["longitude"], province["latitude"], strict=True)
    ]
    columns = province[["commune_code", "commune", "district"]]
    return gpd.GeoDataFrame(columns, geometry=outlines, crs="EPSG:4326")


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write a boundary file and return its path."""

    def write(shapes: gpd.GeoDataFrame, name: str = "ranh_gioi.geojson") -> Path:
        path = tmp_path / name
        if path.suffix == ".shp":  # which cuts headings at ten letters
            shapes = shapes.rename(columns={column: column[:10] for column in shapes.columns})
        shapes.to_file(path)
        return path

    return write
