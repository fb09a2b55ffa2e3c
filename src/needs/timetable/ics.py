"""The timetable as a calendar file (.ics) that any calendar program takes in."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from icalendar import Alarm, Calendar, Event

from needs.programmes import Programme
from needs.tables import rows_of
from needs.timetable.lines import task_name, who_of_whom
from needs.timetable.lunar import VIETNAM
from needs.wording import say
from needs.wording.numbers import is_missing

_ONE_DAY = dt.timedelta(days=1)
#: Days before the event on which the calendar reminds: work twice, occasions once.
_REMIND_WORK = (7, 1)
_REMIND_OCCASION = (14,)
_MORNING = dt.timedelta(hours=8)


def calendar_file(
    tasks: pd.DataFrame, programme: Programme, *, on: dt.date, lang: str = "vi"
) -> bytes:
    """Return an iCalendar file (RFC 5545) of tasks: one all-day event each.

    All-day events carry no hour and no time zone, so that no program moves them to the day before.
    An event's UID is the task's id: taken in again, it replaces itself. A step or deadline stands
    on its last day, an occasion from its first to its last.

    Parameters
    ----------
    tasks
        Table `tasks`, of one year or several (each id once).
    programme
        Its title names the calendar.
    on
        The day of the file (DTSTAMP): same tasks and day, same bytes.
    lang
        "vi" or "en".
    """
    calendar = Calendar()
    calendar.add("prodid", "-//needs//timetable//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", programme.title.text(lang))
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    stamp = dt.datetime.combine(on, dt.time(), VIETNAM).astimezone(dt.UTC)
    for row in rows_of(tasks.sort_values(["due", "start", "task"])):
        calendar.add_component(_event(row, programme, stamp, lang))
    return bytes(calendar.to_ical())


def _event(row: Any, programme: Programme, stamp: dt.datetime, lang: str) -> Event:
    occasion = row.kind == "occasion"
    due = dt.date.fromisoformat(row.due)
    name = task_name(row, lang=lang)
    event = Event()
    event.add("uid", f"{row.task}@{programme.id}.needs")
    event.add("dtstamp", stamp)
    event.add("summary", name if occasion else say("Hạn: {what}", lang=lang, what=name))
    event.add("dtstart", dt.date.fromisoformat(row.start) if occasion else due)
    # The end of an all-day event is the day after it.
    event.add("dtend", due + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("categories", [_kind(row.kind, lang)])
    event.add("description", "\n".join(_told(row, lang)))
    for days in _REMIND_OCCASION if occasion else _REMIND_WORK:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", name)
        # At eight in the morning of that day: the event itself begins at midnight.
        alarm.add("trigger", _MORNING - dt.timedelta(days=days))
        event.add_component(alarm)
    return event


def _kind(kind: str, lang: str) -> str:
    return {
        "occasion": say("dịp", lang=lang),
        "deadline": say("hạn", lang=lang),
        "step": say("bước vận động", lang=lang),
    }[kind]


def _told(row: Any, lang: str) -> list[str]:
    """Return what stands in the event: who, lunar day, why the day moved, on what it rests."""
    second = "" if lang == "vi" else "_en"
    parts = [
        who_of_whom(row, lang=lang),
        getattr(row, f"lunar{second}"),
        getattr(row, f"moved{second}"),
        say("Nguồn: {source}", lang=lang, source=row.source),
    ]
    return [str(part) for part in parts if not is_missing(part) and part]
