"""A decision's list read from what planners have: every layout, every fault, nothing guessed.

All lists are made up («danh sách giả để thử»); only their counts are the official ones.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from needs.areas import (
    Decision,
    area_list_on,
    province_named,
    read_area_index,
    read_list,
    write_list,
)
from needs.areas.list_words import zone_of
from needs.errors import InputFaults, NotFound
from needs.places import edition_on
from tests.areas.made_up_lists import as_csv, as_text, made_up, side_by_side, under_headings

DECISION = Decision(
    decision="267/QĐ-UBND",
    issued=dt.date(2026, 1, 21),
    valid_from=dt.date(2026, 1, 1),
    valid_to=dt.date(2030, 12, 31),
    edition="2025",
    province_code="38",
    province="Thanh Hóa",
    list_id="danh-sach-gia",
)


@pytest.fixture(scope="session")
def listed(gazetteer) -> pd.DataFrame:
    """The made-up list: 4 + 17 + 57 communes."""
    return made_up(gazetteer)


@pytest.fixture
def own_root(data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data, tmp_path / "data"))


def spreadsheet(path: Path, cells: list[list[object]], merge: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    for row in cells:
        book.active.append(row)
    for area in merge:
        book.active.merge_cells(area)
    book.save(path)
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


LAYOUTS: dict[str, Callable[[Path, pd.DataFrame], Path]] = {
    "pasted with gaps": lambda at, rows: text(at / "chep.txt", as_text(rows)),
    "pasted with tabs": lambda at, rows: text(at / "chep.txt", as_text(rows, gap="\t")),
    "lines of text": lambda at, rows: text(
        at / "dong.txt",
        "\n".join(f"{n}. {row.commune} {row.zone}" for n, row in enumerate(rows.itertuples(), 1)),
    ),
    "headings of zones and districts": lambda at, rows: text(
        at / "muc.csv", as_csv(under_headings(rows))
    ),
    "headings in a spreadsheet": lambda at, rows: spreadsheet(
        at / "muc.xlsx", under_headings(rows)
    ),
    "two tables on a page": lambda at, rows: text(at / "hai.csv", as_csv(side_by_side(rows))),
    "two tables in a spreadsheet": lambda at, rows: spreadsheet(
        at / "hai.xlsx", side_by_side(rows)
    ),
    "codes, arabic zones": lambda at, rows: spreadsheet(
        at / "ma.xlsx",
        [["Mã xã", "Tên xã", "Khu vực"]]
        + [
            [int(row.commune_code), row.commune, {"I": 1, "II": 2, "III": 3}[row.zone]]
            for row in rows.itertuples()
        ],
    ),
    "a cross under the zone": lambda at, rows: spreadsheet(
        at / "dau.xlsx",
        [["TT", "Tên xã, phường", "Huyện (cũ)", "Khu vực I", "Khu vực II", "Khu vực III"]]
        + [
            [
                n,
                row.commune,
                row.district,
                *("x" if row.zone == z else None for z in ("I", "II", "III")),
            ]
            for n, row in enumerate(rows.itertuples(), 1)
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_list(layout, listed, tmp_path, data, gazetteer):
    path = LAYOUTS[layout](tmp_path, listed)
    read = read_list(path, DECISION, root=data, gazetteer=gazetteer)
    expected = listed.sort_values("commune_code", ignore_index=True)
    columns = ["commune_code", "commune", "district", "zone"]
    pd.testing.assert_frame_equal(
        read.listed.communes[columns], expected[columns], check_dtype=False
    )
    # Every line of the file is accounted for, and agrees with the official 78 = 4 + 17 + 57.
    assert read.lines == 78
    assert read.checks.status.tolist() == ["ok"] * 4
    assert read.listed.totals_decision == "60/QĐ-BDTTG 2026"


def test_a_district_merged_over_its_communes_holds_for_all_of_them(tmp_path, data, gazetteer):
    cells = [
        ["Huyện", "Xã", "Khu vực"],
        ["Mường Lát", "Xã Tam Chung", "III"],
        [None, "Xã Nhi Sơn", "III"],
        ["Quan Sơn", "Xã Sơn Thủy", "2"],
    ]
    path = spreadsheet(tmp_path / "gop.xlsx", cells, merge=("A2:A3",))
    decision = replace(DECISION, totals_decision="")
    read = read_list(path, decision, root=data, gazetteer=gazetteer)
    assert dict(zip(read.listed.communes.commune, read.listed.communes.zone, strict=True)) == {
        "Xã Tam Chung": "III",
        "Xã Nhi Sơn": "III",
        "Xã Sơn Thủy": "II",
    }


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("III", "III"),
        ("khu vực III", "III"),
        ("KV 3", "III"),
        ("Xã khu vực II", "II"),
        ("2", "II"),
        ("Ⅲ", "III"),
        ("IV", None),
        ("", None),
        ("4", None),
        ("Khu vực", None),
    ],
)
def test_zones_are_read_in_every_spelling_and_in_no_other(written, zone):
    assert zone_of(written) == zone


def refused(path: Path, root: Path, gazetteer, **options) -> InputFaults:
    decision = options.pop("decision", DECISION)
    with pytest.raises(InputFaults) as told:
        read_list(path, decision, root=root, gazetteer=gazetteer, **options)
    return told.value


def test_all_faults_are_told_at_once_with_file_sheet_and_cell(tmp_path, data, gazetteer):
    path = spreadsheet(
        tmp_path / "sai.xlsx",
        [
            ["TT", "Xã", "Huyện", "Khu vực", "Số thôn đặc biệt khó khăn"],
            [1, "Xã Tam Chung", "Mường Lát", "IV", 2],
            [2, "Xã Tam Trung", "Mường Lát", "III", 2],
            [3, "Xã Nhi Sơn", "Mường Lạt", "III", 2],
            [4, "Xã Sơn Thủy", "Mường Lát", "III", 2],
            [5, "Xã Trung Lý", "Mường Lát", "III", "ba"],
            [6, "Xã Pù Nhi", "Mường Lát", "III", 1],
            [7, "Xã Pù Nhi", "Mường Lát", "III", 1],
            [8, "Xã Mường Lý", "Mường Lát", None, 1],
        ],
    )
    faults = refused(path, data, gazetteer).faults
    where = {fault.where.rsplit(" ", 1)[1]: fault for fault in faults}
    assert all(fault.where.startswith("sai.xlsx, trang «Sheet», ô ") for fault in faults)
    assert set(where) == {"B2", "B3", "B4", "B5", "B6", "B8", "B9"}
    assert "«IV»" in where["B2"].found
    assert "Mường Lạt" in where["B4"].found
    assert "huyện khác" in where["B5"].expected  # Sơn Thủy is in Quan Sơn
    assert "«ba»" in where["B6"].found
    assert "B7" in where["B8"].expected
    assert "trống" in where["B9"].found
    # The misspelt name is asked about, the likeliest commune first; it is not taken for it.
    assert "có phải: Xã Tam Chung (Huyện Mường Lát, 14848)" in where["B3"].action
    assert '--same "Xã Tam Trung=14848"' in where["B3"].action


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Xã Tam Trung", ["Xã Hà Trung", "Xã Tam Chung"]),
        ("Xã Na Meo", ["Xã Na Mèo"]),
        ("Xã Pù Nhy", ["Xã Pù Nhi"]),
        # «Mường Lý» is two letters away too, and much less alike than «Mường Lát».
        ("Xã Mường Lat", ["Xã Mường Lát"]),
        ("Xã Xanh Xanh", []),
        ("Xyz", []),
    ],
)
def test_only_communes_of_a_similar_name_are_offered(tmp_path, data, gazetteer, name, asked):
    path = text(tmp_path / "a.csv", f"Xã;Huyện;Khu vực\n{name};;III\n")
    (fault,) = refused(path, data, gazetteer).faults
    offered = re.findall(r"(Xã [^(;]+) \(", fault.action)
    assert offered == asked
    assert ("--same" in fault.action) == bool(asked)
    assert ("không có tên gần giống" in fault.action) == (not asked)


def test_the_district_stated_narrows_what_is_offered(tmp_path, data, gazetteer):
    """«Tam Trung» may be Tam Chung or Hà Trung; in Mường Lát there is only the one."""
    path = text(tmp_path / "a.csv", "Xã;Huyện;Khu vực\nXã Tam Trung;Mường Lát;III\n")
    (fault,) = refused(path, data, gazetteer).faults
    assert "Tam Chung" in fault.action
    assert "Hà Trung" not in fault.action


def test_the_heading_of_a_decision_is_no_commune(tmp_path, data, gazetteer):
    """Its commas part it into cells, and «II» among them looked like a zone."""
    path = text(
        tmp_path / "a.txt",
        "ỦY BAN NHÂN DÂN TỈNH THANH HÓA\n"
        "DANH SÁCH CÁC XÃ KHU VỰC I, II, III GIAI ĐOẠN 2026 - 2030\n"
        "(Kèm theo Quyết định số 267/QĐ-UBND ngày 21 tháng 01 năm 2026)\n"
        "TT   Tên xã   Huyện cũ   Khu vực\n"
        "1   Xã Tam Chung   Huyện Mường Lát   Khu vực III\n",
    )
    read = read_list(path, replace(DECISION, totals_decision=""), root=data, gazetteer=gazetteer)
    assert read.listed.communes.commune.tolist() == ["Xã Tam Chung"]
    assert read.ignored == 4


def test_a_name_like_another_is_taken_only_when_a_person_says_so(tmp_path, data, gazetteer):
    path = text(tmp_path / "a.csv", "Xã;Khu vực\nXã Tam Trung;III\nXã Nhi Sơn;II\n")
    decision = replace(DECISION, totals_decision="")
    assert len(refused(path, data, gazetteer, decision=decision).faults) == 1
    read = read_list(
        path, decision, root=data, gazetteer=gazetteer, answers={"xã  tam trung": "14848"}
    )
    own = read.listed.communes.set_index("commune_code")
    assert own.zone["14848"] == "III"
    # What stood in the file stays on record.
    assert "Xã Tam Trung" in own.evidence["14848"]
    with pytest.raises(NotFound):
        read_list(path, decision, root=data, gazetteer=gazetteer, answers={"Tam Trung": "01273"})


def test_communes_of_before_2025_are_no_communes_of_a_list_of_today(tmp_path, data, gazetteer):
    # Township until 2025; no commune of today bears the name with this kind.
    path = text(tmp_path / "a.csv", "Xã;Khu vực\nThị trấn Hồi Xuân;III\n")
    (fault,) = refused(path, data, gazetteer, decision=replace(DECISION, totals_decision="")).faults
    assert "bản 2025" in fault.expected
    assert "pre-2025" in fault.expected


def test_counts_that_are_not_the_official_ones_refuse_the_list(listed, tmp_path, data, gazetteer):
    path = text(tmp_path / "thieu.txt", as_text(listed.drop(index=listed.index[-1])))
    faults = refused(path, data, gazetteer).faults
    # One commune of zone III is lacking: 77 of 78, 56 of 57.
    assert [
        (fault.where, fault.found.split()[0], fault.expected.split()[0]) for fault in faults
    ] == [
        ("total", "77", "78"),
        ("zone_III", "56", "57"),
    ]


def test_what_no_source_counts_is_not_passed_off_as_checked(tmp_path, data, gazetteer):
    path = text(tmp_path / "a.csv", "Xã;Khu vực\nXã Tam Chung;III\n")
    decision = replace(DECISION, decision="1/QĐ-UBND", issued=dt.date(2029, 5, 1))
    read = read_list(path, decision, root=data, gazetteer=gazetteer)
    assert set(read.checks.status) == {"unchecked"}


@pytest.mark.parametrize(
    ("number", "issued", "row"),
    [
        ("582/QĐ-TTg", dt.date(2017, 4, 28), "582/QĐ-TTg 2017"),
        ("861/QĐ-TTg", dt.date(2021, 6, 4), "861/QĐ-TTg 2021"),
    ],
)
def test_the_totals_are_those_of_the_decision(number, issued, row, tmp_path, data, gazetteer):
    path = text(tmp_path / "a.csv", "Xã;Khu vực\nXã Tam Chung;III\n")
    decision = replace(
        DECISION,
        decision=number,
        issued=issued,
        valid_from=issued,
        valid_to=dt.date(issued.year + 3, 12, 31),
        edition="pre-2025",
    )
    faults = refused(path, data, gazetteer, decision=decision).faults
    assert all(row in fault.expected for fault in faults)
    expected = {"582/QĐ-TTg 2017": "100", "861/QĐ-TTg 2021": "21"}[row]
    assert {f.where: f.expected.split()[0] for f in faults}["zone_III"] == expected


def test_communes_called_like_totals_are_lines_and_totals_are_none(tmp_path, data, gazetteer):
    """«Tổng Cọt» is a commune of Cao Bằng; passed over as a total it would lose its children."""
    path = text(
        tmp_path / "a.csv",
        "Xã;Khu vực\nTổng Cọt;III\nTổng cộng;1\nCộng: 1 xã;\nTổng số xã 1;\n",
    )
    decision = replace(
        DECISION, province_code="04", province="Cao Bằng", totals_decision="",
        valid_from=dt.date(2031, 1, 1), valid_to=dt.date(2035, 12, 31),
    )  # fmt: skip
    read = read_list(path, decision, root=data, gazetteer=gazetteer)
    assert read.listed.communes.commune.tolist() == ["Xã Tổng Cọt"]
    assert (read.rows, read.lines, read.ignored) == (5, 1, 4)


def test_villages_are_kept_where_they_are_told(tmp_path, data, gazetteer):
    path = text(
        tmp_path / "a.csv",
        "Xã;Khu vực;Số thôn ĐBKK;Số thôn\nXã Tam Chung;III;5;8\nXã Nhi Sơn;II;;6\n",
    )
    read = read_list(path, replace(DECISION, totals_decision=""), root=data, gazetteer=gazetteer)
    own = read.listed.communes.set_index("commune")
    assert own.villages["Xã Tam Chung"] == 5
    assert pd.isna(own.villages["Xã Nhi Sơn"])  # not told is not none
    assert own.villages_in_commune.tolist() == [8, 6]


def test_what_is_written_is_found_again_on_its_days(listed, tmp_path, own_root, gazetteer):
    read = read_list(
        text(tmp_path / "a.txt", as_text(listed)), DECISION, root=own_root, gazetteer=gazetteer
    )
    before = read_area_index(own_root)
    write_list(read.listed, own_root)
    held = area_list_on(
        dt.date(2027, 3, 1),
        province_code="38",
        edition="2025",
        root=own_root,
        gazetteer=gazetteer,
    )
    assert held.list_id == "danh-sach-gia"
    assert held.counts() == {"total": 78, "zone_I": 4, "zone_II": 17, "zone_III": 57}
    # The lists that were there are as they were.
    after = read_area_index(own_root)
    same = after[after.list_id != "danh-sach-gia"].reset_index(drop=True)
    pd.testing.assert_frame_equal(same, before, check_dtype=False)


def test_a_second_list_for_the_same_days_is_refused_and_may_replace_the_first(
    listed, tmp_path, own_root, gazetteer
):
    path = text(tmp_path / "a.txt", as_text(listed))
    write_list(read_list(path, DECISION, root=own_root, gazetteer=gazetteer).listed, own_root)
    told = refused(path, own_root, gazetteer, decision=replace(DECISION, list_id="danh-sach-khac"))
    assert "danh-sach-gia" in told.faults[0].found
    told = refused(path, own_root, gazetteer)
    assert "--replace" in told.faults[0].action
    again = read_list(path, DECISION, root=own_root, gazetteer=gazetteer, replacing=True)
    write_list(again.listed, own_root)
    assert read_area_index(own_root).list_id.is_unique


def test_nothing_is_written_where_anything_is_wrong(listed, tmp_path, own_root, gazetteer):
    before = (own_root / "reference" / "area_lists.csv").read_bytes()
    spoilt = as_text(listed).replace("Xã Tam Chung", "Xã Tam Trung")
    refused(text(tmp_path / "a.txt", spoilt), own_root, gazetteer)
    assert (own_root / "reference" / "area_lists.csv").read_bytes() == before
    assert not (own_root / "reference" / "areas" / "danh-sach-gia.csv").exists()


def test_a_file_that_is_no_list_is_told(tmp_path, data, gazetteer):
    assert (
        refused(tmp_path / "khong-co.xlsx", data, gazetteer).faults[0].found.startswith("missing")
    )
    path = text(tmp_path / "thu.txt", "Kính gửi các đồng chí\nxin gửi danh sách sau\n")
    assert "khu vực" in refused(path, data, gazetteer).faults[0].found


@pytest.mark.parametrize(
    ("day", "edition"), [(dt.date(2025, 6, 30), "pre-2025"), (dt.date(2025, 7, 1), "2025")]
)
def test_the_communes_are_those_of_the_day(day, edition):
    assert edition_on(day) == edition


def test_a_province_is_found_by_name_and_code_in_its_edition(gazetteer):
    assert province_named("Ninh Thuận", "pre-2025", gazetteer) == ("58", "Ninh Thuận")
    assert province_named("tỉnh thanh hoá", "2025", gazetteer) == ("38", "Thanh Hóa")
    with pytest.raises(NotFound):
        province_named("Ninh Thuận", "2025", gazetteer)


@settings(max_examples=8)
@given(order=st.permutations(range(12)))
def test_the_order_of_lines_changes_nothing(order, listed, tmp_path_factory, data, gazetteer):
    rows = listed.tail(12).iloc[list(order)]
    path = text(tmp_path_factory.mktemp("order") / "a.txt", as_text(rows))
    read = read_list(path, replace(DECISION, totals_decision=""), root=data, gazetteer=gazetteer)
    expected = listed.tail(12).sort_values("commune_code", ignore_index=True)
    assert read.listed.communes.commune_code.tolist() == expected.commune_code.tolist()
    assert read.listed.communes.zone.tolist() == expected.zone.tolist()
