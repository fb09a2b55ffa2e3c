"""What stands before the signature of a document, and what behind it.

Nghị định 30/2020/NĐ-CP, annex I: an annex follows the signed document, with a name and pages of its
own, and the document says that it has it (III.1); annex III, models 1.4 and 2.1: the contents end
with «./.».
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from needs.documents.blocks import Block, Document, Heading, Items, Paragraph, Run, Words, plain
from needs.wording import say

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Annex:
    """An annex: its name («Phụ lục I»), what it holds, and that in blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class PrintedParts:
    """What is signed, and the annexes behind the signature."""

    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]


def printed_parts(document: Document) -> PrintedParts:
    """Return a page in the order of an administrative document.

    Parameters
    ----------
    document
        The page; its sections «Phụ lục: …» are the annexes.
    """
    opening = say("Phụ lục", lang=document.lang) + ": "
    body: list[Block] = []
    sections: list[tuple[str, list[Block]]] = []
    into = body
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            words = plain(block.words)
            if words.startswith(opening):
                into = []
                sections.append((words.removeprefix(opening), into))
                continue
            into = body
        into.append(block)
    annexes = tuple(
        Annex(_name(place, len(sections), document.lang), _at_start(title), tuple(blocks))
        for place, (title, blocks) in enumerate(sections)
    )
    if annexes:
        body.append(Paragraph((Run(_told(annexes, document.lang)),)))
    return PrintedParts(_ended(body), annexes)


def _name(place: int, of: int, lang: str) -> str:
    """Return «Phụ lục», with a Roman number where there are several."""
    name = say("Phụ lục", lang=lang)
    return name if of == 1 else f"{name} {_ROMAN[place]}"


def _at_start(words: str) -> str:
    return words[:1].upper() + words[1:]


def _told(annexes: tuple[Annex, ...], lang: str) -> str:
    named = "; ".join(f"{one.name} ({one.title[:1].lower()}{one.title[1:]})" for one in annexes)
    return say("Kèm theo: {annexes}.", lang=lang, annexes=named)


def _ended(body: list[Block]) -> tuple[Block, ...]:
    """Close the last words with «./.»; a table at the end is left as it is."""
    last = body[-1] if body else None
    if isinstance(last, Paragraph) and last.kind in {"", "note"}:
        body[-1] = replace(last, words=_closed(last.words))
    elif isinstance(last, Items) and last.items:
        body[-1] = replace(last, items=(*last.items[:-1], _closed(last.items[-1])))
    return tuple(body)


def _closed(words: Words) -> Words:
    return (*words, Run("/." if plain(words).rstrip().endswith(".") else "./."))
