"""Maps from a black-and-white printer, and seen by colour-blind readers: no look for another.

Lightness is CIE L* (0 black, 100 white).
"""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from needs.maps import join_boundaries, load_boundaries, map_scale, static_map
from needs.maps.appearance import (
    CLASS_FILLS,
    CONTEXT,
    COUNT_INK,
    INK,
    MISSING,
    OUTSIDE,
    class_appearance,
)
from needs.maps.change_map import LOOKS, NOT_COMPARED
from needs.maps.paper_column import paper_look
from needs.maps.place_map import OWN
from needs.maps.proposed_map import FILLS
from needs.maps.zone_map import ZONE_LOOKS

#: Neighbouring classes, and the lowest class and white.
LEAST_STEP = 12.0
#: The same as colour-blind readers see them.
LEAST_STEP_SEEN = 9.0
SCALES = {
    "rate": CLASS_FILLS,
    "proposed": FILLS,
    "zone": tuple(ZONE_LOOKS[zone].fill for zone in ("I", "II", "III")),
    "place": (OWN.fill,),
    "change": (
        *(LOOKS[name].fill for name in ("zone_changed",)),
        NOT_COMPARED.fill,
        *(LOOKS[name].fill for name in ("stayed", "entered")),
    ),
}
#: Machado, Oliveira, Fernandes (2009), severity 1, on linear red, green, blue.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    value = np.array(to_rgb(colour))
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lightness(light):
    luminance = float(np.dot(np.clip(light, 0, 1), (0.2126, 0.7152, 0.0722)))
    return 116 * np.cbrt(luminance) - 16 if luminance > 0.008856 else 903.3 * luminance


@pytest.mark.parametrize("scale", SCALES)
def test_classes_are_apart_in_grey_and_from_the_white_of_communes_without_a_figure(scale):
    shades = [lightness(linear(fill)) for fill in SCALES[scale]]
    for white in (CONTEXT, OUTSIDE, MISSING):
        ground = lightness(linear(paper_look(white)["facecolor"]))
        assert all(before - after >= LEAST_STEP for before, after in pairwise([ground, *shades]))


@pytest.mark.parametrize("classes", range(1, 6))
def test_fewer_classes_are_as_far_apart(classes):
    shades = [lightness(linear(class_appearance(n, of=classes).fill)) for n in range(classes)]
    assert all(before - after >= LEAST_STEP for before, after in pairwise([100.0, *shades]))


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("scale", SCALES)
def test_colour_blind_readers_see_the_same_order(scale, deficiency):
    seen = [lightness(np.array(DEFICIENCIES[deficiency]) @ linear(fill)) for fill in SCALES[scale]]
    assert all(before - after >= LEAST_STEP_SEEN for before, after in pairwise([100.0, *seen]))


def test_borders_and_symbols_are_seen_on_the_darkest_class():
    darkest = lightness(linear(CLASS_FILLS[-1]))
    assert darkest - lightness(linear(INK)) >= LEAST_STEP
    assert darkest - lightness(linear(COUNT_INK)) >= LEAST_STEP


def test_what_is_no_class_is_told_by_lines():
    lines = [
        (look["hatch"], str(look["linestyle"]))
        for look in (paper_look(one) for one in (MISSING, OUTSIDE, CONTEXT))
    ]
    assert all(one != other for one, other in combinations(lines, 2))
    assert not any(paper_look(class_appearance(n, of=5))["hatch"] for n in range(5))


def test_a_grey_copy_shows_lines_where_no_figure_is_and_white_in_other_districts(
    province, words, squares, save
):
    """Read from the picture: Hoá Thượng (no figure), its neighbours of the district and others."""
    # The square of the lowest class stands over the one of «no figure».
    frame = province.assign(district="Huyện Sơn Hạ", district_code="041")
    frame.loc[frame.commune_code.isin(["01007", "01009"]), ["district", "district_code"]] = (
        "Huyện Lũng Vân",
        "042",
    )
    frame.loc[frame.commune_code == "01005", ["rate", "count"]] = (0.0, 1)
    joined = join_boundaries(frame, load_boundaries(save(squares)))
    picture = static_map(
        frame, scale=map_scale(frame), district="Huyện Sơn Hạ", boundaries=joined, **words
    )
    grey = np.asarray(Image.open(BytesIO(picture.png)).convert("L")).astype(float)
    colour = np.asarray(Image.open(BytesIO(picture.png)).convert("RGB"))

    lowest = (colour == np.round(np.array(to_rgb(CLASS_FILLS[0])) * 255)).all(axis=-1)
    rows, columns = np.nonzero(lowest[:, : grey.shape[1] // 2])
    top, bottom, left, right = rows.min(), rows.max(), columns.min(), columns.max()
    side = bottom - top
    assert grey[lowest].max() <= 220
    # Below it: hatched. Words and symbol lie in the middle, so its lower quarter is read.
    hatched = grey[bottom + 3 * side // 4 + 6 : bottom + side - 4, left + 4 : right - 4]
    assert (hatched > 250).mean() > 0.4
    assert 0.1 < (hatched < 120).mean() < 0.5
    # Right of that: another district.
    other = grey[bottom + 3 * side // 4 + 6 : bottom + side - 4, right + 8 : right + side // 3]
    assert (other > 245).mean() > 0.97
