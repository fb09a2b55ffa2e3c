"""A row of the start page: a document, its forms, for whom it is, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from needs.briefing.audience import edition_words
from needs.briefing.html import text
from needs.briefing.words import at_start
from needs.interchange import FOLDER as EXCHANGE
from needs.public.site import FOLDER as PUBLIC
from needs.runs.what_stands import Document
from needs.tables.schemas import RECORDS, TABLES
from needs.wording import date_text, say
from needs.wording.clock import day_of

_FORMS = {".docx": "Word", ".pdf": "PDF", ".xlsx": "Excel", ".parquet": "Parquet"}
_FORMS |= {".csv": "CSV", ".json": "JSON", ".geojson": "GeoJSON", ".gpkg": "GeoPackage"}


def row(
    one: Document, what: str, reasons: Sequence[str], since: dt.datetime, lang: str
) -> list[str]:
    """Return the cells of a document's row, as HTML.

    Parameters
    ----------
    one
        The document.
    what
        What it is, where its title does not say it.
    reasons
        What stood in the way of pages and forms: messages of the commands.
    since
        When the command began: files written later are new.
    lang
        "vi" or "en".
    """
    title, small = one.title, what
    if one.page or one.notebook or not one.files:
        title = at_start(title)
    elif meaning := _meaning(one, lang) or what:
        # A file has no title: first what it is, then what it is called.
        title, small = at_start(meaning), one.title
    link = f"<bdi>{text(title)}</bdi>"
    if one.files:
        link = f'<a href="{_address(one.files[0])}">{link}</a>'
    below = f"<br><small>{text(small)}</small>" if small else ""
    public = one.path.startswith(f"{PUBLIC}/")
    whom = one.edition or edition_words("public" if public else "internal", lang=lang)
    forms = " · ".join(
        f'<a href="{_address(file)}">{text(_form(file, lang))}</a>' for file in one.files
    )
    # On a phone the table scrolls anyway: two lines of words rather than four.
    whom = f'<span style="display:block;min-width:14rem">{text(whom)}</span>'
    return [f"{link}{below}", forms or "–", whom, text(_state(one, reasons, since, lang))]


def _meaning(one: Document, lang: str) -> str:
    """Say what a table holds; empty for what is no table."""
    table = (TABLES | RECORDS).get(PurePosixPath(one.path).name)
    if table is None:
        return ""
    return table.vi if lang == "vi" else table.en


def _address(file: str) -> str:
    """Return a file as a link from the start page; no sign of its name means anything there."""
    return quote(file.encode("utf-8", "surrogateescape"), safe="/")


def _form(file: str, lang: str) -> str:
    ending = PurePosixPath(file).suffix
    if ending == ".html":
        return say("Xem", lang=lang)
    if ending == ".ics":
        return say("Tệp lịch", lang=lang)
    if ending == ".ipynb":
        return say("Sổ tay", lang=lang)
    if ending == ".csv" and file.startswith(f"{EXCHANGE}/"):
        return "CSV + HXL"
    return _FORMS[ending]


def _state(one: Document, reasons: Sequence[str], since: dt.datetime, lang: str) -> str:
    if one.made is None:
        return (
            say("chưa lập được: lý do ở đầu trang", lang=lang)
            if one.error
            else say("tệp không còn ở đây; chạy lại «needs run»", lang=lang)
        )
    day = date_text(day_of(one.made), lang=lang)
    if one.error:
        return say(
            "lần này chưa lập được: lý do ở đầu trang; bản đang có lập ngày {day}",
            lang=lang,
            day=day,
        )
    state = (
        say("mới lập", lang=lang)
        if is_new(one, since)
        else say("có sẵn, lập ngày {day}", lang=lang, day=day)
    )
    if any(message.startswith(f"{one.path}.html: ") for message in reasons):
        state = say(
            "{state}; Word, PDF, Excel chưa lập được: lý do ở đầu trang", state=state, lang=lang
        )
    return state


def is_new(one: Document, since: dt.datetime) -> bool:
    """Tell whether a document was written since a moment."""
    # Some disks keep times by two seconds.
    return one.made is not None and one.made >= since - dt.timedelta(seconds=2)
