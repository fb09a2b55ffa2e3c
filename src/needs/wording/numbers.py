"""Numbers, money, shares and dates by locale; missing stays visible."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from needs.wording.catalogue import check_language, say

_MILLION = 1_000_000


def missing_text(*, lang: str = "vi") -> str:
    """Return the words that stand where a figure is not known."""
    return say("chưa có số liệu", lang=lang)


def is_missing(value: Any) -> bool:
    """Tell whether a scalar is missing (None, NaN, NA, NaT)."""
    return value is None or bool(pd.isna(value))


def number(value: Any, *, lang: str = "vi", decimals: int = 0) -> str:
    """Write a number by locale: 1.234 (vi), 1,234 (en); missing in words."""
    check_language(lang)
    if is_missing(value):
        return missing_text(lang=lang)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=lang))


def percent(rate: Any, *, lang: str = "vi", decimals: int = 0) -> str:
    """Write a rate (0–1) as a percentage by locale; missing in words."""
    check_language(lang)
    if is_missing(rate):
        return missing_text(lang=lang)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
    return str(format_percent(rate, format=pattern, locale=lang))


def money(value: Any, *, lang: str = "vi", millions: bool = False) -> str:
    """Write an amount of VND by locale; `millions` rounds to million đồng from one million up."""
    if is_missing(value):
        return missing_text(lang=lang)
    if millions and abs(value) >= _MILLION:
        return say("{amount} triệu đồng", lang=lang, amount=number(value / _MILLION, lang=lang))
    return say("{amount} đồng", lang=lang, amount=number(value, lang=lang))


def interval(low: Any, high: Any, *, lang: str = "vi", decimals: int = 0) -> str:
    """Write an interval «1.200–1.500»; a single number where both ends agree."""
    if is_missing(low) or is_missing(high):
        return missing_text(lang=lang)
    ends = [number(end, lang=lang, decimals=decimals) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def date_text(day: dt.date, *, lang: str = "vi") -> str:
    """Write a date: 21/11/2026 (vi), 21 November 2026 (en)."""
    check_language(lang)
    pattern = "dd/MM/yyyy" if lang == "vi" else "d MMMM yyyy"
    return str(format_date(day, format=pattern, locale=lang))
