"""Signs that no document may carry: controls, and marks that turn the direction of reading."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

# Marks that reorder what follows can make a figure or a name read as another.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")

_LONG_WORD = re.compile(r"[^\s\u00a0…]{40,}")
_MAY_BREAK = "\u200b"  # a space of no width


def printable(text: str) -> str:
    """Return text as it may stand in a file: composed letters, no controls, nothing turned round.

    A sign that is taken away leaves «�» in its place, so that a reader sees that something was
    there; XML and PDF could not carry it.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join("\ufffd" if _barred(sign) else sign for sign in composed)


def type_folder() -> Path:
    """Return the folder of the type that stands in for signs that the text type lacks."""
    return Path(get_data_path()) / "fonts" / "ttf"


def in_type(text: str) -> str:
    """Return printable text with every sign that no type can show told by its number («[U+1F9D2]»).

    Which signs there are does not depend on the machine: those of DejaVu Sans, which comes with
    matplotlib and has all letters of Vietnamese.
    """
    shown = _shown()
    return "".join(
        sign if sign in _KEPT or ord(sign) in shown else f"[U+{ord(sign):04X}]"
        for sign in printable(text)
    )


def breakable(text: str) -> str:
    """Return text whose very long words may break between any two signs: none leaves its column."""
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(word[0]), text)


@cache
def _shown() -> frozenset[int]:
    return frozenset(FT2Font(type_folder() / "DejaVuSans.ttf").get_charmap())


def _barred(sign: str) -> bool:
    if sign in _KEPT:
        return False
    return sign in _TURNS or unicodedata.category(sign) in {"Cc", "Cs"} or sign in "\ufffe\uffff"
