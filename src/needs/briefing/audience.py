"""For whom a page is, said at its top: the same words and look on every page."""

from __future__ import annotations

from html import escape
from typing import Literal

from needs.briefing.html import Fragment
from needs.wording import say

#: The house; the offices that a sheet is sent to; who keeps a register of children; a donor;
#: everybody.
Audience = Literal["internal", "offices", "keeper", "donor", "public"]


def edition_words(audience: Audience, *, lang: str) -> str:
    """Say for whom a page is, and whether it may be handed on.

    Parameters
    ----------
    audience
        Who reads the page.
    lang
        "vi" or "en".
    """
    words = {
        "internal": say("Bản nội bộ: dùng trong cơ quan, không công bố", lang=lang),
        "offices": say("Bản nội bộ: gửi các cơ quan được nêu, không công bố", lang=lang),
        "keeper": say("Bản nội bộ: chỉ cho người giữ sổ, không gửi đi", lang=lang),
        "donor": say("Bản gửi nhà tài trợ", lang=lang),
        "public": say("Bản công bố", lang=lang),
    }
    return words[audience]


def edition_mark(audience: Audience, *, lang: str) -> Fragment:
    """Return the line that tells for whom a page is: on the screen and on its print-out.

    Word and PDF say it in their heading, so that `documents` passes the line over.

    Parameters
    ----------
    audience, lang
        As in `edition_words`.
    """
    words = escape(edition_words(audience, lang=lang))
    return Fragment(f'<p class="for-whom screen-only"><b class="edition">{words}</b></p>')
