"""Every row is accounted for: accepted + waiting + ignored = read, or the program is wrong."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.reading.records import Row
from needs.returns.account import RowsLost, Tally, account


def rows(file: str, sheet: str, *told: tuple[str, str]) -> list[Row]:
    return [Row(file, sheet, n, outcome, reason) for n, (outcome, reason) in enumerate(told)]


GOOD = ("accepted", "")
BLANK = ("ignored", "blank")
TITLE = ("ignored", "title")
WAITS = ("quarantined", "name_unknown")

ONE = rows("a.xlsx", "Đồ ấm", TITLE, BLANK, GOOD, GOOD, WAITS, BLANK)
OTHER = rows("a.xlsx", "Trẻ em", TITLE, GOOD)
THIRD = rows("b.xlsx", "Đồ ấm", GOOD)


def test_the_sum_of_each_sheet_file_and_of_all():
    found = account([*ONE, *OTHER, *THIRD])
    assert found.sheets["a.xlsx", "Đồ ấm"] == Tally(
        6, 2, {"name_unknown": 1}, {"blank": 2, "title": 1}
    )
    assert found.files["a.xlsx"] == Tally(8, 3, {"name_unknown": 1}, {"blank": 2, "title": 2})
    assert found.files["b.xlsx"] == Tally(1, 1)
    assert found.total == Tally(9, 4, {"name_unknown": 1}, {"blank": 2, "title": 2})
    assert found.total.waiting == 1
    assert found.total.left_out == 4


def test_nothing_read():
    assert account([]).total == Tally()
    assert account([], read={("a.xlsx", "trống"): 0}).total == Tally()


@pytest.mark.parametrize(
    "wrong",
    [
        [row for row in ONE if row.row != 3],
        [*ONE, ONE[2]],
        [*ONE, Row("a.xlsx", "Đồ ấm", 3, "ignored", "blank")],
        [*ONE, Row("a.xlsx", "Đồ ấm", -1, "ignored", "blank")],
        [*THIRD, *THIRD],
        [Row("a.xlsx", "s", 0, "ignored")],
        [Row("a.xlsx", "s", 0, "quarantined")],
        [Row("a.xlsx", "s", 0, "accepted", "blank")],
    ],
)
def test_a_row_lost_or_told_twice_or_without_a_reason_is_a_mistake_of_the_program(wrong):
    with pytest.raises(RowsLost):
        account(wrong)


def test_rows_lost_at_the_end_are_noticed_where_the_sheets_length_is_known():
    length = {("a.xlsx", "Đồ ấm"): 6}
    assert account(ONE, read=length).total.read == 6
    for wrong in (ONE[:-1], [], [*ONE, Row("a.xlsx", "Đồ ấm", 6, "ignored", "blank")]):
        with pytest.raises(RowsLost):
            account(wrong, read=length)
    with pytest.raises(RowsLost):
        account([*ONE, *OTHER], read=length)


told = st.sampled_from([GOOD, BLANK, TITLE, WAITS, ("quarantined", "negative")])


@given(sheets=st.lists(st.lists(told, min_size=1, max_size=30), max_size=5), data=st.data())
def test_the_sum_holds_in_any_order_of_the_rows(sheets, data):
    every = [row for n, own in enumerate(sheets) for row in rows("f", f"s{n}", *own)]
    total = account(data.draw(st.permutations(every))).total
    assert total == account(every).total
    assert total.read == total.accepted + total.waiting + total.left_out == len(every)
    reasons = Counter(row.reason for row in every if row.reason)
    assert {**total.quarantined, **total.ignored} == dict(reasons)
