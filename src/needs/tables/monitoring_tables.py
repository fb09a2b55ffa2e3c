"""The tables of delivered against planned: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

MONITORING_TABLES: tuple[Table, ...] = ()
