"""Annexes of a Word document: a title as the decree asks, and pages counted for each by itself."""

from __future__ import annotations

import copy
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl.subdoc import Subdoc

from needs.documents.signs import printable
from needs.documents.word_lines import BELOW

#: Mark the first paragraph of an annex until it has a section of its own, and of a form that
#: begins a page: after a break of the page before a section LibreOffice leaves one empty.
_MARK, _PAGE = "w:annex-begins", "w:page-begins"


def add_annex_title(body: Subdoc, name: str, title: str, annexed_to: str) -> None:
    """Add «Phụ lục I», its title in capitals, and to which document it belongs.

    Nghị định 30/2020/NĐ-CP, annex I, III.1: 14 points bold; 13–14 bold capitals; 13–14 italic.
    """
    heading = body.add_paragraph(style="Heading 2")
    _centred(heading)
    heading.add_run(printable(name)).font.size = Pt(14)
    heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
    heading._p.set(qn(_MARK), "1")
    told = body.add_paragraph(style="Heading 2")
    _centred(told)
    told.add_run(printable(title)).font.all_caps = True
    told.paragraph_format.space_before = told.paragraph_format.space_after = Pt(0)
    belongs = body.add_paragraph()
    _centred(belongs)
    belongs.add_run(printable(annexed_to)).italic = True
    belongs.paragraph_format.keep_with_next = True
    belongs.paragraph_format.space_after = Pt(0)
    if any(style.name == BELOW for style in body.styles):
        body.add_paragraph(style=BELOW)


def begin_a_page(body: Subdoc) -> None:
    """Have what was added to a document so far, a form to be sent back, begin a page."""
    first = body.element.body.find(qn("w:p"))
    if first is not None:
        first.set(qn(_PAGE), "1")


def number_annexes_apart(document: WordDocument) -> None:
    """Give every annex a section whose pages are numbered from 1, the first number not shown."""
    body: Any = document.element.body
    for paragraph in [one for one in body.iter(qn("w:p")) if one.get(qn(_PAGE))]:
        del paragraph.attrib[qn(_PAGE)]
        _without_break_before(paragraph)
        WordParagraph(paragraph, body).paragraph_format.page_break_before = True
    last = body.find(qn("w:sectPr"))
    begun = [paragraph for paragraph in body.iter(qn("w:p")) if paragraph.get(qn(_MARK))]
    for place, paragraph in enumerate(begun):
        del paragraph.attrib[qn(_MARK)]
        _without_break_before(paragraph)
        ended = copy.deepcopy(last)
        if place:
            _from_one(ended)
        _end_section(paragraph, ended)
    if begun:
        _from_one(last)


def _centred(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.first_line_indent = Pt(0)


def _from_one(section: Any) -> None:
    number = section.find(qn("w:pgNumType"))
    if number is None:
        number = OxmlElement("w:pgNumType")
        after = section.find(qn("w:pgMar"))
        after.addnext(number)
    number.set(qn("w:start"), "1")


def _without_break_before(paragraph: Any) -> None:
    """Take away a break of the page that a template has here: a page begins in any case."""
    before = paragraph.getprevious()
    if before is not None and before.tag == qn("w:p") and before.findall(f".//{qn('w:br')}"):
        breaks = {one.get(qn("w:type")) for one in before.iter(qn("w:br"))}
        if breaks == {"page"} and not "".join(before.itertext()).strip():
            before.getparent().remove(before)


def _end_section(paragraph: Any, section: Any) -> None:
    """Close the section before a paragraph, within a line of no height."""
    holder = OxmlElement("w:p")
    properties = holder.get_or_add_pPr()
    spacing = OxmlElement("w:spacing")
    for key, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(qn(f"w:{key}"), value)
    properties.append(spacing)
    properties.append(section)
    paragraph.addprevious(holder)
