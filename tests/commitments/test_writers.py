"""Four writers at once, killed at any moment: nothing acknowledged is lost, nothing given twice."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from needs.commitments import HOLDING, Ledger, verify

from ..writers import killed_again_and_again, start, told_by  # noqa: TID252
from .writing import COMMUNES, MEANS_OF_EACH, ROOM

WRITER = "tests.commitments.writing"
WRITERS = ("quy-a", "quy-b", "quy-c", "quy-d")


def look(ledger: Ledger, acknowledged: set[str]) -> None:
    """Recompute from the bare entries what must hold at every moment."""
    contents = ledger.contents()
    keys = {event["key"] for event in contents.events}
    assert acknowledged <= keys
    # Two lots of one step: both or none.
    pairs = Counter(key.rpartition("/")[0] for key in keys)
    both = {key.rpartition("/")[0] for key in keys if key.endswith("/1")}
    assert all(pairs[step] == 2 for step in both)
    assert all(pairs[step] == 1 for step in set(pairs) - both)
    assert not [step for step in set(pairs) - both if int(step.rpartition("/")[2]) % 4 == 3]
    lots = {lot["lot_id"]: lot for lot in contents.lots}
    newest = {event["lot_id"]: event for event in contents.events}
    assert lots.keys() == newest.keys()
    named: dict[int, list[str]] = {}
    for seq, child in contents.children:
        named.setdefault(seq, []).append(child)
    cells, gifts, children = Counter(), Counter(), Counter()
    for lot_id, event in newest.items():
        if event["state"] in HOLDING:
            cells[lots[lot_id]["commune_code"]] += event["count"]
            gifts[lots[lot_id]["gift_id"]] += event["taken"]
            children.update(named.get(event["list_seq"], []))
    assert all(cells[code] <= room for (code, _, _), room in ROOM.items())
    assert all(taken <= MEANS_OF_EACH for taken in gifts.values())
    assert all(times == 1 for times in children.values())
    assert verify(ledger) == []


def test_four_writers_want_the_same_children(tmp_path: Path):
    """120 children are wanted by four donors each, the gap is 100: each child has one at most."""
    path = tmp_path / "so.sqlite"
    writers = [start(WRITER, "race", path, donor, 0, 120) for donor in WRITERS]
    answers = [told_by(writer) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4
    assert [len(one) for one in answers] == [120] * 4
    booked = [key for one in answers for answer in one for key in answer["keys"]]
    ledger = Ledger(path, create=False)
    look_at = ledger.contents()
    assert sorted(booked) == sorted(event["key"] for event in look_at.events)
    # Every child could be had by somebody, so the gap was used up to the last place.
    assert len(booked) == 100
    assert len({child for _, child in look_at.children}) == 100
    # Whoever came second was told who came first: of the first child, four were told one name.
    first = {donor: one[0] for donor, one in zip(WRITERS, answers, strict=True)}
    (winner,) = [donor for donor, answer in first.items() if answer["keys"]]
    for donor in set(WRITERS) - {winner}:
        assert f"đã có {winner}" in first[donor]["refused"]
    assert verify(ledger) == []


def one_writer(path: Path, donor: str, steps: int) -> tuple[set[str], int]:
    """One writer's steps, killed again and again; what was acknowledged, and how often killed."""
    drawn = random.Random(f"588/{donor}")

    def dies(killed: int) -> list[int]:
        within = [] if drawn.random() < 0.5 else [drawn.randint(30, 360)]
        # The first kill comes while the file is being laid out.
        return within if killed else [drawn.randint(1, 60)]

    def see(acknowledged: set[str]) -> None:
        if path.exists() and path.stat().st_size:
            look(Ledger(path), acknowledged)

    def begin(first: int, *statement: int):
        return start(WRITER, "steps", path, donor, first, steps, *statement)

    return killed_again_and_again(begin, steps, drawn, dies=dies, look=see)


def test_two_hundred_steps_with_kills_between_and_in_them(tmp_path: Path):
    path = tmp_path / "so.sqlite"
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda donor: one_writer(path, donor, 50), WRITERS))
    acknowledged = set().union(*(keys for keys, _ in done))
    assert sum(killed for _, killed in done) >= 12
    assert len(acknowledged) > 60
    ledger = Ledger(path)
    look(ledger, acknowledged)
    # Nobody who was told "no" or nothing is on the ledger.
    assert {event["key"] for event in ledger.contents().events} == acknowledged
    assert {lot["commune_code"] for lot in ledger.contents().lots} == set(COMMUNES)
