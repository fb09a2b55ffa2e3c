"""A survey sheet of children, read: who they are goes one way, what the register holds another.

Faults name file, sheet and cell. What stands in a cell is never repeated: a name in a wrong column
would be told to everybody who reads the message.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from needs.errors import FaultCollector, InputFaults, NotFound
from needs.places import Gazetteer, NameResolver, find_district, load_gazetteer
from needs.programmes import Programme
from needs.programmes.sponsorship import Sponsorship
from needs.returns.words import words_of
from needs.sponsorship.survey_columns import Columns, find_columns, titles
from needs.sponsorship.survey_row import RowCells, SurveyRow
from needs.wording import say
from needs.workbooks import Refusal, Sheet, address, cell_at, open_books

#: Why a file was not read, where the words say nothing of what is in it.
_TELLABLE = ("missing", "not_a_file", "unreadable", "too_large", "empty", "password")


@dataclass(frozen=True)
class Survey:
    """A survey sheet that was read: its rows, and what was left aside (cells and why)."""

    file: str
    rows: tuple[SurveyRow, ...]
    notes: tuple[str, ...]


def read_survey(
    path: Path, programme: Programme, rules: Sponsorship, *, on: dt.date, lang: str = "vi"
) -> Survey:
    """Read a survey sheet (xlsx, xls, ods, csv) in a process of its own; nothing is written.

    Parameters
    ----------
    path
        The file.
    programme
        Its province and edition of the map.
    rules
        Groups, purposes, questions of urgency.
    on
        The day of reading: nobody is born later, nobody older than the profile says.

    Raises
    ------
    InputFaults
        With every cell that cannot be read, by file, sheet and cell, without what stands in it.
    """
    (book,) = open_books([path], workers=1)
    faults = FaultCollector(book.name)
    if isinstance(book, Refusal):
        tellable = book.code in _TELLABLE
        found = (
            words_of(book, lang=lang).found
            if tellable
            else say("không đọc được tệp này như một bảng tính", lang=lang)
        )
        faults.add(book.name, found, say("tệp xlsx, xls, ods hoặc csv", lang=lang))
        raise InputFaults(faults.subject, faults.faults)
    reader = SheetReader(programme, rules, load_gazetteer(), on, faults, lang)
    rows: list[SurveyRow] = []
    for number, sheet in enumerate(book.sheets, start=1):
        rows += reader.sheet(sheet, number, len(rows))
    if not rows and not faults.faults:
        faults.add(
            book.name,
            say("không thấy hàng tiêu đề, hoặc không có trẻ nào", lang=lang),
            say("các cột: họ và tên trẻ, ngày sinh, xã, nhóm hoàn cảnh", lang=lang),
            say("dùng mẫu của `needs register … form`", lang=lang),
        )
    faults.raise_if_any()
    return Survey(book.name, tuple(rows), tuple(reader.notes))


def read_one(
    told: Mapping[object, str],
    programme: Programme,
    rules: Sponsorship,
    *,
    on: dt.date,
    lang: str = "vi",
) -> SurveyRow:
    """Read one child that an officer types in, by the same rules as a sheet.

    Parameters
    ----------
    told
        Meaning (`survey_columns.titles`) → what was typed.

    Raises
    ------
    InputFaults
        With every answer that cannot be read, by its title, without what was typed.
    """
    named = [(meaning, title) for meaning, title in titles(rules) if told.get(meaning)]
    sheet = Sheet(
        "",
        (tuple(title for _, title in named), tuple(told[meaning] for meaning, _ in named)),
    )
    columns = Columns(0, {meaning: place for place, (meaning, _) in enumerate(named)}, (), ())
    faults = FaultCollector(say("trẻ mới", lang=lang))
    reader = SheetReader(programme, rules, load_gazetteer(), on, faults, lang)
    row = RowCells(reader, sheet, "", 1, columns).read(1)
    faults.faults = [replace(one, where=_title(one.where, named)) for one in faults.faults]
    faults.raise_if_any()
    assert row is not None
    return row


def _title(where: str, named: Sequence[tuple[object, str]]) -> str:
    _, column = cell_at(where.rsplit(" ", 1)[-1])
    return named[column][1] if column < len(named) else where


class SheetReader:
    """Reads sheets of one file; what is wrong goes to `faults`, what is left aside to `notes`."""

    def __init__(
        self,
        programme: Programme,
        rules: Sponsorship,
        gazetteer: Gazetteer,
        on: dt.date,
        faults: FaultCollector,
        lang: str,
    ) -> None:
        self.rules, self.on, self.faults, self.lang = rules, on, faults, lang
        self.notes: list[str] = []
        self._resolver = NameResolver(
            gazetteer, province_code=programme.province_code, edition=programme.edition
        )
        every = gazetteer.communes(programme.province_code, programme.edition)
        self._edition = programme.edition
        self._districts = gazetteer.districts(every.district_code)

    def sheet(self, sheet: Sheet, number: int, before: int) -> list[SurveyRow]:
        """Return the children of a sheet; `number` is its place, `before` how many were read."""
        columns = find_columns(sheet, self.rules)
        # A sheet's name may be a child's: its number says which one it is.
        place = say("trang tính {n}", lang=self.lang, n=number)
        if columns is None:
            if any(value is not None for row in sheet.rows for value in row):
                self.notes.append(
                    say("{sheet}: không có hàng tiêu đề; bỏ qua", lang=self.lang, sheet=place)
                )
            return []
        for column in columns.unused:
            self.notes.append(
                say(
                    "{sheet}, ô {cell}: cột không dùng đến, không ghi vào đâu",
                    lang=self.lang,
                    sheet=place,
                    cell=address((columns.row, column)),
                )
            )
        for column in columns.twice:
            self.fault(
                place,
                (columns.row, column),
                say("cột này có hai lần", lang=self.lang),
                say("mỗi cột một lần", lang=self.lang),
            )
        found: list[SurveyRow] = []
        for row in range(columns.row + 1, len(sheet.rows)):
            cells = RowCells(self, sheet, place, row, columns)
            if cells.any():
                read = cells.read(before + len(found) + 1)
                if read is not None:
                    found.append(read)
        return found

    def fault(self, place: str, cell: tuple[int, int], found: str, expected: str) -> None:
        """Note a fault of a cell: where and what is wanted, never what stands there."""
        where = say(
            "{file}, {sheet}, ô {cell}",
            lang=self.lang,
            file=self.faults.subject,
            sheet=place,
            cell=address(cell),
        )
        self.faults.add(where, found, expected)

    def commune(self, name: str, code: str, district: str) -> str | None:
        """Return the code of the commune that is meant; None if it is not certain."""
        district_code = ""
        if district:
            try:
                district_code = find_district(district, self._districts)
            except NotFound:
                return None
        meant = self._resolver.resolve(name, code=code, district_code=district_code)
        certain = meant.outcome == "exact" and meant.edition == self._edition
        return meant.commune_code if certain and meant.commune_code else None
