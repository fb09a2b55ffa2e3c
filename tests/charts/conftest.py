"""Small tables worked by hand, and what can be read back from a drawn picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pandas as pd
import pytest

from needs.charts import Picture
from needs.programmes import Programme, load_programme

MONEY = ["target_vnd", "state_vnd", "pledged_vnd", "gap_vnd"]
CHILDREN = ["children_target", "state_children", "gap_point"]


@pytest.fixture(scope="session")
def programme(data) -> Programme:
    """Four categories: health, nutrition, play, warm clothing (in this order)."""
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def ids(programme) -> list[str]:
    return [category.id for category in programme.categories]


@pytest.fixture
def gap(ids) -> pd.DataFrame:
    """Two communes, two categories: cost 100 + 300 + 60 + 40 = 500 million for the target."""
    first, second = ids[:2]
    cells = [
        # commune, category, target, State, others, gap (million VND); children likewise
        ("01201", first, 100, 20, 30, 50),
        ("01202", first, 300, 0, 100, 200),
        ("01201", second, 60, 60, 0, 0),
        ("01202", second, 40, 10, 0, 30),
    ]
    frame = pd.DataFrame(
        [
            {
                "commune_code": commune,
                "category": category,
                "target_vnd": target * 1_000_000,
                "state_vnd": state * 1_000_000,
                "pledged_vnd": pledged * 1_000_000,
                "gap_vnd": lacking * 1_000_000,
                "children_target": target,
                "state_children": state,
                "gap_point": lacking,
                "basis": "estimated",
                "price_basis": "assumption",
            }
            for commune, category, target, state, pledged, lacking in cells
        ]
    )
    return frame.astype(dict.fromkeys(MONEY + CHILDREN, "Int64"))


@pytest.fixture
def intervals(ids) -> pd.DataFrame:
    first, second = ids[:2]
    rows = [
        ("province", "04", first, "gap_children", 250, 200, 400),
        ("province", "04", second, "gap_children", 30, 10, 40),
        ("province", "04", first, "gap_cost_vnd", 250_000_000, 180_000_000, 500_000_000),
        ("province", "04", second, "gap_cost_vnd", 30_000_000, 10_000_000, 45_000_000),
        ("province", "04", "all", "gap_cost_vnd", 280_000_000, 210_000_000, 530_000_000),
        ("province", "04", first, "children_eligible", 999, 900, 1_100),
        ("district", "042", first, "gap_children", 77, 70, 90),
    ]
    names = ["level", "area_code", "category", "measure", "middle", "interval_low", "interval_high"]
    frame = pd.DataFrame(rows, columns=names).assign(interval_basis="estimated")
    return frame.astype(dict.fromkeys(names[4:], "Float64"))


@pytest.fixture
def priority() -> pd.DataFrame:
    rows = [
        ("01201", "Xã Một", 1, 1, 2, 0.95),
        ("01202", "Xã Hai", 2, 1, 4, 0.60),
        ("01203", "Xã Ba", 3, 2, 5, 0.25),
        ("01204", "Xã Bốn", pd.NA, pd.NA, pd.NA, pd.NA),
    ]
    names = ["commune_code", "commune", "rank", "rank_low", "rank_high", "top_probability"]
    frame = pd.DataFrame(rows, columns=names)
    frame = frame.assign(district="Huyện A", category="all", basis="estimated")
    return frame.astype({**dict.fromkeys(names[2:5], "Int64"), "top_probability": "Float64"})


@pytest.fixture
def allocation(ids) -> pd.DataFrame:
    """Two donors, two districts: 60 and 30 million VND of one category, 10 of another."""
    rows = [
        ("a", "Nhà tài trợ A", ids[0], "042", "Huyện Bảo Lâm", 60_000_000),
        ("b", "Nhà tài trợ B", ids[0], "043", "Huyện Bảo Lạc", 30_000_000),
        ("b", "Nhà tài trợ B", ids[1], "042", "Huyện Bảo Lâm", 10_000_000),
    ]
    names = ["donor_id", "donor", "category", "district_code", "district", "paid_vnd"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(
        partner_id=pd.NA,
        partner=pd.NA,
        partner_gift="",
        partner_vnd=0,
        cost_vnd=frame.paid_vnd,
        basis="assumption",
    ).astype(dict.fromkeys(["paid_vnd", "partner_vnd", "cost_vnd"], "Int64"))


@pytest.fixture
def assumptions() -> pd.DataFrame:
    rows = [
        ("price", "đơn giá", "unit price", "assumption", 0.3, 90_000_000, 130_000_000),
        ("share", "tỷ lệ", "share", "assumption", 0.6, 150_000_000, 70_000_000),
        ("exact", "định mức", "standard", "official", 0.0, 100_000_000, 100_000_000),
        ("unknown", "chưa chạy", "not run", "assumption", pd.NA, pd.NA, pd.NA),
        ("small", "nhỏ", "small", "assumption", 0.1, 95_000_000, 104_000_000),
    ]
    totals = ["total_at_low_vnd", "total_at_high_vnd"]
    names = ["figure", "name", "name_en", "kind", "uncertainty_share", *totals]
    frame = pd.DataFrame(rows, columns=names)
    return frame.astype({**dict.fromkeys(totals, "Int64"), "uncertainty_share": "Float64"})


@pytest.fixture
def targets(ids) -> pd.DataFrame:
    """One category in two districts and two years, of 400 and 600 children; target 90 %."""
    rows = [
        ("042", ids[0], "2025", 400, 360, 40, 60, 100),
        ("043", ids[0], "2025", 600, 540, 60, 140, 200),
        ("042", ids[0], "2026", 400, 360, 100, 150, 200),
        ("043", ids[0], "2026", 600, 540, 300, 350, 400),
    ]
    counts = [
        "denominator_children",
        "children_target",
        "covered_low",
        "covered_point",
        "covered_high",
    ]
    frame = pd.DataFrame(rows, columns=["district_code", "category", "year", *counts])
    return frame.assign(basis="returned").astype(dict.fromkeys(counts, "Int64"))


@pytest.fixture(scope="session")
def texts() -> Callable[[Picture], list[str]]:
    """Every line of text of a picture."""

    def read(picture: Picture) -> list[str]:
        root = ET.fromstring(picture.svg)
        return [entry.attrib["data-text"] for entry in root.iter() if "data-text" in entry.attrib]

    return read


@pytest.fixture(scope="session")
def spans() -> Callable[[Picture], dict[str, tuple[float, float]]]:
    """Left and right edge of every named bar or line, points."""

    def read(picture: Picture) -> dict[str, tuple[float, float]]:
        found = {}
        for entry in ET.fromstring(picture.svg).iter():
            if "data-part" in entry.attrib and "d" in entry.attrib:
                places = re.findall(r"[ML]([-\d.]+) [-\d.]+", entry.attrib["d"])
                edges = sorted(map(float, places))
                found[entry.attrib["data-part"]] = (edges[0], edges[-1])
        return found

    return read
