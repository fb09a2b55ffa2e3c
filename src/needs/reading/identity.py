"""What a file says of itself: the hidden sheet of our own forms; period and district in titles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from needs.forms.fields import FORM_KINDS
from needs.forms.identity import IDENTITY_SHEET, FormIdentity
from needs.places import EDITIONS
from needs.reading.dates import read_date, read_year, signed_on, years_named
from needs.reading.layout import Layout
from needs.reading.outcomes import Missing, Outcome, Taken
from needs.reading.phrases import key, text_of
from needs.workbooks import Book, Cell, Sheet

_DISTRICT_DIGITS = 3

#: How far to the right of «Ngày lập» its date may stand.
_REACH = 6


def identity_sheet(book: Book) -> Sheet | None:
    """Return the sheet in which a form of ours says what it is; none in a foreign file."""
    return next((sheet for sheet in book.sheets if sheet.name == IDENTITY_SHEET), None)


def read_identity(sheet: Sheet) -> FormIdentity | None:
    """Return what a form of ours says of itself; none if that was damaged."""
    pairs = [(text_of(row[0]), text_of(row[1])) for row in sheet.rows if len(row) >= 2]
    rows = [
        (name, value.zfill(_DISTRICT_DIGITS) if name == "district_code" and value else value)
        for name, value in pairs
        if name
    ]
    identity = FormIdentity.from_rows(rows)
    if identity is None or identity.form not in FORM_KINDS or identity.edition not in EDITIONS:
        return None
    return identity if isinstance(read_year(identity.period), Taken) else None


def date_stated(layouts: Iterable[Layout]) -> tuple[Outcome, str, Cell] | None:
    """Return the date that stands to the right of «Ngày lập», its sheet and cell.

    None where there is no such label, or nothing beside it.
    """
    label = key("Ngày lập")
    for layout in layouts:
        for row in range(layout.height):
            for column, words in layout.keys(row).items():
                if words != label:
                    continue
                for beside in layout.filled(row):
                    if not column < beside <= column + _REACH:
                        continue
                    read = read_date(layout.raw(row, beside))
                    if not isinstance(read, Missing):
                        return read, layout.sheet.name, (row, beside)
    return None


def date_signed(layouts: Iterable[Layout]) -> dt.date | None:
    """Return the day of signing: «Bảo Lạc, ngày 12 tháng 11 năm 2026»; the last of several."""
    days = [
        day
        for layout in layouts
        for row in layout.sheet.rows
        for value in row
        if isinstance(value, str) and (day := signed_on(value)) is not None
    ]
    return max(days, default=None)


def period_named(titles: Iterable[str]) -> str:
    """Return the year that titles name; empty if they name none or several."""
    years = frozenset[str]().union(*map(years_named, titles))
    return next(iter(years)) if len(years) == 1 else ""
