"""Which steps of the year the records show as done."""

from __future__ import annotations

import pandas as pd
import pytest

from needs.monitoring.done import _of_ledger, _of_returns

COATS, MEALS = "warm_clothing", "nutrition"


def lots(*rows):
    return pd.DataFrame(rows, columns=["period", "category", "lot_state"])


def test_nothing_received_yet_says_nothing_of_the_returns():
    assert _of_returns([False, False]) == {}
    assert _of_returns([]) == {}


def test_the_first_return_shows_who_is_still_awaited():
    assert _of_returns([True, False]) == {("forms", "all"): True, ("returns", "all"): False}
    assert _of_returns([True, True])[("returns", "all")] is True


def test_a_ledger_of_last_year_says_nothing_of_this_one():
    assert _of_ledger(lots(("2025", COATS, "confirmed")), "2026") == {}


@pytest.mark.parametrize(
    ("states", "accepted", "delivered"),
    [
        (["offered"], False, False),
        (["offered", "accepted"], True, False),
        (["accepted", "delivered"], True, False),
        (["delivered", "confirmed"], True, True),
        (["declined"], False, False),
    ],
)
def test_each_kind_of_support_by_its_own_lots(states, accepted, delivered):
    rows = [("2026", COATS, state) for state in states] + [("2026", MEALS, "offered")]
    found = _of_ledger(lots(*rows), "2026")
    assert found[("plan", "all")]
    assert found[("offered", COATS)]
    assert found[("accepted", COATS)] is accepted
    assert found[("delivered", COATS)] is delivered
    assert found[("accepted", MEALS)] is False
