"""What a profile may say of its year, and what it may not."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from needs.programmes.timetable import Timetable, day_of
from tests.timetable.conftest import deadline, goal, occasion, step

TWICE = [occasion("a", on="06-01"), occasion("a", on="06-02")]


@pytest.mark.parametrize(
    ("timetable", "told"),
    [
        ({"occasions": [occasion("a")]}, "đúng một cách"),
        ({"occasions": [occasion("a", on="06-01", lunar={"month": 1, "day": 1})]}, "đúng một cách"),
        ({"occasions": [occasion("a", begins="06-01")]}, "đúng một cách"),
        ({"occasions": [occasion("a", on="02-30")]}, "không có ngày 30/2"),
        ({"occasions": [occasion("a", on="13-01")]}, "không có ngày 1/13"),
        ({"occasions": TWICE}, "mã dùng hai lần"),
        ({"deadlines": [deadline("a")]}, "đúng một cách"),
        ({"deadlines": [deadline("a", on=["06-30"], month="2024-11")]}, "đúng một cách"),
        ({"deadlines": [deadline("a", on=["06-30", "06-30"])]}, "mỗi ngày một lần"),
        ({"deadlines": [{**deadline("a", on=["06-30"]), "who": []}]}, "ghi ai làm"),
        ({"goals": [goal("g", step("s"), before="tet")]}, "không có dịp «tet»"),
        ({"goals": [goal("g", step("s"))]}, "before (mã dịp) hoặc before_returns"),
        ({"goals": [goal("g", step("s"), step("s"), before_returns=True)]}, "mã bước dùng hai lần"),
        ({"goals": [goal("g", before_returns=True)]}, "at least 1 item"),
    ],
)
def test_what_cannot_be_meant_is_refused(timetable, told):
    with pytest.raises(ValidationError) as refused:
        Timetable.model_validate(timetable)
    assert told in str(refused.value)


def test_29_february_is_the_28th_in_common_years():
    assert day_of(2028, "02-29") == dt.date(2028, 2, 29)
    assert day_of(2027, "02-29") == dt.date(2027, 2, 28)
