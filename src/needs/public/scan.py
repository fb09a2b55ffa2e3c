"""Before a page is written: whatever is read on it must not look like a single child's data."""

from __future__ import annotations

from collections.abc import Collection
from html.parser import HTMLParser

import pandas as pd

from needs.disclosure import looks_personal, text_looks_personal
from needs.errors import Fault

_UNREAD = {"style", "script"}
_INLINE = {"a", "b", "i", "em", "strong", "small", "span", "sup", "sub"}
_CELLS = {"td", "th"}
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
    html: str, *, where: str, lang: str = "vi", named: Collection[str] = ()
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

    Returns
    -------
    list of Fault
        With file, column and the shape of what was found; never what it was.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = text_looks_personal("".join(reader.words), where=where, lang=lang)
    for table in reader.tables:
        found += looks_personal(_frame(table), where=where, allowed=named, lang=lang)
    return list(dict.fromkeys(found))


def _frame(rows: list[list[str]]) -> pd.DataFrame:
    """Return a table of a page; rows of another width (notes across) are left to the text."""
    if not rows:
        return pd.DataFrame()
    header, *body = rows
    return pd.DataFrame([row for row in body if len(row) == len(header)], columns=header)
