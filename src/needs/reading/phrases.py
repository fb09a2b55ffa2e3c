"""Words as they are compared: case, spaces, signs and the place of tone marks left out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from needs.places import normalise, tidy
from needs.workbooks import CellError, Value

# Tone marks are none: in a key they stand behind their syllable, and a key of a key is the key.
_SIGNS = re.compile("(?:[^\\w\u0300\u0301\u0303\u0309\u0323]|_)+")

# Characters that nobody sees: zero-width signs, soft hyphens, marks of byte order.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@lru_cache(maxsize=1 << 16)
def seen(text: str) -> str:
    """Return text in NFC without characters that nobody sees, as it may be shown."""
    return tidy(_UNSEEN.sub("", text))


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """Return the key under which two writings of one phrase are equal.

    «Trẻ em (0–2 tuổi)», «TRẺ EM 0-2 TUỔI» and the same with composed or moved tone marks share
    one key. Diacritics are kept. Not to be shown: tone marks stand behind their syllable.
    """
    return normalise(_SIGNS.sub(" ", seen(text)), keep_prefix=True)


def begins(phrase: str, beginnings: frozenset[str]) -> bool:
    """Tell whether a key begins with one of others, word by word."""
    return rest_after(phrase, beginnings) is not None


def rest_after(phrase: str, beginnings: frozenset[str]) -> str | None:
    """Return what follows the longest of the beginnings; none where no one fits."""
    words = phrase.split(" ")
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in beginnings:
            return " ".join(words[count:])
    return None


def text_of(value: Value) -> str:
    """Return a cell as text: numbers as they are counted (12.0 is «12»), blank cells empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return seen(value)
    if isinstance(value, CellError):
        return seen(value.text)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def is_blank(value: Value) -> bool:
    """Tell whether nothing stands in a cell, or nothing that can be seen."""
    return value is None or (isinstance(value, str) and not seen(value))


@lru_cache(maxsize=1 << 14)
def plain(phrase: str) -> str:
    """Return a key without any diacritics, to compare phrases that were typed carelessly."""
    letters = unicodedata.normalize("NFD", phrase.replace("đ", "d"))
    return "".join(mark for mark in letters if not unicodedata.combining(mark))
