"""Vietnamese alphabetical order: letters first (a ă â … d đ …), then the tones of the word."""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}
# No tone, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

CollationKey = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], str]


def collation_key(text: str) -> CollationKey:
    """Return the key that sorts names as a Vietnamese reader expects.

    Word by word: «Hạ Lang» stands before «Hòa An», «Bảo Lạc» before «Bảo Lâm». Signs and digits
    stand before letters; names that differ only in case keep a fixed order.
    """
    words: list[tuple[int, ...]] = []
    tones: list[int] = []
    for word in unicodedata.normalize("NFC", text).lower().split():
        ranks = []
        for sign in word:
            marks = unicodedata.normalize("NFD", sign)
            letter = unicodedata.normalize("NFC", "".join(m for m in marks if m not in _TONES))
            ranks.append(_RANK.get(letter, ord(letter[:1] or " ") - 0x110000))
            tones.append(max((_TONES.get(mark, 0) for mark in marks), default=0))
        words.append(tuple(ranks))
    return tuple(words), tuple(tones), text
