"""Months as «2026-03»: one after the other, between two, told to a reader."""

from __future__ import annotations

import datetime as dt
import re

_FORM = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Tell whether a text is a month, «2026-03»."""
    return _FORM.fullmatch(text) is not None


def month_of(day: dt.date) -> str:
    """Return the month of a day."""
    return f"{day.year:04d}-{day.month:02d}"


def later(month: str, by: int) -> str:
    """Return the month so many months later (earlier, if negative)."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{number + 1:02d}"


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Return all months from one to another, both included; none where the last is earlier."""
    count = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
    return tuple(later(first, step) for step in range(count))


def first_day(month: str) -> dt.date:
    """Return the first day of a month."""
    return dt.date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> dt.date:
    """Return the last day of a month."""
    return first_day(later(month, 1)) - dt.timedelta(days=1)


def month_text(month: str) -> str:
    """Return a month as readers write it: 3/2026."""
    return f"{int(month[5:])}/{month[:4]}"
