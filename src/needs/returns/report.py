"""The report of `needs check` as text: what each file is, its rows, faults and questions.

Made to be read from top to bottom by whoever has to mend the files. Faults of one kind stand
together; of very many the first are shown, and all stand in the table (`fault_table`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from needs.reading.records import Question, ReadFile, ReturnFault, Severity
from needs.returns.account import Tally, account
from needs.returns.file_faults import Checked
from needs.returns.words import FaultWords, words_of
from needs.returns.words.reasons import ignored_words
from needs.wording import date_text, number, say
from needs.workbooks import Refusal

#: How many faults of one kind are shown for each sheet, and how many questions for each file.
SHOWN = 20
_NUMBERS_SHOWN = 6
_GUESSES = 2


@dataclass(frozen=True)
class ReportWords:
    """What the report says beside what it found.

    Attributes
    ----------
    districts
        District code → name.
    questions_file
        Where the questions stand to be answered; empty if they were not written.
    answer_command
        What to type once they are answered.
    table_file
        Where all faults stand; empty if they were not written.
    """

    districts: Mapping[str, str] = field(default_factory=dict)
    questions_file: str = ""
    answer_command: str = ""
    table_file: str = ""


def report_text(
    files: Sequence[Checked], *, words: ReportWords | None = None, lang: str = "vi"
) -> str:
    """Return the report of several files, in the order given.

    Raises
    ------
    RowsLost
        If rows of a file are not accounted for exactly once.
    """
    words = words or ReportWords()
    tallies = [account(file.rows).total for file in files]
    lines: list[str] = []
    for n, (file, tally) in enumerate(zip(files, tallies, strict=True), start=1):
        lines += [f"{n}. {file.file}", *_indented(_file_lines(file, tally, words, lang)), ""]
    lines += _summary(files, sum(tallies, Tally()), words, lang)
    return "\n".join(lines) + "\n"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"   {line}" if line else "" for line in lines)


def _file_lines(file: Checked, tally: Tally, words: ReportWords, lang: str) -> Iterator[str]:
    if isinstance(file.result, Refusal):
        yield say("Không đọc được.", lang=lang)
    else:
        yield _what_it_is(file.result, words, lang)
    numbers = {fault: n for n, fault in enumerate(file.faults, start=1)}
    if isinstance(file.result, ReadFile):
        yield from _tally_lines(tally, numbers, lang)
    for severity in ("error", "warning"):
        own = {fault: n for fault, n in numbers.items() if fault.severity == severity}
        if own:
            yield _heading(severity, len(own), lang)
            yield from _indented(_fault_lines(own, words, lang))
    if file.questions:
        yield say("Câu hỏi: {n}", lang=lang, n=number(len(file.questions), lang=lang))
        yield from _indented(_question_lines(file.questions, lang))


def _what_it_is(read: ReadFile, words: ReportWords, lang: str) -> str:
    form = {
        "district": say("số liệu của huyện (cũ), xã", lang=lang),
        "support": say("sổ hỗ trợ", lang=lang),
        "donors": say("danh sách nhà tài trợ", lang=lang),
        "": say("không rõ là bảng gì", lang=lang),
    }[read.form]
    parts = [form[0].upper() + form[1:]]
    if read.district_code:
        parts.append(words.districts.get(read.district_code, read.district_code))
    if read.period:
        parts.append(say("năm {year}", lang=lang, year=read.period))
    if read.date:
        parts.append(say("lập ngày {date}", lang=lang, date=date_text(read.date, lang=lang)))
    own = say("biểu mẫu của chương trình", lang=lang)
    parts.append(own if read.own else say("bảng tự lập", lang=lang))
    return " · ".join(parts)


def _tally_lines(tally: Tally, numbers: Mapping[ReturnFault, int], lang: str) -> Iterator[str]:
    """The sum of rows; rows that wait name the faults that they wait for."""
    yield sum_of_rows(tally, lang=lang)
    if tally.quarantined:
        waiting = []
        for reason, rows in tally.quarantined.items():
            of_reason = [str(n) for fault, n in numbers.items() if fault.code == reason]
            shown = ", ".join(of_reason[:_NUMBERS_SHOWN])
            shown += " …" if len(of_reason) > _NUMBERS_SHOWN else ""
            count = number(rows, lang=lang)
            waiting.append(say("{n} dòng vì lỗi {faults}", lang=lang, n=count, faults=shown))
        yield "  " + say("chờ: {parts}", lang=lang, parts="; ".join(waiting))
    if tally.ignored:
        parts = [
            f"{number(rows, lang=lang)} {ignored_words(reason, lang)}"
            for reason, rows in tally.ignored.items()
        ]
        yield "  " + say("bỏ qua: {parts}", lang=lang, parts="; ".join(parts))


def sum_of_rows(tally: Tally, *, lang: str = "vi") -> str:
    """Return the sum: «57 dòng đã đọc = 14 được dùng + 3 chờ + 40 bỏ qua»."""
    return say(
        "{read} dòng đã đọc = {accepted} được dùng + {waiting} chờ + {ignored} bỏ qua",
        lang=lang,
        read=number(tally.read, lang=lang),
        accepted=number(tally.accepted, lang=lang),
        waiting=number(tally.waiting, lang=lang),
        ignored=number(tally.left_out, lang=lang),
    )


def _heading(severity: Severity, count: int, lang: str) -> str:
    shown = number(count, lang=lang)
    if severity == "error":
        return say("Lỗi phải sửa: {n}", lang=lang, n=shown)
    return say("Cần xem lại (vẫn dùng): {n}", lang=lang, n=shown)


def _fault_lines(
    numbers: Mapping[ReturnFault, int], words: ReportWords, lang: str
) -> Iterator[str]:
    """Faults sheet by sheet; those with the same words for the remedy under one heading."""
    kinds: dict[tuple[str, str], list[ReturnFault]] = defaultdict(list)
    for fault in numbers:
        kinds[fault.place.sheet, fault.code].append(fault)
    for faults in kinds.values():
        groups: dict[tuple[str, str], list[tuple[ReturnFault, FaultWords]]] = defaultdict(list)
        for fault in faults[:SHOWN]:
            told = words_of(fault, lang)
            groups[told.expected, told.action].append((fault, told))
        for (expected, action), group in groups.items():
            for fault, told in group:
                yield f"{numbers[fault]}. {_where(fault, lang)}: {told.found}"
            yield "   " + say("cần: {expected}", lang=lang, expected=expected)
            yield "   " + say("cách sửa: {action}", lang=lang, action=action)
        if len(faults) > SHOWN:
            more = number(len(faults) - SHOWN, lang=lang)
            yield "   " + _more(more, words.table_file, lang)


def _more(count: str, table_file: str, lang: str) -> str:
    if table_file:
        return say("… và {n} chỗ cùng loại; đủ trong {file}", lang=lang, n=count, file=table_file)
    return say("… và {n} chỗ cùng loại", lang=lang, n=count)


def _where(fault: ReturnFault, lang: str) -> str:
    place = fault.place
    if not place.sheet:
        return say("cả tệp", lang=lang)
    if place.row >= 0 and place.column < 0:
        return say("{sheet}, dòng {row}", lang=lang, sheet=place.sheet, row=place.cell)
    if place.column >= 0 and place.row < 0:
        return say("{sheet}, cột {column}", lang=lang, sheet=place.sheet, column=place.cell)
    return f"{place.sheet}!{place.cell}" if place.cell else place.sheet


def _question_lines(questions: Sequence[Question], lang: str) -> Iterator[str]:
    for question in questions[:SHOWN]:
        asked = {
            "column": say("Cột «{asked}» là gì?", lang=lang, asked=question.asked),
            "name": say("«{asked}» là xã nào?", lang=lang, asked=question.asked),
            "value": say("«{asked}» là số nào?", lang=lang, asked=question.asked),
        }[question.kind]
        guesses = [candidate.words for candidate in question.candidates[:_GUESSES]]
        if guesses:
            asked += " " + say("Có thể là: {guesses}", lang=lang, guesses="; ".join(guesses))
        yield f"- {question.place.sheet}!{question.place.cell}: {asked}"
    if len(questions) > SHOWN:
        more = number(len(questions) - SHOWN, lang=lang)
        yield "  " + say("… và {n} câu hỏi nữa", lang=lang, n=more)


def _summary(
    files: Sequence[Checked], tally: Tally, words: ReportWords, lang: str
) -> Iterator[str]:
    faults = sum(len(file.faults) for file in files)
    errors = sum(len(file.errors) for file in files)
    asked = {(question.kind, question.key) for file in files for question in file.questions}
    yield say(
        "Tổng cộng {files} tệp: {rows}",
        lang=lang,
        files=number(len(files), lang=lang),
        rows=sum_of_rows(tally, lang=lang),
    )
    yield say(
        "{errors} lỗi phải sửa, {warnings} chỗ cần xem lại, {questions} câu hỏi",
        lang=lang,
        errors=number(errors, lang=lang),
        warnings=number(faults - errors, lang=lang),
        questions=number(len(asked), lang=lang),
    )
    if words.table_file and faults:
        yield say("Mọi lỗi: {file}", lang=lang, file=words.table_file)
    if words.questions_file and asked:
        yield say(
            "Trả lời câu hỏi: mở {file}, điền các ô màu vàng, lưu lại, rồi chạy: {command}",
            lang=lang,
            file=words.questions_file,
            command=words.answer_command,
        )
