"""The map of the public edition: for every kind of programme, over the boundaries handed in."""

from __future__ import annotations

import re

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from needs.assessment import Assessment
from needs.places import load_gazetteer
from needs.public import write_public_pages
from needs.public.edition_map import PublicMaps

from .small import ON, small


@pytest.fixture
def counted(fund):
    """The Fund counts children by their circumstances: two communes of it, four lacking."""
    made = small(fund)
    every = load_gazetteer().communes(fund.province_code, fund.edition)
    placed = every.set_index("commune_code")[["latitude", "longitude"]]
    communes = made.communes.join(placed, on="commune_code")
    count = pd.array([900, 800], dtype="Int64")
    communes = communes.assign(area_list=None, specially_disadvantaged=False, zone=None,
                               population=count * 4, children=count)  # fmt: skip
    gap = made.gap.assign(children_target_low=made.gap.gap_low, unit_price_vnd=100_000)
    return Assessment(fund, {**made.tables, "communes": communes, "gap": gap})


def test_a_programme_by_circumstances_has_a_map_of_its_communes(counted):
    page = PublicMaps(counted, None, "vi").of("tỉnh Thanh Hóa", None).html
    assert "Các xã: tỉnh Thanh Hóa" in page
    assert "xã, phường của chương trình: 2" in page
    assert "143" not in re.sub('base64,[^"]*', "", page)


def test_boundaries_handed_to_the_run_are_drawn_on_every_public_map(counted, tmp_path, own):
    rows = counted.communes
    squares = [box(x - 0.05, y - 0.05, x + 0.05, y + 0.05)
               for x, y in zip(rows.longitude, rows.latitude, strict=True)]  # fmt: skip
    frame = gpd.GeoDataFrame(rows[["commune_code", "commune"]], geometry=squares, crs="EPSG:4326")
    file = tmp_path / "ranh-gioi.geojson"
    frame.to_file(file, driver="GeoJSON")
    told = []
    for boundaries in (None, file):
        out = tmp_path / str(boundaries is None)
        write_public_pages(counted, out, root=own, on=ON, lang="vi", boundaries=boundaries)
        pages = sorted((out / "public" / "briefings").glob("*.html"))
        told.append([re.findall("<figure>.*?</figure>", page.read_text("utf-8"), re.S)
                     for page in pages])  # fmt: skip
    assert all(len(found) == 1 for both in told for found in both)
    assert all(one != other for one, other in zip(*told, strict=True))
