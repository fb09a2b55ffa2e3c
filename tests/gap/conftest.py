"""The profile with round numbers of the tests of the need, and its need worked out before."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.programmes import Programme, load_programme

PLACES = {
    "00001": ("Xã Một", "001", "Huyện A", "I"),
    "00002": ("Xã Hai", "001", "Huyện A", "II"),
    "00003": ("Xã Ba", "002", "Huyện B", "III"),
}


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme("hand-worked", Path(__file__).parents[1] / "need" / "small")


@pytest.fixture
def need() -> pd.DataFrame:
    """Meals: 50 (32–72) children in each commune, unknown in 00002.

    Play, in 00003 only: 100 (80–120) young and 200 (160–240) at school, so 300 (240–360).
    """
    rows = [
        (code, "meals", "young", *(pd.NA if code == "00002" else n for n in (50, 32, 72)))
        for code in PLACES
    ] + [("00003", "play", "young", 100, 80, 120), ("00003", "play", "school", 200, 160, 240)]
    eligible = ["children_eligible", "children_eligible_low", "children_eligible_high"]
    frame = pd.DataFrame(rows, columns=["commune_code", "category", "age_band", *eligible])
    frame[eligible] = frame[eligible].astype("Int64")
    for position, column in enumerate(("commune", "district_code", "district", "zone")):
        frame[column] = [PLACES[code][position] for code in frame.commune_code]
    frame["basis"] = frame["eligible_basis"] = "estimated"
    prices = {"meals": (110_000, 80_000, 180_000), "play": (10_000_000,) * 3}
    for position, column in enumerate(("unit_price_vnd", "price_low_vnd", "price_high_vnd")):
        frame[column] = [prices[category][position] for category in frame.category]
    frame["price_basis"] = "estimated"
    return frame


@pytest.fixture
def support() -> pd.DataFrame:
    """Meals in 00001: 20 and 15 children; play in 00003: 100 children."""
    return pd.DataFrame(
        {
            "commune_code": ["00001", "00001", "00003"],
            "category": ["meals", "meals", "play"],
            "donor_id": ["a", "b", "a"],
            "children": pd.array([20, 15, 100], dtype="Int64"),
            "basis": ["returned", "illustrative", "returned"],
        }
    )
