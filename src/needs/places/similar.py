"""How alike two names are: to put the likeliest first when a person is asked, never to accept."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from needs.places.written import Name

# Two names that differ are never shown as certain, whatever they have in common.
_BEST_GUESS = 99.0
_OTHER_KIND = 3.0


@lru_cache(maxsize=32_768)
def folded(key: str) -> str:
    """Return a name as it sounds without its marks: no diacritics, đ = d, gi = d, y = i.

    These are what gets lost or exchanged most often in writing («Mỹ»/«Mĩ», «Dao»/«Giao»).
    """
    letters = unicodedata.normalize("NFD", key.replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.replace("gi", "d").replace("y", "i")


def similarities(written: Name, names: Sequence[Name]) -> list[float]:
    """Return how alike a written name is to each of several, 0–100: half as written, half as said.

    The kind of unit counts little: it is what changes when a commune becomes a ward.
    """
    if not names:
        return []
    as_written = cdist([written.core], [name.core for name in names], scorer=fuzz.ratio)[0]
    sounds = [folded(name.core) for name in names]
    as_said = cdist([folded(written.core)], sounds, scorer=fuzz.WRatio)[0]
    scores = []
    for name, first, second in zip(names, as_written.tolist(), as_said.tolist(), strict=True):
        other_kind = written.kind not in ("", name.kind)
        score = (first + second) / 2 - (_OTHER_KIND if other_kind else 0.0)
        scores.append(round(min(max(score, 0.0), _BEST_GUESS), 1))
    return scores
