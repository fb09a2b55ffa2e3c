"""Figures as the pictures write them, and which rows rest on invented data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from needs.wording import interval, number, say
from needs.wording.numbers import is_missing

MILLION = 1_000_000
#: Below so many million đồng, one decimal is written.
_FEW_MILLIONS = 100


@dataclass(frozen=True)
class Amounts:
    """How figures of one kind are written: divided by `unit`, with `decimals`."""

    lang: str
    unit: int = 1
    decimals: int = 0

    def words(self, value: Any) -> str:
        """Write one figure; missing in words."""
        scaled = value if is_missing(value) else float(value) / self.unit
        return number(scaled, lang=self.lang, decimals=self.decimals)

    def at_least(self, value: Any, *, incomplete: bool) -> str:
        """Write a sum; «≥» where parts of it are not known."""
        words = self.words(value)
        return f"≥ {words}" if incomplete and not is_missing(value) else words

    def with_interval(self, middle: Any, low: Any, high: Any) -> str:
        """Write «1.200 (1.100–1.350)»; missing in words."""
        if is_missing(middle) or is_missing(low) or is_missing(high):
            return self.words(None)
        ends = interval(
            float(low) / self.unit, float(high) / self.unit, lang=self.lang, decimals=self.decimals
        )
        return f"{self.words(middle)} ({ends})"


def children(*, lang: str) -> Amounts:
    """Return how children are written: whole."""
    return Amounts(lang)


def millions(values: Iterable[Any], *, lang: str) -> Amounts:
    """Return how amounts of VND are written: in million đồng, small ones with a decimal."""
    largest = max(map(abs, known_figures(values)), default=0.0)
    return Amounts(lang, MILLION, 1 if largest < _FEW_MILLIONS * MILLION else 0)


def known_figures(*values: Iterable[Any]) -> list[float]:
    """Return the figures that are known, of one or several columns."""
    return [float(value) for column in values for value in column if not is_missing(value)]


def is_illustrative(*bases: pd.Series) -> bool:
    """Tell whether any figure rests on invented data."""
    return any(bool((basis == "illustrative").fillna(False).any()) for basis in bases)


def without_figures(communes: int, *, lang: str) -> str:
    """Say how many communes are not in the bars, and what «≥» means."""
    return say(
        "{count} xã chưa có số liệu, không nằm trong các cột; «≥»: ít nhất, vì còn thiếu các xã "
        "đó.",
        lang=lang,
        count=number(communes, lang=lang),
    )
