"""The tables of donors and what came and went: beside those of an assessment."""

from __future__ import annotations

from needs.tables.schema import Table

NETWORK_TABLES: tuple[Table, ...] = ()
