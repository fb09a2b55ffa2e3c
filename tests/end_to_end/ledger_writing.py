"""One of several people who write down what donors say, as a process that may be killed.

Run by `test_plan_and_ledger.py`: `ledger_writing.py LEDGER PLAN WRITER FIRST LAST [DIE_AT]`. The
plan is a JSON file: lots, room, means. Tells, a line each, what the ledger has acknowledged.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from pathlib import Path
from typing import Any

import psutil

from needs.commitments import CommitmentRefused, Entry, Given, Ledger, Lot, commitments

#: From which state which answer leads on; an offer comes of the plan.
ANSWERS = {
    "accepted": "offered",
    "declined": "offered",
    "cancelled": "accepted",
    "delivered": "accepted",
    "confirmed": "delivered",
}
OFTEN = ("offered",) * 4 + ("accepted",) * 4 + ("delivered",) * 2 + tuple(ANSWERS)


def event(ledger: Ledger, plan: list[Lot], writer: str, number: int) -> list[Entry]:
    """Return the number-th thing that a writer has to write down, as the ledger stands now."""
    drawn = random.Random(f"588/{writer}/{number}")
    state = drawn.choice(OFTEN)
    common: dict[str, Any] = {"by": writer, "evidence": "CV 1", "key": f"{writer}/{number}"}
    if state == "offered":
        return [Entry(state=state, lot=drawn.choice(plan), **common)] if plan else []
    lots = commitments(ledger)
    lots = lots[lots.state == ANSWERS[state]]
    if lots.empty:
        return []
    lot = lots.iloc[drawn.randrange(len(lots))]
    given = None
    if state == "delivered" and drawn.random() < 0.6:
        # What is handed over is seldom what was promised: fewer children, or one more.
        count = int(lot.children + lot.places)
        given = Given(count=drawn.choice([max(1, count // 2), count + 1]))
    return [Entry(state=state, lot_id=lot.lot_id, given=given, **common)]


def die_at(statement: int) -> None:
    """Kill this process when it comes to its n-th SQL statement, within a transaction or not."""
    real, done = sqlite3.connect, [0]

    def count(_: str) -> None:
        done[0] += 1
        if done[0] >= statement:
            psutil.Process().kill()

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        connection = real(*given, **named)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = connect


def main(path: str, plan: str, writer: str, first: str, last: str, *statement: str) -> None:
    if statement:
        die_at(int(statement[0]))
    given = json.loads(Path(plan).read_text(encoding="utf-8"))
    lots = [Lot(**lot) for lot in given["lots"]]
    room = {tuple(key): most for key, most in given["room"]}
    ledger = Ledger(Path(path))
    for number in range(int(first), int(last)):
        told: dict[str, Any] = {"number": number, "keys": [], "refused": ""}
        entries = event(ledger, lots, writer, number)
        try:
            ledger.write(entries, room=room, means=given["means"])
            told["keys"] = [entry.key for entry in entries]
        except CommitmentRefused as error:
            told["refused"] = str(error)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
