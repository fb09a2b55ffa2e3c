"""A page of words, tables and a map as one file: no code in it, no network, A4 on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from needs.assessment import Assessment
from needs.briefing.html import Fragment, basis_tag, heading, text
from needs.briefing.words import at_start, illustrative_notice, plan_words
from needs.tables.column import BASES
from needs.tables.files import in_one_step
from needs.wording import say


@dataclass(frozen=True)
class Section:
    """A part of a page; `kind` is its class: "output", or "output sheet" for a new sheet."""

    content: Fragment
    kind: str = "output"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(_read("needs.proposals", "template/page.html.j2"))


def _read(package: str, name: str) -> str:
    return files(package).joinpath(name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    """Return the style of the briefings with what a proposal has besides."""
    base = _read("needs.briefing", "page.css")
    return f"{base}\n{_read('needs.proposals', 'template/proposal.css')}"


def page_html(title: str, sections: Sequence[Section], *, lang: str) -> str:
    """Return a whole page; sections without content are left out."""
    return _template().render(
        title=title,
        lang=lang,
        style=Markup(_style()),
        sections=[
            {"kind": section.kind, "html": Markup(section.content.html)}
            for section in sections
            if section.content.html.strip()
        ],
    )


def write_page(path: Path, html: str) -> Path:
    """Write a page: the old one or the new, never half; what is the same stays as it is."""
    if path.is_file() and path.read_text(encoding="utf-8") == html:
        return path
    with in_one_step(path) as temporary:
        temporary.write_text(html, encoding="utf-8", newline="\n")
    return path


def from_whom(assessment: Assessment, *, lang: str) -> Fragment:
    """Return the programme, its plan, the province and the lead agency."""
    programme = assessment.programme
    rows = [
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (
            say("Căn cứ", lang=lang),
            at_start(plan_words(programme.plan, lang=lang)),
        ),
        (say("Cơ quan chủ trì", lang=lang), programme.lead_agency.text(lang)),
        (say("Tỉnh", lang=lang), programme.province.text(lang)),
    ]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    return Fragment(f'<p class="from">{lines}</p>')


def illustrative_mark(*, illustrative: bool, lang: str) -> Fragment:
    """Return the mark of invented data; nothing where all data are real."""
    if not illustrative:
        return Fragment("")
    mark = text(say("số liệu minh họa", lang=lang))
    return Fragment(
        f'<p><span class="badge badge-illustrative">{mark}</span> '
        f"{text(illustrative_notice(lang=lang))}</p>"
    )


def bases_legend(*, lang: str) -> Fragment:
    """Say what the marks of the column «basis» mean."""
    meanings = {
        "official": say("số của văn bản, cơ quan Nhà nước", lang=lang),
        "returned": say("số do xã, huyện báo cáo", lang=lang),
        "estimated": say("tính từ số chính thức bằng cách ghi trong bản mô tả", lang=lang),
        "assumption": say("số đặt ra để lập kế hoạch, sẽ thay khi có số thật", lang=lang),
        "illustrative": say("số dựng để thử, không có thật", lang=lang),
    }
    items = "".join(
        f"<dt>{basis_tag(basis, lang=lang)}</dt><dd>{text(meanings[basis])}</dd>" for basis in BASES
    )
    title = heading(say("Căn cứ của con số", lang=lang), level=3)
    return title + Fragment(f'<dl class="bases">{items}</dl>')
