"""Names and codes of a proposal in words: what is given, in which months, in which state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from babel.dates import get_month_names

from needs.programmes import Programme
from needs.programmes.category import Category, Facility
from needs.programmes.figures import Words
from needs.wording import say

_BEFORE = re.compile(r" \((trước|before) \d[^:]*: .*\)$")


def office_today(office: Words, *, lang: str) -> str:
    """Name an office as it is today; the one before it stands once, at the top of the page."""
    return _BEFORE.sub("", office.text(lang))


def supports(programme: Programme) -> list[Category | Facility]:
    """Return what the profile supports, in its order: categories, then kinds of places."""
    return [*programme.categories, *programme.facilities]


def support(programme: Programme, name: str) -> Category | Facility:
    """Return the category or the kind of place of that id."""
    return next(entry for entry in supports(programme) if entry.id == name)


def is_place(programme: Programme, name: str) -> bool:
    """Tell whether an id names a kind of place: counted in places, not in children."""
    return any(facility.id == name for facility in programme.facilities)


def support_name(programme: Programme, name: str, *, lang: str) -> str:
    """Name a category or a kind of place."""
    return support(programme, name).name.text(lang)


def support_names(programme: Programme, names: Iterable[str], *, lang: str) -> str:
    """Name several, in the order of the profile: «Bữa ăn dinh dưỡng; Đồ ấm»."""
    given = set(names)
    chosen = [entry for entry in supports(programme) if entry.id in given]
    return "; ".join(entry.name.text(lang) for entry in chosen)


def listed(value: Any) -> tuple[str, ...]:
    """Return a list kept as a tuple, an array, or text («a; b»); missing is empty."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    if isinstance(value, Iterable):
        return tuple(str(part) for part in value)
    return ()


def month_numbers(value: Any) -> tuple[int, ...]:
    """Return months (1–12), rising; empty: any month."""
    return tuple(sorted({int(month) for month in listed(value)}))


def months_words(months: Sequence[int], *, lang: str) -> str:
    """Name months; a run of three or more by its ends, also over the turn of the year.

    «tháng 9–12», «tháng 3, 10», «tháng 11–2»; none or all: any month.
    """
    given = sorted(set(months))
    if not given or len(given) == 12:
        return say("bất cứ tháng nào", lang=lang)
    # The first month whose predecessor is not in the list: December comes before January.
    starts = [month for month in given if (month - 2) % 12 + 1 not in given]
    runs = []
    for first in starts:
        last = first
        while last % 12 + 1 in given:
            last = last % 12 + 1
        runs.append((first, last))
    parts = []
    for first, last in runs:
        ends = [_month(month, lang) for month in dict.fromkeys((first, last))]
        parts.append(("–" if (last - first) % 12 > 1 else ", ").join(ends))
    return say("tháng {months}", lang=lang, months=", ".join(parts))


def _month(month: int, lang: str) -> str:
    """Write a month as a reader does: by its number in Vietnamese, by its name in English."""
    return f"{month}" if lang == "vi" else str(get_month_names("abbreviated", locale=lang)[month])
