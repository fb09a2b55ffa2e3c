"""What a page is made of, whatever the form it leaves in: headings, words, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True)
class Run:
    """Words that look alike.

    Parameters
    ----------
    text
        The words; a new line begins with the sign for one.
    bold, small
        How they look.
    missing
        Whether they stand for a figure that is not known.
    """

    text: str
    bold: bool = False
    small: bool = False
    missing: bool = False


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the page."""

    level: int
    words: Words


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a note is set apart, a line is left for the pen, a signature stands right."""

    words: Words
    kind: Literal["", "note", "line", "signed"] = ""


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True)
class KeyFigures:
    """Key figures: (figure, what it is)."""

    figures: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table; a figure is set to the right."""

    words: Words
    figure: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A table with its caption; `total` rows stand last, in bold.

    Parameters
    ----------
    caption
        What it shows, with its unit.
    header, rows, total
        Cells, each row as long as the header.
    compact
        Whether it is looked up rather than read: smaller type.
    """

    caption: Words
    header: Row
    rows: tuple[Row, ...]
    total: tuple[Row, ...] = ()
    compact: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing or map.

    Parameters
    ----------
    content
        The file.
    kind
        "svg" or "png".
    alt
        What it tells, in words.
    caption
        What it shows; a map bears its title within.
    width_mm
        How wide it was drawn for; none: as wide as the text.
    """

    content: bytes
    kind: Literal["svg", "png"]
    alt: str
    caption: Words = ()
    width_mm: float | None = None


Block = Heading | Paragraph | Items | KeyFigures | Table | Picture


@dataclass(frozen=True)
class Document:
    """A page as blocks.

    Parameters
    ----------
    title
        Its title, in one line.
    lang
        "vi" or "en".
    blocks
        In the order of the page; the first heading of level 1 is the title.
    annex
        What stands on a sheet of its own behind the signature: a form to be sent back.
    """

    title: str
    lang: str
    blocks: tuple[Block, ...]
    annex: tuple[Block, ...] = ()

    @property
    def words(self) -> Iterator[str]:
        """All words in the order in which they are read, captions before their tables."""
        for block in (*self.blocks, *self.annex):
            for words in block_words(block):
                yield plain(words)


def plain(words: Words) -> str:
    """Return words without their looks."""
    return "".join(run.text for run in words)


def lines_of(words: Words) -> tuple[Words, ...]:
    """Return words line by line, as they looked."""
    lines: list[list[Run]] = [[]]
    for run in words:
        for place, text in enumerate(run.text.split("\n")):
            if place:
                lines.append([])
            if text:
                lines[-1].append(replace(run, text=text))
    return tuple(tuple(line) for line in lines if line)


def block_words(block: Block) -> Iterator[Words]:
    """Yield every piece of words in a block, in the order in which it is read."""
    match block:
        case Heading() | Paragraph():
            yield block.words
        case Items():
            yield from block.items
        case KeyFigures():
            for figure, label in block.figures:
                yield from (figure, label)
        case Picture():
            yield block.caption
        case Table():
            yield block.caption
            for row in (block.header, *block.rows, *block.total):
                yield from (cell.words for cell in row)
