"""Dates and years as people write them: day before month, as text, date or serial number."""

from __future__ import annotations

import datetime as dt
import re

from needs.reading.outcomes import Missing, Outcome, Taken, Unclear, Wrong
from needs.reading.phrases import key, seen
from needs.reading.vocabulary import vocabulary
from needs.workbooks import CellError, Value

#: Dates outside are typing errors or numbers of something else.
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)

# Day 0 of the serial numbers of spreadsheets (the 1900 system, with its leap day too many).
_DAY_ZERO = dt.date(1899, 12, 30)

_SERIALS = range((EARLIEST - _DAY_ZERO).days, (LATEST - _DAY_ZERO).days + 1)

_NUMERIC = re.compile(
    r"(?:ngày )?([0-9]{1,2}) ?([/.\-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})", flags=re.IGNORECASE
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?")
_WORDS = re.compile(r"ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})", flags=re.IGNORECASE)
# «Bảo Lạc, ngày 12 tháng 11 năm 2026»: a place and a day, and nothing else.
_SIGNED = re.compile(r"(?:[^0-9,;:()]{1,60},\s*)?" + _WORDS.pattern + r"\.?", _WORDS.flags)
_YEAR = re.compile(r"(?:năm )?((?:19|20)[0-9]{2})(?:[.,]0+)?", flags=re.IGNORECASE)
_YEARS_IN_TEXT = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DAY_IN_TEXT = re.compile(
    _WORDS.pattern + r"|[0-9]{1,2} ?[/.\-] ?[0-9]{1,2} ?[/.\-] ?[0-9]{4}", _WORDS.flags
)


def read_date(value: Value) -> Outcome:
    """Read one cell as a date.

    Text is read day first («12/11/2026» is 12 November); «11/30/2026» and two-digit years are
    unclear. Numbers are serial numbers of the 1900 system.
    """
    if isinstance(value, str):
        return _from_text(seen(value))
    if value is None:
        return Missing()
    if isinstance(value, dt.date):
        return _plausible(value.date() if isinstance(value, dt.datetime) else value)
    if isinstance(value, (int, float)) and _serial(value) in _SERIALS:
        return Taken(_DAY_ZERO + dt.timedelta(days=_serial(value)))
    return Wrong("error_value" if isinstance(value, CellError) else "not_a_date")


def _serial(value: float) -> int:
    """Return a number as a whole one; -1 where it is none."""
    return int(value) if isinstance(value, int) or value.is_integer() else -1


def _from_text(text: str) -> Outcome:
    if not text.strip("-–—…. ") or key(text) in vocabulary().cells["missing"]:
        return Missing()
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WORDS.fullmatch(text):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _NUMERIC.fullmatch(text):
        return _day_first(int(match[1]), int(match[3]), match[4])
    return Wrong("not_a_date")


def _day_first(day: int, month: int, year: str) -> Outcome:
    if len(year) == 2:
        return _asked(_day(2000 + int(year), month, day))
    read = _day(int(year), month, day)
    swapped = _day(int(year), day, month)
    return read if isinstance(read, Taken) else _asked(swapped)


def _asked(read: Outcome) -> Outcome:
    if isinstance(read, Taken) and isinstance(read.value, dt.date):
        return Unclear((read.value,))
    return read


def _day(year: int, month: int, day: int) -> Taken | Wrong:
    try:
        return _plausible(dt.date(year, month, day))
    except ValueError:
        return Wrong("not_a_date")


def _plausible(day: dt.date) -> Taken | Wrong:
    return Taken(day) if EARLIEST <= day <= LATEST else Wrong("date_implausible")


def read_year(value: Value) -> Outcome:
    """Read one cell as a year: 2026, «2026», «năm 2026»."""
    if isinstance(value, str):
        text = seen(value)
        if not text or key(text) in vocabulary().cells["missing"]:
            return Missing()
        match = _YEAR.fullmatch(text)
        return _year(int(match[1])) if match else Wrong("not_a_year")
    if value is None:
        return Missing()
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1:
        return _year(int(value))
    return Wrong("error_value" if isinstance(value, CellError) else "not_a_year")


def _year(year: int) -> Taken | Wrong:
    return Taken(year) if EARLIEST.year <= year <= LATEST.year else Wrong("not_a_year")


def signed_on(line: str) -> dt.date | None:
    """Return the day of a line that tells place and day of signing; none for any other line.

    A day within a sentence («theo Quyết định ngày …») is that of something else.
    """
    match = _SIGNED.fullmatch(seen(line))
    if match is None:
        return None
    read = _day(int(match[3]), int(match[2]), int(match[1]))
    return read.value if isinstance(read, Taken) and isinstance(read.value, dt.date) else None


def years_named(line: str) -> frozenset[str]:
    """Return the years that a title names, those of full dates left out."""
    return frozenset(_YEARS_IN_TEXT.findall(without_days(line)))


def without_days(line: str) -> str:
    """Return a line without the full dates in it."""
    return _DAY_IN_TEXT.sub(" ", seen(line))
