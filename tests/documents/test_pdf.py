"""The PDF: A4, tagged, every word of the page, no word taken for a command."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from needs.briefing.html import data_table, paragraph, text
from needs.documents.page_reading import read_page
from needs.documents.pdf import pdf_bytes
from needs.documents.signs import in_type, printable

from .conftest import HOSTILE, ON, page_of


def words_of(content):
    pages = PdfReader(io.BytesIO(content)).pages
    text = " ".join(page.extract_text() for page in pages).replace("\u200b", "")
    return " ".join(text.split())


@pytest.fixture(scope="module")
def content(document, head):
    return pdf_bytes(document, head=head, made=ON)


def test_it_is_a4_tagged_and_titled(content):
    reader = PdfReader(io.BytesIO(content))
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert reader.metadata.title == "Tóm tắt: Huyện Thử"


def test_every_word_is_there(document, content):
    shown = words_of(content).replace(" ", "")
    for words in document.words:
        assert "".join(words.split()) in shown, words


def test_heading_and_signature_frame_it(content):
    shown = words_of(content).replace(" ", "")
    places = [
        shown.index(words.replace(" ", ""))
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Một đoạn văn",
            "GIÁM ĐỐC",
            "Phiếu trả lời",
        )
    ]
    assert places == sorted(places)


def test_the_same_page_gives_the_same_bytes(document, head, content):
    assert pdf_bytes(document, head=head, made=ON) == content


@pytest.mark.parametrize("lines", range(24, 40, 3))
def test_neither_a_total_nor_the_signature_stands_on_a_page_alone(lines, head):
    rows = [[f"Xã {n}", "1"] for n in range(lines)]
    table = data_table(["Xã", "Trẻ"], rows, caption="Trẻ", kinds="tn", total=["Cộng", str(lines)])
    content = pdf_bytes(read_page(page_of("<h1>Thử</h1>", table)), head=head, made=ON)
    page = [
        "".join(p.extract_text().split())
        for p in PdfReader(io.BytesIO(content)).pages
        if "Cộng" in p.extract_text() or "GIÁM" in p.extract_text()
    ]
    assert all(f"Xã{lines - 1}1" in words for words in page)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stand_as_they_are(name):
    page = page_of(
        f"<h1>{text(name)}</h1>", paragraph(name), data_table([name], [[text(name)]], caption=name)
    )
    shown = words_of(pdf_bytes(read_page(page), head=None, made=ON)).replace(" ", "")
    assert shown.count(name.replace(" ", "")) == 5


def test_a_sign_that_no_type_has_is_told_by_its_number():
    assert in_type("a\U0001f9d2b") == "a[U+1F9D2]b"
    page = page_of(paragraph("Bé \U0001f9d2 vui"))
    assert "[U+1F9D2]" in words_of(pdf_bytes(read_page(page), head=None, made=ON))


def test_marks_that_turn_reading_round_are_shown_as_such():
    assert printable("Xã \u202eA\u202c") == "Xã \ufffdA\ufffd"
    assert printable("Xa\u0303") == "Xã"


@settings(max_examples=25, deadline=None)
@given(name=st.text(min_size=1, max_size=60))
def test_any_text_makes_a_file(name):
    document = read_page(page_of("<h1>Thử</h1>", paragraph(name)))
    assert pdf_bytes(document, head=None, made=ON).startswith(b"%PDF")
