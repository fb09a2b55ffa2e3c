"""Four writers at once, killed at any moment: no child has two sponsors, nothing told is lost."""

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

import pytest

from needs.sponsorship.months import months_between
from needs.sponsorship.register import Register
from needs.sponsorship.verify import verify_register

from .cases import desk

SCRIPT = Path(__file__).with_name("writing.py")
RULES = Path("data/programmes/bases/child-fund/sponsorship.toml")
WRITERS = ("w-a", "w-b", "w-c", "w-d")
WAIT_S = 60.0


@pytest.fixture
def shared_register(register: Register) -> Register:
    for _ in range(6):
        desk(register)
    return register


def start(root: Path, kind: str, path: Path, name: str, first: int, last: int, *more: object):
    command = [sys.executable, SCRIPT, kind, path, root / RULES, name, first, last, *more]
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def whole_lines(text: str) -> list[dict[str, Any]]:
    """What a writer told, without the line that it was killed in."""
    lines = [line for line in text.splitlines(keepends=True) if line.endswith("\n")]
    assert not [line for line in lines if not line.startswith("{")]
    return [json.loads(line) for line in lines]


def look(register: Register, acknowledged: set[str]) -> None:
    """Recompute from the bare entries what must hold at every moment."""
    contents = register.contents()
    assert acknowledged <= {event["key"] for event in contents.events}
    newest = {event["pledge_id"]: event for event in contents.events if event["pledge_id"]}
    pledges = {row["pledge_id"]: row for row in contents.pledges}
    # A pledge and its first entry: both or none.
    assert pledges.keys() == newest.keys()
    held: Counter[tuple[str, str, str]] = Counter()
    for pledge_id, event in newest.items():
        own = pledges[pledge_id]
        for month in months_between(own["first_month"], event["last_month"]):
            held[own["child_id"], own["purpose"], month] += 1
    assert set(held.values()) <= {1}
    assert {(row["child_id"], row["purpose"], row["month"]) for row in contents.claims} == set(held)
    assert verify_register(register) == []


def test_four_writers_want_the_same_children(shared_register, root):
    """Six children are wanted by four sponsors each: every child gets exactly one."""
    path = shared_register.path
    writers = [start(root, "race", path, name, 0, 6) for name in WRITERS]
    told = [writer.communicate(timeout=WAIT_S) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4, told
    answers = [answer for out, _ in told for answer in whole_lines(out)]
    assert len(answers) == 24
    booked = [key for answer in answers for key in answer["keys"]]
    assert len(booked) == 6
    assert sorted(int(key.split("/")[1]) for key in booked) == list(range(6))
    refused = [answer["refused"] for answer in answers if answer["refused"]]
    assert len(refused) == 18
    assert all("«Nuôi dưỡng hằng tháng», từ 4/2026 đến 9/2026" in one for one in refused)
    # Who came first did not agree to be named.
    assert not [one for one in refused if any(name in one for name in WRITERS)]
    look(shared_register, set(booked))


def one_writer(root: Path, register: Register, name: str, count: int) -> tuple[set[str], int]:
    """One writer's steps, killed again and again; what was acknowledged, and how often killed."""
    drawn = random.Random(f"đỡ đầu/{name}")
    acknowledged: set[str] = set()
    following, killed = 0, 0
    while following < count:
        within = [] if drawn.random() < 0.5 else [drawn.randint(20, 300)]
        process = start(root, "steps", register.path, name, following, count, *within)
        lines: list[str] = []
        if not within:
            lines = [process.stdout.readline() for _ in range(drawn.randint(1, 8))]
            time.sleep(drawn.uniform(0, 0.03))
            process.kill()
        rest, faults = process.communicate(timeout=WAIT_S)
        assert "Traceback" not in faults, faults
        for answer in whole_lines("".join(lines) + rest):
            # The step under way when it was killed is repeated by the next process.
            following = answer["number"] + 1
            acknowledged.update(answer["keys"])
        killed += process.returncode != 0
        look(register, acknowledged)
    return acknowledged, killed


def test_steps_with_kills_between_and_in_them(shared_register, root):
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda name: one_writer(root, shared_register, name, 16), WRITERS))
    acknowledged = set().union(*(keys for keys, _ in done))
    assert sum(killed for _, killed in done) >= 5
    assert len(acknowledged) > 12
    look(shared_register, acknowledged)
    kinds = Counter(event["kind"] for event in shared_register.contents().events)
    assert kinds["proposed"] > 4
    assert kinds["running"] > 4
