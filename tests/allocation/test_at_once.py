"""Questions asked at once are answered as if they had been asked one after the other."""

from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.allocation.given.inputs import checked_inputs
from needs.allocation.model.build import build_model
from needs.allocation.solving import at_once
from needs.allocation.solving.at_once import first_plan
from needs.allocation.solving.highs import (
    IMPOSSIBLE,
    LIMIT,
    PROVEN,
    WHOLE,
    known_status,
    loaded,
    run,
    stop_when,
)
from needs.allocation.solving.program import program_of
from needs.allocation.solving.relaxed import options_of
from needs.allocation.solving.rules import AllocationRules
from needs.allocation.solving.solved import Solved, Unsolved

from .allocation_cases import random_case


def found(name: int) -> Solved:
    return Solved(np.array([name]), LIMIT, 0.0, 0.0, 1)


@given(
    finds=st.lists(st.booleans(), min_size=1, max_size=4),
    alone=st.sampled_from([0.0, 1.0]),
    processors=st.integers(1, 4),
)
def test_the_first_plan_counts_whoever_is_asked_beside(finds, alone, processors):
    """In turn until a plan is found: that answer, and its number; else the last one's."""
    questions = [
        lambda needless, number=number, finds=finds: (
            found(number) if finds else Unsolved(IMPOSSIBLE, number)
        )
        for number, finds in enumerate(finds)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(at_once, "ALONE_S", alone)
        patch.setattr(at_once, "_processors", lambda: processors)
        answer, number = first_plan(questions)
    assert number == (finds.index(True) if any(finds) else len(finds) - 1)
    if any(finds):
        assert answer.plan.tolist() == [number]
    else:
        assert (answer.status, answer.nodes) == (IMPOSSIBLE, number)


def test_without_a_question_nothing_is_settled():
    answer, _ = first_plan([])
    assert (answer.status, answer.nodes) == (LIMIT, 0)


def test_whoever_is_no_longer_needed_is_told(monkeypatch):
    """The second is still at work when the first has its plan."""
    monkeypatch.setattr(at_once, "ALONE_S", 0.0)
    monkeypatch.setattr(at_once, "_processors", lambda: 2)
    begun, told = Event(), Event()

    def first(*, needless: Event) -> Solved:
        assert begun.wait(30)
        return found(1)

    def second(*, needless: Event) -> Unsolved:
        begun.set()
        if needless.wait(30):
            told.set()
        return Unsolved(LIMIT, 0)

    answer, _ = first_plan([first, second])
    assert isinstance(answer, Solved)
    assert told.wait(30)


def test_a_search_that_nobody_needs_is_broken_off():
    case = random_case(3, communes=12, categories=3, gifts=8)
    inputs = checked_inputs(case.cells, case.gifts, case.ages, case.held, None)
    model, _ = build_model(inputs.cells, inputs.gifts, inputs.ages, inputs.held)
    program, rules = program_of(model), AllocationRules()
    value = np.zeros(len(program.column_most))
    value[: program.routes] = model.value[model.route_cell] * model.route_size
    columns = np.arange(len(value), dtype=np.int32)
    statuses = []
    for needless in (Event(), Event()):
        if statuses:
            needless.set()
        engine = loaded(program, WHOLE, options_of(rules))
        engine.changeColsCost(len(columns), columns, value)
        stop_when(engine, needless)
        run(engine)
        statuses.append(known_status(engine))
    assert statuses == [PROVEN, LIMIT]
