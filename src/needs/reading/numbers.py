"""Numbers as people write them in Vietnam; what could mean two numbers is asked, not guessed.

«1.234», «1,234» and «1 234» are one number where only whole numbers can stand, and two where
decimals can. A number cell 1.234 among counts is what a spreadsheet with English settings
makes of «1.234»: asked as well.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from needs.reading.outcomes import Missing, Outcome, Taken, Unclear, Wrong
from needs.reading.phrases import begins, key, seen
from needs.reading.vocabulary import vocabulary
from needs.workbooks import CellError, Value

NumberKind = Literal["count", "places", "money", "number", "rate"]

#: Spreadsheets keep 15 digits of a number: beyond, the last ones are no longer those typed.
LARGEST = Decimal(10) ** 15

_THOUSAND = 1000
_WHOLE = ("count", "places", "money")
# What a number cell with decimals may have been: «1.234», or 1,5 in million đồng.
_LOST: dict[NumberKind, tuple[int, ...]] = {
    "count": (_THOUSAND,),
    "places": (_THOUSAND,),
    "money": (_THOUSAND, _THOUSAND * _THOUSAND),
    "number": (1, _THOUSAND),
}
_GROUPED = re.compile(r"[1-9]\d{0,2}([., '])\d{3}(?:\1\d{3})*", flags=re.ASCII)
_PARTS = re.compile(r"([0-9](?:[0-9., ']*[0-9])?) ?([^0-9]*)")
_DOTS = re.compile(r"\.{2,}|(?:…\s*)+")
_DASHES = re.compile(r"[-‐‑‒–—−]+")
_NEGATIVE = re.compile(r"[-‐‑‒–—−]\s*[0-9].*|\(\s*[0-9][0-9., ]*\)")
_APPROXIMATE = re.compile(r"[~≈<>≤≥±].*")
_LINE_BREAK = re.compile(r"[\n\r\v\f\t\x1c-\x1f\x85\u2028\u2029]")
# Fullwidth signs of East Asian keyboards; typographic apostrophes.
_TYPED = str.maketrans("０１２３４５６７８９．，％’ʼ´", "0123456789.,%'''")


def read_number(value: Value, *, kind: NumberKind, percent_format: bool = False) -> Outcome:
    """Read one cell as a number.

    Parameters
    ----------
    value
        What stands in the cell.
    kind
        `count`, `places` and `money` are whole numbers (children; what is built for them; đồng),
        each with its own units behind it («3 em», «3 phòng»), `number` may be of anything and
        have decimals, `rate` is a share between 0 and 1 that is written in per cent.
    percent_format
        Whether a number cell is shown as a percentage.

    Returns
    -------
    Outcome
        `Taken` (int where it is whole), with the note `zero_in_words` for «không»; `Missing`,
        with the note `dash` for «-»; `Unclear`; or `Wrong` with the code of the fault.
    """
    if value is None:
        return Missing()
    if isinstance(value, str):
        return _from_text(value, kind)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_cell(value, kind, percent_format=percent_format)
    return Wrong(next(code for types, code in _NO_NUMBERS if isinstance(value, types)))


_NO_NUMBERS = (
    (bool, "flag_in_number"),
    (CellError, "error_value"),
    ((dt.date, dt.time, dt.timedelta), "date_in_number"),
)


def _from_cell(value: float, kind: NumberKind, *, percent_format: bool) -> Outcome:
    if not math.isfinite(value):
        return Wrong("not_a_number")
    amount = Decimal(repr(value))
    if not 0 <= amount < LARGEST:
        return Wrong("negative" if amount < 0 else "number_too_large")
    if kind == "rate":
        return Taken(_plain(amount)) if percent_format else _rate((amount,))
    if percent_format:
        return Wrong("percent_in_number")
    decimals = -int(amount.normalize().as_tuple().exponent)
    if 1 <= amount < _THOUSAND and (0 < decimals <= 3 if kind in _WHOLE else decimals == 3):
        return Unclear(tuple(_plain(amount * factor) for factor in _LOST[kind]))
    return _taken((amount,), kind)


@lru_cache(maxsize=65_536)  # titles and small figures come again and again
def _from_text(value: str, kind: NumberKind) -> Outcome:
    text = seen(value).translate(_TYPED)
    told = _in_words(text)
    if told is not None:
        return told
    parts = _PARTS.fullmatch(text)
    # Two lines in one cell are two numbers, not one with a space in it.
    if parts is None or _LINE_BREAK.search(value.strip()):
        return Wrong(_reason(text))
    digits, unit = parts[1], parts[2].strip()
    factor = _factor(unit, kind)
    if factor is None:
        return Wrong("percent_in_number" if unit == "%" else _reason(text))
    # «15,5 triệu» has decimals although its đồng are whole.
    meant = _meanings(digits, whole=kind in _WHOLE and factor == 1)
    amounts = tuple(amount * factor for amount in meant)
    return _rate(amounts) if kind == "rate" and unit != "%" else _taken(amounts, kind)


def _in_words(text: str) -> Outcome | None:
    words = vocabulary().cells
    phrase = key(text)
    if not text or _DOTS.fullmatch(text) or phrase in words["missing"]:
        return Missing()
    if _DASHES.fullmatch(text.replace(" ", "")):
        return Missing("dash")
    return Taken(0, "zero_in_words") if phrase in words["zero"] else None


def _reason(text: str) -> str:
    """Return why text is no number, as the code of a fault."""
    if _NEGATIVE.fullmatch(text):
        return "negative"
    approximate = begins(key(text), vocabulary().cells["approximate_begins"])
    return "approximate" if approximate or _APPROXIMATE.fullmatch(text) else "not_a_number"


def _factor(unit: str, kind: NumberKind) -> Decimal | None:
    """Return by what the words behind a number multiply it; none where they do not belong."""
    if not unit:
        return Decimal(1)
    if kind == "rate":
        return Decimal("0.01") if unit == "%" else None
    if kind == "money":
        scale = vocabulary().scale(unit)
        return None if scale is None or scale.of == "count" else Decimal(scale.factor)
    units = {"count": ("count",), "places": ("places",)}.get(kind, ("count", "places"))
    return Decimal(1) if any(key(unit) in vocabulary().units[name] for name in units) else None


def _meanings(digits: str, *, whole: bool) -> tuple[Decimal, ...]:
    """Return what digits with separators can mean; nothing where they are grouped wrongly."""
    separators = [sign for sign in digits if sign not in "0123456789"]
    marks = set(separators)
    if not marks:
        return (Decimal(digits),)
    last = separators[-1]
    front, _, behind = digits.rpartition(last)
    joined = Decimal("".join(sign for sign in digits if sign not in marks))
    has_decimals = last in ".," and separators.count(last) == 1
    if len(marks) == 1:
        grouped = (joined,) if _GROUPED.fullmatch(digits) else ()
        if not has_decimals or (whole and len(behind) >= 3):
            return grouped
        return (*grouped, Decimal(f"{front}.{behind}"))
    if not (has_decimals and len(marks) == 2 and _GROUPED.fullmatch(front)):
        return ()
    value = Decimal("".join(sign for sign in front if sign not in marks) + "." + behind)
    if not whole or len(behind) < 3:
        return (value,)
    # «1.234,000»: three noughts may be decimals or a group.
    return (value, joined) if behind == "000" else ()


def _rate(amounts: tuple[Decimal, ...]) -> Outcome:
    """A share without a sign of per cent may be either: asked, but for nought."""
    if amounts and not any(amounts):
        return Taken(0)
    shares = [share for amount in amounts for share in (amount, amount / 100) if share <= 1]
    return Unclear(tuple(map(_plain, shares))) if shares else Wrong("not_a_number")


def _taken(meant: tuple[Decimal, ...], kind: NumberKind) -> Outcome:
    if not meant:
        return Wrong("grouping")
    if max(meant) >= LARGEST:
        return Wrong("number_too_large")
    if len(meant) > 1:
        return Unclear(tuple(map(_plain, meant)))
    if kind in _WHOLE and meant[0] % 1:
        return Wrong("not_whole")
    return Taken(_plain(meant[0]))


def _plain(amount: Decimal) -> int | float:
    return float(amount) if amount % 1 else int(amount)
