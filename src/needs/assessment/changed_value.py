"""One figure changed for a trial: what a planner wrote, read and checked against what can be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeAlias

from needs.errors import FaultCollector
from needs.people import Assumption
from needs.programmes import Figure, Price, Share
from needs.programmes.category import Standard
from needs.programmes.groups import Children

Entry: TypeAlias = Figure | Assumption | Standard | float

SOURCE = "thay đổi trong sổ tay"

#: Factors and positions whose middle is what they mean: only how far they reach can be changed.
MIDDLE_FIXED = (
    "age_spread",
    "predecessor_share_spread",
    "village_share_spread",
    "overlap_position",
)
_POSITION = "overlap_position"
_SHARE = "0–1"
#: A price below this, written with a decimal point, is a slip: 400.000 is 400 to Python.
_LEAST_WRITTEN_WITH_A_POINT = 1000
#: Units per child are whole units for whole children: so many children at the most.
_MOST_CHILDREN = 1_000_000

#: Figures that are whole: the least they can be, and what they are.
_WHOLE: dict[type[Figure], tuple[int, str]] = {
    Price: (1, "giá bằng đồng, số nguyên dương"),
    Children: (1, "số trẻ em, số nguyên dương"),
}


def ends_of(entry: Entry) -> tuple[float, float, float]:
    """Return low end, value and high end of a figure; three times the value of an exact one."""
    if isinstance(entry, Standard):
        return (entry.units / entry.per_children,) * 3
    if isinstance(entry, Figure | Assumption):
        return entry.at_low, entry.value, entry.at_high
    return (float(entry),) * 3


def changed_value(name: str, old: Entry, given: object, faults: FaultCollector) -> Entry | None:
    """Return a figure with another value, of kind «assumption».

    Parameters
    ----------
    name
        Its id.
    old
        The figure as it is.
    given
        A number (the ends move along in proportion), or low, value and high.
    faults
        Takes what cannot be; then there is no figure.
    """
    before = len(faults.faults)
    numbers = _numbers(name, old, given, faults)
    _check(name, old, numbers, faults)
    if len(faults.faults) > before:
        return None
    if isinstance(old, Standard):
        return _standard(old, numbers[0])
    if isinstance(old, float):
        return numbers[0]
    low, value, high = _in_proportion(old, numbers[0]) if len(numbers) == 1 else numbers
    if isinstance(old, Assumption):
        # A note tells of the value that it stands beside.
        return replace(
            old, value=value, at_low=low, at_high=high, kind="assumption", source=SOURCE, note=""
        )
    return type(old)(
        value=value, low=low, high=high, kind="assumption", source=SOURCE, varies=old.varies
    )


def _numbers(name: str, old: Entry, given: Any, faults: FaultCollector) -> list[float]:
    """Return one number or three; none, and a fault, where something else was given."""
    several = isinstance(given, Sequence) and not isinstance(given, str)
    parts = list(given) if several else [given]
    expected, action = "một số, hoặc (thấp, giữa, cao)", "không ngoặc kép: 400_000; 0.35"
    if isinstance(old, float | Standard):
        expected = "một số: con số này không có khoảng"
        fits = not several
    else:
        fits = len(parts) == (3 if several else 1)
    if not fits or not all(_is_number(part) for part in parts):
        faults.add(name, repr(given), expected, action)
        return []
    if isinstance(old, Price) and any(
        isinstance(part, float) and 0 < part < _LEAST_WRITTEN_WITH_A_POINT for part in parts
    ):
        faults.add(name, given, "giá bằng đồng, số nguyên dương", "400.000 viết là 400_000")
        return []
    return [float(part) for part in parts]


def _is_number(part: Any) -> bool:
    # numpy's numbers are not all Python's own; a truth value is a number to Python.
    if isinstance(part, bool | str) or not hasattr(part, "__float__"):
        return False
    return math.isfinite(float(part))


def _most(old: Entry) -> float | None:
    """Return the most that a figure can be, if anything limits it."""
    if isinstance(old, Assumption):
        return 1.0 if old.unit == _SHARE or old.figure == _POSITION else None
    return 1.0 if isinstance(old, Share) else None


def _check(name: str, old: Entry, numbers: list[float], faults: FaultCollector) -> None:
    shown = ", ".join(f"{number:.12g}" for number in numbers)
    if numbers != sorted(numbers):
        faults.add(name, shown, "thấp ≤ giữa ≤ cao / low ≤ value ≤ high")
    most = _most(old)
    if isinstance(old, Price | Children):
        least, expected = _WHOLE[type(old)]
        if any(number < least or number != int(number) for number in numbers):
            faults.add(name, shown, expected)
    elif isinstance(old, Standard):
        if any(_per_child(number) <= 0 for number in numbers):
            faults.add(name, shown, "số đơn vị cho một trẻ, lớn hơn 0")
    elif most is not None and not all(0 <= number <= most for number in numbers):
        faults.add(name, shown, "từ 0 đến 1", "35% viết là 0.35")
    elif any(number < 0 for number in numbers):
        faults.add(name, shown, "không âm / not below 0")
    fixed = isinstance(old, Assumption) and name in MIDDLE_FIXED
    if fixed and numbers and numbers[len(numbers) // 2] != ends_of(old)[1]:
        expected = f"(thấp, {ends_of(old)[1]:g}, cao): con số này chỉ đổi được khoảng"
        faults.add(name, shown, expected, "giữ mức giữa, đổi mức thấp và mức cao")


def _in_proportion(old: Figure | Assumption, value: float) -> tuple[float, float, float]:
    """Return the ends moved as the value was; those of a figure at 0 keep their distance."""
    ends = (old.at_low, old.at_high)
    low, high = (end * (value / old.value) if old.value else value + end for end in ends)
    # An end at the value stays there: the last digit of a product may differ.
    low = value if old.at_low == old.value else min(low, value)
    high = value if old.at_high == old.value else max(high, value)
    if isinstance(old, Price):
        low, high = max(1.0, round(low)), max(1.0, round(high))
    if isinstance(old, Children):
        low, high = float(math.floor(low)), float(math.ceil(high))
    most = _most(old)
    return low, value, high if most is None else min(high, most)


def _per_child(units: float) -> Fraction:
    return Fraction(units).limit_denominator(_MOST_CHILDREN)


def _standard(old: Standard, units: float) -> Standard:
    """Return units for children in lowest terms: 0.01 is one unit for 100 children."""
    part = _per_child(units)
    return old.model_copy(
        update={
            "units": part.numerator,
            "per_children": part.denominator,
            "kind": "assumption",
            "source": SOURCE,
        }
    )
