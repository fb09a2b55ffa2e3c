"""What other tools take: described tables, HXL tags, 4W, map layers; same figures, same places."""

from __future__ import annotations

import datetime as dt
import json
import re

import frictionless
import geopandas as gpd
import pandas as pd
import pytest

from needs.assessment import Assessment
from needs.interchange import write_exchange
from needs.interchange.hxl import hxl_tag
from needs.interchange.who_what_where import who_what_where
from needs.runs.exchange import current_exchange
from needs.tables import TABLES
from needs.tables.schemas import RECORDS

ON = dt.date(2026, 11, 22)
# https://hxlstandard.org: a hashtag, then attributes.
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")


@pytest.fixture(scope="module")
def assessment(assessment_of):
    return assessment_of("cao-bang-588")


@pytest.fixture(scope="module")
def folder(assessment, tmp_path_factory):
    target = tmp_path_factory.mktemp("exchange")
    write_exchange(assessment, target, boundaries=None, on=ON)
    return target / "exchange"


def test_the_package_is_valid_and_every_table_fits_its_description(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, [e.message for task in report.tasks for e in task.errors][:5]
    assert len(report.tasks) > 20


def test_what_is_read_back_is_what_was_assessed(folder, assessment):
    read = pd.read_csv(folder / "gap.csv", skiprows=[1], dtype={"commune_code": "str"})
    assert read.gap_low.sum() == assessment.gap.gap_low.sum()
    assert read.gap_vnd.sum() == assessment.gap.gap_vnd.sum()
    assert set(read.commune_code) == set(assessment.gap.commune_code)
    assert read.commune_code.str.len().eq(5).all()  # 01290 keeps its zero


def test_illustrative_data_are_said_to_be_so(folder):
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "số liệu minh họa" in described["description"]
    assert described["audience"] == "internal"
    assert described["title"].startswith("Nội bộ, không công bố")


@pytest.mark.parametrize("edition", ["pre-2025", "2025"])
@pytest.mark.parametrize("table", [*TABLES.values(), *RECORDS.values()], ids=lambda t: t.name)
def test_every_column_has_a_tag_of_its_own(table, edition):
    tags = [hxl_tag(table.column(name), edition=edition) for name in table.columns]
    assert all(TAG.fullmatch(tag) for tag in tags)
    assert len(set(tags)) == len(tags)


def test_tags_stand_below_the_header(folder):
    header, tags = (folder / "communes.csv").read_text(encoding="utf-8").splitlines()[:2]
    told = dict(zip(header.split(","), tags.split(","), strict=True))
    assert told["commune_code"] == "#adm2+code"  # since 1/7/2025 the second level
    assert told["population"] == "#population"


def test_the_levels_of_before_2025_are_told_as_they_were():
    column = TABLES["gap"].column("commune_code")
    assert hxl_tag(column, edition="pre-2025") == "#adm3+code"


def test_who_does_what_where_adds_up_to_the_plan(assessment):
    table = who_what_where(assessment)
    assert table.value_vnd.sum() == assessment.allocation.cost_vnd.sum()
    assert set(table.status) == {"planned"}
    assert len(table) == len(assessment.allocation)


def test_a_promise_is_told_by_its_state(assessment):
    lot = {
        **dict.fromkeys(TABLES["commitments"].columns, ""),
        "lot_id": "1",
        "lot_state": "confirmed",
        "donor_id": "d",
        "donor": "Nhà tài trợ",
        "commune_code": "01290",
        "commune": "Xã Bảo Lâm",
        "category": "warm_clothing",
        "period": "2026",
        "counted": "children",
        "lot_children": 30,
        "places": 0,
        "packages": 1,
        "lot_quantity": 30,
        "unit": "bộ đồ ấm",
        "value_vnd": 9_000_000,
        "taken": 30,
        "partner_taken": 0,
        "children_named": pd.NA,
        "basis": "returned",
    }
    promised = Assessment(
        programme=assessment.programme,
        tables={**assessment.tables, "commitments": pd.DataFrame([lot])},
    )
    told = who_what_where(promised)
    row = told[told.status == "confirmed"].iloc[0]
    assert (row.who, row.where_code, row.children, row.value_vnd) == (
        "Nhà tài trợ",
        "01290",
        30,
        9_000_000,
    )
    assert row.former_district == "Huyện Bảo Lâm"


def test_files_of_returns_stay_in_the_office(folder):
    assert not {"returns.csv", "return_rows.csv", "return_faults.csv"} & {
        path.name for path in folder.iterdir()
    }


@pytest.mark.parametrize("name", ["communes.geojson", "communes.gpkg"])
def test_the_layer_holds_every_commune_where_it_is(folder, assessment, name):
    layer = gpd.read_file(folder / name)
    assert set(layer.commune_code) == set(assessment.communes.commune_code)
    west, south, east, north = layer.total_bounds
    assert 105 < west < east < 107.2  # Cao Bằng
    assert 22 < south < north < 23.2
    assert layer.children.sum() == assessment.communes.children.sum()
    assert set(layer.basis) == {"illustrative"}


def test_with_boundaries_communes_are_areas_and_the_others_stay_points(assessment, tmp_path):
    from shapely.geometry import box

    commune = assessment.communes.iloc[0]
    x, y = float(commune.longitude), float(commune.latitude)
    shapes = gpd.GeoDataFrame(
        {"ma_xa": [commune.commune_code], "ten_xa": [commune.commune]},
        geometry=[box(x - 0.02, y - 0.02, x + 0.02, y + 0.02)],
        crs="EPSG:4326",
    )
    file = tmp_path / "ranh-gioi.geojson"
    shapes.to_file(file, driver="GeoJSON")
    write_exchange(assessment, tmp_path, boundaries=file, on=ON)
    layer = gpd.read_file(tmp_path / "exchange" / "communes.gpkg").set_index("commune_code")
    assert layer.loc[commune.commune_code].drawn_as == "area"
    assert layer.loc[commune.commune_code].geometry.area == pytest.approx(0.04**2)
    assert layer.drawn_as.value_counts().to_dict() == {"point": len(layer) - 1, "area": 1}


def test_the_same_results_give_the_same_bytes(assessment, folder, tmp_path):
    shuffled = Assessment(
        programme=assessment.programme,
        tables={
            name: frame.sample(frac=1, random_state=1) for name, frame in assessment.tables.items()
        },
    )
    write_exchange(shuffled, tmp_path, boundaries=None, on=ON)
    again = tmp_path / "exchange"
    for path in sorted(folder.iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_what_looks_like_a_formula_is_not_reckoned(assessment, tmp_path):
    donors = assessment.allocation.assign(donor="=1+1")
    changed = Assessment(
        programme=assessment.programme, tables={**assessment.tables, "allocation": donors}
    )
    write_exchange(changed, tmp_path, boundaries=None, on=ON)
    for name in ("allocation.csv", "4w.csv"):
        text = (tmp_path / "exchange" / name).read_text(encoding="utf-8")
        assert "'=1+1" in text
        assert ",=1+1" not in text


def test_a_table_that_would_tell_of_a_person_is_a_fault_and_nothing_is_left(assessment, tmp_path):
    """The run goes on; what stood there before is taken away, donors may be named."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / ".made-of").write_text("a", encoding="utf-8")
    donors = assessment.allocation.assign(donor="Nguyễn Văn Bình")
    named = Assessment(assessment.programme, {**assessment.tables, "allocation": donors})
    made = current_exchange(named, tmp_path, boundaries=None, on=ON)
    assert made.problems == ()
    assert {path.parent for path in made.files} == {tmp_path / "exchange"}
    again = current_exchange(named, tmp_path, boundaries=None, on=ON)
    assert set(again.files) == set(made.files)
    (tmp_path / "tables" / ".made-of").write_text("b", encoding="utf-8")
    name = assessment.communes.district.astype("str") + " em Lý Thị Hoa, sinh ngày 3/4/2016"
    told = assessment.communes.assign(district=name)
    worse = Assessment(assessment.programme, {**assessment.tables, "communes": told})
    made = current_exchange(worse, tmp_path, boundaries=None, on=ON)
    assert made.files == ()
    assert len(made.problems) == 1
    assert not (tmp_path / "exchange").exists()
