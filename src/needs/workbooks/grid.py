"""A workbook as cells: what stands where, with nothing executed and nothing interpreted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from needs.workbooks.addresses import Cell


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value (#REF!, #N/A …) that a spreadsheet shows in place of a figure."""

    text: str


#: What a cell may hold. Text is as the sender wrote it: decoded, but not trimmed; a text without
#: a letter is None. Whole numbers are int, whatever the file makes of them.
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
        The value stands in the first cell. Cut to the used cells.
    hidden
        Whether the sheet is hidden.
    formulas
        Cells (row, column from 0) with a formula; their value is its cached result (None: an
        empty text).
    uncached
        Those of them of which no result is kept: their value is not known.
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

    Codes and their values: `macros` (present, not run; none), `external_links` (not followed;
    `count`), `legacy_text` (converted to Unicode; `encoding`: "tcvn3", "vni", "windows-1258";
    `where`: "file" for its bytes, "font" for text that only an old font showed rightly),
    `extension` (the content is of another kind than the name says; `suffix`, `kind`),
    `sheet_skipped` (`sheet`, `what`: "chart", "macro", "dialog").
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

    Codes and their values: `missing`; `not_a_file` (`what`: "folder", "link", "broken_link",
    "device", "pipe", "socket"); `unreadable` (no permission, or open elsewhere; `reason`);
    `too_large` (`bytes`, `limit`); `empty`; `password`; `unpacks_too_large` (zip bomb; `what`:
    "bytes", "members", "ratio"; `found`, `limit`); `xml_entities` (`part`); `damaged` (`part`,
    may be ""); `unknown_kind` (`looks_like`: "pdf", "word", "powerpoint", "html", "xml2003",
    "xml", "flat_ods", "image", "zip", "archive", "numbers", "rtf", "old_excel", "program",
    "other"); `too_many_cells` (`sheet` and `last_cell`, "" where it is the number of texts;
    `cells`, `limit`); `too_slow` (`seconds`); `too_much_memory` (`limit`, bytes); `encoding`
    (`reason`: "unknown", or "mixed": Unicode and an old font in one workbook); `reader_failed`
    (`detail`).
    """

    name: str
    code: str
    values: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
