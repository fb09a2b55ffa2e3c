"""What xlsx and xlsb have in common: namespaces, spellings, the list of sheets."""

from __future__ import annotations

import re

from needs.workbooks.files import shown
from needs.workbooks.filling import LONGEST_TEXT
from needs.workbooks.grid import Note
from needs.workbooks.refusing import damaged
from needs.workbooks.relationships import Relationship

#: The two spellings of the namespace: as Excel writes it, and "Strict Open XML".
NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)

# What a sheet is that holds no cells to read, by the kind of its relationship.
_OTHER_SHEETS = {
    "chartsheet": "chart",
    "dialogsheet": "dialog",
    "xlMacrosheet": "macro",
    "xlIntlMacrosheet": "macro",
}
#: Letters that the longest text of a cell takes in a file, each of them escaped.
LONGEST_WRITTEN = len("_x000D_") * LONGEST_TEXT

_TRUE = ("1", "true", "on")
# Halves of surrogate pairs (D800–DFFF) stay written: alone they are no text.
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def is_true(written: str | None) -> bool:
    """Tell whether an attribute says yes."""
    return written in _TRUE


def unescaped(text: str) -> str:
    """Return a text with Excel's way of writing control characters (_x000D_) undone."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def sheet_part(
    name: str, relationship: Relationship | None, parts: set[str], notes: list[Note]
) -> str | None:
    """Return the part of a listed sheet; None, with a note, if it is no sheet of cells.

    Parameters
    ----------
    name, relationship
        As the workbook lists it.
    parts
        Parts taken by the sheets before it; the sheet's own is added.
    notes
        What is told about the book; added to.

    Raises
    ------
    Refused
        `damaged`, if there is no such part or another sheet has it already.
    """
    if relationship is None or relationship.external:
        raise damaged(shown(name))
    if relationship.kind in _OTHER_SHEETS:
        what = _OTHER_SHEETS[relationship.kind]
        notes.append(Note("sheet_skipped", (("sheet", shown(name)), ("what", what))))
        return None
    target = relationship.target.casefold()
    if relationship.kind != "worksheet" or target in parts:
        raise damaged(shown(name))
    parts.add(target)
    return relationship.target
