"""Reading a filled scoring form back: points by commune and criterion, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from needs.disclosure import choice_typed
from needs.errors import Fault
from needs.friendly.criteria import Criteria
from needs.friendly.form import CLASS_TITLE, CODE_TITLE, CRITERION_TITLE, MOST_TITLE
from needs.reading.numbers import read_number
from needs.reading.outcomes import Missing, Taken
from needs.reading.phrases import key, text_of
from needs.wording import say, typed
from needs.workbooks import Book, Sheet, Value, address

SCORE_COLUMNS = ("commune_code", "criterion", "points", "file", "sheet", "cell")
_CRITERION = re.compile(rf"{key(CRITERION_TITLE)} (\d+)\b")


@dataclass(frozen=True)
class ScoresRead:
    """What one form told.

    Attributes
    ----------
    scores
        `SCORE_COLUMNS`: one row for each criterion that was scored, with the cell it comes from.
    classes
        Class of commune, by code, where it was chosen.
    most
        Most points of criteria, where the standard's are not sourced and the form told them.
    faults_of
        What could not be used: file, sheet, cell, what stands there, what is expected; by code of
        the commune ("": of no commune). A commune with a fault has no scores.
    communes
        Codes of all communes with a score that can be used: an empty row tells nothing.
    listed
        Codes of all communes with a row, filled in or not.
    """

    scores: pd.DataFrame
    classes: dict[str, str] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    faults_of: dict[str, tuple[Fault, ...]] = field(default_factory=dict)
    communes: tuple[str, ...] = ()
    listed: frozenset[str] = frozenset()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All faults, commune by commune."""
        return tuple(fault for own in self.faults_of.values() for fault in own)


def read_scores(
    book: Book, criteria: Criteria, communes: pd.DataFrame, *, lang: str = "vi"
) -> ScoresRead:
    """Read a scoring form.

    Parameters
    ----------
    book
        A file that was opened (`needs.workbooks`).
    criteria
        `read_criteria`.
    communes
        commune_code, commune: the communes that may be scored.
    lang
        Language of the faults.

    Returns
    -------
    ScoresRead
        An empty cell is no score: it is not there, never 0.
    """
    known = dict(zip(communes["commune_code"], communes["commune"], strict=True))
    reading = _Reading(book, criteria, known, lang)
    sheets = [sheet for sheet in book.sheets if reading.header(sheet) is not None]
    for sheet in book.sheets:
        reading.read_most(sheet)
    if not sheets:
        reading.blame(
            book.name,
            say("không có trang chấm điểm", lang=lang),
            say("biểu lập bằng `needs friendly --template`", lang=lang),
        )
    for sheet in sheets:
        reading.read_rows(sheet)
    return reading.result()


class _Reading:
    def __init__(self, book: Book, criteria: Criteria, known: Mapping[str, str], lang: str) -> None:
        self.book, self.criteria, self.known, self.lang = book, criteria, known, lang
        self.by_number = {one.number: one.id for one in criteria.criteria}
        self.by_class = {key(one.name.vi): one.id for one in criteria.classes}
        self.by_class |= {key(one.id): one.id for one in criteria.classes}
        self.rows: dict[str, list[tuple[str, int, str, str]]] = {}
        self.seen: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        self.most: dict[str, int] = {}
        self.faults: dict[str, list[Fault]] = {}

    def blame(
        self, where: str, found: object, expected: str, *, code: str = "", action: str = ""
    ) -> None:
        """Note what is wrong; a commune's row waits."""
        told = action or say("sửa rồi nhận lại biểu", lang=self.lang)
        place = f"{where} ({self.known[code]})" if code else where
        self.faults.setdefault(code, []).append(Fault(place, str(found), expected, told))

    def header(self, sheet: Sheet) -> tuple[int, dict[str, int]] | None:
        """Return the header's row, and the column of the code, the class and each criterion."""
        for number, row in enumerate(sheet.rows):
            columns = {}
            for place, value in enumerate(row):
                title = key(text_of(value))
                found = _CRITERION.match(title)
                if title == key(CODE_TITLE):
                    columns["code"] = place
                elif title == key(CLASS_TITLE):
                    columns["class"] = place
                elif found and int(found[1]) in self.by_number:
                    columns[self.by_number[int(found[1])]] = place
            if "code" in columns and any(one in columns for one in self.criteria.ids):
                return number, columns
        return None

    def read_rows(self, sheet: Sheet) -> None:
        found = self.header(sheet)
        if found is None:
            return
        header, columns = found
        for number in range(header + 1, len(sheet.rows)):
            row = sheet.rows[number]
            code = text_of(row[columns["code"]])
            if not re.fullmatch(r"\d{1,5}", code):
                # The row of column numbers, a total, an empty line.
                continue
            self._read_row(sheet, number, code.zfill(5), row, columns)

    def _read_row(
        self,
        sheet: Sheet,
        number: int,
        code: str,
        row: tuple[Value, ...],
        columns: Mapping[str, int],
    ) -> None:
        where = self._where(sheet, number, columns["code"])
        if code not in self.known:
            expected = say("mã một xã của chương trình, 5 chữ số", lang=self.lang)
            self.blame(where, code, expected)
            return
        if code in self.seen:
            action = say("bỏ một dòng; dòng kia: {cell}", lang=self.lang, cell=self.seen[code])
            expected = say("mỗi xã một dòng", lang=self.lang)
            self.blame(where, code, expected, code=code, action=action)
            return
        self.seen[code] = where
        self.rows[code] = []
        for criterion in self.criteria.ids:
            if criterion in columns:
                place = columns[criterion]
                self._read_points(sheet, (number, place), code, criterion, row[place])
        if "class" in columns:
            self._read_class(sheet, (number, columns["class"]), code, row[columns["class"]])

    def _read_points(
        self, sheet: Sheet, cell: tuple[int, int], code: str, criterion: str, value: Value
    ) -> None:
        where = self._where(sheet, *cell)
        outcome = read_number(value, kind="count")
        if isinstance(outcome, Missing) and cell not in sheet.uncached:
            return
        if not isinstance(outcome, Taken) or cell in sheet.uncached:
            expected = say("số điểm nguyên, từ 0; chưa chấm thì để trống", lang=self.lang)
            self.blame(where, typed(text_of(value), lang=self.lang), expected, code=code)
            return
        points = int(str(outcome.value))
        most = (self.most | self.criteria.most).get(criterion)
        largest = int(self.criteria.total_points.value) if most is None else most
        if points > largest:
            expected = say("nhiều nhất {n} điểm", lang=self.lang, n=largest)
            self.blame(where, typed(points, lang=self.lang), expected, code=code)
            return
        self.rows[code].append((criterion, points, sheet.name, address(cell)))

    def _read_class(self, sheet: Sheet, cell: tuple[int, int], code: str, value: Value) -> None:
        written = text_of(value)
        if not written:
            return
        kind = self.by_class.get(key(written))
        if kind is None:
            listed = "; ".join(f"«{one.name.vi}»" for one in self.criteria.classes)
            found = choice_typed(written, listed.split("; "), lang=self.lang)
            self.blame(self._where(sheet, *cell), found, listed, code=code)
        else:
            self.classes[code] = kind

    def read_most(self, sheet: Sheet) -> None:
        """Read the most points of criteria that the standard leaves open."""
        place = None
        for number, row in enumerate(sheet.rows):
            titles = [key(text_of(value)) for value in row]
            if place is None:
                if {key(CRITERION_TITLE), key(MOST_TITLE)} <= set(titles):
                    place = titles.index(key(CRITERION_TITLE)), titles.index(key(MOST_TITLE))
                continue
            which, points = read_number(row[place[0]], kind="count"), row[place[1]]
            criterion = (
                self.by_number.get(int(str(which.value))) if isinstance(which, Taken) else None
            )
            if criterion is None or criterion in self.criteria.most:
                continue
            told = read_number(points, kind="count")
            total = int(self.criteria.total_points.value)
            if isinstance(told, Missing):
                continue
            if not isinstance(told, Taken) or not 0 < int(str(told.value)) <= total:
                where = self._where(sheet, number, place[1])
                expected = say("số điểm nguyên, từ 1 đến {n}", lang=self.lang, n=total)
                self.blame(where, text_of(points), expected)
                continue
            self.most[criterion] = int(str(told.value))

    def _where(self, sheet: Sheet, row: int, column: int) -> str:
        return say(
            "{file}, trang {sheet}, ô {cell}",
            lang=self.lang,
            file=self.book.name,
            sheet=sheet.name,
            cell=address((row, column)),
        )

    def result(self) -> ScoresRead:
        told = [
            (code, criterion, points, self.book.name, sheet, cell)
            for code, own in sorted(self.rows.items())
            if code not in self.faults
            for criterion, points, sheet, cell in own
        ]
        frame = pd.DataFrame(told, columns=list(SCORE_COLUMNS))
        texts = dict.fromkeys((name for name in SCORE_COLUMNS if name != "points"), "str")
        usable = {code: kind for code, kind in self.classes.items() if code not in self.faults}
        return ScoresRead(
            scores=frame.astype(texts | {"points": "Int64"}),
            classes=usable,
            most=self.most,
            faults_of={code: tuple(own) for code, own in self.faults.items()},
            communes=tuple(sorted(set(frame["commune_code"]))),
            listed=frozenset(self.rows),
        )
