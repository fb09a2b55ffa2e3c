"""Per cents under a title that says «%»: 50, «50 %», and a cell that shows 0.5 as 50 %."""

from __future__ import annotations

from decimal import Decimal

from needs.reading.numbers import read_number
from needs.reading.outcomes import Outcome, Taken, Unclear
from needs.workbooks import Value

_HUNDRED = 100


def read_percent(value: Value, *, percent_format: bool = False) -> Outcome:
    """Read one cell as per cents.

    Parameters
    ----------
    value
        What stands in the cell.
    percent_format
        Whether a number cell is shown as a percentage.

    Returns
    -------
    Outcome
        `Taken` with the per cents (50 for a half). A bare number up to 1 may be a share: asked.
    """
    in_words = isinstance(value, str) and value.rstrip().endswith(("%", "％"))
    if percent_format or in_words:
        read = read_number(value, kind="rate", percent_format=percent_format)
        return Taken(_times_hundred(read.value)) if isinstance(read, Taken) else read
    read = read_number(value, kind="number")
    if isinstance(read, Taken) and isinstance(read.value, (int, float)) and 0 < read.value <= 1:
        return Unclear((_times_hundred(read.value), read.value))
    return read


def _times_hundred(share: object) -> int | float:
    per_cent = Decimal(str(share)) * _HUNDRED
    return int(per_cent) if per_cent % 1 == 0 else float(per_cent)
