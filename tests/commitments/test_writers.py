"""Four writers at once, killed at any moment: nothing acknowledged is lost, nothing given twice."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from needs.commitments import HOLDING, Ledger, verify

from .writing import COMMUNES, MEANS_OF_EACH, ROOM

SCRIPT = Path(__file__).with_name("writing.py")
WRITERS = ("quy-a", "quy-b", "quy-c", "quy-d")
WAIT_S = 60.0


def start(kind: str, path: Path, donor: str, first: int, last: int, *more: object):
    command = [sys.executable, SCRIPT, kind, path, donor, first, last, *more]
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def whole_lines(text: str) -> list[dict[str, Any]]:
    """What a writer told, without the line that it was killed in."""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


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
    writers = [start("race", path, donor, 0, 120) for donor in WRITERS]
    told = [writer.communicate(timeout=WAIT_S) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4, told
    answers = [whole_lines(out) for out, _ in told]
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
    acknowledged: set[str] = set()
    following, killed = 0, 0
    while following < steps:
        # The first kill comes while the file is being laid out.
        within = [] if drawn.random() < 0.5 else [drawn.randint(30, 360)]
        if killed == 0:
            within = [drawn.randint(1, 60)]
        process = start("steps", path, donor, following, steps, *within)
        lines: list[str] = []
        if not within:
            lines = [process.stdout.readline() for _ in range(drawn.randint(1, 16))]
            time.sleep(drawn.uniform(0, 0.03))
            process.kill()
        rest, faults = process.communicate(timeout=WAIT_S)
        assert "Traceback" not in faults, faults
        for answer in whole_lines("".join(lines) + rest):
            # The step under way when it was killed is repeated by the next process.
            following = answer["number"] + 1
            acknowledged.update(answer["keys"])
        killed += process.returncode != 0
        if path.exists() and path.stat().st_size:
            look(Ledger(path), acknowledged)
    return acknowledged, killed


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
