"""Occasions, seasons and deadlines of a year, lunar days too; what to ask from whom by when."""

from needs.timetable.evidence import done_by_records
from needs.timetable.ics import calendar_file
from needs.timetable.lines import timetable_lines
from needs.timetable.lunar import LunarDay, lunar_day, new_year, solar_day
from needs.timetable.standing import Standing, late_and_next
from needs.timetable.tasks import year_of
from needs.timetable.working_days import last_working_day

__all__ = [
    "LunarDay",
    "Standing",
    "calendar_file",
    "done_by_records",
    "last_working_day",
    "late_and_next",
    "lunar_day",
    "new_year",
    "solar_day",
    "timetable_lines",
    "year_of",
]
