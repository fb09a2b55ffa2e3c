"""Where several sources may be serving the same children (table `overlaps`)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.support import covered_children, overlap_report, with_state

KEY = ["commune_code", "category"]
STATE = ["state_low", "state_children", "state_high"]


@pytest.fixture(scope="session")
def report(ledger, known):
    """Report on cells {commune: (entries, state low/point/high, eligible)}; all 2026, meals."""

    def overlaps(cells, *, schemes=None, lang="vi", shuffle=None, **files) -> pd.DataFrame:
        support = pd.concat(
            [ledger(entries, commune=code) for code, (entries, _, _) in cells.items()],
            ignore_index=True,
        )
        frame = pd.DataFrame({"commune_code": list(cells), "category": "meals"})
        there = pd.array([there for _, _, there in cells.values()], dtype="Int64")
        frame["children_eligible"] = frame["children_eligible_high"] = there
        state = frame[KEY].copy()
        for position, name in enumerate(STATE):
            state[name] = pd.array([told[position] for _, told, _ in cells.values()], "Int64")
        told = known(support, **files) if files else None
        cover = with_state(
            covered_children(support, frame, key=KEY, known=told), state, frame, key=KEY
        )
        for column in ("commune", "district_code", "district", "zone"):
            cover[column] = "x"
        cover["basis"] = "returned"
        if shuffle is not None:
            support = support.sample(frac=1, random_state=shuffle)
            cover = cover.sample(frac=1, random_state=shuffle)
        return overlap_report(support, cover, period="2026", schemes=schemes, lang=lang)

    return overlaps


NO_STATE = (0, 0, 0)


def test_two_donors_by_hand(report):
    """40 and 30 of 60 children: 40 to 60 reached, so 70 − 60 = 10 to 70 − 40 = 30 double."""
    row = report({"00001": ([("a", 40), ("b", 30)], NO_STATE, 60)}).iloc[0]
    assert (row.support_sources, row.support_children) == (2, 70)
    assert (row.covered_low, row.covered_high) == (40, 60)
    assert (row.double_low, row.double_high) == (10, 30)
    assert row.source_names == "Quỹ a; Quỹ b"
    assert (row.period, row.overlap_known, row.basis) == ("2026", "bounds", "returned")


def test_a_donor_and_the_state_by_hand(report):
    """The State serves 80 (60–100) of 120 children, a donor 70: 80 + 70 = 150 claimed.

    At least 60 + 70 − 120 = 10 are double. At most all 70 of the donor, if the State serves 100.
    """
    schemes = pd.DataFrame(
        {
            "commune_code": ["00001", "00001"],
            "category": ["meals", "meals"],
            "name": ["Chế độ bán trú", "Chế độ ăn trưa"],
        }
    )
    cells = {"00001": ([("a", 70)], (60, 80, 100), 120)}
    row = report(cells, schemes=schemes).iloc[0]
    assert (row.support_sources, row.support_children) == (2, 150)
    assert (row.covered_low, row.covered_high) == (70, 120)
    assert (row.double_low, row.double_high) == (10, 70)
    assert row.source_names == "Nhà nước (Chế độ bán trú, Chế độ ăn trưa); Quỹ a"
    assert report(cells, lang="en").source_names.tolist() == ["State; Quỹ a"]


def test_a_donor_and_the_state_that_claim_more_than_there_are(report):
    """The State serves 60 of 100, a donor 50: 60 + 50 − 100 = 10 are double, at most all 50."""
    row = report({"00001": ([("a", 50)], (60, 60, 60), 100)}).iloc[0]
    assert (row.double_low, row.double_high) == (10, 50)


def test_lists_tell_exactly_how_many_are_double(report, pseudonyms):
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    row = report({"00001": ([("a", 40), ("b", 30)], NO_STATE, 100)}, lists=lists).iloc[0]
    assert (row.double_low, row.double_high) == (12, 12)
    assert row.overlap_known == "ids"


def test_the_state_has_no_list_so_the_cell_is_bounded_again(report, pseudonyms):
    """By their lists 12 are double among the donors; the State serves 0 to 30 of their 58."""
    lists = {"a": pseudonyms(range(40)), "b": pseudonyms(range(28, 58))}
    cells = {"00001": ([("a", 40), ("b", 30)], (10, 20, 30), 100)}
    row = report(cells, lists=lists).iloc[0]
    assert (row.double_low, row.double_high) == (12, 42)
    assert (row.overlap_known, row.support_sources) == ("bounds", 3)


def test_only_cells_of_several_sources_have_a_row(report, pseudonyms):
    """One donor; the State alone; two sources, one of nobody; two that audits found apart."""
    found = report(
        {
            "00002": ([("a", 40), ("b", 0)], NO_STATE, 100),
            "00001": ([("a", 40), ("b", 30)], NO_STATE, 100),
        },
        audits={("a", "b"): 0},
    )
    assert found.empty
    assert report({"00001": ([("a", 40)], NO_STATE, 100)}).empty
    assert report({"00001": ([], (60, 80, 100), 100)}).empty


def test_a_commune_that_counted_each_child_once_has_nobody_double(report):
    """«return» is the count of all sources together, the State among them."""
    assert report({"00001": ([("return", 40)], (20, 20, 20), 100)}).empty
    both = report({"00001": ([("return", 40), ("b", 30)], (20, 20, 20), 100)}).iloc[0]
    assert (both.support_sources, both.double_high) == (3, 50)


def test_where_children_are_not_known_what_is_double_is_not_known(report):
    row = report({"00001": ([("a", 40), ("b", 30)], NO_STATE, None)}).iloc[0]
    assert pd.isna(row.double_low)
    assert pd.isna(row.double_high)
    assert row.support_children == 70


def test_the_largest_overlap_comes_first_and_the_unknown_last(report):
    found = report(
        {
            "00001": ([("a", 40), ("b", 5)], NO_STATE, 100),
            "00002": ([("a", 40), ("b", 30)], NO_STATE, 100),
        }
    )
    assert found.double_high.tolist() == [30, 5]
    assert found.commune_code.tolist() == ["00002", "00001"]
    unknown = report(
        {
            "00001": ([("a", 40), ("b", 5)], NO_STATE, None),
            "00002": ([("a", 40), ("b", 30)], NO_STATE, 100),
        }
    )
    assert unknown.commune_code.tolist() == ["00002", "00001"]


def test_the_order_of_the_rows_does_not_matter(report):
    cells = {
        "00001": ([("b", 30), ("a", 40)], (5, 10, 15), 100),
        "00002": ([("a", 40), ("b", 30)], (5, 10, 15), 100),
    }
    straight = report(cells)
    for seed in range(3):
        pd.testing.assert_frame_equal(report(cells, shuffle=seed), straight)


people = st.sets(st.integers(0, 19), max_size=20)


@given(a=people, b=people, state=people)
@settings(max_examples=40)
def test_what_is_truly_double_is_inside(report, a, b, state):
    """Of 20 children two donors and the State serve true sets; double: claims less children."""
    entries = [("a", len(a)), ("b", len(b))]
    found = report({"00001": (entries, (len(state),) * 3, 20)})
    truth = len(a) + len(b) + len(state) - len(a | b | state)
    if found.empty:
        assert truth == 0
    else:
        assert found.double_low[0] <= truth <= found.double_high[0]
        assert found.support_children[0] - found.covered_low[0] == found.double_high[0]
        assert found.support_children[0] - found.covered_high[0] <= found.double_low[0]
