"""One scale for a whole province, so that the maps of its districts can be compared.

Rates are put into classes by Fisher's exact optimum (natural breaks): it keeps communes that
are alike in one class, and unlike k-means it has no random start, so that the same figures
always give the same map. Whole percents are classed, the figures that readers see: a commune
written «34%» can never be drawn in the class «35–60%».
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pandas as pd
from mapclassify import FisherJenks

from needs.errors import Fault, InputFaults
from needs.maps.inputs import FLAG_COLUMN, checked_communes

MOST_CLASSES = 5
SMALLEST_SYMBOL = 0.16
#: So many communes have room on a map of the province.
MANY = 60


@dataclass(frozen=True)
class MapScale:
    """Class breaks and symbol scale of a province.

    Parameters
    ----------
    lowest
        Lowest rate of the province, whole percents; missing where no rate is known.
    upper
        Highest whole percent of each class, ascending; empty where no rate is known.
    largest
        Largest count of the province; missing where no count is known.
    symbols
        How large symbols are: 1 on the maps of districts, less where many stand on one map.
    """

    lowest: int | None
    upper: tuple[int, ...]
    largest: int | None
    symbols: float = 1.0

    def among(self, communes: int) -> MapScale:
        """Return the scale of a map of so many communes.

        Above `MANY` symbols shrink, so that they cover no more of the map than `MANY` would.
        """
        return replace(self, symbols=min(1.0, math.sqrt(MANY / max(1, communes))))

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """First and last whole percent of each class."""
        if self.lowest is None:
            return []
        ends = [self.lowest - 1, *self.upper]
        return [(before + 1, last) for before, last in pairwise(ends)]

    def class_of(self, rate: float) -> int | None:
        """Return the class of a rate (0–1), counted from 0; missing stays missing.

        Raises
        ------
        InputFaults
            If the rate lies outside the province's classes: the scale is of other figures.
        """
        if pd.isna(rate):
            return None
        percent = whole_percent(rate)
        for number, (first, last) in enumerate(self.ranges):
            if first <= percent <= last:
                return number
        raise InputFaults("bản đồ / map", [_outside("rate", f"{percent}%", f"{self.ranges}")])

    def radius(self, count: float) -> float:
        """Return a symbol's radius for a count as a share of the largest symbol's (0–1).

        Areas are proportional to counts. Below `SMALLEST_SYMBOL` (2.6 % of the largest count)
        the symbol stays that small dot, or it could not be seen.

        Raises
        ------
        InputFaults
            If the count is larger than the province's largest.
        """
        if self.largest is None or count > self.largest:
            raise InputFaults("bản đồ / map", [_outside("count", count, f"≤ {self.largest}")])
        share = math.sqrt(count / self.largest) if self.largest else 0.0
        return max(SMALLEST_SYMBOL, self.symbols * share)

    @property
    def reference_counts(self) -> list[int]:
        """Round counts for the legend's symbols, largest first."""
        if not self.largest:
            return [] if self.largest is None else [0]
        steps = [round_count(self.largest / part) for part in (1, 4, 20)]
        return sorted({step for step in steps if step > 0}, reverse=True)


def whole_percent(rate: float) -> int:
    """Return a rate (0–1) in whole percents, halves to the even number, as readers see it."""
    return round(round(float(rate) * 100, 9))


def round_count(count: float) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50 … that is not above the count, or 0."""
    if count < 1:
        return 0
    power: int = 10 ** (len(str(int(count))) - 1)
    return max(step * power for step in (1, 2, 5) if step * power <= count)


def map_scale(communes: pd.DataFrame) -> MapScale:
    """Fix the class breaks and the symbol scale once, from the whole province.

    Only communes that the programme serves are drawn with figures, so only they count here.

    Parameters
    ----------
    communes
        One row per commune of the province, as `needs.maps.inputs.checked_communes` asks.

    Raises
    ------
    InputFaults
        If the table cannot be used.

    References
    ----------
    Fisher, W. D. (1958). On grouping for maximum homogeneity. Journal of the American
    Statistical Association 53(284), 789–798.
    """
    checked = checked_communes(communes)
    served = checked[checked[FLAG_COLUMN]]
    percents = sorted(whole_percent(rate) for rate in served["rate"].dropna())
    counts = served["count"].dropna()
    return MapScale(
        lowest=percents[0] if percents else None,
        upper=natural_breaks(percents),
        largest=int(counts.max()) if len(counts) else None,
    )


def natural_breaks(figures: list[int], *, most: int = MOST_CLASSES) -> tuple[int, ...]:
    """Return the last whole figure (percent, million) of at most so many natural classes."""
    distinct = sorted(set(figures))
    if len(distinct) <= most:
        return tuple(distinct)
    with warnings.catch_warnings():
        # mapclassify says that it would be faster with numba; a province has few communes.
        warnings.filterwarnings("ignore", message="Numba not installed")
        classes = FisherJenks(np.sort(np.asarray(figures, dtype=float)), k=most)
    return tuple(sorted({int(last) for last in classes.bins}))


def _outside(column: str, found: object, expected: str) -> Fault:
    return Fault(
        f"cột / column {column}",
        str(found),
        f"trong thang của tỉnh / within the province's scale: {expected}",
        "tính thang từ cùng bảng: map_scale(communes) / make the scale from the same table",
    )
