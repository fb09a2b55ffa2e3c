"""The tables of the timetable's page: what stands where, goals counted back, days, sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from needs.briefing.html import (
    Fragment,
    basis_tag,
    data_table,
    heading,
    paragraph,
    text,
    whole_words,
)
from needs.tables import rows_of
from needs.timetable import Standing
from needs.timetable.lines import blocks_of, day_that_counts, how_far, task_name
from needs.wording import date_text, say
from needs.wording.numbers import is_missing

_YEAR_AHEAD = 365


def standing_tables(standing: Standing, *, lang: str) -> Fragment:
    """Return a table each of what is late, unknown, next, under way; without empty ones."""
    parts = Fragment("")
    for title, tasks in blocks_of(standing, lang=lang):
        if not tasks.empty:
            parts += heading(title) + _standing_table(tasks, standing.on, lang)
    return parts


def _standing_table(tasks: pd.DataFrame, on: dt.date, lang: str) -> Fragment:
    return data_table(
        [
            say("Ngày", lang=lang),
            say("Việc", lang=lang),
            say("Ai làm", lang=lang),
            say("Hỏi ai, báo ai", lang=lang),
        ],
        [
            [
                _with_distance(day_that_counts(row), on, lang),
                text(task_name(row, lang=lang)),
                _cell(row, "who", lang),
                _cell(row, "whom", lang),
            ]
            for row in rows_of(tasks)
        ],
        caption=say("Xếp theo ngày", lang=lang),
        kinds="tttt",
        compact=True,
    )


def goal_tables(tasks: pd.DataFrame, on: dt.date, *, lang: str) -> Fragment:
    """Return for each goal that is still ahead its next steps, counted back from its day."""
    steps = tasks[(tasks.kind == "step") & (tasks.goal_day >= on.isoformat())]
    if steps.empty:
        return Fragment("")
    parts = heading(say("Muốn kịp thì làm gì, từ khi nào", lang=lang))
    nearest = steps.groupby("entry").goal_day.min().sort_values(kind="stable")
    for entry, goal_day in nearest.items():
        rows = steps[(steps.entry == entry) & (steps.goal_day == goal_day)]
        parts += _goal_table(rows.sort_values(["due", "start", "task"]), lang)
    return parts


def _goal_table(steps: pd.DataFrame, lang: str) -> Fragment:
    first = next(iter(rows_of(steps)))
    name = str(first.goal if lang == "vi" else first.goal_en)
    day = date_text(dt.date.fromisoformat(first.goal_day), lang=lang)
    return heading(name, level=3) + data_table(
        [
            say("Xong trước hết ngày", lang=lang),
            say("Bước", lang=lang),
            say("Bắt đầu", lang=lang),
            say("Ai làm", lang=lang),
            say("Hỏi ai, báo ai", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        [
            [
                _due(row, lang),
                _cell(row, "name", lang),
                _day(dt.date.fromisoformat(row.start), lang),
                _cell(row, "who", lang),
                _cell(row, "whom", lang),
                _basis(row, lang),
            ]
            for row in rows_of(steps)
        ],
        caption=say("Phải đạt ngày {day}; các bước đếm ngược từ ngày ấy", lang=lang, day=day),
        kinds="tttttt",
        compact=True,
    )


def deadlines_table(tasks: pd.DataFrame, on: dt.date, *, lang: str) -> Fragment:
    """Return the deadlines of the coming twelve months; says so where the plan states none."""
    title = heading(say("Hạn trong mười hai tháng tới", lang=lang))
    until = (on + dt.timedelta(days=_YEAR_AHEAD)).isoformat()
    due = tasks[(tasks.kind == "deadline") & tasks.due.between(on.isoformat(), until)]
    if due.empty:
        return title + paragraph(say("Kế hoạch không nêu hạn nào.", lang=lang), kind="note")
    return title + data_table(
        [
            say("Hạn", lang=lang),
            say("Việc", lang=lang),
            say("Ai làm", lang=lang),
            say("Hỏi ai, báo ai", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        [
            [
                _due(row, lang),
                _cell(row, "name", lang),
                _cell(row, "who", lang),
                _cell(row, "whom", lang),
                _basis(row, lang),
            ]
            for row in rows_of(due.sort_values(["due", "task"]))
        ],
        caption=say("Hạn báo cáo và hạn khác", lang=lang),
        kinds="ttttt",
        compact=True,
    )


def occasions_table(tasks: pd.DataFrame, on: dt.date, *, lang: str) -> Fragment:
    """Return the occasions that are not over yet, with their lunar days."""
    occasions = tasks[(tasks.kind == "occasion") & (tasks.due >= on.isoformat())]
    if occasions.empty:
        return Fragment("")
    return heading(say("Các dịp", lang=lang)) + data_table(
        [
            say("Ngày", lang=lang),
            say("Dịp", lang=lang),
            say("Âm lịch", lang=lang),
            say("Căn cứ", lang=lang),
        ],
        [
            [
                _days(row, lang),
                _cell(row, "name", lang),
                _cell(row, "lunar", lang),
                _basis(row, lang),
            ]
            for row in rows_of(occasions.sort_values(["start", "due", "task"]))
        ],
        caption=say("Các dịp năm nay và năm sau", lang=lang),
        kinds="tttt",
        compact=True,
    )


def _day(day: dt.date, lang: str) -> str:
    return whole_words(date_text(day, lang=lang))


def _with_distance(day: dt.date, on: dt.date, lang: str) -> str:
    return f"{_day(day, lang)}<br><small>{text(how_far(day, on, lang=lang))}</small>"


def _days(row: Any, lang: str) -> str:
    begins, ends = (_day(dt.date.fromisoformat(day), lang) for day in (row.start, row.due))
    return begins if begins == ends else f"{begins} – {ends}"


def _due(row: Any, lang: str) -> str:
    """Return the day; below it, why it is earlier than stated."""
    day = _day(dt.date.fromisoformat(row.due), lang)
    moved = row.moved if lang == "vi" else row.moved_en
    return day if is_missing(moved) else f"{day}<br><small>{text(moved)}</small>"


def _basis(row: Any, lang: str) -> str:
    return f"{basis_tag(row.basis, lang=lang)}<br><small>{text(row.source)}</small>"


def _cell(row: Any, column: str, lang: str) -> str:
    value = getattr(row, column if lang == "vi" else f"{column}_en")
    return "" if is_missing(value) else text(value)
