"""DOCX of a page: the office's own template, filled with headings, tables and pictures of Word."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import asdict, replace
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docxtpl import DocxTemplate
from docxtpl.subdoc import Subdoc

from needs.documents.blocks import (
    Block,
    Document,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    Picture,
    Table,
    lines_of,
    plain,
)
from needs.documents.letterhead import Letterhead
from needs.documents.measures import TEXT_WIDTH_MM
from needs.documents.printed_parts import PrintedParts, printed_parts
from needs.documents.rastering import pngs_of_drawings
from needs.documents.signs import printable
from needs.documents.word_annexes import add_annex_title, begin_a_page, number_annexes_apart
from needs.documents.word_lines import fit_lines
from needs.documents.word_parts import (
    add_key_figures,
    add_picture,
    add_table,
    add_words,
    keep_with_what_follows,
    same_bytes,
)
from needs.errors import FaultCollector

#: The template's place within a data root; a planner edits it in Word.
TEMPLATE = Path("templates") / "van-ban.docx"

_STYLES = {"": "Normal", "note": "Note", "line": "Normal", "signed": "Signed"}
#: Paragraphs of words, set to both margins with the first line drawn in. A template may lack it.
_BODY = "Body Text"
#: Dots for the pen, which Word takes for one long word.
_TO_FILL_IN = "……"


def docx_bytes(
    document: Document, *, head: Letterhead | None, made: dt.date, template: Path
) -> bytes:
    """Return a page as DOCX after Nghị định 30/2020/NĐ-CP, the same bytes every time.

    Parameters
    ----------
    document
        The page.
    head
        Heading and signature; none: the template's places for them stay away.
    made
        The day that the file gives as its own.
    template
        A DOCX with the marks `{{ head.… }}`, `{{ title }}`, `{{p body }}` and
        `{{p annex }}`.

    Raises
    ------
    InputFaults
        If the template cannot be opened or lacks a style that the contents need.
    """
    filled = _open(template)
    body, annex = filled.new_subdoc(), filled.new_subdoc()
    # Without a signature there is nothing for annexes to stand behind.
    parts = PrintedParts(document.blocks, ()) if head is None else printed_parts(document)
    for block in _without_drawings(parts.body):
        if not (isinstance(block, Heading) and block.level == 1):  # the template has the title
            _add(body, block)
    for block in document.annex:
        _add(annex, block)
    begin_a_page(annex)
    if head is not None:
        keep_with_what_follows(body)
        for one in parts.annexes:
            add_annex_title(annex, one.name, one.title, head.annexed_to)
            for block in _without_drawings(one.blocks):
                _add(annex, block)
    filled.render(
        {
            "head": None if head is None else _printable(head),
            "title": printable(document.title),
            "body": body,
            "annex": annex if document.annex or parts.annexes else None,
        },
        autoescape=True,
    )
    fit_lines(filled.docx)
    number_annexes_apart(filled.docx)
    properties = filled.docx.core_properties
    stamp = dt.datetime(made.year, made.month, made.day)  # noqa: DTZ001 Word stores no time zone
    properties.title, properties.language = printable(document.title)[:255], document.lang
    properties.created = properties.modified = stamp
    properties.author = properties.last_modified_by = "" if head is None else head.issuer[:255]
    properties.revision = 1
    out = io.BytesIO()
    filled.save(out)
    return same_bytes(out.getvalue())


def _open(template: Path) -> DocxTemplate:
    faults = FaultCollector(template.name)
    try:
        filled = DocxTemplate(template)
        filled.init_docx()
    except Exception as error:
        faults.add(
            template.name,
            f"không mở được ({type(error).__name__})",
            "một tệp .docx",
            "lấy lại tệp mẫu gốc của needs",
        )
        faults.raise_if_any()
        raise
    styles = {style.name for style in filled.docx.styles}
    needed = {"Heading 2", "Heading 3", "Caption", "List Bullet", "Table Grid", *_STYLES.values()}
    for style in sorted(needed - styles):
        faults.add(
            template.name,
            f"thiếu kiểu «{style}»",
            "kiểu chữ này",
            "thêm kiểu trong Word, hoặc lấy lại mẫu gốc",
        )
    faults.raise_if_any()
    return filled


def _without_drawings(blocks: tuple[Block, ...]) -> list[Block]:
    """Return the blocks with a picture of dots for each drawing: Word shows no others."""
    drawings = [b for b in blocks if isinstance(b, Picture) and b.kind == "svg"]
    made = iter(pngs_of_drawings([drawing.content for drawing in drawings]))
    return [
        replace(block, content=next(made), kind="png")
        if isinstance(block, Picture) and block.kind == "svg"
        else block
        for block in blocks
    ]


def _printable(head: Letterhead) -> dict[str, object]:
    return {
        key: [printable(part) for part in value] if isinstance(value, tuple) else printable(value)
        for key, value in asdict(head).items()
    }


def _style(body: Subdoc, block: Paragraph) -> str:
    has = any(style.name == _BODY for style in body.styles)
    return _BODY if not block.kind and has else _STYLES[block.kind]


def _add(body: Subdoc, block: Block) -> None:
    match block:
        case Heading():
            add_words(body.add_paragraph(style=f"Heading {min(block.level, 4)}"), block.words)
        case Paragraph():
            # Every line is a paragraph: its first word is drawn in, and Word stretches none.
            for line in (block.words,) if block.kind == "line" else lines_of(block.words):
                add_words(body.add_paragraph(style=_style(body, block)), line)
        case Items():
            _add_items(body, block)
        case KeyFigures():
            add_key_figures(body, block, width_mm=TEXT_WIDTH_MM)
        case Table():
            add_words(body.add_paragraph(style="Caption"), block.caption)
            add_table(body, block, width_mm=TEXT_WIDTH_MM)
        case Picture():
            if block.caption:
                add_words(body.add_paragraph(style="Caption"), block.caption)
            width = min(block.width_mm or TEXT_WIDTH_MM, TEXT_WIDTH_MM)
            alt = printable(block.alt or plain(block.caption))
            add_picture(body, block.content, alt=alt, width=Mm(width))


def _add_items(body: Subdoc, block: Items) -> None:
    for item in block.items:
        made = body.add_paragraph(style="List Bullet")
        if _TO_FILL_IN in plain(item):
            made.alignment = WD_ALIGN_PARAGRAPH.LEFT
        add_words(made, item)
