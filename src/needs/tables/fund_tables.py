"""The tables of the Fund's books: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

FUND_TABLES: tuple[Table, ...] = ()
