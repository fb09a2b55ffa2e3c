"""What the file of a book is made of, and how it says that it is locked, foreign or damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What is said of a file, in words that name the book.

    Parameters
    ----------
    missing
        There is no such book yet, and what makes one.
    foreign
        The file is something else.
    damaged
        The file cannot be read, or is no database.
    """

    missing: str
    foreign: str
    damaged: str


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What the file of a book is made of.

    Parameters
    ----------
    application
        SQLite's application id, which marks the file as this kind of book.
    version
        Of the layout; a file with a higher one was written by a newer `needs`.
    objects
        The statements that make tables, indexes and triggers, by name, in the order in which they
        are made; checking a book looks whether each is still so.
    entries
        The table whose rows (`seq`, `hash`) are chained.
    said
        From the name of the file, a reason (as SQLite gave it) and the language to the messages.
    """

    application: int
    version: int
    objects: Mapping[str, str]
    entries: str
    said: Callable[[str, object, str], Said]


def append_only(tables: Iterable[str]) -> dict[str, str]:
    """Return the triggers, by name, that let nobody change or delete a row of the tables."""
    return {
        f"{table}_no_{verb.lower()}": f"CREATE TRIGGER {table}_no_{verb.lower()} "
        f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table in tables
        for verb in ("UPDATE", "DELETE")
    }


def never_replaced(same: Mapping[str, str]) -> dict[str, str]:
    """Return the triggers, by name, that let nobody put a row in the place of another.

    REPLACE would delete without asking the triggers for deletion; those for insertion come first.

    Parameters
    ----------
    same
        For each table, the condition under which a row has a key of `NEW`.
    """
    return {
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {condition}) "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table, condition in same.items()
    }
