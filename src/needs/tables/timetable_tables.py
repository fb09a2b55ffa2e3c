"""The tables of the year's occasions and tasks: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

TIMETABLE_TABLES: tuple[Table, ...] = ()
