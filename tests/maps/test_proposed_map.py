"""The map of the proposal: what each commune gets, held beside what it lacks."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.maps import join_boundaries, load_boundaries, map_scale, paper_map, proposed_layer
from needs.maps.appearance import COUNT_SYMBOL, MISSING, OUTSIDE
from needs.maps.proposed_map import FILLS, amount_classes, whole_millions

MILLION = 1_000_000
#: By code: nothing for Cẩm Giàng, no price known for Tân Lập, no figures for Hoá Thượng.
PROPOSED = {"01001": 90, "01002": 0, "01005": None, "01007": 0.2, "01009": 12, "01006": 3}
REACHED = {"01001": 300, "01002": 0, "01005": 100, "01007": 0, "01009": 300, "01006": 60}


@pytest.fixture
def proposed(province):
    codes = province.commune_code
    money = codes.map(PROPOSED) * MILLION
    return province.assign(
        proposed_vnd=money.astype("Float64").round().astype("Int64"),
        reached=codes.map(REACHED).astype("Int64"),
    )


def layer(frame, **options):
    return proposed_layer(
        frame, title="Đề xuất", source="Quyết định thử", scale=map_scale(frame), **options
    )


def marks(found):
    return {mark.code: mark for mark in found.view.marks}


def test_nothing_is_a_class_of_its_own_and_something_is_never_nothing(proposed):
    classes = amount_classes(proposed)
    assert classes.ranges[0] == (0, 0)
    assert classes.class_of(0) == 0
    assert whole_millions(200_000) == 1
    assert classes.class_of(200_000) == classes.class_of(MILLION) == 1
    assert classes.class_of(90 * MILLION) == len(classes.ranges) - 1
    assert classes.class_of(pd.NA) is None


@given(st.lists(st.integers(0, 3_000_000_000), min_size=1, max_size=40))
def test_every_amount_has_one_class_and_more_is_never_paler(amounts):
    frame = pd.DataFrame({"specially_disadvantaged": True, "proposed_vnd": amounts})
    classes = amount_classes(frame)
    places = [classes.class_of(amount) for amount in sorted(amounts)]
    assert places == sorted(places)
    assert all(after[0] == before[1] + 1 for before, after in pairwise(classes.ranges))
    assert len(classes.ranges) <= len(FILLS)


def test_a_symbol_is_as_large_as_for_as_many_children_who_lack(proposed):
    scale = map_scale(proposed)
    found = marks(layer(proposed))
    # 300 lack at Phường 5, and 300 are proposed to be reached there: the same symbol.
    assert found["01009"].radius == scale.radius(300) == found["01001"].radius
    assert found["01006"].radius < found["01009"].radius


def test_what_is_not_known_is_grey_and_outside_is_white(proposed, squares, save):
    joined = join_boundaries(proposed, load_boundaries(save(squares)))
    found = marks(layer(proposed, boundaries=joined))
    assert found["01005"].area_look == MISSING, "no price"
    assert found["01005"].symbol_look == COUNT_SYMBOL, "but so many children"
    assert found["01004"].area_look == MISSING, "no figures"
    assert found["01004"].symbol_look is None
    assert found["01002"].symbol_look is None, "nobody is reached"
    assert found["01003"].area_look == OUTSIDE, "not of the programme"


def test_districts_share_the_classes_of_the_province(proposed):
    whole = layer(proposed).legend.groups[0].rows
    for district in ("041", "042", "043"):
        rows = layer(proposed, district=district).legend.groups[0].rows
        assert [row.text for row in rows][: len(whole)] == [row.text for row in whole]


def test_words_say_who_gets_most(proposed):
    alt = layer(proposed, illustrative=True).alt
    assert "3/6 xã có đề xuất; nhiều nhất Xã Bình Lộc: 90 triệu đồng." in alt
    assert "Số liệu minh họa" in alt
    nothing = proposed.assign(proposed_vnd=pd.array([0] * len(proposed), dtype="Int64"))
    assert "Chưa xã nào có đề xuất." in layer(nothing).alt


def test_the_order_of_the_rows_changes_nothing(proposed):
    mixed = proposed.sample(frac=1, random_state=5)
    assert paper_map(layer(mixed)).png == paper_map(layer(proposed)).png
