"""Reading the answers that a person wrote into the workbook of questions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from needs.disclosure import headings_typed, name_typed
from needs.errors import Fault, InputFaults
from needs.forms.fields import FORM_KINDS
from needs.places import EDITIONS, NameResolver
from needs.programmes import Programme
from needs.reading.answers import IGNORE, KINDS, Answer, AnswerKind, well_formed
from needs.reading.fields_asked import form_fields
from needs.reading.phrases import is_blank, seen, text_of
from needs.returns.question_choices import every_field
from needs.returns.question_notes import ANSWER_MARK, QUESTION_MARK, QuestionNote
from needs.returns.words import words_of
from needs.wording import say, typed
from needs.workbooks import Refusal, Sheet, Value, address, read_book

_CODE = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")
_EDITION = re.compile("|".join(EDITIONS))
_WHOLE = re.compile(r"[0-9]+")
_REMEMBERED = re.compile(r"[0-9]+\.[0-9]+")
# Three decimals may be thousands: «1.234».
_DECIMAL = re.compile(r"([0-9]+)[.,]([0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True)
class QuestionsRead:
    """What a workbook of questions gave back.

    Attributes
    ----------
    answers
        New answers, to be remembered.
    faults
        Answers that were not understood, by sheet and cell.
    unanswered
        How many questions are still open.
    """

    answers: tuple[Answer, ...] = ()
    faults: tuple[Fault, ...] = ()
    unanswered: int = 0


def read_questions(
    path: Path,
    programme: Programme,
    resolver: NameResolver,
    *,
    answered_on: dt.date,
    answered_by: str = "",
    lang: str = "vi",
) -> QuestionsRead:
    """Read the answers of a workbook that `write_questions` made.

    Columns and sheets may have been moved, the file saved by another program. An answer counts
    only if it means one thing: what was offered, a field's words, one commune's name or code, a
    number that can be read in one way.

    Parameters
    ----------
    answered_on, answered_by
        Remembered with each answer.
    lang
        Of the faults.

    Raises
    ------
    InputFaults
        If the file cannot be read, or is no workbook of questions of this programme.
    """
    book = read_book(path)
    if isinstance(book, Refusal):
        told = words_of(book, lang)
        _refuse(book.name, told.found, told.expected, told.action)
    reader = _Reader(book.name, programme, resolver, lang)
    for sheet in book.sheets:
        reader.sheet(sheet)
    if not reader.known:
        found = say("không có câu hỏi nào của chương trình này", lang=lang)
        expected = say("tệp câu hỏi do needs viết ra", lang=lang)
        _refuse(book.name, found, expected, say("chọn đúng tệp đã điền", lang=lang))
    said = {"answered_on": answered_on.isoformat(), "answered_by": answered_by}
    answers = tuple(
        Answer(kind, name, note.asked, answer, note.context, **said)
        for (kind, name), (note, answer) in reader.answers.items()
    )
    return QuestionsRead(answers, tuple(reader.faults), reader.known - reader.understood)


def _refuse(name: str, found: str, expected: str, action: str) -> NoReturn:
    raise InputFaults(name, [Fault(name, found, expected, action)])


@dataclass
class _Reader:
    file: str
    programme: Programme
    resolver: NameResolver
    lang: str
    known: int = 0
    understood: int = 0
    answers: dict[tuple[AnswerKind, str], tuple[QuestionNote, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._forms = [form_fields(self.programme, form) for form in FORM_KINDS]
        self._fields = {_plain(words): answer for words, answer in every_field(self.programme)}

    def sheet(self, sheet: Sheet) -> None:
        """Take the answers of one sheet."""
        for row, column, note in _notes(sheet):
            if note.programme != self.programme.id or note.kind not in KINDS:
                continue
            self.known += 1
            value = sheet.rows[row][column]
            where = f"{self.file}, {sheet.name}!{address((row, column))}"
            if not is_blank(value):
                self._take(note, value, where)

    def _take(self, note: QuestionNote, value: Value, where: str) -> None:
        kind: AnswerKind = next(kind for kind in KINDS if kind == note.kind)
        answer = self._answer(kind, note, value)
        if answer is None or not well_formed(kind, answer):
            self._fault(where, self._told(kind, value), self._expected(kind))
            return
        before = self.answers.get((kind, note.key))
        if before is not None and before[1] != answer:
            expected = say("một câu trả lời cho mỗi câu hỏi", lang=self.lang)
            self._fault(where, self._told(kind, value), expected)
            return
        self.understood += 1
        self.answers[kind, note.key] = (note, answer)

    def _fault(self, where: str, found: str, expected: str) -> None:
        action = say("chọn trong danh sách của ô, rồi chạy lại", lang=self.lang)
        self.faults.append(Fault(where, found, expected, action))

    def _told(self, kind: AnswerKind, value: Value) -> str:
        told = {"column": headings_typed, "name": name_typed}.get(kind, typed)
        return told(text_of(value), lang=self.lang)

    def _expected(self, kind: AnswerKind) -> str:
        return {
            "column": say("một cột của biểu, hoặc «bỏ qua»", lang=self.lang),
            "name": say("đúng một xã của tỉnh: tên, mã, hoặc «bỏ qua»", lang=self.lang),
            "value": say("một số chỉ hiểu được một cách, hoặc «chưa có số liệu»", lang=self.lang),
        }[kind]

    def _answer(self, kind: AnswerKind, note: QuestionNote, value: Value) -> str | None:
        """Return what an answer means; none if it is not certain."""
        if not isinstance(value, (str, int, float)) or isinstance(value, bool):
            return None
        text = text_of(value)
        offered = {_plain(words): answer for words, answer in note.choices}
        if isinstance(value, str) and _plain(text) in offered:
            answer = offered[_plain(text)]
            return answer if self._exists(kind, answer) else None
        if kind == "column":
            return self._fields.get(_plain(text))
        if kind == "name":
            return self._commune(note, text)
        return _number(value)

    def _exists(self, kind: AnswerKind, answer: str) -> bool:
        """Tell whether there is such a field or commune: the file may have been tampered with."""
        if kind == "column" and answer != IGNORE:
            return any(fields.answered(answer) for fields in self._forms)
        if kind == "name" and answer != IGNORE:
            edition, _, code = answer.partition(":")
            if edition not in EDITIONS:
                return False
            found = self.resolver.resolve("", code=code, prefer_edition=edition)
            return (found.edition, found.commune_code) == (edition, code)
        return True

    def _commune(self, note: QuestionNote, text: str) -> str | None:
        """Return the one commune of a name or code, first in the edition that was offered."""
        offered = [answer.partition(":")[0] for _, answer in note.choices]
        prefer = next((edition for edition in offered if edition in EDITIONS), None)
        code = _CODE.search(text)
        if code is not None:
            stated = _EDITION.findall(_CODE.sub(" ", text))
            prefer = stated[0] if len(set(stated)) == 1 else prefer
            found = self.resolver.resolve("", code=code.group(), prefer_edition=prefer)
        elif text.isascii() and text.isdigit():
            found = self.resolver.resolve("", code=text, prefer_edition=prefer)
        else:
            found = self.resolver.resolve(text, prefer_edition=prefer)
        return f"{found.edition}:{found.commune_code}" if found.commune_code else None


def _notes(sheet: Sheet) -> Iterator[tuple[int, int, QuestionNote]]:
    """Yield row, column of the answer, and question, of each row that holds one."""
    marks = {mark: _marked(sheet, mark) for mark in (ANSWER_MARK, QUESTION_MARK)}
    answer, question = marks[ANSWER_MARK], marks[QUESTION_MARK]
    if answer is None or question is None:
        return
    for row, values in enumerate(sheet.rows):
        note = QuestionNote.from_cells(
            [text for text in values[question:] if isinstance(text, str)]
        )
        if note is not None:
            yield row, answer, note


def _marked(sheet: Sheet, mark: str) -> int | None:
    found = (row.index(mark) for row in sheet.rows if mark in row)
    return next(found, None)


def _plain(text: str) -> str:
    return seen(text).casefold()


def _number(value: str | int | float) -> str | None:
    """Return a number as it is remembered; none where it can be read in several ways."""
    text = "".join(text_of(value).split())
    if _WHOLE.fullmatch(text):
        return str(int(text))
    if isinstance(value, float):
        # A number cell says which of its signs is the point.
        return text if _REMEMBERED.fullmatch(text) else None
    decimal = _DECIMAL.fullmatch(text)
    return f"{int(decimal.group(1))}.{decimal.group(2)}" if decimal else None
