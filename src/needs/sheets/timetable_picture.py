"""The year as a band: occasions, deadlines and the steps to each goal along twelve months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from needs.charts.axis import Axis
from needs.charts.drawing import LEFT, RIGHT, SMALL, Drawing
from needs.charts.looks import AT_HIGH, GRID_INK, PLEDGED, QUIET_INK, SHARE, WARN_INK, Look
from needs.charts.picture import Picture
from needs.maps.typesetting import line_height
from needs.tables import rows_of
from needs.timetable.lines import day_that_counts
from needs.wording import date_text, say

_ROW, _LANE = 0.46, 0.2
_SHORTEST = 0.06
_STEP_LOOKS = (AT_HIGH, PLEDGED)


@dataclass(frozen=True)
class _Year:
    """Where the days of a year stand on the drawing."""

    year: int
    on: dt.date

    @property
    def _axis(self) -> Axis:
        return Axis(0, (dt.date(self.year + 1, 1, 1) - self.first).days, LEFT, RIGHT)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    def at(self, day: dt.date) -> float:
        """Return the place of a day; what lies outside the year stands at its edge."""
        axis = self._axis
        return axis.at(min(max((day - self.first).days, axis.low), axis.high))

    def has(self, day: dt.date) -> bool:
        return day.year == self.year


def year_band(tasks: pd.DataFrame, year: int, *, on: dt.date, lang: str) -> Picture | None:
    """Draw a year: occasions, deadlines, and the steps to each goal; today as a dashed line.

    Parameters
    ----------
    tasks
        Table `tasks` of that year.
    year
        The year.
    on
        Today; drawn where it lies in the year.
    lang
        "vi" or "en".

    Returns
    -------
    Picture or None
        None for a year without tasks.
    """
    if tasks.empty:
        return None
    days = _Year(year, on)
    drawing = Drawing(lang=lang, illustrative=False)
    _months(drawing, days)
    sentences = [
        *_occasions(drawing, tasks[tasks.kind == "occasion"], days),
        *_deadlines(drawing, tasks[tasks.kind == "deadline"], days),
        *_goals(drawing, tasks[tasks.kind == "step"], days),
    ]
    drawing.top += 0.1
    note = say(
        "Thanh: thời gian làm một bước, hai hàng xen kẽ; vạch đứng đậm: ngày phải đạt đích; chấm: "
        "hạn hoặc ngày của dịp; vạch đứt: hôm nay.",
        lang=lang,
    )
    drawing.paragraph(note)
    title = say("Cả năm {year} trong một hình", lang=lang, year=str(year))
    return drawing.picture(title=title, alt=[*sentences, note])


def _months(drawing: Drawing, days: _Year) -> None:
    y = drawing.top + line_height(SMALL) / 2
    for month in range(1, 13):
        middle = days.at(dt.date(days.year, month, 16))
        drawing.text(str(month), middle, y, size=SMALL, colour=QUIET_INK, align="center")
    drawing.top += line_height(SMALL) + 0.08


def _ground(drawing: Drawing, days: _Year, height: float) -> None:
    """Draw the ends of the months, and today, behind a row of bars; the words above stay free."""
    top, bottom = drawing.top - 0.05, drawing.top + height
    for month in range(1, 14):
        x = days.at(dt.date(days.year + (month > 12), (month - 1) % 12 + 1, 1))
        drawing.line(x, top, x, bottom, width=0.5, colour=GRID_INK, above=0.5)
    if days.has(days.on):
        x = days.at(days.on)
        drawing.line(x, top, x, bottom, colour=WARN_INK, dashed=True, part="today", above=4)


def _occasions(drawing: Drawing, tasks: pd.DataFrame, days: _Year) -> list[str]:
    lang, told = drawing.lang, []
    for entry, rows in _in_order(tasks):
        name = _name(rows.iloc[0], "name", lang)
        begun = [row for row in rows_of(rows) if days.has(day_that_counts(row))]
        figures = "; ".join(_span(row, lang) for row in begun)
        drawing.named(name, figures)
        _ground(drawing, days, _LANE)
        for row in rows_of(rows):
            _mark(drawing, row, days, part=f"{entry}", look=SHARE)
        drawing.top += _ROW - 0.12
        told.append(f"{name}: {figures}." if figures else f"{name}.")
    return told


def _deadlines(drawing: Drawing, tasks: pd.DataFrame, days: _Year) -> list[str]:
    due = sorted({dt.date.fromisoformat(day) for day in tasks.due})
    due = [day for day in due if days.has(day)]
    if not due:
        return []
    name = say("Hạn báo cáo và hạn khác", lang=drawing.lang)
    figures = ", ".join(_short(day) for day in due)
    drawing.named(name, figures)
    _ground(drawing, days, _LANE)
    for day in due:
        drawing.dot(days.at(day), drawing.top + _LANE / 2, part=f"deadline {day.isoformat()}")
    drawing.top += _ROW - 0.12
    return [f"{name}: {figures}."]


def _goals(drawing: Drawing, tasks: pd.DataFrame, days: _Year) -> list[str]:
    lang, told = drawing.lang, []
    for entry, rows in _in_order(tasks):
        name = _name(rows.iloc[0], "goal", lang)
        goals = sorted({dt.date.fromisoformat(day) for day in rows.goal_day})
        figures = "; ".join(date_text(day, lang=lang) for day in goals)
        drawing.named(name, figures)
        _ground(drawing, days, 2 * _LANE)
        for goal_day, steps in rows.groupby("goal_day", sort=True):
            for place, row in enumerate(rows_of(steps.sort_values(["due", "start", "task"]))):
                _step(drawing, row, days, lane=place % 2)
            goal = dt.date.fromisoformat(str(goal_day))
            if days.has(goal):
                x, y = days.at(goal), drawing.top
                part = f"goal {entry} {goal_day}"
                drawing.line(x, y - 0.06, x, y + 2 * _LANE + 0.06, width=2.2, part=part, above=3)
        drawing.top += 2 * _LANE + 0.2
        told.append(f"{name}: {figures}.")
    return told


def _step(drawing: Drawing, row: Any, days: _Year, *, lane: int) -> None:
    begins, due = (dt.date.fromisoformat(day) for day in (row.start, row.due))
    left, right = days.at(begins), days.at(due + dt.timedelta(days=1))
    if right > left or days.has(due):
        drawing.bar(
            left,
            drawing.top + lane * _LANE,
            max(right - left, _SHORTEST),
            _LANE - 0.04,
            look=_STEP_LOOKS[lane],
            part=f"step {row.task}",
        )


def _mark(drawing: Drawing, row: Any, days: _Year, *, part: str, look: Look) -> None:
    """Draw an occasion: a dot for a day, a bar for a time."""
    begins, ends = (dt.date.fromisoformat(day) for day in (row.start, row.due))
    if begins == ends:
        drawing.dot(days.at(begins), drawing.top + _LANE / 2, part=f"occasion {part}")
        return
    left, right = days.at(begins), days.at(ends + dt.timedelta(days=1))
    drawing.bar(
        left, drawing.top, right - left, _LANE - 0.04, look=look, part=f"occasion {row.task}"
    )


def _in_order(tasks: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of each entry, the earliest first day first."""
    groups = [(str(entry), rows) for entry, rows in tasks.groupby("entry", sort=True)]
    return sorted(groups, key=lambda group: (group[1].due.min(), group[0]))


def _name(row: Any, column: str, lang: str) -> str:
    return str(row[column if lang == "vi" else f"{column}_en"])


def _span(row: Any, lang: str) -> str:
    begins, ends = (dt.date.fromisoformat(day) for day in (row.start, row.due))
    if begins == ends:
        return date_text(begins, lang=lang)
    return f"{_short(begins)}–{_short(ends)}"


def _short(day: dt.date) -> str:
    return f"{day.day}/{day.month}"
