"""The words by which foreign tables are recognised (`synonyms.toml`), ready to compare."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from needs.reading.phrases import key, rest_after


class Scale(NamedTuple):
    """A unit in which figures stand: how many of what («money», «count», empty: either)."""

    factor: int
    of: str


@dataclass(frozen=True)
class Vocabulary:
    """Sets of keys (`phrases.key`), named as in `synonyms.toml`."""

    columns: dict[str, frozenset[str]]
    rows: dict[str, frozenset[str]]
    titles: dict[str, frozenset[str]]
    units: dict[str, frozenset[str]]
    cells: dict[str, frozenset[str]]
    scales: dict[str, int]
    measures: dict[str, tuple[str, ...]]

    @property
    def ignored(self) -> frozenset[str]:
        """Titles of columns that hold nothing to be read."""
        return self.columns["ordinal"] | self.columns["zone"] | self.columns["note"]

    def scale(self, phrase: str) -> Scale | None:
        """Return the unit of «triệu đồng», «tr», «1.000 đ», «nghìn người»; none for other words."""
        words = key(phrase)
        if words in self.units["money"]:
            return Scale(1, "money")
        rest = rest_after(words, frozenset(self.scales))
        if rest is None:
            return None
        factor = self.scales[words.removesuffix(rest).strip()]
        if rest in self.units["money"]:
            return Scale(factor, "money")
        if rest in self.units["count"]:
            return Scale(factor, "count")
        return None if rest else Scale(factor, "")


_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, words))


@cache
def vocabulary() -> Vocabulary:
    """Read the words once for each process."""
    content = files("needs.reading").joinpath("synonyms.toml").read_text(encoding="utf-8")
    words = tomllib.loads(content)
    sets = {
        part: {name: _keys(listed) for name, listed in words[part].items()}
        for part in ("columns", "rows", "titles", "units", "cells")
    }
    return Vocabulary(
        **sets,
        scales={key(word): factor for word, factor in words["scales"].items()},
        measures={name: tuple(map(key, listed)) for name, listed in words["measures"].items()},
    )


@lru_cache(maxsize=1 << 12)
def scale_within(line: str) -> Scale | None:
    """Return the unit that a title of a column states: «Kinh phí (triệu đồng)».

    It stands behind «ĐVT», in brackets, as the whole line, or in full («triệu đồng»).
    """
    words = vocabulary()
    phrase = key(line)
    after = rest_after(phrase, words.titles["unit_begins"])
    for part in (line, *_BRACKETS.findall(line), after or ""):
        found = words.scale(part) if part else None
        if found is not None:
            return found
    named = [
        Scale(factor, "money")
        for scale, factor in words.scales.items()
        for unit in words.units["money"]
        if f" {scale} {unit} " in f" {phrase} "
    ]
    return max(named, default=None)
