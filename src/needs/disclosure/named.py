"""Names of places, columns and rows in messages: shown as typed, unless they read like a person.

A planner has to say which commune «Bảo Toan» is, and must see it. In the same cell may stand a
child's name, or a sentence about one: that is described (`needs.wording.as_typed`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from needs.disclosure.personal import is_name, personal_content
from needs.wording import masked, typed
from needs.wording.as_typed import long_number, whole_date

#: No name of a place is longer; what is, is a sentence.
_MOST_WORDS = 9
_LONGEST_CHOICE = 4
# Headings and totals begin so: without tone marks they look like family names (Tống, Trương, Hồ).
_HEADS = "tổng trường họ độ chủ bản mã vì hàng hạng hóa hoá đạo tạo tờ lãng"
_NO_SURNAMES = frozenset(_HEADS.split())
_HEADING_WORDS = "số và trẻ tên xã phường thôn huyện tỉnh cộng tiền"
_OF_HEADINGS = frozenset(_HEADING_WORDS.split())
_ADDRESS_WORDS = "ngõ ngách hẻm kiệt nhà đường phố"
_OF_ADDRESSES = frozenset(_ADDRESS_WORDS.split())
# What stands between several headings in one line.
_BETWEEN = re.compile(r"( › |; )")


def reads_like_a_person(text: str, *, most_words: int | None = _MOST_WORDS) -> bool:
    """Tell whether a text typed for the name of something may be about a person instead.

    Parameters
    ----------
    most_words
        What has more is a sentence; None: of any length.
    """
    whole = unicodedata.normalize("NFC", text)
    # A code may stand in front of a name.
    words = [word for word in whole.split() if not word.isdecimal()]
    if _holds_more(whole) or (most_words is not None and len(words) > most_words):
        return True
    lower = [word.casefold() for word in words]
    if _OF_ADDRESSES.intersection(lower) and any(sign.isdigit() for sign in whole):
        return True
    if not words or lower[0] in _NO_SURNAMES or _OF_HEADINGS.intersection(lower):
        return False
    return is_name(" ".join(word.capitalize() for word in words))


def name_typed(text: str, *, lang: str = "vi") -> str:
    """Return a name as it was typed; where it reads like a person, only how long it is."""
    return typed(text, lang=lang) if reads_like_a_person(text) else text


def giver_typed(text: str, *, lang: str = "vi") -> str:
    """Return a donor's name as it was typed, unless a telephone, card or date is beside it."""
    return typed(text, lang=lang) if _holds_more(text) else text


def _holds_more(text: str) -> bool:
    """Tell whether a text holds more of a person than a name."""
    return bool(personal_content(text)) or long_number(text) or whole_date(text)


def choice_typed(text: str, choices: Iterable[str], *, lang: str = "vi") -> str:
    """Return what was typed where one of some words was wanted: if it is a word of that sort.

    A few words without figures, none but the first with a capital: «Học bổng», «có lẽ», «IV».
    """
    words = text.split()
    sort = len(words) <= _LONGEST_CHOICE and not any(sign.isdigit() for sign in text)
    if sort and all(word[0].islower() for word in words[1:]) and not reads_like_a_person(text):
        return text
    return typed(text, known=choices, ids=True, lang=lang)


def headings_typed(text: str, *, lang: str = "vi") -> str:
    """Return titles of columns as they were typed, but for those that read like a person."""
    return "".join(
        typed(one, lang=lang) if reads_like_a_person(one, most_words=None) else one
        for one in _BETWEEN.split(text)
    )


def name_masked(text: str) -> str:
    """Return what `name_typed` returns, in no language."""
    return masked(text) if reads_like_a_person(text) else text
