"""One file read: every row with its outcome, every figure with its cell, faults and questions.

Our own forms and foreign tables go the same way. A form of ours says which sheet holds what,
and its titles are known; of a foreign table, each column that is not known exactly is asked.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from needs.forms import LIST_SHEET
from needs.forms.identity import IDENTITY_SHEET
from needs.places import NameResolver
from needs.programmes import Programme
from needs.reading.answers import Answers
from needs.reading.columns import ColumnReader, Meanings
from needs.reading.communes import CommuneReader, Written
from needs.reading.fields_asked import form_fields
from needs.reading.findings import Findings
from needs.reading.header import Table, Tables
from needs.reading.identity import period_named
from needs.reading.layout import Layout
from needs.reading.province import Province, province_of
from needs.reading.records import Outcome, ReadFile, ReturnedValue, Row, TotalRow
from needs.reading.rows import RowReader
from needs.reading.sheet_tables import MOST, stray_figures, tables_of, too_large
from needs.reading.stated import Asked, Stated, read_stated
from needs.reading.table_reading import TableReader
from needs.workbooks import Book, Sheet


def read_file(
    book: Book,
    programme: Programme,
    *,
    resolver: NameResolver,
    answers: Answers,
    district_code: str = "",
    form: str = "",
    period: str = "",
    date: dt.date | None = None,
) -> ReadFile:
    """Read one file.

    Parameters
    ----------
    book
        Its cells.
    programme
        The profile: which fields there are.
    resolver
        Finds the communes of the programme's province.
    answers
        What planners decided before about columns, names and numbers.
    district_code, form, period, date
        As whoever received the file stated them; empty where the file says it itself. What a
        form of ours says goes before.

    Returns
    -------
    ReadFile
        Accepted, quarantined and ignored rows are together all rows of all sheets, each once;
        values are those of rows that are not ignored, as far as they could be read.
    """
    asked = Asked(form, district_code, period, date)
    return _FileReader(book, programme, resolver, answers, asked).read()


@dataclass
class _FileReader:
    book: Book
    programme: Programme
    resolver: NameResolver
    answers: Answers
    asked: Asked
    rows: list[Row] = field(default_factory=list)
    values: list[ReturnedValue] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)

    def read(self) -> ReadFile:
        self.findings = Findings(self.book.name, self.book.sha256)
        visible = [sheet for sheet in self.book.sheets if not _is_hidden(sheet)]
        layouts = [layout for sheet in visible if self._fits(layout := Layout(sheet))]
        province = province_of(self.programme.province_code, self.programme.edition)
        stated = read_stated(
            self.book,
            self.programme,
            layouts,
            self.asked,
            province=province,
            findings=self.findings,
        )
        for sheet in self.book.sheets:
            if _is_hidden(sheet):
                self._hidden(sheet, stated)
        identity = stated.identity
        district, period = stated.district_code, stated.period
        if identity is not None and identity.programme != self.programme.id:
            for layout in layouts:
                self._rest(layout, {}, "other_programme")
        else:
            district, titled = self._sheets(layouts, stated, province)
            period = self._period(period, titled, own=identity is not None)
        order = {sheet.name: n for n, sheet in enumerate(self.book.sheets)}
        return ReadFile(
            file=self.book.name,
            sha256=self.book.sha256,
            form=stated.form,
            own=identity is not None,
            programme=identity.programme if identity is not None else "",
            district_code=district,
            period=period,
            form_version=identity.form_version if identity is not None else "",
            date=stated.date,
            rows=tuple(sorted(self.rows, key=lambda row: (order[row.sheet], row.row))),
            values=tuple(self.values),
            totals=tuple(self.totals),
            faults=tuple(sorted(set(self.findings.faults))),
            questions=tuple(
                sorted(self.findings.questions.values(), key=lambda one: (one.place, one.key))
            ),
        )

    def _hidden(self, sheet: Sheet, stated: Stated) -> None:
        """Leave out a hidden sheet; the hidden lists of our own forms are no news."""
        layout = Layout(sheet)
        for row in range(layout.height):
            self.rows.append(Row(self.book.name, sheet.name, row, "ignored", "hidden_sheet"))
        own_list = stated.identity is not None and sheet.name == LIST_SHEET
        expected = own_list or sheet.name == IDENTITY_SHEET
        if not expected and any(map(layout.filled, range(layout.height))):
            self.findings.warn(self.findings.place(sheet.name), "hidden_sheet")

    def _sheets(
        self, layouts: list[Layout], stated: Stated, province: Province
    ) -> tuple[str, list[str]]:
        """Read the visible sheets; return the district they share and the lines above tables."""
        edition = stated.identity.edition if stated.identity else self.programme.edition
        communes = CommuneReader(self.resolver, self.answers, self.findings, province, edition)
        columns = ColumnReader(
            form=stated.form,
            asked=form_fields(self.programme, stated.form),
            answers=self.answers,
            province=province,
            findings=self.findings,
            is_place=communes.is_place,
            blocks=stated.blocks,
        )
        found: list[tuple[Layout, Tables]] = []
        readers: list[RowReader] = []
        for layout in layouts:
            tables = tables_of(layout, self.programme, stated, communes.is_place)
            if not self._fits(layout, tables):
                continue
            found.append((layout, tables))
            for table in tables.tables:
                meanings: Meanings = columns.read(table)
                district = self._district(table, stated, province)
                readers.append(RowReader(table, meanings, communes, province, district))
        if stated.identity is None:
            communes.edition = communes.likely_edition(_written(readers), stated.district_code)
        for reader in readers:
            self._table(reader, columns, stated)
        for layout, tables in found:
            self._around_tables(layout, tables, stated)
        if not readers and not any(
            fault.code in ("no_table", "beyond_a_return") for fault in self.findings.faults
        ):
            self.findings.error(self.findings.place(), "no_table")
        districts = {reader.district for reader in readers}
        shared = districts.pop() if len(districts) == 1 else ""
        titled = [line for reader in readers for line in reader.table.title]
        return stated.district_code or shared, titled

    def _fits(self, layout: Layout, tables: Tables | None = None) -> bool:
        """Let a sheet that is larger than any return wait as a whole."""
        beyond = too_large(layout, tables)
        if beyond is not None:
            what, size = beyond
            sheet = self.findings.place(layout.sheet.name)
            words = {"what": what, "n": str(size), "most": str(MOST[what])}
            self._rest(layout, {}, self.findings.error(sheet, "beyond_a_return", **words))
        return beyond is None

    def _table(self, reader: RowReader, columns: ColumnReader, stated: Stated) -> None:
        read = TableReader(
            self.programme,
            columns,
            reader,
            self.answers,
            self.findings,
            own=stated.identity is not None,
        ).read()
        self.rows += read.rows
        self.values += read.values
        self.totals += read.totals
        layout = reader.table.layout
        hidden = sorted(row for row in reader.table.body if row in layout.sheet.hidden_rows)
        told = [row for row in hidden if layout.filled(row)]
        if told:
            rows = ", ".join(str(row + 1) for row in told[:10])
            place = self.findings.place(layout.sheet.name, told[0])
            self.findings.warn(place, "hidden_rows", n=len(told), rows=rows)

    def _around_tables(self, layout: Layout, tables: Tables, stated: Stated) -> None:
        """Note the rows outside the tables; figures there are not lost, but wait."""
        waiting = stray_figures(layout, tables, stated)
        block = layout.sheet.name in stated.blocks
        if waiting or (block and not tables.tables):
            sheet = self.findings.place(layout.sheet.name)
            rows = ", ".join(str(row + 1) for row in sorted(waiting)[:10])
            self.findings.error(sheet, "no_table", rows=rows)
        kinds = {row: kind for row, kind in tables.others.items() if row not in waiting}
        self._rest(layout, kinds, "no_table", within=set(tables.others))

    def _rest(
        self, layout: Layout, kinds: dict[int, str], reason: str, *, within: set[int] | None = None
    ) -> None:
        """Enter rows that are no table's: ignored for what they are, or waiting for a reason."""
        for row in range(layout.height):
            if within is not None and row not in within:
                continue
            kind = kinds.get(row, "" if layout.filled(row) else "blank")
            outcome: Outcome = "ignored" if kind else "quarantined"
            self.rows.append(Row(self.book.name, layout.sheet.name, row, outcome, kind or reason))

    def _district(self, table: Table, stated: Stated, province: Province) -> str:
        """Return the district stated for a table; the ledger and donors name the whole province."""
        if stated.form != "district":
            return ""
        named = frozenset[str]().union(*map(province.districts_in, table.title))
        if not named:
            of_sheet = province.district_called(table.layout.sheet.name)
            named = frozenset({of_sheet} - {""})
        titled = next(iter(named)) if len(named) == 1 else ""
        if titled and stated.district_code and titled != stated.district_code:
            sheet = self.findings.place(table.layout.sheet.name)
            found, expected = map(province.district_named, (titled, stated.district_code))
            self.findings.warn(sheet, "other_district", found=found, expected=expected)
        return stated.district_code or titled

    def _period(self, stated: str, titles: list[str], *, own: bool) -> str:
        """Return the year reported; a foreign table may name it in its title."""
        if own:
            return stated
        named = period_named(titles)
        expected = stated or self.programme.period
        if named and named != expected:
            self.findings.warn(
                self.findings.place(), "other_period", found=named, expected=expected
            )
        return stated or named


def _is_hidden(sheet: Sheet) -> bool:
    return sheet.hidden or sheet.name == IDENTITY_SHEET


def _written(readers: list[RowReader]) -> list[Written]:
    return [reader.written(row, reader.district) for reader in readers for row in reader.table.body]
