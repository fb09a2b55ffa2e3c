from __future__ import annotations

import geopandas as gpd
import pytest
from shapely import Point, Polygon, box

from needs.errors import InputFaults
from needs.maps import load_boundaries


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp"])
def test_three_formats_give_the_same_areas(name, squares, save):
    read = load_boundaries(save(squares, name))
    assert read.shapes["code"].tolist() == squares["commune_code"].tolist()
    assert read.shapes["name"].tolist() == squares["commune"].tolist()
    assert read.shapes["district"].tolist() == squares["district"].tolist()
    assert read.shapes.geometry.geom_equals(squares.geometry).all()
    assert read.faults == ()


@pytest.mark.parametrize("number", [int, float])
def test_codes_kept_as_numbers_get_their_zero_back_and_it_is_said(number, squares, save):
    shapes = squares.assign(commune_code=squares["commune_code"].astype(number))
    read = load_boundaries(save(shapes))
    assert read.shapes["code"].tolist() == squares["commune_code"].tolist()
    (fault,) = read.faults
    assert "9 mã" in fault.found
    assert "commune_code" in fault.where


def test_vietnamese_headings_are_understood(squares, save):
    named = {"commune_code": "Mã xã", "commune": "Tên xã", "district": "Huyện"}
    read = load_boundaries(save(squares.rename(columns=named)))
    assert read.shapes["code"].tolist() == squares["commune_code"].tolist()
    assert read.has_districts


def test_ids_and_populations_are_not_codes(squares, save):
    shapes = squares.drop(columns="commune_code").assign(
        fid_1=range(9), people=[4000, 4000, 4000, 4000, 5000, 5000, 5000, 5000, 5000]
    )
    assert load_boundaries(save(shapes)).shapes["code"].isna().all()


def test_two_columns_that_look_like_codes_are_not_guessed_between(squares, save):
    shapes = squares.rename(columns={"commune_code": "x"}).assign(y=range(20001, 20010))
    with pytest.raises(InputFaults, match="x, y"):
        load_boundaries(save(shapes))


def test_metres_become_degrees(squares, save):
    read = load_boundaries(save(squares.to_crs("EPSG:3405"), "vn2000.gpkg"))
    assert read.shapes.crs == "EPSG:4326"
    assert read.shapes.geometry.geom_equals_exact(squares.geometry, 1e-6).all()


def test_file_without_coordinate_system_says_what_to_do(squares, save):
    path = save(squares, "a.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(InputFaults, match=r"EPSG:4326") as raised:
        load_boundaries(path)
    assert ".prj" in raised.value.faults[0].found


def test_metres_called_degrees_are_refused(squares, save):
    metres = squares.to_crs("EPSG:3405").set_crs("EPSG:4326", allow_override=True)
    with pytest.raises(InputFaults, match="kinh độ"):
        load_boundaries(save(metres, "a.gpkg"))


def test_points_are_no_boundaries(squares, save):
    with pytest.raises(InputFaults, match="Point"):
        load_boundaries(save(squares.set_geometry(squares.to_crs(3405).centroid.to_crs(4326))))


def test_point_among_areas_is_left_out_and_named(squares, save):
    mixed = squares.copy()
    mixed.loc[3, "geometry"] = Point(105, 22)
    read = load_boundaries(save(mixed))
    assert len(read.shapes) == 8
    assert [fault.found for fault in read.faults] == ["Point"]
    assert read.faults[0].where.endswith("4")


def test_crossing_outline_is_mended_and_named(squares, save):
    bow_tie = Polygon([(105, 22), (105.1, 22.1), (105.1, 22), (105, 22.1)])
    crossed = squares.copy()
    crossed.loc[0, "geometry"] = bow_tie
    read = load_boundaries(save(crossed))
    assert read.shapes.geometry.is_valid.all()
    assert "đã sửa" in read.faults[0].action


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp"])
def test_damaged_file_is_told_in_words(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"\x00 not a map")
    with pytest.raises(InputFaults, match="xuất lại"):
        load_boundaries(path)


def test_missing_file_and_other_formats(tmp_path):
    with pytest.raises(InputFaults, match="không có tệp"):
        load_boundaries(tmp_path / "a.gpkg")
    other = tmp_path / "a.kml"
    other.touch()
    with pytest.raises(InputFaults, match=r"\.geojson .*\.shp"):
        load_boundaries(other)


def test_file_without_areas(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    with pytest.raises(InputFaults):
        load_boundaries(path)


def test_layers_are_not_guessed_between(squares, tmp_path):
    path = tmp_path / "a.gpkg"
    squares.to_file(path, layer="xa")
    squares.to_file(path, layer="thon")
    with pytest.raises(InputFaults, match="2 lớp"):
        load_boundaries(path)


def test_areas_without_code_and_name_are_refused(tmp_path):
    path = tmp_path / "a.geojson"
    gpd.GeoDataFrame({"height": [1.5]}, geometry=[box(105, 22, 106, 23)], crs=4326).to_file(path)
    with pytest.raises(InputFaults, match="height"):
        load_boundaries(path)
