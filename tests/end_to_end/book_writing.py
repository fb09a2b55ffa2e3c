"""A book-keeper of the Fund as a process of its own; tells what the books have acknowledged.

Run by `test_thousand_vouchers.py`: `-m tests.end_to_end.book_writing BOOKS FIRST LAST [DIE_AT]`.
A step is a batch of vouchers drawn at random; steps from `CLOSING` on close a year each.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from pathlib import Path

from needs.fund import Book, BookRefused, Entry
from tests.fund.fund_cases import RULES
from tests.fund.test_many import earmarks, some_voucher
from tests.writers import die_at

BATCH = 25
#: Batches, then the years in which the vouchers lie.
CLOSING = 60
YEARS = (2022, 2023, 2024)
TODAY = dt.date(2026, 6, 30)


def batch(step: int) -> list[Entry]:
    """The same vouchers whenever this step is asked for."""
    drawn = random.Random(f"588/{step}")
    return [some_voucher(drawn, step * BATCH + n) for n in range(BATCH)]


def main(path: str, first: str, last: str, *statement: str) -> None:
    book = Book(Path(path), RULES)
    if first == "0":
        book.write(earmarks())
    die_at(*statement)
    for step in range(int(first), int(last)):
        keys, refused = [], ""
        if step >= CLOSING:
            try:
                book.close(YEARS[step - CLOSING], by="kế toán", today=TODAY)
            except BookRefused as error:
                # The process before was killed when the year was closed and nothing told yet.
                refused = str(error)
        else:
            asked = batch(step)
            done = zip(asked, book.write_each(asked), strict=True)
            keys = [entry.key for entry, outcome in done if outcome.written is not None]
        sys.stdout.write(json.dumps({"number": step, "keys": keys, "refused": refused}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
