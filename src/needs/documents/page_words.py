"""Words within a line of a page: how they look, boxes to tick, lines for the pen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lxml.html import HtmlElement, tostring

from needs.documents.blocks import Run, Words
from needs.errors import FaultCollector

#: Elements that are for the screen, or say nothing.
NOT_ON_PAPER = frozenset({"style", "script", "template", "nav", "iframe", "button"})
#: Elements within a line.
INLINE = frozenset({"a", "b", "strong", "em", "i", "small", "span", "code", "br", "sub", "sup"})
_NESTED = frozenset({"p", "div", "ul", "ol", "li"})

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BOX = "☐ "
_PEN_LINE = " " + "…" * 24


@dataclass(frozen=True)
class Looks:
    """How words look."""

    bold: bool = False
    small: bool = False
    missing: bool = False

    def within(self, element: HtmlElement) -> Looks:
        """Return how words within an element look."""
        return Looks(
            bold=self.bold or element.tag in {"b", "strong"} or "badge" in kinds(element),
            small=self.small or element.tag == "small",
            missing=self.missing or "missing" in kinds(element),
        )


PLAIN = Looks()


def kinds(element: HtmlElement | None) -> list[str]:
    """Return the classes of an element."""
    return [] if element is None else (element.get("class") or "").split()


def is_for_the_screen(element: HtmlElement) -> bool:
    """Return whether an element is not for paper."""
    return element.tag in NOT_ON_PAPER or "screen-only" in kinds(element)


def opening(element: HtmlElement) -> str:
    """Return how an element begins, to name it in a fault."""
    return str(tostring(element, encoding="unicode", with_tail=False))[:80]


def runs_of(text: str | None, looks: Looks = PLAIN) -> list[Run]:
    """Return loose text as runs, its white space as single spaces."""
    if not text:
        return []
    return [Run(_SPACE.sub(" ", text), looks.bold, looks.small, looks.missing)]


def inline_runs(element: HtmlElement, looks: Looks, faults: FaultCollector) -> list[Run]:
    """Return the words of an element within a line."""
    classes = kinds(element)
    # A bar's share stands in words beside it; comments say nothing.
    if not isinstance(element.tag, str) or is_for_the_screen(element) or "bar" in classes:
        return []
    if element.tag not in INLINE:
        faults.add(f"<{element.tag}>", opening(element), "chữ trong dòng")
        return []
    if element.tag == "br":
        return [Run("\n")]
    if element.tag == "i" and "line" in kinds(element.getparent()):
        return [Run(_PEN_LINE)]
    own = looks.within(element)
    runs = [Run(_BOX)] if "box" in classes else []
    runs += runs_of(element.text, own)
    for child in element:
        runs += inline_runs(child, own, faults) + runs_of(child.tail, own)
    return runs


def words_of(element: HtmlElement, faults: FaultCollector, looks: Looks = PLAIN) -> Words:
    """Return all words of an element; paragraphs within it begin new lines."""
    runs = runs_of(element.text, looks)
    for child in element:
        if isinstance(child.tag, str) and child.tag in _NESTED:
            runs += [*([Run("\n")] if runs else []), *words_of(child, faults, looks)]
        else:
            runs += inline_runs(child, looks, faults)
        runs += runs_of(child.tail, looks)
    return tidy(runs)


def bold(words: Words) -> Words:
    """Return words in bold."""
    return tuple(replace(run, bold=True) for run in words)


def tidy(runs: Iterable[Run]) -> Words:
    """Return runs without empty ones and without spaces at the ends of lines."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if not kept or kept[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text == "\n" and kept:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if text:
            kept.append(replace(run, text=text))
    while kept and not kept[-1].text.strip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(run for run in kept if run.text)
