"""A profile with round numbers, three communes and their children."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.people import Assumption, Assumptions
from needs.programmes import Programme, load_programme


@pytest.fixture(scope="session")
def programme() -> Programme:
    return load_programme("hand-worked", Path(__file__).parent / "small")


@pytest.fixture
def communes() -> pd.DataFrame:
    """Three communes, one in each zone."""
    return pd.DataFrame(
        {
            "commune_code": ["00001", "00002", "00003"],
            "commune": ["Xã Một", "Xã Hai", "Xã Ba"],
            "district_code": ["001", "001", "002"],
            "district": ["Huyện A", "Huyện A", "Huyện B"],
            "zone": ["I", "II", "III"],
            "population_figures": None,
            "distance_km": pd.NA,
            "village_share": pd.NA,
            "village_share_low": pd.NA,
            "village_share_high": pd.NA,
            "village_source": pd.NA,
        }
    )


@pytest.fixture(scope="session")
def assumptions() -> Assumptions:
    """No deviation between ages: the ranges of `by_age` stay as they are."""
    even = Assumption("age_spread", "", "", 1.0, 1.0, 1.0, "", "official", "thử", "")
    return Assumptions({"age_spread": even})


@pytest.fixture
def by_age() -> pd.DataFrame:
    """Children by age: 100 (80–120) and 200 (160–240) in each commune; none known in «Xã Hai»."""
    rows = [
        (code, band, *(pd.NA if code == "00002" else n for n in counts))
        for code in ("00001", "00002", "00003")
        for band, counts in (("young", (100, 80, 120)), ("school", (200, 160, 240)))
    ]
    frame = pd.DataFrame(
        rows, columns=["commune_code", "age_band", "children", "children_low", "children_high"]
    )
    counts = ["children", "children_low", "children_high"]
    frame[counts] = frame[counts].astype("Float64")
    frame["basis"] = ["estimated" if known else pd.NA for known in frame.children.notna()]
    frame["cells"] = pd.Series(pd.NA, index=frame.index, dtype="str")
    frame["exact_age"] = False
    return frame
