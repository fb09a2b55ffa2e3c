"""A copy of the sender's workbook with every fault marked where it stands.

The sender recognises the own table; faulty cells are coloured, framed and commented, and a list
at the front leads to each. Nothing in a copy runs: formulas are replaced by the results that
were saved with them; macros, links to other files, names and rules with formulas are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from needs.reading.records import ReturnFault
from needs.returns.loadable import may_be_loaded
from needs.returns.marked_original import NotLoaded, mark_original
from needs.returns.marked_rebuilt import mark_rebuilt
from needs.returns.marks import marks_of
from needs.tables.files import fitting_name, in_one_step
from needs.workbooks import Book

_ENDING = "-can-sua.xlsx"


def write_marked_copy(
    source_path: Path,
    book: Book,
    faults: Iterable[ReturnFault],
    target: Path,
    *,
    lang: str = "vi",
) -> Path:
    """Write the marked copy of one workbook.

    An xlsx file keeps its look. Of another kind of file, of one whose text only an old font showed
    rightly, or an xlsx file too large to be loaded with its look, the copy is made from the cells
    of `book`.

    Parameters
    ----------
    source_path
        The sender's file. If it has changed since `book` was read, `book` alone is used.
    book
        What the careful reader made of it.
    faults
        What to mark.
    target
        The folder for the copy.

    Returns
    -------
    Path
        The copy: «bao-lac-can-sua.xlsx» of bao-lac.xlsx, «bao-lac.xls-can-sua.xlsx» of bao-lac.xls.

    Raises
    ------
    NeedsError
        If the copy is open in another program.
    """
    marks = marks_of(book, faults, lang=lang)
    buffer = BytesIO()
    content = _unchanged(source_path, book)
    try:
        if content is None or not may_be_loaded(content):
            raise NotLoaded
        mark_original(content, book, marks, buffer, lang=lang)
    except NotLoaded:
        buffer = BytesIO()
        mark_rebuilt(book, marks, buffer, lang=lang)
    path = target / copy_name(book)
    with in_one_step(path) as temporary:
        temporary.write_bytes(buffer.getvalue())
    return path


def copy_name(book: Book) -> str:
    """Return the name of a book's marked copy; files of other kinds keep their ending in it."""
    name = book.name
    if name.lower().endswith((".xlsx", ".xlsm")):
        name = name[: -len(".xlsx")]
    return f"{fitting_name(name)}{_ENDING}"


def _unchanged(path: Path, book: Book) -> bytes | None:
    """Return the bytes of an xlsx file, if they are still those that were read.

    None if its text was converted: beside the Unicode of the marks it could not be read again.
    """
    if book.kind != "xlsx" or any(note.code == "legacy_text" for note in book.notes):
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == book.sha256 else None
