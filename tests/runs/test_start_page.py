"""The start page: what stands in the folder, for whom, how it went; every link leads somewhere."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from needs.briefing.audience import edition_mark, edition_words
from needs.briefing.html import Fragment, heading, text
from needs.errors import InputFaults
from needs.programmes import load_programme
from needs.proposals.page import Section, illustrative_mark, page_html
from needs.runs.job import Outcome, RunError
from needs.runs.problems import kept_problems, manifest_of
from needs.runs.start_page import write_start_page
from needs.runs.start_words import is_kind
from needs.runs.supervise import JobResult

YESTERDAY = dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC)
BEGAN = dt.datetime(2026, 11, 22, 3, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 22, 4, tzinfo=dt.UTC)
PAGES = {
    "province/overview": ("tỉnh Cao Bằng", "internal"),
    "districts/bao-lac/briefing": ("Huyện Bảo Lạc (cũ)", "internal"),
    "donors/index": ("Đề xuất với các nhà tài trợ", "internal"),
    "donors/hoi-a/proposal": ("Đề xuất hỗ trợ trẻ em: Hội A", "donor"),
    "offices/timetable": ("Lịch công tác năm 2026", "offices"),
    "offices/transparency": ("Đã nhận gì, đi đâu", "public"),
    "offices/agencies/health": ("Phiếu việc: Sở Y tế", "offices"),
    "public/index": ("Hoạt động", "public"),
    "public/briefings/bao-lac": ("Tóm tắt nhu cầu: Huyện Bảo Lạc (cũ)", "public"),
}


@pytest.fixture(scope="module")
def programme(data):
    return load_programme("cao-bang-588", data)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A small `reports/<programme>`, written yesterday."""
    reports = tmp_path / "reports"
    for path, (title, audience) in PAGES.items():
        put(reports, f"{path}.html", title, audience=audience)
    for name in (
        *(f"districts/bao-lac/briefing{ending}" for ending in (".docx", ".pdf", ".xlsx", ".ipynb")),
        *("offices/timetable.ics", "tables/gap.csv", "tables/gap.parquet", "exchange/gap.csv"),
        *("tables/.made-of", "documents.json", "public/data/figures.csv"),
    ):
        put(reports, name)
    return reports


def put(folder: Path, name: str, title: str = "", *, audience="internal", invented=False) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    body = edition_mark(audience, lang="vi") + Fragment(f"<h1>{text(title)}</h1>")
    body += illustrative_mark(illustrative=invented, lang="vi") + heading("Phần một")
    path.write_text(page_html(title, [Section(body)], lang="vi") if title else "x", "utf-8")
    written(path, YESTERDAY)
    return path


def written(path: Path, when: dt.datetime) -> None:
    os.utime(path, (when.timestamp(), when.timestamp()))


@pytest.fixture
def start(programme, folder):
    """Write the page and read it."""

    def made(lang: str = "vi", **problems: list[str]) -> BeautifulSoup:
        path = write_start_page(
            programme, folder, since=BEGAN, lang=lang, problems=problems, anchors=[folder.parent]
        )
        assert path == folder / "index.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")

    return made


def rows(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return title → the other cells of its row."""
    found = {}
    for row in page.select("table.data tbody tr"):
        first, *others = row.select("th, td")
        found[first.bdi.get_text()] = [cell.get_text(" ", strip=True) for cell in others]
    return found


def files(page: BeautifulSoup, folder: Path) -> set[str]:
    """Return the files that the page's links lead to; each is there, and inside."""
    reached = set()
    for link in page.select("a[href]"):
        address = link["href"]
        if address.startswith("#"):
            assert page.find(id=address[1:]), address
            continue
        aim = (folder / unquote(address)).resolve()
        assert aim.is_file(), address
        reached.add(aim.relative_to(folder.resolve()).as_posix())
    return reached


def job_of(make_notebook, make_job, folder, slug, title):
    home = folder / "districts" / slug
    return make_job(
        make_notebook("1", name=slug),
        id=f"districts/{slug}",
        output_notebook=home / "briefing.ipynb",
        output_html=home / "briefing.html",
        parameters={"district": "043"},
        title=title,
    )


@pytest.fixture
def failing(make_notebook, make_job, folder, programme):
    """Note in the manifest that a district's briefing could not be made."""
    from needs.runs.manifest import Manifest

    def fail(slug: str, title: str, why: str) -> None:
        manifest = Manifest.open(
            folder / "manifest.json", programme=programme.id, inputs={}, anchors=[folder]
        )
        job = job_of(make_notebook, make_job, folder, slug, title)
        error = RunError(name="NeedsError", message=why)
        outcome = Outcome(status="failed", seconds=1.0, error=error)
        manifest.record(job, JobResult(outcome, 1, 1.0), fingerprint="0" * 64)

    return fail


# -- links -----------------------------------------------------------------------------------------


def test_every_link_leads_to_a_file_and_every_file_for_readers_is_reached(start, folder):
    reached = files(start(), folder)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - reached == {"index.html", "documents.json", "tables/.made-of"}


def test_a_page_that_is_gone_is_gone_from_the_start_page(start, folder):
    assert "Phiếu việc: Sở Y tế" in rows(start())
    (folder / "offices" / "agencies" / "health.html").unlink()
    assert "Phiếu việc: Sở Y tế" not in rows(start())


def test_forms_stand_beside_their_page_and_a_table_beside_what_is_made_of_it(start):
    page = rows(start())
    assert page["Huyện Bảo Lạc (cũ)"][0] in ("Xem · Word · PDF · Excel", "Sổ tay")
    assert page["Lịch công tác năm 2026"][0] == "Xem · Tệp lịch"
    (gap,) = (cells for cells in page.values() if "Parquet" in cells[0])
    assert gap[0] == "CSV · Parquet · CSV + HXL"


def test_names_that_mean_something_to_a_browser_are_text(start, folder):
    hostile = "<script>alert(1)</script> & \u202e“Hội”"
    name = "Hội #1 50% ?x=1&y 'Thiện' “tâm” javascript:alert(1)"
    put(folder, f"donors/{name}/proposal.html", f"Đề xuất: {hostile}", audience="donor")
    put(folder, "javascript:alert(2).html", "Tệp lạ")
    page = start()
    assert {f"donors/{name}/proposal.html", "javascript:alert(2).html"} <= files(page, folder)
    assert f"Đề xuất: {hostile}" in rows(page)
    assert not page.select("script")
    for link in page.select("a[href]"):
        assert ":" not in link["href"]
        assert " " not in link["href"]


def test_a_title_without_end_is_cut(start, folder):
    put(folder, "donors/b/proposal.html", "Hội " + "x" * 10_000, audience="donor")
    assert max(map(len, rows(start()))) <= 160


def test_a_star_stands_for_one_name_and_never_for_a_folder():
    assert is_kind("districts/bao-lac/briefing", "districts/*/*")
    assert not is_kind("districts/bao-lac", "districts/*/*")
    assert not is_kind("offices/reports/year-2026", "offices/*")
    assert is_kind("offices/reports/year-2026", "offices/**")
    assert is_kind("anything", "**")


# -- for whom --------------------------------------------------------------------------------------


def test_each_row_says_for_whom_in_the_words_of_the_page_itself(start):
    page = rows(start())
    for title, audience in PAGES.values():
        if title != "Huyện Bảo Lạc (cũ)":
            shown = title[:1].upper() + title[1:]
            assert page[shown][1] == edition_words(audience, lang="vi"), title
    tables = [cells[1] for title, cells in page.items() if "CSV" in cells[0] and "HXL" in cells[0]]
    assert tables == [edition_words("internal", lang="vi")]


def test_the_page_itself_is_internal_and_says_which_folder_may_be_published(start, folder):
    page = start()
    assert page.select_one(".edition").get_text() == edition_words("internal", lang="vi")
    note = page.select_one(".note").get_text()
    assert "Chỉ thư mục public/ được đưa lên mạng." in note
    assert "không gửi đi cả thư mục" in note
    assert "1 trang ở ngoài public/" in note, "the list of what was received may be posted"
    for path in sorted((folder / "public").rglob("*.*")):
        path.unlink()
    assert "Chưa có bản công bố: không tệp nào" in start().select_one(".note").get_text()


def test_the_mark_of_illustrative_data_stands_there_if_a_page_bears_it(start, folder):
    assert not start().select(".badge-illustrative")
    put(folder, "offices/fund.html", "Sổ Quỹ", invented=True)
    assert start().select_one(".badge-illustrative").get_text() == "số liệu minh họa"


def test_a_page_that_would_tell_of_a_child_is_not_written_and_no_old_one_left(start, folder):
    start()
    put(folder, "offices/reports/x.html", "Em Lò Thị Hoa, sinh ngày 12/03/2015")
    with pytest.raises(InputFaults) as told:
        start()
    assert "Hoa" not in str(told.value)
    assert not (folder / "index.html").exists()


def test_a_reason_that_repeats_a_childs_data_is_not_told_and_the_page_is_there(start, failing):
    failing("thach-an", "Huyện Thạch An (cũ)", "không đọc được: Lò Thị Hoa, sinh ngày 12/03/2015")
    page = start(printed=["em Lò Thị Hoa, sinh ngày 12/03/2015"])
    assert "Hoa" not in page.get_text()
    assert page.get_text().count("xem thông báo của lệnh") == 2
    assert rows(page)["Huyện Thạch An (cũ)"][2].startswith("chưa lập được")


def test_a_donor_may_have_a_telephone_in_its_name(start, folder):
    name = "Đề xuất hỗ trợ trẻ em: Hội A (0912 345 678)"
    put(folder, "donors/hoi-a/proposal.html", name, audience="donor")
    assert name in rows(start())


# -- how it went -----------------------------------------------------------------------------------


def test_what_is_new_and_what_was_there_is_told_apart(start, folder):
    written(folder / "donors" / "index.html", NOW)
    page = rows(start())
    assert page["Đề xuất với các nhà tài trợ"][2] == "mới lập"
    assert page["Lịch công tác năm 2026"][2] == "có sẵn, lập ngày 21/11/2026"


def test_a_product_that_failed_has_a_row_its_name_and_the_reason(start, folder, failing):
    failing("thach-an", "Huyện Thạch An (cũ)", "số liệu của huyện này hỏng <b>")
    page = start()
    assert rows(page)["Huyện Thạch An (cũ)"][0] == "–", "nothing to open"
    assert rows(page)["Huyện Thạch An (cũ)"][2].startswith("chưa lập được")
    (told,) = (part for part in page.select("section") if "Chưa lập được" in part.get_text())
    assert "số liệu của huyện này hỏng <b>" in told.get_text()
    files(page, folder)


def test_the_page_of_before_is_told_as_old_where_the_new_one_failed(start, failing):
    failing("bao-lac", "Huyện Bảo Lạc (cũ)", "không xóa được bản cũ")
    state = [cells[2] for row, cells in all_rows(start()) if row == "Huyện Bảo Lạc (cũ)"]
    assert any("bản đang có lập ngày 21/11/2026" in words for words in state)


def all_rows(page: BeautifulSoup) -> list[tuple[str, list[str]]]:
    return [
        (row.th.bdi.get_text(), [cell.get_text(" ", strip=True) for cell in row.select("td")])
        for row in page.select("table.data tbody tr")
    ]


def test_what_stood_in_the_way_stays_told_until_it_goes_well(start, folder, failing):
    failing("thach-an", "Huyện Thạch An (cũ)", "hỏng")
    assert "giỏ nhu cầu để lộ số" in start(donors=["giỏ nhu cầu để lộ số"]).get_text()
    assert "giỏ nhu cầu để lộ số" in start(offices=[]).get_text(), (
        "another command, another subject"
    )
    assert "giỏ nhu cầu để lộ số" not in start(donors=[]).get_text()
    assert manifest_of(folder).problems == {}


def test_without_a_manifest_nothing_is_begun_and_the_page_is_there_all_the_same(start, folder):
    assert "giỏ nhu cầu để lộ số" in start(donors=["giỏ nhu cầu để lộ số"]).get_text()
    assert not (folder / "manifest.json").exists()


def test_no_folder_of_this_machine_is_told(start, folder, failing):
    failing("thach-an", "Huyện Thạch An (cũ)", "hỏng")
    problem = f"{folder / 'donors' / 'basket.html'}: không ghi được, {folder.parent}"
    assert "donors/basket.html: không ghi được" in start(donors=[problem]).get_text()
    for name in ("index.html", "manifest.json"):
        assert str(folder.parent) not in (folder / name).read_text(encoding="utf-8")


def test_forms_that_could_not_be_made_are_told_in_the_row_of_their_page(start):
    page = start(printed=["donors/hoi-a/proposal.html: không ghi được proposal.docx"])
    told = rows(page)
    assert "Word, PDF, Excel chưa lập được" in told["Đề xuất hỗ trợ trẻ em: Hội A"][2]
    assert "chưa lập được" not in told["Lịch công tác năm 2026"][2]


def test_a_manifest_that_cannot_be_read_does_not_stop_the_page(start, folder):
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    assert kept_problems(folder, {"donors": []}) == {}
    files(start(), folder)


def test_the_english_page_speaks_english(start, folder):
    page = start("en")
    assert page.html["lang"] == "en"
    assert page.h1.get_text().startswith("Start here")
    assert "Only the folder public/ may be published." in page.select_one(".note").get_text()
    headings = {cell.get_text() for cell in page.select("thead th")}
    assert headings == {"Document", "Open", "For whom", "Status"}


def test_the_same_folder_gives_the_same_page(start, folder):
    start()
    was = (folder / "index.html").read_bytes()
    start()
    assert (folder / "index.html").read_bytes() == was
