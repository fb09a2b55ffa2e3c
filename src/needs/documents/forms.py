"""A page's other forms, beside it under its own name: DOCX and PDF, same words, same figures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from needs.documents.letterhead import Audience, letterhead
from needs.documents.page_reading import read_page
from needs.documents.pdf import pdf_bytes
from needs.documents.word import TEMPLATE, docx_bytes
from needs.programmes import Programme
from needs.tables.files import in_one_step

#: The forms that are made of a page's words.
FORMS = (".docx", ".pdf")


def form_paths(page: Path) -> tuple[Path, ...]:
    """Return where a page's other forms stand."""
    return tuple(page.with_suffix(ending) for ending in FORMS)


def write_forms(
    page: Path,
    programme: Programme,
    *,
    root: Path,
    on: dt.date,
    audience: Audience = "internal",
) -> tuple[Path, ...]:
    """Write a page's DOCX and PDF beside it; return their paths.

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

    Raises
    ------
    InputFaults
        If the page holds what no document can show, or the template cannot be used.
    """
    document = read_page(page.read_text(encoding="utf-8"))
    head = letterhead(programme, root=root, on=on, lang=document.lang, audience=audience)
    word, pdf = form_paths(page)
    contents = (
        (word, docx_bytes(document, head=head, made=on, template=root / TEMPLATE)),
        (pdf, pdf_bytes(document, head=head, made=on)),
    )
    for path, content in contents:
        with in_one_step(path) as temporary:
            temporary.write_bytes(content)
    return word, pdf
