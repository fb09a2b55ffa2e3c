"""The pages of the network: what the office sees, and what everybody may see."""

from __future__ import annotations

import datetime as dt
import shutil

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.assessment import Assessment
from needs.programmes import data_root, load_programme
from needs.sheets import network as pages
from needs.sheets import network_data
from tests.network.cases import LY_BON, lot, lots, register, row

ON = dt.date(2026, 3, 22)


@pytest.fixture(scope="session")
def programme():
    return load_programme("cao-bang-588", data_root())


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "reference").mkdir()
    shutil.copy(data_root() / "reference" / "agencies.toml", tmp_path / "reference")
    return tmp_path


@pytest.fixture
def assessment(programme):
    gap = pd.DataFrame(
        {
            "commune_code": [LY_BON[0]],
            "district_code": ["042"],
            "category": ["warm_clothing"],
            "gap_low": pd.array([50], dtype="Int64"),
            "priority": [0.5],
        }
    )
    gifts = pd.DataFrame(columns=list(network_data.GIFT_TYPES))
    communes = pd.DataFrame({"commune_code": ["03178"], "area_list": ["1/QĐ-TTg"]})
    return Assessment(programme, {"communes": communes, "gap": gap, "gifts": gifts})


@pytest.fixture
def written(assessment, desk, monkeypatch, programme):
    def made(*given, lang="vi"):
        monkeypatch.setattr(network_data, "ledger_lots", lambda *_, **__: lots(*given))
        paths = pages.write_network_pages(assessment, desk / "out", root=desk, on=ON, lang=lang)
        assert [path.relative_to(desk / "out").as_posix() for path in paths] == [
            "offices/network.html",
            "offices/transparency.html",
        ]
        return [BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in paths]

    return made


def words(page):
    return " ".join(page.get_text(" ").split())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_known_is_said_with_what_to_do(written, lang):
    office, public = written(lang=lang)
    assert "needs network cao-bang-588 register --template" in words(office)
    told = {"vi": "Sổ cam kết chưa có khoản nào", "en": "no gift delivered yet"}
    assert told[lang] in words(public)


def test_contacts_and_names_stay_inside(written, desk, programme):
    register(
        desk,
        programme,
        row("Công ty Sáng", named_in_public="có", contact_person="Lê Thị Minh", phone="0912345678"),
        row("Nguyễn Văn Kín", "cá nhân", email="kin@example.vn", address="Số 7 phố Kín"),
    )
    office, public = written(
        lot(1, "sang", donor="Công ty Sáng", children=20),
        lot(2, "kin", donor="Nguyễn Văn Kín", evidence="Biên bản với ông Nguyễn Văn Kín"),
    )
    assert "0912345678" in words(office)
    assert "kin@example.vn" in words(office)
    source = str(public)
    for secret in ("Minh", "0912345678", "kin@", "phố", "Kín", "L000002"):
        assert secret not in source
    assert "Công ty Sáng" in source
    # 30 coats at 350,000 đồng, named or not.
    assert "10.500.000" in words(public)
    assert "khớp sổ cam kết từng đồng" in words(public)


def test_sums_on_the_public_page_are_those_of_its_rows(written):
    _, public = written(
        lot(1, "a", partner_id="b", partner="B", partner_taken=1_000_000),
        lot(2, "a", category="nutrition", value_vnd=7),
        lot(3, "c", "accepted"),
    )
    totals = [table.tfoot.get_text(" ", strip=True) for table in public.select("table.data")]
    assert len(totals) == 4
    assert all("3.500.007" in one for one in totals)


def test_small_gifts_are_joined_on_the_public_page_alone(written):
    """3 and 8 coats of a commune: one row of 11 for the public, two lots for the office."""
    office, public = written(lot(1, "a", children=3), lot(2, "b", children=8), lot(3, "c"))
    text = words(public)
    assert "dưới 10 trẻ không đứng riêng" in text
    assert "Lần này 2 khoản gộp thành 1 dòng" in text
    assert "gộp 2 khoản" in text
    assert "3.850.000" in text
    for hidden in ("1.050.000", "2.800.000", "3 trẻ", "8 trẻ"):
        assert hidden not in text
    assert "khớp sổ cam kết từng đồng: 7.350.000" in text
    assert "3 khoản" in text
    assert "Bản nội bộ: dùng trong cơ quan, không công bố" in words(office)
    assert "1.050.000" in words(office)
    assert "nội bộ" not in text.lower()
    assert "Bản công bố" in text


def test_the_office_sees_whom_to_invite_thank_and_commend(written, desk, programme):
    register(desk, programme, row("Công ty Sáng"))
    office, _ = written(
        lot(1, "sang", donor="Công ty Sáng", children=130), lot(2, "x", period="2025")
    )
    text = words(office)
    # 130 coats are 45,500,000 of the 50,000,000 đồng of the next form.
    assert "còn thiếu 4.500.000 đồng để đạt Giấy khen" in text
    assert "đã trao năm trước, năm nay chưa có lời" in text
    assert "31/08/2026" in text
    assert "giả định" in text


def test_pages_are_the_same_for_the_same_day(written, desk):
    first = [str(page) for page in written(lot(1, "a"), lot(2, "b"))]
    again = [str(page) for page in written(lot(2, "b"), lot(1, "a"))]
    assert first == again
