"""What the sheets of all forms have in common: header, protection, printing on A4."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from needs.forms.appearance import FONT, Appearance, height_needed
from needs.forms.fields import Field
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.workbooks import column_letters

A4 = 9
_TITLE_ROWS = 3
# What Excel does not take in the name of a sheet, and how long one may be.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_KEPT_BY_EXCEL = "history"
_UNNAMED = "Biểu"

#: What may be done in a protected sheet: wider columns and higher rows, nothing else.
PROTECTION = {"format_columns": True, "format_rows": True}


@dataclass(frozen=True)
class Column:
    """One column of a form's table: a field, or one that only helps the reader (no field)."""

    name: str
    width: float
    above: str = ""
    field: Field | None = None


@dataclass(frozen=True)
class Heading:
    """The lines over a table: title, place and period, unit."""

    title: str
    place: str
    unit: str


@dataclass(frozen=True)
class TableArea:
    """Where a table stands in its sheet (rows from 0): first header row, first and last entry."""

    header: int
    first: int
    last: int


def new_book(buffer: BytesIO, *, title: str, made: dt.date) -> Workbook:
    """Return an empty workbook that is byte for byte the same whenever it is written.

    Parameters
    ----------
    buffer
        Where the workbook goes when it is closed.
    title, made
        Its properties: `made` takes the place of the clock.
    """
    book = Workbook(buffer, {"in_memory": True, "default_format_properties": dict(FONT)})
    book.set_properties(
        {"title": title, "created": dt.datetime.combine(made, dt.time(), tzinfo=dt.UTC)}
    )
    return book


def sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return a name that Excel accepts and that no other sheet has (it ignores case)."""
    shown = "".join(letter if letter.isprintable() else " " for letter in title)
    plain = " ".join(_NOT_IN_NAMES.sub(" ", shown).split()).strip("'") or _UNNAMED
    lowered = {_KEPT_BY_EXCEL, *(other.lower() for other in taken)}
    name, number = _cut(plain, _LONGEST_NAME), 2
    while name.lower() in lowered:
        ending = f" ({number})"
        name, number = _cut(plain, _LONGEST_NAME - len(ending)) + ending, number + 1
    return name


def _cut(name: str, longest: int) -> str:
    """Shorten a name; Excel counts a sign beyond the common ones (an emoji) as two."""
    while len(name.encode("utf-16-le")) > 2 * longest:
        name = name[:-1]
    return name.rstrip(" '")


def write_identity(book: Workbook, identity: FormIdentity) -> None:
    """Add the sheet that says what the form is; Excel does not list it among hidden sheets."""
    sheet = book.add_worksheet(IDENTITY_SHEET)
    text = book.add_format({"num_format": "@"})
    for number, (key, value) in enumerate(identity.as_rows()):
        sheet.write_string(number, 0, key, text)
        sheet.write_string(number, 1, value, text)
    sheet.protect()
    sheet.very_hidden()


def write_table_head(
    sheet: Worksheet,
    look: Appearance,
    columns: Sequence[Column],
    *,
    heading: Heading,
    numbering: Sequence[str],
    entries: int,
) -> TableArea:
    """Write everything above the entries of a table, and set the columns' widths.

    The header has two rows where any column has a title above it, else one; the row of column
    numbers follows.

    Returns
    -------
    TableArea
        With room for `entries` rows.
    """
    lines = ((heading.title, "title"), (heading.place, "place"), (heading.unit, "hint"))
    for number, (text, style) in enumerate(lines):
        sheet.write_string(number, 0, text, look[style])
    for number, points in enumerate((24, 18, 19)):
        sheet.set_row(number, points)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    top = _TITLE_ROWS
    low = top + 1 if any(column.above for column in columns) else top
    place = 0
    for above, group in groupby(columns, key=lambda column: column.above):
        members = list(group)
        if above:
            _merged(sheet, look, (top, place, top, place + len(members) - 1), above)
        for offset, column in enumerate(members):
            first = low if above else top
            _merged(sheet, look, (first, place + offset, low, place + offset), column.name)
        place += len(members)
    _header_heights(sheet, columns, top=top, low=low)
    for place, text in enumerate(numbering):
        sheet.write_string(low + 1, place, text, look["numbering"])
    return TableArea(header=top, first=low + 2, last=low + 1 + entries)


def _merged(sheet: Worksheet, look: Appearance, area: tuple[int, int, int, int], text: str) -> None:
    first_row, first_column, last_row, last_column = area
    if (first_row, first_column) == (last_row, last_column):
        sheet.write_string(first_row, first_column, text, look["header"])
        return
    sheet.merge_range(*area, "", look["header"])
    sheet.write_string(first_row, first_column, text, look["header"])


def _header_heights(sheet: Worksheet, columns: Sequence[Column], *, top: int, low: int) -> None:
    """Make the header high enough: Excel does not do it for merged cells."""
    heights = [height_needed(column.name, column.width, bold=True) for column in columns]
    over = 0.0
    for above, group in groupby(columns, key=lambda column: column.above):
        if above:
            width = sum(column.width for column in group)
            over = max(over, height_needed(above, width, bold=True))
    named = list(zip(columns, heights, strict=True))
    under = max((height for column, height in named if column.above), default=0.0)
    alone = max((height for column, height in named if not column.above), default=0.0)
    if over:
        sheet.set_row(top, over)
    sheet.set_row(low, max(under, alone - over))


def finish_table(
    sheet: Worksheet,
    area: TableArea,
    *,
    last_row: int,
    columns: int,
    fixed_columns: int,
    footer: str,
) -> None:
    """Freeze, protect and lay out a table's sheet for printing.

    Parameters
    ----------
    last_row
        Last row of the sheet (a total row may follow the entries).
    columns, fixed_columns
        How many there are, and how many stay in sight when one scrolls to the right.
    footer
        What stands at the foot of every page, beside the page's number.
    """
    sheet.freeze_panes(area.first, fixed_columns)
    sheet.protect("", PROTECTION)
    sheet.set_landscape()
    print_on_a4(sheet, footer=footer)
    sheet.repeat_rows(area.header, area.first - 1)
    sheet.print_area(0, 0, last_row, columns - 1)


def print_on_a4(sheet: Worksheet, *, footer: str, pages: int = 0) -> None:
    """Fit a sheet to the width of A4, with page numbers; `pages` is how many at most (0: any)."""
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.75)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, pages)
    sheet.hide_gridlines(2)
    font = f'&"{FONT["font_name"]},Italic"&9'
    sheet.set_footer(f"&L{font}{footer.replace('&', '&&')}&R{font}&A – trang &P/&N")


def print_side_by_side(
    sheet: Worksheet, groups: Sequence[int], *, repeated: int, percent: int
) -> None:
    """Print a wide table group by group, each with the first columns before it.

    Parameters
    ----------
    groups
        The columns (from 0) that begin a page.
    repeated
        How many columns stand at the left of every page.
    percent
        Size: one that fits every group to the width of the page. (To the width of so many pages,
        Excel would break where it likes.)
    """
    sheet.set_print_scale(percent)
    sheet.set_v_pagebreaks(list(groups))
    sheet.repeat_columns(0, repeated - 1)


def cells(area: TableArea, column: int) -> str:
    """Return the range of a column's entries: E7:E14."""
    letters = column_letters(column)
    return f"{letters}{area.first + 1}:{letters}{area.last + 1}"
