"""Writers of a book as processes of their own, killed at any moment; what they told before."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[1]
WAIT_S = 600.0
Answer = dict[str, Any]
Process = subprocess.Popen[str]


# In the process of a writer.


def die_at(*statement: str) -> None:
    """Kill this process when it comes to its n-th SQL statement, within a transaction or not.

    No number given: it lives on.
    """
    if not statement:
        return
    last, real, done = int(statement[0]), sqlite3.connect, [0]

    def count(_: str) -> None:
        done[0] += 1
        if done[0] >= last:
            psutil.Process().kill()

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        connection = real(*given, **named)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = connect


def do_and_tell(
    steps: range,
    asked: Callable[[int], Sequence[Any]],
    write: Callable[[Sequence[Any]], object],
    refusal: type[Exception],
) -> None:
    """Do the steps one after the other; tell of each, a line, what the book has acknowledged."""
    for number in steps:
        entries = asked(number)
        told: Answer = {"number": number, "keys": [], "refused": ""}
        try:
            write(entries)
            told["keys"] = [entry.key for entry in entries]
        except refusal as error:
            told["refused"] = str(error)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


# In the test.


def start(module: str, *given: object) -> Process:
    """Start a writer: a module of the tests that is run with words."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, given)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
    )


def told_by(process: Process, read_before: str = "") -> list[Answer]:
    """Wait for the end of a writer; what it told, without the line that it was killed in."""
    rest, faults = process.communicate(timeout=WAIT_S)
    assert "Traceback" not in faults, faults
    lines = (read_before + rest).splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def killed_again_and_again(
    begin: Callable[..., Process],
    steps: int,
    drawn: random.Random,
    *,
    dies: Callable[[int], Sequence[int]],
    look: Callable[[set[str]], object],
    lines_most: int = 16,
) -> tuple[set[str], int]:
    """One writer's steps, killed on the way; the step under way is repeated by the next process.

    Parameters
    ----------
    begin
        Starts the writer, from the first step to do; a further number: the statement to die at.
    steps
        How many there are.
    drawn
        For the moments.
    dies
        From how often it was killed to the statement at which the next one dies. None: it is
        killed from here, after some lines.
    look
        Is given what has been acknowledged after each kill.
    lines_most
        After how many lines it is killed at the latest.

    Returns
    -------
    set of str, int
        The keys acknowledged, and how often a process was killed.
    """
    acknowledged: set[str] = set()
    following, killed = 0, 0
    while following < steps:
        statement = dies(killed)
        process = begin(following, *statement)
        read = ""
        if not statement:
            assert process.stdout is not None
            read = "".join(process.stdout.readline() for _ in range(drawn.randint(1, lines_most)))
            time.sleep(drawn.uniform(0, 0.03))
            process.kill()
            # Lines that have come with the ones read wait in this reader: nobody else gets them.
            read += process.stdout.read()
        for answer in told_by(process, read):
            following = answer["number"] + 1
            acknowledged.update(answer["keys"])
        killed += process.returncode != 0
        look(acknowledged)
    return acknowledged, killed
