"""The donors' pages: what adds up, what cannot get in, who gets which folder."""

from __future__ import annotations

import re
import unicodedata

import pandas as pd
import pytest

from needs.errors import NotFound
from needs.programmes import load_programme
from needs.programmes.figures import Words
from needs.proposals import donor_folders, write_basket, write_proposals, write_province_sheet
from needs.proposals.donor_map import circle_room
from needs.proposals.words import office_today
from needs.runs.export import assert_self_contained

from .planned import CODES, cell, figure, gift, planned, read, rows_of_table

CHILD = "Nguyễn Thị Bé Tư"


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="module")
def plan(programme):
    """Money, goods, a sponsorship, and a play area paid by two donors; one commune unknown."""
    cells = [
        cell(programme, code, category)
        for code in CODES
        for category in ("warm_clothing", "nutrition")
    ]
    cells[0]["gap_low"] = pd.NA
    cells.append(
        cell(programme, CODES[2], "play_area", gap_low=2, children_target=2, unit_price_vnd=10**7)
    )
    gifts = [
        gift("A", budget_vnd=20_000_000, categories=("warm_clothing",), most_communes=3),
        gift("B", units=90, category="warm_clothing", visit_months=(10, 11)),
        gift("C", children=7, months=9, category="nutrition", month_vnd=150_000),
        gift("D", budget_vnd=6_000_000, categories=("play_area",), share=0.6),
        gift("E", budget_vnd=9_000_000, categories=("play_area",), joins=True, donor="Hội Ê"),
        gift("F", budget_vnd=50_000_000, districts=("999",)),
    ]
    return planned(programme, cells, gifts)


@pytest.fixture(scope="module")
def pages(plan, tmp_path_factory):
    """Folder with every page of the plan, in Vietnamese."""
    folder = tmp_path_factory.mktemp("reports")
    write_proposals(plan, folder)
    write_province_sheet(plan, folder)
    write_basket(plan, folder, amounts=[5_000_000, 30_000_000])
    return folder / "donors"


def words(path):
    return read(path).get_text(" ", strip=True)


def test_every_donor_with_lots_has_one_page(pages):
    assert {path.parent.name for path in pages.glob("*/proposal.html")} == {*"ABCDE"}


def test_the_subject_below_phuong_an_names_no_kind_of_document(pages):
    soup = read(pages / "E" / "proposal.html")
    assert soup.h1.text == "Hỗ trợ trẻ em bằng nguồn của Hội Ê"
    assert soup.title.text == "Đề xuất hỗ trợ trẻ em: Hội Ê"


def test_the_lots_of_a_page_add_up_to_what_the_plan_gives(plan, pages):
    """To the đồng: lots, their sum, the key figure and the slip say the same."""
    for donor in "ABC":
        soup = read(pages / donor / "proposal.html")
        mine = plan.allocation[plan.allocation.donor_id == donor]
        rows = rows_of_table(soup, "Từng lô")
        assert len(rows) == len(mine)
        paid = [figure(row["Nhà tài trợ, đồng"]) for row in rows]
        (total,) = rows_of_table(soup, "Từng lô", "tfoot")
        assert sum(paid) == int(mine.paid_vnd.sum()) == figure(total["Nhà tài trợ, đồng"])
        assert sum(figure(row["Trẻ (công trình)"]) for row in rows) == mine.children_reached.sum()
        shown = {box.span.text: box.b.text for box in soup.select(".figure")}
        assert figure(shown["đồng, phần của nhà tài trợ"]) == mine.paid_vnd.sum()
        slip = soup.select_one(".slip").get_text(" ", strip=True)
        assert f"{sum(paid):,}".replace(",", ".") + " đồng" in slip


def test_two_donors_of_one_package_each_see_their_own_part(plan, pages):
    """A play area at 10 million: D pays 60 %, 6 million; Hội Ê the rest, 4 million."""
    lead, joiner = (rows_of_table(read(pages / d / "proposal.html"), "Từng lô") for d in "DE")
    assert [row["Nhà tài trợ, đồng"] for row in lead] == ["6.000.000"]
    assert lead[0]["Người góp phần còn lại, đồng"] == "4.000.000 Hội Ê"
    assert [row["Nhà tài trợ, đồng"] for row in joiner] == ["4.000.000"]
    assert joiner[0]["Người góp phần còn lại, đồng"] == "6.000.000 Nhà tài trợ D"
    assert "công trình" in words(pages / "D" / "proposal.html")


def test_the_province_sheet_adds_up_to_the_tables(plan, pages):
    soup = read(pages / "index.html")
    rows = rows_of_table(soup, "Đề xuất với từng nhà tài trợ")
    (total,) = rows_of_table(soup, "Đề xuất với từng nhà tài trợ", "tfoot")
    pays = "Phần chi hoặc giá trị, đồng"
    cost = int(plan.allocation.cost_vnd.sum())
    assert sum(figure(row[pays]) for row in rows) == figure(total[pays]) == cost
    assert figure(total["Lượt trẻ"]) == int(plan.allocation.children_reached.sum())
    assert figure(total["Công trình"]) == int(plan.allocation.places.sum()) == 1
    assert figure(total["Số lô"]) == len(plan.allocation)
    (by_kind,) = rows_of_table(soup, "Các đề xuất theo loại hỗ trợ", "tfoot")
    assert figure(by_kind["Giá trị, đồng"]) == cost
    for link in soup.select("table a"):
        assert (pages / link["href"]).is_file()
    idle = rows_of_table(soup, "Quà chưa đề xuất được ở đâu")
    assert [row["Nhà tài trợ"] for row in idle] == ["Nhà tài trợ F"]


def test_the_province_sheet_has_no_column_of_places_where_none_is_proposed(programme, tmp_path):
    money = gift("A", budget_vnd=3_000_000)
    only_children = planned(programme, [cell(programme, CODES[0])], [money])
    sheet = write_province_sheet(only_children, tmp_path)
    (row,) = rows_of_table(read(sheet), "Đề xuất với từng nhà tài trợ")
    # 3 million đồng at 100,000 a set: one package of 30.
    assert row["Lượt trẻ"] == "30"
    assert "Công trình" not in row


def test_open_needs_add_up_and_say_who_could_help(plan, pages):
    rows = rows_of_table(read(pages / "index.html"), "Nhu cầu chưa có nguồn, theo loại và lý do")
    known = [figure(n) for row in rows if (n := row["Trẻ (công trình) chưa có nguồn"])[0].isdigit()]
    assert sum(known) == int(plan.open_needs.children_open.sum())
    assert sum(figure(row["Số xã"]) for row in rows) == len(plan.open_needs)
    unknown = [row for row in rows if "chưa biết" in row["Vì sao chưa có nguồn"]]
    assert unknown[0]["Trẻ (công trình) chưa có nguồn"] == "chưa có số liệu"
    assert all(row["Ai có thể giúp"] for row in rows)


def test_the_ledger_is_counted_by_state_and_nothing_else_of_it_is_told(plan, tmp_path):
    ledger = pd.DataFrame(
        {
            "lot_id": ["1", "2", "3"],
            "state": ["accepted", "accepted", "declined"],
            "donor_id": ["A", "B", "A"],
            "donor": ["Nhà tài trợ A", "Nhà tài trợ B", "Nhà tài trợ A"],
            "gift_id": ["A", "B", "A"],
            "commune_code": [CODES[0]] * 3,
            "category": ["warm_clothing"] * 3,
            "children": [30, 60, 30],
            "places": [0, 0, 0],
            "value_vnd": [3_000_000, 6_000_000, 3_000_000],
            "by": [CHILD] * 3,
            "evidence": [f"ảnh {CHILD}"] * 3,
        }
    )
    page = write_province_sheet(plan | {"commitments": ledger}, tmp_path)
    rows = rows_of_table(read(page), "Các lô trong sổ cam kết")
    assert [(r["Tình trạng"], r["Số lô"], r["Lượt trẻ"], r["Giá trị, đồng"]) for r in rows] == [
        ("đã nhận lời", "2", "90", "9.000.000"),
        ("từ chối", "1", "30", "3.000.000"),
    ]
    assert CHILD not in page.read_text(encoding="utf-8")
    empty = write_province_sheet(plan | {"commitments": ledger.head(0)}, tmp_path)
    assert "Sổ cam kết" not in words(empty)


def test_no_column_but_the_named_ones_gets_onto_a_page(plan, tmp_path):
    """Whatever a table holds besides, a child's name cannot be read from it."""
    tables = {
        name: frame.assign(child=CHILD, note=CHILD, evidence=CHILD)
        for name, frame in plan.tables.items()
    }
    named = plan | tables
    written = [*write_proposals(named, tmp_path), write_province_sheet(named, tmp_path)]
    written.append(write_basket(named, tmp_path, amounts=[5_000_000]))
    assert len(written) == 7
    for path in written:
        assert CHILD not in path.read_text(encoding="utf-8")


def test_a_hostile_name_stays_a_name(programme, tmp_path):
    name = "\"><script>alert('x')</script><img src=//evil onerror=alert(1)> {{ 7*7 }}"
    gifts = [
        gift("../../x", donor=name, gift=name, budget_vnd=6_000_000),
        gift("<b>", donor="B", units=30, category="warm_clothing"),
    ]
    plan = planned(programme, [cell(programme, code) for code in CODES], gifts)
    written = [*write_proposals(plan, tmp_path / "r"), write_province_sheet(plan, tmp_path / "r")]
    for path in written:
        assert (tmp_path / "r" / "donors") in path.resolve().parents
        html = path.read_text(encoding="utf-8")
        assert_self_contained(html)
        soup = read(path)
        assert not soup.select("script, img")
    own = next(path for path in written if "<script>alert" in read(path).h1.get_text())
    assert "{{ 7*7 }}" in read(own).h1.get_text()


def test_two_donors_never_share_a_folder():
    """Signs that no disk takes, capitals that Windows does not tell apart, names of our files."""
    ids = ["A/1", "A?1", "a_1", "index.html", "Basket.html", "é", "e\u0301", "B", "x" * 400]
    folders = donor_folders(ids)
    names = [unicodedata.normalize("NFC", folder).casefold() for folder in folders.values()]
    assert len(set(names)) == len(set(ids))
    assert not {"index.html", "basket.html"} & set(names)
    assert folders["B"] == "B"
    assert all(len(folder.encode()) < 200 for folder in folders.values())


def test_only_the_donors_asked_for_are_written(plan, tmp_path):
    (path,) = write_proposals(plan, tmp_path, only=["B"])
    assert path.parent.name == "B"
    with pytest.raises(NotFound, match="«Z»"):
        write_proposals(plan, tmp_path, only=["B", "Z"])
    assert [found.parent.name for found in tmp_path.glob("donors/*/*")] == ["B"]


def test_a_proposal_that_is_no_longer_made_is_taken_away(plan, programme, tmp_path):
    write_proposals(plan, tmp_path)
    (tmp_path / "donors" / "A" / "letter.txt").write_text("kept", encoding="utf-8")
    nothing = planned(programme, [cell(programme, CODES[0])], [gift("Z", budget_vnd=1000)])
    assert nothing.allocation.empty
    assert write_proposals(nothing, tmp_path) == []
    assert [path.name for path in tmp_path.glob("donors/*/*")] == ["letter.txt"]


def test_an_empty_plan_still_has_its_sheet(programme, tmp_path):
    nothing = planned(programme, [cell(programme, CODES[0])], [gift("Z", budget_vnd=1000)])
    sheet = words(write_province_sheet(nothing, tmp_path))
    assert "Chưa có đề xuất nào." in sheet
    assert "Nhà tài trợ Z" in sheet
    open_rows = rows_of_table(read(tmp_path / "donors" / "index.html"), "Nhu cầu chưa có nguồn")
    assert [row["Trẻ (công trình) chưa có nguồn"] for row in open_rows] == ["60"]


def test_row_order_changes_nothing(plan, tmp_path):
    shuffled = plan | {
        name: frame.sample(frac=1, random_state=588) for name, frame in plan.tables.items()
    }
    for folder, assessment in (("a", plan), ("b", shuffled)):
        write_proposals(assessment, tmp_path / folder)
        write_province_sheet(assessment, tmp_path / folder)
        write_basket(assessment, tmp_path / folder, amounts=[5_000_000])
    first = {path.relative_to(tmp_path / "a"): path for path in (tmp_path / "a").rglob("*.html")}
    assert len(first) == 7
    for name, path in first.items():
        assert path.read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_invented_data_say_so_on_every_page(plan, pages, tmp_path):
    assert "dữ liệu dựng để thử" not in words(pages / "A" / "proposal.html")
    invented = plan | {"allocation": plan.allocation.assign(basis="illustrative")}
    written = [*write_proposals(invented, tmp_path), write_province_sheet(invented, tmp_path)]
    written.append(write_basket(invented, tmp_path, amounts=[5_000_000]))
    for path in written:
        assert read(path).select(".badge-illustrative"), path
        assert "Số liệu minh họa" in words(path)


def test_the_english_pages_hold_no_vietnamese_but_names(plan, programme, tmp_path):
    write_proposals(plan, tmp_path, lang="en")
    write_province_sheet(plan, tmp_path, lang="en")
    write_basket(plan, tmp_path, lang="en", amounts=[5_000_000, 30_000_000])
    names = {programme.province.en, programme.plan.number, *plan.gifts.donor}
    for column in ("commune", "district"):
        names |= set(plan.communes[column])
    for path in sorted(tmp_path.rglob("*.html")):
        soup = read(path)
        assert soup.html["lang"] == "en"
        for drawing in soup.select("svg text"):
            drawing.decompose()  # names of communes and districts
        left = soup.body.get_text(" ")
        for name in sorted(names, key=len, reverse=True):
            left = left.replace(name, " ")
        left = re.sub(r"đồng|\bCao Bằng\b|vietnamadminunits", " ", left, flags=re.IGNORECASE)
        accented = [word for word in left.split() if _is_vietnamese(word)]
        assert not accented, (path.name, accented)


def _is_vietnamese(word):
    letters = unicodedata.normalize("NFD", word.lower())
    return "đ" in letters or any(unicodedata.combining(sign) for sign in letters)


def test_a_long_proposal_puts_the_lots_behind_the_slip(programme, tmp_path):
    """Sixteen lots: sums by category and district first, the lots as an annex on a new sheet."""
    cells = [
        cell(programme, code, category)
        for code in CODES
        for category in ("warm_clothing", "nutrition")
    ]
    plan = planned(programme, cells, [gift("A", budget_vnd=10**9)])
    assert len(plan.allocation) == 16
    (path,) = write_proposals(plan, tmp_path)
    soup = read(path)
    captions = [caption.get_text() for caption in soup.select("caption")]
    assert captions.index("Đề xuất theo huyện (cũ); từng lô ở phụ lục") < len(captions) - 1
    assert captions[-1].startswith("Từng lô")
    titles = [title.get_text() for title in soup.select("h2")]
    assert titles[-2:] == ["Phiếu trả lời", "Phụ lục: từng lô"]
    lots = rows_of_table(soup, "Từng lô")
    by_district = rows_of_table(soup, "Đề xuất theo huyện")
    pays = "Nhà tài trợ, đồng"
    total = sum(figure(row[pays]) for row in lots)
    assert total == sum(figure(row[pays]) for row in by_district)
    assert total == int(plan.allocation.paid_vnd.sum())
    # A commune with two lots: 1a, 1b.
    assert [row["Lô, xã"].split(".")[0] for row in lots[:3]] == ["1a", "1b", "2a"]


def test_the_map_names_every_commune_of_the_donor(plan, pages):
    soup = read(pages / "A" / "proposal.html")
    mine = plan.allocation[plan.allocation.donor_id == "A"]
    drawn = [text.get_text() for text in soup.select("svg text")]
    for commune in set(mine.commune):
        assert any(words.endswith(commune.removeprefix("Xã ")) for words in drawn), commune
    assert soup.svg["aria-label"].startswith("Bản đồ các xã trong đề xuất")


def test_a_commune_without_a_place_is_named_below_the_map(programme, tmp_path):
    lost = cell(programme, CODES[0]) | {"commune_code": "99999", "commune": "Xã Không Tọa Độ"}
    plan = planned(programme, [lost], [gift("A", budget_vnd=6_000_000)])
    (path,) = write_proposals(plan, tmp_path)
    note = read(path).select_one("figure.map .note").get_text()
    assert note == "Không có tọa độ, không vẽ được: Xã Không Tọa Độ"


def test_pages_are_light(pages):
    for path in pages.rglob("*.html"):
        assert path.stat().st_size < 200_000
        assert_self_contained(path.read_text(encoding="utf-8").replace('href="basket.html"', ""))


def test_the_office_before_this_one_is_named_once_on_a_page(pages, programme):
    """The lead agency has a predecessor in brackets: at the top, not in every row."""
    former = "Sở Lao động"
    assert former in programme.lead_agency.vi
    for page in pages.glob("*/proposal.html"):
        assert words(page).count(former) == 1


@pytest.mark.parametrize(
    ("given", "today"),
    [
        ("Sở Y tế (trước 01/03/2025: Sở Lao động – Thương binh và Xã hội)", "Sở Y tế"),
        ("Sở Y tế", "Sở Y tế"),
        ("Quỹ (cấp tỉnh)", "Quỹ (cấp tỉnh)"),
    ],
)
def test_only_a_predecessor_in_brackets_is_left_out(given, today):
    assert office_today(Words(vi=given, en=given), lang="vi") == today


@pytest.mark.parametrize(
    ("places", "room"),
    [
        ([(0.0, 0.0)], 62.0),
        # Communes 50 apart: circles of 30, that hardly touch; 10 apart: no smaller than 24.
        ([(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)], 30.0),
        ([(0.0, 0.0), (10.0, 0.0)], 24.0),
        ([(0.0, 0.0), (900.0, 0.0)], 62.0),
    ],
)
def test_circles_are_smaller_where_communes_stand_close(places, room):
    assert circle_room(places) == pytest.approx(room)


def test_ids_of_the_programme_stand_only_in_the_line_for_the_ledger(pages):
    for page in pages.glob("*/proposal.html"):
        assert words(page).count("cao-bang-588") == 1
        assert "Mã để ghi sổ: cao-bang-588" in words(page)
