"""Writing the forms: beside the page, nowhere else, whatever names stand on it."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from needs.briefing.html import data_table, paragraph, text
from needs.documents.forms import write_forms
from needs.documents.letterhead import letterhead
from needs.errors import InputFaults
from needs.programmes import load_programme

from .conftest import HOSTILE, ON, page_of


@pytest.fixture(scope="module")
def programme(root):
    return load_programme("cao-bang-588", root / "data")


def written(folder, programme, root, *parts):
    page = folder / "page.html"
    page.write_text(page_of(*parts), encoding="utf-8")
    return write_forms(page, programme, root=root / "data", on=ON)


def test_three_forms_stand_beside_the_page_and_nothing_else(tmp_path, programme, root):
    folder = tmp_path / "reports"
    folder.mkdir()
    rows = [[text(name), "1.000"] for name in HOSTILE]
    table = data_table(["Xã", "Trẻ"], rows, caption="Trẻ", kinds="tn", total=["Cộng", "11.000"])
    paths = written(folder, programme, root, "<h1>../../x</h1>", paragraph(HOSTILE[0]), table)
    assert [path.name for path in paths] == ["page.docx", "page.pdf", "page.xlsx"]
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "reports",
        "reports/page.docx",
        "reports/page.html",
        "reports/page.pdf",
        "reports/page.xlsx",
    ]
    sheet = openpyxl.load_workbook(paths[2])["Bảng 1"]
    assert [sheet.cell(4 + n, 1).value for n in range(len(HOSTILE))] == list(HOSTILE)
    assert {sheet.cell(4 + n, 1).data_type for n in range(len(HOSTILE))} == {"s"}


def test_a_name_of_ten_thousand_letters_stays_on_the_page(tmp_path, programme, root):
    name = "Dài" * 3_333
    paths = written(tmp_path, programme, root, "<h1>Thử</h1>", paragraph(name))
    assert name in "".join(p.text for p in docx.Document(paths[0]).paragraphs)
    right = 0.0

    def look(words, _cm, tm, _font, size):
        nonlocal right
        right = max(right, tm[4] if words.strip() else 0)

    shown = ""
    for page in PdfReader(io.BytesIO(paths[1].read_bytes())).pages:
        shown += page.extract_text(visitor_text=look)
    assert "".join(shown.split()).replace("\u200b", "").count("Dài") >= 3_300
    assert right < 210 / 25.4 * 72


def test_a_page_that_no_document_can_show_leaves_no_half_set_of_forms(tmp_path, programme, root):
    with pytest.raises(InputFaults):
        written(tmp_path, programme, root, "<h1>Thử</h1>", "<canvas></canvas>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_data_root_may_have_a_word_template_of_its_own(tmp_path, programme, root):
    import shutil

    from needs.documents.forms import word_template

    data = tmp_path / "data"
    data.mkdir()
    assert word_template(data) == root / "data" / "templates" / "van-ban.docx"
    own = data / "templates" / "van-ban.docx"
    own.parent.mkdir()
    shutil.copy(word_template(data), own)
    assert word_template(data) == own


def test_a_local_office_puts_in_its_own_name_and_seal(tmp_path, programme, root):
    page = tmp_path / "need-district-thu.html"
    page.write_text(page_of("<h1>Đề xuất nhu cầu</h1>", paragraph("Lời.")), encoding="utf-8")
    for issued_by, named in (("lead", True), ("local", False)):
        word, *_ = write_forms(page, programme, root=root / "data", on=ON, issued_by=issued_by)
        cells = [cell for table in docx.Document(word).tables for cell in table._cells]
        words = "\n".join(cell.text for cell in cells)
        assert ("SỞ Y TẾ" in words) is named
        assert ("GIÁM ĐỐC" in words) is named
        assert ("THỦ TRƯỞNG CƠ QUAN" in words) is not named
        # Whom a local office writes to is the office that issues the programme's documents.
        shown = [p.text for p in docx.Document(word).paragraphs]
        assert ("Kính gửi: Sở Y tế" in shown) is not named
        assert ("Kính gửi: Ủy ban nhân dân tỉnh Cao Bằng" in shown) is named
        assert "- Như trên;" in words
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
        # It asks its superior: none of the decree's kinds of document is «đề xuất».
        assert ("Số: ……/TTr-SYT" in words, "Số: ……/TTr-……" in words) == (named, not named)
        assert "TỜ TRÌNH" in [p.text for p in docx.Document(word).paragraphs]


def test_what_is_for_one_donor_alone_is_a_scheme_that_goes_to_no_other_office(
    tmp_path, programme, root
):
    page = tmp_path / "proposal.html"
    page.write_text(page_of("<h1>Hỗ trợ trẻ em</h1>", paragraph("Lời.")), encoding="utf-8")
    word, pdf, _ = write_forms(page, programme, root=root / "data", on=ON, audience="donor")
    words = "\n".join(cell.text for t in docx.Document(word).tables for cell in t._cells)
    assert "Số: ……/PA-SYT" in words
    assert words.count("- Như trên;") == 1
    assert "(để báo cáo)" not in words
    printed = "".join("".join(p.extract_text().split()) for p in PdfReader(pdf).pages)
    assert printed.index("PHƯƠNGÁN") < printed.index("Hỗtrợtrẻem")


@pytest.mark.parametrize("name", ["ninh-thuan-588", "hai-duong-2024", "cao-bang-588"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_letterhead_names_the_province_once(name, lang, root):
    head = letterhead(load_programme(name, root / "data"), root=root / "data", on=ON, lang=lang)
    assert head.issuer == {"vi": "SỞ Y TẾ", "en": "DEPARTMENT OF HEALTH"}[lang]
    assert head.place_and_date.split(",")[0].upper() in head.superior
