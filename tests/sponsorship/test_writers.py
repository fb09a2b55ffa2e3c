"""Four writers at once, killed at any moment: no child has two sponsors, nothing told is lost."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from needs.sponsorship.months import months_between
from needs.sponsorship.register import Register
from needs.sponsorship.verify import verify_register

from ..writers import killed_again_and_again, start, told_by  # noqa: TID252
from .cases import desk

WRITER = "tests.sponsorship.writing"
RULES = Path("data/programmes/bases/child-fund/sponsorship.toml")
WRITERS = ("w-a", "w-b", "w-c", "w-d")


@pytest.fixture
def shared_register(register: Register) -> Register:
    for _ in range(6):
        desk(register)
    return register


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
    writers = [start(WRITER, "race", path, root / RULES, name, 0, 6) for name in WRITERS]
    answers = [answer for writer in writers for answer in told_by(writer)]
    assert [writer.returncode for writer in writers] == [0] * 4
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

    def dies(_: int) -> list[int]:
        return [] if drawn.random() < 0.5 else [drawn.randint(20, 300)]

    def begin(first: int, *statement: int):
        return start(WRITER, "steps", register.path, root / RULES, name, first, count, *statement)

    return killed_again_and_again(
        begin,
        count,
        drawn,
        dies=dies,
        look=lambda acknowledged: look(register, acknowledged),
        lines_most=8,
    )


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
