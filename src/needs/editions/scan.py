"""Before a page is written: whatever is read on it must not look like a single child's data."""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser

import pandas as pd

from needs.disclosure import looks_personal, text_looks_personal
from needs.disclosure.personal import personal_content
from needs.errors import Fault

_UNREAD = {"style", "script"}
_INLINE = {"a", "b", "i", "em", "strong", "small", "span", "sup", "sub"}
_CELLS = {"td", "th"}
#: What stands in no giver's name.
_NO_GIVER = {"birth", "id", "insurance"}
#: What is read aloud or shown on pointing.
_SPOKEN = ("alt", "title", "aria-label", "content")


class _Reader(HTMLParser):
    """Reads the visible words of a page, line by line, and its tables, cell by cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tables: list[list[list[str]]] = []
        self._unread = 0
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread += 1
        if tag not in _INLINE:
            self.words.append("\n")
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in _CELLS and self.tables and self.tables[-1]:
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")
        self.words += [f"\n{value}\n" for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        if tag not in _INLINE:
            self.words.append("\n")
        if tag in _CELLS and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell).strip())
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        self.words.append(data)
        if self._cell is not None:
            self._cell.append(data)


def page_faults(
    html: str,
    *,
    where: str,
    lang: str = "vi",
    named: Collection[str] = (),
    agreed: Collection[str] = (),
) -> list[Fault]:
    """Return what a page would tell of a single person; none: it may be written.

    Parameters
    ----------
    html
        The page.
    where
        Its file, as a planner knows it: «public/needs.html».
    lang
        Language of the faults.
    named
        Column headings under which donors and offices stand who agreed to be named.
    agreed
        Names of donors as they gave them, contacts in them too: passed over wherever they stand.
        A date of birth or a card's number in a name is not: no giver signs with that.

    Returns
    -------
    list of Fault
        With file, column and the shape of what was found; never what it was.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    givers = sorted((name for name in agreed if not _of_a_child(name)), key=len, reverse=True)
    found = text_looks_personal(_without("".join(reader.words), givers), where=where, lang=lang)
    for table in reader.tables:
        cells = [[_without(cell, givers) for cell in row] for row in table]
        found += looks_personal(_frame(cells), where=where, allowed=named, lang=lang)
    return list(dict.fromkeys(found))


def _of_a_child(name: str) -> bool:
    return any(one.kind in _NO_GIVER for one in personal_content(name))


def _without(words: str, names: Collection[str]) -> str:
    for name in names:
        # Whole words: a donor called «A» does not hide the letter from the scanner.
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", words)
    return words


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    """Return a table of a page; rows of another width (notes across) are left to the text."""
    if not rows:
        return pd.DataFrame()
    header, *body = rows
    return pd.DataFrame([row for row in body if len(row) == len(header)], columns=header)
