"""What a figure rests on, and how a check went, in words."""

from __future__ import annotations

import re

from needs.wording.catalogue import say
from needs.wording.numbers import number


def basis_words(basis: str, *, lang: str) -> str:
    """Name a basis."""
    return {
        "official": say("chính thức", lang=lang),
        "returned": say("báo cáo", lang=lang),
        "estimated": say("ước tính", lang=lang),
        "assumption": say("giả định", lang=lang),
        "illustrative": say("số liệu minh họa", lang=lang),
    }[basis]


def check_status(status: str, *, lang: str) -> str:
    """Say how a check against an official figure went."""
    return {
        "ok": say("khớp", lang=lang),
        "unchecked": say("chưa đối chiếu được", lang=lang),
    }[status]


def counted(figure: str, *, lang: str) -> str:
    """Write a figure of a check by locale; of words («vi / en») those of the language."""
    first, _, second = figure.partition(" / ")
    words = first if lang == "vi" else second or first
    return re.sub(r"\d{4,}", lambda digits: number(int(digits[0]), lang=lang), words)
