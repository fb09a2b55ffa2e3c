"""The Fund's profile, and an office of it for each test."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from needs.places import load_gazetteer
from needs.programmes import Programme, load_programme

from .desk import Desk, open_desk
from .small import data_root


@pytest.fixture(scope="session")
def fund(data: Path) -> Programme:
    return load_programme("thanh-hoa-fund", data)


@pytest.fixture
def desk(fund: Programme, tmp_path: Path) -> Desk:
    return open_desk(fund, tmp_path)


@pytest.fixture
def own(tmp_path: Path, data: Path) -> Path:
    """A data root of its own: what is official, and no books of anybody yet."""
    return data_root(tmp_path / "data", data)


@pytest.fixture(scope="session")
def programme(data: Path) -> Programme:
    return load_programme("cao-bang-588", data)


@pytest.fixture(scope="session")
def places(programme: Programme) -> pd.DataFrame:
    """Seven communes in two former districts."""
    every = load_gazetteer().communes(programme.province_code, programme.edition)
    own = every.dropna(subset=["district_code"])
    codes = own.district_code.value_counts().index[:2]
    rows = [own[own.district_code == codes[0]].head(3), own[own.district_code == codes[1]].head(4)]
    columns = ["commune_code", "commune", "district_code", "district"]
    return pd.concat(rows)[columns].reset_index(drop=True)
