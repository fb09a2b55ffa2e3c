"""The words of every fault, whichever module found it."""

from __future__ import annotations

from typing import Protocol

from needs.returns.records import ReturnFault
from needs.returns.words import checks, files, reading
from needs.returns.words.fault_words import FaultWords, Words


def _in_a_file() -> dict[str, Words]:
    """The words of everything that is found once a file is open; a code has one meaning."""
    twice = sorted(reading.WORDS.keys() & checks.WORDS.keys())
    if twice:
        raise RuntimeError(f"codes with two meanings: {twice}")
    return {**reading.WORDS, **checks.WORDS}


#: By what is told of: the file as a whole (refusals, notes), or what stands in it.
OF_FILES: dict[str, Words] = files.WORDS
IN_FILES: dict[str, Words] = _in_a_file()


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
    whole = not (isinstance(told, ReturnFault) and told.place.sheet)
    for words in (OF_FILES, IN_FILES) if whole else (IN_FILES,):
        if told.code in words:
            return words[told.code](dict(told.values), lang)
    raise LookupError(f"no words for the code of a fault: {told.code!r}")
