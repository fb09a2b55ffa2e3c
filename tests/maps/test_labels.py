from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from needs.maps.labels import Box, Name, place_names

FRAME = Box(0, 0, 12, 12)
names_in_frame = st.lists(
    st.builds(
        Name,
        width=st.floats(0.8, 2.5),
        height=st.just(0.3),
        x=st.floats(1, 11),
        y=st.floats(1, 11),
        radius=st.floats(0.05, 0.4),
    ),
    min_size=1,
    max_size=12,
)


def test_lone_name_stands_right_of_its_symbol():
    (box,) = place_names([Name(2, 0.3, 5, 5, 0.2)], frame=FRAME)
    assert box.left > 5.2
    assert box.middle[1] == 5


def test_name_at_the_edge_turns_inward():
    (box,) = place_names([Name(2, 0.3, 11.5, 5, 0.2)], frame=FRAME)
    assert box.right <= 12


def test_names_of_close_places_do_not_lie_on_each_other():
    names = [Name(2, 0.3, 5 + 0.3 * k, 5 + 0.25 * k, 0.1) for k in range(6)]
    boxes = place_names(names, frame=FRAME)
    for first in range(6):
        for second in range(first):
            assert boxes[first].overlap(boxes[second]) == 0


def test_name_without_symbol_stands_on_its_place():
    (box,) = place_names([Name(2, 0.3, 5, 5, 0)], frame=FRAME)
    assert box.middle == (5, 5)


@given(names_in_frame)
def test_names_keep_their_size_and_stay_near(names):
    for name, box in zip(names, place_names(names, frame=FRAME), strict=True):
        assert abs(box.right - box.left - name.width) < 1e-9
        away = max(abs(box.middle[0] - name.x) - name.width, abs(box.middle[1] - name.y))
        assert away <= name.radius + 5 * name.height


@given(names_in_frame)
def test_same_names_same_places(names):
    assert place_names(names, frame=FRAME) == place_names(names, frame=FRAME)
