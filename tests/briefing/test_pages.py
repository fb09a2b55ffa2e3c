"""Pages section by section, without a notebook: names, missing parts, nothing to count."""

from __future__ import annotations

import shutil
import unicodedata

import pytest
from bs4 import BeautifulSoup

from needs.assessment import assess
from needs.briefing import check_parameters, district_label, district_page, province_page
from needs.briefing.province import districts_table
from needs.errors import NotFound
from needs.tables import write_tables
from needs.wording import number

PROGRAMMES = ("cao-bang-588", "ninh-thuan-588")


@pytest.fixture(scope="module")
def tables(root, tmp_path_factory):
    """Folder of each programme's tables, computed once."""
    folder = tmp_path_factory.mktemp("tables")
    for programme in PROGRAMMES:
        assess(programme, root / "data").save(folder / programme)
    return folder


@pytest.fixture
def parameters(tables, root):
    def given(programme="cao-bang-588", district="", lang="vi", folder=None):
        return check_parameters(
            {
                "programme": programme,
                "district": district,
                "lang": lang,
                "tables": str(folder or tables / programme),
                "data_root": str(root / "data"),
            }
        )

    return given


def words(fragment):
    return BeautifulSoup(fragment.html, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize(
    "spelling",
    [
        "Bảo Lạc", "Huyện Bảo Lạc", "huyện bảo lạc", "bao lac", "BẢO LẠC", " Bảo  Lạc ", "043",
        unicodedata.normalize("NFD", "Bảo Lạc"),
    ],
)  # fmt: skip
def test_a_district_is_found_however_it_is_spelt(parameters, spelling):
    assert district_page(parameters(district=spelling)).district_code == "043"


@pytest.mark.parametrize("name", ["Xyz", "Bác Ái", "43", "Bảo"])
def test_another_district_is_refused_with_the_valid_ones(parameters, name):
    with pytest.raises(NotFound) as caught:
        district_page(parameters(district=name))
    assert len(caught.value.valid) == 10
    assert "Huyện Bảo Lạc" in caught.value.valid


def test_a_district_is_called_former_only_where_it_is():
    assert district_label("Huyện Bảo Lạc", "2025", lang="vi") == "Huyện Bảo Lạc (cũ)"
    assert district_label("Huyện Bảo Lạc", "2025", lang="en") == "Bảo Lạc (former district)"
    assert district_label("Huyện Bác Ái", "pre-2025", lang="vi") == "Huyện Bác Ái"
    assert district_label("Huyện Bác Ái", "pre-2025", lang="en") == "Bác Ái"


def test_the_overview_is_not_for_one_district(parameters):
    with pytest.raises(NotFound):
        province_page(parameters(district="Bảo Lạc"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_district_without_disadvantaged_communes_says_so_and_counts_nothing(parameters, lang):
    page = district_page(parameters(district="040", lang=lang))
    told = {"vi": "Không có xã đặc biệt khó khăn", "en": "specially disadvantaged"}[lang]
    for section in (page.need(), page.gap(), page.proposal()):
        assert told in words(section)
        assert "<table" not in section.html
    assert "0 / 3" in words(page.headline())
    assert "Phường Tân Giang" in words(page.communes())


def test_of_a_district_without_proposals_the_proposal_says_so(parameters, tables, tmp_path, root):
    """No donor comes to the district: everything is open, and nothing divides by zero."""
    folder = shutil.copytree(tables / "cao-bang-588", tmp_path / "tables")
    whole = assess("cao-bang-588", root / "data").tables
    lots = whole["allocation"]
    write_tables({"allocation": lots[lots.district_code != "048"]}, folder)
    page = district_page(parameters(district="Hạ Lang", folder=folder))
    assert "Chưa có đề xuất nào" in words(page.proposal())
    assert "đề xuất phân bổ tới 0 trẻ" in words(page.headline())


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_section_can_be_shown_alone(parameters, programme, lang):
    page = province_page(parameters(programme, lang=lang))
    for section in (
        page.headline, page.communes, page.need, page.gap, page.proposal, page.basis, page.duties,
    ):  # fmt: skip
        shown = words(section())
        assert len(shown) > 60, section.__name__
        assert "nan" not in shown.split()


def test_the_price_in_the_need_table_explains_the_cost(parameters):
    """Quantity × unit price = cost, to the rounding that is printed."""
    soup = BeautifulSoup(province_page(parameters()).need().html, "html.parser")
    for row in soup.select("tbody tr"):
        cells = [cell.get_text(strip=True) for cell in row.select("td")]
        quantity, price, cost = (
            float(cells[place].replace(".", "").replace(",", ".")) for place in (1, 3, 5)
        )
        assert quantity * price / 1e6 == pytest.approx(cost, abs=1)


def test_target_covered_and_gap_can_be_reckoned_from_the_gap_table(parameters):
    """Whoever subtracts the covered from the target has to find the gap that is printed."""
    soup = BeautifulSoup(district_page(parameters(district="Hạ Lang")).gap().html, "html.parser")
    table = soup.select("table.data")[0]
    titles = [cell.get_text(strip=True) for cell in table.select("thead th")]
    for row in table.select("tbody tr"):
        cells = dict(
            zip(titles, (cell.get_text(" ", strip=True) for cell in row.select("th, td")),
                strict=True)
        )  # fmt: skip
        target, covered, gap = (
            _ends(cells[title]) for title in ("Trẻ cần đạt", "Đã hỗ trợ", "Còn thiếu")
        )
        assert gap == (target[0] - covered[1], target[1] - covered[0])


def _ends(cell):
    low, _, high = cell.replace(".", "").partition("–")
    return int(low), int(high or low)


def test_an_area_wide_target_is_counted_in_districts_without_disadvantaged_communes(data_copy):
    """Ninh Hải has a zone I commune only: with the whole area as denominator it has a need."""
    profile = data_copy / "programmes" / "ninh-thuan-588" / "programme.toml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(
        text.replace('denominator = "specially_disadvantaged"', 'denominator = "area"'),
        encoding="utf-8",
    )
    # One donor is enough: the need is what matters here.
    donors = data_copy / "illustrative" / "ninh-thuan-588" / "donors.csv"
    lines = donors.read_text(encoding="utf-8").splitlines()
    donors.write_text("\n".join(lines[:2]) + "\n", encoding="utf-8")
    assessment = assess("ninh-thuan-588", data_copy)
    table = BeautifulSoup(districts_table(assessment, lang="vi").html, "html.parser")
    shown = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")]
        for row in table.select("tbody tr")
    }
    need = assessment.need.groupby("district").cost_vnd.sum() / 1e6
    for district, cells in shown.items():
        assert cells[4] == number(need[district], lang="vi"), district
    assert shown["Huyện Ninh Hải"][1] == "0"
    assert shown["Huyện Ninh Hải"][4] != "0"
