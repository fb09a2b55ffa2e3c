"""Sheets as senders make them, saved by the programs that they use."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import odfdo
import xlsxwriter
import xlwt
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_cell_to_rowcol, xl_range
from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Formula:
    """A formula, and the result that the sender's program saved with it."""

    text: str
    result: str | float


Written = None | str | int | float | bool | dt.date | Formula
Rows = Sequence[Sequence[Written]]


@dataclass(frozen=True)
class Page:
    """One sheet: rows from A1 on, merged ranges («A1:B2»), number formats of cells («C7»)."""

    rows: Rows
    name: str = "Biểu"
    merged: Collection[str] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: Collection[int] = ()


def _range(span: str) -> tuple[int, int, int, int]:
    first, last = span.split(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last))


def xlsx(*pages: Page, chart: str = "", macros: str = "") -> bytes:
    """Saved by Excel; `chart` is the name of a sheet that holds nothing but a chart."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for page in pages:
            _write_page(book, page)
        if chart:
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"values": f"='{pages[0].name}'!{xl_range(1, 1, 2, 1)}"})
            book.add_chartsheet(chart).set_chart(drawn)
        if macros:
            book.add_vba_project(io.BytesIO(macros.encode()), is_stream=True)
    return content.getvalue()


def _write_page(book: xlsxwriter.Workbook, page: Page) -> None:
    sheet = book.add_worksheet(page.name)
    looks = {
        xl_cell_to_rowcol(cell): book.add_format({"num_format": shown})
        for cell, shown in page.formats.items()
    }
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for span in page.merged:
        sheet.merge_range(*_range(span), "")
    for row, values in enumerate(page.rows):
        for column, value in enumerate(values):
            look = looks.get((row, column), day if isinstance(value, dt.date) else None)
            _write(sheet, row, column, value, look)
    for row in page.hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    if page.hidden:
        sheet.hide()


def _write(sheet: Worksheet, row: int, column: int, value: Written, look: Format | None) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, value.result)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, look)
    elif value is not None:
        sheet.write(row, column, value, look)


def xls(*pages: Page) -> bytes:
    """Saved by Excel 97–2003."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = book.add_sheet(page.name)
        starts = {_range(span)[:2]: _range(span) for span in page.merged}
        for row, values in enumerate(page.rows):
            for column, value in enumerate(values):
                if (row, column) in starts:
                    top, left, bottom, right = starts[row, column]
                    sheet.write_merge(top, bottom, left, right, value)
                elif value is not None:
                    sheet.write(row, column, value)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
        sheet.visibility = 1 if page.hidden else 0
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(*pages: Page) -> bytes:
    """Saved as OpenDocument."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    for page in pages:
        table = odfdo.Table(page.name)
        for row, values in enumerate(page.rows):
            for column, value in enumerate(values):
                if value is not None:
                    table.set_value((column, row), value)
        for span in page.merged:
            top, left, bottom, right = _range(span)
            table.set_span((left, top, right, bottom))
        document.body.append(table)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def text(rows: Rows, delimiter: str = ";") -> str:
    """Saved as text: one line a row."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    return lines.getvalue()
