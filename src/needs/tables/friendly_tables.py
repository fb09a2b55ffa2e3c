"""The tables of child-friendly communes: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

FRIENDLY_TABLES: tuple[Table, ...] = ()
