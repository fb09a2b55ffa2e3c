"""Children or residents divided into whole numbers that add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd


def apportion(total: int, weights: Sequence[Any]) -> list[int]:
    """Divide a whole number by weights into whole numbers that add up to it.

    Largest remainders (Hamilton); ties go to the earlier. Where a weight is missing, or all are
    0, the parts are equal.

    Parameters
    ----------
    total
        People.
    weights
        One for each part, not negative.
    """
    known = [0.0 if pd.isna(weight) else float(weight) for weight in weights]
    if not sum(known) or any(pd.isna(weight) for weight in weights):
        known = [1.0] * len(known)
    exact = [total * weight / sum(known) for weight in known]
    whole = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda n: (whole[n] - exact[n], n))
    for n in order[: total - sum(whole)]:
        whole[n] += 1
    return whole
