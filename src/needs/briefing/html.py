"""Small pieces of HTML: tables, key figures, notes. Everything put in is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from needs.charts import Picture
from needs.wording import basis_words, say
from needs.wording.numbers import is_missing

#: Characters; a longer cell gets room on a phone, where its table scrolls anyway.
LONG_CELL = 120


@cache
def _notebook_style() -> str:
    return files("needs.briefing").joinpath("notebook.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Fragment:
    """A piece of a page; a notebook shows it as it will stand in the briefing."""

    html: str

    def _repr_html_(self) -> str:
        return f"<style>{_notebook_style()}</style>\n{self.html}"

    def __add__(self, other: Fragment) -> Fragment:
        return Fragment(f"{self.html}\n{other.html}")


def text(value: Any, *, lang: str = "vi") -> str:
    """Return escaped text; missing in words and in grey."""
    if is_missing(value):
        return missing(lang=lang)
    return escape(str(value))


def whole_words(words: str) -> str:
    """Return escaped text whose words stay whole in a narrow column."""
    return f'<span style="overflow-wrap:normal">{escape(words)}</span>'


def missing(*, lang: str) -> str:
    """Return the mark of a figure that is not known."""
    return f'<span class="missing">{say("chưa có số liệu", lang=lang)}</span>'


def heading(words: str, *, level: int = 2) -> Fragment:
    """Return a heading."""
    return Fragment(f"<h{level}>{escape(words)}</h{level}>")


def paragraph(words: str, *, kind: str = "") -> Fragment:
    """Return a paragraph; `kind` is a class of the page's style («note»)."""
    attribute = f' class="{kind}"' if kind else ""
    return Fragment(f"<p{attribute}>{escape(words)}</p>")


def bullets(items: Iterable[str]) -> Fragment:
    """Return a list."""
    return Fragment("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>")


def key_figures(figures: Sequence[tuple[str, str]]) -> Fragment:
    """Return a row of key figures: (figure, what it is)."""
    boxes = "".join(
        f'<div class="figure"><b>{escape(figure)}</b><span>{escape(label)}</span></div>'
        for figure, label in figures
    )
    return Fragment(f'<div class="figures">{boxes}</div>')


def side_by_side(*parts: Fragment) -> Fragment:
    """Return parts beside each other where the page is wide enough, else below each other."""
    frames = "".join(
        f'<div style="flex:1 1 20rem;min-width:0">{part.html}</div>' for part in parts if part.html
    )
    row = f'<div style="display:flex;flex-wrap:wrap;gap:0 1.5rem">{frames}</div>'
    return Fragment(row if frames else "")


def picture(drawn: Picture | None) -> Fragment:
    """Return a drawing with its caption; nothing where there is nothing to draw."""
    return Fragment("" if drawn is None else drawn.html())


def basis_tag(basis: Any, *, lang: str) -> str:
    """Return the mark that tells what a figure rests on."""
    if is_missing(basis):
        return missing(lang=lang)
    return f'<span class="basis-{escape(str(basis))}">{basis_words(str(basis), lang=lang)}</span>'


def bar(rate: Any, *, lang: str, label: str = "") -> str:
    """Return a share as a small bar; missing in words."""
    if is_missing(rate):
        return missing(lang=lang)
    width = max(0.0, min(1.0, float(rate))) * 100
    return (
        f'<span class="bar" role="img" aria-label="{escape(label)}">'
        f'<i style="width:{width:.0f}%"></i></span> {escape(label)}'
    )


def data_table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str,
    kinds: str = "t",
    compact: bool = False,
    total: Sequence[str] | None = None,
) -> Fragment:
    """Return a table; cells are HTML already (made by the functions here).

    Parameters
    ----------
    header
        Column titles (plain text).
    rows
        Cells, one for each column.
    caption
        What the table shows, with its unit.
    kinds
        For each column "t" (text) or "n" (figure, set to the right); columns beyond are figures.
    compact
        Smaller type, for long tables that are looked up rather than read.
    total
        A last row in bold.
    """

    def cells(row: Sequence[str], tag: str) -> str:
        parts = []
        for number, cell in enumerate(row):
            kind = "" if kinds[number : number + 1] == "t" else ' class="num"'
            if not kind and number and len(cell) > LONG_CELL:
                kind = ' class="long"'
            if tag == "th":
                parts.append(f'<th scope="col"{kind}>{cell}</th>')
            elif number == 0:
                parts.append(f'<th scope="row"{kind}>{cell}</th>')
            else:
                parts.append(f"<td{kind}>{cell}</td>")
        return "<tr>" + "".join(parts) + "</tr>"

    body = "".join(cells(row, "td") for row in rows)
    foot = f"<tfoot>{cells(total, 'td')}</tfoot>" if total is not None else ""
    style = "data compact" if compact else "data"
    return Fragment(
        # What scrolls by itself on a narrow screen must be reached by keyboard, and have a name.
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(caption, quote=True)}">'
        f'<table class="{style}"><caption>{escape(caption)}</caption>'
        f"<thead>{cells([escape(title) for title in header], 'th')}</thead>"
        f"<tbody>{body}</tbody>{foot}</table></div>"
    )
