"""What somebody typed to break something is text wherever it is shown, and nothing else happens.

A programme whose donors, gifts, category, unit, title and notes are hostile (`hostile_words`) is
run once; then every file that came of it is opened.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from pathlib import Path

import lxml.html
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from needs.briefing import check_parameters, province_page
from needs.documents.signs import in_type, printable
from needs.proposals import donor_folders

from . import hostile_words as words
from .opened import Written, open_page, read_page
from .printed_words import READ, converted

PHONE = 390
#: Signs that no name of a file may hold on Windows, and names that Windows keeps to itself.
UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]\Z')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|\Z)", re.IGNORECASE)
#: A register of donors is made plain when it is read: one line, no sign that cannot be seen.
MADE_PLAIN = {
    words.TURNED: "Quỹ gnod 0001 XYZ",
    words.NO_WIDTH: "Quỹẩn chữ",
    words.EMOJI: "Bé 👧🏽 nhà 👨👩👧👦 cờ 🇻🇳",
    words.LINES: "dòng một dòng hai sau tab",
    words.CONTROLS: "chuông xóa thoát [31m",
}
#: The formulas that `needs` itself writes.
OWN_FORMULA = re.compile(r"=IF\((?:SUBTOTAL|COUNTIFS)\(")
DONORS_TABLE = "Đề xuất phân bổ theo nhà tài trợ"


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def desk(data, tmp_path_factory) -> Path:
    """A folder with blanks, braces and Vietnamese letters in its path, and hostile data in it."""
    folder = tmp_path_factory.mktemp("x") / "Bàn của Sở (bản 2) {a}"
    shutil.copytree(data, folder / "data")
    words.add_hostile(folder / "data")
    return folder


@pytest.fixture(scope="module")
def before(needs, desk, elsewhere, root):
    """What stood beside the data, where the command is typed, and in the checkout's data."""
    around = (desk.parent, elsewhere, root / "data")
    stood = {folder: tree(folder) for folder in around}
    result = needs(
        "run", words.PROGRAMME, "--data", desk / "data", "--out", desk / "Báo cáo {b}"
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr
    return stood


@pytest.fixture(scope="module")
def report(before, desk) -> Path:
    return desk / "Báo cáo {b}" / words.PROGRAMME


@pytest.fixture(scope="module")
def donors(report) -> dict[str, str]:
    """Id of each donor, and its name, as the register has them."""
    gifts = pd.read_parquet(report / "tables" / "gifts.parquet")
    return dict(zip(gifts.donor_id, gifts.donor, strict=True))


def closed_up(text: str) -> str:
    """Text without blanks and signs without width: lines may break anywhere in a long word."""
    return re.sub(r"[\s\u200b-\u200d\u2060\ufeff]+", "", text)


# -- files -----------------------------------------------------------------------------------------


def test_nothing_is_written_outside_and_every_name_fits_windows(before, report, desk):
    out = report.parent.relative_to(desk.parent).as_posix()
    added = {name for folder, stood in before.items() for name in tree(folder) - stood}
    assert out in added
    assert {name for name in added if name != out and not name.startswith(f"{out}/")} == set()
    made = tree(report)
    assert len(made) > 100
    parts = {part for name in made for part in name.split("/")}
    assert not {part for part in parts if UNFIT.search(part) or DEVICE.match(part)}
    assert len({name.casefold() for name in made}) == len(made)


def test_no_file_that_is_sent_on_names_the_folder(report, desk):
    for path in (report / "manifest.json", *report.rglob("*.html"), *report.rglob("*.ipynb")):
        told = path.read_text(encoding="utf-8")
        assert str(desk.parent) not in told, path.name
        assert "bản 2" not in told or path.name == "manifest.json"


# -- words -----------------------------------------------------------------------------------------


def test_the_register_keeps_every_name_on_one_line_of_signs_that_are_seen(donors):
    wanted = {MADE_PLAIN.get(name, name) for name in words.DONORS.values()}
    assert set(donors.values()) == wanted


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".xlsx"])
def test_each_donor_finds_his_name_in_his_proposal(report, donors, ending):
    folders = donor_folders(donors)
    shown_as = in_type if ending == ".pdf" else printable
    for donor_id, name in donors.items():
        path = report / "donors" / folders[donor_id] / f"proposal{ending}"
        assert closed_up(shown_as(name)) in closed_up(READ[ending](path)), (donor_id, ending)


@pytest.mark.parametrize("ending", [".html", ".docx", ".pdf", ".xlsx"])
@pytest.mark.parametrize("page", ["districts/muong-nhe/briefing", "province/overview"])
def test_words_of_the_profile_stand_in_every_form(report, page, ending):
    told = closed_up(printable(READ[ending](report / f"{page}{ending}")))
    shown_as = in_type if ending == ".pdf" else printable
    # A workbook tells of its tables only: no note of the plan.
    wanted = (words.CATEGORY, words.UNIT, words.TITLE, *([words.NOTE] * (ending != ".xlsx")))
    for text in wanted:
        assert closed_up(shown_as(text)) in told, text


def test_a_gift_longer_than_a_cell_is_whole_on_the_page_and_cut_with_a_mark_in_excel(report):
    (page,) = (report / "donors").glob("_.._x/proposal.html")
    assert words.ENDLESS in READ[".html"](page)
    book = openpyxl.load_workbook(page.with_suffix(".xlsx"))
    longest = max(
        (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row), key=len
    )
    assert len(longest) == 32_767
    assert longest.endswith("…")


# A drawing shows what no type has as a box, and tells so where it is drawn.
@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
def test_names_stand_in_the_tables_of_briefing_and_overview(report, desk, donors):
    lots = pd.read_parquet(report / "tables" / "allocation.parquet")
    briefing = read_page(report / "districts" / "muong-nhe" / "briefing.html")
    assert as_read(briefing.table(DONORS_TABLE).index) == as_read(set(lots.donor))
    told = {
        "programme": words.PROGRAMME,
        "lang": "vi",
        "tables": str(report / "tables"),
        "data_root": str(desk / "data"),
    }
    proposal = province_page(check_parameters(told)).proposal()
    page = Written(BeautifulSoup(proposal.html, "html.parser"))
    assert as_read(page.table("Từng món quà").index) == as_read(donors.values())


def as_read(names) -> set[str]:
    """Return names as a browser shows them: blanks beside each other count as one."""
    return {" ".join(name.split()) for name in names}


def test_a_commune_of_another_name_is_refused_and_the_name_told_as_text(desk, needs, tmp_path):
    """Names of communes come from the official list; whoever writes another is told."""
    root = Path(shutil.copytree(desk / "data", tmp_path / "data"))
    path = root / "reference" / "areas" / "dien-bien-gia.csv"
    listed = path.read_text(encoding="utf-8")
    hostile = "<script>\x1b[31m =1+1 \u202e"
    path.write_text(listed.replace("Xã Sín Thầu", hostile), encoding="utf-8")
    result = needs("status", words.PROGRAMME, "--data", root)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "<script>�[31m =1+1 �" in result.stderr, "nothing that commands the terminal"
    assert "cần: Xã Sín Thầu (mã 03158)" in result.stderr


# -- nothing is done -------------------------------------------------------------------------------


def test_no_page_holds_an_element_or_attribute_of_anybody_s_words(report):
    pages = sorted(report.rglob("*.html"))
    assert len(pages) > 30
    for path in pages:
        page = lxml.html.document_fromstring(path.read_text(encoding="utf-8"))
        inside = [lxml.html.document_fromstring(one.get("srcdoc")) for one in page.iter("iframe")]
        for element in (found for part in (page, *inside) for found in part.iter("*")):
            told = (path.name, element.tag, dict(element.attrib))
            assert not any(name.startswith("on") for name in element.attrib), told
            for value in element.attrib.values():
                assert not re.match(r"\s*(?:javascript|vbscript|data:text)", value, re.I), told
            if element.tag in {"a", "img", "link", "script"}:
                address = element.get("src") or element.get("href") or ""
                assert "invalid.example" not in address, told
                assert address != "x", told
            assert element.tag != "script" or "alert(" not in (element.text or ""), told


def test_no_cell_is_a_formula_but_those_of_totals(report):
    reckoned = 0
    for path in report.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert OWN_FORMULA.match(str(cell.value)), (path.name, cell.coordinate)
                reckoned += 1
            assert cell.hyperlink is None or not cell.hyperlink.target, (path.name, cell.coordinate)
    assert reckoned > 20
    started = 0
    for path in report.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for cell in (cell for row in csv.reader(handle) for cell in row):
                assert not re.match(r"[=+@\t\r]|-(?![\d.]+(?:e-?\d+)?\Z)", cell), (path.name, cell)
                started += cell.startswith("'=")
    assert started > 5
    kept = pd.read_parquet(report / "tables" / "gift_use.parquet")
    assert {words.FORMULA, words.SUM} <= set(kept.donor), "Parquet keeps what was written"


def test_no_document_reaches_out_of_itself(report):
    """No Word file or workbook links to anything outside; no PDF runs or opens anything."""
    for path in (*report.rglob("*.docx"), *report.rglob("*.xlsx")):
        with zipfile.ZipFile(path) as packed:
            told = b"".join(packed.read(name) for name in packed.namelist() if ".rels" in name)
        assert b'TargetMode="External"' not in told, path.name
    for path in report.rglob("*.pdf"):
        reader = PdfReader(path)
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.trailer["/Root"]), path.name
        for page in reader.pages:
            for note in page.get("/Annots") or ():
                assert "/URI" not in str(note.get_object().get("/A")), path.name


def test_maps_for_other_tools_are_still_maps(report):
    told = json.loads((report / "exchange" / "communes.geojson").read_text(encoding="utf-8"))
    assert len(told["features"]) == 3
    package = json.loads((report / "exchange" / "datapackage.json").read_text(encoding="utf-8"))
    assert words.SCRIPT in package["title"]


# -- looked at -------------------------------------------------------------------------------------


def test_every_page_opens_on_a_phone_and_nothing_happens(report, browser):
    for path in sorted(report.rglob("*.html")):
        shown = open_page(browser, path, width=PHONE)
        assert shown.requests == [], path
        assert shown.complaints == [], path
        assert shown.dialogs == [], path
        assert shown.too_wide() <= 0, path
        tables = "all => Math.max(0, ...all.map(t => t.getBoundingClientRect().width))"
        assert shown.page.eval_on_selector_all("table", tables) < 1_200, path
        shown.page.context.close()


def test_libreoffice_opens_the_worst_of_them(report, donors, tmp_path):
    folders = donor_folders(donors)
    names = (words.SCRIPT, words.TYPST, words.FORMULA)
    ids = {name: donor_id for donor_id, name in donors.items()}
    sources = {"briefing-docx": report / "districts" / "muong-nhe" / "briefing.docx"}
    for number, name in enumerate(names):
        for form in ("docx", "xlsx"):
            path = report / "donors" / folders[ids[name]] / f"proposal.{form}"
            sources[f"{number}-{form}"] = path
    made = converted(sources, "pdf", tmp_path)
    for name, path in made.items():
        told = READ[".pdf"](path)
        assert 1 <= len(PdfReader(path).pages) < 60, name
        assert "49" not in re.findall(r"\{\{.{0,9}", told), name
        assert "root:" not in told
