from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from needs.sponsorship.ids import SIGNS, new_child_id, read_child_id
from needs.support.pseudonyms import why_refused

IDS = st.integers(0, 2**32).map(lambda seed: new_child_id(random.Random(seed).choice))


def test_ids_are_drawn_and_fit_lists_of_supported_children():
    drawn = {new_child_id() for _ in range(300)}
    assert len(drawn) == 300
    assert all(why_refused(one) is None for one in drawn)
    assert all(read_child_id(one.lower().replace("-", " ")) == one for one in drawn)


@given(IDS, st.integers(0, 9), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(child_id: str, place: int, sign: str):
    signs = list(child_id.replace("-", ""))
    wrong = [*signs[:place], sign, *signs[place + 1 :]]
    assert (read_child_id("".join(wrong)) is None) == (wrong != signs)


@given(IDS, st.integers(0, 8))
def test_two_signs_swapped_are_noticed(child_id: str, place: int):
    signs = list(child_id.replace("-", ""))
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    same = "".join(signs) == child_id.replace("-", "")
    assert (read_child_id("".join(signs)) is None) == (not same)
