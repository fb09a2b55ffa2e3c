"""What the words in front of a row say that it is: total, subtotal, section, footnote.

Asked only of words that are no commune: «Tổng Cọt» and «Cộng Hòa» are communes.
"""

from __future__ import annotations

import re

from needs.reading.dates import signed_on
from needs.reading.phrases import begins, key, rest_after
from needs.reading.province import Province
from needs.reading.vocabulary import vocabulary

# «I.», «II -», «A)», «1.»: what numbers a section; «-», «+», «•»: a bullet.
_NUMBERED = re.compile(r"\s*(?:(?:[IVXLC]{1,6}|[A-ZĐ]|\d{1,2})\s*[.)\-–:/]|[-–+•*])\s*(?=\S)")
_BRACKETS = re.compile(r"\([^()]*\)")
_ROMAN = re.compile(r"[IVX]{1,5}\.?|[A-Z]\.?")
_NOTE_SIGN = re.compile(r"\s*(?:\(\s*\*+\s*\)|\*)")
# What may stand behind a commune's name without being a part of it: «*», «(*)», «(1)».
_MARK = re.compile(r"\s*(?:\(\s*(?:\*+|\d)\s*\)|\*+)\s*$")


def without_number(text: str) -> str:
    """Return what follows the number or bullet in front of a text."""
    return _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text


def without_marks(name: str) -> str:
    """Return a name without number or bullet in front and footnote mark behind it."""
    return _MARK.sub("", without_number(name))


def total_kind(text: str) -> str:
    """Return `total`, `subtotal`, or nothing.

    A subtotal says of what it is the sum: «Cộng khu vực III», «Tổng cộng huyện …».
    """
    words = vocabulary().rows
    phrase = key(_BRACKETS.sub(" ", without_number(text)))
    if phrase in words["total"]:
        return "total"
    of_what = rest_after(phrase, words["total_begins"])
    if of_what and (begins(of_what, words["section_begins"]) or _is_district(of_what)):
        return "subtotal"
    return ""


def of_district(text: str) -> bool:
    """Tell whether a subtotal is that of a district."""
    of_what = rest_after(key(without_number(text)), vocabulary().rows["total_begins"])
    return bool(of_what) and _is_district(of_what or "")


def _is_district(phrase: str) -> bool:
    return bool(rest_after(phrase, vocabulary().rows["district_kinds"]))


def section_district(text: str, province: Province) -> str:
    """Return the code of the district that a section row names; empty for other rows."""
    return province.district_titled(without_number(text))


def is_section(text: str) -> bool:
    """Tell whether a text titles a section: «Khu vực III», «I. Các xã khu vực III»."""
    return begins(key(without_number(text)), vocabulary().rows["section_begins"])


def is_section_number(text: str) -> bool:
    """Tell whether a text numbers a section: I, II, A."""
    return _ROMAN.fullmatch(text) is not None


def is_footnote(text: str) -> bool:
    """Tell whether a text is a note below a table, a line of signatures or of place and date."""
    if _NOTE_SIGN.match(text) or signed_on(text) is not None:
        return True
    return begins(key(without_number(text)), vocabulary().rows["footnote_begins"])
