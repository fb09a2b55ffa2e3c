"""Every kind of document against Nghị định 30/2020/NĐ-CP, annexes I and III, read from its files.

Numbers behind a part are the decree's own: annex I, part I, section II (docs/DOCUMENTS.md tells
where its text was read).
"""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from pypdf import PdfReader

from needs.briefing.html import bullets, data_table, heading, paragraph
from needs.documents.letterhead import letterhead
from needs.documents.page_reading import read_page
from needs.documents.pdf import pdf_bytes
from needs.documents.word import docx_bytes
from needs.documents.word_lines import words_mm
from needs.programmes import load_programme

from .conftest import ON, page_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Kind, letters (annex III, part I), audience, who issues it, whether it names whom it is for.
KINDS = {
    "periodic report": ("report", "BÁO CÁO", "BC", "internal", "lead", True),
    "public briefing": ("report", "BÁO CÁO", "BC", "public", "lead", False),
    "district's report": ("report", "BÁO CÁO", "BC", "internal", "local", True),
    "need proposal": ("submission", "TỜ TRÌNH", "TTr", "internal", "local", True),
    "donor's proposal": ("scheme", "PHƯƠNG ÁN", "PA", "donor", "lead", False),
}
ABOUT = "Kết quả vận động, hỗ trợ trẻ em tỉnh Cao Bằng năm 2026"
PAGE = page_of(
    f'<h1>{ABOUT}</h1><p class="from">Một dòng: <b>a</b><br>Dòng hai: <b>b</b></p>',
    heading("1. Tóm tắt"),
    paragraph("Một đoạn văn dài, " * 30),
    paragraph("Một lưu ý.", kind="note"),
    bullets(["điều một", "điều hai"]),
    heading("Căn cứ của con số", level=3),
    paragraph("Lời cuối."),
    heading("Phụ lục: từng xã"),
    data_table(["Xã", "Trẻ"], [[f"Xã {n}", "1"] for n in range(90)], caption="Trẻ", kinds="tn"),
    heading("Phụ lục: từng huyện"),
    paragraph("Lời phụ lục."),
    '<div class="slip"><h2>Phiếu trả lời</h2><p>Đồng ý</p></div>',
)


@pytest.fixture(scope="module")
def heads(root):
    programme = load_programme("cao-bang-588", root / "data")
    return {
        name: letterhead(
            programme, root=root / "data", on=ON, lang="vi", audience=to, issued_by=by, kind=kind
        )
        for name, (kind, _, _, to, by, _) in KINDS.items()
    }


@pytest.fixture(scope="module", params=KINDS)
def made(request, heads, template):
    content = docx_bytes(read_page(PAGE), head=heads[request.param], made=ON, template=template)
    return request.param, heads[request.param], docx.Document(io.BytesIO(content))


def every_paragraph(made):
    """All paragraphs in the order in which they stand, those of cells among them."""
    return [
        docx.text.paragraph.Paragraph(one, made._body) for one in made.element.body.iter(f"{W}p")
    ]


def look(paragraph):
    """(points, bold, italic) of a paragraph's words, as Word shows them."""
    (run,) = {
        (
            of_run_or_style(run, paragraph.style, "size").pt,
            bool(of_run_or_style(run, paragraph.style, "bold")),
            bool(of_run_or_style(run, paragraph.style, "italic")),
        )
        for run in paragraph.runs
        if run.text.strip()
    }
    return run


def of_run_or_style(run, style, name):
    told = getattr(run.font, name)
    while told is None and style is not None:
        told, style = getattr(style.font, name), style.base_style
    return told


def of_paragraph(paragraph, name):
    told, style = getattr(paragraph.paragraph_format, name), paragraph.style
    while told is None and style is not None:
        told, style = getattr(style.paragraph_format, name), style.base_style
    return told


def standing(made, words):
    found = [p for p in every_paragraph(made) if p.text == words]
    assert found, words
    return found[0]


def standing_part(made, head, part):
    """A part of the letterhead: dots to be filled in stand in more places than one."""
    place = {"issuer": int(head.issuer == head.superior), "signed_name": -1}.get(part, 0)
    return [p for p in every_paragraph(made) if p.text == getattr(head, part)][place]


# -- the parts: order, size, weight ----------------------------------------------------------------


def test_the_parts_stand_in_the_order_of_the_decree(made):
    _, head, word = made
    words = [p.text for p in every_paragraph(word) if p.text]
    order = [
        head.superior,
        head.issuer,
        head.nation,
        head.motto,
        head.number,
        head.place_and_date,
        head.circulation,
        head.kind,
        ABOUT,
        head.addressed,
        "1. Tóm tắt",
        head.recipients_title,
        *(f"- {one}" for one in head.recipients),
        head.signer,
        head.sign_here,
        head.signed_name,
        "Phiếu trả lời",
        "Phụ lục I",
        "Phụ lục II",
    ]
    places, after = [], 0
    for part in order:
        if part:
            after = words.index(part, after) + 1
            places.append(after)
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("part", "sizes", "bold", "italic"),
    [
        ("nation", (12, 13), True, False),  # 1.a
        ("motto", (13, 14), True, False),  # 1.b
        ("superior", (12, 13), False, False),  # 2.b
        ("issuer", (12, 13), True, False),  # 2.b
        ("number", (13, 13), False, False),  # 3.c
        ("place_and_date", (13, 14), False, True),  # 4.c
        ("kind", (13, 14), True, False),  # 5.b
        ("addressed", (13, 14), False, False),  # 9.d
        ("signer", (13, 14), True, False),  # 7.đ
        ("signed_name", (13, 14), True, False),  # 7.đ
        ("recipients_title", (12, 12), True, True),  # 9.d
        ("circulation", (13, 14), True, False),  # section III, 2.c
    ],
)
def test_each_part_has_the_size_and_weight_that_the_decree_gives_it(
    made, part, sizes, bold, italic
):
    _, head, word = made
    if not getattr(head, part):
        return  # this kind of document has no such part: told below
    least, most = sizes
    points, is_bold, is_italic = look(standing_part(word, head, part))
    assert least <= points <= most
    assert (is_bold, is_italic) == (bold, italic)


@pytest.mark.parametrize("part", ["nation", "superior", "issuer", "kind", "signer", "circulation"])
def test_what_the_decree_wants_in_capitals_is_in_capitals(heads, part):
    for head in heads.values():
        assert getattr(head, part) == getattr(head, part).upper()


def test_the_subject_is_bold_below_the_kind_and_does_not_name_it_again(made):
    _, head, word = made
    about = standing(word, ABOUT)
    assert look(about) == (14, True, False)
    assert about._p.getprevious() is standing(word, head.kind)._p
    assert of_paragraph(about, "alignment") == ALIGN.CENTER
    assert not ABOUT.casefold().startswith(head.kind.casefold())


def test_the_kind_and_its_letters_are_those_of_annex_three(made):
    name, head, _ = made
    _, kind, letters, _, by, _ = KINDS[name]
    assert head.kind == kind
    assert head.number == f"Số: ……/{letters}-{'SYT' if by == 'lead' else '……'}"


def test_lines_below_motto_issuer_and_subject_are_as_long_as_the_decree_asks(made):
    _, head, word = made
    for above, points, least, most in (
        (standing(word, head.motto), 13, 0.97, 1.03),  # 1.b: as long as the words
        (standing_part(word, head, "issuer"), 12, 1 / 3, 1 / 2),  # 2.b
        (standing(word, ABOUT), 14, 1 / 3, 1 / 2),  # 5.b
    ):
        words = above.text
        line = docx.text.paragraph.Paragraph(above._p.getnext(), word._body)
        assert line.style.name.startswith("Line")
        cell = line._p.getparent()
        room = docx.table._Cell(cell, word._body).width.mm - 3.8 if cell.tag == f"{W}tc" else 165
        indent = line.paragraph_format.left_indent
        assert indent == line.paragraph_format.right_indent
        assert least <= (room - 2 * indent.mm) / words_mm(words, points) <= most, words


def test_widths_of_words_are_those_of_times_bold():
    # Adobe's Times Bold: 722 + 500 + 278 thousandths; marks take no room.
    assert words_mm("Đồi", 10) == pytest.approx(15.0 * 25.4 / 72)
    assert words_mm("Doi", 10) == words_mm("Đồi", 10)


# -- whom it is for --------------------------------------------------------------------------------


def test_submissions_and_reports_upwards_name_whom_they_are_for(made):
    name, head, word = made
    _, _, _, to, by, named = KINDS[name]
    assert bool(head.addressed) is named
    if named:
        above = "Ủy ban nhân dân tỉnh Cao Bằng" if by == "lead" else "Sở Y tế"
        assert head.addressed == f"Kính gửi: {above}"
        assert head.recipients[0] == "Như trên;"
    elif to == "public":
        assert head.recipients[0] == "Ủy ban nhân dân tỉnh Cao Bằng (để báo cáo);"
        assert "Như trên" not in " ".join(head.recipients)
    # The archive last, with room for the unit that drafted it (9.d).
    assert head.recipients[-1] == "Lưu: VT, ……."
    assert all(one.endswith(";") for one in head.recipients[:-1])
    for one in head.recipients:
        listed = standing(word, f"- {one}")
        assert look(listed) == (11, False, False)
        assert of_paragraph(listed, "first_line_indent") in (None, 0)


def test_what_may_not_go_everywhere_says_so_in_a_frame(made):
    name, head, word = made
    to = KINDS[name][3]
    words = {"internal": "LƯU HÀNH NỘI BỘ", "donor": "CHỈ GỬI NHÀ TÀI TRỢ", "public": ""}[to]
    assert head.circulation == words
    if words:
        frame = standing(word, words)._p.pPr.find(f"{W}pBdr")
        assert {side.tag.removeprefix(W) for side in frame} == {"top", "left", "bottom", "right"}
    else:
        assert standing(word, "Bản công bố")


# -- the contents ----------------------------------------------------------------------------------


def test_words_are_set_to_both_margins_with_the_first_line_drawn_in(made):
    _, _, word = made
    shown = ("Một dòng: a", "Dòng hai: b", "Một lưu ý.", "điều một", "Lời cuối.")
    long = next(p for p in word.paragraphs if p.text.startswith("Một đoạn"))
    for one in [*(standing(word, words) for words in shown if words != "Lời cuối."), long]:
        sizes = {of_run_or_style(run, one.style, "size").pt for run in one.runs}
        assert all(13 <= size <= 14 for size in sizes), one.text  # 6.e
        assert not any(of_run_or_style(run, one.style, "italic") for run in one.runs)
        assert of_paragraph(one, "alignment") == ALIGN.JUSTIFY, one.text
        assert 10 <= round(of_paragraph(one, "first_line_indent").mm, 1) <= 12.7, one.text
        assert (of_paragraph(one, "left_indent") or 0) == 0
        assert of_paragraph(one, "space_after").pt >= 6
        assert 1 <= (of_paragraph(one, "line_spacing") or 1) <= 1.5


def test_headings_are_upright_bold_and_as_large_as_the_words(made):
    _, _, word = made
    for words in ("1. Tóm tắt", "Căn cứ của con số"):
        title = standing(word, words)
        assert look(title) == (13, True, False)  # 6.đ: items with a title
        assert round(of_paragraph(title, "first_line_indent").mm, 1) == 10


def test_the_contents_end_with_the_mark_of_the_model_and_tell_the_annexes(made):
    _, _, word = made
    last = "Kèm theo: Phụ lục I (từng xã); Phụ lục II (từng huyện)./."
    assert standing(word, last)
    assert sum(p.text.endswith("./.") for p in every_paragraph(word)) == 1


# -- annexes and page numbers ----------------------------------------------------------------------


def test_an_annex_has_its_name_its_title_and_what_it_belongs_to(made):
    _, head, word = made
    for name, title in (("Phụ lục I", "Từng xã"), ("Phụ lục II", "Từng huyện")):
        first = standing(word, name)
        assert look(first) == (14, True, False)  # section III, 1.b
        second = docx.text.paragraph.Paragraph(first._p.getnext(), word._body)
        assert second.text == title
        assert second.runs[0].font.all_caps
        assert look(second) == (13, True, False)
        third = docx.text.paragraph.Paragraph(second._p.getnext(), word._body)
        assert third.text == head.annexed_to
        assert look(third) == (13, False, True)
        assert {of_paragraph(one, "alignment") for one in (first, second, third)} == {ALIGN.CENTER}
    assert head.annexed_to.startswith(f"(Kèm theo {head.kind.capitalize()} số ……/")


def test_pages_are_numbered_above_in_the_middle_and_each_annex_from_one(made):
    _, _, word = made
    assert len(word.sections) == 3
    starts = [
        None if (told := section._sectPr.find(f"{W}pgNumType")) is None else told.get(f"{W}start")
        for section in word.sections
    ]
    assert starts == [None, "1", "1"]
    for section in word.sections:
        assert section.different_first_page_header_footer  # the first number is not shown
        (number,) = section.header.paragraphs
        assert number.alignment == ALIGN.CENTER
        assert number._p.find(f"{W}fldSimple").get(f"{W}instr") == "PAGE"
        assert 13 <= (number.style.font.size or word.styles["Normal"].font.size).pt <= 14


def test_libreoffice_leaves_no_page_empty_before_an_annex(heads, template, converted):
    content = docx_bytes(read_page(PAGE), head=heads["need proposal"], made=ON, template=template)
    pages = PdfReader(io.BytesIO(converted(content, ".docx", "pdf"))).pages
    words = ["".join(page.extract_text().split()) for page in pages]
    assert all(text.strip("0123456789") for text in words)
    # Contents and signature; the form to be sent back; the annexes, of which one fills pages.
    assert [n for n, text in enumerate(words) if "ngý" in text] == [1]
    assert words[2].startswith("Ph")


def test_a_template_of_before_that_breaks_the_page_itself_leaves_no_page_empty(
    heads, template, tmp_path
):
    edited = docx.Document(template)
    annex = next(p for p in edited.paragraphs if "annex }}" in p.text)
    annex.insert_paragraph_before().add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    mine = tmp_path / "van-ban.docx"
    edited.save(mine)
    content = docx_bytes(read_page(PAGE), head=heads["need proposal"], made=ON, template=mine)
    made = docx.Document(io.BytesIO(content))
    assert "page" not in {one.get(f"{W}type") for one in made.element.body.iter(f"{W}br")}
    slip = standing(made, "Phiếu trả lời")
    assert slip.paragraph_format.page_break_before


# -- the PDF ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=KINDS)
def printed(request, heads):
    """Pages of the PDF: (points, from the left, from the top in millimetres, words)."""
    head = heads[request.param]
    reader = PdfReader(io.BytesIO(pdf_bytes(read_page(PAGE), head=head, made=ON)))
    pages = []
    for page in reader.pages:
        found = []

        def keep(words, cm, tm, _font, size, found=found):
            if words.strip():
                across, down = cm[4] + tm[4] * cm[0], cm[5] + tm[5] * cm[3]
                found.append((round(size * abs(cm[3] * tm[3]), 1), across, down, words.strip()))

        page.extract_text(visitor_text=keep)
        pages.append(found)
    return head, pages


def sizes_of(page, words):
    """Sizes of the pieces of a page that show these words, spaces aside."""
    wanted = "".join(words.split())
    shown = "".join("".join(piece[3].split()) for piece in page)
    at = shown.index(wanted)
    sizes, place = set(), 0
    for points, _, _, piece in page:
        length = len("".join(piece.split()))
        if place < at + len(wanted) and place + length > at:
            sizes.add(points)
        place += length
    return sizes


def test_the_pdf_has_the_same_parts_in_the_same_sizes(printed):
    head, pages = printed
    for part, least, most in (
        ("nation", 12, 13),
        ("motto", 13, 14),
        ("issuer", 12, 13),
        ("number", 13, 13),
        ("place_and_date", 13, 14),
        ("circulation", 13, 14),
        ("kind", 13, 14),
        ("addressed", 13, 14),
    ):
        words = getattr(head, part)
        if words:
            assert all(least <= size <= most for size in sizes_of(pages[0], words)), part
    assert sizes_of(pages[0], ABOUT) == {14}
    signed = next(p for p in pages if any(piece[3].endswith("nhận:") for piece in p))
    assert {p[0] for p in signed if p[3].endswith("nhận:")} == {12}
    assert sizes_of(signed, head.recipients[0]) == {11}
    assert all(13 <= size <= 14 for size in sizes_of(signed, head.signer))


def test_the_pdf_numbers_pages_from_the_second_and_each_annex_from_one(printed):
    _, pages = printed
    tops = [max(page, key=lambda piece: piece[2])[3] for page in pages]
    shown = [
        ("Phụ lục" if top.startswith("Phụ") else int(top) if top.isdigit() else "–") for top in tops
    ]
    first = shown.index("Phụ lục")
    assert shown[0] == "–"
    assert shown[1:first] == list(range(2, first + 1))
    assert shown[first + 1] == 2  # the annex's own second page
    assert shown[-1] == "Phụ lục"
