"""Task sheets: what an office reads, on which day, and what the pages never do."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from needs.errors import InputFaults
from needs.programmes import load_programme
from needs.sheets.tasks import write_task_pages

BEFORE, TODAY = dt.date(2025, 2, 28), dt.date(2026, 11, 22)
PROGRAMMES = (
    "thanh-hoa-588",
    "cao-bang-588",
    "ninh-thuan-588",
    "thanh-hoa-fund",
    "hai-duong-2024",
)
VOID = {"meta", "br", "link", "hr", "img", "input"}


class Page(HTMLParser):
    """Words of a page in order, its links, and whether its tags close as they open."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for key, value in attrs if key == "href" and value]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data.strip())
        if self.rows and self.rows[-1] and ("td" in self.open or "th" in self.open):
            self.rows[-1][-1] += data.strip() + " "

    @property
    def text(self) -> str:
        return " ".join(word for word in self.words if word)


@pytest.fixture(scope="session")
def written(data: Path, tmp_path_factory: pytest.TempPathFactory):
    """Write a programme's task sheets once for each day and language."""
    made: dict[tuple[str, dt.date, str], Path] = {}

    def write(programme: str, on: dt.date = TODAY, lang: str = "vi") -> Path:
        key = (programme, on, lang)
        if key not in made:
            folder = tmp_path_factory.mktemp("reports") / programme
            profile = load_programme(programme, data, on=on)
            assert write_task_pages(profile, folder, root=data, on=on, lang=lang)
            made[key] = folder / "offices" / "agencies"
        return made[key]

    return write


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_pages_are_whole_link_each_other_and_need_no_network(written, programme, lang):
    home = written(programme, lang=lang)
    pages = sorted(home.glob("*.html"))
    for path in pages:
        page = Page(path)
        assert page.open == []
        assert not [link for link in page.links if link.startswith("http")]
        for link in page.links:
            assert (home / link).resolve().is_file(), f"{path.name}: {link}"
    linked = {link for link in Page(home / "index.html").links if "/" not in link}
    assert linked == {path.name for path in pages} - {"index.html"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_tables_are_called_by_their_titles(written, data, lang):
    """«bảng gap» tells an office nothing; «chỉ tiêu, đã hỗ trợ và còn thiếu …» does."""
    from needs.tables import TABLES, table
    from needs.tables.schemas import RECORDS

    named = {
        entry
        for duty in load_programme("thanh-hoa-588", data).duties
        for entry in duty.served_by
        if entry in TABLES or entry in RECORDS
    }
    assert len(named) > 3
    pages = [Page(path).text for path in written("thanh-hoa-588", lang=lang).glob("*.html")]
    text = " ".join(pages)
    for name in named:
        assert (table(name).vi if lang == "vi" else table(name).en) in text
        if "_" in name:
            assert name not in text
    assert not re.search(r"bảng (?!«)", text)


def test_the_sheet_of_the_office_that_took_over_says_since_when_and_by_what(written):
    health = Page(written("cao-bang-588") / "health.html").text
    assert "Từ 01/03/2025" in health
    assert "Sở Lao động – Thương binh và Xã hội → Sở Y tế" in health
    assert "42/2025/NĐ-CP" in health
    assert "trước 15/12 hằng năm" in health
    assert "kế hoạch ghi: Sở Lao động – Thương binh và Xã hội" in health


def test_before_the_change_there_is_a_sheet_for_labour_and_no_note(written):
    home = written("cao-bang-588", BEFORE)
    labour = Page(home / "labour.html").text
    assert "trước 15/12 hằng năm" in labour
    assert "Từ 01/03/2025" not in labour
    assert "kế hoạch ghi" not in labour
    assert not (written("cao-bang-588", TODAY) / "labour.html").exists()


def test_the_matrix_marks_who_leads_and_who_takes_part(written):
    rows = Page(written("thanh-hoa-588") / "index.html").rows
    [head] = [row for row in rows if any("VHTTDL" in cell for cell in row) and len(row) > 6]
    offices = [cell.strip() for cell in head]

    def marks(words: str) -> dict[str, str]:
        [row] = [row for row in rows if len(row) == len(head) and row[0].startswith(words)]
        cells = zip(offices[1:], row[1:], strict=True)
        return {office: cell.strip() for office, cell in cells if cell.strip()}

    # Labour leads, the Front and Education take part; Labour is Health today.
    assert marks("Đồ ấm cho 100%") == {"Y tế": "C", "MTTQ": "P", "GDĐT": "P"}
    # ODA was Planning's: Finance today.
    assert marks("Vận động, lồng ghép vốn") == {"Tài chính": "C", "Y tế": "P"}


def test_counts_of_the_index_are_those_of_the_sheets(written):
    home = written("thanh-hoa-588")
    for row in Page(home / "index.html").rows:
        if len(row) != 5 or not row[-1].strip().isdigit():
            continue
        name, leads, joins = row[0].strip(), row[-2].strip(), row[-1].strip()
        [sheet] = [
            page.text
            for page in map(Page, home.glob("*.html"))
            if f"Phiếu việc: {name} Chương trình" in page.text
        ]
        assert f"{leads} việc chủ trì {joins} việc phối hợp" in sheet


def test_an_office_gets_the_days_of_the_timetable_that_are_its_own(written):
    communes = Page(written("cao-bang-588") / "people-committee-commune.html").text
    dates = re.findall(r"\d\d/\d\d/\d{4}", communes.split("mười hai tháng tới")[1])
    days = [dt.date(*map(int, reversed(day.split("/")))) for day in dates[1:]]
    assert days == sorted(days)
    assert days[0] >= TODAY
    assert dt.date(2026, 11, 30) in days
    assert max(days) <= TODAY + dt.timedelta(days=365)


def test_pages_that_are_there_are_linked_and_those_that_are_not_are_named(data, tmp_path):
    profile = load_programme("cao-bang-588", data, on=TODAY)
    write_task_pages(profile, tmp_path, root=data, on=TODAY)
    sheet = tmp_path / "offices" / "agencies" / "health.html"
    assert "../../offices/network.html" not in Page(sheet).links
    assert "trang mạng lưới nhà tài trợ" in Page(sheet).text
    (tmp_path / "offices" / "network.html").write_text("", encoding="utf-8")
    write_task_pages(profile, tmp_path, root=data, on=TODAY)
    assert "../../offices/network.html" in Page(sheet).links


def test_the_same_data_and_day_give_the_same_bytes(data, written, tmp_path):
    once = written("ninh-thuan-588")
    profile = load_programme("ninh-thuan-588", data, on=TODAY)
    again = write_task_pages(profile, tmp_path, root=data, on=TODAY)
    assert {path.name for path in again} == {path.name for path in once.glob("*.html")}
    for path in again:
        assert path.read_bytes() == (once / path.name).read_bytes()


def test_the_sheet_of_an_office_that_is_gone_does_not_stay_behind(data, tmp_path):
    profile = load_programme("cao-bang-588", data)
    home = tmp_path / "offices" / "agencies"
    write_task_pages(profile, tmp_path, root=data, on=BEFORE)
    assert (home / "labour.html").exists()
    write_task_pages(profile, tmp_path, root=data, on=TODAY)
    assert not (home / "labour.html").exists()
    assert (home / "health.html").exists()


def test_words_of_a_profile_cannot_become_tags(data, tmp_path):
    profile = load_programme("cao-bang-588", data, on=TODAY)
    planted = "<script>alert(1)</script>"
    first, *rest = profile.duties
    duty = first.model_copy(
        update={
            "source": planted,
            "served_by": [planted],
            "text": first.text.model_copy(update={"vi": planted}),
        }
    )
    profile = profile.model_copy(update={"duties": [duty, *rest]})
    for path in write_task_pages(profile, tmp_path, root=data, on=TODAY):
        assert "<script" not in path.read_text(encoding="utf-8")


def test_a_programme_without_duties_has_no_pages(data, tmp_path):
    profile = load_programme("cao-bang-588", data).model_copy(update={"duties": []})
    assert write_task_pages(profile, tmp_path, root=data, on=TODAY) == ()
    assert list(tmp_path.iterdir()) == []


def test_a_register_with_faults_is_told_and_writes_nothing(data_copy, tmp_path):
    register = data_copy / "reference" / "agencies.toml"
    text = register.read_text(encoding="utf-8").replace('to = "health"', 'to = "heath"', 1)
    profile = load_programme("cao-bang-588", data_copy, on=TODAY)
    register.write_text(text, encoding="utf-8")
    with pytest.raises(InputFaults, match="heath"):
        write_task_pages(profile, tmp_path / "out", root=data_copy, on=TODAY)
    assert not (tmp_path / "out").exists()
