"""A writer as a process of its own: tells on its output what the ledger has acknowledged.

Run by `test_writers.py`: `-m tests.commitments.writing race|steps LEDGER NAME FIRST LAST [DIE_AT]`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from needs.commitments import CommitmentRefused, Entry, Ledger, Lot
from tests.writers import die_at, do_and_tell

PERIOD, CATEGORY = "2026", "ao-am"
COMMUNES = ("01327", "01342", "01351")
ROOM = {(code, CATEGORY, PERIOD): 100 for code in COMMUNES}
MEANS_OF_EACH = 150


def lot(donor: str, commune: str, count: int) -> Lot:
    return Lot(
        donor_id=donor,
        donor=donor,
        gift_id=donor,
        commune_code=commune,
        commune=commune,
        category=CATEGORY,
        period=PERIOD,
        counted="children",
        count=count,
        packages=count,
        quantity=count,
        unit="bộ",
        value_vnd=None,
        taken=count,
        basis="illustrative",
    )


def race(ledger: Ledger, donor: str, number: int) -> list[Entry]:
    """Every writer wants the same child of the same commune."""
    named = (f"K3-{number:06d}",)
    return [
        Entry(
            state="accepted",
            by=donor,
            evidence="CV 1",
            lot=lot(donor, COMMUNES[0], 1),
            children=named,
            key=f"{donor}/{number}/0",
        )
    ]


def steps(ledger: Ledger, donor: str, number: int) -> list[Entry]:
    """The number-th thing that a writer does: the same whenever it is asked."""
    drawn = random.Random(f"{donor}/{number - number % 4}")
    commune, count = drawn.choice(COMMUNES), drawn.randint(5, 25)
    children = tuple(f"K3-{one:06d}" for one in drawn.sample(range(60), 2))
    last = drawn.choice(["delivered", "cancelled"])
    key, common = f"{donor}/{number}", {"by": donor, "evidence": "CV 1"}
    if number % 4 == 0:
        new = lot(donor, commune, count)
        return [Entry(state="offered", lot=new, key=f"{key}/0", children=children, **common)]
    if number % 4 == 3:
        # Two lots in one step: both or none.
        two = [("accepted", COMMUNES[0], 3), ("proposed", COMMUNES[1], 5)]
        return [
            Entry(state=state, lot=lot(donor, where, many), key=f"{key}/{place}", **common)
            for place, (state, where, many) in enumerate(two)
        ]
    first = f"{donor}/{number - number % 4}/0"
    own = [event["lot_id"] for event in ledger.contents().events if event["key"] == first]
    state = "accepted" if number % 4 == 1 else last
    return [Entry(state=state, lot_id=one, key=f"{key}/0", **common) for one in own]


def main(kind: str, path: str, donor: str, first: str, last: str, *statement: str) -> None:
    die_at(*statement)
    ledger = Ledger(Path(path))
    asked = {"race": race, "steps": steps}[kind]
    do_and_tell(
        range(int(first), int(last)),
        lambda number: asked(ledger, donor, number),
        lambda entries: ledger.write(entries, room=ROOM, means={donor: MEANS_OF_EACH}),
        CommitmentRefused,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
