"""Two plans compared in words: whom to call first, what is more, what is less."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from needs.commitments import plan_difference

COLUMNS = ["gift_id", "donor", "commune", "quantity"]


def lots(*rows: tuple[str, str, str, int], partner: str = "") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"quantity": "int64"})
    texts = ["gift_id", "donor", "commune"]
    frame = frame.astype(dict.fromkeys(texts, "str"))
    return frame.assign(
        donor_id=frame["gift_id"],
        commune_code=frame["commune"],
        category="ao-am",
        unit="bộ đồ ấm",
        partner=partner,
        partner_gift=partner.lower(),
    )


BEFORE = lots(
    ("a", "Quỹ A", "Lý Bôn", 30), ("a", "Quỹ A", "Đức Hạnh", 60), ("b", "Quỹ B", "Lý Bôn", 30)
)
AFTER = lots(
    ("a", "Quỹ A", "Lý Bôn", 60), ("a", "Quỹ A", "Đức Hạnh", 60), ("c", "Quỹ C", "Lý Bôn", 1500)
)


def test_what_changes_in_words():
    told = plan_difference(BEFORE, AFTER)
    assert told.sentences == (
        "Quỹ A: thêm 30 bộ đồ ấm ở Lý Bôn (30 → 60); không đổi 1 nơi.",
        "Quỹ B: bớt 30 bộ đồ ấm ở Lý Bôn (30 → 0).",
        "Quỹ C: thêm 1.500 bộ đồ ấm ở Lý Bôn (0 → 1.500).",
        "Không đổi: 1 lô của cả kế hoạch.",
    )
    assert told.to_call == ()
    assert told.table["change"].tolist() == [30, -30, 1500, 0]


def test_offers_that_change_come_first_and_name_whom_to_call():
    told = plan_difference(BEFORE, AFTER, offered=BEFORE[BEFORE["gift_id"] == "b"], lang="en")
    assert told.to_call == ("b",)
    assert told.sentences[0] == (
        "To be told (already offered): Quỹ B: 30 fewer (bộ đồ ấm) in Lý Bôn (30 → 0)."
    )
    assert told.table["donor_id"].tolist()[0] == "b"
    # An offer that stays as it is needs no call.
    same = plan_difference(BEFORE, AFTER, offered=BEFORE[BEFORE["commune"] == "Đức Hạnh"])
    assert same.to_call == ()


def test_nothing_changed():
    told = plan_difference(BEFORE, BEFORE.iloc[::-1], offered=BEFORE)
    assert told.sentences == ("Kế hoạch không đổi.",)
    assert (told.table["change"] == 0).all()


def test_a_first_plan_and_a_last_one():
    empty = BEFORE.iloc[:0]
    assert plan_difference(empty, BEFORE).table["change"].tolist() == [60, 30, 30]
    assert plan_difference(BEFORE, empty).table["change"].tolist() == [-60, -30, -30]
    assert plan_difference(empty, empty).sentences == ("Kế hoạch không đổi.",)


def test_the_order_of_rows_does_not_matter():
    offered = BEFORE.iloc[[0, 2]]
    one = plan_difference(BEFORE, AFTER, offered=offered)
    other = plan_difference(BEFORE.iloc[::-1], AFTER.iloc[[2, 0, 1]], offered=offered.iloc[::-1])
    assert one.sentences == other.sentences
    pd.testing.assert_frame_equal(one.table, other.table)


def test_two_lots_of_one_gift_in_one_place_are_one():
    """Promised in two steps, 30 and 10, or planned as 40: no difference."""
    twice = lots(("a", "Quỹ A", "Lý Bôn", 30), ("a", "Quỹ A", "Lý Bôn", 10))
    assert plan_difference(twice, lots(("a", "Quỹ A", "Lý Bôn", 40))).table["change"].tolist() == [
        0
    ]


def test_long_lists_are_cut_and_counted():
    many = lots(*(("a", "Quỹ A", f"Xã {n:02d}", 10) for n in range(15)))
    (sentence,) = plan_difference(many.iloc[:0], many, most=2).sentences
    assert sentence.endswith("ở Xã 01 (0 → 10); và 13 thay đổi nữa.")


def test_a_partner_is_named():
    shared = lots(("a", "Quỹ A", "Lý Bôn", 30), partner="Quỹ B")
    told = plan_difference(shared.iloc[:0], shared)
    assert told.sentences == ("Quỹ A: thêm 30 bộ đồ ấm ở Lý Bôn (0 → 30), cùng Quỹ B.",)


PLANS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from(["Lý Bôn", "Đức Hạnh", "An Lạc"]), st.integers(1, 9)
    ),
    max_size=8,
).map(lambda rows: lots(*((gift, f"Quỹ {gift}", place, n) for gift, place, n in rows)))


@given(PLANS, PLANS)
def test_nothing_appears_or_gets_lost_in_a_comparison(before: pd.DataFrame, after: pd.DataFrame):
    told = plan_difference(before, after, offered=before)
    assert told.table["before"].sum() == before["quantity"].sum()
    assert told.table["after"].sum() == after["quantity"].sum()
    back = plan_difference(after, before).table.set_index(["gift_id", "commune"])["change"]
    there = told.table.set_index(["gift_id", "commune"])["change"]
    assert (there == -back.reindex(there.index)).all()
    # Whoever was offered less or more is called, and nobody else.
    called = told.table[told.table["before"].gt(0) & told.table["change"].ne(0)]["donor_id"]
    assert set(told.to_call) == set(called)
