"""What a number cell of Excel means by the format it is shown in: figure, percentage or date.

Excel has no dates and no whole numbers: both are floating-point numbers, told apart by how they
are shown (ECMA-376 part 1, 18.8.30 and 18.17.4).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import Literal

from needs.workbooks.grid import CellError, Value

Meaning = Literal["figure", "percent", "date", "time", "duration"]

_BUILT_IN: dict[int, Meaning] = (
    dict.fromkeys((9, 10), "percent")
    | dict.fromkeys((*range(14, 18), 22, *range(27, 37), *range(50, 59)), "date")
    | dict.fromkeys((*range(18, 22), 45, 47), "time")
    | {46: "duration"}
)

# Quoted text, escaped characters, padding and filling characters: shown, but without meaning.
_WORDS = re.compile(r'"[^"]*"?|[\\_*].?', re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")

_FIRST_DAY = dt.datetime(1899, 12, 31)  # noqa: DTZ001 (a workbook knows no time zone)
_FIRST_DAY_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_466  # 1 January 10000
# Written out in full, the smallest number has 1,075 digits.
_LONGEST_NUMBER = 1_100
_MS_A_DAY = 86_400_000
_EXACT = 2**53


def meaning_of(number_format: int, codes: dict[int, str]) -> Meaning:
    """Return what a number format means, by its number and the codes that the file defines."""
    if number_format in codes:
        return meaning_of_code(codes[number_format])
    return _BUILT_IN.get(number_format, "figure")


def meaning_of_code(code: str) -> Meaning:
    """Return what a format code means: "dd/mm/yyyy" a date, "0.0%" a percentage.

    Its first section decides, the one for positive numbers.
    """
    signs = _WORDS.sub("", code.lower()).partition(";")[0]
    if _ELAPSED.search(signs):
        return "duration"
    signs = _BRACKETS.sub("", signs)
    if "general" in signs:
        return "figure"
    if any(sign in signs for sign in "yd") or ("m" in signs and not set("hs") & set(signs)):
        return "date"
    if any(sign in signs for sign in "hs"):
        return "time"
    return "percent" if "%" in signs else "figure"


def number_written(text: str) -> float:
    """Return a number as XML writes it; Python alone would read «1_000» and «nan» as well.

    Raises
    ------
    ValueError
        If it is none.
    """
    if len(text) > _LONGEST_NUMBER or _NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    return float(text)


def whole_if_whole(number: float) -> int | float:
    """Return 1234.0 as 1234: spreadsheets keep whole numbers as floating-point ones."""
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


def value_of(number: float, meaning: Meaning, *, from_1904: bool = False) -> Value:
    """Return what a number cell holds.

    A number that is no day of the calendar stays a number, whatever its format: 0, negative
    ones, and the 29 February 1900 that Excel alone knows (serial 60). One too large for a
    computer is an error value.
    """
    if not math.isfinite(number):
        return CellError("#NUM!")
    plain = whole_if_whole(number)
    if meaning in ("figure", "percent"):
        return plain
    if not 0 < number < _LAST_SERIAL:
        return plain
    milliseconds = round(number * _MS_A_DAY)
    if meaning == "duration":
        return dt.timedelta(milliseconds=milliseconds)
    day, rest = divmod(milliseconds, _MS_A_DAY)
    if day == 0:
        return (_FIRST_DAY + dt.timedelta(milliseconds=rest)).time()
    return _moment(day, rest, from_1904=from_1904, number=plain)


def _moment(day: int, milliseconds: int, *, from_1904: bool, number: int | float) -> Value:
    if from_1904:
        first = _FIRST_DAY_1904
    elif day == 60:
        return number
    else:
        first = _FIRST_DAY - dt.timedelta(days=1 if day > 60 else 0)
    try:
        moment = first + dt.timedelta(days=day, milliseconds=milliseconds)
    except OverflowError:
        return number
    return moment if milliseconds else moment.date()
