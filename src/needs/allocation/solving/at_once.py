"""Questions to the solver at once, where a later one counts only if those before find no plan.

The solver uses one processor; most questions on tight floors need all answers. With one processor
they are asked in turn; and a search is broken off when its answer is not needed any more.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Protocol

from needs.allocation.solving.highs import LIMIT
from needs.allocation.solving.solved import Solved, Unsolved

#: Seconds in which most first questions find a plan: before, no other is asked for nothing.
ALONE_S = 0.25


class Question(Protocol):
    """A question to the solver; `needless` is set once nobody waits for the answer any more."""

    def __call__(self, *, needless: Event) -> Solved | Unsolved:
        """Ask."""


def first_plan(questions: Sequence[Question]) -> tuple[Solved | Unsolved, int]:
    """Return the plan of the first question that has one, else the last's answer; and its number.

    The same as asking in turn until a plan is found, and nearly as quick as the slowest asked.
    """
    if not questions:
        return Unsolved(LIMIT, 0), 0
    pool = ThreadPoolExecutor(max_workers=min(len(questions), _processors()))
    needless = Event()
    try:
        answers = [pool.submit(questions[0], needless=needless)]
        if not _found_soon(answers[0]):
            answers += [pool.submit(question, needless=needless) for question in questions[1:]]
        for number, answer in enumerate(answers[:-1]):
            found = answer.result()
            if isinstance(found, Solved):
                return found, number
        return answers[-1].result(), len(answers) - 1
    finally:
        needless.set()
        pool.shutdown(wait=False, cancel_futures=True)


def _found_soon(answer: Future[Solved | Unsolved]) -> bool:
    done = wait([answer], timeout=ALONE_S).done
    return bool(done) and isinstance(answer.result(), Solved)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
