"""A marked copy made from the cells alone: for kinds of files that cannot be written back."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from needs.forms.appearance import FONT, height_needed
from needs.forms.sheets import print_on_a4, sheet_name
from needs.reading.records import Severity
from needs.returns.front_sheet import (
    HEADER_ROW,
    LINK,
    WIDTHS,
    front_header,
    front_hint,
    front_name,
    front_row,
)
from needs.returns.marks import (
    ERROR_FILL,
    LAST_COLUMN,
    LAST_ROW,
    WARNING_FILL,
    Mark,
    Marks,
    comment_height,
    fit_to_show,
    merges_of,
)
from needs.workbooks import Book, Cell, CellError, Sheet, Value, address

_NARROWEST, _WIDEST = 6, 46
_MOST_LINKS = 60_000
_IN_A_TITLE = 2
_LONGEST_FOOTER = 80
# Days before it have no number in a spreadsheet.
_FIRST_DAY = dt.date(1900, 3, 1)

_KINDS: dict[str, dict[str, Any]] = {
    "text": {},
    "date": {"num_format": "dd/mm/yyyy"},
    "time": {"num_format": "[h]:mm:ss"},
}
_LOOKS: dict[str, dict[str, Any]] = {
    "": {"border": 1, "border_color": "#BFBFBF"},
    # Titles and signatures run over the cells beside them.
    "title": {"text_wrap": False},
    "error": {"bg_color": ERROR_FILL, "border": 5, "border_color": "#C00000"},
    "warning": {"bg_color": WARNING_FILL, "border": 8},
}


def mark_rebuilt(book: Book, marks: Marks, buffer: BytesIO, *, lang: str) -> None:
    """Write the cells of a book to a new workbook and mark them: values, merged ranges, widths.

    Parameters
    ----------
    book
        What the careful reader made of the sender's file.
    marks
        What to mark.
    buffer
        Takes the copy.
    """
    with Workbook(buffer, {"in_memory": True, "default_format_properties": dict(FONT)}) as copy:
        front = front_name(lang)
        names = [front]
        for sheet in book.sheets:
            shown = fit_to_show(sheet.name)
            names.append(sheet_name(shown, names) or sheet_name(book.kind, names))
        writer = _Writer(copy, names[1:])
        writer.front(copy.add_worksheet(front), book, marks, lang)
        for number, sheet in enumerate(book.sheets):
            writer.sheet(copy.add_worksheet(names[number + 1]), sheet, marks.cells.get(number, ()))


class _Writer:
    """Writes the sheets of one copy."""

    def __init__(self, copy: Workbook, names: Sequence[str]) -> None:
        self._copy = copy
        self._names = names
        self._formats: dict[tuple[str, str], Format] = {}

    def _format(self, kind: str, look: str = "") -> Format:
        if (kind, look) not in self._formats:
            usual = {**FONT, "text_wrap": True, "valign": "vcenter", "quote_prefix": kind == "text"}
            own = {**usual, **_KINDS[kind], **_LOOKS[look]}
            self._formats[kind, look] = self._copy.add_format(own)
        return self._formats[kind, look]

    def sheet(self, target: Worksheet, sheet: Sheet, marks: Sequence[Mark]) -> None:
        """Write one sheet of the sender."""
        severities = {mark.cell: mark.severity for mark in marks}
        taken = self._merge(target, sheet, severities)
        for row, values in enumerate(sheet.rows[: LAST_ROW + 1]):
            usual = "" if len(_filled(values)) > _IN_A_TITLE else "title"
            for column, value in enumerate(values[: LAST_COLUMN + 1]):
                cell = (row, column)
                if cell in taken or (value is None and cell not in severities):
                    continue
                self._value(target, cell, value, severities.get(cell, usual))
        for mark in marks:
            if mark.cell[0] >= len(sheet.rows) or mark.cell[1] >= len(sheet.rows[mark.cell[0]]):
                target.write_blank(*mark.cell, None, self._format("text", mark.severity))
            size = {"width": 380, "height": comment_height(mark.comment)}
            target.write_comment(*mark.cell, mark.comment, size)
        for column, width in enumerate(_widths(sheet)):
            target.set_column(column, column, width)
        target.set_landscape()
        print_on_a4(target, footer=_footer(sheet.name))
        if sheet.hidden:
            target.hide()

    def _merge(
        self, target: Worksheet, sheet: Sheet, severities: Mapping[Cell, Severity]
    ) -> set[Cell]:
        """Merge what was merged; return the cells that are not to be written again."""
        taken: set[Cell] = set()
        for top, left, bottom, right in merges_of(sheet):
            look = self._format("text", severities.get((top, left), ""))
            target.merge_range(top, left, bottom, right, "", look)
            taken |= {
                (row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
            } - {(top, left)}
        return taken

    def _value(self, target: Worksheet, cell: Cell, value: Value, look: str) -> None:
        row, column = cell
        text = self._format("text", look)
        if value is None:
            target.write_blank(row, column, None, text)
        elif isinstance(value, bool):
            target.write_boolean(row, column, value, text)
        elif isinstance(value, (int, float)) and math.isfinite(value):
            target.write_number(row, column, value, text)
        elif isinstance(value, dt.timedelta):
            target.write_datetime(row, column, value, self._format("time", look))
        elif isinstance(value, dt.date) and _day(value) >= _FIRST_DAY:
            day = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
            target.write_datetime(row, column, day, self._format("date", look))
        else:
            shown = value.text if isinstance(value, CellError) else str(value)
            target.write_string(row, column, fit_to_show(shown), text)

    def front(self, target: Worksheet, book: Book, marks: Marks, lang: str) -> None:
        """Write the list of faults."""
        add = self._copy.add_format
        box = {**FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#7F7F7F"}
        plain = add({**box, "quote_prefix": True})
        link = add({**box, "font_color": "#0B5394", "underline": 1})
        header = add({**box, "bold": True, "bg_color": "#E1E5EA"})
        for column, width in enumerate(WIDTHS):
            target.set_column(column, column, width)
        target.write_string(0, 0, front_name(lang), add({**FONT, "bold": True, "font_size": 15}))
        target.write_string(1, 0, front_hint(book.name, lang), add({**FONT}))
        for column, title in enumerate(front_header(lang)):
            target.write_string(HEADER_ROW, column, title, header)
        for number, line in enumerate(marks.lines, start=1):
            row = HEADER_ROW + number
            texts = front_row(line, number, lang)
            for column, text in enumerate(texts):
                target.write_string(row, column, text, plain)
            if line.sheet is not None and number <= _MOST_LINKS:
                escaped = self._names[line.sheet].replace("'", "''")
                where = f"internal:'{escaped}'!{address(line.cell)}"
                target.write_url(row, LINK, where, link, texts[LINK])
            target.set_row(row, min(max(map(height_needed, texts, WIDTHS)), 400))
        target.freeze_panes(HEADER_ROW + 1, 0)
        target.set_landscape()
        print_on_a4(target, footer=_footer(book.name))
        target.repeat_rows(HEADER_ROW)


def _footer(name: str) -> str:
    """Return a name as a footer takes it: short, no digit behind the size of its letters."""
    return f" {fit_to_show(name)[:_LONGEST_FOOTER]}"


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _widths(sheet: Sheet) -> list[float]:
    """Return widths at which the cells of the table can be read; titles may run over."""
    width = min(max(map(len, sheet.rows), default=0), LAST_COLUMN + 1)
    widest = [_NARROWEST] * width
    for row in sheet.rows:
        filled = _filled(row[:width])
        for column in filled if len(filled) > _IN_A_TITLE else ():
            widest[column] = max(widest[column], len(str(row[column])) + 2)
    return [float(min(letters, _WIDEST)) for letters in widest]


def _filled(values: Sequence[Value]) -> list[int]:
    return [column for column, value in enumerate(values) if value is not None]
