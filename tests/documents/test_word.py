"""The Word file: an administrative document after Nghị định 30/2020/NĐ-CP, to be edited in Word."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.documents.page_reading import read_page
from needs.documents.word import docx_bytes
from needs.errors import InputFaults

from .conftest import HOSTILE, ON, page_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content):
    return docx.Document(io.BytesIO(content))


def all_text(made):
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for paragraph in made.element.body.iter(f"{W}p")
    )


@pytest.fixture(scope="module")
def made(document, head, template):
    return opened(docx_bytes(document, head=head, made=ON, template=template))


def test_paper_and_margins_are_those_of_the_decree(made):
    section = made.sections[0]
    # Word keeps twentieths of a point.
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm, 1) <= 25
    assert 20 <= round(section.bottom_margin.mm, 1) <= 25
    assert 30 <= round(section.left_margin.mm, 1) <= 35
    assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_type_is_times_new_roman_13_to_14(made):
    normal = made.styles["Normal"].font
    assert normal.name == "Times New Roman"
    assert 13 <= normal.size.pt <= 14
    for level in (1, 2, 3):
        heading = made.styles[f"Heading {level}"].font
        assert heading.name == "Times New Roman"
        assert 13 <= heading.size.pt <= 14


def test_the_heading_names_nation_issuer_number_place_and_the_end_signer_and_recipients(made):
    words = all_text(made)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN",
        "TỈNH CAO BẰNG",
        "SỞ Y TẾ",
        "Số: ……/BC-SYT",
        "Cao Bằng, ngày …… tháng …… năm 2026",
        "GIÁM ĐỐC",
        "Nơi nhận:",
        "- Lưu: VT, …….",
    ):
        assert part in words, part
    assert words.index("CỘNG HÒA") < words.index("Tóm tắt: Huyện Thử") < words.index("Nơi nhận")
    assert words.index("Nơi nhận") < words.index("Phiếu trả lời")


def test_the_kind_of_document_stands_on_its_own_line_above_what_it_is_about(made):
    lines = [p.text for p in made.paragraphs if p.style.name == "Title"]
    assert lines == ["BÁO CÁO", "Tóm tắt: Huyện Thử"]


def test_the_signature_stands_on_the_page_of_the_last_words(made):
    last = [p for p in made.paragraphs if p.style.name == "List Bullet"]
    assert [p.text for p in last if p.paragraph_format.keep_with_next] == [
        p.text for p in last if p.text in ("điều một", "điều hai./.")
    ]


def test_page_numbers_stand_above_from_the_second_page_on(made):
    section = made.sections[0]
    assert section.different_first_page_header_footer
    fields = section.header._element.iter(f"{W}fldSimple")
    assert [field.get(f"{W}instr") for field in fields] == ["PAGE"]
    assert not "".join(p.text for p in section.first_page_header.paragraphs)


def test_headings_are_headings_of_word_and_tables_repeat_their_header(made):
    styles = [p.style.name for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert styles == ["Heading 2", "Heading 3", "Heading 2"]  # the last one of the slip
    table = next(t for t in made.tables if t.cell(0, 0).text == "Xã")
    first = table.rows[0]._tr.trPr
    assert first.find(f"{W}tblHeader") is not None
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in table.rows)
    assert [cell.text for cell in table.rows[-1].cells] == ["Cộng", "1.234", ""]


def test_pictures_have_captions_and_words_for_those_who_cannot_see(made):
    shapes = made.inline_shapes
    alts = [shape._inline.docPr.get("descr") for shape in shapes]
    assert alts == ["Hai cột", "Bản đồ thử"]
    assert shapes[0].width == Mm(110)
    captions = [p.text for p in made.paragraphs if p.style.name == "Caption"]
    assert captions == ["Trẻ theo xã", "Hình thử"]


def test_the_same_page_gives_the_same_bytes(document, head, template):
    twice = [docx_bytes(document, head=head, made=ON, template=template) for _ in range(2)]
    assert twice[0] == twice[1]


def test_without_letterhead_the_contents_stand_alone(document, template):
    words = all_text(opened(docx_bytes(document, head=None, made=ON, template=template)))
    assert "CỘNG HÒA" not in words
    assert "Nơi nhận" not in words
    assert "Một đoạn văn." in words


def test_what_a_planner_writes_into_the_template_is_in_the_document(
    document, head, template, tmp_path
):
    edited = docx.Document(template)
    edited.add_paragraph("Người soạn: phòng Trẻ em")
    mine = tmp_path / "van-ban.docx"
    edited.save(mine)
    words = all_text(opened(docx_bytes(document, head=head, made=ON, template=mine)))
    assert "Người soạn: phòng Trẻ em" in words


def test_a_template_that_is_no_word_file_is_told(document, head, tmp_path):
    broken = tmp_path / "van-ban.docx"
    broken.write_text("không phải Word")
    with pytest.raises(InputFaults, match=r"van-ban\.docx.*không mở được.*cách sửa"):
        docx_bytes(document, head=head, made=ON, template=broken)


def test_a_template_without_a_style_is_told_by_the_style(document, head, template, tmp_path):
    edited = docx.Document(template)
    edited.styles["Note"].name = "Ghi chú của tôi"
    mine = tmp_path / "van-ban.docx"
    edited.save(mine)
    with pytest.raises(InputFaults, match="thiếu kiểu «Note»"):
        docx_bytes(document, head=head, made=ON, template=mine)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stand_as_they_are(name, head, template):
    from needs.briefing.html import data_table, paragraph, text

    page = page_of(f"<h1>{text(name)}</h1>", paragraph(name), data_table([name], [], caption=name))
    words = all_text(opened(docx_bytes(read_page(page), head=head, made=ON, template=template)))
    assert words.count(name) == 4


@settings(max_examples=15, deadline=None)
@given(name=st.text(min_size=1, max_size=40))
def test_any_text_makes_a_file_that_opens(name, template):
    from needs.briefing.html import paragraph

    document = read_page(page_of("<h1>Thử</h1>", paragraph(name)))
    content = docx_bytes(document, head=None, made=ON, template=template)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert opened(content).paragraphs


def test_libreoffice_opens_it_and_its_pages_are_a4(document, head, template, converted):
    from pypdf import PdfReader

    content = docx_bytes(document, head=head, made=ON, template=template)
    pages = PdfReader(io.BytesIO(converted(content, ".docx", "pdf"))).pages
    assert [round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:]] == [210, 297]
    # Its stand-in for Times New Roman may lack letters of Vietnamese: these come one by one.
    words = "".join(page.extract_text() for page in pages)
    assert "/BC-SYT" in words
    assert "1.234" in words
    assert "{{" not in words
    assert "{%" not in words
