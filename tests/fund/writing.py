"""A book-keeper as a process of its own: tells on its output what the books have acknowledged.

Run by `test_writers.py`: `writing.py BOOKS NAME FIRST LAST [DIE_AT]`.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))
from fund_cases import RULES, gift, goods_in, goods_out, payment

from needs.fund import Book, BookRefused, Entry


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


def die_at(statement: int) -> None:
    """Kill this process when it comes to its n-th SQL statement, within a transaction or not."""
    real, done = sqlite3.connect, [0]

    def count(_: str) -> None:
        done[0] += 1
        if done[0] >= statement:
            psutil.Process().kill()

    def connect(*given: object, **named: object) -> sqlite3.Connection:
        connection = real(*given, **named)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = connect


def main(path: str, name: str, first: str, last: str, *statement: str) -> None:
    if statement:
        die_at(int(statement[0]))
    book = Book(Path(path), RULES)
    for number in range(int(first), int(last)):
        entries = vouchers(name, number)
        told: dict[str, object] = {"number": number, "keys": []}
        try:
            book.write(entries)
            told["keys"] = [entry.key for entry in entries]
        except BookRefused:
            pass
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
