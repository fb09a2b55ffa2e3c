"""The start page `reports/<programme>/index.html`: what was made, for whom, where to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from needs.briefing.audience import edition_mark, edition_words
from needs.briefing.html import Fragment, data_table, key_figures, text
from needs.briefing.words import at_start, plan_words
from needs.disclosure import text_looks_personal
from needs.editions.scan import page_faults
from needs.errors import InputFaults
from needs.interchange import FOLDER as EXCHANGE
from needs.programmes import Programme
from needs.proposals.page import Section, illustrative_mark, page_html, write_page
from needs.public.site import FOLDER as PUBLIC
from needs.runs.donor_pages import FOLDER as DONORS
from needs.runs.problems import kept_problems, manifest_of
from needs.runs.result_tables import TABLES_FOLDER
from needs.runs.start_rows import is_new, row
from needs.runs.start_words import NOTEBOOKS, Group, Part, groups, is_kind
from needs.runs.what_stands import START, Document, beside_tables, documents
from needs.wording import collation_key, date_text, number, say, today

#: Characters of one message.
_LONGEST_REASON = 2000
#: Rows; a longer table is looked up rather than read.
_LONG = 20

_Rows = tuple[Part, list[tuple[Document, str]]]


def write_start_page(
    programme: Programme,
    folder: Path,
    *,
    since: dt.datetime,
    lang: str,
    problems: Mapping[str, Sequence[str]] | None = None,
    anchors: Sequence[Path] = (),
) -> Path:
    """Write `index.html` over everything that stands in a programme's folder; return its path.

    Parameters
    ----------
    programme
        The profile.
    folder
        `reports/<programme>`.
    since
        When the command began (with its zone): files written later are new.
    lang
        "vi" or "en".
    problems
        Subject → why pages of it could not be made, of the subjects that this command wrote.
    anchors
        Folders of this machine, which the page does not name.

    Raises
    ------
    InputFaults
        If the page would tell of a single person: an old page is then taken away.
    NeedsError
        If the file is open in another program.
    """
    told = kept_problems(folder, problems or {}, anchors=anchors)
    reasons = [_tellable(message, lang) for messages in told.values() for message in messages]
    names = {programme.title.text(one) for one in ("vi", "en")}
    standing = documents(folder, manifest_of(folder), programme=names)
    found = beside_tables(standing, tables=TABLES_FOLDER, exchange=EXCHANGE)
    found = [replace(one, error=_tellable(one.error, lang)) for one in found]
    # Whom the proposals name, they name with the scanner's leave.
    agreed = {one.title for one in found if one.path.startswith(f"{DONORS}/")}
    html = start_page(programme, found, since=since, reasons=reasons, lang=lang)
    faults = page_faults(html, where=START, lang=lang, agreed=agreed)
    if faults:
        (folder / START).unlink(missing_ok=True)
        raise InputFaults(say("Trang mở đầu, không được ghi", lang=lang), faults)
    return write_page(folder / START, html)


def _tellable(message: str, lang: str) -> str:
    """Return a message as it is, unless it repeats what may be a child's data."""
    if not text_looks_personal(message, where=START, lang=lang):
        return message
    return say("lý do không nêu ở đây được: xem thông báo của lệnh", lang=lang)


def start_page(
    programme: Programme,
    found: Sequence[Document],
    *,
    since: dt.datetime,
    reasons: Sequence[str],
    lang: str,
) -> str:
    """Return the page; parameters as in `write_start_page`, `reasons` being the messages."""
    province = programme.province.text(lang)
    title = say("Bắt đầu ở đây: tài liệu đã lập, tỉnh {province}", lang=lang, province=province)
    placed = _placed(found, lang)
    top = (
        edition_mark("internal", lang=lang)
        + Fragment(f"<h1>{text(title)}</h1>")
        + _of_programme(programme, lang)
        + illustrative_mark(illustrative=any(one.invented for one in found), lang=lang)
        + _may_be_published(found, lang)
        + _counts(found, reasons, since, lang)
    )
    sections = [Section(top), Section(_begin(placed, lang))]
    sections.append(Section(_not_made(found, reasons, lang)))
    sections += [Section(_group(group, parts, reasons, since, lang)) for group, parts in placed]
    return page_html(title, sections, lang=lang)


def _placed(found: Sequence[Document], lang: str) -> list[tuple[Group, list[_Rows]]]:
    """Return groups with their tables; each document stands once, no table is empty."""
    left = {one.path: one for one in sorted(found, key=lambda one: collation_key(one.title))}
    placed = []
    for group in groups(lang=lang):
        parts: list[_Rows] = []
        for part in group.parts:
            rows: list[tuple[Document, str]] = []
            for pattern, what in part.kinds.items():
                own = [path for path in left if is_kind(path, pattern)]
                own = [path for path in own if left[path].notebook == (group.id == NOTEBOOKS)]
                rows += [(left.pop(path), what) for path in own]
            if rows:
                parts.append((part, rows))
        if parts:
            placed.append((group, parts))
    return placed


def _of_programme(programme: Programme, lang: str) -> Fragment:
    rows = [
        (say("Chương trình", lang=lang), programme.title.text(lang)),
        (say("Căn cứ", lang=lang), at_start(plan_words(programme.plan, lang=lang))),
        (say("Cơ quan chủ trì", lang=lang), programme.lead_agency.text(lang)),
        (say("Ngày lập", lang=lang), date_text(today(), lang=lang)),
    ]
    lines = "<br>".join(f"{text(name)}: <b>{text(words)}</b>" for name, words in rows)
    return Fragment(f'<p class="from">{lines}</p>')


def _may_be_published(found: Sequence[Document], lang: str) -> Fragment:
    """Say which folder may be published, and that nothing else may."""
    public = any(one.path.startswith(f"{PUBLIC}/") for one in found)
    first = (
        say("Chỉ thư mục public/ được đưa lên mạng.", lang=lang)
        if public
        else say("Chưa có bản công bố: không tệp nào ở đây được đưa lên mạng.", lang=lang)
    )
    rest = say(
        "Mọi tệp khác, kể cả trang này, là bản nội bộ hoặc bản gửi riêng: không đưa lên mạng, "
        "không gửi đi cả thư mục. Bản gửi nhà tài trợ chỉ gửi đúng nhà tài trợ ghi trên bản.",
        lang=lang,
    )
    words = edition_words("public", lang=lang)
    alone = sum(one.edition == words and not one.path.startswith(f"{PUBLIC}/") for one in found)
    posted = (
        say(
            "{n} trang ở ngoài public/ ghi «{edition}»: niêm yết được, từng trang một.",
            lang=lang,
            n=number(alone, lang=lang),
            edition=words,
        )
        if alone
        else ""
    )
    return Fragment(f'<p class="note"><b>{text(first)}</b> {text(rest)} {text(posted)}</p>')


def _counts(
    found: Sequence[Document], reasons: Sequence[str], since: dt.datetime, lang: str
) -> Fragment:
    pages = [one for one in found if one.page]
    new = sum(is_new(one, since) for one in pages)
    failed = sum(not one.files or bool(one.error) for one in found) + len(reasons)
    boxes = [
        (len(pages), say("trang đang có", lang=lang)),
        (new, say("trang mới lập lần này", lang=lang)),
        (failed, say("chỗ chưa lập được", lang=lang)),
    ]
    return key_figures([(number(figure, lang=lang), words) for figure, words in boxes])


def _begin(placed: Sequence[tuple[Group, list[_Rows]]], lang: str) -> Fragment:
    items = "".join(
        f'<li><a href="#{group.id}">{text(group.title)}</a>: {text(group.begin)}</li>'
        for group, _ in placed
    )
    title = text(say("Bắt đầu từ đâu", lang=lang))
    return Fragment(f"<h2>{title}</h2><ul>{items}</ul>")


def _not_made(found: Sequence[Document], reasons: Sequence[str], lang: str) -> Fragment:
    """Say what could not be made, and why, in the words of the command."""
    lost = say("tệp không còn ở đây; chạy lại «needs run»", lang=lang)
    named = [(one.title, one.error) for one in found if one.error]
    named += [(one.title, lost) for one in found if not one.error and not one.files]
    items = [f"<b>{text(name)}</b>: {_reason(why)}" for name, why in named]
    items += [_reason(message) for message in reasons]
    if not items:
        return Fragment("")
    title = text(say("Chưa lập được", lang=lang))
    listed = "".join(f'<li style="white-space:pre-line">{item}</li>' for item in items)
    return _names_of_files(Fragment(f"<h2>{title}</h2><ul>{listed}</ul>"))


def _names_of_files(part: Fragment) -> Fragment:
    """Return a part in which «offices» is found and copied letter by letter, from its print too."""
    return Fragment(f'<div style="font-variant-ligatures:none">{part.html}</div>')


def _reason(message: str) -> str:
    cut = message[: _LONGEST_REASON - 1] + "…" if len(message) > _LONGEST_REASON else message
    return f"<bdi>{text(cut)}</bdi>"


def _group(
    group: Group, parts: Sequence[_Rows], reasons: Sequence[str], since: dt.datetime, lang: str
) -> Fragment:
    whole = Fragment(f'<h2 id="{group.id}">{text(group.title)}</h2>')
    for part, rows in parts:
        inside = {f"{one.path.split('/')[0]}/" for one, _ in rows if "/" in one.path}
        folder = "".join(inside)
        whole += data_table(
            [
                say("Tài liệu", lang=lang),
                say("Mở", lang=lang),
                say("Dành cho", lang=lang),
                say("Tình trạng", lang=lang),
            ],
            [row(one, what, reasons, since, lang) for one, what in rows],
            caption=(
                say("{what}; thư mục {folder}", lang=lang, what=part.caption, folder=folder)
                if len(inside) == 1
                else part.caption
            ),
            kinds="tttt",
            compact=len(rows) > _LONG,
        )
    return _names_of_files(whole)
