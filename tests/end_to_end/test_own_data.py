"""A province's own data with gaps: what was not counted is said to be missing, everywhere."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.briefing import check_parameters, province_page
from needs.maps.appearance import MISSING_FILL

from .opened import DRAWN, Written, read_page

PROGRAMME = "cao-bang-588"
COMMUNES = "Các xã trong danh sách"
MISSING = "chưa có số liệu"


def overview_of(report, root):
    """Open the overview on the tables of a run."""
    return province_page(
        check_parameters(
            {
                "programme": PROGRAMME,
                "lang": "vi",
                "tables": str(report / "tables"),
                "data_root": str(root),
            }
        )
    )


@pytest.fixture(scope="module")
def uncounted(needs, data, tmp_path_factory):
    """Xã Hạ Lang was not counted; the province's total is unknown too."""
    folder = tmp_path_factory.mktemp("uncounted")
    root = shutil.copytree(data, folder / "data")
    for name, key, value in (
        ("population_communes_2025.csv", "commune", "Xã Hạ Lang"),
        ("population_totals.csv", "province_code", "04"),
    ):
        path = root / "reference" / name
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
        frame.loc[frame[key] == value, "population"] = ""
        frame.to_csv(path, index=False, encoding="utf-8")
    result = needs(
        "run", PROGRAMME, "--data", root, "--out", folder / "out", "--district", "Hạ Lang"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return root, folder / "out" / PROGRAMME


def test_a_missing_count_is_said_and_never_a_smaller_total(uncounted):
    _, report = uncounted
    page = read_page(report / "districts" / "ha-lang" / "briefing.html")
    communes = page.table(COMMUNES)
    assert list(communes.loc["Xã Hạ Lang"].iloc[-4:]) == [MISSING] * 4
    assert MISSING not in " ".join(communes.loc["Xã Lý Quốc"])
    total = page.total(COMMUNES)
    assert (total["Dân số"], total["Trẻ dưới 16"], total["Khoảng 90%"]) == (MISSING,) * 3
    gap = page.table("Số trẻ còn thiếu theo xã")
    assert set(gap.loc["Xã Hạ Lang"]) == {MISSING}
    assert set(page.total("Số trẻ còn thiếu theo xã").iloc[1:]) == {MISSING}
    lots = page.table("Từng xã").loc["Xã Hạ Lang"]
    assert set(lots["Chưa có nguồn"]) == {MISSING}
    assert set(lots["Vì sao"]) == {"chưa biết còn thiếu bao nhiêu"}
    assert page.figures()["dân số các xã trong danh sách"] == MISSING
    assert "Chưa có số liệu: Xã Hạ Lang." in page.text


def test_a_missing_count_is_grey_on_the_map(uncounted, opened):
    _, report = uncounted
    shown = opened(report / "districts" / "ha-lang" / "briefing.html")
    inside = shown.map()
    fills = inside.locator(DRAWN).evaluate_all("paths => paths.map(p => p.getAttribute('fill'))")
    assert fills.count(MISSING_FILL) == 1
    assert MISSING in inside.locator(".legend").inner_text()
    assert shown.complaints == []


def test_the_overview_says_missing_for_the_district_and_the_province(uncounted):
    root, report = uncounted
    overview = overview_of(report, root)
    sections = (overview.headline(), overview.communes(), overview.need(), overview.gap())
    page = Written(BeautifulSoup("".join(part.html for part in sections), "html.parser"))
    rows = page.table("Theo huyện")
    assert list(rows.loc["Huyện Hạ Lang"].iloc[2:6]) == [MISSING] * 4
    assert MISSING not in " ".join(rows.loc["Huyện Bảo Lạc"])
    total = page.total("Theo huyện")
    assert total["Số xã"] == "56"
    assert rows.loc["Huyện Hạ Lang", "Chưa có nguồn"] == MISSING
    for column in ("Dân số", "Trẻ ở xã ĐBKK", "Nhu cầu", "Thiếu chắc chắn", "Chưa có nguồn"):
        assert total[column] == MISSING, column
    assert page.figures()["dân số các xã trong danh sách"] == MISSING
