"""Awkward files: each row, fault, figure and question is what a careful officer expects."""

from __future__ import annotations

from collections import Counter

import pytest

from needs.workbooks import Refusal

from .conftest import Looked, figures_of, place, possible
from .corpus import CORPUS, Awkward, Expected

#: Sheets of our forms that hold words for the reader: their rows are no table's.
EXPLAINING = ("Hướng dẫn", "Danh mục")


def ids(entry: Awkward) -> str:
    return ascii(entry.name)


def rows_of(looked: Looked) -> tuple[int, Counter[str], Counter[str]]:
    """Accepted rows; reason → rows that wait; reason → rows that are ignored."""
    every = looked.file.checked.rows
    assert not any(row.outcome == "accepted" for row in every if row.sheet in EXPLAINING)
    rows = [row for row in every if row.sheet not in EXPLAINING]
    accepted = sum(row.outcome == "accepted" for row in rows)
    waiting = Counter(row.reason for row in rows if row.outcome == "quarantined")
    return accepted, waiting, Counter(row.reason for row in rows if row.outcome == "ignored")


def faults_of(looked: Looked) -> list[tuple[str, str, str]]:
    return sorted(
        (fault.severity, fault.code, place(fault.place)) for fault in looked.file.checked.faults
    )


def asked_of(looked: Looked) -> list[tuple[str, str]]:
    return sorted((question.kind, question.asked) for question in looked.file.checked.questions)


def compare(looked: Looked, expected: Expected) -> None:
    told = faults_of(looked)
    assert told == sorted(expected.faults)
    assert asked_of(looked) == sorted(expected.asked)
    accepted, waiting, ignored = rows_of(looked)
    assert waiting == Counter(expected.waiting)
    assert ignored == Counter({reason: n for reason, n in expected.ignored.items() if n})
    assert accepted == expected.accepted
    assert figures_of(looked) == {key: dict(row) for key, row in expected.figures.items()}
    if not isinstance(looked.file.checked.result, Refusal):
        assert looked.file.checked.result.date == expected.date


def test_there_are_many_and_no_two_of_a_name():
    assert len(CORPUS) >= 45
    assert len({entry.name for entry in CORPUS}) == len(CORPUS)
    assert all(entry.about for entry in CORPUS)


@pytest.mark.parametrize("entry", CORPUS, ids=ids)
def test_every_file_is_accounted_for_as_an_officer_would(entry, looked):
    if not possible(entry):
        pytest.skip("Windows cannot have such a file")
    compare(looked[entry.name], entry.expected)


@pytest.mark.parametrize("entry", [entry for entry in CORPUS if entry.answers], ids=ids)
def test_answers_are_remembered_and_the_rows_used(entry, looked_again):
    """Asked, answered in the workbook of questions, told by `needs answer`, read again."""
    compare(looked_again[entry.name], entry.answered)
