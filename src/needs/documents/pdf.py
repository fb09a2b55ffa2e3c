"""PDF of a page: typst sets it from data, so that no word of it is ever taken for a command."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from needs.documents.blocks import (
    Block,
    Document,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    Picture,
    Row,
    Table,
    Words,
    lines_of,
    plain,
)
from needs.documents.letterhead import Letterhead
from needs.documents.measures import TEXT_WIDTH_MM
from needs.documents.printed_parts import PrintedParts, printed_parts
from needs.documents.signs import breakable, in_type, type_folder
from needs.documents.table_layout import table_layout
from needs.errors import NeedsError
from needs.wording import say

_TEMPLATE = "page.typ"


def pdf_bytes(document: Document, *, head: Letterhead | None, made: dt.date) -> bytes:
    """Return a page as PDF: A4, tagged for screen readers (PDF/UA-1), the same bytes every time.

    Times New Roman where the machine has it, else a type of its widths with all letters of
    Vietnamese (Tinos, TeX Gyre Termes; Liberation Serif lacks some in its older editions), else
    Libertinus Serif, which comes with typst.

    Parameters
    ----------
    document
        The page.
    head
        Heading and signature; none: the contents alone.
    made
        The day that the file gives as its own.

    Raises
    ------
    NeedsError
        If typst cannot set the page, with what it says.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = files("needs.documents").joinpath(_TEMPLATE)
        (folder / _TEMPLATE).write_bytes(template.read_bytes())
        # Without a signature there is nothing for annexes to stand behind.
        parts = PrintedParts(document.blocks, ()) if head is None else printed_parts(document)
        content = {
            "title": in_type(document.title),
            "lang": document.lang,
            "head": None if head is None else _printable(asdict(head)),
            "blocks": [_content(block, folder) for block in parts.body],
            "slip": [_content(block, folder) for block in document.annex],
            "annexes": [
                {
                    "name": in_type(one.name),
                    "title": in_type(one.title),
                    "blocks": [_content(block, folder) for block in one.blocks],
                }
                for one in parts.annexes
            ],
        }
        (folder / "content.json").write_text(json.dumps(content), encoding="utf-8")
        stamp = dt.datetime(made.year, made.month, made.day, tzinfo=dt.UTC)
        try:
            return typst.compile(
                str(folder / _TEMPLATE),
                root=str(folder),
                format="pdf",
                font_paths=[str(type_folder())],
                pdf_standards=["ua-1"],
                timestamp=int(stamp.timestamp()),
            )
        except typst.TypstError as error:
            told = say("không lập được tệp PDF: {why}", lang=document.lang, why=str(error))
            raise NeedsError(told) from error


def _content(block: Block, folder: Path) -> dict[str, Any]:
    match block:
        case Heading():
            return {"block": "heading", "level": block.level, "words": _runs(block.words)}
        case Paragraph():
            lines = (block.words,) if block.kind == "line" else lines_of(block.words)
            return {"block": "paragraph", "kind": block.kind, "lines": [_runs(li) for li in lines]}
        case Items():
            return {"block": "items", "items": [_runs(item) for item in block.items]}
        case KeyFigures():
            pairs = [[_runs(figure), _runs(label)] for figure, label in block.figures]
            return {"block": "figures", "figures": pairs}
        case Picture():
            name = f"picture-{len(list(folder.glob('picture-*')))}.{block.kind}"
            (folder / name).write_bytes(block.content)
            alt = in_type(block.alt or plain(block.caption))
            return {
                "block": "picture",
                "file": name,
                "alt": alt,
                "words": _runs(block.caption),
                "width": None if block.width_mm is None else min(block.width_mm, TEXT_WIDTH_MM),
            }
        case Table():
            layout = table_layout(block, text_width_mm=TEXT_WIDTH_MM)
            return {
                "block": "table",
                "words": _runs(block.caption),
                "widths": list(layout.widths),
                "points": layout.points,
                "header": _cells(block.header),
                "rows": [_cells(row) for row in block.rows],
                "total": [_cells(row) for row in block.total],
            }


def _cells(row: Row) -> list[dict[str, Any]]:
    return [{"words": _runs(cell.words), "figure": cell.figure} for cell in row]


def _runs(words: Words) -> list[dict[str, Any]]:
    return [{**asdict(run), "text": breakable(in_type(run.text))} for run in words]


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return in_type(value)
    if isinstance(value, tuple):
        return [_printable(part) for part in value]
    return (
        {key: _printable(part) for key, part in value.items()} if isinstance(value, dict) else value
    )
