"""Marking a workbook in its own look: loaded, freed of everything that could run, marked."""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.defined_name import DefinedNameDict
from openpyxl.worksheet.hyperlink import Hyperlink

from needs.forms.appearance import height_needed
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
    WARNING_FILL,
    Mark,
    Marks,
    comment_height,
    fit_to_show,
)
from needs.tables.files import looks_like_formula
from needs.workbooks import Book, address

_AUTHOR = "needs"
_VALUE_TYPES = frozenset("nsbed")

# A name that is nothing but a range of this workbook: drop-downs take their words from such.
_OWN_RANGE = re.compile(
    r"(?:'[^\[\]']+'|[^\W\d][\w.]*)!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
)
_OWN_LIST = re.compile(r'=?(?:"[^"]*"|[^\W\d][\w.]*|' + _OWN_RANGE.pattern + r")")

# What openpyxl raises on files that Excel opens and it does not.
_FAILURES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OSError,
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
)


class NotLoaded(Exception):
    """The workbook cannot be marked in its own look."""


def mark_original(content: bytes, book: Book, marks: Marks, buffer: BytesIO, *, lang: str) -> None:
    """Mark a workbook and write it.

    Parameters
    ----------
    content
        The sender's file.
    book
        What the careful reader made of it: tells which sheet is which.
    marks
        What to mark.
    buffer
        Takes the copy.

    Raises
    ------
    NotLoaded
        If openpyxl cannot load or save it, or sees other sheets than the reader did.
    """
    try:
        with warnings.catch_warnings():
            # It tells of what it leaves out; leaving out is what is wanted here.
            warnings.simplefilter("ignore")
            workbook = load_workbook(BytesIO(content), data_only=True, keep_links=False)
            sheets = _sheets(workbook, book)
            for sheet in workbook.worksheets:
                _disarm(sheet)
            workbook.defined_names = _own_ranges(workbook.defined_names)
            for number, own in marks.cells.items():
                for mark in own:
                    _mark(sheets[number], mark)
            _add_front(workbook, sheets, book, marks, lang)
            workbook.save(buffer)
    except _FAILURES as failure:
        raise NotLoaded from failure


def _sheets(workbook: Workbook, book: Book) -> list[Any]:
    """Return the sheets in the book's order; names may differ where their text was converted."""
    for chart in workbook.chartsheets:
        workbook.remove(chart)
    sheets = list(workbook.worksheets)
    if len(sheets) != len(book.sheets):
        raise NotLoaded
    return sheets


def _disarm(sheet: Any) -> None:
    """Take out of a sheet all that is calculated or leads elsewhere; values and look stay."""
    # openpyxl has no public way to the cells there are (`iter_rows` makes all those between),
    # nor to drop pictures, charts and pivot tables.
    for cell in list(sheet._cells.values()):
        if isinstance(cell, MergedCell):
            continue
        if cell.data_type not in _VALUE_TYPES:
            # An empty text of its own («inlineStr») stays empty.
            cell.data_type = "n" if cell.value is None else "s"
            cell._value = None if cell.value is None else str(cell.value)
        if isinstance(cell.value, str) and looks_like_formula(cell.value):
            cell.quotePrefix = True
        if cell.hyperlink is not None and (cell.hyperlink.target or not cell.hyperlink.location):
            cell.hyperlink = None
    sheet._charts, sheet._images, sheet._pivots = [], [], []
    sheet.conditional_formatting = ConditionalFormattingList()
    sheet.defined_names = _own_ranges(sheet.defined_names)
    rules = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        rule for rule in rules if rule.type == "list" and _OWN_LIST.fullmatch(rule.formula1 or "")
    ]


def _own_ranges(names: DefinedNameDict) -> DefinedNameDict:
    kept = DefinedNameDict()
    for name, defined in names.items():
        if _OWN_RANGE.fullmatch(defined.value or "") and not name.lower().startswith("auto_"):
            kept[name] = defined
    return kept


def _mark(sheet: Any, mark: Mark) -> None:
    row, column = mark.cell
    cell = sheet.cell(row + 1, column + 1)
    if isinstance(cell, MergedCell):
        raise NotLoaded
    error = mark.severity == "error"
    colour = (ERROR_FILL if error else WARNING_FILL).removeprefix("#")
    side = Side(style="thick" if error else "mediumDashed", color="FFC00000" if error else None)
    cell.fill = PatternFill("solid", start_color=f"FF{colour}")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    text = fit_to_show(before + mark.comment)
    cell.comment = Comment(text, _AUTHOR, width=380, height=comment_height(text))


def _add_front(workbook: Workbook, sheets: list[Any], book: Book, marks: Marks, lang: str) -> None:
    """Add the list of faults as the first sheet; the list of an earlier copy makes room."""
    name = front_name(lang)
    front: Any = workbook.create_sheet(name, 0)
    front.sheet_view.showGridLines = False
    for column, width in enumerate(WIDTHS, start=1):
        front.column_dimensions[front.cell(1, column).column_letter].width = width
    front.cell(1, 1, name).font = Font(name="Times New Roman", size=15, bold=True)
    _put(front.cell(2, 1), front_hint(book.name, lang), wrap=False)
    edge = Side(style="thin", color="FF7F7F7F")
    box = Border(left=edge, right=edge, top=edge, bottom=edge)
    for column, title in enumerate(front_header(lang), start=1):
        cell = _put(front.cell(HEADER_ROW + 1, column), title, bold=True)
        cell.fill, cell.border = PatternFill("solid", start_color="FFE1E5EA"), box
    for number, line in enumerate(marks.lines, start=1):
        row = HEADER_ROW + 1 + number
        texts = front_row(line, number, lang)
        for column, text in enumerate(texts, start=1):
            cell = _put(front.cell(row, column), text)
            cell.border = box
        if line.sheet is not None:
            _link(front.cell(row, LINK + 1), sheets[line.sheet].title, address(line.cell))
        heights = map(height_needed, texts, WIDTHS)
        front.row_dimensions[row].height = min(max(heights), 400)
    front.freeze_panes = front.cell(HEADER_ROW + 2, 1)
    front.page_setup.orientation, front.page_setup.paperSize = "landscape", 9
    front.page_setup.fitToWidth, front.page_setup.fitToHeight = 1, 0
    front.sheet_properties.pageSetUpPr.fitToPage = True
    front.print_title_rows = f"{HEADER_ROW + 1}:{HEADER_ROW + 1}"
    workbook.active = 0
    for sheet in sheets:
        sheet.sheet_view.tabSelected = False


def _put(cell: SheetCell, text: str, *, bold: bool = False, wrap: bool = True) -> SheetCell:
    cell.value = text
    # Text, whatever it begins with.
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.font = Font(name="Times New Roman", size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")
    return cell


def _link(cell: SheetCell, sheet: str, where: str) -> None:
    escaped = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{escaped}'!{where}")
    cell.font = Font(name="Times New Roman", size=11, color="FF0B5394", underline="single")
