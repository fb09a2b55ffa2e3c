"""A page's other forms, beside it under its own name: DOCX, PDF and XLSX with the same figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from needs.assessment import Assessment
from needs.briefing.audience import Audience, edition_words
from needs.documents.letterhead import DocumentKind, Issuer, letterhead
from needs.documents.page_reading import read_page
from needs.documents.page_sheets import page_cover, page_sheets
from needs.documents.pdf import pdf_bytes
from needs.documents.result_sheets import briefing_cover, briefing_sheets
from needs.documents.word import TEMPLATE, docx_bytes
from needs.documents.workbook import xlsx_bytes
from needs.programmes import Programme, checkout
from needs.sheets.need_proposal import OF_DISTRICT
from needs.tables.files import in_one_step
from needs.wording import basis_words, say

#: Endings of the forms.
FORMS = (".docx", ".pdf", ".xlsx")


def form_paths(page: Path) -> tuple[Path, ...]:
    """Return where a page's other forms stand."""
    return tuple(page.with_suffix(ending) for ending in FORMS)


def word_template(root: Path) -> Path:
    """Return the Word template: the data root's own, else the one that comes with `needs`."""
    own = root / TEMPLATE
    return own if own.is_file() else checkout() / "data" / TEMPLATE


def document_kind(page: Path, audience: Audience) -> DocumentKind:
    """Return what a page is called as a document: none of the decree's kinds is «đề xuất».

    A district asks the lead agency by «Tờ trình»; a donor is shown a «Phương án» for its gifts;
    all else tells how things stand: «Báo cáo».
    """
    if page.name.startswith(OF_DISTRICT):
        return "submission"
    return "scheme" if audience == "donor" else "report"


def write_forms(
    page: Path,
    programme: Programme,
    *,
    root: Path,
    on: dt.date,
    audience: Audience = "internal",
    issued_by: Issuer = "lead",
    results: Assessment | None = None,
) -> tuple[Path, ...]:
    """Write a page's DOCX, PDF and XLSX beside it; return their paths.

    Parameters
    ----------
    page
        The page as HTML.
    programme
        Whose letterhead the forms bear.
    root
        Data root: the Word template and the offices' names.
    on
        The day on which they are made.
    audience
        Who may read the page.
    issued_by
        The office of the letterhead, or a local one that fills in its own.
    results
        What the page was made of: its tables go into the workbook, before those that the page
        shows. None: only those.

    Raises
    ------
    InputFaults
        If the page holds what no document can show, or the template cannot be used.
    """
    document = read_page(page.read_text(encoding="utf-8"))
    lang = document.lang
    head = letterhead(
        programme,
        root=root,
        on=on,
        lang=lang,
        audience=audience,
        issued_by=issued_by,
        kind=document_kind(page, audience),
    )
    if results is None:
        marked = basis_words("illustrative", lang=lang) in " ".join(document.words)
        cover, sheets = page_cover(document, illustrative=marked), page_sheets(document)
    else:
        cover = briefing_cover(results, document.title, on=on, lang=lang)
        # First what a planner goes on reckoning with, then every table just as the page shows it.
        sheets = [*briefing_sheets(results, lang=lang), *page_sheets(document)]
    whom = (say("Phạm vi", lang=lang), edition_words(audience, lang=lang))
    cover = replace(cover, lines=(whom, *cover.lines))
    contents = (
        docx_bytes(document, head=head, made=on, template=word_template(root)),
        pdf_bytes(document, head=head, made=on),
        xlsx_bytes(cover, sheets, made=on, lang=lang),
    )
    paths = form_paths(page)
    for path, content in zip(paths, contents, strict=True):
        with in_one_step(path) as temporary:
            temporary.write_bytes(content)
    return paths
