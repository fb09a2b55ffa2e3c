"""What the lines over a list say of its decision: number, day, years. Suggested, never taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from needs.workbooks import Book, CellError, Refusal, open_books

#: Rows that are looked at: a decision's number stands over its list.
_ROWS = 30
_NUMBER = re.compile(r"\b(\d{1,5}\s*/\s*(?:QĐ|NQ|KH)\s*-\s*[A-ZĐ]{2,10})", re.IGNORECASE)
_DAY = re.compile(
    r"ngày\s+(\d{1,2})\s*(?:/|-|tháng)\s*(\d{1,2})\s*(?:/|-|năm)\s*(\d{4})", re.IGNORECASE
)
_YEARS = re.compile(r"giai\s+đoạn\s+(\d{4})\s*[-–]\s*(?:năm\s+)?(\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Header:
    """What a file says of its decision; None where it does not, or says several things.

    Attributes
    ----------
    written
        The lines that say it, as they stand in the file.
    decision, issued
        Number and day of the decision.
    valid_from, valid_to
        First and last day of the years that the list is for.
    """

    written: tuple[str, ...] = ()
    decision: str | None = None
    issued: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def header_of(path: Path) -> Header:
    """Read what a list's file says of its decision; nothing where it cannot be opened."""
    (book,) = open_books([path], workers=1)
    return Header() if isinstance(book, Refusal) else header_in(book)


def header_in(book: Book) -> Header:
    """Find number, day and years of the decision in the first lines of every visible sheet."""
    lines = [line for sheet in book.sheets if not sheet.hidden for line in _lines(sheet.rows)]
    telling = [line for line in lines if _NUMBER.search(line) or _YEARS.search(line)]
    decisions = {re.sub(r"\s", "", number) for line in lines for number in _NUMBER.findall(line)}
    # Only the day beside the number: a list names other days too.
    days = {
        day
        for line in lines
        if _NUMBER.search(line)
        for day in map(_day, _DAY.findall(line))
        if day is not None
    }
    years = {years for line in lines for years in _YEARS.findall(line)}
    first, last = next(iter(years)) if len(years) == 1 else (None, None)
    return Header(
        written=tuple(dict.fromkeys(telling)),
        decision=decisions.pop() if len(decisions) == 1 else None,
        issued=days.pop() if len(days) == 1 else None,
        valid_from=None if first is None else dt.date(int(first), 1, 1),
        valid_to=None if last is None else dt.date(int(last), 12, 31),
    )


def _lines(rows: Sequence[Sequence[object]]) -> list[str]:
    found = []
    for row in rows[:_ROWS]:
        cells = [
            " ".join(str(value).split())
            for value in row
            if value is not None and not isinstance(value, CellError)
        ]
        line = " ".join(cell for cell in cells if cell)
        if line:
            found.append(line)
    return found


def _day(parts: tuple[str, str, str]) -> dt.date | None:
    day, month, year = map(int, parts)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
