"""The lines below issuer, motto and subject in Word: as long as the decree asks, by their words.

Nghị định 30/2020/NĐ-CP, annex I, II: below the motto as long as its words; below the issuer and the
subject a third to a half of theirs.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from matplotlib import get_data_path

from needs.documents.measures import TEXT_WIDTH_MM

#: Styles of the template: the share of the words above that a line has.
BELOW = "Line below"
LINES = {"Line as words": 1.0, BELOW: 0.4}
_CELL_MARGINS_MM = 3.8  # Word's own, left and right
_POINT_MM = 25.4 / 72


def fit_lines(document: WordDocument) -> None:
    """Draw in every line below words to their share; a template may have none."""
    for paragraph in document.element.body.iter(qn("w:p")):
        line = WordParagraph(paragraph, document._body)
        share = LINES.get(line.style.name if line.style is not None else "")
        above = paragraph.getprevious()
        if share is None or above is None or above.tag != qn("w:p"):
            continue
        room = _room_mm(paragraph.getparent(), document)
        words = WordParagraph(above, document._body)
        length = share * min(room, max(words_mm(one, _points(words)) for one in _lines(words)))
        indent = Mm(max(0.0, (room - length) / 2))
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = indent


def words_mm(words: str, points: float) -> float:
    """Return how long bold words are in Times, in millimetres.

    Widths of Adobe's Times Bold, which Times New Roman has: they come with matplotlib. A letter of
    Vietnamese is as wide as the Latin one below its marks.
    """
    widths = _widths()
    plain = unicodedata.normalize("NFD", words.replace("Đ", "D").replace("đ", "d"))
    units = sum(widths.get(sign, 500) for sign in plain if not unicodedata.combining(sign))
    return units / 1000 * points * _POINT_MM


def _lines(words: WordParagraph) -> list[str]:
    return words.text.split("\n") or [""]


def _points(words: WordParagraph) -> float:
    sizes = [run.font.size for run in words.runs if run.font.size is not None]
    style = words.style
    while not sizes and style is not None:
        sizes = [size for size in (style.font.size,) if size is not None]
        style = style.base_style
    return float(sizes[0].pt) if sizes else 13.0


def _room_mm(holder: Any, document: WordDocument) -> float:
    if holder.tag != qn("w:tc"):
        return float(TEXT_WIDTH_MM)
    width = _Cell(holder, document._body).width  # type: ignore[arg-type]
    return (TEXT_WIDTH_MM if width is None else width.mm) - _CELL_MARGINS_MM


@cache
def _widths() -> dict[str, int]:
    """Return the widths of signs, in thousandths of the type's size."""
    told = Path(get_data_path(), "fonts", "afm", "ptmb8a.afm").read_text(encoding="latin-1")
    rows = (line.split() for line in told.splitlines() if line.startswith("C "))
    return {chr(int(row[1])): int(row[4]) for row in rows if int(row[1]) in range(32, 127)}
