"""Room at the end of a document for the day, the signatures and the seal."""

from __future__ import annotations

import datetime as dt

from needs.briefing.html import Fragment, text
from needs.wording import date_text, say


def signature_block(made_on: dt.date, *, lang: str) -> Fragment:
    """Leave room for who made the document and for who signs it.

    Word and PDF have the signature of their letterhead, so that `documents` passes this over.
    """
    maker = text(say("Người lập", lang=lang))
    head = text(say("Thủ trưởng cơ quan", lang=lang))
    day = text(say("Lập ngày {day}", lang=lang, day=date_text(made_on, lang=lang)))
    blank = text(say("(ký, ghi rõ họ tên)", lang=lang))
    sealed = text(say("(ký tên, đóng dấu)", lang=lang))
    return Fragment(
        f'<div class="slip for-whom screen-only"><p>{day}</p><div class="signed">'
        f"<p><b>{maker}</b><br><small>{blank}</small></p>"
        f"<p><b>{head}</b><br><small>{sealed}</small></p></div></div>"
    )
