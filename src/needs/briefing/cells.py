"""Figures as cells of a table: by locale, missing ones in words."""

from __future__ import annotations

from typing import Any

from needs.briefing.html import missing
from needs.briefing.measures import whole_up
from needs.wording import interval, number, percent, say
from needs.wording.numbers import is_missing

HALF_A_MILLION = 500_000  # VND; rounds to zero million


def whole(value: Any, lang: str) -> str:
    """Return a whole number."""
    return missing(lang=lang) if is_missing(value) else number(value, lang=lang)


def span(low: Any, high: Any, lang: str) -> str:
    """Return an interval, or one number where both ends agree."""
    if is_missing(low) or is_missing(high):
        return missing(lang=lang)
    return interval(low, high, lang=lang)


def millions(value: Any, lang: str) -> str:
    """Return an amount of VND in million đồng."""
    if is_missing(value):
        return missing(lang=lang)
    # Something is left must not read as nothing is left.
    return "&lt; 1" if 0 < value < HALF_A_MILLION else number(float(value) / 1e6, lang=lang)


def millions_span(low: Any, high: Any, lang: str) -> str:
    """Return an interval of VND in million đồng."""
    if is_missing(low) or is_missing(high):
        return missing(lang=lang)
    return interval(float(low) / 1e6, float(high) / 1e6, lang=lang)


def with_range(middle: Any, low: Any, high: Any, lang: str, *, in_millions: bool = False) -> str:
    """Return a figure with its interval below it; the figure alone where it is exact."""
    write, write_span = (millions, millions_span) if in_millions else (whole, span)
    shown = write(middle, lang)
    if is_missing(middle) or is_missing(low) or is_missing(high):
        return shown
    ends = write_span(low, high, lang)
    return shown if ends == shown else f"{shown}<br><small>{ends}</small>"


def at_ends(low: Any, high: Any, lang: str) -> str:
    """Return an interval of which one end may not be known: «ít nhất 120», «nhiều nhất 300»."""
    if is_missing(low) and not is_missing(high):
        return say("nhiều nhất {n}", lang=lang, n=number(high, lang=lang))
    if is_missing(high) and not is_missing(low):
        return say("ít nhất {n}", lang=lang, n=number(low, lang=lang))
    return span(low, high, lang)


def units(value: Any, lang: str) -> str:
    """Return a quantity: with one decimal only where it is not whole."""
    if is_missing(value):
        return missing(lang=lang)
    return number(value, lang=lang, decimals=0 if value % 1 == 0 else 1)


def pieces(value: Any, lang: str) -> str:
    """Return a number of sets, coats…: whole, since nobody hands over a part of one."""
    if is_missing(value):
        return missing(lang=lang)
    return number(whole_up(value), lang=lang)


def rate(value: Any, lang: str) -> str:
    """Return a rate with one decimal."""
    return missing(lang=lang) if is_missing(value) else percent(value, lang=lang, decimals=1)
