"""The workbook of a briefing: every column told in words, whole sets, nothing empty."""

from __future__ import annotations

import re

import pytest

from needs.briefing import check_parameters, district_page, province_page
from needs.documents.result_sheets import briefing_cover, briefing_sheets

from .conftest import ON

#: A name of the tables, such as children_target or gap.children_target.
FIELD = re.compile(r"[a-z]+[_.][a-z]+")


@pytest.fixture
def part(assessed_folder, root):
    def given(district="", lang="vi"):
        asked = {
            "programme": "cao-bang-588",
            "district": district,
            "lang": lang,
            "tables": str(assessed_folder("cao-bang-588") / "tables"),
            "data_root": str(root / "data"),
        }
        page = (district_page if district else province_page)(check_parameters(asked))
        return page.part

    return given


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_planner_reads_words_and_the_files_name_stands_apart(part, lang):
    for sheet in briefing_sheets(part("Hạ Lang", lang), lang=lang):
        for column in sheet.columns:
            for words in (column.title, column.meaning, column.unit, sheet.title, sheet.name):
                assert not FIELD.search(words.replace("manifest.json", "")), words
        # Who opens the CSV file finds the same column there.
        named = [column.field for column in sheet.columns if column.field]
        assert all(re.match(r"[a-z_]+\.csv: [a-z_]+", field) for field in named)


def test_sets_are_whole_in_every_commune_and_add_up(part):
    of_province = part()
    sheets = {sheet.name: sheet for sheet in briefing_sheets(of_province, lang="vi")}
    sheet = sheets["Khối lượng"]
    assert [str(kind) for kind in sheet.rows.dtypes[2:]] == ["Int64"] * (len(sheet.columns) - 2)
    assert all(column.total for column in sheet.columns[2:])
    assert len(sheet.rows) == of_province.need.commune_code.nunique()
    play = next(column.title for column in sheet.columns if "bộ đồ chơi" in column.title)
    own = of_province.need[of_province.need.category == "play"]
    children = own.groupby("commune_code").children_eligible.sum()
    assert sheet.rows[play].sum() == sum(-(-int(n) // 100) for n in children)
    # By the method the sum has a fraction: it is rounded up, not away.
    assert own.quantity.sum() % 1 != 0
    open_needs = sheets["Chưa có nguồn"].rows["Khối lượng"].dropna()
    assert len(open_needs)
    assert (open_needs.astype(float) % 1 == 0).all()


def test_a_district_without_disadvantaged_communes_has_no_empty_sheets(part):
    sheets = briefing_sheets(part("040"), lang="vi")
    assert [sheet.name for sheet in sheets] == ["Xã", "Giả định"]
    assert all(len(sheet.rows) for sheet in sheets)


def test_the_cover_says_with_what_it_was_reckoned(part):
    lines = dict(briefing_cover(part("Hạ Lang"), "Thử", on=ON, lang="vi").lines)
    told = lines["Phần mềm đã dùng để tính"]
    assert "HiGHS " in told
    assert "số khởi đầu 588" in told
    assert "manifest.json" in told


def test_an_english_workbook_names_assumptions_and_units_in_english(part):
    sheets = briefing_sheets(part("Hạ Lang", "en"), lang="en")
    read = 0
    for sheet in sheets:
        for column in sheet.columns:
            if re.split(r"[.,:] *", column.field)[-1] in ("unit", "name") and column.field:
                words = " ".join(map(str, sheet.rows[column.title]))
                # No letter that only Vietnamese has; names of places stand in other columns.
                assert not re.search(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]", words), (sheet.name, words)
                read += 1
    assert read >= 3
