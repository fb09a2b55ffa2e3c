"""From a page to its blocks: nothing that a reader of the paper page sees is lost."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal

from lxml.html import HtmlElement, document_fromstring, fragment_fromstring

from needs.documents.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    Items,
    KeyFigures,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    Words,
    plain,
)
from needs.documents.page_words import (
    INLINE,
    PLAIN,
    bold,
    inline_runs,
    is_for_the_screen,
    kinds,
    opening,
    runs_of,
    tidy,
    words_of,
)
from needs.errors import FaultCollector

# Drawings are kept letter by letter: an HTML parser would change the case of their attributes.
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_PICTURE_DATA = re.compile(r"data:image/png;base64,(?P<data>[A-Za-z0-9+/=\s]+)\Z")
_DRAWN_FOR = re.compile(r"max-width:\s*(?P<cm>[\d.]+)cm")
_INK = "#222222"  # of drawings that name none

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FRAMES = frozenset({"div", "section", "main", "header", "footer", "details", "article", "body"})


def read_page(html: str) -> Document:
    """Return the blocks of a page that `needs` wrote.

    What is for the screen alone (class `screen-only`, the interactive map) is left out; what is for
    paper alone is taken.

    Parameters
    ----------
    html
        The page, or a piece of one.

    Raises
    ------
    InputFaults
        If the page holds an element that no document can show: better no document than one that
        lacks a part.
    """
    drawings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        drawings.append(match[0])
        return f'<i class="drawing" data-number="{len(drawings) - 1}"></i>'

    tree = document_fromstring(_DRAWING.sub(keep, html))
    title = tree.findtext(".//title") or ""
    reader = _Reader(drawings, FaultCollector(title or "HTML"))
    body = tree.find("body")
    blocks = () if body is None else _in_steps(reader.blocks(body))
    annex = _in_steps(reader.annex, first=2)
    reader.faults.raise_if_any()
    heads = (block for block in blocks if isinstance(block, Heading) and block.level == 1)
    first = next(heads, None)
    name = title if first is None else " ".join(plain(first.words).split())
    return Document(name, tree.get("lang") or "vi", blocks, annex)


def _in_steps(blocks: Iterable[Block], *, first: int = 1) -> tuple[Block, ...]:
    """Return the blocks with no level of headings left out: readers of a PDF go by them."""
    told: list[Block] = []
    deepest = first
    for block in blocks:
        if isinstance(block, Heading):
            level = min(block.level, deepest)
            deepest = level + 1
            told.append(replace(block, level=level))
        else:
            told.append(block)
    return tuple(told)


class _Reader:
    def __init__(self, drawings: list[str], faults: FaultCollector) -> None:
        self.faults = faults
        self.annex: list[Block] = []
        self._drawings = drawings
        self._by_tag = {
            "p": self._paragraph,
            "ul": self._items,
            "ol": self._items,
            "dl": self._terms,
            "summary": self._summary,
            "table": self._table,
            "figure": self._figure,
            "img": self._image,
        }

    def blocks(self, element: HtmlElement) -> Iterator[Block]:
        """Yield the blocks of an element; loose words among them become paragraphs."""
        loose: list[Run] = runs_of(element.text)
        for child in element:
            if isinstance(child.tag, str) and not _is_inline(child):
                yield from _paragraph(tidy(loose), "")
                loose = []
                yield from self._block(child)
            else:
                loose += inline_runs(child, PLAIN, self.faults)
            loose += runs_of(child.tail)
        yield from _paragraph(tidy(loose), "")

    def _block(self, element: HtmlElement) -> Iterator[Block]:
        if is_for_the_screen(element):
            return
        if element.tag in _HEADINGS:
            yield Heading(_HEADINGS[element.tag], self._words(element))
        elif element.tag in self._by_tag:
            yield from self._by_tag[element.tag](element)
        elif "drawing" in kinds(element):
            yield self._drawing(element, ())
        elif element.tag in _FRAMES:
            yield from self._frame(element)
        else:
            self.faults.add(f"<{element.tag}>", opening(element), "phần mà tài liệu in được")

    def _words(self, element: HtmlElement | None) -> Words:
        return () if element is None else words_of(element, self.faults)

    def _frame(self, element: HtmlElement) -> Iterator[Block]:
        classes = kinds(element)
        if "slip" in classes:
            self.annex += self.blocks(element)
        elif "figures" in classes:
            yield KeyFigures(tuple(self._key_figures(element)))
        elif "signed" in classes:
            for paragraph in element.iter("p"):
                yield Paragraph(self._words(paragraph), "signed")
        elif "note" in classes and not len(element):
            yield from _paragraph(self._words(element), "note")
        else:
            yield from self.blocks(element)

    def _paragraph(self, element: HtmlElement) -> Iterator[Block]:
        classes = kinds(element)
        kind: Any = next((kind for kind in ("line", "note") if kind in classes), "")
        yield from _paragraph(self._words(element), kind)

    def _summary(self, element: HtmlElement) -> Iterator[Block]:
        yield Paragraph(bold(self._words(element)))

    def _items(self, element: HtmlElement) -> Iterator[Block]:
        yield Items(tuple(self._words(item) for item in element if item.tag == "li"))

    def _terms(self, element: HtmlElement) -> Iterator[Block]:
        told: list[Words] = []
        term: Words = ()
        for child in element:
            if child.tag == "dt":
                term = bold(self._words(child))
            elif child.tag == "dd":
                told.append(tidy([*term, Run(": "), *self._words(child)]))
        yield Items(tuple(told))

    def _key_figures(self, element: HtmlElement) -> Iterator[tuple[Words, Words]]:
        for box in element:
            figure, label = box.find("b"), box.find("span")
            if figure is None or label is None:
                self.faults.add("<div class=figures>", opening(box), "<b>…</b><span>…</span>")
            else:
                yield self._words(figure), self._words(label)

    def _table(self, element: HtmlElement) -> Iterator[Block]:
        header = [self._row(row) for row in element.iterfind("thead/tr")]
        table = Table(
            caption=self._words(element.find("caption")),
            header=header[0] if header else (),
            rows=tuple(self._row(row) for row in element.xpath("tbody/tr|tr")),
            total=tuple(self._row(row) for row in element.iterfind("tfoot/tr")),
            compact="compact" in kinds(element),
        )
        widths = {len(row) for row in (*header, *table.rows, *table.total)}
        if len(header) > 1 or len(widths) > 1 or element.xpath(".//*[@colspan or @rowspan]"):
            self.faults.add("<table>", opening(element), "mỗi hàng đủ số ô như hàng tiêu đề")
        yield table

    def _row(self, row: HtmlElement) -> Row:
        cells = (cell for cell in row if cell.tag in {"td", "th"})
        return tuple(Cell(self._words(cell), figure="num" in kinds(cell)) for cell in cells)

    def _figure(self, element: HtmlElement) -> Iterator[Block]:
        caption = self._words(element.find("figcaption"))
        for child in element.iter():
            if child.tag == "img":
                yield from self._image(child, caption)
            elif child.tag == "i" and "drawing" in kinds(child):
                yield self._drawing(child, caption)

    def _image(self, element: HtmlElement, caption: Words = ()) -> Iterator[Block]:
        data = _PICTURE_DATA.match(element.get("src", ""))
        if data is None:
            self.faults.add("<img>", element.get("src", "")[:60], "data:image/png;base64,…")
            return
        yield Picture(base64.b64decode(data["data"]), "png", element.get("alt", ""), caption)

    def _drawing(self, element: HtmlElement, caption: Words) -> Picture:
        svg = self._drawings[int(element.get("data-number"))]
        alt = fragment_fromstring(svg).get("aria-label") or ""
        head = svg.split(">", 1)[0]
        drawn_for = _DRAWN_FOR.search(head)
        width = None if drawn_for is None else float(drawn_for["cm"]) * 10
        svg = svg if "fill=" in head else svg.replace("<svg", f'<svg fill="{_INK}"', 1)
        return Picture(svg.encode("utf-8"), "svg", alt, caption, width)


def _is_inline(element: HtmlElement) -> bool:
    return element.tag in INLINE and "drawing" not in kinds(element)


def _paragraph(words: Words, kind: Literal["", "note", "line"]) -> Iterator[Paragraph]:
    if words:
        yield Paragraph(words, kind)
