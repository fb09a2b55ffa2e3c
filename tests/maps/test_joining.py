from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Polygon

from needs.maps import join_boundaries, load_boundaries
from needs.maps.simplifying import simplified


@pytest.fixture
def joined(province, save):
    return lambda shapes: join_boundaries(province, load_boundaries(save(shapes)))


def matched(result):
    return dict(zip(result.frame["commune_code"], result.frame["matched_by"], strict=True))


def test_codes_join_everything(joined, squares, province):
    result = joined(squares.sample(frac=1, random_state=2))
    assert set(matched(result).values()) == {"code"}
    assert (result.without_shape, result.without_commune, result.faults) == ((), (), ())
    for (code, area), expected in zip(sorted(result.areas.items()), squares.geometry, strict=True):
        assert area.equals(expected), code


def test_names_join_within_the_district_whatever_the_spelling(joined, squares):
    shapes = squares.drop(columns="commune_code")
    shapes["commune"] = shapes["commune"].replace(
        {"Xã Hoá Thượng": "HÓA THƯỢNG", "Xã Thuỷ Sơn": "Thủy Sơn"}
    )
    shapes["district"] = shapes["district"].str.removeprefix("Huyện ")
    result = joined(shapes)
    # «Tân Lập» is in two districts, and each finds its own.
    assert set(matched(result).values()) == {"name"}
    assert result.areas["01005"].equals(squares.geometry[4])
    assert result.areas["01008"].equals(squares.geometry[7])


def test_without_districts_a_name_that_stands_twice_joins_nothing(joined, squares):
    result = joined(squares[["commune", "geometry"]])
    assert result.without_shape == ("Xã Tân Lập", "Xã Tân Lập")
    assert result.without_commune == ("Xã Tân Lập", "Xã Tân Lập")
    assert matched(result)["01006"] == "name"


def test_nearly_the_same_name_is_not_the_same(joined, squares):
    shapes = squares.drop(columns="commune_code")
    shapes.loc[0, "commune"] = "Xã Bình Lọc"
    result = joined(shapes)
    assert result.without_shape == ("Xã Bình Lộc",)
    assert result.without_commune == ("Xã Bình Lọc · Huyện Sơn Hạ",)


def test_town_and_commune_of_one_name_are_told_apart(province, squares, save):
    communes = province.copy()
    shapes = squares.drop(columns="commune_code")
    communes.loc[1, "commune"] = shapes.loc[1, "commune"] = "Xã Đồng Mỏ"
    result = join_boundaries(communes, load_boundaries(save(shapes)))
    assert result.areas["01002"].equals(squares.geometry[1])
    assert result.areas["01003"].equals(squares.geometry[2])

    # Without «xã» and «thị trấn» nobody can tell which is which.
    shapes["commune"] = shapes["commune"].replace(
        {"Xã Đồng Mỏ": "Đồng Mỏ", "Thị trấn Đồng Mỏ": "Đồng Mỏ"}
    )
    result = join_boundaries(communes, load_boundaries(save(shapes)))
    assert result.without_shape == ("Xã Đồng Mỏ", "Thị trấn Đồng Mỏ")


def test_wrong_code_falls_back_to_the_name(joined, squares):
    shapes = squares.copy()
    shapes.loc[0, "commune_code"] = "09999"
    result = joined(shapes)
    assert matched(result)["01001"] == "name"
    assert result.without_shape == ()


def test_code_that_stands_twice_joins_nothing_and_is_a_fault(joined, squares):
    shapes = squares.copy()
    shapes.loc[1, "commune_code"] = "01001"
    result = joined(shapes)
    assert result.without_shape == ("Xã Bình Lộc", "Xã Cẩm Giàng")
    (fault,) = result.faults
    assert "01001" in fault.where
    assert fault.found.startswith("2 ")


def test_codes_of_another_edition_show_in_the_names(joined, squares):
    shapes = squares.copy()
    shapes.loc[0, "commune"] = "Thị trấn Cũ"
    result = joined(shapes)
    assert result.name_differs == ("01001: Xã Bình Lộc / Thị trấn Cũ",)
    assert result.told_for(["01001"]).name_differs == result.name_differs
    assert result.told_for(["01002"]).name_differs == ()


def test_area_more_than_the_province_is_listed(joined, squares, province):
    extra = squares.iloc[[0]].assign(commune_code="02001", commune="Xã Bạn", district="Huyện Bạn")
    shapes = gpd.GeoDataFrame(pd.concat([squares, extra], ignore_index=True))
    result = joined(shapes)
    assert result.without_commune == ("02001 · Xã Bạn · Huyện Bạn",)
    assert result.told_for(province.commune_code).without_commune == ()
    assert len(result.frame) == len(province)


def test_light_boundaries_still_touch():
    steps = [(0.5 + 0.004 * (step % 2), step / 2000) for step in range(2001)]
    left = Polygon([(0, 0), *steps, (0, 1)])
    right = Polygon([(1, 0), *steps, (1, 1)])
    light = simplified(gpd.GeoSeries([left, right], crs=4326), most_corners=200)
    assert light.count_coordinates().sum() <= 200
    assert light[0].intersection(light[1]).area == pytest.approx(0, abs=1e-9)
    assert light.union_all().area == pytest.approx(1, abs=1e-6)
    assert light.union_all().geom_type == "Polygon"
