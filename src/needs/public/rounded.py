"""Counts of children as the public may read them: rounded, and small ones not written out."""

from __future__ import annotations

from typing import Any

from needs.briefing.html import missing, text
from needs.programmes.public_page import PublicPage
from needs.wording import number, say
from needs.wording.numbers import is_missing


def rounded(count: int, step: int) -> int:
    """Return the multiple of `step` nearest to a count; a half goes up."""
    return (2 * count + step) // (2 * step) * step


def public_count(count: Any, rules: PublicPage, *, lang: str) -> str:
    """Return a count of children as a cell: missing in words, small ones as «ít hơn 10».

    Zero stays zero: nobody can be recognised among none.
    """
    if is_missing(count):
        return missing(lang=lang)
    return text(count_words(count, rules, lang=lang))


def count_words(count: Any, rules: PublicPage, *, lang: str) -> str:
    """Return a known count of children in words: rounded, small ones as «ít hơn 10»."""
    if is_small(count, rules):
        return say("ít hơn {n}", lang=lang, n=number(rules.smallest_group, lang=lang))
    return number(rounded(int(count), rules.round_to), lang=lang)


def is_small(count: Any, rules: PublicPage) -> bool:
    """Tell whether so few children are not written out, and nothing either that tells how many."""
    return not is_missing(count) and 0 < count < rules.smallest_group
