"""A sixth programme that a test brings as data: the installed command runs it like the five.

Profile, list, people and donors are those of `tests/programmes/test_sixth_programme.py`, every
figure invented («giả để thử»).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from tests.programmes import test_sixth_programme as made_up

from .opened import number, read_page

SIXTH = made_up.SIXTH


@pytest.fixture(scope="module")
def sixth_data(data, tmp_path_factory) -> Path:
    """The data of the checkout, and beside it what a sixth province would add: text files only."""
    copy = Path(shutil.copytree(data, tmp_path_factory.mktemp("sixth") / "data"))
    made_up.add_to(copy)
    return copy


@pytest.fixture(scope="module")
def sixth(sixth_data, needs, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("out")
    result = needs("run", SIXTH, "--data", sixth_data, "--out", out)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stderr == ""
    assert "2 sản phẩm đã lập, 0 đã có sẵn, 0 bị lỗi" in result.stdout
    return out / SIXTH


def test_it_is_listed_and_shown_by_name(sixth_data, needs):
    listed = needs("programmes", "--data", sixth_data)
    assert listed.returncode == 0, listed.stderr
    assert SIXTH in listed.stdout
    shown = needs("programmes", "--show", SIXTH, "--data", sixth_data)
    assert shown.returncode == 0, shown.stderr
    for words in ("Điện Biên", "Ủng đi học", "giả để thử"):
        assert words in shown.stdout
    assert "dien-bien-gia" in needs("status", SIXTH, "--data", sixth_data).stdout


def test_every_product_is_made(sixth):
    manifest = json.loads((sixth / "manifest.json").read_text(encoding="utf-8"))
    products = manifest["products"]
    assert {product["status"] for product in products.values()} == {"ok"}
    assert set(products) == {"districts/muong-nhe", "province"}
    pages = {path.relative_to(sixth).as_posix() for path in sixth.rglob("*.html")}
    assert pages >= {
        "offices/timetable.html",
        "offices/network.html",
        "offices/transparency.html",
        "offices/agencies/index.html",
        "public/index.html",
        "public/needs.html",
        "donors/cho-ung/proposal.html",
        "donors/cho-ao/proposal.html",
    }
    # Its profile speaks neither of a Fund nor of scores.
    assert not {"offices/fund.html", "offices/friendly.html", "public/cases.html"} & pages


def test_its_briefing_is_about_its_own_communes_and_its_own_kind_of_help(sixth):
    page = read_page(sixth / "districts" / "muong-nhe" / "briefing.html")
    assert "Mường Nhé" in page.heading
    listed = page.table("Các xã trong danh sách")
    people = {name: number(told) for name, told in listed["Dân số"].items()}
    assert people == {"Xã Sín Thầu": 4000, "Xã Mường Nhé": 8000, "Xã Nậm Kè": 6000}
    assert "Ủng đi học" in page.text
    assert "minh họa" not in page.text.lower(), "nothing of it is illustrative data"


def test_offices_are_asked_for_what_it_is_about(sixth):
    """Boots are the education department's; the office's page names the province's own."""
    education = read_page(sixth / "offices" / "agencies" / "education.html")
    assert "Ủng đi học" in education.text
    assert "Điện Biên" in education.text


def test_no_table_holds_another_province(sixth):
    for path in (sixth / "tables").glob("*.parquet"):
        frame = pd.read_parquet(path)
        if "commune_code" in frame:
            codes = set(frame.commune_code.dropna()) - {""}
            assert codes <= {"03158", "03160", "03162"}, path.name
