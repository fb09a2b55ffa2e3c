"""What planners decided, remembered: which column means what, which commune, which number.

One CSV file for each kind of question, in the programme's folder of returns. The files may be
opened in Excel and mended there. Nothing is ever deleted: a new decision is a new line, and the
last line of a key counts.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from needs.disclosure import name_typed
from needs.errors import FaultCollector
from needs.places import EDITIONS
from needs.tables.files import in_one_step, kept_as_text
from needs.wording import typed

AnswerKind = Literal["column", "name", "value"]
KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)

#: Answers that are the same for every question of a kind.
IGNORE = "ignore"
MISSING = "missing"

_FILES: dict[AnswerKind, str] = {
    "column": "columns.csv",
    "name": "names.csv",
    "value": "values.csv",
}
_FORMATS: dict[AnswerKind, re.Pattern[str]] = {
    "column": re.compile(rf"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?:\*1000(?:000){{0,2}})?|{IGNORE}"),
    "name": re.compile(rf"(?:{'|'.join(EDITIONS)}):[0-9]{{5}}|{IGNORE}"),
    "value": re.compile(rf"[0-9]+(?:\.[0-9]+)?|{MISSING}"),
}
_EXPECTED: dict[AnswerKind, str] = {
    "column": f"mã cột, ví dụ «ledger.amount_vnd*1000000»; hoặc «{IGNORE}»",
    "name": f"bản danh mục và mã xã, ví dụ «2025:01321»; hoặc «{IGNORE}»",
    "value": f"một số, ví dụ «1234» hoặc «12.5»; hoặc «{MISSING}»",
}

_DELIMITERS = ",;\t"


@dataclass(frozen=True, order=True)
class Answer:
    """One decision.

    Attributes
    ----------
    kind, key
        The question that it answers.
    asked
        What the sender had written.
    answer
        A column: a field id, with «*1000» or «*1000000» where the table is in thousands or
        millions, or "ignore". A name: «edition:code» or "ignore". A value: digits with a point
        («12.5») or "missing".
    context
        What was shown beside it when it was answered.
    answered_on
        The day, ISO.
    answered_by
        Who decided, if they said.
    """

    kind: AnswerKind
    key: str
    asked: str
    answer: str
    context: str = ""
    answered_on: str = ""
    answered_by: str = ""

    def __post_init__(self) -> None:
        if not self.key or not well_formed(self.kind, self.answer):
            raise ValueError(f"not an answer: {self}")


#: Columns of the files, in this order.
COLUMNS = tuple(column.name for column in fields(Answer) if column.name != "kind")
_NEEDED = ("key", "answer", "answered_on")


def well_formed(kind: AnswerKind, answer: str) -> bool:
    """Tell whether a text has the form of an answer to a question of this kind."""
    return _FORMATS[kind].fullmatch(answer) is not None


@dataclass(frozen=True)
class Answers:
    """All decisions that count: (kind, key) → answer."""

    latest: Mapping[tuple[str, str], Answer] = field(default_factory=dict)

    def given(self, kind: AnswerKind, key: str) -> str | None:
        """Return what was answered; none if the question is still open."""
        found = self.latest.get((kind, key))
        return found.answer if found else None


def read_answers(folder: Path) -> Answers:
    """Read the remembered decisions; none where nothing was decided yet.

    Raises
    ------
    InputFaults
        With every line that is not a decision, by file and line.
    """
    faults = FaultCollector(folder.name)
    found: dict[tuple[str, str], Answer] = {}
    for kind in KINDS:
        for answer in _read(folder / _FILES[kind], kind, faults):
            found[kind, answer.key] = answer
    faults.raise_if_any()
    return Answers(found)


def remember(folder: Path, new: Iterable[Answer]) -> int:
    """Add decisions to those remembered; return how many were new.

    Lines that are there stay as they are. A decision that already counts is not written again.

    Raises
    ------
    InputFaults
        If a file that is there cannot be read: nothing is written then.
    NeedsError
        If a file is open in another program.
    """
    known = dict(read_answers(folder).latest)
    added: dict[AnswerKind, list[Answer]] = {kind: [] for kind in KINDS}
    for answer in new:
        before = known.get((answer.kind, answer.key))
        if before is None or before.answer != answer.answer:
            known[answer.kind, answer.key] = answer
            added[answer.kind].append(answer)
    for kind, answers in added.items():
        if answers:
            _append(folder / _FILES[kind], answers)
    return sum(map(len, added.values()))


def _append(path: Path, answers: Sequence[Answer]) -> None:
    old = _text(path.read_bytes()) if path.exists() else ""
    columns, delimiter = _header(old) if old.strip() else (list(COLUMNS), ",")
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    if not old.strip():
        writer.writerow(columns)
    elif not old.endswith(("\n", "\r")):
        old += "\r\n"
    for answer in answers:
        cells = {name: kept_as_text(getattr(answer, name)) for name in COLUMNS}
        writer.writerow([cells.get(name, "") for name in columns])
    with in_one_step(path) as temporary:
        temporary.write_bytes((old + lines.getvalue()).encode("utf-8-sig"))


def _read(path: Path, kind: AnswerKind, faults: FaultCollector) -> Iterable[Answer]:
    if not path.exists():
        return
    try:
        text = _text(path.read_bytes())
    except UnicodeDecodeError as error:
        faults.add(
            path.name,
            f"không phải UTF-8 (byte {error.start})",
            "CSV mã hóa UTF-8",
            "trong Excel: Lưu thành › CSV UTF-8",
        )
        return
    if not text.strip():
        return
    columns, delimiter = _header(text)
    lacking = [name for name in _NEEDED if name not in columns]
    if lacking:
        told = ", ".join(typed(one, ids=True) for one in columns)
        faults.add(f"{path.name}, dòng 1", told, f"các cột {', '.join(lacking)}")
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader)
    line = reader.line_num + 1
    try:
        for cells in reader:
            where, line = f"{path.name}, dòng {line}", reader.line_num + 1
            if any(map(str.strip, cells)):
                answer = _answer(kind, columns, cells, where, faults)
                if answer is not None:
                    yield answer
    except csv.Error as error:
        faults.add(f"{path.name}, dòng {line}", str(error), "một dòng CSV")


def _answer(
    kind: AnswerKind,
    columns: Sequence[str],
    cells: Sequence[str],
    where: str,
    faults: FaultCollector,
) -> Answer | None:
    if len(cells) > len(columns) and any(map(str.strip, cells[len(columns) :])):
        faults.add(
            where, f"{len(cells)} ô", f"{len(columns)} ô", "để trong ngoặc kép ô có dấu phẩy"
        )
        return None
    row = {name: cell.removeprefix("'") for name, cell in zip(columns, cells, strict=False)}
    known = {name: row.get(name, "") for name in COLUMNS}
    known["answer"] = known["answer"].strip()
    problems = len(faults.faults)
    if not known["key"]:
        faults.add(f"{where}, cột key", "để trống", "khóa của câu hỏi", "xóa dòng này")
    if not well_formed(kind, known["answer"]):
        wrong = known["answer"]
        found = name_typed(wrong) if kind == "name" else typed(wrong, ids=True)
        found = found or "để trống"
        faults.add(f"{where}, cột answer", found, _EXPECTED[kind], "sửa, hoặc xóa dòng để hỏi lại")
    if not _is_day(known["answered_on"]):
        found = typed(known["answered_on"], dates=True) or "để trống"
        faults.add(f"{where}, cột answered_on", found, "năm-tháng-ngày")
    return Answer(kind, **known) if len(faults.faults) == problems else None


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _header(text: str) -> tuple[list[str], str]:
    """Return the titles of the columns and the delimiter: Excel may have saved with another."""
    first = text.splitlines()[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return [name.strip() for name in next(csv.reader([first], delimiter=delimiter))], delimiter
