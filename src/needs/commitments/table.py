"""The ledger as tables: every lot as it stands, every entry, and what a new plan has to know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from needs.books import LedgerError
from needs.commitments.ledger import Contents, Ledger
from needs.commitments.states import FIXED, HOLDING, OFFERED
from needs.wording import say

_WHOLE = (
    *("children", "places", "quantity", "value_vnd", "taken", "packages", "partner_taken"),
    *("children_named", "seq", "room", "means", "partner_means"),
)
COMMITMENT_COLUMNS = (
    *("lot_id", "state", "donor_id", "donor", "gift_id", "partner_gift"),
    *("commune_code", "commune", "category", "period", "counted", "children", "places"),
    *("quantity", "unit", "value_vnd", "taken", "at", "by", "evidence", "since"),
    *("packages", "partner_id", "partner", "partner_taken", "children_named", "basis"),
)
EVENT_TABLE_COLUMNS = (
    *("seq", "lot_id", "state", "at", "by", "evidence", "note", "children", "places", "quantity"),
    *("value_vnd", "taken", "partner_taken", "children_named", "room", "means", "partner_means"),
    *("recorded", "key", "hash"),
)
HELD_COLUMNS = ("gift_id", "commune_code", "category", "count", "taken")
OFFERED_COLUMNS = ("gift_id", "partner_gift", "commune_code", "category", "packages")


def commitments(ledger: Ledger, *, period: str | None = None) -> pd.DataFrame:
    """Return every lot of the ledger as it stands now.

    Parameters
    ----------
    ledger
        The ledger.
    period
        Only lots of this period; None: all.

    Returns
    -------
    DataFrame
        One row per lot, by number: state; donor, gift, partner; commune, category, period; children
        or places (0 for the other of the two), quantity in `unit`, value in đồng (missing where no
        price is known), what it takes from the gift (đồng, units or children); time, writer and
        evidence of the newest entry, `since` (date of the state); packages as promised;
        `children_named` (how many pseudonyms stand on its list: the list itself never leaves the
        ledger). Figures are those delivered, once they were told.
    """
    contents = _whole(ledger)
    newest: dict[str, dict[str, Any]] = {}
    since: dict[str, str] = {}
    for event in contents.events:
        before = newest.get(event["lot_id"])
        if before is None or before["state"] != event["state"]:
            since[event["lot_id"]] = event["at"][:10]
        newest[event["lot_id"]] = event
    named = _named(contents)
    rows = [
        lot
        | newest[lot["lot_id"]]
        | _counts(lot, newest[lot["lot_id"]])
        | {
            "since": since[lot["lot_id"]],
            "children_named": named.get(newest[lot["lot_id"]]["list_seq"], 0),
        }
        for lot in contents.lots
        if period is None or lot["period"] == period
    ]
    return _frame(rows, COMMITMENT_COLUMNS)


def entries_table(ledger: Ledger) -> pd.DataFrame:
    """Return every entry in its order: who, when, on what evidence, the figures in force from it.

    `room`, `means` and `partner_means` are the gap and the means that it was checked against
    (missing: nothing had to be checked); `recorded` is when it was written, `at` when it happened;
    `hash` seals it and all before it.
    """
    contents = _whole(ledger)
    lots = {lot["lot_id"]: lot for lot in contents.lots}
    named = _named(contents)
    rows = [
        event
        | _counts(lots[event["lot_id"]], event)
        | {"children_named": named.get(event["list_seq"], 0)}
        for event in contents.events
    ]
    return _frame(rows, EVENT_TABLE_COLUMNS)


def held_table(ledger: Ledger, *, period: str) -> pd.DataFrame:
    """Return what a new plan takes as it is: accepted, delivered and confirmed lots (table `held`).

    Returns
    -------
    DataFrame
        gift_id, commune_code, category, count (children or places), taken (from the gift). The
        gift that pays the rest of a co-funded lot has a row of its own with count 0: money is
        taken from it, but the children are counted once.
    """
    fixed = _in_states(commitments(ledger, period=period), FIXED)
    fixed["count"] = fixed["children"] + fixed["places"]
    shared = fixed[fixed["partner_gift"] != ""].assign(
        gift_id=lambda lots: lots["partner_gift"], taken=lambda lots: lots["partner_taken"], count=0
    )
    both = pd.concat([fixed, shared])[list(HELD_COLUMNS)]
    both["count"] = both["count"].astype("Int64")
    both = both[(both["count"] > 0) | (both["taken"] > 0)]
    return both.groupby(list(HELD_COLUMNS[:3]), as_index=False, sort=True).sum()


def held_in_cells(ledger: Ledger, *, period: str) -> pd.DataFrame:
    """Return how many children (places) accepted lots hold: commune_code, category, held."""
    held = held_table(ledger, period=period)
    cells: pd.DataFrame = held.groupby(["commune_code", "category"], as_index=False, sort=True).agg(
        count=("count", "sum")
    )
    return cells[cells["count"] > 0].rename(columns={"count": "held"}).reset_index(drop=True)


def offered_table(ledger: Ledger, *, period: str) -> pd.DataFrame:
    """Return what has been offered and should change as little as possible (table `offered`)."""
    offered = _in_states(commitments(ledger, period=period), (OFFERED,))
    key = list(OFFERED_COLUMNS[:4])
    return offered[list(OFFERED_COLUMNS)].groupby(key, as_index=False, sort=True).sum()


def holding(ledger: Ledger, *, period: str | None = None) -> pd.DataFrame:
    """Return the lots that count against the gap: offered, accepted, delivered, confirmed."""
    return _in_states(commitments(ledger, period=period), HOLDING)


def _whole(ledger: Ledger) -> Contents:
    """Return the contents; an entry without its lot, or the reverse, is work from outside."""
    contents = ledger.contents()
    known = {lot["lot_id"] for lot in contents.lots}
    if known != {event["lot_id"] for event in contents.events}:
        raise LedgerError(
            say(
                "{file}: sổ đã bị sửa từ bên ngoài; hãy kiểm tra sổ và so với bản sao gần nhất",
                lang=ledger.lang,
                file=ledger.path.name,
            )
        )
    return contents


def _in_states(lots: pd.DataFrame, states: Iterable[str]) -> pd.DataFrame:
    return lots[lots["state"].isin(list(states))].reset_index(drop=True)


def _named(contents: Contents) -> dict[int, int]:
    named: dict[int, int] = {}
    for seq, _ in contents.children:
        named[seq] = named.get(seq, 0) + 1
    return named


def _counts(lot: dict[str, Any], event: dict[str, Any]) -> dict[str, int]:
    of_children = lot["counted"] == "children"
    count = int(event["count"])
    return {"children": count if of_children else 0, "places": 0 if of_children else count}


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[row[name] for name in columns] for row in rows], columns=list(columns), dtype="object"
    )
    return frame.astype({name: "Int64" if name in _WHOLE else "str" for name in columns})
