"""Whether a single value is what a table needs: text, a whole number, months; told if not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from numbers import Integral, Real
from typing import TypeVar

import numpy as np
import pandas as pd

from needs.errors import FaultCollector

T = TypeVar("T")
Check = Callable[[object], bool]

# Products of two such numbers stay exact in 64-bit integers and levels of coverage stay distinct.
LARGEST_COUNT = 10_000_000
LARGEST_PRICE = 10**11
# Whole đồng stay exact in the solver's floating point up to 2**53; this is far below it.
LARGEST_MONEY = 10**15


def is_missing(value: object) -> bool:
    """Say whether a value is not there."""
    return value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))


def is_text(value: object) -> bool:
    """Say whether a value is text; a code read as a number is not: its zeros are lost."""
    return isinstance(value, str) and bool(value.strip())


def is_flag(value: object) -> bool:
    """Say whether a value is True or False."""
    return isinstance(value, (bool, np.bool_))


def is_amount(value: object) -> bool:
    """Say whether a value is a finite number of at least 0."""
    if not isinstance(value, Real) or is_flag(value):
        return False
    return bool(np.isfinite(float(value))) and float(value) >= 0


def is_months(value: object) -> bool:
    """Say whether a value is a tuple of months 1–12, perhaps empty."""
    return isinstance(value, tuple) and all(whole(1, 12)(month) for month in value)


def is_names(value: object) -> bool:
    """Say whether a value is a tuple of text, perhaps empty."""
    return isinstance(value, tuple) and all(is_text(name) for name in value)


def whole(least: int, most: int) -> Check:
    """Return the check for whole numbers within these bounds."""

    def check(value: object) -> bool:
        if is_flag(value):
            return False
        if isinstance(value, (float, np.floating)):
            return float(value).is_integer() and bool(least <= value <= most)
        return isinstance(value, Integral) and least <= int(value) <= most

    return check


def expect(
    faults: FaultCollector, where: str, column: str, value: object, check: Check, expected: str
) -> bool:
    """Check one value and note a fault if it is not as expected."""
    good = check(value)
    if not good:
        faults.add(where, f"{column} = {value!r}", expected)
    return good


def repeated(values: Iterable[T]) -> list[T]:
    """Return the values that come more than once."""
    seen: dict[T, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return [value for value, times in seen.items() if times > 1]
