"""Write data/templates/van-ban.docx: the form of an administrative document, to be edited in Word.

After Nghị định 30/2020/NĐ-CP, annex I: sizes of type are those of its examples (part I, V), the
body in 13 points. Run it only to start the form anew: edits are lost.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from needs.documents.measures import (
    BODY_POINTS,
    BOTTOM_MM,
    FONT,
    LEFT_MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    RIGHT_MM,
    TEXT_WIDTH_MM,
    TOP_MM,
)
from needs.documents.word import TEMPLATE
from needs.documents.word_lines import BELOW, LINES
from needs.documents.word_parts import same_bytes

ROOT = Path(__file__).resolve().parents[1]
BLACK = RGBColor(0, 0, 0)
DRAWN_IN_MM = 10  # the first line of words: the decree has 1 or 1.27 cm
SIGNATURE_POINTS = 64  # for the hand and the seal


def font(style: Any, points: float, *, bold: bool = False, italic: bool = False) -> None:
    style.font.name = FONT
    style.font.size = Pt(points)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def styles(document: Any) -> None:
    known = document.styles
    normal = known["Normal"]
    font(normal, BODY_POINTS)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    body = known["Body Text"]
    font(body, BODY_POINTS)
    as_words(body)
    for level in (1, 2, 3, 4):
        heading = known[f"Heading {level}"]
        font(heading, BODY_POINTS if level > 1 else 14, bold=True)
        if level > 1:
            heading.paragraph_format.first_line_indent = Mm(DRAWN_IN_MM)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(12), Pt(6)
        heading.paragraph_format.keep_with_next = True
    font(known["Caption"], 11, italic=True)
    known["Caption"].paragraph_format.keep_with_next = True
    items(document, known["List Bullet"])
    title = known["Title"]
    font(title, 14, bold=True)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(12)
    borders = title.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        title.element.pPr.remove(borders)
    note = known.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    font(note, BODY_POINTS)
    as_words(note)
    signed = known.add_style("Signed", WD_STYLE_TYPE.PARAGRAPH)
    font(signed, BODY_POINTS)
    signed.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name in LINES:
        below = known.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        below.paragraph_format.space_before, below.paragraph_format.space_after = Pt(3), Pt(0)
        below.paragraph_format.line_spacing = Pt(6)
        border(below.element.get_or_add_pPr(), ("top",))


def as_words(style: Any) -> None:
    """Set words to both margins, the first line drawn in, 6 points between paragraphs."""
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.paragraph_format.first_line_indent = Mm(DRAWN_IN_MM)
    style.paragraph_format.space_after = Pt(6)


def items(document: Any, style: Any) -> None:
    """Set the items of a list as the decree sets words: a dash, the first line drawn in."""
    font(style, BODY_POINTS)
    as_words(style)
    style.paragraph_format.left_indent = Mm(0)
    for child in style.element.pPr.findall(qn("w:contextualSpacing")):
        style.element.pPr.remove(child)
    numbering = document.part.numbering_part.element
    number = style.element.pPr.numPr.numId.val
    known = next(n for n in numbering.findall(qn("w:num")) if n.numId == number)
    wanted = str(known.abstractNumId.val)
    kinds = numbering.findall(qn("w:abstractNum"))
    kind = next(one for one in kinds if one.get(qn("w:abstractNumId")) == wanted)
    level = kind.find(qn("w:lvl"))
    level.find(qn("w:lvlText")).set(qn("w:val"), "-")
    for child in (level.find(qn("w:pPr")), level.find(qn("w:rPr"))):
        if child is not None:
            level.remove(child)
    # A blank behind the dash, not a stop of its own.
    blank = OxmlElement("w:suff")
    blank.set(qn("w:val"), "space")
    level.find(qn("w:lvlText")).addprevious(blank)


def line(
    cell: Any,
    words: str,
    points: float,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
) -> None:
    paragraph = cell.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.size = bold, italic, Pt(points)
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def border(properties: Any, sides: tuple[str, ...]) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        drawn = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            drawn.set(qn(f"w:{key}"), value)
        borders.append(drawn)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def rule(holder: Any, style: str) -> None:
    """Draw a line; `needs` makes it as long as the words above it ask."""
    holder.add_paragraph(style=style)


def two_columns(document: Any, left_mm: float, *, rows: int = 1) -> Any:
    table = document.add_table(rows=rows, cols=2)
    table.autofit = False
    widths = (left_mm, TEXT_WIDTH_MM - left_mm)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, cell, width in zip(table.columns, row.cells, widths, strict=True):
            column.width = cell.width = Mm(width)
    return table


def first_paragraph_away(cell: Any) -> None:
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def page_number(section: Any) -> None:
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def letterhead(document: Any) -> None:
    condition(document, "{%p if head %}")
    names, below = two_columns(document, 65, rows=2).rows
    left, right = names.cells
    line(left, "{{ head.superior }}", 12)
    line(left, "{{ head.issuer }}", 12, bold=True)
    rule(left, BELOW)
    line(right, "{{ head.nation }}", 12, bold=True)
    line(right, "{{ head.motto }}", 13, bold=True)
    rule(right, "Line as words")
    # Number, and place and date, stand level whatever stands above them.
    line(below.cells[0], "{{ head.number }}", 13)
    line(below.cells[1], "{{ head.place_and_date }}", 13, italic=True)
    for cell in (left, right, *below.cells):
        first_paragraph_away(cell)
    condition(document, "{%p if head.circulation %}")
    circulation = document.add_paragraph()
    words = circulation.add_run("{{ head.circulation }}")
    words.bold, words.font.size = True, Pt(13)
    circulation.alignment = WD_ALIGN_PARAGRAPH.CENTER
    circulation.paragraph_format.space_before = Pt(6)
    circulation.paragraph_format.left_indent = Mm(TEXT_WIDTH_MM - 75)
    circulation.paragraph_format.right_indent = Mm(12)
    border(circulation._p.get_or_add_pPr(), ("top", "left", "bottom", "right"))
    condition(document, "{%p endif %}")
    condition(document, "{%p if head.audience %}")
    audience = document.add_paragraph("{{ head.audience }}")
    audience.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    condition(document, "{%p endif %}")
    condition(document, "{%p endif %}")


def main() -> None:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(PAGE_WIDTH_MM), Mm(PAGE_HEIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    styles(document)
    page_number(section)

    letterhead(document)
    condition(document, "{%p if head %}")
    kind = document.add_paragraph("{{ head.kind }}", style="Title")
    kind.paragraph_format.space_after = Pt(0)
    kind.paragraph_format.keep_with_next = True
    condition(document, "{%p endif %}")
    title = document.add_paragraph("{{ title }}", style="Title")
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(0)
    title.paragraph_format.keep_with_next = True
    rule(document, BELOW)
    condition(document, "{%p if head and head.addressed %}")
    addressed = document.add_paragraph("{{ head.addressed }}")
    addressed.alignment = WD_ALIGN_PARAGRAPH.CENTER
    addressed.paragraph_format.space_before = addressed.paragraph_format.space_after = Pt(6)
    condition(document, "{%p endif %}")
    document.add_paragraph("{{p body }}")

    condition(document, "{%p if head %}")
    left, right = two_columns(document, 85).rows[0].cells
    line(left, "{{ head.recipients_title }}", 12, bold=True, italic=True, centred=False)
    line(left, "{%p for recipient in head.recipients %}", 11, centred=False)
    line(left, "- {{ recipient }}", 11, centred=False)
    line(left, "{%p endfor %}", 11, centred=False)
    line(right, "{{ head.signer }}", 13, bold=True)
    line(right, "{{ head.sign_here }}", 11, italic=True)
    line(right, "{{ head.signed_name }}", 13, bold=True)
    right.paragraphs[-1].paragraph_format.space_before = Pt(SIGNATURE_POINTS)
    for cell in (left, right):
        first_paragraph_away(cell)
    condition(document, "{%p endif %}")

    condition(document, "{%p if annex %}")
    document.add_paragraph("{{p annex }}")
    condition(document, "{%p endif %}")

    target = ROOT / "data" / TEMPLATE
    target.parent.mkdir(exist_ok=True)
    out = io.BytesIO()
    document.save(out)
    target.write_bytes(same_bytes(out.getvalue()))


def condition(document: Any, words: str) -> None:
    document.add_paragraph(words)


if __name__ == "__main__":
    main()
