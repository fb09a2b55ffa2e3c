"""Text in cells that only an old font showed rightly («Hµ Néi» in .VnTime is «Hà Nội»).

Such letters are proper Unicode and mean something else. Whether a book is written so is decided
for the whole book, by its words: in an old encoding most of them are no Vietnamese syllables as
they stand, and become syllables when decoded. Text that consists of Vietnamese letters
throughout is never touched, and a book that is Unicode in part is refused: its words can be read
in two ways, and a wrong name might be somebody else's. Refused as well is a book whose Unicode
bytes somebody's program took for western letters («Báº£o Láº¡c»): no font shows it rightly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from needs.workbooks.grid import Note, Sheet
from needs.workbooks.legacy_tables import LEGACY_ENCODINGS, LegacyEncoding, western
from needs.workbooks.refusing import Refused
from needs.workbooks.syllables import is_syllable, words_beyond_ascii

# Of all words beyond ASCII in communes' names, 79 % become syllables when decoded rightly, at
# most 0.4 % stop being ones; of names in Unicode, fewer than 1 % would become syllables.
_MOSTLY = 0.6
_FEW = 0.05
_MANY = 0.2
_LEAST_WORDS = 2
_LEAST_WORDS_OF_MIXTURE = 5

_VIETNAMESE = frozenset(
    unicodedata.normalize("NFC", base + mark + tone)
    for base, marks in (
        ("a", "\u0306\u0302"),
        ("e", "\u0302"),
        ("o", "\u0302\u031b"),
        ("u", "\u031b"),
    )
    for mark in ("", *marks)
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | frozenset("ìíĩỉịỳýỹỷỵđ")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What decoding the words of a book in one way would change.

    Attributes
    ----------
    gained
        Words that become syllables.
    lost
        Words that are syllables and would be none.
    foreign
        Whether a word that becomes a syllable holds a letter that Vietnamese does not have.
    """

    gained: int
    lost: int
    foreign: bool


def with_legacy_text(sheets: Iterable[Sheet]) -> tuple[tuple[Sheet, ...], tuple[Note, ...]]:
    """Return the sheets with text of old fonts turned into Unicode, and a note if there was any.

    Raises
    ------
    Refused
        `encoding`, if the book is part Unicode, part an old encoding, or garbled.
    """
    sheets = tuple(sheets)
    texts = {
        value
        for sheet in sheets
        for row in sheet.rows
        for value in row
        if isinstance(value, str) and not value.isascii()
    }
    encoding = _encoding_of({word for text in texts for word in words_beyond_ascii(text)})
    if encoding is None:
        return sheets, ()
    decoded = {text: _decoded(text, encoding) for text in texts}
    note = Note("legacy_text", (("encoding", encoding.name), ("where", "font")))
    return tuple(_decoded_sheet(sheet, decoded, encoding) for sheet in sheets), (note,)


def _encoding_of(words: set[str]) -> LegacyEncoding | None:
    """Return the old encoding that the words of a book are written in; None for Unicode."""
    garbled = sum(map(_is_garbled, words))
    if garbled >= max(_LEAST_WORDS_OF_MIXTURE, _MANY * len(words)):
        raise Refused("encoding", reason="unknown")
    weighed = [(_weigh(words, encoding), encoding) for encoding in LEGACY_ENCODINGS]
    evidence, encoding = max(weighed, key=lambda pair: pair[0].gained)
    enough = evidence.foreign and evidence.gained >= _LEAST_WORDS
    if enough and evidence.gained >= _MOSTLY * len(words) and evidence.lost <= _FEW * len(words):
        return encoding
    mixture = evidence.gained >= max(_LEAST_WORDS_OF_MIXTURE, _MANY * len(words))
    if enough and mixture:
        raise Refused("encoding", reason="mixed")
    return None


def _weigh(words: set[str], encoding: LegacyEncoding) -> _Evidence:
    sound = {word for word in words if is_syllable(word)}
    readable = {word for word in words if _readable(word, encoding)}
    return _Evidence(
        gained=len(readable - sound),
        lost=len(sound - readable),
        foreign=any(not _is_vietnamese(word) for word in readable - sound),
    )


@lru_cache(maxsize=1 << 14)
def _readable(word: str, encoding: LegacyEncoding) -> bool:
    letters = (letter for letter in western(word) if not letter.isascii())
    return encoding.letters.issuperset(letters) and is_syllable(encoding.decode(word))


def _is_garbled(word: str) -> bool:
    """Tell whether the letters of a word, taken as bytes, are a syllable in UTF-8."""
    for page in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            return is_syllable(word.encode(page).decode("utf-8"))
    return False


def _is_vietnamese(word: str) -> bool:
    letters = unicodedata.normalize("NFC", word.lower())
    return all(letter.isascii() or letter in _VIETNAMESE for letter in letters)


def _decoded(text: str, encoding: LegacyEncoding) -> str:
    """Return a text of a book in an old encoding; one that is Unicode by itself stays."""
    words = words_beyond_ascii(text)
    if words and all(is_syllable(word) and not _readable(word, encoding) for word in words):
        return text
    return encoding.decode(text)


def _decoded_sheet(sheet: Sheet, decoded: dict[str, str], encoding: LegacyEncoding) -> Sheet:
    words = words_beyond_ascii(sheet.name)
    old = words and all(_readable(word, encoding) and not is_syllable(word) for word in words)
    return replace(
        sheet,
        # Old fonts do not reach a sheet's tab: its name is mostly Unicode in such books too.
        name=encoding.decode(sheet.name) if old else sheet.name,
        rows=tuple(
            tuple(decoded.get(value, value) if isinstance(value, str) else value for value in row)
            for row in sheet.rows
        ),
    )
