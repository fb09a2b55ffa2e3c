"""Distances in a straight line: known arcs, no distance without coordinates."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.errors import InputFaults, NotFound
from needs.places.distance import EARTH_RADIUS_KM, distance_from, great_circle_km


def km(latitude, longitude, from_latitude, from_longitude):
    one = great_circle_km(
        pd.Series([latitude]),
        pd.Series([longitude]),
        from_latitude=from_latitude,
        from_longitude=from_longitude,
    )
    return one.iloc[0]


@pytest.mark.parametrize(
    ("there", "start", "degrees"),
    [
        ((1.0, 105.0), (0.0, 105.0), 1),  # along a meridian
        ((0.0, 107.0), (0.0, 105.0), 2),  # along the equator
        ((90.0, 13.0), (0.0, 105.0), 90),  # to the pole, whatever the longitude
        ((0.0, -75.0), (0.0, 105.0), 180),  # to the other side of the Earth
        ((22.5, 106.2), (22.5, 106.2), 0),
    ],
)
def test_an_arc_is_its_angle_times_the_radius(there, start, degrees):
    assert km(*there, *start) == pytest.approx(math.radians(degrees) * 6371.0088, abs=1e-6)


def test_a_degree_of_longitude_is_shorter_in_the_north():
    # At 60° the parallel has half the radius; over one degree the arc is hardly shorter than it.
    assert km(60.0, 106.0, 60.0, 105.0) == pytest.approx(111.195 / 2, rel=1e-4)


coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(coordinates, coordinates)
def test_there_is_as_far_as_back_and_never_beyond_half_the_earth(one, other):
    assert km(*one, *other) == pytest.approx(km(*other, *one), abs=1e-6)
    assert 0 <= km(*one, *other) <= math.pi * EARTH_RADIUS_KM + 1e-6


PLACES = pd.DataFrame(
    {
        "commune_code": ["00003", "00001", "00002"],
        "commune": ["Xã C", "Xã A", "Xã B"],
        "latitude": [22.0, 21.0, np.nan],
        "longitude": [106.0, 106.0, 106.0],
    }
)


def test_a_commune_without_coordinates_has_no_distance():
    distances = distance_from(PLACES, "00001")
    assert distances.round(3).tolist()[:2] == [111.195, 0.0]
    assert pd.isna(distances.iloc[2])
    assert distances.index.equals(PLACES.index)


def test_a_centre_that_does_not_exist_lists_those_that_do():
    with pytest.raises(NotFound, match="00001 Xã A; 00002 Xã B; 00003 Xã C"):
        distance_from(PLACES, "99999")


def test_a_centre_without_coordinates_is_told():
    with pytest.raises(InputFaults, match=r"00002 Xã B.*không có tọa độ"):
        distance_from(PLACES, "00002")


def test_real_communes_of_cao_bang_lie_within_the_province(gazetteer):
    places = gazetteer.communes("04", "2025")
    distances = distance_from(places, "01273")
    assert distances[places.commune_code == "01273"].tolist() == [0.0]
    # Bảo Lâm, at the western end, is the far end of a province about 170 km long.
    assert 60 < distances.max() < 170
