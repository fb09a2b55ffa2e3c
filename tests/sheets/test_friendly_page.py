"""The page of child-friendly communes."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.assessment import Assessment
from needs.friendly import friendly_of, keep_scores, read_criteria
from needs.friendly.communes import communes_to_score
from needs.friendly.received import look_at
from needs.programmes import data_root, load_programme
from needs.sheets.friendly import write_friendly_pages
from tests.friendly.filled import WHOLE, filled

ON = dt.date(2024, 11, 22)


@pytest.fixture(scope="session")
def programme():
    return load_programme("hai-duong-2024", data_root())


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "reference").symlink_to(data_root() / "reference")
    return tmp_path


def page(assessment, desk, lang="vi"):
    (path,) = write_friendly_pages(assessment, desk / "out", root=desk, on=ON, lang=lang)
    assert path == desk / "out" / "offices" / "friendly.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def assessed(programme, code):
    gap = pd.DataFrame(
        {
            "commune_code": [code],
            "district_code": ["296"],
            "category": ["treatment"],
            "gap_low": pd.array([12], dtype="Int64"),
            "gap_point": pd.array([20], dtype="Int64"),
            "gap_high": pd.array([31], dtype="Int64"),
            "basis": ["assumption"],
            "priority": [0.5],
        }
    )
    communes = pd.DataFrame({"commune_code": [code], "zone": ["I"]})
    return Assessment(programme, {"gap": gap, "communes": communes})


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_received_is_said_with_what_to_do(programme, desk, lang):
    text = page(assessed(programme, "10945"), desk, lang).get_text(" ")
    assert "needs friendly hai-duong-2024 --template" in text
    assert "06/QĐ-TTg" in text


def test_results_and_what_would_lift_a_commune(programme, desk):
    criteria = read_criteria(programme, desk)
    communes = communes_to_score(programme, friendly_of(programme)).head(2)
    first, second = communes.commune_code
    missing_two = (*WHOLE[:5], None, *WHOLE[6:8], 0, *WHOLE[9:])
    form = filled(
        desk / "bieu.xlsx", programme, criteria, communes, {first: WHOLE, second: missing_two}
    )
    looked = look_at([form], criteria, communes, lang="vi")
    keep_scores(looked, programme, desk, received_on=ON)
    text = " ".join(page(assessed(programme, second), desk).get_text(" ").split())
    assert "đủ điều kiện công nhận" in text
    # Zone I makes the second one mountainous: 800 are needed; it has 985 − 120 − 75 = 790.
    assert "0 điểm: tiêu chí 9" in text
    assert "chưa chấm: tiêu chí 6" in text
    assert "790–915" in text
    assert "20 trẻ (12–31)" in text
    assert "giả định" in text
