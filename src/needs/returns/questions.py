"""The workbook of questions: what was not certain, for a person to decide.

One sheet for columns, one for names, one for numbers. Answers are never filled in beforehand:
each is a person's yes. They are read back by `read_questions` and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from needs.forms.appearance import FONT, Appearance, height_needed
from needs.forms.sheets import PROTECTION, new_book, print_on_a4
from needs.programmes import Programme
from needs.reading.answers import KINDS, AnswerKind
from needs.reading.records import Question
from needs.returns.question_choices import choices_for
from needs.returns.question_notes import (
    ANSWER_MARK,
    QUESTION_MARK,
    QuestionNote,
    shortened,
)
from needs.returns.question_words import error_words, header_words, sheet_words
from needs.returns.replies import QuestionsRead, read_questions
from needs.tables.files import in_one_step
from needs.wording import say
from needs.workbooks import column_letters

__all__ = ["QuestionsRead", "read_questions", "write_questions"]

_LISTS = "_lists"
_MARKS, _TITLE, _HINT, _HEADER = range(4)
_WIDTHS = (5.0, 20.0, 24.0, 8.0, 28.0, 58.0, 38.0)
_ANSWER = len(_WIDTHS) - 1
_CENTRED = (0, 3)
_HIGHEST = 400.0

# Text, whatever is typed: Excel would make a date of «1/2».
_ANSWER_LOOK = {
    "num_format": "@",
    "bg_color": "#FFF2A8",
    "border": 2,
    "text_wrap": True,
    "valign": "vcenter",
    "locked": False,
}


@dataclass(frozen=True)
class _Asked:
    """A question, and how often it arose."""

    question: Question
    times: int


def write_questions(
    path: Path, questions: Iterable[Question], programme: Programme, *, lang: str = "vi"
) -> int:
    """Write the questions to a workbook to be filled in; return how many there are.

    The same question is asked once, with how often it arose and where first. The file is the
    same byte for byte whenever the same questions are written.

    Raises
    ------
    ValueError
        If there is no question: a workbook needs a sheet.
    NeedsError
        If the file is open in another program.
    """
    asked = _each_once(questions)
    if not asked:
        raise ValueError("no questions to write")
    buffer = BytesIO()
    title = say("Câu hỏi về báo cáo", lang=lang)
    with new_book(buffer, title=title, made=programme.reference_date) as book:
        writer = _Writer(book, programme, lang)
        for kind in KINDS:
            own = [one for one in asked if one.question.kind == kind]
            if own:
                writer.sheet(kind, own)
        writer.lists()
    with in_one_step(path) as temporary:
        temporary.write_bytes(buffer.getvalue())
    return len(asked)


def _each_once(questions: Iterable[Question]) -> list[_Asked]:
    found: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        found.setdefault((question.kind, question.key), []).append(question)
    first = [_Asked(min(same, key=lambda one: one.place), len(same)) for same in found.values()]
    return sorted(first, key=lambda one: (one.question.place, one.question.key))


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, programme: Programme, lang: str) -> None:
        self._book = book
        self._programme = programme
        self._lang = lang
        self._look = Appearance(book)
        self._answer = book.add_format({**FONT, **_ANSWER_LOOK})
        self._lists: dict[tuple[str, ...], str] = {}

    def sheet(self, kind: AnswerKind, asked: Sequence[_Asked]) -> None:
        """Add the sheet of one kind of questions."""
        name, hint = sheet_words(kind, self._lang)
        sheet = self._book.add_worksheet(name)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(_ANSWER + 1, _ANSWER + 1, None, None, {"hidden": True})
        sheet.write_string(_MARKS, _ANSWER, ANSWER_MARK)
        sheet.write_string(_MARKS, _ANSWER + 1, QUESTION_MARK)
        sheet.set_row(_MARKS, None, None, {"hidden": True})
        sheet.write_string(_TITLE, 0, f"{self._programme.title.vi} · {name}", self._look["title"])
        sheet.set_row(_TITLE, 24)
        sheet.merge_range(_HINT, 0, _HINT, _ANSWER, "", self._look["words"])
        sheet.write_string(_HINT, 0, hint, self._look["words"])
        sheet.set_row(_HINT, height_needed(hint, sum(_WIDTHS)) + 6)
        for column, text in enumerate(header_words(kind, self._lang)):
            sheet.write_string(_HEADER, column, text, self._look["header"])
        sheet.set_row(_HEADER, 34)
        for row, one in enumerate(asked, start=_HEADER + 1):
            self._row(sheet, row, one)
        sheet.freeze_panes(_HEADER + 1, 3)
        sheet.protect("", PROTECTION)
        sheet.set_landscape()
        print_on_a4(sheet, footer=self._programme.title.vi)
        sheet.repeat_rows(_HEADER)
        sheet.print_area(0, 0, _HEADER + len(asked), _ANSWER)

    def _row(self, sheet: Worksheet, row: int, one: _Asked) -> None:
        question = one.question
        choices = choices_for(question, self._programme, lang=self._lang)
        texts = _texts(one, row - _HEADER, {answer: text for text, answer in choices})
        for column, text in enumerate(texts):
            style = "fixed_centre" if column in _CENTRED else "fixed"
            sheet.write_string(row, column, text, self._look[style])
        sheet.write_blank(row, _ANSWER, None, self._answer)
        heights = [
            sum(height_needed(line, width) for line in text.split("\n"))
            for text, width in zip(texts, _WIDTHS, strict=False)
        ]
        sheet.set_row(row, min(max(heights), _HIGHEST))
        offered = tuple(text for text, _ in choices)
        names = self._lists
        sheet.data_validation(
            row,
            _ANSWER,
            row,
            _ANSWER,
            {
                "validate": "list",
                "source": names.setdefault(offered, _list_range(len(names), len(offered))),
                **error_words(question.kind, self._lang),
            },
        )
        note = QuestionNote(
            self._programme.id,
            question.kind,
            question.key,
            question.asked,
            question.context,
            tuple(choices),
        )
        for column, piece in enumerate(note.as_cells(), start=_ANSWER + 1):
            sheet.write_string(row, column, piece)

    def lists(self) -> None:
        """Add the sheet that the drop-downs take their words from: a cell holds too few."""
        sheet = self._book.add_worksheet(_LISTS)
        for column, words in enumerate(self._lists):
            for row, text in enumerate(words):
                sheet.write_string(row, column, text)
        sheet.very_hidden()


def _texts(one: _Asked, number: int, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return what stands in the cells in front of the answer."""
    question, place = one.question, one.question.place
    # Each possible reading of a number is as good as the other.
    scored = question.kind != "value"
    candidates = [
        f"• {words[candidate.answer]}" + (f" [{candidate.score:.0f}]" if scored else "")
        for candidate in question.candidates
    ]
    return (
        str(number),
        f"{place.file}\n{place.sheet}!{place.cell}",
        shortened(question.asked),
        str(one.times),
        shortened(question.context),
        "\n".join(candidates),
    )


def _list_range(number: int, length: int) -> str:
    letters = column_letters(number)
    return f"='{_LISTS}'!${letters}$1:${letters}${length}"
