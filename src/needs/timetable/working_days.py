"""Working days in Vietnam: weekends, public holidays, the days that the Government swaps.

From the package `holidays`, which follows the Labour Code and each year's decision on Tết and on
days moved. Days of years to come are those of the law; swapped days are known once decided.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from holidays import HolidayBase, country_holidays

from needs.wording import say

_ONE_DAY = dt.timedelta(days=1)


@cache
def _public_holidays(lang: str) -> HolidayBase:
    return country_holidays("VN", language="vi" if lang == "vi" else "en_US")


def is_working_day(day: dt.date) -> bool:
    """Tell whether offices work on a day."""
    return bool(_public_holidays("vi").is_working_day(day))


def day_off(day: dt.date, *, lang: str) -> str | None:
    """Say why a day is off: the public holiday's name, Saturday, Sunday; None: a working day."""
    if is_working_day(day):
        return None
    holiday = _public_holidays(lang).get(day)
    if holiday:
        return str(holiday)
    weekday = {5: say("thứ Bảy", lang=lang), 6: say("Chủ nhật", lang=lang)}
    return weekday.get(day.weekday(), say("ngày nghỉ", lang=lang))


def last_working_day(day: dt.date) -> dt.date:
    """Return the day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def public_holidays(year: int, *, lang: str) -> list[tuple[dt.date, str]]:
    """Return the public holidays of a year with their names, in order."""
    calendar = _public_holidays(lang)
    day, found = dt.date(year, 1, 1), []
    while day.year == year:
        name = calendar.get(day)
        if name:
            found.append((day, str(name)))
        day += _ONE_DAY
    return found
