"""Questions go out as a workbook, answers come back; only a clear answer counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from needs.errors import InputFaults
from needs.programmes import load_programme
from needs.reading.answers import read_answers, remember, well_formed
from needs.reading.fields_asked import form_fields
from needs.reading.records import Candidate, Place, Question
from needs.returns.question_choices import choices_for, every_field
from needs.returns.question_notes import QuestionNote
from needs.returns.questions import QuestionsRead, read_questions, write_questions

TODAY = dt.date(2026, 11, 21)

COLUMN = Question(
    "column",
    "district | đồ ấm | trẻ › mầm non",
    Place("bao-lac.xlsx", "Đồ ấm", 3, 2),
    "Trẻ › Mầm non",
    (
        Candidate("warm_clothing.eligible", "Đồ ấm › Trẻ thuộc đối tượng, theo tuổi › cộng", 94),
        Candidate(
            "warm_clothing.eligible.kindergarten",
            "Đồ ấm › Trẻ thuộc đối tượng, theo tuổi › mẫu giáo (3–5 tuổi)",
            83,
        ),
    ),
    "120; 80; 60",
)
MONEY = Question(
    "column",
    "support | sổ | số tiền",
    Place("so.xlsx", "Sổ", 3, 5),
    "Số tiền (triệu đồng)",
    (Candidate("ledger.amount_vnd*1000000", "Sổ hỗ trợ › Số tiền (đồng) (× 1.000.000)", 90),),
)
NAME = Question(
    "name",
    # Keys hold tone marks behind their syllable: a form of text that programs like to change.
    "xã cốc paǹ | 043",
    Place("bao-lac.xlsx", "Đồ ấm", 7, 1),
    "Xã Cốc Pàn",
    (
        Candidate("2025:01324", "Xã Cốc Pàng, Huyện Bảo Lạc (01324, 2025)", 94),
        Candidate("pre-2025:01324", "Xã Cốc Pàng, Huyện Bảo Lạc (01324, pre-2025)", 94),
    ),
)
VALUE = Question(
    "value",
    "ab12!Đồ ấm!C7!1.234",
    Place("bao-lac.xlsx", "Đồ ấm", 6, 2),
    "1.234",
    (Candidate("1234", "1234", 100), Candidate("1.234", "1.234", 100)),
)
ALL = [COLUMN, MONEY, NAME, VALUE]


@pytest.fixture
def back(programme, resolver):
    def read(path: Path) -> QuestionsRead:
        return read_questions(path, programme, resolver, answered_on=TODAY, answered_by="Lan")

    return read


@pytest.fixture
def ask(tmp_path, programme, back):
    """Write one question, fill its answer in, read it back."""

    def answered(question: Question, answer: object) -> QuestionsRead:
        path = tmp_path / "cau-hoi.xlsx"
        write_questions(path, [question], programme)
        fill(path, {question.key: answer})
        return back(path)

    return answered


def fill(path: Path, answers: dict[str, object]) -> None:
    """Fill the yellow cells in, as a planner would."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5):
            note = QuestionNote.from_cells([cell.value for cell in row[7:] if cell.value])
            if note and note.key in answers:
                row[6].value = answers[note.key]
    book.save(path)


def test_nothing_is_filled_in_beforehand(tmp_path, programme, back):
    path = tmp_path / "cau-hoi.xlsx"
    assert write_questions(path, ALL, programme) == 4
    assert back(path) == QuestionsRead(unanswered=4)


def test_what_was_offered_comes_back_and_is_remembered(tmp_path, programme, back):
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, ALL, programme)
    chosen = {
        COLUMN.key: COLUMN.candidates[1].words,
        MONEY.key: MONEY.candidates[0].words,
        NAME.key: NAME.candidates[1].words,
        VALUE.key: "1234",
    }
    fill(path, chosen)
    read = back(path)
    assert read.faults == ()
    assert read.unanswered == 0
    remember(tmp_path, read.answers)
    answers = read_answers(tmp_path)
    assert [answers.given(question.kind, question.key) for question in ALL] == [
        "warm_clothing.eligible.kindergarten",
        "ledger.amount_vnd*1000000",
        "pre-2025:01324",
        "1234",
    ]
    (name,) = (one for one in read.answers if one.kind == "name")
    assert (name.asked, name.answered_on, name.answered_by) == ("Xã Cốc Pàn", "2026-11-21", "Lan")


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (COLUMN, "bỏ qua", "ignore"),
        (COLUMN, "  Đồ ấm › Trong số đó, trẻ › hộ nghèo ", "warm_clothing.group.poor"),
        (MONEY, "Sổ hỗ trợ › Số tiền (đồng)", "ledger.amount_vnd"),
        (MONEY, "Sổ hỗ trợ › Số tiền (đồng) (× 1.000)", "ledger.amount_vnd*1000"),
        (NAME, "bỏ qua", "ignore"),
        (NAME, "BỎ QUA", "ignore"),
        (NAME, "Cô Ba", "2025:01327"),
        (NAME, "xã CÔ BA", "2025:01327"),
        (NAME, "01327", "2025:01327"),
        (NAME, 1327, "2025:01327"),
        (NAME, "Thị trấn Bảo Lạc", "pre-2025:01321"),
        (NAME, "Xã Cốc Pàng (01324, pre-2025)", "pre-2025:01324"),
        (VALUE, "chưa có số liệu", "missing"),
        (VALUE, "1,234 (số thập phân)", "1.234"),
        (VALUE, 1234, "1234"),
        (VALUE, 1.5, "1.5"),
        (VALUE, "1 234", "1234"),
        (VALUE, "12,5", "12.5"),
        (VALUE, "0", "0"),
    ],
)
def test_answers_in_the_planners_own_words(ask, question, answer, expected):
    read = ask(question, answer)
    assert read.faults == ()
    assert [one.answer for one in read.answers] == [expected]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (COLUMN, "cộng"),
        (COLUMN, "warm_clothing.eligible"),
        (COLUMN, 94),
        (NAME, "Xã Cốc Pàn"),
        (NAME, "Quang Trung hoặc Cô Ba"),
        (NAME, "99999"),
        (NAME, "Huyện Bảo Lạc"),
        (NAME, "2025:99999"),
        (VALUE, "1.234"),
        (VALUE, "1,234"),
        (VALUE, "-5"),
        (VALUE, -5),
        (VALUE, "khoảng 30"),
        (VALUE, "1e3"),
        (VALUE, dt.date(2026, 2, 1)),
        (VALUE, True),
        (VALUE, "bỏ qua"),
        (COLUMN, "chưa có số liệu"),
    ],
)
def test_an_answer_that_may_mean_several_things_is_told_and_not_taken(ask, question, answer):
    read = ask(question, answer)
    assert read.answers == ()
    assert read.unanswered == 1
    (fault,) = read.faults
    assert fault.where.startswith("cau-hoi.xlsx, ")
    assert fault.where.endswith("!G5")
    assert fault.found


def test_a_name_that_several_communes_bear_is_not_taken(ask, gazetteer):
    names = gazetteer.units["pre-2025"].query("province_code == '04'").commune
    twice = next(name for name, count in names.value_counts().items() if count > 1)
    only_before = Question(
        "name", "k", Place("f"), "?", (Candidate("pre-2025:01321", "Thị trấn Bảo Lạc", 50),)
    )
    assert ask(only_before, twice).answers == ()


def test_one_question_that_arose_often_is_asked_once(tmp_path, programme):
    later = [
        Question("name", NAME.key, Place(f"{n}.xlsx", "Trang", n, 1), NAME.asked, NAME.candidates)
        for n in range(5)
    ]
    path = tmp_path / "cau-hoi.xlsx"
    assert write_questions(path, [*later[::-1], NAME], programme) == 1
    sheet = load_workbook(path)["Tên xã"]
    assert sheet.max_row == 5
    assert [sheet.cell(5, column).value for column in (2, 3, 4)] == [
        "0.xlsx\nTrang!B1",
        "Xã Cốc Pàn",
        "6",
    ]


def test_the_same_questions_in_any_order_give_the_same_file(tmp_path, programme):
    one, other = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_questions(one, ALL, programme)
    write_questions(other, ALL[::-1], programme)
    assert one.read_bytes() == other.read_bytes()


def test_the_sheets_as_a_planner_sees_them(tmp_path, programme):
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, ALL, programme)
    book = load_workbook(path)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in visible] == ["Cột", "Tên xã", "Con số"]
    for sheet in visible:
        assert sheet.protection.sheet
        assert sheet.column_dimensions["H"].hidden
        assert sheet.row_dimensions[1].hidden
        assert sheet.page_setup.paperSize == 9
        (rule,) = {rule.type for rule in sheet.data_validations.dataValidation}
        assert rule == "list"
        for row in range(5, sheet.max_row + 1):
            assert sheet.cell(row, 7).value is None
            assert not sheet.cell(row, 7).protection.locked
            assert sheet.cell(row, 7).number_format == "@"
            assert sheet.cell(row, 3).protection.locked


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_in_both_languages(tmp_path, programme, resolver, lang):
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, ALL, programme, lang=lang)
    ignore = {"vi": "bỏ qua", "en": "ignore"}[lang]
    fill(path, {NAME.key: ignore, VALUE.key: "?"})
    read = read_questions(path, programme, resolver, answered_on=TODAY, lang=lang)
    assert [one.answer for one in read.answers] == ["ignore"]
    assert len(read.faults) == 1


@pytest.mark.parametrize("programme_id", ["cao-bang-588", "ninh-thuan-588"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_field_can_be_chosen_and_understood(data, programme_id, lang):
    programme = load_programme(programme_id, data)
    words = [text for text, _ in every_field(programme)]
    assert len(words) == len({text.casefold() for text in words})
    for question in (COLUMN, MONEY):
        form = form_fields(programme, "support" if question is MONEY else "district")
        offered = dict(choices_for(question, programme, lang=lang))
        places = ("place.commune", "place.commune_code")
        assert {*form.fields} - {*places} <= {*offered.values()}
        assert all(well_formed("column", answer) for answer in offered.values())
    nobody_knows = Question("column", "k", Place("f"), "?")
    offered = choices_for(nobody_knows, programme, lang=lang)
    assert {answer for _, answer in offered} == {a for _, a in every_field(programme)} | {"ignore"}


def test_a_text_that_looks_like_a_formula_is_text(tmp_path, programme):
    evil = Question("name", "=1+1", Place("=f.xlsx", "=s", 1, 1), "=HYPERLINK(1)", (), "@SUM(1)")
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, [evil], programme)
    cells = [c for s in load_workbook(path).worksheets for row in s.iter_rows() for c in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


def test_two_answers_to_one_question_are_a_fault(tmp_path, programme, back):
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, [NAME, VALUE], programme)
    book = load_workbook(path)
    sheet = book["Tên xã"]
    for row, answer in ((5, "Cô Ba"), (6, "Xã Bảo Lạc")):
        sheet.cell(row, 7).value = answer
        sheet.cell(row, 8).value = sheet["H5"].value
    book.save(path)
    read = back(path)
    assert [one.answer for one in read.answers] == ["2025:01327"]
    assert len(read.faults) == 1


def test_rows_may_be_moved_and_columns_added(tmp_path, programme, back):
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, [NAME], programme)
    fill(path, {NAME.key: "Cô Ba"})
    book = load_workbook(path)
    sheet = book["Tên xã"]
    sheet.insert_cols(2)
    sheet.insert_rows(5, 3)
    book.save(path)
    assert [one.answer for one in back(path).answers] == ["2025:01327"]


def test_a_very_long_text_of_a_sender_is_no_problem(ask):
    long = Question(
        "name", "khóa " * 20_000, Place("f", "s", 1, 1), "tên " * 9_000, (), "x" * 40_000
    )
    read = ask(long, "Cô Ba")
    assert [(one.key, one.answer) for one in read.answers] == [(long.key, "2025:01327")]


def test_a_workbook_of_questions_that_somebody_tampered_with(tmp_path, programme, back):
    """Whatever stands in the cells of the program, no answer comes out that is not one."""
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, [NAME, COLUMN], programme)
    book = load_workbook(path)
    notes = [
        QuestionNote(programme.id, "name", "k1", "", "", (("Cô Ba", "2025:99999"),)),
        QuestionNote(programme.id, "column", "k2", "", "", (("x", "__import__('os').system"),)),
        QuestionNote(programme.id, "column", "k3", "", "", (("x", "donors.nothing"),)),
        QuestionNote(programme.id, "value", "k4", "", "", (("x", "=1+1"),)),
        QuestionNote(programme.id, "password", "k5", "", "", (("x", "1"),)),
        QuestionNote(programme.id, "name", "k6", "", "", (("x", "1999:01321"),)),
        QuestionNote("ninh-thuan-588", "value", "k7", "", "", (("x", "5"),)),
    ]
    sheet = book["Tên xã"]
    for row, note in enumerate(notes, start=6):
        sheet.cell(row, 7).value = note.choices[0][0]
        sheet.cell(row, 8).value = note.as_cells()[0]
    for row, junk in enumerate(["[" * 5000, "{}", '{"choices": 5}', "null", "=1+1"], start=20):
        sheet.cell(row, 7).value = "1"
        sheet.cell(row, 8).value = junk
    book.save(path)
    read = back(path)
    assert read.answers == ()
    assert len(read.faults) == 5


def test_no_questions_no_workbook(tmp_path, programme):
    with pytest.raises(ValueError, match="no questions"):
        write_questions(tmp_path / "cau-hoi.xlsx", [], programme)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"a,b\n1,2\n"])
def test_another_file_is_told_apart(tmp_path, back, content):
    path = tmp_path / "khac.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputFaults, match=r"khac\.xlsx"):
        back(path)
    with pytest.raises(InputFaults, match="không có tệp này"):
        back(tmp_path / "not there.xlsx")


def test_the_questions_of_another_programme(tmp_path, data, back):
    path = tmp_path / "cau-hoi.xlsx"
    write_questions(path, [NAME], load_programme("ninh-thuan-588", data))
    with pytest.raises(InputFaults, match="không có câu hỏi nào của chương trình này"):
        back(path)


@given(
    answer=st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
        st.integers(-(10**9), 10**9),
        st.floats(-1e9, 1e9),
    ),
    question=st.sampled_from(ALL),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_gives_an_answer_or_a_fault(ask, answer, question):
    read = ask(question, answer)
    assert len(read.answers) + read.unanswered == 1
    assert len(read.faults) <= read.unanswered
    for one in read.answers:
        assert well_formed(one.kind, one.answer)
