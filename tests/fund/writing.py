"""A book-keeper as a process of its own: tells on its output what the books have acknowledged.

Run by `test_writers.py`: `-m tests.fund.writing BOOKS NAME FIRST LAST [DIE_AT]`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from needs.fund import Book, BookRefused, Entry
from tests.fund.fund_cases import RULES, gift, goods_in, goods_out, payment
from tests.writers import die_at, do_and_tell


def vouchers(name: str, number: int) -> list[Entry]:
    """The number-th thing that a book-keeper does: the same whenever it is asked."""
    drawn = random.Random(f"{name}/{number - number % 3}")
    amount = drawn.randrange(1, 1_000_000)
    document = f"{name}-{number}"
    if number % 3 == 0:
        # Two vouchers in one step: both or none.
        return [gift(f"{document}a", amount), goods_in(f"{document}b", 5, amount + 1)]
    if number % 3 == 1:
        return [payment(f"{document}a", amount // 3), goods_out(f"{document}b", 2)]
    # More than there will ever be: always refused, and nothing of it is written.
    return [gift(f"{document}a", 10), payment(f"{document}b", 10**14)]


def main(path: str, name: str, first: str, last: str, *statement: str) -> None:
    die_at(*statement)
    book = Book(Path(path), RULES)
    steps = range(int(first), int(last))
    do_and_tell(steps, lambda number: vouchers(name, number), book.write, BookRefused)


if __name__ == "__main__":
    main(*sys.argv[1:])
