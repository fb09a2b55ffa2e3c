"""Vietnam's lunar calendar, from exact new moons and solar terms in Vietnam's own time.

The rule (as published by Hồ Ngọc Đức, «Computing the Vietnamese lunar calendar», and by the State
calendar in use since 1968): a day runs from midnight to midnight at UTC+7; a month begins on the
day of the new moon; the month that holds the winter solstice is the 11th; where 13 months begin
from one 11th month to the next, the first that holds no principal solar term (a longitude of the
sun divisible by 30°) is a leap month and takes the number of the month before it. The moments come
from `astronomy-engine`. China follows the same rule an hour further east: where a new moon or the
solstice falls into that hour the two calendars differ (Tết 1968, 1985, 2007, 2030, 2053).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import astronomy

from needs.errors import NeedsError
from needs.wording import say

#: Lunar years that can be told: UTC+7 rules the calendar since 1968; tables to compare end in 2100.
FIRST_YEAR, LAST_YEAR = 1968, 2100

VIETNAM = dt.timezone(dt.timedelta(hours=7))

# The cycle of sixty; year 4 was Giáp Tý.
_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = (
    *("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ"),
    *("Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"),
)
_SOLSTICE_DEGREES = 270


@dataclass(frozen=True, order=True)
class LunarDay:
    """A day of the lunar calendar; `leap`: in the month that is counted twice."""

    year: int
    month: int
    day: int
    leap: bool = False

    def text(self, *, lang: str = "vi") -> str:
        """Write the day in words: ngày 15 tháng 8 âm lịch, năm Bính Ngọ."""
        day, month, year = self.day, self.month, year_name(self.year)
        if self.leap:
            return say(
                "ngày {day} tháng {month} nhuận âm lịch, năm {year}",
                lang=lang,
                day=day,
                month=month,
                year=year,
            )
        return say(
            "ngày {day} tháng {month} âm lịch, năm {year}",
            lang=lang,
            day=day,
            month=month,
            year=year,
        )


@dataclass(frozen=True)
class LunarMonth:
    """A month of the lunar calendar: its first day and its length of 29 or 30 days."""

    year: int
    month: int
    leap: bool
    begins: dt.date
    days: int


def year_name(year: int) -> str:
    """Return a lunar year's name of the cycle of sixty: 2026 is Bính Ngọ."""
    return f"{_STEMS[(year - 4) % 10]} {_BRANCHES[(year - 4) % 12]}"


def months_of(year: int) -> tuple[LunarMonth, ...]:
    """Return the 12 or 13 months of a lunar year in order.

    Raises
    ------
    NeedsError
        Outside 1968–2100.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NeedsError(
            say(
                "lịch âm chỉ tính từ năm {first} đến năm {last} (gặp {year})",
                first=FIRST_YEAR,
                last=LAST_YEAR,
                year=year,
            )
        )
    # Months 1 to 10 lie before this year's winter solstice, 11 and 12 behind it.
    return tuple(
        month for end in (year, year + 1) for month in _from_solstice(end) if month.year == year
    )


def new_year(year: int) -> dt.date:
    """Return the first day of the lunar year (Tết Nguyên đán) that begins in a solar year."""
    return months_of(year)[0].begins


def solar_day(lunar: LunarDay) -> dt.date:
    """Return the day of the common calendar.

    Raises
    ------
    NeedsError
        If that year has no such month or day.
    """
    for month in months_of(lunar.year):
        if (month.month, month.leap) == (lunar.month, lunar.leap) and 1 <= lunar.day <= month.days:
            return month.begins + dt.timedelta(days=lunar.day - 1)
    raise NeedsError(say("lịch âm không có {day}", day=lunar.text()))


def lunar_day(day: dt.date) -> LunarDay:
    """Return the day of the lunar calendar.

    Raises
    ------
    NeedsError
        Outside the lunar years 1968–2100.
    """
    year = day.year - 1 if day.year > LAST_YEAR or day < new_year(day.year) else day.year
    months = months_of(year)
    month = months[bisect_right([one.begins for one in months], day) - 1]
    past = (day - month.begins).days
    if past >= month.days:
        # Only behind the last year that can be told.
        months_of(year + 1)
    return LunarDay(year, month.month, past + 1, month.leap)


@cache
def _from_solstice(year: int) -> tuple[LunarMonth, ...]:
    """Return the months from the one that holds the solstice of `year - 1`, to before the next."""
    begin = _new_moon_before(_solar_term(year - 1, _SOLSTICE_DEGREES))
    end = _new_moon_before(_solar_term(year, _SOLSTICE_DEGREES))
    begins = [begin]
    while begins[-1] < end:
        begins.append(_next_new_moon(begins[-1]))
    leap_at = _leap_place(year, begins) if len(begins) == 14 else len(begins)
    months = []
    for place, (first, following) in enumerate(pairwise(begins)):
        # 11, 12, 1 … 10; from the leap month on one number behind.
        count = place - (place >= leap_at)
        months.append(
            LunarMonth(
                year=year - (count < 2),
                month=(count + 10) % 12 + 1,
                leap=place == leap_at,
                begins=first,
                days=(following - first).days,
            )
        )
    return tuple(months)


def _leap_place(year: int, begins: list[dt.date]) -> int:
    """Return the place of the first of 13 months that holds no principal solar term."""
    terms = [_solar_term(year - 1, _SOLSTICE_DEGREES)]
    terms += [_solar_term(year, degrees % 360) for degrees in range(300, 630, 30)]
    held = {bisect_right(begins, term) - 1 for term in terms}
    return next(place for place in range(13) if place not in held)


@cache
def _solar_term(year: int, degrees: int) -> dt.date:
    """Return Vietnam's day of that year on which the sun reaches a longitude."""
    # The sun stands at 0° about 20 March and moves a degree a day.
    guess = dt.date(year, 1, 1) + dt.timedelta(days=(79 + degrees * 365.2422 / 360) % 365.2422 - 8)
    return _vietnam_day(astronomy.SearchSunLongitude(float(degrees), _midnight(guess), 20.0))


def _new_moon_before(day: dt.date) -> dt.date:
    """Return the last day of a new moon that is not after `day`."""
    moon = _new_moon_from(day - dt.timedelta(days=31))
    while (following := _next_new_moon(moon)) <= day:
        moon = following
    return moon


def _next_new_moon(begins: dt.date) -> dt.date:
    # A month has 29 or 30 days: the search begins well within it.
    return _new_moon_from(begins + dt.timedelta(days=25))


def _new_moon_from(day: dt.date) -> dt.date:
    return _vietnam_day(astronomy.SearchMoonPhase(0.0, _midnight(day), 40.0))


def _midnight(day: dt.date) -> astronomy.Time:
    """Return the moment at which a day begins in Vietnam."""
    return astronomy.Time.Make(day.year, day.month, day.day, -7, 0, 0.0)


def _vietnam_day(moment: astronomy.Time | None) -> dt.date:
    if moment is None:  # pragma: no cover - the spans searched always hold one
        raise NeedsError("astronomy-engine: không tìm thấy thời điểm")
    utc: dt.datetime = moment.Utc()
    return utc.replace(tzinfo=dt.UTC).astimezone(VIETNAM).date()
