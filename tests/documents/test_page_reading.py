"""What a reader of the paper page sees is in the blocks, all of it and nothing else."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.briefing.html import bullets, data_table, heading, key_figures, paragraph, text
from needs.documents.blocks import Heading, Items, KeyFigures, Paragraph, Picture, Table, plain
from needs.documents.page_reading import read_page
from needs.errors import InputFaults

from .conftest import HOSTILE, page_of


def kinds(document):
    return [type(block).__name__ for block in document.blocks]


def test_a_page_becomes_its_blocks_in_order(document):
    assert kinds(document) == [
        "Heading",
        "Paragraph",
        "Paragraph",
        "KeyFigures",
        "Heading",
        "Table",
        "Heading",
        "Picture",
        "Picture",
        "Items",
    ]
    assert document.title == "Tóm tắt: Huyện Thử"
    assert document.lang == "vi"


def test_the_table_keeps_caption_header_rows_figures_and_total(document):
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert plain(table.caption) == "Trẻ theo xã"
    assert [plain(cell.words) for cell in table.header] == ["Xã", "Trẻ", "Ghi chú"]
    assert [[plain(cell.words) for cell in row] for row in table.rows] == [
        ["Xã A", "1.000", "a"],
        ["Xã B", "234", "chưa có số liệu"],
    ]
    assert [plain(cell.words) for cell in table.total[0]] == ["Cộng", "1.234", ""]
    assert [cell.figure for cell in table.rows[0]] == [False, True, False]
    assert table.rows[1][2].words[0].missing


def test_what_is_for_the_screen_is_left_out_and_what_is_for_paper_is_taken(document):
    words = " ".join(document.words)
    assert "chỉ trên màn hình" not in words
    alts = [block.alt for block in document.blocks if isinstance(block, Picture)]
    assert alts == ["Hai cột", "Bản đồ thử"]


def test_a_drawing_keeps_its_letters_and_the_width_that_it_was_drawn_for(document):
    drawing = next(block for block in document.blocks if isinstance(block, Picture))
    assert b"viewBox" in drawing.content  # an HTML parser would write viewbox, which draws nothing
    assert drawing.width_mm == 110
    assert plain(drawing.caption) == "Hình thử"


def test_a_slip_to_send_back_stands_apart(document):
    assert plain(document.annex[0].words) == "Phiếu trả lời"
    assert plain(document.annex[1].words) == "☐ Đồng ý"
    assert not any(
        isinstance(b, Heading) and plain(b.words) == "Phiếu trả lời" for b in document.blocks
    )


@pytest.mark.parametrize(
    "part",
    [
        "<video src='x'></video>",
        "<form><input></form>",
        '<img src="http://example.org/a.png" alt="">',
        '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></table>',
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td><td>c</td></tr></table>",
    ],
)
def test_what_no_document_can_show_is_a_fault_and_not_left_out(part):
    with pytest.raises(InputFaults, match="cần"):
        read_page(page_of("<h1>Thử</h1>", part))


WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)


@given(
    title=WORDS, said=WORDS, items=st.lists(WORDS, min_size=1), cells=st.lists(WORDS, min_size=1)
)
def test_no_word_is_lost_and_none_is_added(title, said, items, cells):
    page = page_of(
        heading(title, level=1),
        paragraph(said),
        bullets(items),
        key_figures([(cell, said) for cell in cells]),
        data_table([said] * len(cells), [[escape(cell) for cell in cells]], caption=title),
    )
    document = read_page(page)
    blocks = document.blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph, Items, KeyFigures, Table]
    shown = [" ".join(words.split()) for words in document.words]
    wanted = [title, said, *items]
    for cell in cells:
        wanted += [cell, said]
    wanted += [title, *[said] * len(cells), *cells]
    assert shown == [" ".join(words.split()) for words in wanted]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_words(name):
    document = read_page(page_of(paragraph(name), data_table([name], [[text(name)]], caption=name)))
    assert list(document.words) == [name] * 4


def test_no_level_of_headings_is_left_out():
    page = page_of(
        "<h1>Đầu đề</h1>", heading("Bảng", level=3), heading("Phần"), heading("Nhỏ", level=4)
    )
    levels = [block.level for block in read_page(page).blocks if isinstance(block, Heading)]
    assert levels == [1, 2, 2, 3]
