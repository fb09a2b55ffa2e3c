"""Writing the forms: beside the page, nowhere else, whatever names stand on it."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from needs.briefing.html import data_table, paragraph, text
from needs.documents.forms import write_forms
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
