"""The journal as a table: every line with its entry, and which entries still stand."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from needs.fund.book import Contents

_LINE_TYPES = {
    **dict.fromkeys(
        ("account", "account_kind", "level", "place", "unit_id", "earmark", "activity"), "str"
    ),
    **dict.fromkeys(("occasion", "commune_code", "item", "measure"), "str"),
    **dict.fromkeys(("entry", "line", "amount", "quantity", "year"), "int64"),
    **dict.fromkeys(("day", "entry_kind", "document", "donor", "by", "seal", "basis"), "str"),
    **dict.fromkeys(("named", "closing", "undone"), "bool"),
    "reverses": "Int64",
}
JOURNAL_COLUMNS = tuple(_LINE_TYPES)
#: What tells one fund from another.
PURSE = ["level", "place", "earmark"]


def journal(contents: Contents, *, on: dt.date) -> pd.DataFrame:
    """Return every line of the books up to a day, with what its entry says.

    Parameters
    ----------
    contents
        From `Book.contents`.
    on
        Entries of later days are left out.

    Returns
    -------
    DataFrame
        One row per line, by entry and line: `amount` (đồng; debit above zero), `quantity`
        (goods; below zero: out), `year` (fiscal), `closing` (made by closing a year), `undone`
        (an entry that was taken back within its year, and what took it back: together nothing).
    """
    entries = {entry["seq"]: entry for entry in contents.entries if entry["day"] <= on.isoformat()}
    undone: set[int] = set()
    for one in entries.values():
        taken_back = entries.get(one["reverses"])
        if taken_back is not None and taken_back["year"] == one["year"]:
            undone |= {one["seq"], taken_back["seq"]}
    rows = [
        {
            **line,
            "entry": line["seq"],
            "year": entry["year"],
            "day": entry["day"],
            "entry_kind": entry["kind"],
            "document": entry["document"],
            "donor": entry["donor"],
            "named": bool(entry["named"]),
            "by": entry["by"],
            "seal": entry["hash"],
            "basis": entry["basis"],
            "reverses": entry["reverses"],
            "closing": entry["kind"] == "close",
            "undone": entry["seq"] in undone,
        }
        for line in contents.lines
        if (entry := entries.get(line["seq"])) is not None
    ]
    frame = pd.DataFrame(rows, columns=list(JOURNAL_COLUMNS), dtype="object")
    return frame.astype(_LINE_TYPES)


def years_of(lines: pd.DataFrame) -> list[int]:
    """Return the fiscal years that have entries, in order."""
    return sorted(set(lines["year"]))


def standing(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines that count as income and spending: without those undone, and closings."""
    return lines[~lines["undone"] & ~lines["closing"]]


def of_kind(lines: pd.DataFrame, *kinds: str) -> pd.DataFrame:
    """Return the lines on accounts of these kinds."""
    return lines[lines["account_kind"].isin(kinds)]


def debit(amounts: pd.Series) -> pd.Series:
    """Return the debit side of signed amounts."""
    return amounts.clip(lower=0)


def credit(amounts: pd.Series) -> pd.Series:
    """Return the credit side of signed amounts, without sign."""
    return (-amounts).clip(lower=0)
