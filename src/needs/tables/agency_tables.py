"""The tables of duties and tasks: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

AGENCY_TABLES: tuple[Table, ...] = ()
