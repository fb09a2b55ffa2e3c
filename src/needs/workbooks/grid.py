"""A workbook as cells: what stands where, with nothing executed and nothing interpreted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from needs.workbooks.addresses import Cell


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value (#REF!, #N/A …) that a spreadsheet shows in place of a figure."""

    text: str


#: What a cell may hold. Text is as the sender wrote it: decoded, but not trimmed.
Value = None | str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | CellError


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    name
        Its name, decoded.
    rows
        Values, dense from cell A1 to the last used cell; every row equally long.
    merged
        Merged ranges: first row, first column, last row, last column (from 0, both included).
        The value stands in the first cell.
    hidden
        Whether the sheet is hidden.
    formulas
        Cells (row, column from 0) whose value is a formula's cached result.
    uncached
        Cells with a formula of which no result is kept: their value is not known.
    percents
        Number cells shown as a percentage (0.125 is shown as 12.5 %).
    hidden_rows
        Rows (from 0) that the sender cannot see: hidden or filtered out.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    formulas: frozenset[Cell] = frozenset()
    uncached: frozenset[Cell] = frozenset()
    percents: frozenset[Cell] = frozenset()
    hidden_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell about a file that could be read: a code and what fills its words.

    Codes: `macros` (present, not run), `external_links` (not followed), `legacy_text` (encoding
    or font converted; value: which), `extension` (the content is of another kind than the name
    says), `sheet_skipped` (a chart or macro sheet).
    """

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """One file that could be read.

    Attributes
    ----------
    name
        File name fit to be shown: no folder, no control characters.
    sha256
        Checksum of its bytes.
    kind
        What it is, by content: "xlsx", "xlsb", "xls", "ods", "csv".
    sheets
        Its sheets, in order.
    notes
        What to tell the planner about it.
    """

    name: str
    sha256: str
    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file that was not read: why, as a code, and what fills its words.

    Codes: `missing`, `not_a_file` (folder, device, broken link), `too_large`, `empty`, `password`,
    `unpacks_too_large` (zip bomb), `xml_entities`, `damaged`, `unknown_kind` (value: what it
    looks like: pdf, docx, html, xml2003, image …), `too_many_cells`, `too_slow`, `too_much_memory`,
    `encoding` (no known encoding gives Vietnamese text), `reader_failed`.
    """

    name: str
    code: str
    values: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
