"""The words of every fault, whichever module found it."""

from __future__ import annotations

from typing import Protocol

from needs.returns.words import checks, donors, files, reading
from needs.returns.words.fault_words import FaultWords, Words


def _all_words() -> dict[str, Words]:
    """Return the words of every code; a code has one meaning."""
    words: dict[str, Words] = {}
    for module in (files, reading, checks, donors):
        twice = sorted(words.keys() & module.WORDS.keys())
        if twice:
            raise RuntimeError(f"{module.__name__}: codes that have a meaning already: {twice}")
        words |= module.WORDS
    return words


WORDS: dict[str, Words] = _all_words()


class Told(Protocol):
    """A fault, a refusal or a note: a code, and what fills its words."""

    @property
    def code(self) -> str:
        """Which words."""

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        """What fills them."""


def words_of(told: Told, lang: str) -> FaultWords:
    """Return what is said of a fault, a refusal or a note: found, expected, what to do.

    Raises
    ------
    LookupError
        If the code has no words: a mistake in the program, not in the file.
    """
    if told.code not in WORDS:
        raise LookupError(f"no words for the code of a fault: {told.code!r}")
    return WORDS[told.code](dict(told.values), lang)
