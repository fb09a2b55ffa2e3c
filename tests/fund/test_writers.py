"""Two book-keepers at once, killed at any moment: nothing acknowledged is lost, nothing half."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from needs.fund import Book, verify_book

from .fund_cases import RULES

SCRIPT = Path(__file__).with_name("writing.py")
KEEPERS = ("an", "binh")
STEPS = 18
WAIT_S = 60.0


def start(path: Path, name: str, first: int, *die_at: int) -> subprocess.Popen[str]:
    command = [sys.executable, SCRIPT, path, name, first, STEPS, *die_at]
    return subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def whole_lines(text: str) -> list[dict[str, Any]]:
    """What a book-keeper told, without the line that it was killed in."""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


def look(book: Book, acknowledged: set[str]) -> None:
    """Recompute from the bare lines what must hold at every moment."""
    contents = book.contents()
    keys = {entry["key"] for entry in contents.entries}
    assert acknowledged <= keys
    # Two vouchers of one step: both or none.
    documents = Counter(entry["document"][:-1] for entry in contents.entries)
    assert set(documents.values()) <= {2}
    sums, held = Counter(), Counter()
    for line in contents.lines:
        sums[line["seq"]] += line["amount"]
        held[line["account"]] += line["amount"]
    assert not any(sums.values())
    assert sum(held.values()) == 0
    assert held["bank"] >= 0
    assert held["goods"] >= 0
    assert verify_book(book) == []


def one_keeper(path: Path, name: str) -> tuple[set[str], int]:
    """One book-keeper's steps, killed again and again; what was acknowledged, how often killed."""
    drawn = random.Random(name)
    acknowledged: set[str] = set()
    following, killed = 0, 0
    while following < STEPS:
        # The first kill comes while the file is being laid out.
        at = drawn.randint(1, 60) if killed == 0 else drawn.randint(150, 900)
        process = start(path, name, following, at)
        out, faults = process.communicate(timeout=WAIT_S)
        assert "Traceback" not in faults, faults
        for answer in whole_lines(out):
            # The step under way when it was killed is repeated by the next process.
            following = answer["number"] + 1
            acknowledged.update(answer["keys"])
        killed += process.returncode != 0
        if path.exists() and path.stat().st_size:
            look(Book(path, RULES), acknowledged)
    return acknowledged, killed


def test_two_book_keepers_killed_again_and_again(tmp_path: Path):
    path = tmp_path / "quy.sqlite"
    with ThreadPoolExecutor(len(KEEPERS)) as pool:
        done = list(pool.map(lambda name: one_keeper(path, name), KEEPERS))
    acknowledged = set().union(*(keys for keys, _ in done))
    assert sum(killed for _, killed in done) >= 4
    book = Book(path, RULES)
    look(book, acknowledged)
    # Two thirds of the steps are taken, two vouchers each; whoever was refused is not in the books.
    assert {entry["key"] for entry in book.contents().entries} == acknowledged
    assert len(acknowledged) == len(KEEPERS) * STEPS * 2 // 3 * 2
