"""The Fund's pages: figures of the books, invented ones marked, nothing fetched, no hidden name."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from needs.fund import (
    Book,
    Purse,
    Unit,
    Use,
    book_path,
    came_in,
    contributed,
    handed_on,
    spent,
    voucher,
)
from needs.fund.entry import Earmark, Entry
from needs.fund.tables import fund_tables
from needs.programmes import Programme, load_programme
from needs.sheets.fund import write_fund_pages
from needs.sheets.fund_figures import FundYear
from needs.sheets.fund_picture import money_picture

ROOT = Path(__file__).parents[2] / "data"
ON = dt.date(2026, 11, 22)
PROVINCE = Purse("province")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme("thanh-hoa-fund", ROOT)


@pytest.fixture
def root(tmp_path: Path, programme: Programme) -> Path:
    """A data root with books: 1.000.000 in, 20.000 of it spent on the Fund itself."""
    rules = programme.fund
    book = Book(book_path(programme.id, tmp_path), rules)
    common = {"rules": rules, "by": "Trần Thị Kế Toán"}
    on = dt.date(2025, 3, 1)
    earmark = Entry(
        key="e",
        kind="earmark",
        day=on,
        by="kế toán",
        document="",
        earmarks=(Earmark("tim", "Phẫu thuật tim", ("treatment",)),),
    )
    units = Entry(
        key="u",
        kind="units",
        day=on,
        by="kế toán",
        document="",
        units=(
            Unit("a", "Sở A", 2025, "province", staff=2, daily_pay_vnd=200_000),
            Unit("b", "Sở B", 2025, "province", staff=None, daily_pay_vnd=200_000),
        ),
    )
    gift = came_in(rules, PROVINCE, kind="donation", amount=900_000, account="bank")
    pay = contributed(rules, PROVINCE, unit_id="a", amount=100_000, account="bank")
    office = spent(rules, PROVINCE, Use("administration"), amount=80_000, account="bank")
    child = spent(rules, PROVINCE, Use("treatment", "", "14845"), amount=300_000, account="bank")
    down = handed_on(rules, PROVINCE, Purse("district", "380"), amount=50_000, account="bank")
    hidden = voucher("income", gift, day=on, document="TT1", **common)
    book.write(
        [
            earmark,
            units,
            dataclasses.replace(hidden, donor="Người ẩn danh", named=False),
            voucher("contribution", pay, day=on, document="PT1", **common),
            voucher("spending", office, day=on, document="PC1", **common),
            voucher("spending", child, day=on, document="PC2", note="cháu Bí Mật", **common),
            voucher("handover", down, day=on, document="DC1", **common),
        ]
    )
    return tmp_path


def pages(programme: Programme, root: Path, out: Path, lang: str = "vi") -> dict[str, str]:
    written = write_fund_pages(programme, out, root=root, on=ON, lang=lang)
    return {path.name: path.read_text(encoding="utf-8") for path in written}


def words(html: str) -> str:
    return re.sub(r"\s+", " ", BeautifulSoup(html, "html.parser").get_text(" "))


def test_the_page_tells_what_the_books_hold(programme, root, tmp_path):
    """1.000.000 in, 380.000 out: 620.000 left. Expected of A 400.000, of B unknown."""
    found = pages(programme, root, tmp_path / "out")
    assert set(found) == {"fund.html", "fund-2025.html"}
    text = words(found["fund.html"])
    line = "đã nhận 1.000.000 đồng = đã chi 380.000 đồng + còn lại 620.000 đồng"
    assert line in text
    assert line in words(found["fund-2025.html"])
    assert "≥ 400.000" in text  # expected, B's unknown
    assert "≥ 300.000" in text  # still to come
    assert "chưa có số liệu" in text
    assert "số liệu minh họa" not in text.split("Căn cứ của con số")[0]


def test_what_running_the_fund_took_stands_beside_the_limit(programme, root, tmp_path):
    """80.000 of 1.000.000 is 8 %, more than 5 %."""
    text = words(pages(programme, root, tmp_path / "out")["fund.html"])
    assert "80.000 đồng, bằng 8,0% của 1.000.000 đồng" in text
    assert "Vượt mức" in text


def test_money_in_a_fund_that_the_law_ended_is_told(programme, root, tmp_path):
    text = words(pages(programme, root, tmp_path / "out")["fund.html"])
    assert "Quỹ cấp huyện (cũ): không còn theo pháp luật từ sau ngày 28/02/2026" in text
    assert "sổ còn 50.000 đồng" in text


def test_no_hidden_name_note_or_commune_on_any_page(programme, root, tmp_path):
    for html in pages(programme, root, tmp_path / "out").values():
        for hidden in ("Người ẩn danh", "Bí Mật", "14845", "Kế Toán"):
            assert hidden not in html


def test_pages_of_invented_lists_say_so(programme, tmp_path):
    for html in pages(programme, ROOT, tmp_path / "out").values():
        assert "Chưa có sổ của Quỹ: mọi con số" in words(html)
    svg = BeautifulSoup(pages(programme, ROOT, tmp_path / "out")["fund.html"], "html.parser").svg
    assert "Số liệu minh họa." in svg["aria-label"]


def test_without_anything_the_page_says_what_to_do(programme, tmp_path):
    found = pages(programme, tmp_path, tmp_path / "out")
    assert set(found) == {"fund.html"}
    assert "needs fund thanh-hoa-fund import" in words(found["fund.html"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_pages_are_whole_and_the_same_every_time(programme, root, tmp_path, lang):
    first = pages(programme, root, tmp_path / "a", lang)
    assert first == pages(programme, root, tmp_path / "b", lang)
    for html in first.values():
        assert not re.search(r"<script|https?://(?!www\.w3\.org)|src=", html)
        assert f'lang="{lang}"' in html


def test_the_english_page_is_english(programme, root, tmp_path):
    text = words(pages(programme, root, tmp_path / "out", "en")["fund.html"])
    assert re.search(r"received \D*1,000,000", text)
    assert not re.search(r"Đã thu|Còn lại|Nguồn:", text)


def test_the_published_list_hides_a_bill_a_place_and_a_days_pay(programme, root, tmp_path):
    """A has two people and gave 100.000; one payment of 300.000 was for a child of a commune."""
    found = pages(programme, root, tmp_path / "out")
    public, office = words(found["fund-2025.html"]), words(found["fund.html"])
    for inside in ("Sở A", " 100.000", "Khám, phẫu thuật", "cấp huyện"):
        assert inside in office
        assert inside not in public
    # There is no other unit: what it gave stands with the donation.
    assert "Nhiều loại khoản nhận (gộp)" in public
    assert "gộp 2 lần nộp" in public
    assert "Hoạt động ít lần chi" in public
    assert "Không bớt đồng nào" in public
    assert "Bản nội bộ: dùng trong cơ quan, không công bố" in office
    assert "nội bộ" not in public.lower()
    assert "Bản công bố" in public
    assert "fund.html" not in found["fund-2025.html"]


def test_the_list_published_adds_up_to_the_dong(programme, root, tmp_path):
    page = BeautifulSoup(pages(programme, root, tmp_path / "out")["fund-2025.html"], "html.parser")
    for table in page.find_all("table"):
        *rows, total = [
            int(row.find_all(["td", "th"])[-1].get_text().replace(".", ""))
            for row in table.find_all("tr")[1:]
        ]
        assert sum(rows) == total


def test_the_picture_ends_at_what_is_left(programme, root):
    tables = fund_tables(programme, root, on=ON)
    year = FundYear(programme, programme.fund, tables, 2025, ON, "vi")
    picture = money_picture(year)
    bars = re.findall(r'data-part="(\w+)"', picture.svg)
    # A contribution and a donation in; treatment and administration out; what is left.
    assert bars == ["in", "in", "out", "out", "held"]
    assert "Còn lại cuối năm: 0,6." in picture.alt
    assert money_picture(dataclasses.replace(year, year=1999)) is None
