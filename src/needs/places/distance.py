"""How far a commune lies from where the province's goods start, in a straight line.

Roads are longer than straight lines, and in the mountains much longer: what a kilometre adds to a
price is an assumption of the programme, and is stated per straight-line kilometre.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from needs.errors import Fault, InputFaults, NotFound

#: Mean radius of the Earth (IUGG), kilometres.
EARTH_RADIUS_KM = 6371.0088


def great_circle_km(
    latitude: pd.Series, longitude: pd.Series, *, from_latitude: float, from_longitude: float
) -> pd.Series:
    """Return the great-circle distance of each point from one point, in kilometres.

    Parameters
    ----------
    latitude, longitude
        Degrees, of the same index; missing where not known.
    from_latitude, from_longitude
        Degrees.

    Returns
    -------
    Series
        `Float64`; missing where a coordinate is.

    Notes
    -----
    Haversine formula (Sinnott 1984, Sky and Telescope 68:159) on a sphere: within 0.6 % of the
    distance on the ellipsoid.
    """
    phi, there = np.radians(from_latitude), np.radians(latitude.astype("Float64"))
    east = np.radians(longitude.astype("Float64") - from_longitude)
    half = np.sin((there - phi) / 2) ** 2 + np.cos(phi) * np.cos(there) * np.sin(east / 2) ** 2
    # Rounding may carry the opposite side of the Earth a little past 1.
    distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half.clip(upper=1)))
    return pd.Series(distance, index=latitude.index, dtype="Float64", name="distance_km")


def distance_from(places: pd.DataFrame, commune_code: str) -> pd.Series:
    """Return the distance of every commune from one of them, in kilometres.

    Parameters
    ----------
    places
        commune_code, commune, latitude, longitude (`Gazetteer.communes`).
    commune_code
        The commune that distances are measured from.

    Returns
    -------
    Series
        Indexed like `places`; missing where a commune's coordinates are.

    Raises
    ------
    NotFound
        If no commune has that code; lists those that exist.
    InputFaults
        If the coordinates of that commune are not known.
    """
    start = places[places.commune_code == commune_code]
    if start.empty:
        named = places.sort_values("commune_code")
        raise NotFound(
            "xã làm mốc đo khoảng cách / centre",
            commune_code,
            named.commune_code + " " + named.commune,
        )
    centre = start.iloc[0]
    if pd.isna(centre.latitude) or pd.isna(centre.longitude):
        raise InputFaults(
            "centre",
            [
                Fault(
                    f"{commune_code} {centre.commune}",
                    "không có tọa độ / no coordinates",
                    "xã có tọa độ để đo khoảng cách",
                    "chọn xã khác trong [centre] của chương trình",
                )
            ],
        )
    return great_circle_km(
        places.latitude,
        places.longitude,
        from_latitude=float(centre.latitude),
        from_longitude=float(centre.longitude),
    )
