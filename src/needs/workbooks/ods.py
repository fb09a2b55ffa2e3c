"""Workbooks of LibreOffice (ods): one stream of tables, rows and cells (OpenDocument 1.3, 9).

Read as a stream of our own: a row or a cell may say that it stands there a million times, and a
reader that believes it fills the memory. Empty ones are counted and make no room.
"""

from __future__ import annotations

from needs.workbooks.filling import CellBudget
from needs.workbooks.grid import Note, Sheet
from needs.workbooks.limits import Limits
from needs.workbooks.ods_table import OFFICE, STYLE, TABLE, TableReader
from needs.workbooks.packages import Package
from needs.workbooks.refusing import Refused
from needs.workbooks.xml_parts import Attributes, parse

_MIME_TYPES = (
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-template",
)
_MIME_BYTES = 100
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_CONTENT = "content.xml"
_MACRO_FOLDERS = ("basic/", "scripts/")


def is_ods(package: Package) -> bool:
    """Tell whether a package is an OpenDocument workbook."""
    written = package.head("mimetype", _MIME_BYTES).decode("ascii", errors="replace").strip()
    return written in _MIME_TYPES


def read_ods(package: Package, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Return the sheets of a workbook, in its order, and what to tell about it.

    Raises
    ------
    Refused
        `damaged`, `password`, `xml_entities` or `too_many_cells`.
    """
    _refuse_encrypted(package)
    reader = _ContentReader(CellBudget(limits.max_cells))
    parse(
        package.chunks(_CONTENT),
        part=_CONTENT,
        start=reader.start,
        end=reader.end,
        text=reader.text,
    )
    notes = []
    if any(name.startswith(_MACRO_FOLDERS) for name in package.names):
        notes.append(Note("macros"))
    if reader.links:
        notes.append(Note("external_links", (("count", str(len(reader.links))),)))
    return reader.sheets, notes


def _refuse_encrypted(package: Package) -> None:
    def start(element: str, _attributes: Attributes) -> None:
        if element == f"{_MANIFEST_NAMESPACE} encryption-data":
            raise Refused("password")

    if _MANIFEST in package:
        parse(package.chunks(_MANIFEST), part=_MANIFEST, start=start)


class _ContentReader:
    """Finds the tables of the workbook's body and the styles that hide some of them.

    Tables also stand elsewhere: in tracked changes, in copies of other files' sheets, in
    drawings. Only those directly under the spreadsheet are sheets.
    """

    def __init__(self, budget: CellBudget) -> None:
        self.sheets: list[Sheet] = []
        self.links: set[str] = set()
        self._budget = budget
        self._path: list[str] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._table: TableReader | None = None

    def start(self, element: str, attributes: Attributes) -> None:
        """Go one element deeper."""
        self._path.append(element)
        if self._table is not None:
            self._table.start(element, attributes)
            return
        match self._path[1:]:
            case [_, style] if style == f"{STYLE} style":
                self._style = attributes.get(f"{STYLE} name", "")
            case [_, _, properties] if properties == f"{STYLE} table-properties":
                if attributes.get(f"{TABLE} display") == "false":
                    self._hidden_styles.add(self._style)
            case [body, book, table] if (body, book, table) == (
                f"{OFFICE} body",
                f"{OFFICE} spreadsheet",
                f"{TABLE} table",
            ):
                name = attributes.get(f"{TABLE} name", "")
                hidden = attributes.get(f"{TABLE} style-name") in self._hidden_styles
                self._table = TableReader(name, self._budget, hidden=hidden)

    def text(self, words: str) -> None:
        """Take the text of a cell."""
        if self._table is not None:
            self._table.text(words)

    def end(self, element: str) -> None:
        """Come back; at a table's end, keep its sheet."""
        self._path.pop()
        if self._table is None:
            return
        if len(self._path) > 3:
            self._table.end(element)
            return
        self.links |= self._table.links
        # A table with a source is a copy of another file's sheet, kept for formulas alone.
        if not self._table.is_copy:
            self.sheets.append(self._table.filling.finish())
        self._table = None
