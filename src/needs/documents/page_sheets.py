"""The tables of a page as sheets: plain figures as numbers, all else word for word."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from needs.documents.blocks import Document, Heading, Paragraph, Row, Table, plain
from needs.documents.result_sheets import basis_marks
from needs.documents.sheet import Cover, Kind, Sheet, SheetColumn, unlike
from needs.editions.told import NOT_SHOWN
from needs.wording import say
from needs.wording.numbers import missing_text

_PERCENT = re.compile(r"\s?%\Z")
_WRITTEN = {
    "vi": re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?"),
    "en": re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?"),
}
_CODE = re.compile(r"0\d")  # a code: a name, no number
_MARKS = {"vi": (".", ","), "en": (",", ".")}  # between thousands, before decimals


def figure_of(words: str, *, lang: str) -> float | None:
    """Return the number that a cell shows; None where it is more or less than one number.

    Pages part thousands: four digits and more without a mark are a year or a code. A share
    («12,5%») is returned as a part of one.
    """
    bare = words.replace("\u00a0", " ").strip()
    share = _PERCENT.search(bare) is not None
    bare = _PERCENT.sub("", bare)
    if _WRITTEN[lang].fullmatch(bare) is None or _CODE.match(bare):
        return None
    thousands, decimal = _MARKS[lang]
    number = float(bare.replace(thousands, "").replace(decimal, "."))
    return number / 100 if share else number


def page_sheets(document: Document) -> list[Sheet]:
    """Return a sheet for each table of a page, with the heading that it stands under.

    A column whose cells all show one number holds numbers; what is not shown («•»), not known or
    not counted («–») stays in words among them. A figure of the total row becomes a formula where
    it is the sum of its column, to the last digit shown; else it stands as written.

    Parameters
    ----------
    document
        The page.
    """
    sheets: list[Sheet] = []
    under = document.title
    for block in (*document.blocks, *document.annex):
        if isinstance(block, Heading):
            under = plain(block.words)
        elif isinstance(block, Table) and block.header:
            name = say("Bảng {n}", lang=document.lang, n=len(sheets) + 1)
            sheets.append(_sheet(block, name, under, document.lang))
    return sheets


def page_cover(document: Document, *, illustrative: bool) -> Cover:
    """Return the cover of a page's workbook: its notes, and the marks that its tables bear."""
    lang = document.lang
    told = say("Số liệu như trên trang cùng tên; dòng cộng là công thức nơi cộng được.", lang=lang)
    notes = [
        plain(block.words)
        for block in document.blocks
        if isinstance(block, Paragraph) and block.kind == "note"
    ]
    lines = [(say("Cách đọc", lang=lang), told)]
    lines += [(say("Ghi chú", lang=lang), note) for note in dict.fromkeys(notes)]
    words = [piece.strip() for piece in document.words]
    marks = [
        (mark, meaning)
        for mark, meaning in basis_marks(lang=lang)
        if any(piece == mark or piece.startswith(f"{mark} ") for piece in words)
    ]
    return Cover(document.title, tuple(lines), tuple(marks), illustrative)


def _sheet(table: Table, name: str, under: str, lang: str) -> Sheet:
    titles = unlike([plain(cell.words).replace("\n", " ") for cell in table.header])
    caption = plain(table.caption)
    rows = [_texts(row) for row in table.rows]
    totals = [_texts(row) for row in table.total]
    columns: list[SheetColumn] = []
    values: dict[str, pd.Series[Any]] = {}
    # Of several rows of totals none can be told to be the sum: they stay rows.
    last = totals[0] if len(totals) == 1 else None
    rows += totals if last is None else []
    below: list[str | float] = [] if last is None else [*last]
    for place, title in enumerate(titles):
        shown = [row[place] for row in rows]
        figures = [figure for text in shown if (figure := figure_of(text, lang=lang)) is not None]
        apart = [text for text in shown if figure_of(text, lang=lang) is None]
        numeric = bool(figures) and not set(apart) - _no_figure(lang)
        adds = numeric and not apart and last is not None and _adds_up(figures, last[place], lang)
        kind = _kind(shown, figures) if numeric else "text"
        columns.append(SheetColumn(title, kind, caption or under, total=adds))
        if numeric and last is not None:
            total = figure_of(last[place], lang=lang)
            below[place] = last[place] if total is None else total
        if numeric and apart:
            each = [text if text in apart else figure_of(text, lang=lang) for text in shown]
            values[title] = pd.Series(each, dtype="object")
        else:
            values[title] = (
                pd.Series(figures, dtype="Float64") if numeric else pd.Series(shown, dtype="str")
            )
    title = f"{under}: {caption}" if caption and caption != under else under
    return Sheet(name, title, tuple(columns), pd.DataFrame(values), {}, tuple(below))


def _no_figure(lang: str) -> set[str]:
    """Return what stands among figures where there is none to show."""
    return {NOT_SHOWN, "–", "", missing_text(lang=lang)}


def _texts(row: Row) -> list[str]:
    return [plain(cell.words) for cell in row]


def _kind(shown: list[str], figures: list[float]) -> Kind:
    if any("%" in text for text in shown):
        return "rate"
    return "count" if all(figure == int(figure) for figure in figures) else "number"


def _adds_up(figures: list[float], shown: str, lang: str) -> bool:
    total = figure_of(shown, lang=lang)
    return total is not None and "%" not in shown and abs(sum(figures) - total) < _SAME


_SAME = 1e-6
