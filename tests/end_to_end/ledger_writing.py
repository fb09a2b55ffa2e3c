"""One of several people who write down what donors say, as a process that may be killed.

Run by `test_plan_and_ledger.py`: `-m tests.end_to_end.ledger_writing LEDGER PLAN WRITER FIRST LAST
[DIE_AT]`. The plan is a JSON file: lots, room, means. Tells, a line each, what the ledger has
acknowledged.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import Any

from needs.commitments import CommitmentRefused, Entry, Given, Ledger, Lot, commitments
from tests.writers import die_at, do_and_tell

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


def main(path: str, plan: str, writer: str, first: str, last: str, *statement: str) -> None:
    die_at(*statement)
    given = json.loads(Path(plan).read_text(encoding="utf-8"))
    lots = [Lot(**lot) for lot in given["lots"]]
    room = {tuple(key): most for key, most in given["room"]}
    ledger = Ledger(Path(path))
    do_and_tell(
        range(int(first), int(last)),
        lambda number: event(ledger, lots, writer, number),
        lambda entries: ledger.write(entries, room=room, means=given["means"]),
        CommitmentRefused,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
