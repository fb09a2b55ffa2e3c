"""One table of an ods workbook: rows and cells that may stand for many."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from needs.workbooks.files import shown
from needs.workbooks.filling import LONGEST_TEXT, CellBudget, SheetFilling
from needs.workbooks.grid import CellError, Value
from needs.workbooks.number_formats import number_written, value_of
from needs.workbooks.refusing import damaged
from needs.workbooks.xml_parts import Attributes, LocalNames

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, STYLE, TABLE = f"{_ODF}:office:1.0", f"{_ODF}:style:1.0", f"{_ODF}:table:1.0"
_TEXT = f"{_ODF}:text:1.0"
_EXTENSION = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_HREF = "http://www.w3.org/1999/xlink href"

_ROW_HOLDERS = ("table-row-group", "table-header-rows", "table-rows")
_CELLS = ("table-cell", "covered-table-cell")
_IN_PARAGRAPH = ("span", "a")
_HIDDEN = ("collapse", "filter")

_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?", re.ASCII)
_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?|#N/A|Err:\d{3}", re.ASCII)
_SPACES = re.compile(r"[ \t\r\n]+")
_OTHER_FILE = re.compile(r"'(?:file|https?|smb|ftp):[^']*'#", re.IGNORECASE)

# Written one by one, spaces in a row are few; a number that stands for many is a bomb.
_MOST_SPACES = 1_000_000


@dataclass(slots=True)
class _Cell:
    """A cell, or several alike, of the row that is being read."""

    attributes: Attributes
    column: int
    repeated: int
    paragraphs: list[str] = field(default_factory=list)


class TableReader:
    """Reads one table into `filling`.

    Attributes
    ----------
    filling
        The sheet being read.
    is_copy
        Whether the table is a copy of another file's sheet.
    links
        The other files it names.
    """

    def __init__(self, name: str, budget: CellBudget, *, hidden: bool) -> None:
        self.filling = SheetFilling(name, budget, hidden=hidden)
        self.is_copy = False
        self.links: set[str] = set()
        self._tables, self._texts = LocalNames(TABLE), LocalNames(_TEXT)
        self._path: list[str] = []
        self._passed_over = 0
        self._row, self._rows = 0, 1
        self._column = 0
        self._cells: list[_Cell] = []
        self._in_paragraph = False
        self._spaces = 0

    def start(self, element: str, attributes: Attributes) -> None:
        """Go one element deeper."""
        above = self._path[-1] if self._path else ""
        name = self._tables[element] or self._texts[element]
        self._path.append(name)
        if self._passed_over:
            return
        if name in _CELLS and above == "table-row":
            self._start_cell(attributes)
        elif above in _CELLS and name == "p":
            self._cells[-1].paragraphs.append("")
            self._in_paragraph = True
        elif self._in_paragraph and self._texts[element]:
            self._start_in_paragraph(name, attributes)
        elif name == "table-row" and above in ("", *_ROW_HOLDERS):
            self._start_row(attributes)
        elif not (name in _ROW_HOLDERS and above in ("", *_ROW_HOLDERS)):
            self._start_other(name, attributes)

    def text(self, words: str) -> None:
        """Take a cell's words; line ends and tabs of the XML are single spaces there."""
        if self._in_paragraph and not self._passed_over:
            paragraphs = self._cells[-1].paragraphs
            paragraphs[-1] += _SPACES.sub(" ", words)
            if len(paragraphs[-1]) > LONGEST_TEXT:
                raise damaged(shown(self.filling.name))

    def end(self, _element: str) -> None:
        """Come back; at a row's end, put its cells in their places."""
        name = self._path.pop()
        if self._passed_over:
            if len(self._path) < self._passed_over:
                self._passed_over = 0
        elif name == "p":
            self._in_paragraph = False
        elif name == "table-row":
            self._end_row()

    def _start_other(self, name: str, attributes: Attributes) -> None:
        """Pass over what is no cell: columns, notes, drawings, forms."""
        self._passed_over = len(self._path)
        if name in ("table-source", "cell-range-source"):
            self.links.add(attributes.get(_HREF, ""))
            self.is_copy |= name == "table-source"
        elif name == "table":
            raise damaged(shown(self.filling.name))

    def _start_row(self, attributes: Attributes) -> None:
        self._rows = _count(attributes, "number-rows-repeated")
        self._column = 0
        self._cells = []
        if attributes.get(f"{TABLE} visibility") in _HIDDEN:
            self.filling.hide_rows(self._row, self._row + self._rows - 1)

    def _start_cell(self, attributes: Attributes) -> None:
        repeated = _count(attributes, "number-columns-repeated")
        self._cells.append(_Cell(attributes, self._column, repeated))
        self._column += repeated

    def _start_in_paragraph(self, name: str, attributes: Attributes) -> None:
        paragraphs = self._cells[-1].paragraphs
        if name == "s":
            spaces = int(attributes.get(f"{_TEXT} c", 1))
            self._spaces += spaces
            if self._spaces > _MOST_SPACES:
                raise damaged(shown(self.filling.name))
            paragraphs[-1] += " " * spaces
        elif name in ("tab", "line-break"):
            paragraphs[-1] += "\t" if name == "tab" else "\n"
        elif name not in _IN_PARAGRAPH:
            self._passed_over = len(self._path)

    def _end_row(self) -> None:
        for cell in self._cells:
            self._note_areas(cell)
            words = "\n".join(cell.paragraphs)
            formula = cell.attributes.get(f"{TABLE} formula")
            value = _value(cell.attributes, words, has_formula=formula is not None)
            if formula is not None:
                self.links |= set(_OTHER_FILE.findall(formula))
            if value is None and formula is None:
                continue
            percent = cell.attributes.get(f"{OFFICE} value-type") == "percentage"
            for row in range(self._row, self._row + self._rows):
                for column in range(cell.column, cell.column + cell.repeated):
                    if formula is not None:
                        self.filling.put_formula(row, column, cached=value is not None)
                    self.filling.put(row, column, value, percent=percent)
        self._row += self._rows

    def _note_areas(self, cell: _Cell) -> None:
        for what, areas in (
            ("", self.filling.merged),
            ("matrix-", self.filling.formula_areas),
        ):
            rows = _count(cell.attributes, f"number-{what}rows-spanned")
            columns = _count(cell.attributes, f"number-{what}columns-spanned")
            if rows > 1 or columns > 1:
                last = (self._row + rows - 1, cell.column + columns - 1)
                areas.append((self._row, cell.column, *last))


def _count(attributes: Attributes, name: str) -> int:
    number = int(attributes.get(f"{TABLE} {name}", 1))
    if number < 1:
        raise ValueError(number)
    return number


def _value(attributes: Attributes, words: str, *, has_formula: bool) -> Value:
    """Return what a cell holds; None, if nothing is kept."""
    kind = attributes.get(f"{OFFICE} value-type")
    is_error = attributes.get(f"{_EXTENSION} value-type") == "error"
    if is_error or (has_formula and _ERROR.fullmatch(words)):
        return CellError(words)
    if kind is None:
        return words or None
    if kind == "string":
        return attributes.get(f"{OFFICE} string-value", words)
    attribute, value_written = _KINDS[kind]
    written = attributes.get(f"{OFFICE} {attribute}")
    if written is None and has_formula:
        return None
    if written is None:
        raise LookupError(attribute)
    return value_written(written)


def _figure(written: str) -> Value:
    return value_of(number_written(written), "figure")


def _truth(written: str) -> Value:
    return written == "true"


def _moment(written: str) -> Value:
    moment = dt.datetime.fromisoformat(written)
    return moment if "T" in written else moment.date()


def _duration(written: str) -> Value:
    found = _DURATION.fullmatch(written)
    if found is None:
        raise ValueError(written)
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    days = (hours + minutes / 60 + seconds / 3600) / 24
    return value_of(days, "time" if days < 1 else "duration")


# The attribute in which a value of each kind stands, and what is written there.
_KINDS: dict[str, tuple[str, Callable[[str], Value]]] = {
    "float": ("value", _figure),
    "currency": ("value", _figure),
    "percentage": ("value", _figure),
    "boolean": ("boolean-value", _truth),
    "date": ("date-value", _moment),
    "time": ("time-value", _duration),
}
