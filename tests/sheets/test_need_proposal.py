"""The yearly need proposals of districts and the province's summary: same figures as the tables."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.assessment import Assessment, assess
from needs.programmes.figures import Words
from needs.programmes.profile import ReportDeadline
from needs.sheets.need_proposal import need_proposal_page, write_need_proposals
from tests.assessment.third_programme import PROGRAMME, write_third

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def assessed(data: Path, tmp_path_factory) -> Assessment:
    base = write_third(Path(shutil.copytree(data, tmp_path_factory.mktemp("needs") / "data")))
    return assess(PROGRAMME, base)


@pytest.fixture(scope="module")
def pages(assessed, tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    made = write_need_proposals(assessed, folder, on=TODAY)
    return {path.stem: path.read_text(encoding="utf-8") for path in made}


def tables(html: str, caption: str) -> pd.DataFrame:
    soup = BeautifulSoup(html, "html.parser")
    found = [table for table in soup.find_all("table") if table.caption.text == caption]
    assert len(found) == 1, caption
    frame = pd.read_html(StringIO(str(found[0])), thousands=".", decimal=",")[0]
    return frame.set_index(frame.columns[0])


KINDS = "Nhu cầu đề nghị hỗ trợ, theo loại"
PLACES = "Số trẻ đề nghị hỗ trợ, theo nơi và loại"
FOUND = "Phần đề nghị đã có và chưa có nguồn"


def test_every_district_has_its_proposal_and_the_province_its_summary(assessed, pages):
    assert len(pages) == assessed.districts.district_code.nunique() + 1
    assert list(pages)[-1] == "need-province"


def test_the_province_asks_for_what_the_tables_lack(assessed, pages):
    asked = tables(pages["need-province"], KINDS)
    for category in assessed.programme.categories:
        rows = assessed.gap[assessed.gap.category == category.id]
        shown = asked.loc[category.name.vi]
        assert shown["Đề nghị, trẻ"] == rows.gap_low.sum()
        assert shown["Trẻ cần đạt"] == rows.children_target.sum()
    whole = float(asked.loc["Cộng", "Triệu đồng"])
    assert whole == pytest.approx(assessed.gap.cost_vnd.sum() / 1e6, abs=0.5)


def test_districts_add_up_to_the_summary_and_communes_to_their_district(assessed, pages):
    summary = tables(pages["need-province"], PLACES).drop(columns="Triệu đồng")
    own = [
        tables(html, PLACES).drop(columns="Triệu đồng")
        for name, html in pages.items()
        if "-district-" in name
    ]
    for one in own:
        # A commune outside the target of a kind has no figure there: «–».
        rows = one.drop("Cộng").apply(pd.to_numeric, errors="coerce")
        assert (rows.sum() == pd.to_numeric(one.loc["Cộng"])).all()
    sums = pd.concat([pd.to_numeric(one.loc["Cộng"]) for one in own], axis=1).sum(axis=1)
    assert sums.to_dict() == pd.to_numeric(summary.loc["Cộng"]).to_dict()
    assert len(own) > 1


def test_what_is_asked_has_a_source_or_none(pages):
    for html in pages.values():
        asked, found = tables(html, KINDS), tables(html, FOUND)
        both = found["Đã có người nhận hoặc được đề xuất, trẻ"] + found["Chưa có nguồn, trẻ"]
        kinds = asked.index.drop("Cộng")
        assert (both[kinds] == asked.loc[kinds, "Đề nghị, trẻ"]).all()


def test_a_figure_that_is_not_known_is_said_and_never_a_smaller_sum(assessed):
    gap = assessed.gap.copy()
    gap.loc[gap.index[0], ["gap_low", "cost_vnd"]] = pd.NA
    unknown = Assessment(programme=assessed.programme, tables={**assessed.tables, "gap": gap})
    asked = tables(need_proposal_page(unknown, district=None, on=TODAY, lang="vi"), KINDS)
    name = assessed.programme.category(gap.category.iloc[0]).name.vi
    assert asked.loc[name, "Đề nghị, trẻ"] == "chưa có số liệu"
    assert asked.loc["Cộng", "Triệu đồng"] == "chưa có số liệu"


def test_deadlines_are_the_profile_s_the_district_s_and_the_province_s_own(assessed):
    office = Words(vi="Nơi A", en="A")
    own = ReportDeadline(
        kind="year", by=office, to=office, deadline="11-30", source="x", for_returns=True
    )
    later = own.model_copy(update={"deadline": "12-15", "for_returns": False, "stated": False})
    programme = assessed.programme.model_copy(update={"reports": [own, later]})
    dated = Assessment(programme=programme, tables=assessed.tables)
    name = dated.districts.district.iloc[0]
    district = need_proposal_page(dated.of_district(name), district=name, on=TODAY, lang="vi")
    province = need_proposal_page(dated, district=None, on=TODAY, lang="vi")
    assert "trước 30/11 hằng năm" in district
    assert "15/12" not in district
    assert "trước 15/12 hằng năm, Nơi A gửi Nơi A (kế hoạch không nêu ngày)" in province
    assert "30/11" not in province


def test_pages_of_districts_that_are_gone_are_taken_away(assessed, tmp_path):
    made = write_need_proposals(assessed, tmp_path, on=TODAY)
    old = made[0].with_name("need-district-cu.html")
    other = made[0].with_name("year-2026.html")
    for page in (old, other):
        page.write_text("", encoding="utf-8")
    assert write_need_proposals(assessed, tmp_path, on=TODAY) == made
    assert not old.exists()
    assert other.exists()


def test_rows_in_another_order_give_the_same_page(assessed, pages):
    shuffled = Assessment(
        programme=assessed.programme,
        tables={name: frame.iloc[::-1] for name, frame in assessed.tables.items()},
    )
    assert (
        need_proposal_page(shuffled, district=None, on=TODAY, lang="vi") == pages["need-province"]
    )


def test_the_subject_names_whose_needs_they_are_and_no_kind_of_document(assessed, pages):
    name = assessed.districts.district.iloc[0]
    html = need_proposal_page(assessed.of_district(name), district=name, on=TODAY, lang="vi")
    soup = BeautifulSoup(html, "html.parser")
    named = name[:1].lower() + name[1:]
    assert re.fullmatch(
        rf"Đề xuất nhu cầu hỗ trợ trẻ em {re.escape(named)}( \(cũ\))? năm 2026", soup.h1.text
    )
    assert soup.title.text == soup.h1.text
    province = assessed.programme.province.vi
    summary = BeautifulSoup(pages["need-province"], "html.parser").h1.text
    assert summary == f"Tổng hợp đề xuất nhu cầu hỗ trợ trẻ em tỉnh {province} năm 2026"
