"""The Fund's books after 1,000 random vouchers, their writer killed (−9) again and again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from needs.fund import Book
from tests.fund.fund_cases import RULES
from tests.fund.test_many import look
from tests.writers import killed_again_and_again, start

from .book_writing import BATCH, CLOSING, YEARS, batch

WRITER = "tests.end_to_end.book_writing"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quy.sqlite"


def keys_of(path: Path) -> list[str]:
    return [entry["key"] for entry in Book(path, RULES).contents().entries]


def balances_and_holds(path: Path, acknowledged: set[str]) -> None:
    """Right after a kill: debit and credit equal, sums published, nothing acknowledged lost."""
    if not path.exists() or not path.stat().st_size:
        assert not acknowledged
        return
    keys = keys_of(path)
    assert len(keys) == len(set(keys)), "a step that was repeated is written once"
    assert acknowledged <= set(keys)
    look(Book(path, RULES))


def test_a_thousand_vouchers_with_their_writer_killed_in_the_middle(path):
    """From outside, whenever it happens: between two batches, within one, while it starts."""
    drawn = random.Random()
    acknowledged, killed = killed_again_and_again(
        lambda first, *statement: start(WRITER, path, first, CLOSING, *statement),
        CLOSING,
        drawn,
        dies=lambda _: [],
        look=lambda told: balances_and_holds(path, told),
        lines_most=14,
    )
    assert killed >= 3
    written = set(keys_of(path))
    asked = {entry.key for step in range(CLOSING) for entry in batch(step)}
    assert len(asked) == CLOSING * BATCH
    assert len(acknowledged) >= 1_000
    assert acknowledged <= written
    # Of the rest: what was refused is not in the books, in whole or in part.
    assert {key for key in written if not key.startswith("earmark:")} <= asked

    # The years are closed one after the other, the closing killed within its own transaction.
    statements = random.Random(93)
    _, killed = killed_again_and_again(
        lambda first, *at: start(WRITER, path, max(CLOSING, first), CLOSING + len(YEARS), *at),
        CLOSING + len(YEARS),
        drawn,
        dies=lambda killed: [statements.randint(5, 120)] if killed < 4 else [10**9],
        look=lambda told: balances_and_holds(path, acknowledged | told),
    )
    assert killed >= 4
    tables = look(Book(path, RULES))
    assert tables["fund_balances"].closed.all()
    assert set(tables["fund_balances"].period.astype(int)) == set(YEARS)
    assert acknowledged <= set(keys_of(path))
