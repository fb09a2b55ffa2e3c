"""The chain over the entries: each one seals itself and all that stand before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

Row = Mapping[str, Any]

#: What the first entry is chained to.
START = ""


@dataclass(frozen=True)
class Head:
    """How many entries a book had, and the seal of the last: printed, it proves them later."""

    entries: int
    seal: str


def sealed(before: str, entry: Row, beside: Row | None, names: Iterable[str]) -> str:
    """Return the seal (SHA-256) of an entry: the seal before it, and all that it wrote.

    Parameters
    ----------
    before
        Seal of the entry before; `START` for the first.
    entry
        All columns of the entry but `hash`.
    beside
        All columns of the row that the entry wrote beside itself (a lot, a pledge), if any.
    names
        The list that it wrote (children, lots), in any order.
    """
    content = {name: value for name, value in entry.items() if name != "hash"}
    return digest([before, content, dict(beside) if beside is not None else None, sorted(names)])


def digest(content: object) -> str:
    """Return the checksum (SHA-256) of values: the same for the same, however they are ordered."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()


def newest(connection: Connection, entries: str) -> Head:
    """Return the head of a book whose `entries` stand in this table; 0 and `START` if empty."""
    row = connection.execute(
        f'SELECT seq, "hash" FROM {entries} ORDER BY seq DESC LIMIT 1'
    ).fetchone()
    return Head(row["seq"], row["hash"]) if row is not None else Head(0, START)


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows, each a mapping with (at least) the columns, to a table of the book."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    connection.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})", [dict(row) for row in rows]
    )
