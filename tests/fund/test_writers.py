"""Two book-keepers at once, killed at any moment: nothing acknowledged is lost, nothing half."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from needs.fund import Book, verify_book

from ..writers import killed_again_and_again, start  # noqa: TID252
from .fund_cases import RULES

WRITER = "tests.fund.writing"
KEEPERS = ("an", "binh")
STEPS = 18


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

    def dies(killed: int) -> list[int]:
        # The first kill comes while the file is being laid out.
        return [drawn.randint(150, 900) if killed else drawn.randint(1, 60)]

    def see(acknowledged: set[str]) -> None:
        if path.exists() and path.stat().st_size:
            look(Book(path, RULES), acknowledged)

    def begin(first: int, *statement: int):
        return start(WRITER, path, name, first, STEPS, *statement)

    return killed_again_and_again(begin, STEPS, drawn, dies=dies, look=see)


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
