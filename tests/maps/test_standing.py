"""Maps of a province without a list of communes, and of children counted by circumstances."""

from __future__ import annotations

import pytest

from needs.errors import InputFaults
from needs.maps import interactive_map, map_scale

from .conftest import WORDS


def drawn(frame, **options):
    return interactive_map(frame, scale=map_scale(frame), **WORDS, **options)


def legend(document):
    return document[document.index("<aside") : document.index("</aside>")]


@pytest.fixture
def waiting(province):
    """The programme's communes, of which nobody knows the zone."""
    frame = province.assign(standing="no_list", zone=None, specially_disadvantaged=True)
    frame["count"] = frame["count"].mask(frame["count"].notna())
    frame["rate"] = frame["rate"].mask(frame["rate"].notna())
    return frame


@pytest.fixture
def circumstances(province):
    return province.assign(standing="by_groups", zone=None, specially_disadvantaged=True)


def test_without_a_list_the_legend_says_why_communes_are_grey(waiting):
    document = drawn(waiting)
    assert "chưa có danh sách xã" in legend(document)
    assert "chưa có số liệu" not in legend(document)
    assert "đặc biệt khó khăn" not in document
    assert "Chưa có danh sách xã: mọi xã để màu xám (bản in: gạch chéo)." in document


def test_pointing_at_a_commune_tells_that_its_zone_waits(waiting):
    document = drawn(waiting)
    assert document.count("không thuộc danh sách") == 0
    assert "chưa có danh sách xã" in document


def test_by_circumstances_colours_are_of_need_and_nothing_speaks_of_zones(circumstances):
    document = drawn(circumstances)
    assert "Khu vực" not in document
    assert "đặc biệt khó khăn" not in document
    assert "61–80%" in legend(document)  # the classes are those of the rates, as ever
    assert "9 xã của chương trình" in document


def test_communes_outside_the_programme_are_said_to_be_outside(circumstances):
    frame = circumstances.copy()
    frame.loc[0, "specially_disadvantaged"] = False
    assert "không thuộc chương trình" in legend(drawn(frame))


def test_a_map_that_says_nothing_of_it_is_by_list(province):
    assert drawn(province) == drawn(province.assign(standing="listed"))


def test_another_standing_is_refused(province):
    with pytest.raises(InputFaults, match="standing"):
        drawn(province.assign(standing="unknown"))
