"""The map of places: the programme's communes, without zones and without figures of children."""

from __future__ import annotations

import pytest

from needs.errors import InputFaults, NotFound
from needs.maps import join_boundaries, load_boundaries, paper_map
from needs.maps.place_map import OWN, place_layer

WORDS = {"title": "Các xã", "source": "phép thử"}


@pytest.fixture
def by_groups(province):
    """Eight of nine communes are the programme's."""
    own = province.commune_code != "01008"
    return province.assign(standing="by_groups", zone=None, specially_disadvantaged=own)


def test_own_communes_are_marked_and_counted_and_others_are_not(by_groups):
    layer = place_layer(by_groups, **WORDS)
    looks = {mark.code: mark.symbol_look for mark in layer.view.marks}
    assert {code for code, look in looks.items() if look == OWN} == set(looks) - {"01008"}
    rows = [row.text for group in layer.legend.groups for row in group.rows]
    assert rows == ["xã, phường của chương trình: 8", "không thuộc chương trình"]
    assert "xã, phường của chương trình: 8" in paper_map(layer).alt
    district = place_layer(by_groups, district="043", **WORDS)
    rows = [row.text for group in district.legend.groups for row in group.rows]
    assert rows[0] == "xã, phường của chương trình: 1"
    assert rows[-1] == "xã của huyện khác"


def test_no_figure_of_children_is_drawn_or_said(by_groups):
    """The same picture whatever the children: byte for byte."""
    other = by_groups.assign(count=7, rate=0.99)
    first, second = (paper_map(place_layer(frame, **WORDS)) for frame in (by_groups, other))
    assert first.png == second.png
    assert first.alt == second.alt


def test_areas_are_filled_where_boundaries_are_known(by_groups, squares, save):
    joined = join_boundaries(by_groups, load_boundaries(save(squares)))
    layer = place_layer(by_groups, boundaries=joined, **WORDS)
    assert all(mark.area is not None and mark.symbol_look is None for mark in layer.view.marks)
    assert paper_map(layer).png != paper_map(place_layer(by_groups, **WORDS)).png


def test_what_cannot_be_drawn_is_said(by_groups):
    with pytest.raises(NotFound):
        place_layer(by_groups, district="099", **WORDS)
    with pytest.raises(InputFaults, match="tọa độ"):
        place_layer(by_groups.assign(latitude=None, longitude=None), **WORDS)
