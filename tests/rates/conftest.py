"""The data set that R `sae` is documented with, and communes made up for the tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="session")
def milk() -> pd.DataFrame:
    """43 areas: yi, SD, MajorArea, and what R `sae` returns for them (see README)."""
    here = Path(__file__).parent
    published = pd.read_csv(here / "milk_sae.csv")
    return pd.read_csv(here / "milk.csv").merge(published, on="SmallArea", validate="one_to_one")


@pytest.fixture(scope="session")
def milk_design(milk: pd.DataFrame) -> np.ndarray:
    """A constant and major areas 2, 3 and 4, as R writes `~ as.factor(MajorArea)`."""
    return np.column_stack([np.ones(len(milk))] + [milk.MajorArea == area for area in (2, 3, 4)])


@pytest.fixture
def communes() -> pd.DataFrame:
    """20 communes; nobody was examined in the last four, all 50 children in the first."""
    number = np.arange(20)
    frame = pd.DataFrame(
        {
            "commune_code": [f"{n:05d}" for n in number],
            "examined": [50, *(40 + number[1:16]), *(4 * [pd.NA])],
            "affected": [12, *(5 + number[1:16] * 7 % 12), *(4 * [pd.NA])],
            "population": [50, *(300 + 10 * number[1:])],
        }
    )
    return frame.astype(dict.fromkeys(["examined", "affected", "population"], "Int64"))


@pytest.fixture
def covariates(communes: pd.DataFrame) -> pd.DataFrame:
    """One covariate, known of every commune."""
    poverty = 0.3 + 0.02 * (np.arange(20) * 3 % 11)
    return pd.DataFrame({"poverty": poverty}, index=pd.Index(communes.commune_code))
