"""Pages section by section, without a notebook: names, missing parts, nothing to count."""

from __future__ import annotations

import re
import shutil
import unicodedata

import pytest
from bs4 import BeautifulSoup

from needs.assessment import assess
from needs.briefing import district_label, district_page, province_page
from needs.briefing.plan_map import proposed_on_map
from needs.briefing.province import districts_table
from needs.documents.blocks import Picture
from needs.documents.page_reading import read_page
from needs.errors import NotFound
from needs.tables import write_tables
from needs.wording import number

from .reading import as_rows, ends, one, words

PROGRAMMES = ("cao-bang-588", "ninh-thuan-588")


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
    told = {"vi": "Không có xã đặc biệt khó khăn", "en": "no specially disadvantaged"}[lang]
    for section in (
        page.need(), page.gap(), page.priority(), page.targets(), page.proposal(),
    ):  # fmt: skip
        assert section.html == ""
    assert "0 / 3" in words(page.headline())
    assert "Phường Tân Giang" in words(page.communes())
    whole = [page.headline(), page.communes(), page.basis(), page.duties()]
    said = " ".join(words(section) for section in whole).lower()
    assert said.count(told.lower()) == 1
    # The sections that are left have the numbers that follow; no picture of others' cost.
    assert BeautifulSoup(page.basis().html, "html.parser").h2.get_text().startswith("3. ")
    assert BeautifulSoup(page.duties().html, "html.parser").h2.get_text().startswith("4. ")
    assert "<svg" not in page.basis().html


def test_a_district_with_need_has_all_nine_sections(parameters):
    page = district_page(parameters(district="Bảo Lạc"))
    sections = (
        page.map(), page.communes(), page.need(), page.gap(), page.priority(), page.targets(),
        page.proposal(), page.basis(), page.duties(),
    )  # fmt: skip
    titles = [BeautifulSoup(one.html, "html.parser").h2.get_text() for one in sections]
    assert [title[:2] for title in titles] == [f"{n}." for n in range(1, 10)]


def test_who_may_read_it_stands_first_and_once(parameters):
    page = district_page(parameters(district="Hạ Lang"))
    said = "Bản nội bộ: dùng trong cơ quan, không công bố"
    assert words(page.headline()).startswith(said)
    # Word and PDF have the line in their letterhead.
    assert said not in " ".join(read_page(page.headline().html).words)


def test_the_map_shows_what_each_commune_is_proposed_to_get(province):
    shown = proposed_on_map(province).set_index("commune_code")
    lots = province.allocation
    for code, own in lots.groupby("commune_code"):
        assert shown.proposed_vnd[code] == own.cost_vnd.sum()
        assert shown.reached[code] == own.groupby("category").children_reached.sum().max()
    # Never for more children than lack something; nobody is proposed where nothing is known.
    assert (shown.reached <= shown["count"]).all()
    assert shown.proposed_vnd.sum() == lots.cost_vnd.sum()
    unknown = shown["count"].isna()
    assert unknown.any()
    assert shown.reached[unknown].isna().all()


def test_paper_has_a_picture_of_each_subject_where_it_is_spoken_of(parameters):
    page = district_page(parameters(district="Hạ Lang"))
    for section, title in (
        (page.map, "Nhu cầu chưa đáp ứng"),
        (page.communes, "Khu vực của các xã"),
        (page.proposal, "Đề xuất hỗ trợ"),
    ):
        document = read_page(section().html)
        maps = [one for one in document.blocks if isinstance(one, Picture) and one.kind == "png"]
        assert [one.alt.split(":")[0] for one in maps] == [title]


def test_of_a_district_without_proposals_the_proposal_says_so(
    parameters, tables, tmp_path, assessment_of
):
    """No donor comes to the district: everything is open, and nothing divides by zero."""
    folder = shutil.copytree(tables / "cao-bang-588", tmp_path / "tables")
    whole = assessment_of("cao-bang-588").tables
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
        page.headline, page.communes, page.need, page.gap, page.priority, page.targets,
        page.proposal, page.basis, page.duties,
    ):  # fmt: skip
        shown = words(section())
        assert len(shown) > 60, section.__name__
        assert "nan" not in shown.split()


def test_the_price_in_the_need_table_explains_the_cost(parameters):
    """Quantity × unit price = cost, to the rounding that is printed; distance makes it a range."""
    page = province_page(parameters())
    section = page.need()
    communes = page.part.need.commune_code.nunique()
    joint = {entry.name.vi for entry in page.part.programme.categories
             if entry.standard.per_children > 1}  # fmt: skip
    for row in as_rows(BeautifulSoup(section.html, "html.parser").table):
        quantity = ends(row["Khối lượng"].split()[0])[0]
        low, high = ends(row["Đơn giá, đồng"].split()[0])
        cost = one(row["Chi phí, triệu đồng"])
        # One set for 100 children: in each commune less than one is rounded up, and so told.
        least = quantity - (communes if row["Loại hỗ trợ"] in joint else 0)
        assert least * low / 1e6 - 1 <= cost <= quantity * high / 1e6 + 1
    assert "làm tròn lên thành số nguyên ở từng xã" in words(section)


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sets_are_whole_and_add_up_from_the_communes(parameters, programme, lang):
    page = province_page(parameters(programme, lang=lang))
    need, categories = page.part.need, page.part.programme.categories
    rows = list(as_rows(BeautifulSoup(page.need().html, "html.parser").table))
    title = {"vi": "Khối lượng", "en": "Quantity"}[lang]
    assert [entry.name.text(lang) for entry in categories] == [
        next(iter(row.values())) for row in rows
    ]
    for entry, row in zip(categories, rows, strict=True):
        shown = row[title].split()[0]
        assert "," not in shown if lang == "vi" else "." not in shown
        own = need[need.category == entry.id]
        children = own.groupby("commune_code").children_eligible.sum()
        units, per = entry.standard.units, entry.standard.per_children
        whole = sum(-(-int(n) * units // per) for n in children)
        assert shown == number(whole, lang=lang), entry.id


def test_one_form_of_per_cent_and_no_word_of_the_workshop(parameters):
    for district in ("Bảo Lạc", "040"):
        page = district_page(parameters(district=district))
        said = " ".join(
            words(section())
            for section in (
                page.headline, page.communes, page.need, page.gap, page.priority, page.targets,
                page.proposal, page.basis,
            )
        )  # fmt: skip
        assert "%" in said
        assert not [found.group() for found in re.finditer(r".{9}[0-9]\s%", said)]
        for word in ("HiGHS", "hạt giống", "cận đã chứng minh", "bộ giải"):
            assert word.lower() not in said.lower()


def test_an_area_wide_target_is_counted_in_districts_without_disadvantaged_communes(data_copy):
    """Ninh Hải has a zone I commune only: with the whole area as denominator it has a need."""
    profile = data_copy / "programmes" / "bases" / "588" / "programme.toml"
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
