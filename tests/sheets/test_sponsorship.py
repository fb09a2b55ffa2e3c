"""The office's page of sponsorships: counts that add up, what is due, no child and no sponsor."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from needs.programmes import Programme, load_programme
from needs.sheets.sponsorship import write_sponsorship_pages
from needs.sponsorship.acts import Sponsor
from needs.sponsorship.register import Register, register_file
from needs.sponsorship.standing import Need
from tests.sponsorship.cases import desk, step

ON = dt.date(2026, 3, 20)


@pytest.fixture(scope="module")
def programme(data: Path) -> Programme:
    return load_programme("thanh-hoa-fund", data)


@pytest.fixture
def kept(programme: Programme, tmp_path: Path) -> Path:
    rules = programme.sponsorship
    assert rules is not None
    register = Register(register_file(programme.id, tmp_path), rules)
    first = desk(register, needs=(Need("living", 500_000, 12), Need("meals")))
    second = desk(register, commune_code="14797", groups=("disabled",))
    pledge_id = first.running(
        sponsor=Sponsor("ma-s1", "Công ty Minh Họa"), first="2026-03", months=1
    )
    register.write([step("paid", pledge_id, amount_vnd=200_000)])
    second.propose("ma-s2")
    return tmp_path


def page(programme: Programme, root: Path, folder: Path, lang: str = "vi") -> BeautifulSoup:
    (path,) = write_sponsorship_pages(programme, folder, root=root, on=ON, lang=lang)
    assert path == folder / "offices" / "sponsorship.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def table(soup: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    found = next(one for one in soup.find_all("table") if one.caption.text.startswith(caption))
    return {
        row.th.get_text(" "): [cell.text for cell in row.find_all("td")]
        for row in found.find_all("tr")
        if row.th is not None and row.find("td")
    }


def test_counts_money_and_what_is_due(programme, kept, tmp_path):
    soup = page(programme, kept, tmp_path / "out")
    assert table(soup, "Theo mục đích") == {
        # Needs; sponsored; proposed (from April on); open; without consent; still asked.
        "Nuôi dưỡng hằng tháng": ["2", "1", "1", "0", "0", "0"],
        # Nobody has said how much the meals cost: not known, and not nothing.
        "Bữa ăn ở trường": ["1", "0", "0", "1", "0", "chưa có số liệu"],
        "Cộng": ["3", "1", "1", "1", "0", "chưa có số liệu"],
    }
    assert "1 nhu cầu chưa biết số tiền" in soup.text
    due = table(soup, "Gia hạn")
    # March was due on the 10th: 300,000 of 500,000 are late; the period ends with the month.
    assert due["D000001 20/03/2026"] == [
        (
            "nhắc người đỡ đầu: còn chậm 300.000 đồng; hết kỳ 31/03/2026: hỏi gia hạn, chuyển giao "
            "hay kết thúc"
        )
    ]
    # Proposed on 2 March: to be answered within 30 days.
    assert list(due) == ["D000001 20/03/2026", "D000002 01/04/2026"]
    assert "Còn chậm: 300.000 đồng" in soup.text


def test_nobody_is_named(programme, kept, tmp_path):
    register = Register(register_file(programme.id, kept), programme.sponsorship)
    for lang in ("vi", "en"):
        written = page(programme, kept, tmp_path / lang, lang).prettify()
        for child_id in register.contents().children:
            assert child_id not in written
        for sponsor in ("ma-s1", "ma-s2", "Công ty Minh Họa"):
            assert sponsor not in written


def test_english_all_through_and_the_same_twice(programme, kept, tmp_path):
    soup = page(programme, kept, tmp_path / "out", "en")
    assert "Sponsorship of children in special circumstances" in soup.text
    assert "Việc cần làm" not in soup.text
    first = (tmp_path / "out" / "offices" / "sponsorship.html").read_bytes()
    page(programme, kept, tmp_path / "again", "en")
    assert (tmp_path / "again" / "offices" / "sponsorship.html").read_bytes() == first


def test_without_a_register_the_page_says_what_to_do(programme, tmp_path):
    soup = page(programme, tmp_path / "none", tmp_path / "out")
    assert "Chưa có sổ" in soup.text
    assert "needs register thanh-hoa-fund import" in soup.text


def test_without_the_section_there_is_no_page(programme, tmp_path):
    without = programme.model_copy(update={"sponsorship": None})
    assert write_sponsorship_pages(without, tmp_path, root=tmp_path, on=ON) == ()
