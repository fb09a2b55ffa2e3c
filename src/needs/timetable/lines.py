"""What is late and what comes next, as lines of words for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from needs.programmes import Programme
from needs.tables import rows_of
from needs.timetable.standing import Standing, late_and_next
from needs.wording import date_text, number, say
from needs.wording.numbers import is_missing


def timetable_lines(
    programme: Programme,
    on: dt.date,
    *,
    root: Path,
    lang: str,
    done: Mapping[str, bool] | None = None,
) -> list[tuple[str, list[str]]]:
    """Return titled lines: late, not known, next, under way; blocks without lines are left out.

    Parameters
    ----------
    programme, on, root, done
        As for `late_and_next`.
    lang
        "vi" or "en".

    Raises
    ------
    InputFaults
        As `year_of`.
    """
    standing = late_and_next(programme, on, root=root, done=done)
    blocks = [
        (title, standing_lines(tasks, on, lang=lang))
        for title, tasks in blocks_of(standing, lang=lang)
    ]
    return [(title, lines) for title, lines in blocks if lines]


def blocks_of(standing: Standing, *, lang: str) -> list[tuple[str, pd.DataFrame]]:
    """Return each part of what stands where, with its title."""
    return [
        (say("Trễ hạn", lang=lang), standing.late),
        (say("Đã qua hạn, chưa biết đã xong chưa", lang=lang), standing.unknown),
        (say("Sắp tới", lang=lang), standing.next),
        (say("Đang làm, hạn còn xa", lang=lang), standing.under_way),
    ]


def standing_lines(tasks: pd.DataFrame, on: dt.date, *, lang: str) -> list[str]:
    """Return a line for each task: day, how far off, what, who, of whom."""
    return [
        say(
            "{day} ({when}): {what}",
            lang=lang,
            day=date_text(day_that_counts(row), lang=lang),
            when=how_far(day_that_counts(row), on, lang=lang),
            what="; ".join(
                part for part in (task_name(row, lang=lang), who_of_whom(row, lang=lang)) if part
            ),
        )
        for row in rows_of(tasks)
    ]


def day_that_counts(row: Any) -> dt.date:
    """Return the day of a task: when it is due; of an occasion when it begins."""
    return dt.date.fromisoformat(row.start if row.kind == "occasion" else row.due)


def how_far(day: dt.date, on: dt.date, *, lang: str) -> str:
    """Say how many days are left, or how many it is late."""
    days = (day - on).days
    if days == 0:
        return say("hôm nay", lang=lang)
    if days < 0:
        return say("quá {days} ngày", lang=lang, days=number(-days, lang=lang))
    return say("còn {days} ngày", lang=lang, days=number(days, lang=lang))


def task_name(row: Any, *, lang: str) -> str:
    """Return what is to be done, with the goal that it leads to."""
    name = _in(row, "name", lang)
    goal = _in(row, "goal", lang)
    return f"{name} ({goal})" if goal else name


def who_of_whom(row: Any, *, lang: str) -> str:
    """Return who acts, and who is asked or told; empty where neither is stated."""
    return " → ".join(part for part in (_in(row, "who", lang), _in(row, "whom", lang)) if part)


def _in(row: Any, column: str, lang: str) -> str:
    value = getattr(row, column if lang == "vi" else f"{column}_en")
    return "" if is_missing(value) else str(value)
