"""The site: what each page says where little is known, its marks, its links, what it leaves out."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from needs.commitments import LedgerError
from needs.editions.told import NOT_SHOWN
from needs.programmes import load_programme
from needs.programmes.public_page import PublicPage
from needs.public import write_public_pages
from needs.sponsorship.register import register_file

from .desk import open_desk
from .small import ON, Books, small

PROGRAMMES = ("thanh-hoa-588", "cao-bang-588", "thanh-hoa-fund", "hai-duong-2024")
MARK = "số liệu minh họa"


def site(assessment, own, lang="vi"):
    paths = write_public_pages(assessment, own / "out", root=own, on=ON, lang=lang)
    return {
        path.stem: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in paths
        if path.parent.name == "public"
    }


def words(soup):
    return " ".join(soup.get_text(" ").split())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_page_links_to_every_other_and_asks_for_nothing(name, lang, data, own):
    programme = load_programme(name, data)
    pages = site(small(programme), own, lang)
    with_cases = programme.sponsorship is not None
    assert set(pages) == {"index", "money", "needs"} | ({"cases"} if with_cases else set())
    for page, soup in pages.items():
        links = {link["href"] for link in soup.select("nav a")}
        assert links == {f"{other}.html" for other in pages if other != page}
        own_pages = {f"{one}.html" for one in pages} | {"briefings/index.html"}
        assert {link["href"] for link in soup.select("a")} <= own_pages
        assert not soup.select("script, img[src^=http], link, iframe, form")
        policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
        assert "default-src 'none'" in policy
        assert soup.html["lang"] == lang
        assert programme.title.text(lang) in words(soup)
        assert programme.lead_agency.text(lang) in words(soup)
        assert programme.public_page.how_to_give.text(lang) in words(soup)


def test_with_nothing_on_record_the_front_page_says_what_it_is_for_and_what_is_lacking(data, own):
    programme = load_programme("cao-bang-588", data)
    front = words(site(small(programme, 143, 12), own)["index"])
    assert "Giúp trẻ em các xã đặc biệt khó khăn của Cao Bằng." in front
    assert programme.plan.number in front
    for category in programme.categories:
        assert category.name.vi in front
    # 143 + 12 children: neither is few, so the sum is told as it is.
    assert "155 trẻ thiếu: " + programme.categories[0].name.vi in front
    assert "mời bạn là người giúp đầu tiên" in front


def test_without_a_list_of_communes_the_site_says_so(data, own):
    programme = load_programme("thanh-hoa-588", data)
    known = small(programme)
    nothing = {
        "gap": known.gap.assign(gap_low=pd.array([pd.NA] * 2, dtype="Int64")),
        "communes": known.communes.assign(zone=pd.NA),
        "facilities": known.facilities.head(0),
    }
    pages = site(small(programme, **nothing), own)
    for page in ("index", "needs"):
        assert "chưa có danh sách xã" in words(pages[page])
    assert "trẻ thiếu" not in words(pages["index"])


def test_few_children_are_not_written_out_nor_told_by_their_cost(data, own):
    programme = load_programme("cao-bang-588", data)
    needs = words(site(small(programme, 143, 4), own)["needs"])
    # Of two communes the other would be told by the sum: both would be «•», so that the sum of
    # their former district stands in their place.
    assert "theo xã và loại hỗ trợ" not in needs
    assert "theo huyện (cũ) và loại hỗ trợ" in needs
    assert "147" in needs
    assert "143" not in needs
    assert NOT_SHOWN in needs
    # 7 children × 100,000 đồng would be 0.7 million: the cost is not told either.
    few = site(small(programme, 3, 4), own / "few")["needs"]
    (row,) = [
        one
        for one in few.select("table")[0].select("tbody tr")
        if programme.categories[0].name.vi in one.get_text()
    ]
    assert [cell.get_text() for cell in row.select("td")] == [NOT_SHOWN, NOT_SHOWN]


def test_each_page_says_which_of_its_figures_are_made_up(data, own, fund):
    shutil.copytree(data / "illustrative" / fund.id, own / "illustrative" / fund.id)
    invented = small(fund)
    invented.tables["gap"]["basis"] = "illustrative"
    pages = site(invented, own)
    assert "Quỹ chưa có sổ" in words(pages["money"])
    assert "Số còn thiếu" not in words(pages["money"])
    assert "Số còn thiếu trên trang này" in words(pages["needs"])
    assert "Quỹ chưa có sổ" not in words(pages["needs"])
    for page in ("index", "money", "needs"):
        assert MARK in words(pages[page])
    # Cases are never made up.
    assert MARK not in words(pages["cases"])
    # Books, once begun, take the place of invented lists.
    Books(fund, own).gift(1_000_000)
    pages = site(small(fund), own)
    assert not [page for page, soup in pages.items() if MARK in words(soup)]


def test_a_case_is_found_from_the_front_page(fund, own):
    desk = open_desk(fund, own)
    desk.crowd(12)
    one = desk.child(told=True)
    pages = site(small(fund), own)
    assert desk.number(one) in words(pages["cases"])
    assert "ít hơn 10 trẻ đang có người đỡ đầu" not in words(pages["index"])
    assert "0 trẻ đang có người đỡ đầu 10 trẻ còn chờ người đỡ đầu" in words(pages["index"])
    assert "Trường hợp cần giúp, đã đồng ý được nêu" in words(pages["index"])


def test_a_withdrawn_case_goes_even_where_another_book_cannot_be_read(fund, own):
    desk = open_desk(fund, own)
    desk.crowd(12)
    one = desk.child(told=True)
    number = desk.number(one)
    assert number in words(site(small(fund), own)["cases"])
    desk.withdraws(one)
    book = own / "books" / f"{fund.id}.sqlite"
    book.parent.mkdir(exist_ok=True)
    book.write_bytes(b"no book at all")
    with pytest.raises(Exception, match=r"."):
        site(small(fund), own)
    left = [path.read_text(encoding="utf-8") for path in (own / "out" / "public").glob("*.html")]
    assert not [text for text in left if number in text]


def test_a_damaged_register_leaves_no_old_case_standing(fund, own):
    desk = open_desk(fund, own)
    desk.crowd(12)
    desk.child(told=True)
    site(small(fund), own)
    cases = own / "out" / "public" / "cases.html"
    assert cases.is_file()
    register_file(fund.id, own).write_bytes(b"torn" * 400)
    with pytest.raises(LedgerError):
        site(small(fund), own)
    assert not cases.exists()


def test_a_page_that_the_profile_no_longer_shows_is_removed(fund, own):
    site(small(fund), own)
    narrower = fund.public_page.model_copy(update={"shows": ["activity", "needs"]})
    fewer = fund.model_copy(update={"public_page": narrower})
    pages = site(small(fewer), own)
    assert set(pages) == {"index", "needs"}
    assert {path.name for path in (own / "out" / "public").iterdir()} == {
        "briefings",
        "index.html",
        "needs.html",
    }
    none = fund.model_copy(update={"public_page": None})
    assert site(small(none), own) == {}
    assert not list((own / "out" / "public").iterdir())


def test_pages_are_the_same_for_the_same_day_and_rows_in_any_order(fund, own):
    desk = open_desk(fund, own)
    desk.crowd(11)
    for _ in range(3):
        desk.child(told=True)
    Books(fund, own).gift(1_000_000)
    first = {name: str(soup) for name, soup in site(small(fund), own).items()}
    turned = small(fund)
    for name, frame in turned.tables.items():
        turned.tables[name] = frame[::-1]
    assert {name: str(soup) for name, soup in site(turned, own).items()} == first


@pytest.mark.parametrize(
    "wrong",
    [
        {"case_amounts_vnd": [5, 2]},
        {"shows": ["needs", "needs"]},
        {"smallest_group": 2},
        {"least_payments": 0},
        {"least_staff": 0},
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(fund, wrong):
    told = fund.public_page.model_dump()
    with pytest.raises(ValueError, match=next(iter(wrong)).split("_")[0]):
        PublicPage.model_validate(told | wrong)
