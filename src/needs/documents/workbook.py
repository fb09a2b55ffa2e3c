"""XLSX: a sheet for each table, totals as formulas, a cover, a list of columns.

What looks like a formula but comes from a table is written as text: nothing that somebody typed
into a return is ever reckoned by Excel.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from needs.briefing.words import at_start
from needs.documents.measures import FONT
from needs.documents.sheet import Cover, Sheet, SumOf, total_of
from needs.documents.sheet_layout import (
    FORMATS,
    LINE_PT,
    column_width,
    header_lines,
    is_wide,
    make_room,
    number_format,
)
from needs.documents.signs import printable
from needs.wording import say
from needs.wording.numbers import is_missing

# xlsxwriter turns text into formulas, links and numbers if it is let.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST_CELL = 32_767  # letters that a cell of Excel takes
_CUT = "…"

_TITLE_ROW, _HEADER_ROW = 0, 2
_A3, _A4 = 8, 9


def xlsx_bytes(cover: Cover, sheets: Sequence[Sheet], *, made: dt.date, lang: str) -> bytes:
    """Return a workbook, the same bytes every time.

    Parameters
    ----------
    cover
        The first sheet.
    sheets
        The tables; sums may look at any of them.
    made
        The day that the file gives as its own.
    lang
        "vi" or "en".
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": printable(cover.title)[:255],
            "created": dt.datetime(made.year, made.month, made.day),  # noqa: DTZ001 no zone in Excel
        }
    )
    book.set_calc_mode("auto")
    writer = _Writer(book, sheets, lang)
    writer.cover(cover)
    for sheet in sheets:
        writer.sheet(sheet)
    writer.dictionary()
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Any, sheets: Sequence[Sheet], lang: str) -> None:
        self._book = book
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._lang = lang
        self._missing = say("chưa có số liệu", lang=lang)
        self._known: dict[tuple[tuple[str, Any], ...], Any] = {}

    def _look(self, **looks: Any) -> Any:
        """Return a cell format; the same one for the same looks."""
        key = tuple(sorted(looks.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format({"font_name": FONT, "font_size": 11, **looks})
        return self._known[key]

    def _write(self, page: Any, row: int, column: int, text: str, look: Any) -> None:
        shown = printable(text)
        if len(shown) > _LONGEST_CELL:
            shown = shown[: _LONGEST_CELL - len(_CUT)] + _CUT
        page.write_string(row, column, shown, look)

    def cover(self, cover: Cover) -> None:
        """Write what the workbook is, what it rests on, and where each table stands."""
        page = self._page(say("Bìa", lang=self._lang))
        widths = (30, 78)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        plain, bold = self._look(text_wrap=True, valign="top"), self._look(bold=True, valign="top")
        self._write(page, 0, 0, cover.title, self._look(bold=True, font_size=14))
        row = 1
        if cover.illustrative:
            words = say("Số liệu minh họa: không có thật, chỉ để thử.", lang=self._lang)
            self._write(page, row, 0, words, self._look(bold=True, font_color="#9C4A00"))
            row += 1
        row += 1
        for what, value in cover.lines:
            self._write(page, row, 0, what, bold)
            self._write(page, row, 1, value, plain)
            make_room(page, row, (what, value), widths)
            row += 1
        row += 1
        self._write(page, row, 0, say("Các trang", lang=self._lang), bold)
        for sheet in self._sheets.values():
            row += 1
            address = f"internal:{_quoted(sheet.name)}!A1"
            page.write_url(
                row, 0, address, self._look(font_color="#0B5394", underline=1), sheet.name
            )
            self._write(page, row, 1, sheet.title, plain)
        if cover.marks:
            row += 2
            self._write(page, row, 0, say("Căn cứ của con số", lang=self._lang), bold)
        for mark, meaning in cover.marks:
            row += 1
            self._write(page, row, 0, mark, plain)
            self._write(page, row, 1, meaning, plain)
            make_room(page, row, (mark, meaning), widths)
        page.print_area(0, 0, row, 1)

    def sheet(self, sheet: Sheet) -> None:
        """Write a table: header frozen and repeated on paper, filters, totals below."""
        page = self._page(sheet.name, landscape=True)
        self._write(page, _TITLE_ROW, 0, sheet.title, self._look(bold=True, font_size=13))
        header = self._look(
            bold=True, text_wrap=True, valign="vcenter", border=1, bg_color="#EBEBEB"
        )
        last = _HEADER_ROW + len(sheet.rows)
        page.set_row(_HEADER_ROW, LINE_PT * header_lines(sheet))
        for place, column in enumerate(sheet.columns):
            self._write(page, _HEADER_ROW, place, column.title, header)
            page.set_column(place, place, column_width(column, sheet.rows.iloc[:, place]))
            for number, value in enumerate(sheet.rows.iloc[:, place]):
                self._cell(page, sheet, _HEADER_ROW + 1 + number, place, value)
        texts = [place for place, column in enumerate(sheet.columns) if column.kind == "text"]
        widths = [column_width(sheet.columns[place], sheet.rows.iloc[:, place]) for place in texts]
        for number, values in enumerate(sheet.rows.iloc[:, texts].itertuples(index=False)):
            make_room(page, _HEADER_ROW + 1 + number, values, widths)
        totals = len(sheet.rows) > 0 and (
            bool(sheet.last) or any(column.total for column in sheet.columns)
        )
        if totals:
            self._totals(page, sheet, last + 1)
        if len(sheet.rows):
            page.autofilter(_HEADER_ROW, 0, last, len(sheet.columns) - 1)
        page.freeze_panes(_HEADER_ROW + 1, 1)
        page.repeat_rows(_HEADER_ROW)
        page.repeat_columns(0)
        if is_wide(sheet):
            page.set_paper(_A3)
        page.print_area(0, 0, last + int(totals), len(sheet.columns) - 1)

    def _cell(self, page: Any, sheet: Sheet, row: int, place: int, value: Any) -> None:
        column = sheet.columns[place]
        look = self._look(
            border=1,
            num_format=number_format(column.kind, value),
            valign="top",
            text_wrap=column.kind == "text",
        )
        summed = sheet.sums.get(column.title)
        if summed is not None:
            formula = self._sum_formula(summed, xl_rowcol_to_cell(row, 0, col_abs=True))
            page.write_formula(row, place, formula, look, self._value(value))
        elif is_missing(value):
            words = "" if column.kind == "text" else self._missing
            self._write(page, row, place, words, self._look(border=1, italic=True, valign="top"))
        elif column.kind == "text":
            self._write(page, row, place, str(value), look)
        elif isinstance(value, str):
            self._write(page, row, place, value, self._look(border=1, align="right", valign="top"))
        else:
            page.write_number(row, place, float(value), look)

    def _totals(self, page: Any, sheet: Sheet, row: int) -> None:
        first, last = _HEADER_ROW + 1, _HEADER_ROW + len(sheet.rows)
        bold = self._look(bold=True, border=1)
        words = sheet.last or (say("Cộng", lang=self._lang), *[""] * (len(sheet.columns) - 1))
        for place, column in enumerate(sheet.columns):
            if column.total:
                cells = xl_range_abs(first, place, last, place)
                # Rows that a filter hides leave the total; one figure missing, no total.
                formula = (
                    f'=IF(SUBTOTAL(102,{cells})<SUBTOTAL(103,{cells}),"{self._missing}",'
                    f"SUBTOTAL(109,{cells}))"
                )
                look = self._look(bold=True, border=1, num_format=FORMATS[column.kind])
                value = self._value(total_of(sheet.rows.iloc[:, place]))
                page.write_formula(row, place, formula, look, value)
            elif isinstance(words[place], float):
                look = self._look(bold=True, border=1, num_format=FORMATS[column.kind])
                page.write_number(row, place, words[place], look)
            else:
                self._write(page, row, place, str(words[place]), bold)

    def _sum_formula(self, summed: SumOf, key: str) -> str:
        other = self._sheets[summed.sheet]
        first, last = _HEADER_ROW + 1, max(_HEADER_ROW + 1, _HEADER_ROW + len(other.rows))
        name = _quoted(other.name)
        keys, values = (
            f"{name}!{xl_range_abs(first, place, last, place)}"
            for place in (other.column(summed.key), other.column(summed.values))
        )
        return (
            f'=IF(COUNTIFS({keys},{key},{values},"{self._missing}")>0,"{self._missing}",'
            f"SUMIFS({values},{keys},{key}))"
        )

    def _value(self, value: Any) -> Any:
        return self._missing if is_missing(value) else float(value)

    def dictionary(self) -> None:
        """Write what every column of every sheet means, and its unit."""
        page = self._page(say("Các cột", lang=self._lang), landscape=True)
        header = self._look(bold=True, border=1, bg_color="#EBEBEB")
        plain = self._look(border=1, text_wrap=True, valign="top")
        titles = [
            say("Cột", lang=self._lang),
            say("Trang", lang=self._lang),
            say("Bảng", lang=self._lang),
            say("Đơn vị", lang=self._lang),
            say("Nghĩa", lang=self._lang),
        ]
        widths = [28, 15, 30, 12, 40]
        # For who opens the files beside the workbook with another program; last.
        if any(column.field for sheet in self._sheets.values() for column in sheet.columns):
            titles.append(say("Tên trong tệp CSV", lang=self._lang))
            widths.append(28)
        for place, (title, width) in enumerate(zip(titles, widths, strict=True)):
            page.set_column(place, place, width)
            self._write(page, 0, place, title, header)
        row = 0
        for sheet in self._sheets.values():
            for column in sheet.columns:
                row += 1
                meaning = at_start(column.meaning)
                own = (column.title, sheet.name, sheet.title, column.unit, meaning)
                words = (*own, column.field)[: len(titles)]
                for place, text in enumerate(words):
                    self._write(page, row, place, text, plain)
                make_room(page, row, words, widths)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, row, len(titles) - 1)
        page.print_area(0, 0, row, len(titles) - 1)

    def _page(self, name: str, *, landscape: bool = False) -> Any:
        page = self._book.add_worksheet(name)
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")
        page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)  # inches
        if landscape:
            page.set_landscape()
        return page


def _quoted(name: str) -> str:
    doubled = name.replace("'", "''")
    return f"'{doubled}'"
