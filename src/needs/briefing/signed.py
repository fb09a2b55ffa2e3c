"""Differences with their sign, by locale: more (+) or less (−)."""

from __future__ import annotations

from typing import Any

from needs.wording import number, percent

MILLION = 1e6
_WITHOUT_DECIMALS = 10


def signed(difference: Any, *, lang: str) -> str:
    """Write a whole difference: +1.200, −35, 0."""
    return sign(difference) + number(abs(difference), lang=lang)


def signed_millions(difference_vnd: Any, *, lang: str) -> str:
    """Write a difference of VND in million đồng; a small one keeps a decimal, not to read 0."""
    amount = abs(float(difference_vnd)) / MILLION
    decimals = 0 if amount >= _WITHOUT_DECIMALS or not amount else 1
    return sign(difference_vnd) + number(amount, lang=lang, decimals=decimals)


def signed_share(difference: Any, before: Any, *, lang: str) -> str:
    """Write a difference as a share of what was before; a dash where that was nothing."""
    if not before:
        return "–"
    share = abs(float(difference) / float(before))
    return sign(difference) + percent(share, lang=lang, decimals=1)


def sign(difference: Any) -> str:
    """Return + or −; nothing where nothing changed."""
    return "+" if difference > 0 else "−" if difference < 0 else ""
