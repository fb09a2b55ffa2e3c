"""Figures in the tables of the Fund's pages: missing in words, «≥» where parts are not known."""

from __future__ import annotations

from typing import Any

from needs.briefing.html import missing
from needs.wording import number
from needs.wording.numbers import is_missing


def vnd(value: Any, lang: str) -> str:
    """Return a whole figure as a cell; missing in words."""
    return missing(lang=lang) if is_missing(value) else number(int(value), lang=lang)


def at_least(value: Any, unknown: int, lang: str) -> str:
    """Return a sum as a cell, with «≥» where parts of it are not known."""
    words = vnd(value, lang)
    return f"≥ {words}" if unknown and not is_missing(value) else words
