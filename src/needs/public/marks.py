"""The mark of invented data, page by page: which figures of this page are made up."""

from __future__ import annotations

from needs.briefing.html import Fragment, text
from needs.wording import say


def invented_mark(what: str, *, lang: str) -> Fragment:
    """Return the mark with the words that say which figures are invented; nothing for no words."""
    if not what:
        return Fragment("")
    mark = text(say("số liệu minh họa", lang=lang))
    return Fragment(f'<p><span class="badge badge-illustrative">{mark}</span> {text(what)}</p>')


def invented_books(*, lang: str) -> str:
    """Say that the Fund's books are invented."""
    return say(
        "Quỹ chưa có sổ: mọi khoản thu, chi, tên đơn vị và nhà tài trợ trên trang này là dựng để "
        "thử, không có thật.",
        lang=lang,
    )


def invented_gifts(*, lang: str) -> str:
    """Say that some of the gifts shown are invented."""
    return say(
        "Các khoản đã trao trên trang này là dựng để thử, không có thật.",
        lang=lang,
    )


def invented_support(*, lang: str) -> str:
    """Say that what is still lacking was computed with invented support."""
    return say(
        "Số còn thiếu trên trang này đã trừ phần hỗ trợ dựng để thử, không có thật; chỉ để minh "
        "họa cách làm.",
        lang=lang,
    )
