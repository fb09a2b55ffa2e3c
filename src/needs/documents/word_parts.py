"""Parts of a Word document: words, tables whose header repeats, pictures with their words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl.subdoc import Subdoc

from needs.documents.blocks import Cell, KeyFigures, Row, Table, Words
from needs.documents.signs import printable
from needs.documents.table_layout import table_layout

_HEADER_SHADE = "EBEBEB"
_SMALL = 0.85  # of the type around it
_BODY = Pt(13)
_FIGURES_A_ROW = 3
_CELL_MARGIN_TWIPS = 62  # 1.1 mm
_SHORT = 6  # rows that stand on one page
_KEPT_TOGETHER = 2  # rows at the end of a table: a total is not read alone
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def add_words(
    paragraph: WordParagraph, words: Words, *, points: float | None = None, bold: bool = False
) -> None:
    """Add words to a paragraph as they look on the page."""
    for word in words:
        run = paragraph.add_run(printable(word.text))
        run.bold = True if word.bold or bold else None
        run.italic = True if word.missing else None
        if word.small:
            run.font.size = Pt(round((points or _BODY.pt) * _SMALL * 2) / 2)
        elif points is not None:
            run.font.size = Pt(points)


def add_table(body: Subdoc | WordDocument, table: Table, *, width_mm: float) -> None:
    """Add a table of Word: its header repeats on every page, no row is torn apart."""
    layout = table_layout(table, text_width_mm=width_mm)
    rows: list[tuple[Row, bool]] = [(table.header, True)]
    rows += [(row, False) for row in table.rows]
    rows += [(row, True) for row in table.total]
    made = _empty_table(body, len(rows), [Mm(width_mm * share) for share in layout.widths])
    last = len(rows) - 1
    for place, (made_row, (row, bold)) in enumerate(zip(made.rows, rows, strict=True)):
        header = row is table.header
        followed = header or last - _KEPT_TOGETHER <= place < last
        followed = followed or (len(table.rows) <= _SHORT and place < last)
        _row_property(made_row, "w:cantSplit")
        if header:
            _row_property(made_row, "w:tblHeader")
        for made_cell, cell in zip(made_row.cells, row, strict=True):
            paragraph = made_cell.paragraphs[0]
            _close(paragraph, cell)
            paragraph.paragraph_format.keep_with_next = True if followed else None
            add_words(paragraph, cell.words, points=layout.points, bold=bold)
            if header:
                _shade(made_cell)
    _space_after(body)


def add_key_figures(body: Subdoc | WordDocument, block: KeyFigures, *, width_mm: float) -> None:
    """Add key figures as boxes, three a row."""
    columns = min(_FIGURES_A_ROW, len(block.figures))
    lines = -(-len(block.figures) // columns)
    made = _empty_table(body, lines, [Mm(width_mm / columns)] * columns)
    for number, (figure, label) in enumerate(block.figures):
        cell = made.cell(number // columns, number % columns)
        paragraph = cell.paragraphs[0]
        _close(paragraph, Cell(()))
        add_words(paragraph, figure, points=14, bold=True)
        below = cell.add_paragraph()
        _close(below, Cell(()))
        add_words(below, label, points=10)
    for empty in range(len(block.figures), lines * columns):
        cell = made.cell(empty // columns, empty % columns)
        _no_borders(cell, box_before=empty == len(block.figures))
    for row in made.rows:
        _row_property(row, "w:cantSplit")
    _space_after(body)


def add_picture(body: Subdoc | WordDocument, content: bytes, *, alt: str, width: Length) -> None:
    """Add a picture with the words that stand for it where it cannot be seen."""
    paragraph = body.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(content), width=width)
    shape._inline.docPr.set("descr", alt)


def keep_with_what_follows(body: Subdoc) -> None:
    """Keep the last words, or rows, on the page of what comes after: no signature stands alone."""
    parts = [part for part in body.element.body if part.tag in (qn("w:p"), qn("w:tbl"))]
    for part in parts[-_KEPT_TOGETHER:]:
        rows = part.findall(qn("w:tr"))[-_KEPT_TOGETHER:]
        for each in rows or [part]:
            for paragraph in each.iter(qn("w:p")):
                WordParagraph(paragraph, body).paragraph_format.keep_with_next = True


def same_bytes(content: bytes) -> bytes:
    """Return a zipped document with its parts in one order and with no time of packing."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, made.read(name))
    return out.getvalue()


def _empty_table(body: Subdoc | WordDocument, rows: int, widths: list[Length]) -> WordTable:
    made: WordTable = body.add_table(rows=rows, cols=len(widths))
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    _margins(made)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    return made


def _margins(made: WordTable) -> None:
    """Leave little room left and right in cells, as `table_layout` reckons."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(_CELL_MARGIN_TWIPS))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.append(margins)


def _close(paragraph: WordParagraph, cell: Cell) -> None:
    """Set a cell's paragraph tight; a figure to the right."""
    style = paragraph.paragraph_format
    style.space_before = style.space_after = Pt(1)
    style.first_line_indent = Pt(0)
    style.line_spacing = 1.0
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if cell.figure else WD_ALIGN_PARAGRAPH.LEFT


def _row_property(row: Any, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    properties.append(mark)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", _HEADER_SHADE)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _no_borders(cell: Any, *, box_before: bool) -> None:
    borders = OxmlElement("w:tcBorders")
    for side in ("bottom", "right") if box_before else ("left", "bottom", "right"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "nil")
        borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)


def _space_after(body: Subdoc | WordDocument) -> None:
    """Part a table from what follows: Word joins tables that touch."""
    paragraph = body.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = Pt(6)
