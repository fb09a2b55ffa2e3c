"""Which steps of the year the records show as done."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from needs.assessment import Assessment, list_communes
from needs.assessment.returns_status import communes_asked
from needs.monitoring import done
from needs.monitoring.done import _of_ledger, _of_returns
from needs.places import load_gazetteer
from needs.programmes import load_programme
from needs.runs import office_pages

TODAY = dt.date(2026, 11, 22)
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


@pytest.fixture
def returned_two(monkeypatch, data):
    """Two communes of Cao Bằng have returned, as the files of returns would tell."""
    profile = load_programme("cao-bang-588", data)
    listed = list_communes(profile, data, load_gazetteer())
    codes = list(communes_asked(profile, listed).commune_code[:2])
    day = dt.date(2026, 2, 1)
    monkeypatch.setattr(done, "returns_of", lambda *_, **__: None)
    monkeypatch.setattr(done, "first_day_of_returns", lambda *_: dict.fromkeys(codes, day))
    return profile, codes


def test_what_the_assessment_read_is_not_read_again(returned_two, monkeypatch, data, tmp_path):
    profile, codes = returned_two
    read = done.done_on_record(profile, data)
    assert read
    monkeypatch.setattr(done, "returns_of", None)
    assert done.done_on_record(profile, data, returned=codes) == read
    assert done.done_on_record(profile, data, returned=[]) == {}
    told = pd.DataFrame({"commune_code": codes, "state": "current", "period": profile.period})
    tables = {"returns": told.assign(field="children.total", returned_value=10)}
    assessment = Assessment(programme=profile, tables=tables)
    pages = office_pages._timetable(assessment, tmp_path, root=data, on=TODAY, lang="vi")
    assert pages[0].is_file()
