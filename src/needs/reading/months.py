"""Months of a year as people write them: «10; 11», «10–12», «tháng 11 đến tháng 2», «cả năm»."""

from __future__ import annotations

import re

from needs.reading.outcomes import Missing, Outcome, Taken, Wrong
from needs.reading.phrases import key, seen
from needs.reading.vocabulary import vocabulary
from needs.workbooks import CellError, Value

_DECEMBER = 12
_ALL_YEAR = frozenset(map(key, ("cả năm", "quanh năm", "tháng nào cũng được", "all year")))
_BETWEEN = re.compile(r"\s*[;,+&]\s*|\s+(?:và|hoặc)\s+")
_MONTH = r"(?:tháng|thg|th|t)?\.?\s*([0-9]{1,2})"
_MONTHS = re.compile(rf"{_MONTH}(?:\s*(?:[-‐‑‒–—]|đến|tới)\s*{_MONTH})?", flags=re.IGNORECASE)


def read_months(value: Value) -> Outcome:
    """Read one cell as months of the year; «11–2» goes over the turn of the year.

    Returns
    -------
    Outcome
        `Taken` with the months in rising order («1;2;11;12»), `Missing` where none is named (all
        year is no restriction), or `Wrong`.
    """
    if value is None:
        return Missing()
    if isinstance(value, CellError):
        return Wrong("error_value")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return Wrong("months_unknown")
    text = seen(value) if isinstance(value, str) else f"{value:g}"
    if not text or key(text) in vocabulary().cells["missing"] | _ALL_YEAR:
        return Missing()
    months: set[int] = set()
    for part in filter(None, _BETWEEN.split(text.strip(" ;,.").replace("；", ";"))):
        match = _MONTHS.fullmatch(part.strip())
        first = int(match[1]) if match else 0
        last = int(match[2] or first) if match else 0
        if not (1 <= first <= _DECEMBER and 1 <= last <= _DECEMBER):
            return Wrong("months_unknown")
        after = last if last >= first else last + _DECEMBER
        months |= {(month - 1) % _DECEMBER + 1 for month in range(first, after + 1)}
    return Taken(";".join(map(str, sorted(months)))) if months else Wrong("months_unknown")
