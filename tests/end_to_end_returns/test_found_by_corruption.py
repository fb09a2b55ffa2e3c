"""What spoiling returns at random brought to light, each by hand and as small as it can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from needs.assessment.desks import Desks
from needs.forms import write_forms
from needs.returns import Reviewed
from needs.workbooks import Book, Sheet, Value, read_book

TITLE: list[Value] = ["Huyện Bảo Lạc, năm 2026"]
HEADER: list[Value] = ["Mã xã", "Tên xã", "Dân số"]
COC_PANG, CO_BA = "01324", "01327"
Judge = Callable[..., Reviewed]


@pytest.fixture(scope="module")
def desks(data: Path) -> Desks:
    return Desks(data, "cao-bang-588")


@pytest.fixture(scope="module")
def judge(desks: Desks) -> Judge:
    """Read and judge one sheet."""
    desk = desks.desk("cao-bang-588")

    def judged(
        rows: Sequence[Sequence[Value]],
        *,
        name: str = "Sheet1",
        merged: tuple[tuple[int, int, int, int], ...] = (),
    ) -> Reviewed:
        width = max(map(len, rows))
        cells = tuple((*row, *[None] * (width - len(row))) for row in rows)
        book = Book("bao-cao.xlsx", "ab" * 32, "xlsx", (Sheet(name, cells, merged=merged),))
        return desk.judge(desk.read(book))

    return judged


def told(judged: Reviewed) -> dict[tuple[str, str], int]:
    return {(one.commune_code, one.field_id): one.value for one in judged.figures}


def errors(judged: Reviewed) -> list[tuple[str, str]]:
    faults = judged.read.faults
    return [(one.code, one.place.cell) for one in faults if one.severity == "error"]


def reasons(judged: Reviewed) -> list[str]:
    return [row.reason or row.outcome for row in judged.read.rows]


@pytest.mark.parametrize("written", ["Cốc Pàng (*)", "- Xã Cốc Pàng", "1. cốc pàng"])
def test_a_mark_at_a_name_does_not_disagree_with_its_code(judge, written):
    found = judge([TITLE, HEADER, [COC_PANG, written, 900]])
    assert errors(found) == []
    assert told(found) == {(COC_PANG, "children.population"): 900}


def test_two_rows_of_a_commune_that_answer_different_questions_both_wait(judge):
    """A row copied for the next commune, its name left: nothing of it is used for the first."""
    header = [TITLE, ["Tên xã", "Trẻ em dưới 16 tuổi", None], [None, "nhà trẻ (0–2 tuổi)", "cộng"]]
    found = judge([*header, ["Cốc Pàng", 70, None], ["Cốc Pàng", None, 400]], merged=MERGED)
    assert errors(found) == [("commune_twice", "B4"), ("commune_twice", "C5")]
    assert told(found) == {}


MERGED = ((1, 0, 2, 0), (1, 1, 1, 2))


def test_figures_under_a_merged_cell_are_told_and_not_dropped(judge):
    """LibreOffice can merge cells and keep what they held."""
    rows = [TITLE, [*HEADER, "Ghi chú"], [COC_PANG, "Cốc Pàng", None, None]]
    rows += [[CO_BA, "Cô Ba", 800, None]]
    found = judge(rows, merged=((2, 2, 3, 3),))
    assert ("merged_figure", "C4") in errors(found)
    assert reasons(found)[3] == "merged_figure"
    assert told(found) == {}


@pytest.mark.parametrize("first", [COC_PANG, 1324, "Cốc Pàng"])
def test_what_is_merged_over_a_figure_is_no_figure(judge, first):
    """A code that reaches over the residents would be a number of residents."""
    name = first == "Cốc Pàng"
    header = ["Mã xã", "Tên xã", "Dân số"] if name else ["Tên xã", "Mã xã", "Dân số"]
    found = judge([TITLE, header, [COC_PANG if name else "Cốc Pàng", first]], merged=(OVER,))
    assert errors(found) == [("merged_figure", "C3")]
    assert told(found) == {}


OVER = (2, 1, 2, 2)


def test_a_header_right_below_its_own_header_is_the_same_header(judge):
    found = judge([TITLE, HEADER, HEADER, [COC_PANG, "Cốc Pàng", 900]])
    assert reasons(found) == ["title", "header", "header_again", "accepted"]


@pytest.mark.parametrize(
    ("numbers", "kind"),
    [(["(1)", "(2)", "(4)"], "unit"), ([1, 2, 4], "name_unknown"), ([1, 2, 3], "unit")],
)
def test_column_numbers_keep_their_gap_where_a_column_was_taken_out(judge, numbers, kind):
    rows = [TITLE, HEADER, numbers, [COC_PANG, "Cốc Pàng", 900]]
    assert reasons(judge(rows))[2] == kind


def test_a_note_at_the_end_of_a_page_is_no_title_of_the_next(judge):
    rows = [TITLE, HEADER, [COC_PANG, "Cốc Pàng", 900], [None, None, "Ghi chú: tạm tính"]]
    found = judge([*rows, HEADER, [CO_BA, "Cô Ba", 800]])
    assert reasons(found)[2:] == ["accepted", "footnote", "header_again", "accepted"]
    assert len(told(found)) == 2


def test_a_column_without_a_title_is_asked_about_on_whichever_page_its_figures_stand(judge):
    rows = [TITLE, HEADER, HEADER, [COC_PANG, "Cốc Pàng", 900, 54]]
    found = judge(rows)
    assert errors(found) == [("column_unconfirmed", "D")]
    assert len(found.read.questions) == 1
    assert told(found) == {}


def test_figures_written_as_text_are_no_titles(judge):
    """A text file whose header was deleted: its first commune is not lost."""
    found = judge(
        [TITLE, [COC_PANG, "Cốc Pàng", "900"], [CO_BA, "Cô Ba", "800"]], name="bao-cao.csv"
    )
    assert errors(found) == [("no_table", "")]
    assert reasons(found) == ["title", "no_table", "no_table"]


@pytest.mark.parametrize("title", ["Bữa ăn dinh dưỡng", "Biểu số 3. BỮA ĂN DINH DƯỠNG"])
def test_a_category_is_known_by_a_title_whose_syllables_end_in_consonants(judge, title):
    """The tone of «dưỡng» stands behind a consonant where words are compared."""
    rows = [[title], TITLE, ["Tên xã", "Trẻ thuộc đối tượng, theo tuổi", None]]
    rows += [[None, "mẫu giáo (3–5 tuổi)", "cộng"], ["Cốc Pàng", 100, 300]]
    found = judge(rows, merged=((2, 0, 3, 0), (2, 1, 2, 2)))
    assert errors(found) == []
    assert told(found)[COC_PANG, "nutrition.eligible"] == 300


def test_a_sheet_of_a_form_that_was_renamed_and_hidden_is_told(desks, data, tmp_path):
    (path,) = write_forms(
        desks.desk("cao-bang-588").programme, data, tmp_path, districts=["Hạ Lang"]
    )
    form = read_book(path)
    assert isinstance(form, Book)
    sheets = [
        Sheet("cũ", one.rows, merged=one.merged, hidden=True) if one.name == "Đồ ấm" else one
        for one in form.sheets
    ]
    desk = desks.desk("cao-bang-588")
    judged = desk.judge(desk.read(Book(form.name, form.sha256, form.kind, tuple(sheets))))
    hidden = [one.place.sheet for one in judged.read.faults if one.code == "hidden_sheet"]
    assert hidden == ["cũ"]


def test_utf_16_without_a_mark_may_hold_decomposed_letters(tmp_path):
    """A grave accent by itself has a zero byte where others have none."""
    path = tmp_path / "bao-cao.csv"
    name = "Co\u0302\u0301c Pa\u0300ng"
    text = f"Ma\u0303 xa\u0303;Te\u0302n xa\u0303;Da\u0302n so\u0302\u0301\r\n01324;{name};900\r\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        path.write_bytes(text.encode(encoding))
        book = read_book(path)
        assert isinstance(book, Book), book
        assert book.sheets[0].rows[1] == ("01324", name, "900")
