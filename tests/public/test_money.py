"""What the public reads of money: equal to the books to the đồng, and no line is a child's bill."""

from __future__ import annotations

import random

import pytest
from bs4 import BeautifulSoup

from needs.assessment.promised import ledger_path
from needs.commitments import Ledger, commitments
from needs.fund.tables import fund_tables
from needs.programmes import load_programme
from needs.public import write_public_pages
from needs.sheets.fund import write_fund_pages

from .small import ON, Books, gave, places, small


@pytest.fixture(scope="module")
def plan(data):
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="module")
def yearly(data):
    return load_programme("hai-duong-2024", data)


def page(name, assessment, own, lang="vi"):
    write_public_pages(assessment, own / "out", root=own, on=ON, lang=lang)
    text = (own / "out" / "public" / f"{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def dong(words):
    assert words.replace(".", "").isdecimal(), words
    return int(words.replace(".", ""))


def rows(soup, caption):
    """Return the rows of the table with this caption (words, đồng), and its total."""
    (found,) = [one for one in soup.select("table") if one.caption.get_text().startswith(caption)]
    body = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in found.select("tbody tr")
    ]
    total = found.select_one("tfoot tr")
    return body, None if total is None else dong(total.select("td")[-1].get_text(strip=True))


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_the_page_is_the_books_to_the_dong(fund, own):
    """Forty random vouchers of two years: every table adds up to the side that the books hold."""
    books, chance = Books(fund, own), random.Random(7)
    for year in (2025, 2026):
        books.unit(f"U{year}", "Sở Giáo dục", 2_999_999, day=f"{year}-02-02")
        books.gift(80_000_003, day=f"{year}-01-05", donor="Công ty Sáng", named=True)
        for number in range(9):
            books.gift(chance.randint(1, 9_999_999), day=f"{year}-04-{number + 1:02d}")
            what = chance.choice(("treatment", "scholarships", "school_meals", "administration"))
            books.paid(what, chance.randint(1, 2_000_000), day=f"{year}-05-{number + 1:02d}")
    soup = page("money", small(fund), own)
    listed = fund_tables(fund, own, on=ON)["fund_transparency"]
    of_year = listed[listed.period == "2026"].groupby("side").amount_vnd.sum()
    captions = {
        "opening": "Đầu kỳ",
        "received": "Đã nhận",
        "spent": "Đã chi",
        "closing": "Còn lại",
    }
    for side, caption in captions.items():
        body, total = rows(soup, caption)
        assert total == of_year[side] == sum(dong(row[-1]) for row in body)
    assert of_year.opening + of_year.received == of_year.spent + of_year.closing
    years, _ = rows(soup, "Các năm")
    assert [row[0] for row in years] == ["2026", "2025"]
    assert years[0][1] == years[1][4]
    assert "số liệu minh họa" not in words(soup)


def test_a_single_bill_is_no_line_of_its_own(fund, own):
    books = Books(fund, own)
    books.gift(200_000_000)
    books.paid("treatment", 23_457_100)
    books.paid("scholarships", 30_000_000)
    books.paid("scholarships", 30_000_000)
    books.paid("facilities", 90_000_000)
    body, total = rows(page("money", small(fund), own), "Đã chi")
    # One payment for treatment: together with the two for scholarships. 23.5 + 60 million.
    together = "Học bổng; Khám, phẫu thuật, điều trị (gộp)"
    assert [row[0] for row in body] == ["Phòng học, nhà bán trú, điểm vui chơi", together]
    assert [dong(row[1]) for row in body] == [90_000_000, 83_457_100]
    assert total == 173_457_100
    everything = "".join(
        path.read_text(encoding="utf-8") for path in (own / "out" / "public").glob("*.html")
    )
    assert "23.457" not in everything
    books.paid("treatment", 5_000_000)
    books.paid("treatment", 6_000_000)
    body, _ = rows(page("money", small(fund), own), "Đã chi")
    assert ["Khám, phẫu thuật, điều trị", "34.457.100"] in body


def test_treatment_that_is_all_the_fund_paid_is_not_named(fund, own):
    books = Books(fund, own)
    books.gift(200_000_000)
    books.paid("treatment", 23_457_100)
    body, _ = rows(page("money", small(fund), own), "Đã chi")
    assert body == [["Hoạt động ít lần chi", "23.457.100"]]


def test_the_newest_year_with_entries_is_shown_and_none_of_later_days(fund, own):
    books = Books(fund, own)
    books.gift(1_000_000, day="2024-05-01")
    books.gift(2_000_000, day="2025-05-01")
    soup = page("money", small(fund), own)
    assert "Thu và chi của Quỹ năm 2025" in words(soup)
    assert rows(soup, "Đã nhận")[1] == 2_000_000
    assert "Quỹ năm 2025" in words(page("index", small(fund), own))


def test_donors_are_named_only_where_they_may_be(fund, own):
    books = Books(fund, own)
    books.gift(1_000_000, donor="Công ty Sáng", named=True)
    books.gift(2_000_000, donor="Bà Kín Tiếng", named=False)
    books.unit("SGD", "Sở Giáo dục", 3_000_000)
    text = words(page("money", small(fund), own))
    for seen in ("Công ty Sáng", "Nhà tài trợ không nêu tên", "Sở Giáo dục"):
        assert seen in text
    assert "Kín" not in text


def test_gifts_add_up_to_the_ledger_and_small_ones_stand_with_others(plan, own):
    gave(plan, own, children=30, value=10_500_001)
    gave(plan, own, children=3, value=1_050_000, place=1)
    gave(plan, own, children=20, value=7_000_000, place=1)
    here, there = places(plan).commune
    soup = page("money", small(plan), own)
    body, total = rows(soup, "Đã trao năm 2026")
    path = ledger_path(plan, own)
    assert total == commitments(Ledger(path)).value_vnd.sum() == 18_550_001
    told = {dong(row[-1]): row[0] for row in body}
    assert here in told[10_500_001]
    # Three coats of 350,000 đồng take the twenty along, and no commune is told of either.
    assert set(told) == {10_500_001, 8_050_000}
    assert "nhiều xã trong tỉnh" in told[8_050_000]
    assert "gộp 2 khoản" in told[8_050_000]
    assert there not in words(soup)
    assert "2 khoản gộp thành 1 dòng" in words(soup)
    # Without consent to be named, donors are not.
    assert "Công ty Sáng" not in words(soup)
    front = words(page("index", small(plan), own))
    # 53 children, to the nearest ten.
    assert "50 lượt trẻ đã nhận" in front
    assert "2 xã đã nhận" in front
    assert "19 triệu đồng nhà tài trợ đã trao" in front


def test_what_three_children_got_is_on_no_page(plan, own):
    """Neither by the gift nor by the sum of its kind: what it is for is not told."""
    gave(plan, own, children=3, value=1_050_000)
    kind = plan.categories[0].name.vi
    soup = page("money", small(plan), own)
    body, total = rows(soup, "Đã trao năm 2026")
    assert total == 1_050_000
    assert kind not in body[0][0]
    (front,) = [
        one
        for one in page("index", small(plan), own).select("table")
        if one.caption.get_text().startswith("Đã trao, theo loại")
    ]
    assert kind not in front.get_text()


def test_both_parts_of_a_small_joint_gift_stand_with_others(plan, own):
    partner = {"partner_gift": "P", "partner_id": "p", "partner": "B", "partner_taken": 500_000}
    gave(plan, own, children=4, value=1_400_000, place=1, **partner)
    gave(plan, own, children=40, value=14_000_000)
    soup = page("money", small(plan), own)
    body, total = rows(soup, "Đã trao năm 2026")
    assert [dong(row[-1]) for row in body] == [15_400_000] == [total]
    assert places(plan).commune[1] not in words(soup)


def test_the_public_page_and_the_list_of_the_office_are_one_list(fund, own):
    """Two lists that joined differently would tell, by subtraction, what each of them keeps."""
    books = Books(fund, own)
    books.gift(900_000_000)
    books.paid("treatment", 23_457_100)
    books.paid("scholarships", 30_000_000)
    books.paid("scholarships", 1_500_000, day="2026-04-01")
    books.paid("visits_gifts", 9_000_000, occasion="tet")
    books.paid("facilities", 90_000_000)
    books.paid("administration", 1_000_000)
    body, _ = rows(page("money", small(fund), own), "Đã chi")
    (path,) = (
        one for one in write_fund_pages(fund, own / "out", root=own, on=ON) if "2026" in one.name
    )
    office = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    listed, _ = rows(office, "Đã chi năm 2026")
    of_office = {}
    for what, *_, amount in listed:
        name = what.split(" gộp ")[0]
        of_office[name] = of_office.get(name, 0) + dong(amount)
    assert of_office == {row[0]: dong(row[1]) for row in body}
    # The one bill is with the visits at Tết, the smallest other activity with enough payments.
    assert "23.457" not in office.get_text()


def test_two_books_of_one_programme_are_not_added_up(yearly, own):
    gave(yearly, own, children=30, value=10_500_000)
    Books(yearly, own).gift(7_000_000)
    soup = page("money", small(yearly), own)
    assert rows(soup, "Đã nhận")[1] == 7_000_000
    assert rows(soup, "Đã trao năm 2026")[1] == 10_500_000
    assert "không cộng hai sổ" in words(soup)
    assert "17.500.000" not in words(soup)
