"""One cell read as the answer to one field, whatever its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from needs.forms.fields import FACILITIES, Field
from needs.reading.answers import MISSING
from needs.reading.columns import Meaning
from needs.reading.dates import read_date, read_year
from needs.reading.months import read_months
from needs.reading.numbers import LARGEST, NumberKind, read_number
from needs.reading.outcomes import Missing, Outcome, Taken, Unclear, Wrong
from needs.reading.percents import read_percent
from needs.reading.phrases import is_blank, key, text_of
from needs.workbooks import CellError, Value

#: Several answers in one cell; the second is that of East Asian keyboards.
_SEPARATORS = str.maketrans("；", ";")
_NO_PLACES = ("not_whole", "percent_in_number", "not_a_number")
_DAYS: dict[str, Callable[[Value], Outcome]] = {
    "date": read_date,
    "year": read_year,
    "months": read_months,
}
_NUMBERS: dict[str, NumberKind] = {"count": "count", "money": "money", "number": "number"}


def read_cell(value: Value, meaning: Meaning, *, percent_format: bool = False) -> Outcome:
    """Read a cell as the answer to a column's field.

    Parameters
    ----------
    value
        What stands in the cell.
    meaning
        The field, and by what its figures are multiplied.
    percent_format
        Whether a number cell is shown as a percentage.
    """
    asked = meaning.field
    if asked.kind in _DAYS:
        return _DAYS[asked.kind](value)
    if is_blank(value):
        return Missing()
    if asked.kind in ("text", "choice", "code", "commune"):
        return Wrong("error_value") if isinstance(value, CellError) else _words(value, asked)
    return _figure(value, meaning, percent_format=percent_format)


def _figure(value: Value, meaning: Meaning, *, percent_format: bool) -> Outcome:
    asked = meaning.field
    if asked.kind == "percent":
        return read_percent(value, percent_format=percent_format)
    kind = "places" if asked.block == FACILITIES else _NUMBERS[asked.kind]
    if meaning.factor == 1:
        read = read_number(value, kind=kind, percent_format=percent_format)
        return _places(read) if kind == "places" else read
    # «12,5» in million đồng has decimals although its đồng are whole.
    read = read_number(value, kind="number", percent_format=percent_format)
    return _multiplied(read, meaning.factor)


def _places(read: Outcome) -> Outcome:
    """Say of what is no number of places that places are asked for: «3 em» are children."""
    return Wrong("not_places") if isinstance(read, Wrong) and read.code in _NO_PLACES else read


def _multiplied(read: Outcome, factor: int) -> Outcome:
    if isinstance(read, Unclear):
        return Unclear(tuple(_times(n, factor) for n in read.candidates if not _is_day(n)))
    if not isinstance(read, Taken):
        return read
    value = _times(read.value, factor)
    if value >= LARGEST:
        return Wrong("number_too_large")
    return Taken(value, read.note) if isinstance(value, int) else Wrong("not_whole")


def _is_day(value: object) -> bool:
    return isinstance(value, dt.date)


def _times(value: object, factor: int) -> int | float:
    product = Decimal(str(value)) * factor
    return int(product) if product == product.to_integral_value() else float(product)


def _words(value: Value, asked: Field) -> Outcome:
    text = text_of(value)
    parts = [part.strip() for part in text.translate(_SEPARATORS).split(";")]
    parts = [part for part in parts if part] if asked.several else [text]
    if asked.choices:
        chosen = [_choice(part, asked) for part in parts]
        if not all(chosen):
            return Wrong("choice_unknown")
        parts = chosen
    return Taken(";".join(dict.fromkeys(parts))) if parts else Missing()


def _choice(text: str, asked: Field) -> str:
    """Return the value that somebody chose by its words or as it is; empty if there is none."""
    wanted = key(text)
    return next(
        (value for value, words in asked.choices if wanted in (key(words.vi), key(value))), ""
    )


def answered_number(answer: str, asked: Field) -> Outcome | None:
    """Return what a person said that an unclear number is; none if that cannot be.

    Parameters
    ----------
    answer
        Digits, with a point for decimals, or «missing»: the figure as the tables hold it.
    """
    if answer == MISSING:
        return Missing()
    if not answer.isascii() or not answer.replace(".", "", 1).isdigit():
        return None
    amount = Decimal(answer)
    if amount >= LARGEST or (asked.kind in ("count", "money") and amount % 1):
        return None
    return Taken(_times(amount, 1))
