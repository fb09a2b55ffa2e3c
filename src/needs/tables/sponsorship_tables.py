"""The tables of children in special circumstances and sponsors: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

SPONSORSHIP_TABLES: tuple[Table, ...] = ()
