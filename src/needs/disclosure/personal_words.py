"""Headings and calls that announce a person's data, in Vietnamese and English: `personal.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

#: Kinds that an office, a place or a giver has too.
_OF_PLACES = ("address", "phone", "email", "account", "photo")


@cache
def vocabulary() -> dict[str, Any]:
    """Return the words, by section."""
    path = files("needs.disclosure").joinpath("personal.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def surnames() -> frozenset[str]:
    """Return family names, as plain words."""
    return frozenset(vocabulary()["names"]["surnames"])


@cache
def plain_words(text: str) -> str:
    """Return a text as plain words: no case, no marks, no signs; «hoTen» is two words."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"['’][sS](?![^\W_])", "", bare))
    return " ".join(re.findall(r"[^\W_]+", parted.casefold()))


@cache
def personal_heading(heading: str) -> str | None:
    """Return which kind of a person's data a heading promises; None: none.

    «Tên xã», «donor_name», «địa chỉ cơ quan», «số trẻ có khai sinh» promise none: they tell of a
    place, a giver, an office, a number.
    """
    line = f" {plain_words(heading)} "
    fitting = [
        (len(phrase), kind, phrase)
        for kind, phrases in vocabulary()["kinds"].items()
        for phrase in phrases
        if f" {phrase} " in line
    ]
    if not fitting:
        return None
    _, kind, phrase = max(fitting)
    rest = line.replace(f" {phrase} ", " | ")
    excuses = vocabulary()["excuses"]
    known = [*excuses["count"]]
    known += excuses["name"] if kind == "name" else excuses["place"] if kind in _OF_PLACES else []
    return None if any(f" {one} " in rest for one in known) else kind
