"""One year against the last: each cause by hand, and every row adding up."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needs.errors import NeedsError
from needs.monitoring.changes import PARTS, listed_changes, year_change
from needs.monitoring.explained import change_words, in_groups
from needs.tables import ALL, rows_of

from .year_cases import UNIT, Cell, links, year

A = Cell("01290")


def change(before: dict, after: dict) -> pd.DataFrame:
    return year_change(before, after, province="Cao Bằng")


def row(table: pd.DataFrame, measure: str, area: str = "province", category: str = "coats"):
    found = table.set_index(["area_code", "category", "measure"])
    return found.loc[(area, category, measure)]


def parts(one) -> dict[str, int]:
    return {name: int(one[name]) for name in PARTS if one[name]}


def test_nothing_changed():
    table = change(year(A), year(A))
    assert (table[[*PARTS, "difference"]] == 0).all(axis=None)
    told = next(rows_of(table[table.measure == "gap_vnd"]))
    assert change_words(told, lang="vi") == "không đổi"


def test_children_and_price_by_hand():
    """100 children at 300.000 become 110 at 400.000: 30 million become 44.

    Children: 10 × (300.000 + 400.000) / 2 = 3,5 million; price: 100.000 × (100 + 110) / 2 = 10,5.
    """
    table = change(year(A), year(A.but(eligible=110, price=400_000)))
    assert parts(row(table, "need_vnd")) == {"children": 3_500_000, "price": 10_500_000}
    assert parts(row(table, "need_children")) == {"children": 10}


def test_communes_that_entered_and_left():
    """A stays, B (50 children) leaves, C (80) enters: the whole of each is list change."""
    before = year(A, Cell("01294", eligible=50))
    after = year(A, Cell("01297", eligible=80))
    found = row(change(before, after), "need_children")
    assert (found.before, found.after) == (150, 180)
    assert parts(found) == {"entered": 80, "left": -50}
    listed = listed_changes(before, after)
    assert list(zip(listed.change, listed.commune_code, strict=True)) == [
        ("entered", "01297"),
        ("left", "01294"),
    ]


def test_support_of_others_and_of_the_state_by_hand():
    """Of 100 children 20 were covered; now the State serves 10 more and donors 30 more: −40."""
    before, after = A.but(state=5, others=15), A.but(state=15, others=45)
    table = change(year(before), year(after))
    assert parts(row(table, "gap_children")) == {"state": -10, "support": -30}
    assert parts(row(table, "gap_vnd")) == {"state": -3_000_000, "support": -9_000_000}
    assert parts(row(table, "need_vnd")) == {}


def test_more_support_than_children_changes_the_gap_no_further():
    """Donors go from 80 to 140 of 100 children: the gap falls by 20, not by 60."""
    table = change(year(A.but(others=80)), year(A.but(others=140)))
    assert parts(row(table, "gap_children")) == {"support": -20}


def test_changes_of_method_stand_apart():
    """The same children, half of them eligible before; twice the units; a target of 90 %."""
    half = A.but(eligible=50, share=0.5)
    assert parts(row(change(year(half), year(A)), "need_children")) == {"eligible_share": 50}
    twice = change(year(A), year(A.but(units=2.0)))
    assert parts(row(twice, "gap_vnd")) == {"standard": 30_000_000}
    aim = change(year(A.but(target=0.9)), year(A))
    assert parts(row(aim, "gap_children")) == {"target": 10}
    assert in_groups(row(aim, "gap_children"))["method"] == 10


def test_a_kind_of_support_that_is_new_is_no_change_of_lists():
    """Play comes in for 100 children; the commune was on the list before."""
    found = row(change(year(A), year(A, A.but(category="play"))), "need_children", category="play")
    assert parts(found) == {"kinds": 100}
    gone = change(year(A, A.but(category="play")), year(A))
    assert parts(row(gone, "need_vnd", category=ALL)) == {"kinds": -30_000_000}


def test_children_counted_instead_of_estimated_are_no_real_change():
    told = A.but(eligible=120, counted_by="returned")
    assert parts(row(change(year(A), year(told)), "need_children")) == {"counting": 20}
    more = told.but(eligible=130)
    assert parts(row(change(year(told), year(more)), "need_children")) == {"children": 10}


def test_an_unknown_cell_stays_out_of_both_years_and_is_counted():
    before = year(A, Cell("01294", eligible=50))
    after = year(A.but(eligible=110), Cell("01294", eligible=None))
    found = row(change(before, after), "need_vnd")
    assert (found.before, found.after) == (30_000_000, 33_000_000)
    assert (found.cells, found.unknown_cells) == (2, 1)


def test_two_former_communes_became_one():
    """A (100 children eligible) was on the list, B was not; X = A + B has 150, of which 90 : 60.

    By the children under 16 of the parts, 120 : 80, of the 150 in X 90 are A's and 60 B's. So B
    entered with 60, and A's children went from 100 to 90.
    """
    before = year(Cell("01000"), edition="pre-2025")
    after = year(
        Cell("01290", eligible=150), links=links(("01000", "01290", 120), ("01001", "01290", 80))
    )
    found = row(change(before, after), "need_children")
    assert parts(found) == {"entered": 60, "children": -10}
    assert (found.before, found.after) == (100, 150)


def test_money_of_a_commune_that_was_divided_keeps_its_sum():
    """A commune of three parts: one part's new commune is off the list; nothing is lost."""
    before = year(Cell("01000", eligible=100, price=333_333), edition="pre-2025")
    after = year(
        Cell("01290", eligible=33, price=333_333),
        Cell("01294", eligible=33, price=333_333),
        links=links(("01000", "01290", 7), ("01000", "01294", 7), ("01000", "01297", 7)),
    )
    found = row(change(before, after), "need_vnd")
    assert found.before == 33_333_300
    assert found.after == 2 * 33 * 333_333
    assert sum(parts(found).values()) == found.difference
    assert found["left"] == pytest.approx(-33_333_300 / 3, abs=1)


def test_a_map_that_changed_without_the_parts_is_refused():
    before, after = year(Cell("01000"), edition="pre-2025"), year(A)
    with pytest.raises(NeedsError, match="bản đồ xã đã đổi"):
        change(before, after)


def test_a_commune_that_moved_to_another_district():
    """30 million leave one district and 33 million arrive in the other; the province sees +3."""
    before, after = year(A), year(A.but(eligible=110, district="043"))
    table = change(before, after)
    assert parts(row(table, "need_vnd", "042")) == {"children": 3_000_000, "moved": -33_000_000}
    assert parts(row(table, "need_vnd", "043")) == {"moved": 33_000_000}
    assert parts(row(table, "need_vnd")) == {"children": 3_000_000}
    assert row(table, "need_vnd").cells == 1


CELLS = st.builds(
    Cell,
    commune=st.just(""),
    eligible=st.one_of(st.none(), st.integers(0, 3000)),
    price=st.integers(1_000, 20_000_000),
    state=st.integers(0, 900),
    others=st.integers(0, 900),
    share=st.sampled_from([1.0, 0.5, 0.043]),
    district=st.sampled_from(["042", "043"]),
    counted_by=st.sampled_from(["estimated", "returned"]),
)
KEYS = st.tuples(st.sampled_from(["01290", "01294", "01297"]), st.sampled_from(list(UNIT)))


def of_a_plan(cells: dict[tuple[str, str], Cell], target: float, more: float) -> list[Cell]:
    """A plan has one target, and for each category one number of units for a child."""
    return [
        cell.but(commune=commune, category=category, target=target, units=more * of / by)
        for (commune, category), cell in sorted(cells.items())
        for of, by in [UNIT[category]]
    ]


YEARS = st.builds(
    of_a_plan,
    st.dictionaries(KEYS, CELLS, min_size=1, max_size=5),
    st.sampled_from([0.9, 1.0]),
    st.sampled_from([1, 2]),
)


@settings(max_examples=10)
@given(YEARS, YEARS, st.randoms())
def test_every_row_adds_up_and_so_do_the_districts(before, after, random):
    table = change(year(*before), year(*after))
    assert (table[list(PARTS)].sum(axis=1) == table.difference).all()
    assert (table.after - table.before == table.difference).all()
    # What rounding leaves is no more than an đồng or a child for each cell.
    assert (table.rounding.abs() <= 2 * table.cells.clip(lower=1)).all()
    keys, figures = ["category", "measure"], ["before", "after", *PARTS]
    of_districts = table[table.level == "district"].groupby(keys)[figures].sum()
    province = table[table.level == "province"].set_index(keys)[figures].sort_index()
    pd.testing.assert_frame_equal(of_districts, province, check_dtype=False)
    money = province.xs("gap_vnd", level="measure")
    pd.testing.assert_series_equal(
        money.drop(ALL).sum(), money.loc[ALL], check_names=False, check_dtype=False
    )
    mixed = [random.sample(cells, len(cells)) for cells in (before, after)]
    pd.testing.assert_frame_equal(table, change(*(year(*cells) for cells in mixed)))


def test_in_words_as_a_planner_says_it():
    """+1,2 billion: 0,9 by the list, 0,5 by prices, −0,2 by more support."""
    one = next(
        rows_of(
            pd.DataFrame([dict.fromkeys(PARTS, 0) | {
                "measure": "gap_vnd", "difference": 1_200_000_000, "entered": 900_000_000,
                "price": 500_000_000, "support": -200_000_000, "rounding": 0,
            }])
        )
    )  # fmt: skip
    assert change_words(one, lang="vi") == (
        "tăng 1,2 tỷ đồng: tăng 900 triệu đồng do xã vào danh sách; tăng 500 triệu đồng do đơn "
        "giá; giảm 200 triệu đồng do hỗ trợ của nguồn khác nhiều lên"
    )
    assert in_groups(one) == {
        "list": 900_000_000,
        "real": -200_000_000,
        "method": 0,
        "price": 500_000_000,
        "rounding": 0,
    }
