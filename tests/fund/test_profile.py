"""The profile's `[fund]`: chart, levels, law by day; what does not fit is told."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from pydantic import ValidationError

from needs.programmes import load_programme
from needs.programmes.fund import FundRules

from .fund_cases import DATA, RULES, day


def content() -> dict:
    return tomllib.loads((DATA / "bases" / "child-fund" / "fund.toml").read_text("utf-8"))["fund"]


def told(changed: dict) -> str:
    with pytest.raises(ValidationError) as error:
        FundRules.model_validate(changed)
    return str(error.value)


def test_the_law_of_a_day():
    """Decree 93/2019 until 28/2/2026, Decree 03/2026 from 1/3/2026."""
    assert RULES.law_on(day("2024-06-01")).id == "nd-93-2019"
    assert RULES.law_on(day("2026-02-28")).id == "nd-93-2019"
    assert RULES.law_on(day("2026-03-01")).id == "nd-03-2026"


def test_calendar_years_and_others():
    assert RULES.year_of(dt.date(2024, 12, 31)) == 2024
    assert RULES.last_day(2024) == dt.date(2024, 12, 31)
    school = RULES.model_copy(update={"year_starts": "09-01"})
    assert school.year_of(dt.date(2024, 8, 31)) == 2023
    assert school.year_of(dt.date(2024, 9, 1)) == 2024
    assert school.last_day(2024) == dt.date(2025, 8, 31)


def test_every_figure_and_line_has_its_source():
    for one in (*RULES.levels, *RULES.activities, *RULES.occasions, *RULES.laws, *RULES.reports):
        assert one.source


@pytest.mark.parametrize("kind", ["goods", "contribution", "spending", "transfer", "balance"])
def test_an_account_that_is_missing_or_twice_is_told(kind: str):
    own = content()
    other = own | {"accounts": [one for one in own["accounts"] if one["kind"] != kind]}
    assert f"đúng một tài khoản loại {kind}" in told(other)
    again = next(one for one in own["accounts"] if one["kind"] == kind)
    twice = [*own["accounts"], again | {"id": "again", "code": "9999"}]
    assert f"đúng một tài khoản loại {kind}" in told(own | {"accounts": twice})


def test_ids_stand_once():
    own = content()
    assert 'levels: mã lặp lại: "province"' in told(
        own | {"levels": [*own["levels"], own["levels"][0]]}
    )


def test_occasions_are_named_where_an_activity_needs_them():
    assert "có hoạt động theo dịp" in told(content() | {"occasions": []})


@pytest.mark.parametrize(
    ("programme", "asks"), [("thanh-hoa-fund", True), ("hai-duong-2024", False)]
)
def test_the_two_funds_load(programme: str, asks: bool):
    """Thanh Hóa's letter asks for one day's salary; Hải Dương's plan says nothing of it."""
    rules = load_programme(programme, DATA.parent).fund
    assert (rules.contribution is not None) == asks
    if asks:
        assert rules.contribution.days.value == 1
    assert [one.id for one in rules.levels] == ["province", "district", "commune"]
