"""What pages say without a list of communes, and where children count by their circumstances."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from needs.assessment import assess
from needs.briefing import check_parameters, open_page
from needs.briefing.pages import Page
from tests.assessment.standing_programmes import (
    ANYWHERE,
    BY_GROUPS,
    WITHOUT_LIST,
    write_programme,
)
from tests.assessment.third_programme import PROGRAMME

from .reading import as_rows, table, words

OF_DISTRICT = (
    "headline",
    "map",
    "communes",
    "need",
    "gap",
    "priority",
    "targets",
    "proposal",
    "basis",
    "duties",
)
OF_PROVINCE = (*OF_DISTRICT, "map_after", "frontier", "practice", "further_gifts")

NO_LIST = "chưa có danh sách xã"


@pytest.fixture(scope="module")
def roots(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Data and tables of both programmes, computed once."""
    made = {}
    for name, profile, donors in (
        ("no_list", WITHOUT_LIST, None),
        ("by_groups", BY_GROUPS, ANYWHERE),
    ):
        root = Path(shutil.copytree(data, tmp_path_factory.mktemp(name) / "data"))
        write_programme(root, profile, **({} if donors is None else {"donors": donors}))
        assess(PROGRAMME, root).save(root.parent / "tables")
        made[name] = root
    return made


@pytest.fixture
def page(roots):
    def opened(name: str, district: str = "", lang: str = "vi") -> Page:
        return open_page(
            check_parameters(
                {
                    "programme": PROGRAMME,
                    "district": district,
                    "lang": lang,
                    "tables": str(roots[name].parent / "tables"),
                    "data_root": str(roots[name]),
                }
            )
        )

    return opened


def without_maps(page: Page, sections: tuple[str, ...]) -> str:
    """Return the words of a page; a map is a document of its own."""
    html = "".join(getattr(page, name)().html for name in sections)
    soup = BeautifulSoup(html, "html.parser")
    for other in soup(["iframe", "script", "style", "svg", "img"]):
        other.decompose()
    return soup.get_text(" ", strip=True)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("district", ["", "Tĩnh Gia"])
def test_every_section_without_a_list_is_made_in_both_languages(page, district, lang):
    shown = without_maps(page("no_list", district, lang), OF_DISTRICT if district else OF_PROVINCE)
    expected = NO_LIST if lang == "vi" else "no list of communes yet"
    assert expected in shown.lower()
    assert "needs areas import" in shown


@pytest.mark.parametrize("section", ["need", "gap", "priority", "targets", "proposal"])
@pytest.mark.parametrize("district", ["", "Mường Lát"])
def test_a_section_that_hangs_on_the_list_says_so_and_what_to_do(page, section, district):
    shown = words(getattr(page("no_list", district), section)())
    assert NO_LIST in shown
    assert "xem đầu trang" in shown
    # The list is why: «no data» would send a planner to the communes.
    assert "chưa có số liệu" not in shown
    assert "không xã nào" not in shown.lower()
    assert "Không có xã đặc biệt khó khăn" not in shown


@pytest.mark.parametrize("district", ["", "Mường Lát"])
def test_what_to_do_stands_once_at_the_top(page, district):
    shown = page("no_list", district)
    what_to_do = f"needs areas import TỆP --programme {PROGRAMME}"
    assert what_to_do in words(shown.headline())
    sections = OF_DISTRICT if district else OF_PROVINCE[: OF_PROVINCE.index("map_after")]
    assert without_maps(shown, sections).count("needs areas import") == 1


def test_the_top_says_what_is_known_and_what_waits(page):
    shown = words(page("no_list", "Mường Lát").headline())
    assert "Chưa có danh sách xã" in shown
    assert "8 xã, phường" in shown
    assert "Không có nghĩa là không xã nào thuộc diện" in shown


def test_communes_are_listed_with_residents_and_children_the_zone_waiting(page):
    listed = table(page("no_list", "Mường Lát").communes(), "Các xã")
    rows = as_rows(listed)
    assert len(rows) == 8
    # Said once, not row by row.
    assert "chưa rõ khu vực" in listed.caption.get_text()
    assert "Khu vực" not in rows[0]
    assert all(re.fullmatch(r"[\d.]+", row["Dân số"]) for row in rows)
    assert all(re.fullmatch(r"[\d.]+", row["Trẻ dưới 16"]) for row in rows)


def test_districts_are_listed_without_columns_of_need(page):
    of_districts = table(page("no_list").communes(), "Theo huyện")
    (head,) = of_districts.select("thead tr")
    titles = [cell.get_text(" ", strip=True) for cell in head.select("th")]
    assert titles == ["Huyện, thành phố", "Số xã", "Dân số", "Trẻ dưới 16"]
    assert NO_LIST in of_districts.caption.get_text()
    assert [row["Số xã"] for row in as_rows(of_districts, "tfoot")] == ["26"]  # 10 + 8 + 8


def test_what_a_list_will_be_checked_against_stands_on_the_page(page):
    shown = words(page("no_list").communes())
    for known in ("khu vực III: 100", "khu vực III: 21", "khu vực III: 57", "78 xã"):
        assert known in shown
    assert "Huyện Lang Chánh" in shown
    assert "Xã Hải Hà" in shown


def test_the_map_shows_the_programme_in_grey_and_says_why(page):
    html = page("no_list").map().html
    alt = BeautifulSoup(html, "html.parser").select_one("figure img")["alt"]
    assert "26 xã của chương trình" in alt
    assert "Chưa có danh sách xã" in alt
    assert "đặc biệt khó khăn" not in alt
    assert NO_LIST in html


def test_targets_are_stated_though_their_children_are_not_known(page):
    rows = as_rows(table(page("no_list").targets(), "Chỉ tiêu của kế hoạch"))
    assert {row["Chỉ tiêu"] for row in rows} == {"90%", "100%"}
    assert {row["Đến hết năm"] for row in rows} == {"2030"}
    assert {row["Trẻ trong mẫu số"] for row in rows} == {NO_LIST}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("district", ["", "Mường Lát"])
def test_pages_by_groups_speak_of_circumstances_and_never_of_disadvantaged_communes(
    page, district, lang
):
    shown = without_maps(
        page("by_groups", district, lang), OF_DISTRICT if district else OF_PROVINCE
    ).lower()
    circumstances = {"vi": "hoàn cảnh đặc biệt", "en": "special circumstances"}[lang]
    assert circumstances in shown
    for other in ("đặc biệt khó khăn", "đbkk", NO_LIST, "specially disadvantaged", "no list of"):
        assert other not in shown
    assert "khu vực" not in shown


def test_the_map_by_groups_has_neither_zones_nor_white_communes_of_the_programme(page):
    html = page("by_groups").map().html
    alt = BeautifulSoup(html, "html.parser").select_one("figure img")["alt"]
    assert "8 xã của chương trình" in alt
    assert "cao nhất" in alt
    assert "đặc biệt khó khăn" not in html
    assert "Khu vực" not in html


def test_groups_are_listed_and_what_nobody_told_is_missing(page):
    rows = as_rows(table(page("by_groups").communes(), "Trẻ em có hoàn cảnh đặc biệt theo nhóm"))
    assert [row["Nhóm"] for row in rows] == ["trẻ mồ côi", "trẻ khuyết tật"]
    assert {row["Trẻ do xã báo, ít nhất"] for row in rows} == {"chưa có số liệu"}
    shown = words(page("by_groups").communes())
    assert "40.000" in shown  # the official total
    assert "chỉ có số toàn tỉnh: 3.000" in shown


def test_told_groups_are_added_over_communes_not_over_categories(page):
    import pandas as pd

    from needs.assessment import Assessment
    from needs.briefing.groups import told_by_group

    province = page("by_groups").province
    cells = [
        ("14845", "swimming.group.orphan", 10),
        ("14845", "warm_sets.group.orphan", 14),  # the same children, one age band more
        ("14848", "warm_sets.group.orphan", 5),
        ("14848", "warm_sets.eligible", 900),
    ]
    rows = pd.DataFrame(cells, columns=["commune_code", "field", "returned_value"])
    rows = rows.assign(state="current", period=province.programme.period)
    told = told_by_group(
        Assessment(programme=province.programme, tables={**province.tables, "returns": rows})
    ).set_index("group")
    # 14 + 5: of each commune the largest figure.
    assert told.children["orphan"] == 19
    assert told.communes["orphan"] == 2
    assert pd.isna(told.children["disabled"])


def test_official_totals_stand_beside_the_estimate(page):
    rows = as_rows(table(page("by_groups").basis(), "Đối chiếu với số chính thức"))
    by_name = {row["Phép kiểm tra"]: row for row in rows}
    special = by_name["trẻ em có hoàn cảnh đặc biệt, ước tính đưa về số chính thức"]
    assert special["Số chính thức"] == special["Số trong bảng"] == "40.000"
    assert special["Kết quả"] == "khớp"
    assert "ước tính 44.169 × hệ số 0,9056" in special["Nguồn"]
    risk = by_name["trẻ em có nguy cơ (ngoài số trên), chỉ có số toàn tỉnh"]
    assert risk["Số chính thức"] == "3.000"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_way_to_the_official_total_is_shown_step_by_step(page, lang):
    from needs.briefing.official_total import official_total

    shown = page("by_groups", "Mường Lát")
    district, province = (official_total(one, lang=lang) for one in (shown.part, shown.province))
    caption = {
        "vi": "Từ ước tính đến số chính thức",
        "en": "From the estimate to the official total",
    }
    for part in (district, province):
        figures = [list(row.values())[1] for row in as_rows(table(part, caption[lang]))]
        told = [figure.replace(",", ".") for figure in figures]
        assert told[:3] == ["44.169", "40.000 (38.000–42.000)", "0.9056 (0.8603–0.9509)"]
        # Mường Lát is all there is of this programme: 11,281 children × 4 % × 0.9056.
        assert told[3] == "409"
    why = words(district)
    assert ("1.000.000" if lang == "vi" else "1,000,000") in why  # 40,000 ÷ 4 %
    assert ("1.104.213" if lang == "vi" else "1,104,213") in why


def test_where_estimates_could_not_be_brought_to_the_total_that_is_said(page):
    from needs.assessment import Assessment
    from needs.briefing.official_total import official_total

    province = page("by_groups").province
    figures = province.assumptions
    without = Assessment(
        programme=province.programme,
        tables={
            **province.tables,
            "assumptions": figures[figures.figure != "special_circumstances.factor"],
        },
    )
    shown = words(official_total(without, lang="vi"))
    assert "Chưa đưa ước tính về số chính thức được" in shown
    assert "409" not in shown
