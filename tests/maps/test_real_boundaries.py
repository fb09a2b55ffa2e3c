"""Real provinces: the boundary files and lists that lie beside the checkout."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from needs.maps import interactive_map, join_boundaries, load_boundaries, map_scale, static_map
from needs.maps.interactive import leaflet_file

HEAVIEST_PAGE = 400_000


@pytest.fixture(scope="module")
def cao_bang(shared):
    return cao_bang_frame(shared)


def cao_bang_frame(shared):
    """56 communes with real centres; districts are the quarters of the map, figures invented."""
    people = pd.read_csv(shared / "facts/population_2025_communes_04_38_56.csv", dtype="string")
    people = people[people["province_code"] == "04"].reset_index(drop=True)
    longitude, latitude = people["lon"].astype(float), people["lat"].astype(float)
    quarter = (longitude > longitude.median()) * 2 + (latitude > latitude.median())
    population = people["population"].astype("Int64")
    rate = pd.Series(np.linspace(0.05, 0.95, len(people)), dtype="Float64").round(2)
    rate[7] = pd.NA
    return pd.DataFrame(
        {
            "commune_code": people["ward_code"],
            "commune": people["ward"],
            "district_code": "00" + quarter.astype(int).astype(str),
            "district": "Huyện " + quarter.map({0: "Nam", 1: "Bắc", 2: "Đông Nam", 3: "Đông"}),
            "zone": "III",
            "specially_disadvantaged": True,
            "latitude": latitude,
            "longitude": longitude,
            "population": population,
            "count": (population * 0.2 * rate).round().astype("Int64"),
            "rate": rate,
        }
    )


def test_cao_bang_joins_whole_and_stays_light(cao_bang, shared, words):
    joined = join_boundaries(
        cao_bang, load_boundaries(shared / "geo/communes_2025_04_cao_bang.geojson")
    )
    assert len(joined.areas) == 56
    assert (joined.without_shape, joined.without_commune, joined.name_differs) == ((), (), ())
    for district in [*cao_bang["district"].unique(), None]:
        document = interactive_map(
            cao_bang, scale=map_scale(cao_bang), district=district, boundaries=joined, **words
        )
        leaflet = len(leaflet_file("leaflet.js").encode()) + len(leaflet_file("leaflet.css"))
        assert len(document.encode()) - leaflet <= HEAVIEST_PAGE


def test_cao_bang_keeps_its_area(cao_bang, shared):
    read = load_boundaries(shared / "geo/communes_2025_04_cao_bang.geojson")
    joined = join_boundaries(cao_bang, read)
    light = joined.frame.to_crs(3405).area.sum()
    assert light == pytest.approx(read.shapes.to_crs(3405).area.sum(), rel=0.002)


def test_heaviest_province_stays_light(shared, words):
    file = shared / "geo/communes_2025_38_thanh_hoa.geojson"
    shapes = gpd.read_file(file)
    inside = shapes.representative_point()
    communes = pd.DataFrame(
        {
            "commune_code": shapes["commune_code"],
            "commune": shapes["commune"],
            "district_code": "380",
            "district": "Huyện Thử",
            "zone": "III",
            "specially_disadvantaged": True,
            "latitude": inside.y,
            "longitude": inside.x,
            "population": pd.array([5000] * len(shapes), dtype="Int64"),
            "count": pd.array(range(len(shapes)), dtype="Int64"),
            "rate": pd.array(np.linspace(0, 1, len(shapes)), dtype="Float64"),
        }
    )
    joined = join_boundaries(communes, load_boundaries(file))
    document = interactive_map(communes, scale=map_scale(communes), boundaries=joined, **words)
    assert len(joined.areas) == 166
    assert len(document.encode()) - len(leaflet_file("leaflet.js")) <= HEAVIEST_PAGE


def test_ninh_thuan_joins_by_name_within_its_districts(shared, words):
    file = shared / "geo/communes_2019_58_ninh_thuan.geojson"
    read = load_boundaries(file)
    assert read.has_districts
    communes = pd.DataFrame(
        {
            "commune_code": read.shapes["code"],
            "commune": read.shapes["name"].str.replace("Hòa", "Hoà"),
            "district": read.shapes["district"],
        }
    )
    nameless = read.shapes.assign(code=pd.Series(pd.NA, index=read.shapes.index, dtype="string"))
    by_code = join_boundaries(communes, read)
    by_name = join_boundaries(communes, type(read)(nameless, read.file, True, ()))
    assert len(by_code.areas) == len(communes)
    assert set(by_name.frame["matched_by"].dropna()) == {"name"}
    assert by_name.without_shape == ()
    assert by_name.frame.geometry.geom_equals(by_code.frame.geometry).all()


@pytest.mark.parametrize("with_areas", [False, True])
def test_cao_bang_is_printed(with_areas, cao_bang, shared, words):
    file = shared / "geo/communes_2025_04_cao_bang.geojson"
    joined = join_boundaries(cao_bang, load_boundaries(file)) if with_areas else None
    picture = static_map(
        cao_bang, scale=map_scale(cao_bang), district="Bắc", boundaries=joined, **words
    )
    assert picture.not_drawn == []
    assert len(picture.png) < 600_000
