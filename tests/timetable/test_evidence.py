"""What the records show of tasks, and what they leave unknown."""

from __future__ import annotations

import pytest

from needs.timetable import done_by_records, year_of
from tests.timetable.conftest import deadline, goal, occasion, step


@pytest.fixture(scope="module")
def tasks(planned, data):
    plan = planned(
        occasions=[
            occasion("winter", begins="11-01", ends="03-31"),
            occasion("tet", lunar={"month": 1, "day": 1}),
        ],
        goals=[
            goal(
                "coats",
                step("returns", weeks_before=10, shown_by="returns"),
                step("accept", weeks_before=6, shown_by="accepted"),
                step("buy", weeks_before=3),
                before="winter",
                category="warm_clothing",
            ),
            goal("gifts", step("accept", weeks_before=8, shown_by="accepted"), before="tet"),
        ],
        deadlines=[deadline("send", on=["06-30"], shown_by="returns")],
    )
    return year_of(plan, 2026, root=data)


def test_records_of_all_categories_and_of_one(tasks):
    """The gifts of Tết 2027 are asked for in 2026 but belong to the goal of February 2027."""
    records = {("returns", "all"): True, ("accepted", "warm_clothing"): False}
    assert done_by_records(tasks, 2026, records) == {
        "coats.returns.2026": True,
        "coats.accept.2026": False,
        "send.2026-06-30": True,
    }
    assert done_by_records(tasks, 2027, {("accepted", "all"): True}) == {"gifts.accept.2027": True}


def test_one_category_goes_before_all(tasks):
    records = {("accepted", "all"): True, ("accepted", "warm_clothing"): False}
    assert done_by_records(tasks, 2026, records)["coats.accept.2026"] is False


def test_what_no_record_tells_of_stays_unknown(tasks):
    assert done_by_records(tasks, 2026, {}) == {}
    everything = {(shown, "all"): True for shown in ("returns", "accepted", "delivered")}
    assert "coats.buy.2026" not in done_by_records(tasks, 2026, everything)
