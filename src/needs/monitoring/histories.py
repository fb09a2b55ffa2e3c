"""Each lot of the ledger on a day: promised, given, and when it came to each state."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from needs.commitments import Ledger
from needs.commitments.states import ACCEPTED, CONFIRMED, DELIVERED, GIVEN, OFFERED

_AMOUNTS = ("children", "places", "units", "vnd")
#: In which states a lot has come to a stage: what is delivered at once was accepted that day.
_REACHED = {
    "offered_on": (OFFERED, ACCEPTED, DELIVERED, CONFIRMED),
    "accepted_on": (ACCEPTED, DELIVERED, CONFIRMED),
    "delivered_on": (DELIVERED, CONFIRMED),
    "confirmed_on": (CONFIRMED,),
}
_TEXTS = (
    *("lot_id", "state", "donor_id", "donor", "gift_id", "partner_gift", "partner_id", "partner"),
    *("commune_code", "commune", "category", "period", "counted", "unit", "basis"),
    *("since", *_REACHED, "evidence"),
)
_WHOLE = (
    *(f"{kind}_{name}" for kind in ("promised", "given") for name in _AMOUNTS),
    *("taken", "partner_vnd"),
)
HISTORY_COLUMNS = (*_TEXTS, *_WHOLE)


def lot_histories(ledger: Ledger | None, *, until: dt.date | None = None) -> pd.DataFrame:
    """Return every lot as it stood at the end of a day.

    Parameters
    ----------
    ledger
        The ledger; none: nobody has promised anything.
    until
        Entries of what happened later stay out, and lots that have none yet; none: today's state.

    Returns
    -------
    DataFrame
        `HISTORY_COLUMNS`, one row per lot, by number. promised_* as first written down; given_* as
        delivered (missing before); children, places, units (of the column `unit`), vnd (missing
        where no price is known); taken: what the lot takes of its gift (đồng, units, children) and
        partner_vnd: what the partner's gift pays, both of the figures in force.
        Days as YYYY-MM-DD, empty where the lot has not come so far.
    """
    if ledger is None:
        return _frame([])
    contents = ledger.contents()
    day = None if until is None else until.isoformat()
    events: dict[str, list[dict[str, Any]]] = {}
    for event in contents.events:
        if day is None or event["at"][:10] <= day:
            events.setdefault(event["lot_id"], []).append(event)
    rows = [_row(lot, events[lot["lot_id"]]) for lot in contents.lots if lot["lot_id"] in events]
    return _frame(rows)


def _row(lot: dict[str, Any], events: list[dict[str, Any]]) -> dict[str, Any]:
    newest = events[-1]
    first_of_state = next(event for event in events if event["state"] == newest["state"])
    given = newest["state"] in GIVEN
    row = lot | {
        "state": newest["state"],
        "since": first_of_state["at"][:10],
        "evidence": newest["evidence"],
        "taken": newest["taken"],
        "partner_vnd": newest["partner_taken"] if lot["partner_gift"] else 0,
    }
    for name, states in _REACHED.items():
        days = [event["at"][:10] for event in events if event["state"] in states]
        row[name] = days[0] if days else ""
    row |= {f"promised_{name}": value for name, value in _amounts(lot, lot).items()}
    told = _amounts(lot, newest) if given else dict.fromkeys(_AMOUNTS)
    return row | {f"given_{name}": value for name, value in told.items()}


def _amounts(lot: dict[str, Any], figures: dict[str, Any]) -> dict[str, Any]:
    of_children = lot["counted"] == "children"
    return {
        "children": figures["count"] if of_children else 0,
        "places": 0 if of_children else figures["count"],
        "units": figures["quantity"],
        "vnd": figures["value_vnd"],
    }


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [[row[name] for name in HISTORY_COLUMNS] for row in rows],
        columns=list(HISTORY_COLUMNS),
        dtype="object",
    )
    types = {name: "Int64" if name in _WHOLE else "str" for name in HISTORY_COLUMNS}
    return frame.astype(types)
