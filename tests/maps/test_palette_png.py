"""Pictures of few colours come back dot for dot; of many, the commonest stay exact."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from needs.maps.palette_png import palette_png


def read(png):
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(3))))
def test_a_picture_of_few_colours_comes_back_dot_for_dot(pixels):
    assert (read(palette_png(pixels, dots_per_inch=180)) == pixels).all()


def test_of_many_colours_the_commonest_stay_and_the_others_are_near():
    ramp = np.arange(4096)
    rare = np.stack([ramp // 256 * 16, ramp % 256, 255 - ramp % 256], axis=1)
    common = np.tile([[200, 76, 2]], (5000, 1))
    pixels = np.concatenate([common, rare])[:9088].reshape(64, 142, 3).astype(np.uint8)
    back = read(palette_png(pixels, dots_per_inch=180))
    of_common = (pixels == [200, 76, 2]).all(axis=-1)
    assert of_common.sum() == 5000
    assert (back[of_common] == [200, 76, 2]).all()
    assert len(np.unique(back.reshape(-1, 3), axis=0)) <= 256


def test_it_is_printed_as_large_as_it_was_drawn():
    picture = Image.open(BytesIO(palette_png(np.zeros((9, 9, 4), np.uint8), dots_per_inch=180)))
    assert round(picture.info["dpi"][0]) == 180
