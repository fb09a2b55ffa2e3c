"""One row of a survey sheet: who the child is, and what the register is to hold of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from needs.errors import FaultCollector
from needs.programmes.sponsorship import Sponsorship
from needs.reading.dates import read_date, read_year
from needs.reading.numbers import read_number
from needs.reading.outcomes import Missing, Taken
from needs.reading.phrases import key, seen, text_of
from needs.sponsorship.acts import Facts, birth_years, paper_number
from needs.sponsorship.person import Person
from needs.sponsorship.standing import Need
from needs.sponsorship.survey_columns import CONSENTS, Columns
from needs.wording import say
from needs.workbooks import Sheet, Value

_YES = frozenset(map(key, ("x", "có", "đồng ý", "yes", "1", "true")))
_NO = frozenset(map(key, ("không", "no", "0", "chưa", "false")))
_LEAST_NAME = 2


@dataclass(frozen=True)
class Given:
    """A consent that the sheet tells of: to what, whose, when, on which paper."""

    scope: str
    giver: str
    on: dt.date
    paper: str


@dataclass(frozen=True)
class SurveyRow:
    """One child of the sheet: where it stands, who it is, what the register holds of it."""

    number: int
    where: str
    person: Person
    facts: Facts
    consents: tuple[Given, ...]


class Reader(Protocol):
    """What a row asks of the reader of its sheet."""

    rules: Sponsorship
    on: dt.date
    faults: FaultCollector
    lang: str

    def fault(self, place: str, cell: tuple[int, int], found: str, expected: str) -> None:
        """Note a fault of a cell."""
        ...

    def commune(self, name: str, code: str, district: str) -> str | None:
        """Return the code of the commune that is meant; None if it is not certain."""
        ...


class RowCells:
    """The cells of one row, read one after the other."""

    def __init__(
        self, reader: Reader, sheet: Sheet, place: str, row: int, columns: Columns
    ) -> None:
        self.reader, self.sheet, self.place = reader, sheet, place
        self.row, self.columns = row, columns

    def any(self) -> bool:
        """Tell whether anything stands in the row."""
        return any(self.text(meaning) for meaning in self.columns.at)

    def value(self, meaning: object) -> Value:
        """Return what stands under a title."""
        column = self.columns.at.get(meaning)
        return None if column is None else self.sheet.rows[self.row][column]

    def text(self, meaning: object) -> str:
        """Return what stands under a title, as text."""
        return text_of(self.value(meaning)).strip()

    def _fault(self, meaning: object, found: str, expected: str) -> None:
        cell = (self.row, self.columns.at.get(meaning, 0))
        self.reader.fault(self.place, cell, found, expected)

    def _unreadable(self, meaning: object, expected: str) -> None:
        lang = self.reader.lang
        blank = not self.text(meaning)
        found = (
            say("ô trống", lang=lang)
            if blank
            else say("giá trị không dùng được (không nhắc lại ở đây)", lang=lang)
        )
        self._fault(meaning, found, expected)

    def read(self, number: int) -> SurveyRow | None:
        """Return the child of the row; None if anything in it cannot be read."""
        lang, before = self.reader.lang, len(self.reader.faults.faults)
        for cell in sorted(self.sheet.uncached):
            if cell[0] == self.row:
                self.reader.fault(
                    self.place,
                    cell,
                    say("công thức không kèm kết quả", lang=lang),
                    say("giá trị", lang=lang),
                )
        name = seen(self.text("name"))
        if len(name) < _LEAST_NAME or any(sign.isdigit() for sign in name):
            self._unreadable("name", say("họ và tên trẻ", lang=lang))
        birth = self._birth()
        commune = self._commune()
        groups = self._groups()
        needs, urgency, consents = self._needs(), self._urgency(), self._consents()
        if len(self.reader.faults.faults) > before or commune is None or birth is None:
            return None
        years = birth_years(int(birth[:4]), together=self.reader.rules.birth_years)
        where = say("{sheet}, dòng {line}", lang=lang, sheet=self.place, line=self.row + 1)
        parts = {part: seen(self.text(part)) for part in ("address", "guardian", "phone", "school")}
        return SurveyRow(
            number,
            where,
            Person(name, birth, commune, **parts),
            Facts(commune, *years, groups, needs, urgency),
            consents,
        )

    def _birth(self) -> str | None:
        value = self.value("birth")
        year = read_year(value)
        if isinstance(year, Taken) and isinstance(year.value, int):
            born, text = year.value, f"{year.value:04d}"
        else:
            day = read_date(value)
            if not isinstance(day, Taken) or not isinstance(day.value, dt.date):
                self._unreadable(
                    "birth", say("ngày sinh như 15/3/2016, hoặc năm sinh", lang=self.reader.lang)
                )
                return None
            if day.value > self.reader.on:
                self._too_old_or_unborn()
                return None
            born, text = day.value.year, day.value.isoformat()
        age = Person("", text, "").age(self.reader.on)
        if born > self.reader.on.year or age >= self.reader.rules.aged_out.value:
            self._too_old_or_unborn()
            return None
        return text

    def _too_old_or_unborn(self) -> None:
        self._fault(
            "birth",
            say("không phải ngày sinh của một trẻ em", lang=self.reader.lang),
            say(
                "trẻ dưới {n} tuổi",
                lang=self.reader.lang,
                n=int(self.reader.rules.aged_out.value),
            ),
        )

    def _commune(self) -> str | None:
        found = self.reader.commune(
            self.text("commune"), self.text("commune_code"), self.text("district")
        )
        if found is None:
            meaning = "commune" if "commune" in self.columns.at else "commune_code"
            self._unreadable(
                meaning,
                say("một xã của tỉnh, viết đủ; trùng tên thì thêm mã xã", lang=self.reader.lang),
            )
        return found

    def _groups(self) -> tuple[str, ...]:
        known = {
            key(name): one.id
            for one in self.reader.rules.groups
            for name in (one.id, one.name.vi, one.name.en, *one.also_called)
        }
        words = [word for word in self.text("groups").split(";") if word.strip()]
        found = [known.get(key(word)) for word in words]
        if not found or None in found or len(set(found)) != len(found):
            self._unreadable(
                "groups",
                say(
                    "một hay nhiều nhóm, cách nhau bằng «;», nhóm chính đứng đầu: {groups}",
                    lang=self.reader.lang,
                    groups=", ".join(one.id for one in self.reader.rules.groups),
                ),
            )
        return tuple(one for one in found if one is not None)

    def _needs(self) -> tuple[Need, ...]:
        needs = []
        for purpose in self.reader.rules.purposes:
            text = self.text(("need", purpose.id))
            if not text or key(text) in _NO:
                continue
            amount = None if key(text) in _YES - {"1"} else self._amount(("need", purpose.id))
            months = self._amount(("months", purpose.id))
            needs.append(Need(purpose.id, amount, months))
        return tuple(needs)

    def _amount(self, meaning: object) -> int | None:
        read = read_number(self.value(meaning), kind="money")
        if isinstance(read, Missing):
            return None
        if isinstance(read, Taken) and isinstance(read.value, int) and read.value > 0:
            return read.value
        self._unreadable(
            meaning, say("số nguyên dương; chưa biết số tiền thì ghi x", lang=self.reader.lang)
        )
        return None

    def _urgency(self) -> dict[str, str]:
        found = {}
        for question in self.reader.rules.urgency:
            text = self.text(("urgency", question.id))
            if not text:
                continue
            levels = {
                key(name): level.id
                for level in question.levels
                for name in (level.id, level.name.vi, level.name.en)
            }
            if (level := levels.get(key(text))) is None:
                listed = "; ".join(one.name.text(self.reader.lang) for one in question.levels)
                self._unreadable(("urgency", question.id), listed)
            else:
                found[question.id] = level
        return found

    def _consents(self) -> tuple[Given, ...]:
        told = [one for one in CONSENTS if self.text(one) and key(self.text(one)) not in _NO]
        lang = self.reader.lang
        for one in told:
            if key(self.text(one)) not in _YES:
                self._unreadable(one, say("có; không; để trống khi chưa hỏi", lang=lang))
        if not told:
            return ()
        paper = self.text("paper")
        if not paper_number(paper):
            self._unreadable(
                "paper" if "paper" in self.columns.at else told[0],
                say(
                    "số hiệu của giấy đã lưu, như PDY-012/2026: không dấu cách, không tên",
                    lang=lang,
                ),
            )
        day = read_date(self.value("consented_on"))
        if (
            not isinstance(day, Taken)
            or not isinstance(day.value, dt.date)
            or day.value > self.reader.on
        ):
            self._unreadable(
                "consented_on" if "consented_on" in self.columns.at else told[0],
                say("ngày đồng ý, đã qua", lang=lang),
            )
            return ()
        return tuple(Given(scope, giver, day.value, paper) for scope, giver in told)
